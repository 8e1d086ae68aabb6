package nx.sale.domain.order.regroup;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.Totals;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * The amounts of one order, or of one check of it, at one moment: what an operation must conserve.
 *
 * @param guests of a whole order, when somebody said how many; none of an order whose guests sit at another one
 *
 * @param check the check, when it is not about the whole order
 */
public record Sums(OrderId order, Optional<CheckId> check, Totals totals, OptionalInt guests) {
    public Sums(OrderId order, Optional<CheckId> check, Totals totals) {
        this(order, check, totals, OptionalInt.empty());
    }

    public static Sums of(OrderHeader order) {
        return new Sums(
                order.id(),
                Optional.empty(),
                order.totals(),
                order.status() == OrderStatus.CANCELLED
                        ? OptionalInt.empty()
                        : order.details().guestCount());
    }

    /**
     * The difference between what was and what is; every amount of it must be zero.
     *
     * @param exact of total - rounding: rounding itself may differ, because each order rounds for itself
     */
    public record Difference(Money subtotal, Money discount, Money tax, Money exact) {
        public boolean none() {
            return subtotal.zero() && discount.zero() && tax.zero() && exact.zero();
        }
    }

    static Difference difference(Collection<Sums> before, Collection<Sums> after, CurrencyCode currency) {
        return new Difference(
                over(after, Totals::subtotal, currency).minus(over(before, Totals::subtotal, currency)),
                over(after, Totals::discount, currency).minus(over(before, Totals::discount, currency)),
                over(after, Totals::tax, currency).minus(over(before, Totals::tax, currency)),
                over(after, Totals::exact, currency).minus(over(before, Totals::exact, currency)));
    }

    private static Money over(Collection<Sums> sums, Function<Totals, Money> amount, CurrencyCode currency) {
        return sums.stream().map(sum -> amount.apply(sum.totals())).reduce(Money.zero(currency), Money::plus);
    }
}
