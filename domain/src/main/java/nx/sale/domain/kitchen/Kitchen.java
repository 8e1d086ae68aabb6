package nx.sale.domain.kitchen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;

/**
 * The tickets one command touches, all of their items, and the orders of the items it changes. Everything here needs the locks of these
 * orders and tickets.
 */
public final class Kitchen {
    private final Map<OrderId, OrderHeader> orders = new TreeMap<>();
    private final Map<TicketId, KitchenTicket> tickets = new TreeMap<>();
    private final Map<TicketItemId, KitchenTicketItem> items = new TreeMap<>();
    private final Set<TicketItemId> changed = new LinkedHashSet<>();
    private final Set<TicketId> touched = new LinkedHashSet<>();
    private final Map<LineId, Quantity> freed = new LinkedHashMap<>();
    private final List<KitchenEvent> events = new ArrayList<>();

    private Kitchen(Collection<OrderHeader> orders, Collection<KitchenTicket> tickets) {
        orders.forEach(order -> this.orders.put(order.id(), order));
        tickets.forEach(ticket -> {
            this.tickets.put(ticket.id(), ticket);
            ticket.items().forEach(item -> items.put(item.id(), item));
        });
    }

    public static Kitchen rehydrate(Collection<OrderHeader> orders, Collection<KitchenTicket> tickets) {
        return new Kitchen(orders, tickets);
    }

    /**
     * A step an item is to take.
     *
     * @param from the status it was seen with, when that is what counts: else a late tap would call it back
     */
    public record Step(TicketItemId item, ItemStatus to, Optional<String> reason, Optional<ItemStatus> from) {
        public Step(TicketItemId item, ItemStatus to, Optional<String> reason) {
            this(item, to, reason, Optional.empty());
        }
    }

    /** The item, with its order locked. Rejects when it is not there, and when it is with an order that is not locked. */
    public KitchenTicketItem require(TicketItemId id) {
        KitchenTicketItem item = items.get(id);
        if (item == null) {
            throw new Rejected(new KitchenError.ItemNotFound(id));
        }
        if (!orders.containsKey(item.order())) {
            throw new Rejected(new KitchenError.Moving(item.order()));
        }
        return item;
    }

    public KitchenTicket ticket(TicketId id) {
        KitchenTicket ticket = tickets.get(id);
        if (ticket == null) {
            throw new Rejected(new KitchenError.TicketNotFound(id));
        }
        return ticket;
    }

    /** What a step needs beyond the permission to change statuses. Rejects a step that does not exist, or begins elsewhere by now. */
    public Optional<ItemStatus.Extra> extraFor(Step step) {
        KitchenTicketItem item = require(step.item());
        if (!item.status().leadsTo(step.to()) || step.from().orElse(item.status()) != item.status()) {
            throw new Rejected(new KitchenError.StatusRefused(item.id(), item.status(), step.to()));
        }
        return item.status().extraFor(step.to());
    }

    /** Takes steps, all or none. What was started is voided only with a reason. */
    public void take(List<Step> steps, Actor by, Instant at) {
        for (Step step : steps) {
            Optional<ItemStatus.Extra> extra = extraFor(step);
            if (extra.filter(ItemStatus.Extra.VOID_STARTED::equals).isPresent()
                    && step.reason().isEmpty()) {
                throw new Rejected(new KitchenError.ReasonRequired(step.item()));
            }
            enter(require(step.item()), step.to(), step.reason(), by, at);
        }
        settle(by, at);
    }

    /** Puts a ticket before the others, or back among them. */
    public void rush(TicketId id, boolean wanted, Actor by, Instant at) {
        KitchenTicket ticket = ticket(id);
        if (!ticket.status().open() || ticket.rush() == wanted) {
            throw new Rejected(new KitchenError.TicketClosed(id, ticket.status()));
        }
        KitchenTicket rushed = ticket.rushed(wanted, by, at);
        tickets.put(id, rushed);
        touched.add(id);
        events.add(new KitchenEvent.Rushed(order(ticket.order()), rushed, at));
    }

    /** The steps that void what is open of a ticket. Rejects when nothing is. */
    public List<Step> voiding(TicketId id, Optional<String> reason) {
        KitchenTicket ticket = ticket(id);
        List<Step> steps = ticket.items().stream()
                .filter(item -> item.status().open())
                .map(item -> new Step(item.id(), ItemStatus.VOIDED, reason))
                .toList();
        if (steps.isEmpty()) {
            throw new Rejected(new KitchenError.TicketClosed(id, ticket.status()));
        }
        return steps;
    }

    /** Whether somebody has begun with something of this order. */
    public boolean started(OrderId order) {
        return itemsOf(order).stream().anyMatch(item -> item.status().started());
    }

    private List<KitchenTicketItem> itemsOf(OrderId order) {
        return items.values().stream()
                .filter(item -> item.order().equals(order))
                .toList();
    }

    /** The order is cancelled: what waits or cooks is voided, what is ready leaves the queue marked (ORDER-9). */
    public void orderCancelled(OrderId order, Optional<String> reason, Actor by, Instant at) {
        for (KitchenTicketItem item : itemsOf(order)) {
            switch (item.status()) {
                case PENDING, COOKING -> enter(item, ItemStatus.VOIDED, reason, by, at);
                case READY -> put(item.orderCancelled(by, at));
                case SERVED, VOIDED -> {}
            }
        }
        settle(by, at);
    }

