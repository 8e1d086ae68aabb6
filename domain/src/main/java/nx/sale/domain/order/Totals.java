package nx.sale.domain.order;

import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * The sums of an order.
 *
 * @param rounding total - max(0, subtotal - discount + tax): what rounding to payable money added or took
 */
public record Totals(Money subtotal, Money discount, Money tax, Money rounding, Money total) {
    public static Totals of(Money subtotal, Money discount, Money tax) {
        Money exact = subtotal.minus(discount).plus(tax).max(Money.zero(subtotal.currency()));
        Money total = exact.payable();
        return new Totals(subtotal, discount, tax, total.minus(exact), total);
    }

    public Totals plus(Totals other) {
        return new Totals(
                subtotal.plus(other.subtotal),
                discount.plus(other.discount),
                tax.plus(other.tax),
                rounding.plus(other.rounding),
                total.plus(other.total));
    }

    /** The total before it was rounded to payable money. */
    public Money exact() {
        return total.minus(rounding);
    }

    public static Totals zero(CurrencyCode currency) {
        Money zero = Money.zero(currency);
        return new Totals(zero, zero, zero, zero, zero);
    }
}
