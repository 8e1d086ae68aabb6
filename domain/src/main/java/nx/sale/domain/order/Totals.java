package nx.sale.domain.order;

import java.util.function.BinaryOperator;
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

    /** Not rounded to payable money. */
    public static Totals exact(Money subtotal, Money discount, Money tax) {
        Money exact = subtotal.minus(discount).plus(tax);
        return new Totals(subtotal, discount, tax, Money.zero(exact.currency()), exact);
    }

    public Totals roundedTo(Money newTotal) {
        return new Totals(subtotal, discount, tax, newTotal.minus(exact()), newTotal);
    }

    public Totals plus(Totals other) {
        return each(Money::plus, other);
    }

    public Totals minus(Totals other) {
        return each(Money::minus, other);
    }

    private Totals each(BinaryOperator<Money> operator, Totals other) {
        return new Totals(
                operator.apply(subtotal, other.subtotal),
                operator.apply(discount, other.discount),
                operator.apply(tax, other.tax),
                operator.apply(rounding, other.rounding),
                operator.apply(total, other.total));
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
