package nx.sale.dev;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One transaction at MQ-Pay: what was tried, and the events that tell of it. */
final class MqPayTransaction {
    /** The platform's codes (VENIZIA-AI/ignis, statuses). */
    private static final Map<String, String> CODES = Map.of(
            "success", "302_SUCCESS",
            "failed", "500_FAIL",
            "expired", "501_EXPIRED",
            "cancelled", "505_CANCELLED",
            "pending", "204_SENT");

    /** A try to pay. */
    record Attempt(
            String uid,
            BigDecimal amount,
            String provider,
            Optional<String> method,
            Optional<BigDecimal> tip,
            String outcome) {
        Attempt with(String changed) {
            return new Attempt(uid, amount, provider, method, tip, changed);
        }
    }

    /** Something to be sent by webhook. */
    record Event(String type, Map<String, Object> body) {}

    final String uid;
    final String sourceType;
    final String sourceId;
    final BigDecimal total;
    private final Optional<String> merchant;
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();
    private final List<Event> delivered = new ArrayList<>();
    private final List<Event> waiting = new ArrayList<>();
    private BigDecimal paid = BigDecimal.ZERO;
    private boolean cancelled;

    MqPayTransaction(String uid, String sourceType, String sourceId, BigDecimal total, Optional<String> merchant) {
        this.uid = uid;
        this.sourceType = sourceType;
        this.sourceId = sourceId;
        this.total = total;
        this.merchant = merchant;
    }

    synchronized BigDecimal due() {
        return total.subtract(paid);
    }

    synchronized Optional<Attempt> attempt(String attemptUid) {
        return Optional.ofNullable(attempts.get(attemptUid));
    }

    /** Notes an attempt and the events that follow from it. */
    synchronized void tried(Attempt attempt) {
        attempts.put(attempt.uid(), attempt);
        boolean success = attempt.outcome().equals("success");
        if (success) {
            paid = paid.add(attempt.amount());
        }
        if (!attempt.outcome().equals("pending")) {
            waiting.add(event("mq-pay:attempt." + attempt.outcome(), body(attempt)));
        }
        if (success && paid.compareTo(total) >= 0) {
            waiting.add(event("mq-pay:transaction.settled", Map.of()));
        }
    }

    /** Gives money of a successful attempt back: all of it, or a part as an attempt of its own. */
    synchronized void refunded(Attempt attempt, BigDecimal amount, String refundUid) {
        paid = paid.subtract(amount);
        if (amount.compareTo(attempt.amount()) == 0) {
            Attempt reversed = attempt.with("cancelled");
            attempts.put(attempt.uid(), reversed);
            waiting.add(event("mq-pay:attempt.cancelled", body(reversed)));
            return;
        }
        Attempt part =
                new Attempt(refundUid, amount, attempt.provider(), attempt.method(), Optional.empty(), "cancelled");
        attempts.put(refundUid, part);
        Map<String, Object> body = body(part);
        body.put("type", "200_CANCEL_PAYMENT");
        body.put("status", CODES.get("success"));
        body.put("parentId", attempt.uid());
        waiting.add(event("mq-pay:attempt.cancelled", body));
    }

    /** Notes what becomes of a refund that was asked for. */
    synchronized void answered(String refund, String attempt, BigDecimal amount, String outcome) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", "rf-" + refund);
        answer.put("uid", refund);
        answer.put("attemptUid", attempt);
        answer.put("status", CODES.getOrDefault(outcome.equals("sent") ? "pending" : outcome, outcome));
        answer.put("amount", amount.toPlainString());
        merchant.ifPresent(id -> answer.put("metadata", Map.of("merchantId", id)));
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("timestamp", Instant.now().toString());
        payload.put("refund", answer);
        String type = "mq-pay:refund." + outcome;
        waiting.add(new Event(
                type, Map.of("eventType", type, "timestamp", Instant.now().toString(), "payload", payload)));
    }

    synchronized void cancel() {
        cancelled = true;
        waiting.add(event("mq-pay:transaction.cancelled", Map.of()));
    }

    /** The events not delivered yet. */
    synchronized List<Event> waiting() {
        return List.copyOf(waiting);
    }

    /** Every event that was delivered. */
    synchronized List<Event> delivered() {
        return List.copyOf(delivered);
    }

    synchronized void delivered(Event event) {
        if (waiting.remove(event)) {
            delivered.add(event);
        }
    }

    synchronized Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("uid", uid);
        shown.put("sourceType", sourceType);
        shown.put("sourceId", sourceId);
        shown.put("status", status());
        shown.put("total", total.toPlainString());
        shown.put("paid", paid.toPlainString());
        shown.put(
                "attempts",
                attempts.values().stream()
                        .map(attempt -> Map.of(
                                "uid", attempt.uid(),
                                "amount", attempt.amount().toPlainString(),
                                "outcome", attempt.outcome()))
                        .toList());
        shown.put("delivered", delivered.stream().map(Event::type).toList());
        shown.put("waiting", waiting.stream().map(Event::type).toList());
        return shown;
    }

    private String status() {
        if (cancelled) {
            return CODES.get("cancelled");
        }
        return paid.compareTo(total) >= 0 ? "304_SETTLED" : paid.signum() > 0 ? "300_PARTIAL" : "100_NEW";
    }

    private Map<String, Object> body(Attempt attempt) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", attempt.uid());
        body.put("uid", attempt.uid());
        body.put("status", CODES.get(attempt.outcome()));
        body.put("amount", attempt.amount().toPlainString());
        body.put("paymentProvider", attempt.provider());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("source", Map.of("id", sourceId, "uid", sourceId, "type", sourceType));
        merchant.ifPresent(id -> metadata.put("merchantId", id));
        attempt.method().ifPresent(method -> metadata.put("method", method.equals("QR") ? "100_QR_CODE" : method));
        attempt.tip().ifPresent(tip -> metadata.put("tip", tip.toPlainString()));
        body.put("metadata", metadata);
        return body;
    }

    private Map<String, Object> body() {
        return Map.of(
                "id",
                uid,
                "uid",
                uid,
                "status",
                status(),
                "total",
                total,
                "paid",
                paid,
                "sourceType",
                sourceType,
                "sourceId",
                sourceId,
                "metadata",
                merchant.map(id -> Map.of("merchantId", id)).orElse(Map.of()));
    }

    /** An attempt as it is now, for who asks. */
    synchronized Optional<Map<String, Object>> verified(String attemptUid) {
        return attempt(attemptUid).map(attempt -> Map.of("transaction", body(), "attempt", body(attempt)));
    }

    private Event event(String type, Map<String, Object> attempt) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("timestamp", Instant.now().toString());
        payload.put("transaction", body());
        if (!attempt.isEmpty()) {
            payload.put("attempt", attempt);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("eventType", type);
        body.put("timestamp", Instant.now().toString());
        body.put("payload", payload);
        return new Event(type, body);
    }
}