    /**
     * Lets items follow the parts of lines that were split off: each takes what is with the kitchen first, an item that is too much
     * for it becomes two. What was taken off the bill stays where it is.
     */
    public void follow(List<OrderOperation.Move> parts, Ids ids, Actor by, Instant at) {
        for (OrderOperation.Move part : parts) {
            LineId whole = part.whole().orElseThrow();
            Quantity left = part.sent();
            List<KitchenTicketItem> candidates = items.values().stream()
                    .filter(item -> item.line().equals(whole) && item.status() != ItemStatus.VOIDED)
                    .filter(item -> item.billed().positive())
                    .toList();
            for (KitchenTicketItem item : candidates) {
                if (left.zero()) {
                    break;
                }
                Quantity taken = left.min(item.billed());
                left = left.minus(taken);
                if (taken.equals(item.quantity())) {
                    put(item.movedTo(part.to(), part.line(), by, at));
                } else {
                    KitchenTicketItem rest = item.without(taken, by, at);
                    put(rest);
                    put(item.partFor(new TicketItemId(ids.next()), part.to(), part.line(), taken, rest.trace()));
                }
            }
            if (left.positive()) {
                throw new IllegalStateException("line " + whole + " has less with the kitchen than it says");
            }
        }
        settle(by, at);
    }

    /** How much of each line of this order the kitchen still works on, as far as it is on the bill. */
    public Map<LineId, Quantity> working(OrderId order) {
        Map<LineId, Quantity> working = new LinkedHashMap<>();
        itemsOf(order).stream()
                .filter(item -> item.status().open())
                .forEach(item -> working.merge(item.line(), item.billed(), Quantity::plus));
        return working;
    }

    /** So much of each line was served and goes off the bill: the newest dishes first. They stay served. */
    public void takenOffBill(Map<LineId, Quantity> quantities, Actor by, Instant at) {
        quantities.forEach((line, quantity) -> {
            Quantity left = quantity;
            List<KitchenTicketItem> served = items.values().stream()
                    .filter(item -> item.line().equals(line) && item.status() == ItemStatus.SERVED)
                    .toList();
            for (KitchenTicketItem item : served.reversed()) {
                Quantity taken = left.min(item.billed());
                if (taken.positive()) {
                    put(item.takenOffBill(taken, by, at));
                    left = left.minus(taken);
                }
            }
            if (left.positive()) {
                throw new IllegalStateException("line " + line + " has less served than it says");
            }
        });
        settle(by, at);
    }

    /** The order's note is another one now: every ticket that still waits shows it beside the note it was sent with. */
    public void orderNoteChanged(OrderId order, Optional<String> to, Actor by, Instant at) {
        List.copyOf(tickets.values()).stream()
                .filter(ticket -> ticket.order().equals(order) && ticket.waitsUnderAnotherNote(to))
                .forEach(ticket -> {
                    KitchenTicket changedTicket = ticket.orderNoteChanged(to, by, at);
                    tickets.put(changedTicket.id(), changedTicket);
                    touched.add(changedTicket.id());
                    events.add(new KitchenEvent.OrderNoteChanged(order(order), changedTicket, at));
                });
    }

    private void enter(KitchenTicketItem item, ItemStatus to, Optional<String> reason, Actor by, Instant at) {
        KitchenTicketItem after = item.entered(to, reason, by, at);
        put(after);
        if (to == ItemStatus.VOIDED && item.billed().positive()) {
            freed.merge(item.line(), item.billed(), Quantity::plus);
        }
        OrderHeader order = order(item.order()).withNextKitchenSequence();
        orders.put(order.id(), order);
        events.add(new KitchenEvent.ItemChanged(order, ticket(item.ticket()), after, item.status(), reason, at));
    }

    private OrderHeader order(OrderId id) {
        OrderHeader order = orders.get(id);
        if (order == null) {
            throw new Rejected(new KitchenError.Moving(id));
        }
        return order;
    }

    private void put(KitchenTicketItem item) {
        items.put(item.id(), item);
        changed.add(item.id());
        touched.add(item.ticket());
    }

    /** Tickets follow their items; the events show the tickets as they are at the end. */
    private void settle(Actor by, Instant at) {
        for (TicketId id : touched) {
            List<KitchenTicketItem> present = items.values().stream()
                    .filter(item -> item.ticket().equals(id))
                    .toList();
            tickets.put(id, ticket(id).with(present, by, at));
        }
        events.replaceAll(event -> event instanceof KitchenEvent.ItemChanged change
                ? new KitchenEvent.ItemChanged(
                        change.order(),
                        ticket(change.ticket().id()),
                        change.item(),
                        change.from(),
                        change.reason(),
                        change.at())
                : event);
    }

    /** The current items, with their tickets. */
    public List<KitchenTicketItem> items(Collection<TicketItemId> ids) {
        return ids.stream().distinct().map(this::require).toList();
    }

    /**
     * What storage must write.
     *
     * @param orders those whose sequence has moved
     * @param items changed ones, and new ones at revision 1
     * @param freed how much less of each line is with the kitchen
     */
    public record Changes(
            List<OrderHeader> orders,
            List<KitchenTicket> tickets,
            List<KitchenTicketItem> items,
            Map<LineId, Quantity> freed) {}

    public Changes changes() {
        Set<OrderId> announced = new LinkedHashSet<>();
        events.stream()
                .filter(KitchenEvent.ItemChanged.class::isInstance)
                .forEach(event -> announced.add(event.order().id()));
        return new Changes(
                orders.values().stream()
                        .filter(order -> announced.contains(order.id()))
                        .toList(),
                touched.stream().sorted().map(this::ticket).toList(),
                changed.stream()
                        .sorted()
                        .map(id -> java.util.Objects.requireNonNull(items.get(id)))
                        .toList(),
                Map.copyOf(freed));
    }

    /** The events since it was loaded. */
    public List<KitchenEvent> events() {
        return List.copyOf(events);
    }
}
