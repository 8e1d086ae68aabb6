package nx.sale.domain.order.settlement;

import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * The money of a bill, gross, as it counts as paid.
 *
 * @param cash by successful attempts in cash
 * @param other by successful attempts that are not cash
 * @param unnamed what no attempt names a tender for: a transaction reports it
 */
public record Tendered(Money cash, Money other, Money unnamed, Tips tips) {
    /**
     * What of it staff may keep.
     *
     * @param declared by the successful attempts of the bill
     * @param decided what came too much and a person decided about, or the provider took back: it is no tip any more; below zero when a bill
     *     keeps less than its total (RETURN-22)
     * @param kept what a person resolved to be a tip
     */
    public record Tips(Money declared, Money decided, Money kept) {
        public static Tips none(CurrencyCode currency) {
            return declared(Money.zero(currency));
        }

        /** Nobody decided about any. */
        public static Tips declared(Money declared) {
            Money zero = Money.zero(declared.currency());
            return new Tips(declared, zero, zero);
        }

        /** The tip of a bill to which so much came beyond what was needed. */
        Money of(Money over) {
            Money free = over.minus(decided).max(Money.zero(over.currency()));
            return kept.plus(declared.min(free));
        }
    }

    public static Tendered nothing(CurrencyCode currency) {
        Money zero = Money.zero(currency);
        return new Tendered(zero, zero, zero, Tips.none(currency));
    }

    /** Without tips. */
    public static Tendered of(Money cash, Money other) {
        return new Tendered(cash, other, Money.zero(cash.currency()), Tips.none(cash.currency()));
    }

    /** The same of a bill on which so much counts as paid: what attempts do not explain of it is unnamed. */
    public Tendered within(Money paid) {
        Money counted = cash.min(paid);
        Money rest = other.min(paid.minus(counted));
        return new Tendered(counted, rest, paid.minus(counted).minus(rest), tips);
    }

    public Money received() {
        return cash.plus(other).plus(unnamed);
    }
}
