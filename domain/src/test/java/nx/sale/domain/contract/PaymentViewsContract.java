package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.payment.AttemptStatus;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.PaymentViews;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What is seen of payments, whatever they are stored in. */
public abstract class PaymentViewsContract extends Contract {
    /** What the contract runs on. */
    public record Stores(
            UnitOfWork work, Orders orders, OrderViews views, Payments payments, PaymentViews paymentViews) {}

    private final Orders orders;
    private final Payments payments;
    private final PaymentViews views;
    private final OrderId order;

    protected PaymentViewsContract(Stores stores) {
        super(stores.work());
        orders = stores.orders();
        payments = stores.payments();
        views = stores.paymentViews();
        order = new StoredOrders(work, merchant, orders, stores.views()).draft();
    }

    private PaymentLedger late(String attempt) {
        PaymentNotice notice = new PaymentNotice(
                PaymentEventType.ATTEMPT_SUCCESS,
                new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, order.value()),
                Optional.empty(),
                Optional.of(new PaymentNotice.Attempt(
                        attempt,
                        Optional.empty(),
                        new BigDecimal("5"),
                        "VNPAY_QR",
                        Optional.empty(),
                        Optional.of("why"))));
        return work.run(tx -> {
            PaymentLedger ledger =
                    payments.read(tx, orders.lock(tx, merchant, order).header());
            ledger.record(notice, Optional.empty(), NOON);
            ledger.review(
                    PaymentReview.Kind.LATE,
                    Money.of("5", CurrencyCode.VND),
                    new PaymentReview.About(Optional.of(attempt), Optional.empty()),
                    IDS,
                    WAITER,
                    NOON);
            payments.update(tx, ledger);
            return ledger;
        });
    }

    private Page<PaymentReview> reviews(
            Optional<PaymentReview.Status> status, int limit, Optional<Long> after, boolean counted) {
        return reviews(List.of(), status, limit, after, counted);
    }

    private Page<PaymentReview> reviews(
            List<OrderId> of, Optional<PaymentReview.Status> status, int limit, Optional<Long> after, boolean counted) {
        return views.listReviews(
                merchant,
                new PaymentViews.ReviewFilter(status, Optional.of(PaymentReview.Kind.LATE), of),
                limit,
                after,
                counted);
    }

    @Test
    void attemptsOfAnOrderAreListed() {
        late("a");

        assertThat(views.listAttempts(merchant, order)).singleElement().satisfies(attempt -> {
            assertThat(attempt.uid()).isEqualTo("a");
            assertThat(attempt.amount()).isEqualTo(Money.of("5", CurrencyCode.VND));
            assertThat(attempt.status()).isEqualTo(AttemptStatus.SUCCESS);
            assertThat(attempt.provider()).isEqualTo("VNPAY_QR");
            assertThat(attempt.reason()).contains("why");
            assertThat(attempt.successAt()).contains(NOON);
            assertThat(attempt.cancels()).isFalse();
        });
        assertThat(views.listAttempts(new MerchantId(8), order)).isEmpty();
    }

    @Test
    void reviewsAreListedInPages_andFoundByTheirMerchantOnly() {
        late("a");
        late("b");

        Page<PaymentReview> first = reviews(Optional.of(PaymentReview.Status.OPEN), 1, Optional.empty(), true);
        Page<PaymentReview> second = reviews(Optional.empty(), 1, first.next().map(Long::valueOf), false);

        assertThat(first.count()).isEqualTo(OptionalLong.of(2));
        assertThat(first.rows()).singleElement().satisfies(review -> {
            assertThat(review.about().attemptUid()).contains("a");
            assertThat(views.findReview(merchant, review.id())).contains(review);
            assertThat(views.findReview(new MerchantId(8), review.id())).isEmpty();
        });
        assertThat(second.rows())
                .singleElement()
                .satisfies(review -> assertThat(review.about().attemptUid()).contains("b"));
        assertThat(second.next()).isEmpty();
        assertThat(reviews(Optional.of(PaymentReview.Status.REFUNDED), 9, Optional.empty(), true))
                .isEqualTo(new Page<>(List.of(), OptionalLong.of(0), Optional.empty()));
        assertThat(views.findReview(merchant, new ReviewId(1))).isEmpty();
        OrderId other = new OrderId(IDS.next());
        assertThat(reviews(List.of(other, order), Optional.empty(), 9, Optional.empty(), true))
                .satisfies(page -> assertThat(page.rows()).hasSize(2))
                .satisfies(page -> assertThat(page.count()).hasValue(2));
        assertThat(reviews(List.of(other), Optional.empty(), 9, Optional.empty(), true))
                .isEqualTo(new Page<>(List.of(), OptionalLong.of(0), Optional.empty()));
    }
}
