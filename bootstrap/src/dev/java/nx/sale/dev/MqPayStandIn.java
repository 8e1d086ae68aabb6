package nx.sale.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * MQ-Pay: opens a transaction for an order or a check, lets it be paid by cash, QR or card, fail or expire, gives money back, and calls
 * the webhook. It can keep webhooks back, send them in another order and send them again.
 *
 * <pre>
 *   POST /mq-pay/transactions {sourceId, sourceType?, total, metadata?: {merchantId}}
 *   POST /mq-pay/transactions/{uid}/attempts {amount?, tip?, method?, provider?, outcome?, deliver?}
 *   POST /mq-pay/transactions/{uid}/attempts/{attemptUid}/refund {amount?}
 *   POST /mq-pay/refunds {uid, attemptUid, amount, outcome?}
 *   POST /mq-pay/transactions/{uid}/cancel
 *   POST /mq-pay/transactions/{uid}/deliver?order=
 *   POST /mq-pay/transactions/{uid}/repeat?order=
 *   GET  /mq-pay/transactions, /mq-pay/transactions/{uid}
 *   GET  /mq-pay/pay?sourceType=&sourceId=&total=&due=&cashDue=&currency=&locale=
 *   POST /mq-pay/payments/verify {attemptId}
 * </pre>
 *
 * <p>An attempt with the outcome {@code pending} sends nothing and goes on; another attempt with the same {@code attemptId} ends it.
 */
