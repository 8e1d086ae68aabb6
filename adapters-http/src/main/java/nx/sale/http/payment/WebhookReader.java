package nx.sale.http.payment;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.shared.IdText;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import nx.sale.http.shared.InvalidInput;
import nx.sale.json.BoundedJson;
import nx.sale.json.Numbers;

/**
 * Understands MQ-Pay's bodies (spec 03): amounts as numbers or text, unknown fields left alone. Numbers keep their spelling until their
 * length and exponent have been checked.
 */
final class WebhookReader {
    private static final int TEXT_LIMIT = 200;
    private static final int WHOLE_DIGITS = 11;
    private static final int SHOWN = 40;

    /** A body that is JSON but cannot be understood: kept as FAILED. */
    static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message);
        }
    }

    /** A source whose id no order and no check can have. */
    static final class IdTooLarge extends Exception {
        InvalidInput answer() {
            return InvalidInput.field("payload.transaction.sourceId", "out-of-range", "is too large for an id");
        }

        @Override
        public String getMessage() {
            return "sourceId is too large for an id";
        }
    }

    private WebhookReader() {}

    /** Refuses what is not JSON. Throws Unreadable for JSON that is nested too deeply or has values too long to take in. */
    static JsonNode json(byte[] body) throws Unreadable {
        try {
            JsonNode node = BoundedJson.spelled(body);
            if (!node.isObject()) {
                throw new InvalidInput(InvalidInput.Kind.MALFORMED, "the body is not a JSON object", List.of());
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw new Unreadable("nested too deeply, or a value is too long");
        } catch (IOException e) {
            throw new InvalidInput(InvalidInput.Kind.MALFORMED, "the body is not JSON", List.of());
        }
    }

    /** The kind of event as the body names it. */
    static Optional<String> eventType(JsonNode body) {
        return text(body.path("eventType"));
    }

    static Optional<String> transactionUid(JsonNode body) {
        return text(body.path("payload").path("transaction").path("uid"))
                .or(() -> text(body.path("payload").path("transaction").path("id")));
    }

    static Optional<String> attemptUid(JsonNode body) {
        return text(body.path("payload").path("attempt").path("uid"))
                .or(() -> text(body.path("payload").path("attempt").path("id")));
    }

    static PaymentNotice notice(PaymentEventType type, JsonNode body) throws Unreadable, IdTooLarge {
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
        Optional<PaymentNotice.Target> ofTransaction =
                target(transaction.path("sourceType"), transaction.path("sourceId"));
        JsonNode source = attempt.path("metadata").path("source");
        Optional<PaymentNotice.Target> ofAttempt = target(source.path("type"), source.path("id"));
        Optional<PaymentNotice.Target> target =
                aboutAttempt ? ofAttempt.or(() -> ofTransaction) : ofTransaction.or(() -> ofAttempt);
        Optional<PaymentNotice.Transaction> heardTransaction = transactionUid.isEmpty()
                ? Optional.empty()
                : Optional.of(new PaymentNotice.Transaction(
                        transactionUid.get(),
                        ofTransaction,
                        text(transaction.path("status")),
                        amount(transaction.path("total")),
                        amount(transaction.path("paid"))));
        Optional<PaymentNotice.Attempt> heardAttempt = attemptUid.isEmpty()
                ? Optional.empty()
                : Optional.of(new PaymentNotice.Attempt(
                        attemptUid.get(),
                        ofAttempt,
                        attemptAmount(type, attempt.path("amount")),
                        text(attempt.path("paymentProvider")).orElse(PaymentNotice.Attempt.UNKNOWN_PROVIDER),
                        text(attempt.path("metadata").path("method")).flatMap(WebhookReader::tender),
                        text(attempt.path("reason"))));
        return new PaymentNotice(
                type, target.orElseThrow(() -> new Unreadable("no source")), heardTransaction, heardAttempt);
    }

    /** An attempt that an event names while it goes on. */
    record Going(
            PaymentNotice.Target target,
            String attemptId,
            PaymentNotice.Attempt attempt,
            Optional<String> transactionUid) {}

    /** The attempt of an event we do not act on; empty when it cannot be read, or is for something else than ours. */
    static Optional<Going> going(JsonNode body) {
        JsonNode attempt = body.path("payload").path("attempt");
        try {
            PaymentNotice notice = notice(PaymentEventType.ATTEMPT_FAILED, body);
            return notice.attempt()
                    .map(named -> new Going(
                            notice.target(),
                            text(attempt.path("id")).orElse(named.uid()),
                            named,
                            notice.transaction().map(PaymentNotice.Transaction::uid)));
        } catch (Unreadable | IdTooLarge e) {
            return Optional.empty();
        }
    }

    private static BigDecimal attemptAmount(PaymentEventType type, JsonNode node) throws Unreadable {
        Optional<BigDecimal> amount = amount(node);
        if (amount.isEmpty() && type == PaymentEventType.ATTEMPT_SUCCESS) {
            throw new Unreadable("a successful attempt without amount");
        }
        return amount.orElse(BigDecimal.ZERO);
    }

    /** Empty when no id is named. */
    private static Optional<PaymentNotice.Target> target(JsonNode type, JsonNode id) throws Unreadable, IdTooLarge {
        Optional<String> digits = text(id);
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        String named = text(type).orElse("SaleOrder");
        PaymentNotice.Target.Kind kind = switch (named) {
            case "SaleOrder" -> PaymentNotice.Target.Kind.SALE_ORDER;
            case "SaleCheck" -> PaymentNotice.Target.Kind.SALE_CHECK;
            default -> throw new Unreadable("unknown sourceType " + named);
        };
        if (!digits.get().chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Unreadable("sourceId is not an id");
        }
        return Optional.of(
                new PaymentNotice.Target(kind, IdText.read(digits.get()).orElseThrow(IdTooLarge::new)));
    }

    private static Optional<BigDecimal> amount(JsonNode node) throws Unreadable {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        BigDecimal amount = Numbers.decimal(node)
                .filter(number -> number.signum() >= 0 && (long) number.precision() - number.scale() <= WHOLE_DIGITS)
                .map(BigDecimal::stripTrailingZeros)
                .orElseThrow(() ->
                        new Unreadable("not an amount: " + start(text(node).orElse(""))));
        if (amount.scale() > Money.SCALE) {
            throw new Unreadable("more than four decimals: " + start(amount.toString()));
        }
        return Optional.of(amount);
    }

    /** Enough of it for whoever looks for the mistake. */
    private static String start(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "...";
    }

    private static Optional<Tender> tender(String name) {
        return Arrays.stream(Tender.values())
                .filter(tender -> tender.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? text(node.textValue()) : Optional.empty();
    }

    /** What a column can keep: without control characters and halves of characters, cut by whole ones; empty when nothing is left. */
    static Optional<String> text(String sent) {
        return Optional.of(sent.codePoints()
                        .filter(point ->
                                !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                        .limit(TEXT_LIMIT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .filter(text -> !text.isBlank());
    }
}
