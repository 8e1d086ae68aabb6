package nx.sale.domain.shift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;

/**
 * What one transaction brings into the books of a till because goods came back: the return, and the money by tender. It goes to the shift
 * that is open there, or, when none is, to the till's next one, marked (SHIFT-11). Cash is a REFUND movement of that shift (SHIFT-27).
 *
 * @param total what the return comes to; empty when only its money changed
 */
public record ReturnBooking(
        OrderHeader order, DeviceId drawer, Optional<Money> total, List<Entry> entries, Instant at) {
    /**
     * Money that went back, or, with a refund that failed, did not.
     *
     * @param count 1, or -1 for one that failed
     */
    public record Entry(Refund refund, int count) {
        public Money amount() {
            return count > 0 ? refund.amount() : refund.amount().negate();
        }

        /** Whether it is cash out of the drawer. */
        public boolean cash() {
            return refund.means().way() == Refund.Way.CASH && count > 0;
        }
    }

    public ReturnBooking {
        entries = List.copyOf(entries);
    }

    private record Place(OrderId order, DeviceId drawer) {}

    /** The bookings of these events, in the order of the drawers. What no till has to do with is in no drawer. */
    public static List<ReturnBooking> of(List<? extends DomainEvent> events) {
        Map<Place, ReturnBooking> bookings = new LinkedHashMap<>();
        for (DomainEvent event : events) {
            if (event instanceof ReturnEvent.Returned returned) {
                add(
                        bookings,
                        returned.order(),
                        returned.goods().device(),
                        Optional.of(returned.goods().sums().totals().total()),
                        List.of(),
                        returned.at());
            } else if (event instanceof PaymentEvent.RefundRequested asked) {
                add(bookings, asked.order(), asked.drawer(), Optional.empty(), entry(asked.refund(), 1), asked.at());
            } else if (event instanceof PaymentEvent.RefundChanged changed) {
                int count = Boolean.compare(
                        changed.refund().counts(), changed.before().counts());
                add(
                        bookings,
                        changed.order(),
                        Optional.empty(),
                        Optional.empty(),
                        count == 0 ? List.of() : entry(changed.refund(), count),
                        changed.at());
            }
        }
        return bookings.values().stream()
                .filter(booking ->
                        booking.total().isPresent() || !booking.entries().isEmpty())
                .sorted(Comparator.comparing(booking -> booking.drawer().value()))
                .toList();
    }

    /** Money of a review was never a return's. */
    private static List<Entry> entry(Refund refund, int count) {
        return refund.cause().goods().isPresent() ? List.of(new Entry(refund, count)) : List.of();
    }

    private static void add(
            Map<Place, ReturnBooking> bookings,
            OrderHeader order,
            Optional<DeviceId> drawer,
            Optional<Money> total,
            List<Entry> entries,
            Instant at) {
        drawer.or(order::drawer)
                .ifPresent(till -> bookings.merge(
                        new Place(order.id(), till),
                        new ReturnBooking(order, till, total, entries, at),
                        (one, more) -> {
                            List<Entry> both = new ArrayList<>(one.entries());
                            both.addAll(more.entries());
                            return new ReturnBooking(order, till, one.total().or(more::total), both, at);
                        }));
    }
}
