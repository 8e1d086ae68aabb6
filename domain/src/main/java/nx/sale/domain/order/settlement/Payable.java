package nx.sale.domain.order.settlement;

import java.util.Optional;
import nx.sale.domain.shared.Money;

/**
 * What a bill asks for: an order, or one check. The one policy that says when it is paid.
 *
 * @param total payable money
 * @param increment cash is paid in multiples of it (ROUND-1); empty when cash is not rounded
 */
public record Payable(Money total, Optional<Money> increment) {
    /**
     * What cash must come to beside the money that is not cash, so that the bill is paid (ROUND-2): 0 when that money alone is enough, else
     * at least one increment. It never rises while {@code other} does.
     *
     * @param other successful money that is not cash
     */
    public Money need(Money other) {
        Money rest = total.minus(other);
        if (!rest.positive()) {
            return Money.zero(total.currency());
        }
        return increment.map(coin -> rest.inMultiplesOf(coin).max(coin)).orElse(rest);
    }

    /** Where the bill is with this money. */
    public Balance paidBy(Tendered money) {
        Money zero = Money.zero(total.currency());
        Money need = need(money.other());
        Money received = money.received();
        boolean byCash = money.cash().positive() && money.cash().compareTo(need) >= 0;
        boolean settled = byCash || received.compareTo(total) >= 0;
        Money rounding = byCash && need.positive() ? need.minus(total.minus(money.other())) : zero;
        Money over = settled ? received.minus(total).minus(rounding) : zero;
        return new Balance(
                settled,
                rounding,
                over,
                money.tips().of(over),
                settled
                        ? zero
                        : total.minus(received).plus(money.tips().declared()).min(total),
                settled ? zero : cashDue(money, need));
    }

    /**
     * What is known by its sum only may turn out to be cash, which settles less than the same money by card: until then the bill is paid by
     * that much cash as settles it either way.
     */
    private Money cashDue(Tendered money, Money need) {
        Money due = need.minus(money.cash());
        if (money.unnamed().zero()) {
            return due;
        }
        Money missing = total.minus(money.received());
        return due.min(increment.map(missing::upToMultiplesOf).orElse(missing));
    }
}
