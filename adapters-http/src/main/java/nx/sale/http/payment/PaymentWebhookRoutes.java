package nx.sale.http.payment;

import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.POST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.application.payment.ApplyPayment;
import nx.sale.application.payment.KeepWebhook;
import nx.sale.application.payment.NoteReplay;
import nx.sale.application.payment.ReplayWebhook;
import nx.sale.application.payment.TrackAttempt;
import nx.sale.application.requests.Request;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.payment.InboxViews;
import nx.sale.domain.payment.KnownTargets;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.payment.refund.RefundNotice;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.domain.shared.ValueError;
import nx.sale.http.json.Rules;
import nx.sale.http.problem.WebhookFailed;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * MQ-Pay's webhook: parses, checks who sends, dispatches. Answers 2xx for everything that needs no redelivery, 5xx for what does, 4xx
 * only for what no redelivery can mend (WEBHOOK-5). Logs under the platform's two names.
 */
public final class PaymentWebhookRoutes {
    private static final Logger controller = LoggerFactory.getLogger("PaymentWebhookController");
    private static final Logger service = LoggerFactory.getLogger("PaymentWebhookService");
    private static final List<String> KEPT_HEADERS =
            List.of("Content-Type", "X-Webhook-Event-Type", "webhook-id", "webhook-timestamp", "User-Agent");
    private static final Actor MQ_PAY = Actor.service("mq-pay");

    /** The answer: what became of the event. */
    @Rules.Means("what became of the event")
    public record Acknowledged(
            @Rules.Means(
                    "DUPLICATE: received before, and nothing changed; LATE: a review is open; IGNORED: kept, and nothing done")
            WebhookOutcome outcome) {}

    private final ApplyPayment apply;
    private final KeepWebhook keep;
    private final TrackAttempt track;
    private final ReplayWebhook replay;
    private final NoteReplay note;
    private final InboxViews views;
    private final KnownTargets known;
    private final WebhookTrust trust;
    private final WebhookObserver observer;
    private final Clock clock;

