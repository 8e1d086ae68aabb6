package nx.sale.domain.fake;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.kitchen.Routing;
import nx.sale.domain.kitchen.Stations;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** The kitchen in memory. */
public final class InMemoryKitchens implements Kitchens, Stations {
    private record Row(KitchenTicket ticket, OrderId sentFor) {}

    private final InMemoryStore store;
    private final InMemoryOrders orders;

    public InMemoryKitchens(InMemoryStore store, InMemoryOrders orders) {
        this.store = store;
        this.orders = orders;
    }

    private Map<TicketId, Row> rows() {
        return new TreeMap<>(store.get("tickets", Map.<TicketId, Row>of()));
    }

    /** Every ticket, oldest first. */
    public List<KitchenTicket> all() {
        return rows().values().stream().map(Row::ticket).toList();
    }

    private List<KitchenTicket> tickets(MerchantId merchant, Predicate<KitchenTicket> wanted) {
        return all().stream()
                .filter(ticket -> ticket.merchant().equals(merchant))
                .filter(wanted)
                .toList();
    }

    private static boolean has(KitchenTicket ticket, Predicate<KitchenTicketItem> wanted) {
        return ticket.items().stream().anyMatch(wanted);
    }

    @Override
    public Kitchen lock(Tx tx, MerchantId merchant, Collection<OrderHeader> locked, Collection<TicketId> ids) {
        tx.rank(LockRank.KITCHEN);
        return Kitchen.rehydrate(locked, tickets(merchant, ticket -> ids.contains(ticket.id())));
    }

    @Override
    public Kitchen lockOf(Tx tx, OrderHeader order) {
        tx.rank(LockRank.KITCHEN);
        return Kitchen.rehydrate(
                List.of(order),
                tickets(
                        order.merchant(),
                        ticket -> has(ticket, item -> item.order().equals(order.id()))));
    }

    @Override
    public Kitchen lockOf(Tx tx, MerchantId merchant, Collection<LineId> lines) {
        tx.rank(LockRank.KITCHEN);
        return Kitchen.rehydrate(
                List.of(), tickets(merchant, ticket -> has(ticket, item -> lines.contains(item.line()))));
    }

    @Override
    public void update(Tx tx, Kitchen kitchen) {
        Kitchen.Changes changes = kitchen.changes();
        Map<TicketId, Row> rows = rows();
        changes.tickets().forEach(ticket -> {
            Row row = rows.get(ticket.id());
            if (row.ticket().revision() >= ticket.revision()) {
                throw new IllegalStateException("stale revision");
            }
            rows.put(ticket.id(), new Row(ticket, row.sentFor()));
        });
        store.put("tickets", rows);
        changes.orders().forEach(order -> orders.kitchenSequence(tx, order));
        Map<LineId, BigDecimal> less = new HashMap<>();
        changes.freed()
                .forEach((line, quantity) -> less.put(line, quantity.value().negate()));
        orders.moveSent(less);
    }

    @Override
    public List<KitchenTicket> readSent(Tx tx, OrderHeader order, String key) {
        return rows().values().stream()
                .filter(row -> row.sentFor().equals(order.id()))
                .map(Row::ticket)
                .filter(ticket -> ticket.send().keyName().filter(key::equals).isPresent())
                .toList();
    }

    @Override
    public List<KitchenTicket> add(Tx tx, List<KitchenTicket> tickets) {
        tx.rank(LockRank.TICKET_NUMBER);
        LocalDate day = tickets.getFirst().number().businessDate();
        MerchantId merchant = tickets.getFirst().merchant();
        int last = tickets(merchant, ticket -> ticket.number().businessDate().equals(day)).stream()
                .mapToInt(ticket -> ticket.number().value())
                .max()
                .orElse(0);
        Map<TicketId, Row> rows = rows();
        List<KitchenTicket> numbered = new ArrayList<>();
        Map<LineId, BigDecimal> more = new HashMap<>();
        for (KitchenTicket ticket : tickets) {
            KitchenTicket stored = ticket.numbered(++last);
            numbered.add(stored);
            rows.put(stored.id(), new Row(stored, stored.order()));
            stored.items()
                    .forEach(item -> more.merge(item.line(), item.quantity().value(), BigDecimal::add));
        }
        store.put("tickets", rows);
        orders.moveSent(more);
        return numbered;
    }

