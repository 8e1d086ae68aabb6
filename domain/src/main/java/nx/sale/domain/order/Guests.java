package nx.sale.domain.order;

import java.util.Collection;
import java.util.OptionalInt;
import java.util.stream.Stream;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.Sums;

/** How many guests sit at orders that come together or part again: nobody is lost, and nobody is counted twice. */
final class Guests {
    private Guests() {}

    /** All that were counted; empty when nobody was. */
    static OptionalInt together(OrderHeader one, Collection<OrderHeader> others) {
        return added(Stream.concat(Stream.of(one), others.stream()));
    }

    private static OptionalInt added(Stream<OrderHeader> orders) {
        return orders.map(order -> order.details().guestCount())
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .reduce(Math::addExact)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /**
     * Those of the target once the sources have theirs again: as before when nobody counted anew in between; otherwise those that were
     * counted then, less those that go, and empty when nobody would be left.
     */
    static OptionalInt withoutMerged(OrderHeader target, Collection<OrderHeader> sources, OrderOperation merge) {
        OptionalInt now = target.details().guestCount();
        OptionalInt then = of(merge.after(), target);
        if (then.isEmpty() || now.isEmpty()) {
            return now;
        }
        if (now.equals(then)) {
            return of(merge.before(), target);
        }
        int left = now.getAsInt() - added(sources.stream()).orElse(0);
        return left > 0 ? OptionalInt.of(left) : OptionalInt.empty();
    }

    private static OptionalInt of(Collection<Sums> sums, OrderHeader order) {
        return sums.stream()
                .filter(sum -> sum.order().equals(order.id()))
                .map(Sums::guests)
                .findFirst()
                .orElse(OptionalInt.empty());
    }
}
