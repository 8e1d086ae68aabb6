package nx.sale.domain.shift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.Totals;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.Takings;
import nx.sale.domain.shared.DomainEvent;

/**
 * What one transaction brings into the books of a till: money that came in, an order that was completed or cancelled, or both. It goes
 * to the shift that is open there; when none is, to the till's next one, marked (SHIFT-10, SHIFT-11, SHIFT-12).
 *
 * @param check the check the money was paid on
 * @param takings what came in by tender
 * @param beside what came or went beside what was due
 * @param sale the order, when it was completed or cancelled
 */
public record TillBooking(
        MerchantId merchant,
        DeviceId drawer,
        OrderId order,
        Optional<CheckId> check,
        List<Takings.Change> takings,
        PaymentEvent.Beside beside,
        Optional<Sale> sale,
        Instant at) {
    /** How an order ended. */
    public enum Outcome {
        COMPLETED,
        CANCELLED
    }

    /** An order that ended, with its sums. */
    public record Sale(Outcome outcome, Totals totals) {}

    public TillBooking {
        takings = List.copyOf(takings);
    }

    /**
     * What these events bring into the books, one booking for each order and drawer, in the order of the drawers: their tills are locked
     * by it. Orders that no till knows are in no drawer.
     */
    public static List<TillBooking> of(List<? extends DomainEvent> events) {
        Map<OrderId, Parts> parts = new LinkedHashMap<>();
        for (DomainEvent event : events) {
            if (event instanceof PaymentEvent.Booked booked) {
                of(parts, booked.order(), booked.at()).money.add(booked);
            } else if (event instanceof OrderEvent.Completed completed) {
                of(parts, completed.order(), completed.at()).sale = Optional.of(
                        new Sale(Outcome.COMPLETED, completed.order().totals()));
            } else if (event instanceof OrderEvent.Cancelled cancelled) {
                of(parts, cancelled.order(), cancelled.at()).sale = Optional.of(
                        new Sale(Outcome.CANCELLED, cancelled.order().totals()));
            }
        }
        List<TillBooking> bookings = new ArrayList<>();
        parts.values().forEach(of -> bookings.addAll(of.bookings()));
        bookings.sort(Comparator.comparing(booking -> booking.drawer().value()));
        return bookings;
    }

    private static Parts of(Map<OrderId, Parts> parts, OrderHeader order, Instant at) {
        return parts.computeIfAbsent(order.id(), id -> new Parts(order, at));
    }

    /** The parts of one order's booking, while the events are read. */
    private static final class Parts {
        private final OrderHeader order;
        private final Instant at;
        private final List<PaymentEvent.Booked> money = new ArrayList<>();
        private Optional<Sale> sale = Optional.empty();

        Parts(OrderHeader order, Instant at) {
            this.order = order;
            this.at = at;
        }

        /** The order that ended is booked where the money that ended it is, else where its own till is. */
        List<TillBooking> bookings() {
            List<TillBooking> bookings = new ArrayList<>();
            Optional<Sale> left = sale;
            for (PaymentEvent.Booked booked : money) {
                Optional<DeviceId> drawer = booked.drawer().or(order::drawer);
                if (drawer.isPresent()) {
                    boolean endedBy = !booked.takings().isEmpty();
                    bookings.add(new TillBooking(
                            order.merchant(),
                            drawer.get(),
                            order.id(),
                            booked.check(),
                            booked.takings(),
                            booked.beside(),
                            endedBy ? left : Optional.empty(),
                            at));
                    left = endedBy ? Optional.empty() : left;
                }
            }
            if (left.isPresent() && order.drawer().isPresent()) {
                bookings.add(new TillBooking(
                        order.merchant(),
                        order.drawer().get(),
                        order.id(),
                        Optional.empty(),
                        List.of(),
                        PaymentEvent.Beside.nothing(order.currency()),
                        left,
                        at));
            }
            return bookings;
        }
    }
}
