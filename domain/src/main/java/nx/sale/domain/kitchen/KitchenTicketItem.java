package nx.sale.domain.kitchen;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.Line;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Trace;

/**
 * So much of a line, as one station cooks it.
 *
 * @param order whose line it is now
 * @param dish as it was sent: it is never edited, only voided and sent anew
 * @param offBill how much of it was taken off the bill after it was served (CART-10): the line no longer counts it
 * @param waste why and by whom it was voided
 * @param orderCancelledAt set on a ready dish whose order was cancelled: it leaves the queue
 */
public record KitchenTicketItem(
        TicketItemId id,
        TicketId ticket,
        OrderId order,
        LineId line,
        Dish dish,
        Quantity quantity,
        Quantity offBill,
        ItemStatus status,
        Stamps stamps,
        Optional<Waste> waste,
        Optional<Instant> orderCancelledAt,
        long revision,
        Trace trace) {

    /** What is to be cooked. */
    public record Dish(
            String itemType,
            Optional<VariantId> itemId,
            String name,
            List<Modifier> modifiers,
            Optional<String> note,
            int seat,
            int course) {
        public Dish {
            modifiers = List.copyOf(modifiers);
        }

        /** A part of a combo is cooked as its lead was ordered: the guest's choices are on the lead. */
        static Dish of(Line line, Optional<Line> lead) {
            List<Line> lines = Stream.concat(lead.stream(), Stream.of(line)).toList();
            return new Dish(
                    line.product().itemType(),
                    line.product().itemId(),
                    line.product().name(),
                    lines.stream()
                            .flatMap(ordered -> ordered.modifiers().stream())
                            .map(modifier -> new Modifier(modifier.code(), modifier.name(), modifier.quantity()))
                            .toList(),
                    line.note().or(() -> lead.flatMap(Line::note)),
                    line.seat(),
                    line.course());
        }
    }

    /** A modifier, per unit. */
    public record Modifier(String code, String name, Quantity quantity) {}

    /** When each status was entered; a step back clears what came after. */
    public record Stamps(
            Instant pendingAt,
            Optional<Instant> cookingAt,
            Optional<Instant> readyAt,
            Optional<Instant> servedAt,
            Optional<Instant> voidedAt) {
        Stamps entered(ItemStatus status, Instant at) {
            Optional<Instant> now = Optional.of(at);
            return switch (status) {
                case PENDING ->
                    new Stamps(pendingAt, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
                case COOKING ->
                    new Stamps(
                            pendingAt, cookingAt.or(() -> now), Optional.empty(), Optional.empty(), Optional.empty());
                case READY ->
                    new Stamps(pendingAt, cookingAt, readyAt.or(() -> now), Optional.empty(), Optional.empty());
                case SERVED -> new Stamps(pendingAt, cookingAt, readyAt, now, Optional.empty());
                case VOIDED -> new Stamps(pendingAt, cookingAt, readyAt, servedAt, now);
            };
        }
    }

    /** Why it was voided, when a reason was given, and by whom. */
    public record Waste(Optional<String> reason, String by) {}

    /** A new item of so much of a line; {@code dish} as the kitchen is to read it. */
    static KitchenTicketItem of(
            TicketItemId id,
            TicketId ticket,
            OrderId order,
            LineId line,
            Dish dish,
            Quantity quantity,
            Actor by,
            Instant at) {
        return new KitchenTicketItem(
                id,
                ticket,
                order,
                line,
                dish,
                quantity,
                Quantity.ZERO,
                ItemStatus.PENDING,
                new Stamps(at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                1,
                Trace.created(at, by));
    }

    KitchenTicketItem entered(ItemStatus newStatus, Optional<String> reason, Actor by, Instant at) {
        return new KitchenTicketItem(
                id,
                ticket,
                order,
                line,
                dish,
                quantity,
                offBill,
                newStatus,
                stamps.entered(newStatus, at),
                newStatus == ItemStatus.VOIDED ? Optional.of(new Waste(reason, by.label())) : Optional.empty(),
                orderCancelledAt,
                revision + 1,
                trace.touched(at, by));
    }

    KitchenTicketItem orderCancelled(Actor by, Instant at) {
        return new KitchenTicketItem(
                id,
                ticket,
                order,
                line,
                dish,
                quantity,
                offBill,
                status,
                stamps,
                waste,
                Optional.of(at),
                revision + 1,
                trace.touched(at, by));
    }

    /** So much of it as an item of another line, which was split off from this one's. */
    KitchenTicketItem partFor(TicketItemId partId, OrderId newOrder, LineId newLine, Quantity partQuantity, Trace now) {
        return new KitchenTicketItem(
                partId,
                ticket,
                newOrder,
                newLine,
                dish,
                partQuantity,
                Quantity.ZERO,
                status,
                stamps,
                waste,
                orderCancelledAt,
                1,
                new Trace(now.modifiedAt(), now.modifiedBy(), now.modifiedAt(), now.modifiedBy()));
    }

    KitchenTicketItem without(Quantity part, Actor by, Instant at) {
        return of(order, line, quantity.minus(part), offBill, trace.touched(at, by));
    }

    KitchenTicketItem movedTo(OrderId newOrder, LineId newLine, Actor by, Instant at) {
        return of(newOrder, newLine, quantity, offBill, trace.touched(at, by));
    }

    KitchenTicketItem takenOffBill(Quantity part, Actor by, Instant at) {
        return of(order, line, quantity, offBill.plus(part), trace.touched(at, by));
    }

    /** How much of it its line counts as sent. */
    public Quantity billed() {
        return quantity.minus(offBill.min(quantity));
    }

    private KitchenTicketItem of(
            OrderId newOrder, LineId newLine, Quantity newQuantity, Quantity newOffBill, Trace newTrace) {
        return new KitchenTicketItem(
                id,
                ticket,
                newOrder,
                newLine,
                dish,
                newQuantity,
                newOffBill,
                status,
                stamps,
                waste,
                orderCancelledAt,
                revision + 1,
                newTrace);
    }
}
