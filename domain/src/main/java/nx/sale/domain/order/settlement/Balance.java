package nx.sale.domain.order.settlement;

import nx.sale.domain.shared.Money;

/**
 * Where a bill is with the money that came. Once it is settled, received = total + cashRounding + over, and over = tip + what is overpaid.
 *
 * @param settled nothing is due any more; more money leaves it so (ROUND-3)
 * @param cashRounding what rounding to cash added to the total or took off it
 * @param over what came beyond what was needed
 * @param tip what of that is the staff's (TIP-2)
 * @param due what is still to be paid by a tender that is not cash: declared tips are no payment of the bill
 * @param cashDue what is still to be paid when it is paid in cash
 */
public record Balance(boolean settled, Money cashRounding, Money over, Money tip, Money due, Money cashDue) {
    /** What came too much, and is nobody's. */
    public Money overpaid() {
        return over.minus(tip);
    }
}