    @Override
    public Routing readRouting(Tx tx, MerchantId merchant, Optional<Long> otherwise) {
        return new Routing(stations(merchant), otherwise.map(StationId::new), true);
    }

    List<KitchenStation> stations(MerchantId merchant) {
        return store.get("stations", List.<KitchenStation>of()).stream()
                .filter(station -> station.merchant().equals(merchant))
                .toList();
    }

    @Override
    public void follow(Tx tx, OrderOperation operation, Origin origin, Instant at) {
        tx.rank(LockRank.KITCHEN);
        Map<TicketId, Row> rows = rows();
        rows.replaceAll((id, row) -> new Row(followed(row.ticket(), operation), row.sentFor()));
        store.put("tickets", rows);
    }

    private static KitchenTicket followed(KitchenTicket ticket, OrderOperation operation) {
        List<KitchenTicketItem> items = ticket.items().stream()
                .map(item -> operation.moves().stream()
                        .filter(move -> operation.kind() != OrderOperation.Kind.SPLIT
                                || move.whole().isEmpty())
                        .filter(move -> move.line().equals(item.line()))
                        .findFirst()
                        .map(move -> with(item, move.to(), move.whole().orElse(item.line())))
                        .orElse(item))
                .toList();
        List<OrderId> owners =
                items.stream().map(KitchenTicketItem::order).distinct().toList();
        return new KitchenTicket(
                ticket.id(),
                ticket.merchant(),
                owners.size() == 1 ? owners.getFirst() : ticket.order(),
                ticket.station(),
                ticket.number(),
                ticket.course(),
                ticket.rush(),
                ticket.send(),
                ticket.orderNote(),
                ticket.status(),
                ticket.stamps(),
                items,
                ticket.revision() + (items.equals(ticket.items()) ? 0 : 1),
                ticket.trace());
    }

    private static KitchenTicketItem with(KitchenTicketItem item, OrderId order, LineId line) {
        return new KitchenTicketItem(
                item.id(),
                item.ticket(),
                order,
                line,
                item.dish(),
                item.quantity(),
                item.offBill(),
                item.status(),
                item.stamps(),
                item.waste(),
                item.orderCancelledAt(),
                item.revision() + 1,
                item.trace());
    }

    @Override
    public boolean readHasTickets(Tx tx, OrderHeader order) {
        return !tickets(
                        order.merchant(),
                        ticket -> has(ticket, item -> item.order().equals(order.id())))
                .isEmpty();
    }

    @Override
    public KitchenStation lock(Tx tx, MerchantId merchant, StationId id) {
        tx.rank(LockRank.STATION);
        return stations(merchant).stream()
                .filter(station -> station.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Rejected(new KitchenError.StationNotFound(id)));
    }

    @Override
    public void add(Tx tx, KitchenStation station) {
        put(station);
    }

    @Override
    public void update(Tx tx, KitchenStation station) {
        put(station);
    }

    private void put(KitchenStation station) {
        List<KitchenStation> others = new ArrayList<>(store.get("stations", List.<KitchenStation>of()));
        others.removeIf(other -> other.id().equals(station.id()));
        if (others.stream()
                .anyMatch(other -> other.merchant().equals(station.merchant())
                        && other.code().equals(station.code()))) {
            throw new Rejected(new KitchenError.StationCodeTaken(station.code()));
        }
        others.add(station);
        store.put("stations", others);
    }

    @Override
    public void remove(Tx tx, KitchenStation station, Origin origin, Instant at) {
        long waiting = tickets(
                        station.merchant(),
                        ticket -> ticket.station().equals(station.id())
                                && ticket.status().open())
                .size();
        if (waiting > 0) {
            throw new Rejected(new KitchenError.StationBusy(station.id(), waiting));
        }
        List<KitchenStation> others = new ArrayList<>(store.get("stations", List.<KitchenStation>of()));
        others.removeIf(other -> other.id().equals(station.id()));
        store.put("stations", others);
    }

    /** Where an item is, for use cases that look before they lock. */
    public Optional<KitchenTicketItem> item(TicketItemId id) {
        return all().stream()
                .flatMap(ticket -> ticket.items().stream())
                .filter(item -> item.id().equals(id))
                .findFirst();
    }
}
