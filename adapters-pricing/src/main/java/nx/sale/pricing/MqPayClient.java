package nx.sale.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PlatformCode;
import nx.sale.domain.payment.pending.MqPay;
import nx.sale.domain.payment.pending.PendingAttempt;
import nx.sale.domain.shared.Unavailable;
import nx.sale.json.BoundedJson;
import nx.sale.json.SisterClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MQ-Pay over HTTP: {@code POST /payments/verify {attemptId}}. It answers with the attempt, and its transaction when it has one, either
 * bare, in {@code data}, or as the {@code payload} of the event that its webhook would carry.
 */
public final class MqPayClient implements MqPay {
    private static final Logger log = LoggerFactory.getLogger(MqPayClient.class);
    private static final JsonMapper JSON = BoundedJson.messages();

    private final SisterClient mqPay;

    public MqPayClient(URI base, String name, String secret) {
        mqPay = new SisterClient(new SisterClient.Access(
                base, Optional.of(new SisterClient.Credentials(name, secret)), PricingNetworkService.LONGEST));
    }

    @Override
    public Optional<Ending> verify(PendingAttempt attempt, String requestId) {
        String question =
                JSON.createObjectNode().put("attemptId", attempt.attemptId()).toString();
        try {
            SisterClient.Reply reply = mqPay.post("/payments/verify", question, requestId);
            JsonNode answer = JSON.readTree(reply.body());
            if (reply.status() == 404 && answer.isObject()) {
                log.atWarn()
                        .addKeyValue("attemptUid", attempt.attemptUid())
                        .log("MQ-Pay does not know the payment attempt");
                return Optional.empty();
            }
            if (reply.status() / 100 != 2 || !answer.isObject()) { // a wrong address answers 404 too, with a page
                log.atWarn()
                        .addKeyValue("status", reply.status())
                        .log("MQ-Pay gave no readable answer about the payment attempt");
                throw new Unavailable(Unavailable.Part.MQ_PAY, null);
            }
            return ending(attempt, answer);
        } catch (SisterClient.Failure | JsonProcessingException e) {
            throw new Unavailable(Unavailable.Part.MQ_PAY, e);
        }
    }

    private static Optional<Ending> ending(PendingAttempt pending, JsonNode answer) {
        JsonNode content = inside(inside(answer, "data"), "payload");
        JsonNode attempt = content.path("attempt").isObject() ? content.path("attempt") : content;
        return event(answer, attempt)
                .map(event -> cancels(attempt) ? takenBack(event) : event)
                .map(event -> new Ending(event, body(event, pending, content, attempt)));
    }

    private static boolean cancels(JsonNode attempt) {
        return PlatformCode.of(attempt.path("type").asText("")).equals("CANCEL_PAYMENT");
    }

    /** One that takes a payment back and has succeeded brought no money: nobody may take it for a payment. */
    private static PaymentEventType takenBack(PaymentEventType event) {
        return event == PaymentEventType.ATTEMPT_SUCCESS ? PaymentEventType.ATTEMPT_CANCELLED : event;
    }

    private static JsonNode inside(JsonNode node, String field) {
        return node.path(field).isObject() ? node.path(field) : node;
    }

    /** The event's own name, or what the attempt's status comes to; statuses may carry the platform's number. */
    private static Optional<PaymentEventType> event(JsonNode answer, JsonNode attempt) {
        String named = inside(answer, "data").path("eventType").asText("");
        if (!named.isEmpty()) {
            return PaymentEventType.of(named);
        }
        return switch (PlatformCode.of(attempt.path("status").asText(""))) {
            case "SUCCESS", "SUCCEEDED", "SETTLED", "PAID", "COMPLETED" ->
                Optional.of(PaymentEventType.ATTEMPT_SUCCESS);
            case "FAILED", "FAIL", "ERROR", "REJECTED" -> Optional.of(PaymentEventType.ATTEMPT_FAILED);
            case "EXPIRED", "TIMEOUT" -> Optional.of(PaymentEventType.ATTEMPT_EXPIRED);
            case "CANCELLED", "CANCELED" -> Optional.of(PaymentEventType.ATTEMPT_CANCELLED);
            default -> Optional.empty();
        };
    }

    /** As the webhook has it. What MQ-Pay names itself is left as it is; what it leaves out is what was announced. */
    private static String body(PaymentEventType event, PendingAttempt pending, JsonNode content, JsonNode attempt) {
        ObjectNode body = JSON.createObjectNode();
        body.put("eventType", event.wireName());
        ObjectNode payload = body.putObject("payload");
        JsonNode transaction =
                content.path("transaction").isObject() ? content.path("transaction") : attempt.path("transaction");
        if (transaction.isObject()) {
            payload.set("transaction", transaction);
        } else {
            pending.transactionUid()
                    .ifPresent(uid -> payload.putObject("transaction").put("uid", uid));
        }
        ObjectNode webhookAttempt = attempt.isObject() ? ((ObjectNode) attempt).deepCopy() : JSON.createObjectNode();
        webhookAttempt.remove("transaction");
        if (!webhookAttempt.hasNonNull("id")) {
            webhookAttempt.put("id", pending.attemptId());
        }
        if (!webhookAttempt.hasNonNull("uid")) {
            webhookAttempt.put("uid", pending.attemptUid());
        }
        if (!transaction.hasNonNull("sourceId")
                && !webhookAttempt.path("metadata").path("source").hasNonNull("id")) {
            String id = pending.check()
                    .map(CheckId::toString)
                    .orElse(pending.order().toString());
            ObjectNode metadata = webhookAttempt.path("metadata").isObject()
                    ? (ObjectNode) webhookAttempt.path("metadata")
                    : webhookAttempt.putObject("metadata");
            metadata.putObject("source")
                    .put("id", id)
                    .put("uid", id)
                    .put("type", pending.check().isPresent() ? "SaleCheck" : "SaleOrder");
        }
        payload.set("attempt", webhookAttempt);
        return body.toString();
    }
}