public final class MqPayStandIn {
    private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis() * 1000);
    /** What an outcome may be called, and what MQ-Pay's events call it. */
    private static final Map<String, String> OUTCOMES = Map.of(
            "success", "success",
            "succeed", "success",
            "failed", "failed",
            "fail", "failed",
            "expired", "expired",
            "expire", "expired",
            "pending", "pending");

    private static final List<String> REFUND_OUTCOMES = List.of("sent", "success", "failed");
    private static final List<String> SOURCES = List.of("SaleOrder", "SaleCheck");

    /** Where each attempt is, as it was tried last. */
    private final Map<String, MqPayTransaction> tried = new ConcurrentHashMap<>();

    private final Map<String, MqPayTransaction> transactions = new ConcurrentSkipListMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile String webhook = "";

    void webhookAt(String url) {
        webhook = url;
    }

    void register(RoutesConfig routes) {
        routes.get(
                "/mq-pay/transactions",
                context -> reply(
                        context,
                        Map.of(
                                "transactions",
                                transactions.values().stream()
                                        .map(MqPayTransaction::shown)
                                        .toList())));
        routes.get(
                "/mq-pay/transactions/{uid}",
                context -> reply(context, transaction(context).shown()));
        routes.get(
                "/mq-pay/pay",
                context -> context.contentType("text/html; charset=utf-8").result(page()));
        routes.post("/mq-pay/transactions", this::open);
        routes.post("/mq-pay/transactions/{uid}/attempts", this::attempt);
        routes.post("/mq-pay/transactions/{uid}/attempts/{attempt}/refund", this::refund);
        routes.post("/mq-pay/refunds", this::answerRefund);
        routes.post("/mq-pay/transactions/{uid}/cancel", this::cancel);
        routes.post("/mq-pay/transactions/{uid}/deliver", this::deliver);
        routes.post("/mq-pay/transactions/{uid}/repeat", this::repeat);
        routes.post("/mq-pay/payments/verify", this::verify);
    }

    /** The page on which somebody at the till lets a payment succeed, fail or expire. */
    private static String page() {
        try (InputStream page = MqPayStandIn.class.getResourceAsStream("/mq-pay/pay.html")) {
            return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MqPayTransaction transaction(Context context) {
        String uid = context.pathParam("uid");
        return Optional.ofNullable(transactions.get(uid))
                .orElseThrow(() -> new Complaint(
                        404, "There is no transaction " + uid + ". Open one with POST /mq-pay/transactions."));
    }

    private void verify(Context context) {
        if (!Optional.ofNullable(context.header("Authorization")).orElse("").startsWith("Basic ")) {
            throw new Complaint(401, "payments/verify takes BASIC credentials.");
        }
        String attempt = Complaint.body(context).path("attemptId").asText();
        reply(
                context,
                Optional.ofNullable(tried.get(attempt))
                        .flatMap(transaction -> transaction.verified(attempt))
                        .orElseThrow(() -> new Complaint(404, "There is no attempt " + attempt + ".")));
    }

    private void open(Context context) {
        JsonNode body = Complaint.body(context);
        String source = body.path("sourceId").asText();
        String type = body.path("sourceType").asText("SaleOrder");
        if (source.isEmpty()) {
            throw new Complaint(
                    422, "sourceId is required: the id of the order, or of the check with sourceType SaleCheck.");
        }
        if (!SOURCES.contains(type)) {
            throw new Complaint(422, "sourceType must be SaleOrder or SaleCheck, not \"" + type + "\".");
        }
        if (!body.hasNonNull("total")) {
            throw new Complaint(422, "total is required: what the order or check costs, such as \"140400\".");
        }
        MqPayTransaction transaction = new MqPayTransaction(
                "tx-" + NUMBERS.incrementAndGet(),
                type,
                source,
                Complaint.amount(body, "total", BigDecimal.ZERO),
                Optional.ofNullable(body.path("metadata").path("merchantId").textValue()));
        transactions.put(transaction.uid, transaction);
        reply(context, Map.of("uid", transaction.uid));
    }

    private void attempt(Context context) throws InterruptedException {
        MqPayTransaction transaction = transaction(context);
        JsonNode body = Complaint.body(context);
        String asked = body.path("outcome").asText("success");
        String outcome = Optional.ofNullable(OUTCOMES.get(asked))
                .orElseThrow(() -> new Complaint(
                        422, "outcome must be success, failed, expired or pending, not \"" + asked + "\"."));
        BigDecimal amount = Complaint.amount(body, "amount", transaction.due());
        if (amount.signum() <= 0) {
            throw new Complaint(422, "Nothing is due any more: give an amount to pay too much.");
        }
        MqPayTransaction.Attempt attempt = new MqPayTransaction.Attempt(
                body.path("attemptId").asText("at-" + NUMBERS.incrementAndGet()),
                amount,
                body.path("provider").asText("SYSTEM"),
                Optional.ofNullable(body.get("method"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue),
                body.hasNonNull("tip") ? Optional.of(Complaint.amount(body, "tip", BigDecimal.ZERO)) : Optional.empty(),
                outcome);
        transaction.tried(attempt);
        tried.put(attempt.uid(), transaction);
        replyWithWebhooks(
                context, transaction, attempt.uid(), body.path("deliver").asBoolean(true));
    }

    private void refund(Context context) throws InterruptedException {
        MqPayTransaction transaction = transaction(context);
        String uid = context.pathParam("attempt");
        MqPayTransaction.Attempt attempt = transaction
                .attempt(uid)
                .orElseThrow(
                        () -> new Complaint(404, "Transaction " + transaction.uid + " has no attempt " + uid + "."));
        JsonNode body = Complaint.body(context);
        BigDecimal amount = Complaint.amount(body, "amount", attempt.amount());
        if (!attempt.outcome().equals("success") || amount.compareTo(attempt.amount()) > 0) {
            throw new Complaint(
                    409,
                    "Attempt " + uid + " is " + attempt.outcome() + " with "
                            + attempt.amount().toPlainString() + ": that cannot be given back.");
        }
        String refund = "at-" + NUMBERS.incrementAndGet();
        transaction.refunded(attempt, amount, refund);
        replyWithWebhooks(context, transaction, uid, body.path("deliver").asBoolean(true));
    }

    /** As MQ-Pay answers a refund that the service asks for: {@code sent}, {@code success} or {@code failed}. */
    private void answerRefund(Context context) throws InterruptedException {
        JsonNode body = Complaint.body(context);
        String outcome = body.path("outcome").asText("success");
        if (!REFUND_OUTCOMES.contains(outcome)) {
            throw new Complaint(422, "outcome must be sent, success or failed, not \"" + outcome + "\".");
        }
        reply(context, Map.of("webhooks", answerRefund(body, outcome)));
    }

    /**
     * Answers a refund by webhook.
     *
     * @param refund as the service asks for it, with {@code id} or {@code uid}
     */
    List<Map<String, Object>> answerRefund(JsonNode refund, String outcome) throws InterruptedException {
        String attempt = refund.path("attemptUid").asText();
        MqPayTransaction transaction = Optional.ofNullable(tried.get(attempt))
                .orElseThrow(() -> new Complaint(404, "There is no attempt \"" + attempt + "\"."));
        transaction.answered(
                refund.path("uid").asText(refund.path("id").asText()),
                attempt,
                Complaint.amount(refund, "amount", BigDecimal.ZERO),
                outcome);
        return send(transaction, transaction.waiting());
    }

    private void cancel(Context context) throws InterruptedException {
        MqPayTransaction transaction = transaction(context);
        transaction.cancel();
        replyWithWebhooks(
                context,
                transaction,
                "",
                Complaint.body(context).path("deliver").asBoolean(true));
    }

    private void replyWithWebhooks(Context context, MqPayTransaction transaction, String attempt, boolean now)
            throws InterruptedException {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (!attempt.isEmpty()) {
            answer.put("attemptUid", attempt);
        }
        answer.put("webhooks", now ? send(transaction, transaction.waiting()) : List.of());
        reply(context, answer);
    }

    private void deliver(Context context) throws InterruptedException {
        MqPayTransaction transaction = transaction(context);
        reply(context, Map.of("webhooks", send(transaction, ordered(context, transaction.waiting()))));
    }

    private void repeat(Context context) throws InterruptedException {
        MqPayTransaction transaction = transaction(context);
        reply(context, Map.of("webhooks", send(transaction, ordered(context, transaction.delivered()))));
    }

    private static List<MqPayTransaction.Event> ordered(Context context, List<MqPayTransaction.Event> events) {
        String order = Optional.ofNullable(context.queryParam("order")).orElse("as-made");
        List<MqPayTransaction.Event> ordered = new ArrayList<>(events);
        switch (order) {
            case "as-made" -> {}
            case "reversed" -> Collections.reverse(ordered);
            case "shuffled" -> Collections.shuffle(ordered);
            default -> throw new Complaint(422, "order must be as-made, reversed or shuffled, not \"" + order + "\".");
        }
        return ordered;
    }

    private List<Map<String, Object>> send(MqPayTransaction transaction, List<MqPayTransaction.Event> events)
            throws InterruptedException {
        List<Map<String, Object>> answers = new ArrayList<>();
        for (MqPayTransaction.Event event : events) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("eventType", event.type());
            HttpRequest request = HttpRequest.newBuilder(URI.create(webhook))
                    .header("Content-Type", "application/json")
                    .header("X-Webhook-Event-Type", event.type())
                    .POST(HttpRequest.BodyPublishers.ofString(Sisters.text(event.body())))
                    .build();
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                transaction.delivered(event);
                answer.put("status", response.statusCode());
                answer.put("answer", tree(response.body()));
            } catch (IOException e) {
                answer.put("status", 0);
                answer.put("answer", "no answer from " + webhook + "; it waits for POST .../deliver");
            }
            answers.add(answer);
        }
        return answers;
    }

    private static Object tree(String text) {
        try {
            return Sisters.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static void reply(Context context, Map<String, Object> body) {
        context.contentType("application/json").result(Sisters.text(body));
    }
}
