package nx.sale.domain.payment;

import java.math.BigDecimal;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;

/**
 * A webhook understood. Amounts are in the target order's currency.
 *
 * @param target where its money goes: what the attempt names, else what the transaction names (PAYMENT-5)
 * @param transaction MQ-Pay's group of attempts, when the event names it
 * @param attempt one try to pay, when the event is about one
 * @param merchant whose target it is, when the event says so (WEBHOOK-14)
 */
public record PaymentNotice(
        PaymentEventType type,
        Target target,
        Optional<Transaction> transaction,
        Optional<Attempt> attempt,
        Optional<MerchantId> merchant)
        implements PaymentInbox.Notice {

    /** Of an event that names no merchant. */
    public PaymentNotice(
            PaymentEventType type, Target target, Optional<Transaction> transaction, Optional<Attempt> attempt) {
        this(type, target, transaction, attempt, Optional.empty());
    }

    /**
     * Money that was taken without MQ-Pay, by a till or by a provider of the embedding program: one successful payment.
     *
     * @param uid of the payment, different for each: the same again is the same money
     * @param provider who took it
     */
    public static PaymentNotice received(String uid, Target target, Money amount, String provider, Tender method) {
        return received(uid, target, amount, Optional.empty(), provider, method);
    }

    /**
     * The same with a tip.
     *
     * @param tip what of the amount is one
     */
    public static PaymentNotice received(
            String uid, Target target, Money amount, Optional<Money> tip, String provider, Tender method) {
        return new PaymentNotice(
                PaymentEventType.ATTEMPT_SUCCESS,
                target,
                Optional.empty(),
                Optional.of(new Attempt(
                        uid,
                        Optional.empty(),
                        Optional.of(target),
                        amount.amount(),
                        provider,
                        Optional.of(method),
                        Optional.empty(),
                        Optional.empty(),
                        tip.map(Money::amount))));
    }

    /** What is paid for. */
    public record Target(Kind kind, long id) {
        /** The order as a whole. */
        public static Target of(OrderId order) {
            return new Target(Kind.SALE_ORDER, order.value());
        }

        /** One check. */
        public static Target of(CheckId check) {
            return new Target(Kind.SALE_CHECK, check.value());
        }

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
     * That an attempt is no payment but takes one back: type CANCEL_PAYMENT (PAYMENT-13).
     *
     * @param parent the payment it takes back, by MQ-Pay's id or by uid; empty while no event has named it
     */
    public record Cancels(Optional<String> parent) {
        /** Whether it takes back the attempt with this uid and id. */
        public boolean names(String uid, Optional<String> id) {
            return parent.filter(
                            named -> named.equals(uid) || Optional.of(named).equals(id))
                    .isPresent();
        }
    }

    /**
     * The attempt as the event shows it.
     *
     * @param id MQ-Pay's own id of it, when it is named
     * @param target what the attempt itself names, when it does
     * @param amount zero when none is named; of one that takes a payment back that means all of it
     * @param method as MQ-Pay names it, when it does
     * @param cancels present when it takes another attempt back, whatever its event
     * @param tip what of the amount it declares as a tip, when it does
     */
    public record Attempt(
            String uid,
            Optional<String> id,
            Optional<Target> target,
            BigDecimal amount,
            String provider,
            Optional<Tender> method,
            Optional<String> reason,
            Optional<Cancels> cancels,
            Optional<BigDecimal> tip) {
        /** The provider of an attempt that names none. */
        public static final String UNKNOWN_PROVIDER = "UNKNOWN";

        /** A payment without an id of its own. */
        public Attempt(
                String uid,
                Optional<Target> target,
                BigDecimal amount,
                String provider,
                Optional<Tender> method,
                Optional<String> reason) {
            this(uid, Optional.empty(), target, amount, provider, method, reason, Optional.empty());
        }

        /** Without a tip. */
        public Attempt(
                String uid,
                Optional<String> id,
                Optional<Target> target,
                BigDecimal amount,
                String provider,
                Optional<Tender> method,
                Optional<String> reason,
                Optional<Cancels> cancels) {
            this(uid, id, target, amount, provider, method, reason, cancels, Optional.empty());
        }
    }

    /** The provider of a payment that is booked as OTHER because neither a method nor the provider names its tender. */
    public Optional<String> unknownProvider() {
        return attempt.filter(reported -> type == PaymentEventType.ATTEMPT_SUCCESS)
                .filter(reported ->
                        reported.cancels().isEmpty() && reported.method().isEmpty())
                .map(Attempt::provider)
                .filter(TenderRule::unknown)
                .map(PlatformCode::of);
    }
}
