package nx.sale.application.payment;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.Till;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.payment.pending.MqPay;
import nx.sale.domain.payment.pending.PendingAttempt;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.ShiftError;
import org.junit.jupiter.api.Test;

/** Payments on fakes: webhooks kept and replayed, attempts announced and tracked, reviews resolved. */
class PaymentUseCasesTest {
    private final Till till = new Till();
    private final OrderId order = till.checkedOut();
    private final WebhookWork webhooks = till.webhooks(till.clock);
    private final ReplayWebhook replay =
            new ReplayWebhook(webhooks, till.store, till.requests, till.outbox, till.clock);
    private final KeepWebhook keep = new KeepWebhook(till.store, till.payments, till.clock);
    private final TrackAttempt track =
            new TrackAttempt(till.orders, till.bills, till.stores.pending, till.store, till.clock);
    private final AnnouncePayment announce =
            new AnnouncePayment(till.orders, till.bills, till.requests, till.stores.pending, till.outbox, till.clock);
    private final ResolveReview resolve = new ResolveReview(
            till.stores.paymentViews,
            till.settings,
            till.requests,
            till.orders,
            till.bills,
            till.payments,
            till.shifts,
            () -> false,
            till.effects,
            till.outbox,
            till.screens,
            till.ids);

    private static PaymentInbox.Webhook webhook(String attempt) {
        return webhook(PaymentEventType.ATTEMPT_SUCCESS, attempt);
    }

    private static PaymentInbox.Webhook webhook(PaymentEventType type, String attempt) {
        return new PaymentInbox.Webhook(
                type.wireName(), Optional.of("t"), Optional.of(attempt), "{}", Map.of(), true, NOON);
    }

    private WebhookOutcome replay(String attempt, OrderId target, String amount) {
        return replay(PaymentEventType.ATTEMPT_SUCCESS, attempt, target, amount);
    }