    public PaymentWebhookRoutes(
            ApplyPayment apply,
            KeepWebhook keep,
            TrackAttempt track,
            ReplayWebhook replay,
            NoteReplay note,
            InboxViews views,
            KnownTargets known,
            WebhookTrust trust,
            WebhookObserver observer,
            Clock clock) {
        this.apply = apply;
        this.keep = keep;
        this.track = track;
        this.replay = replay;
        this.note = note;
        this.views = views;
        this.known = known;
        this.trust = trust;
        this.observer = observer;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(POST, "/webhooks/payment", "receivePaymentWebhook", "MQ-Pay tells what happened to a payment")
                        .ignoresQuery()
                        .takesForeign("payment-webhook")
                        .gives(Acknowledged.class)
                        .rejects(
                                PaymentError.TargetUnknown.class,
                                ValueError.AmountTooLarge.class,
                                AccessError.NotSignedIn.class)
                        .handledBy(this::receive),
                Route.of(GET, "/operations/webhooks", "listWebhooks", "Payment webhooks as they came, the oldest first")
                        .needs(Permissions.OPERATIONS_WEBHOOKS)
                        .costly()
                        .parameter(Parameter.choice("outcome", "only those", WebhookOutcome.class))
                        .paged()
                        .lists(KeptWebhook.class)
                        .handledBy(this::list),
                Route.of(
                                POST,
                                "/operations/webhooks/{id}/replay",
                                "replayWebhook",
                                "Apply a webhook that was parked or failed, or of a kind that an older release did not know; one that is done changes nothing")
                        .needs(Permissions.OPERATIONS_WEBHOOK_REPLAY)
                        .gives(Acknowledged.class)
                        .rejects(
                                PaymentError.WebhookNotFound.class,
                                PaymentError.WebhookNotReplayable.class,
                                PaymentError.TargetUnknown.class,
                                ValueError.AmountTooLarge.class)
                        .fails(WebhookFailed.Code.values())
                        .handledBy(this::replay));
    }

    private Answer list(Call call) {
        call.requirePlatform();
        int limit = call.limit();
        Optional<WebhookOutcome> outcome = call.choice("outcome", WebhookOutcome.class);
        List<InboxViews.Kept> found = views.list(outcome, limit + 1, call.cursor());
        boolean more = found.size() > limit;
        List<InboxViews.Kept> shown = more ? found.subList(0, limit) : found;
        return Answers.page(
                call,
                new Page<>(
                        shown,
                        call.wantsCount() ? OptionalLong.of(views.count(outcome)) : OptionalLong.empty(),
                        more ? Optional.of(Long.toString(shown.getLast().id())) : Optional.empty()),
                KeptWebhook::of);
    }

    /** The same way as when it came, by the operator's hand. */
    private Answer replay(Call call) {
        call.requirePlatform();
        long id = call.pathId("id");
        InboxViews.Kept kept = views.find(id).orElseThrow(() -> new Rejected(new PaymentError.WebhookNotFound(id)));
        PaymentInbox.Webhook webhook = WebhookIdentity.judgedAgain(kept.webhook());
        Optional<PaymentEventType> type = PaymentEventType.of(webhook.eventType());
        if (!webhook.readable() || type.isEmpty()) {
            throw new Rejected(new PaymentError.WebhookNotReplayable(id));
        }
        Request request = call.request();
        NoteReplay.Command noted = new NoteReplay.Command(call.merchant(), id, request.origin());
        try {
            return guarded(webhook, kept.webhook(), () -> replayed(request, call.merchant(), id, type.get(), webhook));
        } catch (Rejected rejected) {
            if (!(rejected.error() instanceof RequestError)) {
                note.handle(noted);
            }
            throw rejected;
        } catch (WebhookFailed failed) {
            note.handle(noted);
            throw failed;
        }
    }

    private Answer replayed(
            Request request, MerchantId merchant, long id, PaymentEventType type, PaymentInbox.Webhook webhook)
            throws WebhookReader.Unreadable, WebhookReader.IdTooLarge, WebhookReader.Foreign {
        JsonNode body = WebhookReader.json(webhook.body().getBytes(StandardCharsets.UTF_8));
        PaymentInbox.Notice notice = WebhookReader.read(type, body, known);
        List<WebhookOutcome> made = new ArrayList<>();
        Answer answer = replay.handle(
                new ReplayWebhook.Command(request, merchant, id, webhook, notice), Answers.reply(outcome -> {
                    made.add(outcome);
                    return Answers.ok(new Acknowledged(outcome));
                }));
        made.stream().limit(1).forEach(outcome -> observeTender(observer, notice, outcome));
        controller
                .atInfo()
                .addKeyValue("eventType", type.wireName())
                .addKeyValue("answer", answer.body())
                .log("Payment webhook replayed");
        return answer;
    }

    private Answer receive(Call call) {
        byte[] raw = call.bytes();
        call.requireJson();
        trust.require(call, raw);
        Optional<String> eventTypeHeader =
                call.headerAsSent("X-Webhook-Event-Type").flatMap(WebhookReader::text);
        JsonNode body;
        try {
            body = WebhookReader.json(raw);
        } catch (WebhookReader.Unreadable e) {
            return unreadable(webhook(call, raw, MissingNode.getInstance(), eventTypeHeader.orElse("")), e);
        }
        String eventType =
                eventTypeHeader.or(() -> WebhookReader.eventType(body)).orElse("");
        Optional<PaymentEventType> type = PaymentEventType.of(eventType);
        PaymentInbox.Webhook webhook = webhook(call, raw, body, eventType);
        try {
            return type.isEmpty()
                    ? ignored(webhook, body)
                    : applied(new Origin(MQ_PAY, Optional.empty(), call.requestId()), type.get(), webhook, body);
        } catch (Rejected parked) {
            service.atError()
                    .addKeyValue("eventType", eventType)
                    .addKeyValue("reason", parked.error())
                    .log("Payment webhook parked");
            observe(webhook, WebhookOutcome.PARKED);
            throw parked;
        }
    }

    /** The webhook as the inbox keeps it. */
    private PaymentInbox.Webhook webhook(Call call, byte[] raw, JsonNode body, String eventType) {
        Map<String, String> headers = new LinkedHashMap<>();
        KEPT_HEADERS.forEach(name -> call.headerAsSent(name).ifPresent(value -> headers.put(name, value)));
        headers.put("X-Request-Id", call.requestId());
        String text = new String(raw, StandardCharsets.UTF_8).replace("\u0000", "");
        return WebhookIdentity.of(eventType, body, text, headers, clock.instant());
    }

    /** Not acted on, but an attempt that goes on is asked for when its end does not come. */
    private Answer ignored(PaymentInbox.Webhook webhook, JsonNode body) {
        WebhookOutcome kept = keep.handle(new KeepWebhook.Command(webhook, WebhookOutcome.IGNORED, Optional.empty()));
        if (kept == WebhookOutcome.IGNORED && webhook.eventType().startsWith(PaymentEventType.ABOUT_ATTEMPTS)) {
            WebhookReader.going(body)
                    .ifPresent(going -> track.handle(new TrackAttempt.Command(
                            going.target(),
                            going.merchant(),
                            going.attemptId(),
                            going.attempt().uid(),
                            going.transactionUid(),
                            Optional.of(going.attempt().amount()).filter(amount -> amount.signum() > 0),
                            MQ_PAY)));
        }
        return acknowledged(webhook, kept);
    }

    private Answer applied(Origin origin, PaymentEventType type, PaymentInbox.Webhook webhook, JsonNode body) {
        return guarded(webhook, webhook.byContent(), () -> {
            PaymentInbox.Notice notice = WebhookReader.read(type, body, known);
            MDC.put(
                    notice instanceof PaymentNotice ? "saleOrderId" : "refundId",
                    switch (notice) {
                        case PaymentNotice payment ->
                            Long.toString(payment.target().id());
                        case RefundNotice refund -> refund.refund().toString();
                    });
            WebhookOutcome outcome = apply.handle(new ApplyPayment.Command(webhook, notice, origin));
            if (outcome == WebhookOutcome.LATE) {
                service.atError()
                        .addKeyValue("eventType", type.wireName())
                        .log("Late payment: the order was not waiting for a payment");
            }
            observeTender(observer, notice, outcome);
            return acknowledged(webhook, outcome);
        });
    }

    private interface Application {
        Answer made() throws WebhookReader.Unreadable, WebhookReader.IdTooLarge, WebhookReader.Foreign;
    }

    /**
     * Applies it, or keeps it for what it is.
     *
     * @param foreign how it is kept when it is another service's
     */
    private Answer guarded(PaymentInbox.Webhook webhook, PaymentInbox.Webhook foreign, Application application) {
        try {
            return application.made();
        } catch (WebhookReader.Foreign e) {
            return acknowledged(
                    webhook,
                    keep.handle(new KeepWebhook.Command(
                            foreign, WebhookOutcome.IGNORED, Optional.of(String.valueOf(e.getMessage())))));
        } catch (WebhookReader.Unreadable e) {
            return unreadable(webhook, e);
        } catch (WebhookReader.IdTooLarge e) {
            parked(webhook, e);
            throw e.answer();
        } catch (Unavailable e) {
            throw e;
        } catch (Rejected e) {
            if (VerifiedPayments.parked(e) || e.error() instanceof RequestError) {
                throw e;
            }
            return failed(webhook, WebhookFailed.Code.FAILED, e.error().code(), e);
        } catch (RuntimeException bug) {
            return failed(webhook, WebhookFailed.Code.FAILED, "could not be applied", bug);
        }
    }

    private Answer acknowledged(PaymentInbox.Webhook webhook, WebhookOutcome outcome) {
        controller
                .atInfo()
                .addKeyValue("eventType", webhook.eventType())
                .addKeyValue("outcome", outcome)
                .log("Payment webhook received");
        observe(webhook, outcome);
        return Answers.ok(new Acknowledged(outcome));
    }

    /** Money for what nobody can have sold: kept for a person, and no redelivery mends it. */
    private void parked(PaymentInbox.Webhook webhook, WebhookReader.IdTooLarge e) {
        keep.handle(new KeepWebhook.Command(webhook, WebhookOutcome.PARKED, Optional.of(e.getMessage())));
        service.atError()
                .addKeyValue("eventType", webhook.eventType())
                .addKeyValue("reason", e.getMessage())
                .log("Payment webhook parked");
        observe(webhook, WebhookOutcome.PARKED);
    }

    private Answer unreadable(PaymentInbox.Webhook webhook, WebhookReader.Unreadable e) {
        return failed(webhook, WebhookFailed.Code.UNREADABLE, String.valueOf(e.getMessage()), e);
    }

    /** Counts money that is booked as OTHER because nobody knows its provider. */
    static void observeTender(WebhookObserver observer, PaymentInbox.Notice notice, WebhookOutcome outcome) {
        if (notice instanceof PaymentNotice payment
                && (outcome == WebhookOutcome.APPLIED || outcome == WebhookOutcome.LATE)) {
            payment.unknownProvider().ifPresent(observer::tenderUnknown);
        }
    }

    /** Counts it; the kinds that a stranger invents count as one. */
    private void observe(PaymentInbox.Webhook webhook, WebhookOutcome outcome) {
        observer.received(
                PaymentEventType.of(webhook.eventType())
                        .map(PaymentEventType::wireName)
                        .orElse("unknown"),
                outcome.name());
    }

    /** Keeps what could not be applied and answers 5xx, so that MQ-Pay sends it again. */
    private Answer failed(PaymentInbox.Webhook webhook, WebhookFailed.Code code, String why, Exception failure) {
        WebhookOutcome kept = keep.handle(new KeepWebhook.Command(webhook, WebhookOutcome.FAILED, Optional.of(why)));
        if (kept == WebhookOutcome.DUPLICATE) {
            return acknowledged(webhook, kept);
        }
        service.atError()
                .addKeyValue("code", code)
                .addKeyValue("reason", why)
                .setCause(failure)
                .log("Payment webhook failed");
        observe(webhook, WebhookOutcome.FAILED);
        throw new WebhookFailed(code, why);
    }
}
