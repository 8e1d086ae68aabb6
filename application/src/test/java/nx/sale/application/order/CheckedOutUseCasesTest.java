package nx.sale.application.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.application.Till;
import nx.sale.application.requests.Authority;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.Rejected;
import org.junit.jupiter.api.Test;

/** An order that waits for money on fakes: taken back to the cart, counted again, completed by hand; and its price before. */
class CheckedOutUseCasesTest {
    private final Till till = new Till();
    private final OrderId order = till.checkedOut();
    private final OrderId draft = till.draft();
    private final RevertToCart revert = new RevertToCart(till.requests, till.orders, till.effects, till.clock);
    private final PreviewPrice preview = new PreviewPrice(
            till.orders, till.settings, (request, requestId) -> TestOrders.quote(till.found(draft)), till.clock);
    private final RecomputeOrder recompute = new RecomputeOrder(
            till.orders,
            till.settings,
            till.requests,
            till.orders,
            till.bills,
            till.payments,
            till.permits,
            till.effects,
            till.ids);

    private OrderSnapshot revert(OrderId id, Optional<Long> expected) {
        return revert.handle(new RevertToCart.Command(Till.request(), MERCHANT, id, expected), Till.result());
    }

    private RecomputeOrder.Recomputed recompute(Authority authority, boolean dryRun) {
        return recompute.handle(
                new RecomputeOrder.Command(
                        Till.request(), MERCHANT, order, Optional.empty(), "sums differ", authority, dryRun),
                Till.result());
    }

    private OrderSnapshot complete(UnpaidCheck unpaid, boolean force, Authority authority) {
        return new CompleteOrder(
                        till.settings,
                        till.requests,
                        till.orders,
                        till.bills,
                        till.payments,
                        till.permits,
                        unpaid,
                        till.effects,
                        till.outbox,
                        till.ids)
                .handle(
                        new CompleteOrder.Command(
                                Till.request(), MERCHANT, order, Optional.empty(), "bank slip", force, authority),
                        Till.result());
    }

    /** The first line says another amount than its price times its quantity. */
    private void damage() {
        OrderSnapshot right = till.found(order);
        List<Line> lines = new ArrayList<>(right.lines());
        lines.set(0, TestOrders.withTotal(lines.getFirst(), Till.vnd("1")));
        till.orders.put(new OrderSnapshot(right.header(), lines));
    }

    private Authority agreed(String action) {
        return till.approved(action, Approval.About.order(order));
    }

    @Test
    void anUnpaidOrderGoesBackToTheCart() {
        OrderSnapshot cart = revert(order, Optional.of(2L));

        assertThat(cart.header().status()).isEqualTo(OrderStatus.DRAFT);
        assertThat(till.found(order)).isEqualTo(cart);
        assertThat(till.events()).containsExactly("Reverted");
        assertThat(till.outbox.actions()).containsExactly("REVERTED_TO_CART");
        OrderId paid = till.paid(till.checkedOut(), "5");
        assertRejected(
                () -> revert(paid, Optional.empty()),
                new OrderError.NotAllowed(paid, OrderStatus.PARTIAL, OrderStatus.Action.REVERT));
        assertRejected(() -> revert(paid, Optional.of(1L)), new RequestError.RevisionMismatch(3));
    }

    @Test
    void aPriceIsPreviewed_andNothingChanges() {
        OrderSnapshot before = till.found(draft);

        PreviewPrice.Preview price =
                preview.handle(new PreviewPrice.Query(MERCHANT, draft, Optional.empty(), "request-1"));

        assertThat(price.quote().total()).isEqualTo(Till.vnd("143000"));
        assertThat(till.found(draft)).isEqualTo(before);
        OrderId unknown = new OrderId(404);
        assertRejected(
                () -> preview.handle(new PreviewPrice.Query(MERCHANT, unknown, Optional.empty(), "request-1")),
                new OrderError.NotFound(unknown));
    }

    @Test
    void damagedSumsAreCountedAgain() {
        OrderSnapshot right = till.found(order);
        assertRejected(() -> recompute(Till.NOBODY, false), new OrderError.SumsAgree(order));
        damage();

        assertThat(recompute(Till.NOBODY, true).recount().agrees()).isFalse();
        assertThat(till.found(order)).isNotEqualTo(right);
        recompute(Till.NOBODY, false);

        assertThat(till.found(order).lines()).isEqualTo(right.lines());
        assertThat(till.events()).containsExactly("Recomputed");
        assertThat(till.outbox.actions()).containsExactly("RECOMPUTED");
    }

    // ACCESS-14
    @Test
    void aPaidOrderIsCountedAgainByTwo() {
        till.paid(order, "5");
        damage();

        assertRejected(
                () -> recompute(Till.NOBODY, false),
                new AccessError.SecondPersonNeeded(Permissions.OPERATIONS_RECOMPUTE));
        recompute(agreed(Permissions.OPERATIONS_RECOMPUTE), false);

        assertThat(till.outbox.actions()).containsExactly("APPROVED", "RECOMPUTED");
    }

    // ACCESS-14
    @Test
    void anOrderIsCompletedByHandByTwo_andLeavesAShortfall() {
        assertRejected(
                () -> complete(UnpaidCheck.NONE, false, Till.NOBODY),
                new AccessError.SecondPersonNeeded(Permissions.OPERATIONS_COMPLETE));

        OrderSnapshot completed = complete(UnpaidCheck.NONE, false, agreed(Permissions.OPERATIONS_COMPLETE));

        assertThat(completed.header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(till.payments.reviews(order)).singleElement().satisfies(review -> {
            assertThat(review.kind()).isEqualTo(PaymentReview.Kind.SHORTFALL);
            assertThat(review.amount()).isEqualTo(Till.vnd("143000"));
        });
        assertThat(till.events()).contains("Completed");
        assertThat(till.outbox.actions()).startsWith("APPROVED", "COMPLETED_BY_HAND");
        assertThat(till.stores.folding.unfolded()).containsExactly(order);
    }

    @Test
    void anOrderWhosePaymentArrivedIsCompletedByForceOnly() {
        PaymentError arrived = new PaymentError.Arrived(order, List.of("a"));
        UnpaidCheck paid = (merchant, id, origin) -> {
            throw new Rejected(arrived);
        };

        assertRejected(() -> complete(paid, false, agreed(Permissions.OPERATIONS_COMPLETE)), arrived);
        assertThat(complete(paid, true, agreed(Permissions.OPERATIONS_COMPLETE))
                        .header()
                        .status())
                .isEqualTo(OrderStatus.COMPLETED);
    }
}
