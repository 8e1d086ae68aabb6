package nx.sale.application.payment;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import nx.sale.application.Till;
import nx.sale.application.order.CancelOrder;
import nx.sale.application.requests.Authority;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.fake.InMemoryPendingAttempts;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.payment.pending.MqPay;
import nx.sale.domain.payment.pending.PaymentIntake;
import nx.sale.domain.payment.pending.PendingAttempt;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.api.Test;

/** MQ-Pay is asked for what was announced, with a clock of the test's own. */
class AskMqPayTest {
    private final Till till = new Till();
    private final OrderId order = checkedOut();
    private final InMemoryPendingAttempts pending = new InMemoryPendingAttempts(till.store, till.payments);
    private Instant now = NOON;
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    /** MQ-Pay: how attempts ended, how often it was asked, and whether it answers. */
    private final class Mq implements MqPay {
        private final Map<String, PaymentEventType> ends = new HashMap<>();
        private final List<Duration> asked = new ArrayList<>();
        private boolean unavailable;

        @Override
        public Optional<Ending> verify(PendingAttempt attempt, String requestId) {
            till.store.run(tx -> tx); // throws when it is asked inside a transaction
            asked.add(Duration.between(NOON, now));
            if (unavailable) {
                throw new Unavailable(Unavailable.Part.MQ_PAY, null);
            }
            return Optional.ofNullable(ends.get(attempt.attemptId())).map(end -> new Ending(end, attempt.attemptUid()));
        }
    }

    private final ApplyPayment apply = new ApplyPayment(till.webhooks(clock), till.store);
    /** The webhook's way: the body here is the attempt's uid. */
    private final PaymentIntake intake = this::webhook;

    private final Mq mq = new Mq();
    private final AskMqPay ask = new AskMqPay(mq, intake, pending, till.store, clock);
    private final AnnouncePayment announce =
            new AnnouncePayment(till.orders, till.bills, till.requests, pending, till.outbox, clock);
    private final CancelOrder cancel = new CancelOrder(
            till.reasons,
            till.requests,
            till.orders,
            till.bills,
            till.payments,
            till.kitchens,
            till.permits,
            ask,
            till.effects,
            till.ids);

    private OrderId checkedOut() {
        OrderId draft = till.draft();
        return till.store.run(tx -> {
            var locked = till.orders.lock(tx, MERCHANT, draft);
            locked.checkOut(
                    TestOrders.quote(till.found(draft)),
                    TestOrders.TERMS,
                    Money.zero(CurrencyCode.VND),
                    Settings.DEFAULT,
                    TestOrders.WAITER,
                    NOON);
            till.orders.update(tx, locked);
            return draft;
        });
    }

    private WebhookOutcome webhook(PaymentEventType event, String uid, Origin origin) {
        PaymentNotice notice = new PaymentNotice(
                event,
                new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, order.value()),
                Optional.empty(),
                Optional.of(new PaymentNotice.Attempt(
                        uid,
                        Optional.empty(),
                        new BigDecimal("143000"),
                        "SYSTEM",
                        Optional.empty(),
                        Optional.empty())));
        return apply.handle(new ApplyPayment.Command(
                new PaymentInbox.Webhook(
                        event.wireName(), Optional.empty(), Optional.of(uid), uid, Map.of(), true, now),
                notice,
                origin));
    }

    private void announce(String attempt) {
        announce.handle(
                new AnnouncePayment.Command(
                        till.request("announce-" + attempt),
                        MERCHANT,
                        order,
                        Optional.empty(),
                        attempt,
                        "uid-" + attempt,
                        Optional.empty(),
                        new BigDecimal("143000")),
                Till.reply(stored -> {}));
    }

    private void pass(Duration time, Consumer<Instant> each) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(1);
            each.accept(now);
        }
    }

    private OrderStatus status() {
        return till.found(order).header().status();
    }

    // PAYMENT-16
    @Test
    void paidAttemptWithLostWebhooksIsBookedWithin90Seconds_once() {
        announce("at-1");
        pass(Duration.ofSeconds(20), at -> ask.due(10, ORIGIN));
        assertThat(status()).isEqualTo(OrderStatus.PROCESSING);
        mq.ends.put("at-1", PaymentEventType.ATTEMPT_SUCCESS);

        pass(Duration.ofSeconds(70), at -> ask.due(10, ORIGIN));

        assertThat(status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(mq.asked).containsExactly(Duration.ofSeconds(15), Duration.ofSeconds(45));
        assertThat(webhook(PaymentEventType.ATTEMPT_SUCCESS, "uid-at-1", ORIGIN))
                .as("the webhook that comes after all")
                .isEqualTo(WebhookOutcome.DUPLICATE);
        assertThat(till.outbox.actions()).containsExactly("PAYMENT_ANNOUNCED", "PAYMENT_RECEIVED", "COMPLETED");
        pass(Duration.ofHours(7), at -> ask.due(10, ORIGIN));
        assertThat(mq.asked).hasSize(2);
    }

    @Test
    void attemptEndedByWebhookIsNotVerified() {
        announce("at-1");
        webhook(PaymentEventType.ATTEMPT_SUCCESS, "uid-at-1", ORIGIN);

        pass(Duration.ofHours(7), at -> ask.due(10, ORIGIN));

        assertThat(mq.asked).isEmpty();
    }

    @Test
    void verificationIsPostponedWhileMqPayIsUnavailable() {
        announce("at-1");
        announce("at-2");
        mq.unavailable = true;
        pass(Duration.ofMinutes(10), at -> {
            try {
                ask.due(10, ORIGIN);
            } catch (Unavailable unavailable) {
                assertThat(unavailable.part()).isEqualTo(Unavailable.Part.MQ_PAY);
            }
        });
        assertThat(mq.asked).as("one question every 15 seconds at most").hasSizeBetween(30, 40);

        mq.unavailable = false;
        mq.ends.put("at-2", PaymentEventType.ATTEMPT_SUCCESS);
        pass(Duration.ofSeconds(15), at -> ask.due(10, ORIGIN));
        assertThat(status()).isEqualTo(OrderStatus.COMPLETED);
    }

    private void cancelled(boolean force) {
        cancel.handle(
                new CancelOrder.Command(
                        till.request("cancel"),
                        MERCHANT,
                        order,
                        Optional.empty(),
                        "nobody pays",
                        new Authority(Set.of(), List.of()),
                        Optional.of(new CancelOrder.Stuck(NOON.plusSeconds(1), force))),
                Till.reply(done -> {}));
    }

    // PAYMENT-18
    @Test
    void aStuckOrderThatWasPaidIsBooked_andNotCancelled() {
        announce("at-1");
        mq.ends.put("at-1", PaymentEventType.ATTEMPT_SUCCESS);

        assertThatThrownBy(() -> cancelled(false))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.error())
                                .isEqualTo(new PaymentError.Arrived(order, List.of("uid-at-1"))));

        assertThat(status()).isEqualTo(OrderStatus.COMPLETED);
    }

    // PAYMENT-18
    @Test
    void nothingIsCancelledUnlessForced_whenMqPayIsUnavailable() {
        announce("at-1");
        mq.unavailable = true;

        assertThatThrownBy(() -> cancelled(false))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.part()).isEqualTo(Unavailable.Part.MQ_PAY));
        assertThatThrownBy(() -> cancelled(true))
                .as("it goes on to the second person")
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.error()).isInstanceOf(AccessError.SecondPersonNeeded.class));

        assertThat(mq.asked).hasSize(1);
        assertThat(pending.list(MERCHANT, order)).hasSize(1);
    }
}
