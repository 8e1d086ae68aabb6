package nx.sale.domain.order.regroup;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * The amounts of one order, or of one check of it, at one moment: what an operation must conserve.
 *
 * @param check the check, when it is not about the whole order
 * @param guests of a whole order, when somebody said how many; none of an order whose guests sit at another one
 * @param discounts what was given on a whole order
 * @param charges of a whole order, when they are counted anew: these are shown and not conserved (CHARGE-6)
 */
public record Sums(
        OrderId order,
        Optional<CheckId> check,
        Totals totals,
        OptionalInt guests,
        OrderDiscount discounts,
        List<Charge> charges) {
    /** One service charge. */
    public record Charge(String code, String name, Money amount, Money tax) {}

    public Sums {
        charges = List.copyOf(charges);
    }

    /** Of a check, or of what is on none: all of it is conserved. */
    public Sums(OrderId order, Optional<CheckId> check, Totals totals) {
        this(
                order,
                check,
                totals,
                OptionalInt.empty(),
                OrderDiscount.none(totals.total().currency()),
                List.of());
    }

    public static Sums of(OrderHeader order) {
        return new Sums(
                order.id(),
                Optional.empty(),
                order.totals(),
                order.status() == OrderStatus.CANCELLED
                        ? OptionalInt.empty()
                        : order.details().guestCount(),
                order.discounts(),
                order.charges().all().stream()
                        .map(charge -> new Charge(charge.code(), charge.terms().name(), charge.amount(), charge.tax()))
                        .toList());
    }

    /**
     * The difference between what was and what is; every amount of it must be zero.
     *
     * @param exact of total - rounding: rounding itself may differ, because each order rounds for itself
     */
    public record Difference(Money subtotal, Money discount, Money charge, Money tax, Money exact) {
        public boolean none() {
            return subtotal.zero() && discount.zero() && charge.zero() && tax.zero() && exact.zero();
        }
    }

    static Difference difference(Collection<Sums> before, Collection<Sums> after, CurrencyCode currency) {
        Totals difference = conserved(after, currency).minus(conserved(before, currency));
        return new Difference(
                difference.subtotal(),
                difference.discount(),
                difference.charge(),
                difference.tax(),
                difference.exact());
    }

    /** All of them together, without charges that are counted anew. */
    private static Totals conserved(Collection<Sums> sums, CurrencyCode currency) {
        Totals together = sums.stream().map(Sums::totals).reduce(Totals.zero(currency), Totals::plus);
        Money zero = Money.zero(currency);
        List<Charge> anew = sums.stream().flatMap(sum -> sum.charges.stream()).toList();
        return together.minus(Totals.exact(
                zero,
                zero,
                anew.stream().map(Charge::amount).reduce(zero, Money::plus),
                anew.stream().map(Charge::tax).reduce(zero, Money::plus)));
    }
}
