package nx.sale.domain.order;

import java.util.function.BinaryOperator;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * The sums of an order.
 *
 * @param discount pricing's and people's
 * @param charge service charges before tax
 * @param tax of lines and charges
 * @param rounding total - max(0, subtotal - discount + charge + tax): what rounding to payable money added or took
 */
public record Totals(Money subtotal, Money discount, Money charge, Money tax, Money rounding, Money total) {
    public static Totals of(Money subtotal, Money discount, Money charge, Money tax) {
        Totals exact = exact(subtotal, discount, charge, tax);
        Money payable = exact.total.max(Money.zero(subtotal.currency()));
        return new Totals(subtotal, discount, charge, tax, payable.payable().minus(payable), payable.payable());
    }

    /** Without service charges. */
    public static Totals of(Money subtotal, Money discount, Money tax) {
        return of(subtotal, discount, Money.zero(subtotal.currency()), tax);
    }

    /** Not rounded to payable money. */
    public static Totals exact(Money subtotal, Money discount, Money charge, Money tax) {
        Money exact = subtotal.minus(discount).plus(charge).plus(tax);
        return new Totals(subtotal, discount, charge, tax, Money.zero(exact.currency()), exact);
    }

    public Totals roundedTo(Money newTotal) {
        return new Totals(subtotal, discount, charge, tax, newTotal.minus(exact()), newTotal);
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
                operator.apply(charge, other.charge),
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
        return new Totals(zero, zero, zero, zero, zero, zero);
    }
}
