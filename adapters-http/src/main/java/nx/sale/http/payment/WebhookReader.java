package nx.sale.http.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.shared.Tender;
import nx.sale.http.shared.InvalidInput;

/** Understands MQ-Pay's bodies (spec 03): amounts as numbers or text, unknown fields left alone. */
final class WebhookReader {
    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int TEXT_LIMIT = 200;

    /** A body that is JSON but cannot be understood: kept as FAILED. */
    static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message);
        }
    }

    private WebhookReader() {}

    /** Refuses what is not JSON. */
    static JsonNode json(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            if (node == null || !node.isObject()) {
                throw new InvalidInput(InvalidInput.Kind.MALFORMED, "the body is not a JSON object", List.of());
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new InvalidInput(InvalidInput.Kind.MALFORMED, "the body is not JSON", List.of());
        } catch (IOException e) {
            throw new InvalidInput(InvalidInput.Kind.MALFORMED, "the body could not be read", List.of());
        }
    }

    static Optional<String> transactionUid(JsonNode body) {
        return text(body.path("payload").path("transaction").path("uid"))
                .or(() -> text(body.path("payload").path("transaction").path("id")));
    }

    static Optional<String> attemptUid(JsonNode body) {
        return text(body.path("payload").path("attempt").path("uid"))
                .or(() -> text(body.path("payload").path("attempt").path("id")));
    }

    static PaymentNotice notice(PaymentEventType type, JsonNode body) throws Unreadable {
        JsonNode transaction = body.path("payload").path("transaction");
        JsonNode attempt = body.path("payload").path("attempt");
        Optional<String> transactionUid = transactionUid(body);
        Optional<String> attemptUid = attemptUid(body);
        if (transaction.isObject() && transactionUid.isEmpty() || attempt.isObject() && attemptUid.isEmpty()) {
            throw new Unreadable("a transaction or attempt without uid");
        }
        boolean aboutAttempt = switch (type) {
            case ATTEMPT_SUCCESS, ATTEMPT_FAILED, ATTEMPT_EXPIRED, ATTEMPT_CANCELLED -> true;
            case TRANSACTION_SETTLED, TRANSACTION_CANCELLED -> false;
        };
        if (aboutAttempt ? attemptUid.isEmpty() : transactionUid.isEmpty()) {
            throw new Unreadable("the " + (aboutAttempt ? "attempt" : "transaction") + " is missing");
        }
        Optional<PaymentNotice.Transaction> heardTransaction = transactionUid.isEmpty()
                ? Optional.empty()
                : Optional.of(new PaymentNotice.Transaction(
                        transactionUid.get(),
                        text(transaction.path("status")),
                        amount(transaction.path("total")),
                        amount(transaction.path("paid"))));
        Optional<PaymentNotice.Attempt> heardAttempt = attemptUid.isEmpty()
                ? Optional.empty()
                : Optional.of(new PaymentNotice.Attempt(
                        attemptUid.get(),
                        attemptAmount(type, attempt.path("amount")),
                        text(attempt.path("paymentProvider")).orElse("UNKNOWN"),
                        text(attempt.path("metadata").path("method")).flatMap(WebhookReader::tender),
                        text(attempt.path("reason"))));
        return new PaymentNotice(type, target(transaction, attempt), heardTransaction, heardAttempt);
    }

    private static BigDecimal attemptAmount(PaymentEventType type, JsonNode node) throws Unreadable {
        Optional<BigDecimal> amount = amount(node);
        if (amount.isEmpty() && type == PaymentEventType.ATTEMPT_SUCCESS) {
            throw new Unreadable("a successful attempt without amount");
        }
        return amount.orElse(BigDecimal.ZERO);
    }

    private static PaymentNotice.Target target(JsonNode transaction, JsonNode attempt) throws Unreadable {
        Optional<String> type = text(transaction.path("sourceType"));
        Optional<String> id = text(transaction.path("sourceId"));
        if (id.isEmpty()) {
            JsonNode source = attempt.path("metadata").path("source");
            type = text(source.path("type"));
            id = text(source.path("id"));
        }
        PaymentNotice.Target.Kind kind = switch (type.orElse("SaleOrder")) {
            case "SaleOrder" -> PaymentNotice.Target.Kind.SALE_ORDER;
            case "SaleCheck" -> PaymentNotice.Target.Kind.SALE_CHECK;
            default -> throw new Unreadable("unknown sourceType " + type.orElse(""));
        };
        String digits = id.orElseThrow(() -> new Unreadable("no source"));
        if (!digits.matches("[0-9]{1,18}")) {
            throw new Unreadable("sourceId is not an id");
        }
        return new PaymentNotice.Target(kind, Long.parseLong(digits));
    }

    private static Optional<BigDecimal> amount(JsonNode node) throws Unreadable {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        String plain = node.isNumber() ? node.decimalValue().toPlainString() : node.asText();
        if (!plain.matches("\\d{1,11}(\\.\\d{1,20})?")) {
            throw new Unreadable("not an amount: " + plain.substring(0, Math.min(40, plain.length())));
        }
        BigDecimal amount = new BigDecimal(plain).stripTrailingZeros();
        if (amount.scale() > 4) {
            throw new Unreadable("more than four decimals: " + plain);
        }
        return Optional.of(amount);
    }

    private static Optional<Tender> tender(String name) {
        return Arrays.stream(Tender.values())
                .filter(tender -> tender.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() || node.isNumber()
                ? Optional.of(node.asText())
                        .map(text -> text.codePoints()
                                .filter(point -> !Character.isISOControl(point))
                                .limit(TEXT_LIMIT)
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString())
                        .filter(text -> !text.isBlank())
                : Optional.empty();
    }
}
