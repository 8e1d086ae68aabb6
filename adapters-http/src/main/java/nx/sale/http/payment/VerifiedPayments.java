package nx.sale.http.payment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.payment.ApplyPayment;
import nx.sale.application.payment.KeepWebhook;
import nx.sale.domain.payment.KnownTargets;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.payment.pending.PaymentIntake;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.domain.shared.ValueError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MQ-Pay's answers to our questions: kept in the inbox, read and applied as the webhook of that event is. */
public final class VerifiedPayments implements PaymentIntake {
    private static final Logger log = LoggerFactory.getLogger("PaymentWebhookService");

    private final ApplyPayment apply;
    private final KeepWebhook keep;
    private final KnownTargets known;
    private final WebhookObserver observer;
    private final Clock clock;

    public VerifiedPayments(
            ApplyPayment apply, KeepWebhook keep, KnownTargets known, WebhookObserver observer, Clock clock) {
        this.apply = apply;
        this.keep = keep;
        this.known = known;
        this.observer = observer;
        this.clock = clock;
    }

    @Override
    public WebhookOutcome take(PaymentEventType event, String body, Origin origin) {
        WebhookOutcome outcome = taken(event, body, origin);
        log.atInfo()
                .addKeyValue("eventType", event.wireName())
                .addKeyValue("outcome", outcome)
                .log("Payment verified at MQ-Pay");
        observer.received(event.wireName(), outcome.name());
        return outcome;
    }

    private WebhookOutcome taken(PaymentEventType event, String text, Origin origin) {
        try {
            JsonNode body = WebhookReader.json(text.getBytes(StandardCharsets.UTF_8));
            PaymentInbox.Webhook webhook = new PaymentInbox.Webhook(
                    event.wireName(),
                    WebhookReader.transactionUid(body),
                    WebhookReader.attemptUid(body),
                    text.replace("\u0000", ""),
                    Map.of("X-Request-Id", origin.requestId(), "via", "payments/verify"),
                    true,
                    clock.instant());
            return applied(webhook, event, body, origin);
        } catch (WebhookReader.Unreadable e) {
            log.atError()
                    .addKeyValue("eventType", event.wireName())
                    .addKeyValue("reason", e.getMessage())
                    .log("Payment verified at MQ-Pay, but not readable");
            return WebhookOutcome.FAILED;
        }
    }

    private WebhookOutcome applied(PaymentInbox.Webhook webhook, PaymentEventType event, JsonNode body, Origin origin) {
        try {
            PaymentNotice notice = WebhookReader.notice(event, body, known);
            WebhookOutcome outcome = apply.handle(new ApplyPayment.Command(webhook, notice, origin));
            PaymentWebhookRoutes.observeTender(observer, notice, outcome);
            return outcome;
        } catch (WebhookReader.Foreign e) {
            return keep.handle(new KeepWebhook.Command(
                    webhook.byContent(), WebhookOutcome.IGNORED, Optional.of(String.valueOf(e.getMessage()))));
        } catch (WebhookReader.Unreadable e) {
            return failed(webhook, String.valueOf(e.getMessage()), e);
        } catch (WebhookReader.IdTooLarge e) {
            return keep.handle(new KeepWebhook.Command(webhook, WebhookOutcome.PARKED, Optional.of(e.getMessage())));
        } catch (Unavailable e) {
            throw e;
        } catch (Rejected e) {
            return parked(e) ? WebhookOutcome.PARKED : failed(webhook, e.error().code(), e);
        } catch (RuntimeException bug) {
            return failed(webhook, "could not be applied", bug);
        }
    }

    /** Whether the refusal says that the event is kept for a person, because no redelivery mends it. */
    static boolean parked(Rejected refusal) {
        return refusal.error() instanceof PaymentError.TargetUnknown
                || refusal.error() instanceof ValueError.AmountTooLarge;
    }

    private WebhookOutcome failed(PaymentInbox.Webhook webhook, String why, Exception failure) {
        log.atError()
                .addKeyValue("eventType", webhook.eventType())
                .addKeyValue("reason", why)
                .setCause(failure)
                .log("Payment verified at MQ-Pay, but not applied");
        return keep.handle(new KeepWebhook.Command(webhook, WebhookOutcome.FAILED, Optional.of(why)));
    }
}
