package nx.sale.kit;

import static nx.sale.text.Json.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * MQ-Pay's webhooks, written by hand: for repeats and orders that no provider would choose.
 *
 * <p>{@code Webhooks.success(order).amount("5000").send()}; an order has one transaction and one attempt unless the test
 * says otherwise.
 */
public final class Webhooks {
    private Webhooks() {}

    public static Webhook success(String order) {
        return attempt("success", order);
    }

    public static Webhook failed(String order) {
        return attempt("failed", order);
    }

    public static Webhook processing(String order) {
        return attempt("processing", order);
    }

    public static Webhook attempt(String outcome, String order) {
        return new Webhook(
                "mq-pay:attempt." + outcome, "SaleOrder", order, "t-" + order, "", "a-" + order, "", Map.of());
    }

    /** Money on a check. */
    public static Webhook onCheck(String check) {
        return new Webhook("mq-pay:attempt.success", "SaleCheck", check, "t-" + check, "", "a-" + check, "", Map.of());
    }

    public static Webhook settled(String order) {
        return new Webhook("mq-pay:transaction.settled", "SaleOrder", order, "t-" + order, "", "", "", Map.of());
    }

    /** An attempt that names its own target, of a transaction that names none. */
    public static String named(
            String outcome, String sourceType, String source, String transaction, String attempt, String amount) {
        return json(
                "{'eventType':'mq-pay:attempt.%s','payload':{'transaction':{'uid':'%s','paid':%s},"
                        + "'attempt':{'uid':'%s','amount':%s,'paymentProvider':'SYSTEM','metadata':{'source':{'type':'%s',"
                        + "'id':'%s'}}}}}",
                outcome, transaction, amount, attempt, amount, sourceType, source);
    }

    /** An order paid by one attempt of its own, whose method is named. */
    public static Api.Reply paid(String order, String amount, String method) {
        return send(json(
                "{'eventType':'mq-pay:attempt.success','payload':{'transaction':{'uid':'t-%s','sourceType':'SaleOrder',"
                        + "'sourceId':'%s'},'attempt':{'uid':'a-%s','amount':'%s','paymentProvider':'SYSTEM',"
                        + "'metadata':{'method':'%s'}}}}",
                order, order, order, amount, method));
    }

    /** What MQ-Pay says of a refund: {@code sent}, {@code success} or {@code failed}. */
    public static Api.Reply refund(String event, String refund) {
        return send(json(
                "{'eventType':'mq-pay:refund.%s','payload':{'refund':{'id':'rf-1','uid':'%s','reason':'%s'}}}",
                event, refund, event));
    }

    public static Api.Reply send(String body) {
        return Stack.as("cashier")
                .with("Authorization", "")
                .with("x-merchant-id", "")
                .post("/webhooks/payment", body);
    }

    /** One webhook; what is empty is left out. */
    public record Webhook(
            String event,
            String sourceType,
            String source,
            String transaction,
            String paid,
            String attempt,
            String amount,
            Map<String, String> metadata) {
        public Webhook transaction(String uid) {
            return new Webhook(event, sourceType, source, uid, paid, attempt, amount, metadata);
        }

        public Webhook attempt(String uid) {
            return new Webhook(event, sourceType, source, transaction, paid, uid, amount, metadata);
        }

        public Webhook amount(String much) {
            return new Webhook(event, sourceType, source, transaction, paid, attempt, much, metadata);
        }

        public Webhook paid(String sum) {
            return new Webhook(event, sourceType, source, transaction, sum, attempt, amount, metadata);
        }

        /** By this means; nothing when it is empty. */
        public Webhook method(String name) {
            return with("method", name);
        }

        /** With so much of it a tip; nothing when it is empty. */
        public Webhook tip(String much) {
            return with("tip", much);
        }

        private Webhook with(String field, String value) {
            Map<String, String> more = new LinkedHashMap<>(metadata);
            if (!value.isEmpty()) {
                more.put(field, value);
            }
            return new Webhook(event, sourceType, source, transaction, paid, attempt, amount, more);
        }

        public Api.Reply send() {
            return Webhooks.send(body());
        }

        public String body() {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("id", transaction);
            group.put("uid", transaction);
            group.put("sourceType", sourceType);
            group.put("sourceId", source);
            if (!paid.isEmpty()) {
                group.put("paid", new BigDecimal(paid));
            }
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("transaction", group);
            if (!attempt.isEmpty()) {
                payload.put(
                        "attempt",
                        Map.of(
                                "id",
                                attempt,
                                "uid",
                                attempt,
                                "amount",
                                amount,
                                "paymentProvider",
                                "SYSTEM",
                                "metadata",
                                metadata));
            }
            try {
                return Api.JSON.writeValueAsString(Map.of("eventType", event, "payload", payload));
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
