package nx.sale.domain.payment;

import java.math.BigDecimal;
import java.util.Optional;
import nx.sale.domain.shared.CheckId;
import nx.sale.domain.shared.Tender;

/**
 * A webhook understood. Amounts are in the target order's currency.
 *
 * @param target where its money goes: what the attempt names, else what the transaction names (spec 09.10)
 * @param transaction MQ-Pay's group of attempts, when the event names it
 * @param attempt one try to pay, when the event is about one
 */
public record PaymentNotice(
        PaymentEventType type, Target target, Optional<Transaction> transaction, Optional<Attempt> attempt) {

    /** What is paid for. */
    public record Target(Kind kind, long id) {
        /** An order, or one check of it. */
        public enum Kind {
            SALE_ORDER,
            SALE_CHECK
        }

        /** The check it names, live or not. */
        public Optional<CheckId> check() {
            return kind == Kind.SALE_CHECK ? Optional.of(new CheckId(id)) : Optional.empty();
        }
    }

    /**
     * The transaction as the event shows it.
     *
     * @param target what the transaction itself names, when it does
     * @param paid what MQ-Pay counts as paid so far
     */
    public record Transaction(
            String uid,
            Optional<Target> target,
            Optional<String> status,
            Optional<BigDecimal> total,
            Optional<BigDecimal> paid) {}

    /**
     * The attempt as the event shows it.
     *
     * @param target what the attempt itself names, when it does
     * @param method as MQ-Pay names it, when it does
     */
    public record Attempt(
            String uid,
            Optional<Target> target,
            BigDecimal amount,
            String provider,
            Optional<Tender> method,
            Optional<String> reason) {
        /** The provider of an attempt that names none. */
        public static final String UNKNOWN_PROVIDER = "UNKNOWN";
    }
}
