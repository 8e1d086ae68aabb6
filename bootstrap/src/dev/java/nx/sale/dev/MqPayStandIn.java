package nx.sale.dev;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * MQ-Pay: opens a transaction for an order, lets it be paid by cash, QR or card, fail or expire, and calls the webhook. It can
 * repeat what it sent, in any order.
 *
 * <pre>
 *   POST /mq-pay/transactions {sourceId, total}                      -&gt; {uid}
 *   POST /mq-pay/transactions/{uid}/attempts {amount, method, outcome} -&gt; {attemptUid, webhooks: [{status, body}]}
 *   POST /mq-pay/transactions/{uid}/repeat?order=reversed            -&gt; sends all of it again
 * </pre>
 */
public final class MqPayStandIn {
    private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis() * 1000);

    private static final class Transaction {
        private final String uid;
        private final String sourceType;
        private final String sourceId;
        private final BigDecimal total;
        private final List<Map<String, Object>> sent = new ArrayList<>();
        private BigDecimal paid = BigDecimal.ZERO;

        Transaction(String uid, String sourceType, String sourceId, BigDecimal total) {
            this.uid = uid;
            this.sourceType = sourceType;
            this.sourceId = sourceId;
            this.total = total;
        }
    }

    private final Map<String, Transaction> transactions = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile String webhook = "";

    void webhookAt(String url) {
        webhook = url;
    }

    void register(RoutesConfig routes) {
        routes.post("/mq-pay/transactions", this::open);
        routes.post("/mq-pay/transactions/{uid}/attempts", this::attempt);
        routes.post("/mq-pay/transactions/{uid}/repeat", this::repeat);
    }

    private void open(Context context) throws IOException {
        JsonNode body = Sisters.JSON.readTree(context.bodyAsBytes());
        Transaction transaction = new Transaction(
                "tx-" + NUMBERS.incrementAndGet(),
                body.path("sourceType").asText("SaleOrder"),
                body.path("sourceId").asText(),
                new BigDecimal(body.path("total").asText()));
        transactions.put(transaction.uid, transaction);
        reply(context, Map.of("uid", transaction.uid));
    }

    private void attempt(Context context) throws IOException, InterruptedException {
        Transaction transaction = transactions.get(context.pathParam("uid"));
        JsonNode body = Sisters.JSON.readTree(context.bodyAsBytes());
        String outcome = body.path("outcome").asText("success");
        BigDecimal amount = new BigDecimal(body.path("amount").asText());
        String attempt = "at-" + NUMBERS.incrementAndGet();
        List<Map<String, Object>> events = new ArrayList<>();
        synchronized (transaction) {
            if (outcome.equals("success")) {
                transaction.paid = transaction.paid.add(amount);
            }
            events.add(event(
                    "mq-pay:attempt." + outcome, transaction, attempt(attempt, amount, body, outcome, transaction)));
            if (outcome.equals("success") && transaction.paid.compareTo(transaction.total) >= 0) {
                events.add(event("mq-pay:transaction.settled", transaction, Map.of()));
            }
            transaction.sent.addAll(events);
        }
        reply(context, Map.of("attemptUid", attempt, "webhooks", send(events)));
    }

    private static Map<String, Object> attempt(
            String uid, BigDecimal amount, JsonNode body, String outcome, Transaction transaction) {
        Map<String, Object> attempt = new LinkedHashMap<>();
        attempt.put("id", uid);
        attempt.put("uid", uid);
        attempt.put("status", outcome.toUpperCase(java.util.Locale.ROOT));
        attempt.put("amount", amount.toPlainString());
        attempt.put("paymentProvider", body.path("provider").asText("SYSTEM"));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(
                "source",
                Map.of("id", transaction.sourceId, "uid", transaction.sourceId, "type", transaction.sourceType));
        if (body.hasNonNull("method")) {
            metadata.put("method", body.path("method").asText());
        }
        attempt.put("metadata", metadata);
        return attempt;
    }

    private static Map<String, Object> event(String type, Transaction transaction, Map<String, Object> attempt) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("timestamp", Instant.now().toString());
        payload.put(
                "transaction",
                Map.of(
                        "id", transaction.uid,
                        "uid", transaction.uid,
                        "status", transaction.paid.compareTo(transaction.total) >= 0 ? "SETTLED" : "OPEN",
                        "total", transaction.total,
                        "paid", transaction.paid,
                        "sourceType", transaction.sourceType,
                        "sourceId", transaction.sourceId));
        if (!attempt.isEmpty()) {
            payload.put("attempt", attempt);
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventType", type);
        event.put("timestamp", Instant.now().toString());
        event.put("payload", payload);
        return event;
    }

    private void repeat(Context context) throws IOException, InterruptedException {
        Transaction transaction = transactions.get(context.pathParam("uid"));
        List<Map<String, Object>> events;
        synchronized (transaction) {
            events = new ArrayList<>(transaction.sent);
        }
        reply(
                context,
                Map.of("webhooks", send("reversed".equals(context.queryParam("order")) ? events.reversed() : events)));
    }

    private List<Map<String, Object>> send(List<Map<String, Object>> events) throws IOException, InterruptedException {
        List<Map<String, Object>> answers = new ArrayList<>();
        for (Map<String, Object> event : events) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(webhook))
                    .header("Content-Type", "application/json")
                    .header("X-Webhook-Event-Type", String.valueOf(event.get("eventType")))
                    .POST(HttpRequest.BodyPublishers.ofString(Sisters.text(event)))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            answers.add(Map.of(
                    "eventType", String.valueOf(event.get("eventType")),
                    "status", response.statusCode(),
                    "answer", Sisters.JSON.readTree(response.body())));
        }
        return answers;
    }

    private static void reply(Context context, Map<String, Object> body) {
        context.contentType("application/json").result(Sisters.text(body));
    }
}
