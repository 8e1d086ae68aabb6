package nx.sale.kit;

import static nx.sale.text.Json.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** MQ-Pay's webhooks, written by hand: for repeats and orders that no provider would choose. */
public final class Webhooks {
    private Webhooks() {}

    public static String attempt(String outcome, String order, String transaction, String attempt, String amount) {
        return event("mq-pay:attempt." + outcome, "SaleOrder", order, transaction, "", attempt, amount);
    }

    /** Money on a check. */
    public static String onCheck(String check, String attempt, String amount) {
        return event("mq-pay:attempt.success", "SaleCheck", check, "t-" + check, "", attempt, amount);
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

    public static String settled(String order, String transaction, String paid) {
        return event("mq-pay:transaction.settled", "SaleOrder", order, transaction, paid, "", "");
    }

    private static String event(
            String type,
            String sourceType,
            String source,
            String transaction,
            String paid,
            String attempt,
            String amount) {
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
                            Map.of()));
        }
        try {
            return Api.JSON.writeValueAsString(Map.of("eventType", type, "payload", payload));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Api.Reply send(String body) {
        return Stack.as("cashier")
                .with("Authorization", "")
                .with("x-merchant-id", "")
                .post("/webhooks/payment", body);
    }
}
