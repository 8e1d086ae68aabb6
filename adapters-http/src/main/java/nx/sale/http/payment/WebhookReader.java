package nx.sale.http.payment;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.id.IdText;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.payment.KnownTargets;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PlatformCode;
import nx.sale.domain.payment.TenderRule;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.payment.refund.RefundNotice;
import nx.sale.domain.shared.Money;
import nx.sale.http.json.InvalidInput;
import nx.sale.json.BoundedJson;
import nx.sale.json.Numbers;

/**
 * Understands MQ-Pay's bodies (WEBHOOK-11, PAYMENT-12, PAYMENT-13): amounts as numbers or text, unknown fields left alone. Numbers keep their
 * spelling until their length and exponent have been checked.
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

    /** A payment of another service's: MQ-Pay serves others too (WEBHOOK-6). */
    static final class Foreign extends Exception {
        Foreign(String type) {
            super("for another service: " + start(type));
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

    /** The refund that an event answers: our own id, as uid. */
    static Optional<String> refundUid(JsonNode body) {
        return text(body.path("payload").path("refund").path("uid"));
    }

    /** Reads an event we act on. */
    static PaymentInbox.Notice read(PaymentEventType type, JsonNode body, KnownTargets known)
            throws Unreadable, IdTooLarge, Foreign {
        return switch (type) {
            case REFUND_SENT -> refund(body, Refund.Status.SENT);
            case REFUND_SUCCESS -> refund(body, Refund.Status.SUCCESS);
            case REFUND_FAILED -> refund(body, Refund.Status.FAILED);
            case TRANSACTION_SETTLED,
                    TRANSACTION_CANCELLED,
                    ATTEMPT_SUCCESS,
                    ATTEMPT_FAILED,
                    ATTEMPT_EXPIRED,
                    ATTEMPT_CANCELLED -> notice(type, body, known);
        };
    }

    private static RefundNotice refund(JsonNode body, Refund.Status status) throws Unreadable, IdTooLarge {
        String uid = refundUid(body).orElseThrow(() -> new Unreadable("the refund is missing, or has no uid"));
        if (!uid.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Unreadable("the uid of the refund is not an id of ours");
        }
        JsonNode refund = body.path("payload").path("refund");
        return new RefundNotice(
                new RefundId(IdText.read(uid).orElseThrow(IdTooLarge::new)),
                status,
                text(refund.path("reason")),
                merchant(refund).or(() -> merchant(body.path("payload").path("attempt"))));
    }

    /**
     * Reads an event about a payment. Only what its money needs has to be readable: of an event about an attempt the attempt and a target, of one
     * about a transaction the transaction and a target.
     *
     * @param known asked for the target of an event that names none
     */
    static PaymentNotice notice(PaymentEventType type, JsonNode body, KnownTargets known)
            throws Unreadable, IdTooLarge, Foreign {
        boolean aboutAttempt = type.aboutAttempt();
        JsonNode transaction = body.path("payload").path("transaction");
        JsonNode attempt = body.path("payload").path("attempt");
        JsonNode source = attempt.path("metadata").path("source");
        Source ofTransaction = new Source(transaction.path("sourceType"), transaction.path("sourceId"));
        Source ofAttempt = new Source(source.path("type"), source.path("id"));
        Source first = aboutAttempt ? ofAttempt : ofTransaction;
        Source named = first.named() ? first : aboutAttempt ? ofTransaction : ofAttempt;
        named.requireOurs();
        Optional<String> transactionUid = transactionUid(body);
        Optional<String> attemptUid = attemptUid(body);
        if (aboutAttempt ? attemptUid.isEmpty() : transactionUid.isEmpty()) {
            throw new Unreadable("the " + (aboutAttempt ? "attempt" : "transaction") + " is missing, or has no uid");
        }
        Optional<PaymentNotice.Transaction> transactionNotice = transactionUid.isEmpty()
                ? Optional.empty()
                : Optional.of(transaction(transactionUid.get(), transaction, ofTransaction, aboutAttempt));
        Optional<PaymentNotice.Attempt> attemptNotice = aboutAttempt
                ? Optional.of(attempt(type, attemptUid.orElseThrow(), attempt, ofAttempt))
                : Optional.empty();
        Optional<PaymentNotice.Target> target = named.target();
        if (target.isEmpty()) {
            target = known.find(new KnownTargets.Named(
                    attemptUid,
                    attemptNotice.flatMap(PaymentNotice.Attempt::cancels).flatMap(PaymentNotice.Cancels::parent),
                    transactionUid));
        }
        return new PaymentNotice(
                type,
                target.orElseThrow(() -> new Unreadable("no source")),
                transactionNotice,
                attemptNotice,
                merchant(attempt).or(() -> merchant(transaction)));
    }

    /** Whom the metadata name; what is no id says nothing. */
    private static Optional<MerchantId> merchant(JsonNode named) {
        return text(named.path("metadata").path("merchantId")).map(IdText::read).stream()
                .flatMapToLong(OptionalLong::stream)
                .mapToObj(MerchantId::new)
                .findFirst();
    }

    /** Of a transaction that is not ours what it reports is not ours either, though one of its attempts may be. */
    private static PaymentNotice.Transaction transaction(
            String uid, JsonNode transaction, Source source, boolean aboutAttempt) throws Unreadable, IdTooLarge {
        return new PaymentNotice.Transaction(
                uid,
                aboutAttempt ? source.ours() : source.target(),
                text(transaction.path("status")),
                amount(transaction.path("total")),
                source.foreign() ? Optional.empty() : amount(transaction.path("paid")));
    }

    private static PaymentNotice.Attempt attempt(PaymentEventType type, String uid, JsonNode attempt, Source source)
            throws Unreadable, IdTooLarge {
        boolean cancels = text(attempt.path("type"))
                .map(PlatformCode::of)
                .filter("CANCEL_PAYMENT"::equals)
                .isPresent();
        return new PaymentNotice.Attempt(
                uid,
                text(attempt.path("id")),
                source.target(),
                attemptAmount(type, cancels, attempt.path("amount")),
                text(attempt.path("paymentProvider"))
                        .or(() -> text(attempt.path("provider")))
                        .orElse(PaymentNotice.Attempt.UNKNOWN_PROVIDER),
                text(attempt.path("metadata").path("method"))
                        .flatMap(TenderRule::ofMethod)
                        .or(() -> text(attempt.path("method")).flatMap(TenderRule::ofMethod)),
                text(attempt.path("reason")),
                cancels ? Optional.of(new PaymentNotice.Cancels(text(attempt.path("parentId")))) : Optional.empty(),
                cancels ? Optional.empty() : tip(attempt));
    }

    /** Exact, and at most the payment: a tip of more is one of all of it. One that cannot be read keeps no money out. */
    private static Optional<BigDecimal> tip(JsonNode attempt) throws Unreadable {
        BigDecimal most = amount(attempt.path("amount")).orElse(BigDecimal.ZERO);
        try {
            return amount(attempt.path("metadata").path("tip")).map(most::min);
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    /** An attempt that an event names while it goes on. */
    record Going(
            PaymentNotice.Target target,
            Optional<MerchantId> merchant,
            String attemptId,
            PaymentNotice.Attempt attempt,
            Optional<String> transactionUid) {}

    /** The attempt of an event we do not act on; empty when it cannot be read, or is for something else than ours. */
    static Optional<Going> going(JsonNode body) {
        try {
            PaymentNotice notice = notice(PaymentEventType.ATTEMPT_FAILED, body, named -> Optional.empty());
            return notice.attempt()
                    .map(named -> new Going(
                            notice.target(),
                            notice.merchant(),
                            named.id().orElse(named.uid()),
                            named,
                            notice.transaction().map(PaymentNotice.Transaction::uid)));
        } catch (Unreadable | IdTooLarge | Foreign e) {
            return Optional.empty();
        }
    }

    private static BigDecimal attemptAmount(PaymentEventType type, boolean cancels, JsonNode node) throws Unreadable {
        Optional<BigDecimal> amount = amount(node);
        if (amount.isEmpty() && type == PaymentEventType.ATTEMPT_SUCCESS && !cancels) {
            throw new Unreadable("a successful attempt without amount");
        }
        return amount.orElse(BigDecimal.ZERO);
    }

    /** What a transaction or an attempt says it is for. */
    private record Source(JsonNode type, JsonNode id) {
        boolean named() {
            return text(id).isPresent() || foreign();
        }

        /** A number or an object is no type of ours either. */
        boolean foreign() {
            return !type.isMissingNode()
                    && !type.isNull()
                    && kind().isEmpty()
                    && !(type.isTextual() && type.textValue().isBlank());
        }

        private Optional<PaymentNotice.Target.Kind> kind() {
            return text(type).map(PlatformCode::word).flatMap(word -> switch (word) {
                case "SALEORDER" -> Optional.of(PaymentNotice.Target.Kind.SALE_ORDER);
                case "SALECHECK" -> Optional.of(PaymentNotice.Target.Kind.SALE_CHECK);
                default -> Optional.empty();
            });
        }

        void requireOurs() throws Foreign {
            if (foreign()) {
                throw new Foreign(text(type).orElse(""));
            }
        }

        /** Empty when no id is named, and when it is of somebody else. */
        Optional<PaymentNotice.Target> target() throws Unreadable, IdTooLarge {
            Optional<String> digits = text(id);
            if (digits.isEmpty() || foreign()) {
                return Optional.empty();
            }
            if (!digits.get().chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new Unreadable("sourceId is not an id");
            }
            return Optional.of(new PaymentNotice.Target(
                    kind().orElse(PaymentNotice.Target.Kind.SALE_ORDER),
                    IdText.read(digits.get()).orElseThrow(IdTooLarge::new)));
        }

        /** As target; empty too when it cannot be read, for where it only says more. */
        Optional<PaymentNotice.Target> ours() {
            try {
                return target();
            } catch (Unreadable | IdTooLarge e) {
                return Optional.empty();
            }
        }
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

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? text(node.textValue()) : Optional.empty();
    }

    /** What a column can keep: without control characters and halves of characters, cut by whole ones; empty when nothing is left. */
    static Optional<String> text(String sent) {
        return Optional.of(kept(sent)).filter(text -> !text.isBlank());
    }

    private static String kept(String sent) {
        boolean asSent = sent.length() <= TEXT_LIMIT;
        for (int at = 0; at < sent.length() && asSent; at++) {
            char c = sent.charAt(at);
            asSent = !Character.isISOControl(c) && !Character.isSurrogate(c);
        }
        return asSent
                ? sent
                : sent.codePoints()
                        .filter(point ->
                                !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                        .limit(TEXT_LIMIT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
