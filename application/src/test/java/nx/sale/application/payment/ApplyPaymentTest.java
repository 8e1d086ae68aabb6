package nx.sale.application.payment;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.Till;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.ValueError;
import org.junit.jupiter.api.Test;

/** A webhook against a till of fakes. */
class ApplyPaymentTest {
    private final Till till = new Till();
    private final OrderId order = till.draft();
    private final ApplyPayment apply = new ApplyPayment(till.webhooks(till.clock), till.store);

    private WebhookOutcome receive(PaymentNotice.Target.Kind kind, long target, String attempt, String amount) {
        return receive(kind, target, attempt, amount, Optional.empty());
    }

    private WebhookOutcome receive(
            PaymentNotice.Target.Kind kind, long target, String attempt, String amount, Optional<MerchantId> merchant) {
        PaymentNotice notice = new PaymentNotice(
                PaymentEventType.ATTEMPT_SUCCESS,
                new PaymentNotice.Target(kind, target),
                Optional.of(new PaymentNotice.Transaction(
                        "t", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
                Optional.of(new PaymentNotice.Attempt(
                        attempt,
                        Optional.empty(),
                        new BigDecimal(amount),
                        "SYSTEM",
                        Optional.empty(),
                        Optional.empty())),
                merchant);
        return apply.handle(new ApplyPayment.Command(webhook(notice.type(), attempt), notice, ORIGIN));
    }

    private static PaymentInbox.Webhook webhook(PaymentEventType type, String attempt) {
        return new PaymentInbox.Webhook(
                type.wireName(), Optional.of("t"), Optional.of(attempt), "{}", Map.of(), true, NOON);
    }

    private void checkOut() {
        till.store.run(tx -> {
            var locked = till.orders.lock(tx, TestOrders.MERCHANT, order);
            locked.checkOut(
                    TestOrders.quote(till.found(order)),
                    TestOrders.TERMS,
                    Money.zero(CurrencyCode.VND),
                    Settings.DEFAULT,
                    TestOrders.WAITER,
                    NOON);
            till.orders.update(tx, locked);
            return order;
        });
    }

    @Test
    void paymentIsBookedOnce_andPublished() {
        checkOut();

        assertThat(receive(PaymentNotice.Target.Kind.SALE_ORDER, order.value(), "a", "143000"))
                .isEqualTo(WebhookOutcome.APPLIED);
        assertThat(receive(PaymentNotice.Target.Kind.SALE_ORDER, order.value(), "a", "143000"))
                .isEqualTo(WebhookOutcome.DUPLICATE);

        assertThat(till.found(order).header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(till.outbox.events()).hasSize(2);
        assertThat(till.outbox.events().getFirst()).isInstanceOf(OrderEvent.PaymentReceived.class);
        assertThat(till.outbox.actions()).containsExactly("PAYMENT_RECEIVED", "COMPLETED");
    }

    // PAYMENT-8
    @Test
    void moneyForADraftIsLate() {
        assertThat(receive(PaymentNotice.Target.Kind.SALE_ORDER, order.value(), "a", "5"))
                .isEqualTo(WebhookOutcome.LATE);

        assertThat(till.found(order).header().progress().paid().zero()).isTrue();
        assertThat(till.payments.reviews(order))
                .singleElement()
                .satisfies(review -> assertThat(review.kind()).isEqualTo(PaymentReview.Kind.LATE));
        assertThat(till.outbox.events()).isEmpty();
    }

    // WEBHOOK-3
    @Test
    void paymentOfAnUnknownOrderIsParked_andAppliedWhenRepeated() {
        assertThatThrownBy(() -> receive(PaymentNotice.Target.Kind.SALE_ORDER, 404, "a", "5"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        e -> assertThat(e.error()).isEqualTo(new PaymentError.TargetUnknown("SALE_ORDER", 404)));
        assertThatThrownBy(() -> receive(PaymentNotice.Target.Kind.SALE_CHECK, order.value(), "b", "5"))
                .isInstanceOf(Rejected.class);

        checkOut();
        assertThat(receive(PaymentNotice.Target.Kind.SALE_ORDER, order.value(), "b", "5"))
                .isEqualTo(WebhookOutcome.APPLIED);
    }

    // WEBHOOK-13
    @Test
    void moneyThatNoOrderCanHoldIsParkedForAPerson_howeverOftenItComes() {
        checkOut();
        receive(PaymentNotice.Target.Kind.SALE_ORDER, order.value(), "a", "99999999999");

        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> receive(PaymentNotice.Target.Kind.SALE_ORDER, order.value(), "b", "99999999999"))
                    .isInstanceOfSatisfying(
                            Rejected.class, e -> assertThat(e.error()).isEqualTo(new ValueError.AmountTooLarge()));
        }

        PaymentInbox.Webhook second = webhook(PaymentEventType.ATTEMPT_SUCCESS, "b");
        Optional<WebhookOutcome> kept = till.store.run(
                tx -> till.payments.lock(tx, TestOrders.MERCHANT, second).before());
        assertThat(kept).contains(WebhookOutcome.PARKED);
        assertThat(till.found(order).header().progress().paid().canonical()).isEqualTo("99999999999");
    }

    // WEBHOOK-14
    @Test
    void aNamedMerchantIsAskedAlone_andAWrongOneGetsNoPayment() {
        checkOut();
        long target = order.value();

        assertThatThrownBy(() -> receive(
                        PaymentNotice.Target.Kind.SALE_ORDER,
                        target,
                        "named",
                        "140000",
                        Optional.of(new MerchantId(70_999))))
                .isInstanceOf(Rejected.class);
        assertThat(till.found(order).header().progress().paid().positive()).isFalse();

        assertThat(receive(
                        PaymentNotice.Target.Kind.SALE_ORDER,
                        target,
                        "named",
                        "140000",
                        Optional.of(TestOrders.MERCHANT)))
                .isEqualTo(WebhookOutcome.APPLIED);
    }
}
