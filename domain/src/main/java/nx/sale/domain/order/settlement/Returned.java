package nx.sale.domain.order.settlement;

import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * What was returned of an order, and how many messages said so: counted under the order's lock (OUTBOX-3).
 *
 * @param refunded what its returns come to together
 * @param messages the returns, and the refunds that MQ-Pay was asked for, so far
 */
public record Returned(Status status, Money refunded, Messages messages) {
    /** How much. */
    public enum Status {
        NONE,
        PARTIAL,
        /** Every quantity of every line, whatever was paid. */
        FULL
    }

    /** Counted from 1, each for its topic. */
    public record Messages(long returns, long refunds) {}

    public static Returned nothing(CurrencyCode currency) {
        return new Returned(Status.NONE, Money.zero(currency), new Messages(0, 0));
    }

    /** With one return more. */
    public Returned with(Money total, boolean everything) {
        return new Returned(
                everything ? Status.FULL : Status.PARTIAL,
                refunded.plus(total),
                new Messages(messages.returns() + 1, messages.refunds()));
    }

    /** With one refund more that MQ-Pay is asked for. */
    public Returned withRefund() {
        return new Returned(status, refunded, new Messages(messages.returns(), messages.refunds() + 1));
    }
}
