package nx.sale.domain.shift;

import java.math.BigDecimal;
import java.util.List;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.ValueError;

/**
 * What somebody counted in the drawer.
 *
 * @param denominations how it was made up; empty when only the sum was given
 */
public record CashCount(BigDecimal amount, List<Denomination> denominations) {
    /** So many notes or coins of one value. */
    public record Denomination(BigDecimal value, int count) {}

    private static final int DIGITS = 15;

    public CashCount {
        denominations = List.copyOf(denominations);
    }

    public static CashCount of(BigDecimal amount) {
        return new CashCount(amount, List.of());
    }

    public static CashCount of(List<Denomination> denominations) {
        return new CashCount(
                denominations.stream()
                        .map(pile -> pile.value().multiply(BigDecimal.valueOf(pile.count())))
                        .reduce(BigDecimal.ZERO, BigDecimal::add),
                denominations);
    }

    /**
     * Rejects what is no cash in this currency: half a coin. A drawer that took many payments may hold more than one amount of money can
     * be; more than {@value #DIGITS} digits rejects with AmountTooLarge.
     */
    void require(CurrencyCode currency) {
        denominations.forEach(pile -> cash(pile.value(), currency));
        if (Decimals.larger(amount, DIGITS)) {
            throw new Rejected(new ValueError.AmountTooLarge());
        }
        if (amount.stripTrailingZeros().scale() > currency.digits()) {
            throw new Rejected(new ShiftError.NotPayable(amount, currency));
        }
    }

    /** Rejects an amount that cannot be handed over in this currency. */
    static Money cash(BigDecimal amount, CurrencyCode currency) {
        Money money = new Money(amount, currency);
        if (!money.payable().equals(money)) {
            throw new Rejected(new ShiftError.NotPayable(amount, currency));
        }
        return money;
    }
}