    private WebhookOutcome replay(PaymentEventType type, String attempt, OrderId target, String amount) {
        PaymentNotice notice = new PaymentNotice(
                type,
                new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, target.value()),
                Optional.empty(),
                Optional.of(new PaymentNotice.Attempt(
                        attempt,
                        Optional.empty(),
                        new BigDecimal(amount),
                        "SYSTEM",
                        Optional.empty(),
                        Optional.empty())));
        return replay.handle(
                new ReplayWebhook.Command(Till.request(), MERCHANT, 7, webhook(type, attempt), notice), Till.result());
    }

    private PaymentReview resolve(ReviewId review, PaymentReview.Status how, Optional<SessionId> cashFrom) {
        return resolve.handle(
                new ResolveReview.Command(
                        Till.request(), MERCHANT, review, Optional.empty(), how, Optional.of("gave it back"), cashFrom),
                Till.result());
    }

    private PendingAttempt announce(OrderId target) {
        return announce.handle(
                new AnnouncePayment.Command(
                        Till.request(),
                        MERCHANT,
                        target,
                        Optional.empty(),
                        "id-a",
                        "a",
                        Optional.empty(),
                        new BigDecimal("143000")),
                Till.result());
    }

    /** Pays more than the order asks for. */
    private PaymentReview overpaid() {
        replay("a", order, "150000");
        return till.payments.reviews(order).getFirst();
    }

    @Test
    void aParkedWebhookIsAppliedWhenItIsReplayed_once() {
        keep.handle(new KeepWebhook.Command(webhook("a"), WebhookOutcome.PARKED, Optional.of("unknown order")));

        assertThat(replay("a", order, "143000")).isEqualTo(WebhookOutcome.APPLIED);
        assertThat(replay("a", order, "143000")).isEqualTo(WebhookOutcome.DUPLICATE);

        assertThat(till.found(order).header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(till.outbox.actions()).contains("WEBHOOK_REPLAYED", "PAYMENT_RECEIVED");
        assertThat(till.events()).contains("PaymentReceived", "Completed");
    }

    @Test
    void aReplayForAnUnknownOrderIsRefused() {
        assertRejected(() -> replay("a", new OrderId(404), "5"), new PaymentError.TargetUnknown("SALE_ORDER", 404));
        assertThat(till.outbox.actions()).isEmpty();
    }

    @Test
    void aWebhookIsKeptWithItsOutcome_untilItIsDone() {
        assertThat(keep.handle(new KeepWebhook.Command(webhook("a"), WebhookOutcome.FAILED, Optional.of("no JSON"))))
                .isEqualTo(WebhookOutcome.FAILED);
        assertThat(keep.handle(new KeepWebhook.Command(webhook("a"), WebhookOutcome.IGNORED, Optional.empty())))
                .isEqualTo(WebhookOutcome.IGNORED);
        assertThat(keep.handle(new KeepWebhook.Command(webhook("a"), WebhookOutcome.FAILED, Optional.empty())))
                .isEqualTo(WebhookOutcome.DUPLICATE);
    }

    @Test
    void aReplayIsAudited() {
        new NoteReplay(till.store, till.outbox, till.clock).handle(new NoteReplay.Command(MERCHANT, 7, ORIGIN));

        assertThat(till.outbox.audit()).singleElement().satisfies(recorded -> {
            assertThat(recorded.entry().action().name()).isEqualTo("WEBHOOK_REPLAYED");
            assertThat(recorded.entry().details()).containsValue("7");
        });
    }

    @Test
    void anAnnouncedPaymentIsPending() {
        PendingAttempt announced = announce(order);

        assertThat(till.stores.pending.list(MERCHANT, order)).containsExactly(announced);
        assertThat(announced.amount()).contains(Till.vnd("143000"));
        assertThat(till.outbox.actions()).containsExactly("PAYMENT_ANNOUNCED");
        OrderId unknown = new OrderId(404);
        assertRejected(() -> announce(unknown), new OrderError.NotFound(unknown));
    }

    @Test
    void anAttemptOfAKnownTargetIsTracked() {
        assertThat(track(new OrderId(404), Optional.empty())).isFalse();
        assertThat(track(order, Optional.of(new MerchantId(70_999)))).isFalse();
        assertThat(track(order, Optional.of(MERCHANT))).isTrue();
        assertThat(track(order, Optional.empty())).isTrue();

        assertThat(till.stores.pending.list(MERCHANT, order))
                .extracting(PendingAttempt::attemptUid)
                .containsExactly("a");
    }

    private boolean track(OrderId target, Optional<MerchantId> merchant) {
        return track.handle(new TrackAttempt.Command(
                new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, target.value()),
                merchant,
                "id-a",
                "a",
                Optional.empty(),
                Optional.empty(),
                WAITER));
    }

    @Test
    void mqPayIsAskedForEveryPendingAttempt_andTheAnswerIsAudited() {
        announce(order);
        MqPay mqPay = (attempt, requestId) ->
                Optional.of(new MqPay.Ending(PaymentEventType.ATTEMPT_SUCCESS, attempt.attemptUid()));
        AskMqPay ask = new AskMqPay(
                mqPay, (event, body, origin) -> WebhookOutcome.APPLIED, till.stores.pending, till.store, till.clock);

        List<AskMqPay.Asked> asked = new VerifyPayments(ask, till.requests, till.outbox, till.clock)
                .handle(new VerifyPayments.Command(Till.request(), MERCHANT, order), Till.result());

        assertThat(asked).singleElement().matches(AskMqPay.Asked::paid);
        assertThat(till.stores.pending.list(MERCHANT, order)).isEmpty();
        assertThat(till.outbox.audit().getLast().entry().details())
                .containsEntry("asked", "1")
                .containsEntry("paid", "1");
    }

    @Test
    void surplusIsGivenBackOnce_outOfTheDrawer() {
        PaymentReview review = overpaid();
        SessionId drawer = till.shift().id();

        PaymentReview refunded = resolve(review.id(), PaymentReview.Status.REFUNDED, Optional.of(drawer));

        assertThat(till.stores.paymentViews.findReview(MERCHANT, review.id())).contains(refunded);
        assertThat(till.shifts.listMovements(MERCHANT, drawer)).singleElement().satisfies(movement -> {
            assertThat(movement.kind()).isEqualTo(CashMovement.Kind.REFUND);
            assertThat(movement.amount().amount()).isEqualByComparingTo("7000");
        });
        assertThat(till.outbox.actions()).endsWith("REVIEW_RESOLVED");
        assertThat(till.screenActions()).endsWith("CASH_MOVED", "ORDER_PAYMENT_UPDATED");
        assertRejected(
                () -> resolve(review.id(), PaymentReview.Status.DISMISSED, Optional.empty()),
                new PaymentError.ReviewResolved(review.id(), PaymentReview.Status.REFUNDED));
    }

    // LIVE-13
    @Test
    void anAttemptThatFailed_andAReviewThatIsDismissed_areSeenAtOnce() {
        replay(PaymentEventType.ATTEMPT_FAILED, "f", order, "143000");
        assertThat(till.screenActions()).containsExactly("ORDER_PAYMENT_UPDATED");

        PaymentReview review = overpaid();
        assertThat(till.screenActions())
                .containsExactly("ORDER_PAYMENT_UPDATED", "ORDER_PAYMENT_UPDATED", "ORDER_COMPLETED");

        resolve(review.id(), PaymentReview.Status.DISMISSED, Optional.empty());
        assertThat(till.screenActions()).endsWith("ORDER_COMPLETED", "ORDER_PAYMENT_UPDATED");
    }

    @Test
    void aReviewStaysOpen_whenItCannotBeResolvedSo() {
        PaymentReview review = overpaid();
        SessionId noDrawer = new SessionId(404);

        assertRejected(
                () -> resolve(new ReviewId(404), PaymentReview.Status.DISMISSED, Optional.empty()),
                new PaymentError.ReviewNotFound(new ReviewId(404)));
        assertRejected(
                () -> resolve(review.id(), PaymentReview.Status.REFUNDED, Optional.of(noDrawer)),
                new ShiftError.NotFound(noDrawer));
        assertThat(till.stores.paymentViews.findReview(MERCHANT, review.id())).contains(review);
    }
}
