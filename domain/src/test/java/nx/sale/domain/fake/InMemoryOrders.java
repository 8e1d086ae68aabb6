package nx.sale.domain.fake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderFields;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** Orders in memory, for changing and for reading. */
public final class InMemoryOrders implements Orders, OrderViews {
    private record Row(OrderHeader header, Map<LineId, Line> lines, Map<UUID, Line> clientLines) {}

    private final InMemoryStore store;
    private final InMemoryListing<OrderHeader> listing = new InMemoryListing<>(OrderFields.ALL, this::of);

    public InMemoryOrders(InMemoryStore store) {
        this.store = store;
    }

    /** Stores an order as it is, whatever is wrong with it. */
    public void put(OrderSnapshot order) {
        Map<LineId, Line> lines = new LinkedHashMap<>();
        order.lines().forEach(line -> lines.put(line.id(), line));
        store.put(key(order.header().id()), new Row(order.header(), lines, Map.of()));
    }

    private Stream<OrderHeader> of(MerchantId merchant) {
        return all().filter(order -> order.merchant().equals(merchant));
    }

    /** Every order that is there. */
    Stream<OrderHeader> all() {
        return store.keys("order ").stream()
                .map(key -> store.<Row>get(key, null).header());
    }

    private static String key(OrderId id) {
        return "order " + id;
    }

    private Optional<Row> row(MerchantId merchant, OrderId id) {
        return Optional.ofNullable(store.<Row>get(key(id), null))
                .filter(row -> row.header().merchant().equals(merchant));
    }

    private Row locked(Tx tx, MerchantId merchant, OrderId id) {
        Row row = row(merchant, id).orElseThrow(() -> new Rejected(new OrderError.NotFound(id)));
        store.locked(tx, id);
        return row;
    }

    @Override
    public SaleOrder lock(Tx tx, MerchantId merchant, OrderId id) {
        Row row = locked(tx, merchant, id);
        return SaleOrder.rehydrate(
                new OrderSnapshot(row.header(), List.copyOf(row.lines().values())));
    }

    @Override
    public Optional<SaleOrder> lock(Tx tx, OrderSnapshot read) {
        OrderSnapshot now =
                snapshot(locked(tx, read.header().merchant(), read.header().id()));
        return read.locked(
                        now.header(),
                        now.lines().stream()
                                .map(line -> new OrderSnapshot.InKitchen(
                                        line.id(),
                                        line.sent(),
                                        line.preparation().voided()))
                                .toList())
                .map(SaleOrder::rehydrate);
    }

    @Override
    public OrderSnapshot read(Tx tx, MerchantId merchant, OrderId id) {
        store.requireLocked(tx, id);
        return snapshot(row(merchant, id).orElseThrow(() -> new Rejected(new OrderError.NotFound(id))));
    }

    @Override
    public OrderFamily lockAll(Tx tx, MerchantId merchant, Collection<OrderId> ids) {
        List<OrderSnapshot> members = ids.stream()
                .distinct()
                .sorted()
                .map(id -> snapshot(locked(tx, merchant, id)))
                .toList();
        return OrderFamily.rehydrate(members);
    }

    private static OrderSnapshot snapshot(Row row) {
        return new OrderSnapshot(row.header(), List.copyOf(row.lines().values()));
    }

    @Override
    public Cart lockCart(Tx tx, MerchantId merchant, OrderId id, LineKeys touched) {
        Row row = locked(tx, merchant, id);
        Map<UUID, Line> known = new HashMap<>(row.clientLines());
        known.keySet().retainAll(touched.clientLines());
        Set<LineId> named = new HashSet<>(touched.lines());
        known.values().forEach(line -> named.add(line.id()));
        List<Line> lines = row.lines().values().stream()
                .filter(line -> switch (touched.kind()) {
                    case ALL -> true;
                    case UNSENT ->
                        parts(line, row).isEmpty()
                                ? line.unsent().positive()
                                : parts(line, row).stream()
                                        .anyMatch(part -> part.unsent().positive());
                    case WITH_LEADS ->
                        keyed(line, touched, named)
                                || parts(line, row).stream().anyMatch(part -> named.contains(part.id()));
                    case KEYS -> keyed(line, touched, named);
                })
                .toList();
        return Cart.rehydrate(row.header(), lines, known);
    }

    @Override
    public List<OrderHeader> lockHeaders(Tx tx, MerchantId merchant, Collection<OrderId> ids) {
        return ids.stream()
                .distinct()
                .sorted()
                .filter(id -> row(merchant, id).isPresent())
                .map(id -> locked(tx, merchant, id).header())
                .toList();
    }

    /** What the kitchen writes on an order. */
    void kitchenSequence(Tx tx, OrderHeader order) {
        store.requireLocked(tx, order.id());
        Row row = store.get(key(order.id()), null);
        OrderHeader header = row.header();
        while (header.sequences().kitchen() < order.sequences().kitchen()) {
            header = header.withNextKitchenSequence();
        }
        store.put(key(order.id()), new Row(header, row.lines(), row.clientLines()));
    }

    /** What the kitchen writes on lines; refuses more than there is, or less than nothing. */
    void moveSent(Map<LineId, BigDecimal> differences) {
        store.keys("order ").forEach(key -> {
            Row row = store.get(key, null);
            Map<LineId, Line> lines = new LinkedHashMap<>(row.lines());
            lines.replaceAll((id, line) -> differences.containsKey(id) ? sent(line, differences.get(id)) : line);
            store.put(key, new Row(row.header(), lines, row.clientLines()));
        });
    }

    private static Line sent(Line line, BigDecimal difference) {
        Quantity sent = new Quantity(line.sent().value().add(difference));
        if (sent.compareTo(line.quantity()) > 0) {
            throw new IllegalStateException("more with the kitchen than there is on line " + line.id());
        }
        Quantity voided =
                line.voided().plus(new Quantity(difference.min(BigDecimal.ZERO).negate()));
        return TestOrders.withKitchen(line, sent, voided.min(line.quantity().minus(sent)));
    }

    @Override
    public void add(Tx tx, Cart cart) {
        store.locked(tx, cart.header().id());
        write(new Row(cart.header(), Map.of(), Map.of()), cart.changes());
    }

    private static boolean keyed(Line line, LineKeys touched, Set<LineId> named) {
        return named.contains(line.id())
                || line.lead().filter(touched.lines()::contains).isPresent()
                || touched.mergeKeys().contains(line.mergeKey());
    }

    private static List<Line> parts(Line line, Row row) {
        return row.lines().values().stream()
                .filter(other -> other.lead().filter(line.id()::equals).isPresent())
                .toList();
    }

    @Override
    public void update(Tx tx, Cart cart) {
        Cart.Changes changes = cart.changes();
        Row row = guarded(tx, changes.header(), changes.loadedRevision());
        if (changes.deleted()) {
            store.put(key(changes.header().id()), null);
        } else {
            write(row, changes);
        }
    }

    @Override
    public void update(Tx tx, SaleOrder order) {
        SaleOrder.Changes changes = order.changes();
        if (changes.header().revision() == changes.loadedRevision()) {
            return;
        }
        Row row = guarded(tx, changes.header(), changes.loadedRevision());
        Map<LineId, Line> lines = new LinkedHashMap<>(row.lines());
        changes.lines().forEach(line -> lines.put(line.id(), line));
        store.put(key(changes.header().id()), new Row(changes.header(), lines, row.clientLines()));
    }

    @Override
    public void update(Tx tx, OrderFamily family) {
        OrderFamily.Changes changes = family.changes();
        Map<OrderId, Row> rows = new LinkedHashMap<>();
        for (OrderFamily.Changed member : changes.orders()) {
            OrderHeader header = member.header();
            Row row = member.loadedRevision()
                    .map(revision -> guarded(tx, header, revision))
                    .orElseGet(() -> new Row(header, Map.of(), Map.of()));
            rows.put(header.id(), new Row(header, new TreeMap<>(row.lines()), row.clientLines()));
        }
        Set<LineId> removed = new HashSet<>(changes.folded());
        changes.orders().forEach(member -> member.lines().forEach(line -> removed.add(line.id())));
        rows.values().forEach(row -> row.lines().keySet().removeAll(removed));
        changes.orders()
                .forEach(member -> member.lines()
                        .forEach(line -> rows.get(member.header().id()).lines().put(line.id(), line)));
        rows.forEach((id, row) -> store.put(key(id), row));
    }

    private Row guarded(Tx tx, OrderHeader header, long loadedRevision) {
        store.requireLocked(tx, header.id());
        Row row = row(header.merchant(), header.id()).orElseThrow();
        if (row.header().revision() != loadedRevision) {
            throw new IllegalStateException("stale revision");
        }
        return row;
    }

    private void write(Row row, Cart.Changes changes) {
        Map<LineId, Line> lines = new LinkedHashMap<>(row.lines());
        changes.lines().forEach(line -> lines.put(line.id(), line));
        changes.removed().forEach(lines::remove);
        Map<UUID, Line> clientLines = new HashMap<>(row.clientLines());
        changes.clientLines().forEach((clientLine, line) -> clientLines.put(clientLine, lines.get(line)));
        store.put(key(changes.header().id()), new Row(changes.header(), lines, clientLines));
    }

    @Override
    public Optional<OrderSnapshot> find(MerchantId merchant, OrderId id) {
        return row(merchant, id)
                .map(row -> new OrderSnapshot(
                        row.header(), new ArrayList<>(row.lines().values())));
    }

    @Override
    public List<OrderSnapshot> list(MerchantId merchant, Collection<OrderId> ids) {
        return ids.stream()
                .distinct()
                .sorted()
                .flatMap(id -> find(merchant, id).stream())
                .toList();
    }

    @Override
    public Optional<OrderHeader> findHeader(MerchantId merchant, OrderId id) {
        return row(merchant, id).map(Row::header);
    }

    @Override
    public Optional<MerchantId> findMerchant(OrderId id) {
        return Optional.ofNullable(store.<Row>get(key(id), null))
                .map(row -> row.header().merchant());
    }

    @Override
    public List<OrderHeader> list(MerchantId merchant, ListQuery query) {
        return listing.list(merchant, query);
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return listing.count(merchant, where);
    }

    @Override
    public List<HistoryEntry> listHistory(MerchantId merchant, OrderId id, int limit, Optional<Long> after) {
        return history(merchant, id)
                .filter(entry -> entry.id() > after.orElse(0L))
                .limit(limit)
                .toList();
    }

    @Override
    public long countHistory(MerchantId merchant, OrderId id) {
        return history(merchant, id).count();
    }

    private Stream<HistoryEntry> history(MerchantId merchant, OrderId id) {
        List<InMemoryOutbox.Recorded> audit = store.get("audit", List.of());
        return IntStream.range(0, audit.size())
                .filter(index -> audit.get(index).entry().merchant().equals(merchant)
                        && audit.get(index).entry().order().filter(id::equals).isPresent())
                .mapToObj(index -> historyEntry(index + 1L, audit.get(index)));
    }

    private static HistoryEntry historyEntry(long number, InMemoryOutbox.Recorded recorded) {
        AuditTrail.Entry entry = recorded.entry();
        Origin origin = recorded.origin();
        return new HistoryEntry(
                number,
                entry.at(),
                entry.action().name(),
                AuditTrail.Who.of(origin.actor()),
                origin.device().map(DeviceId::value),
                entry.reason(),
                origin.requestId(),
                entry.details());
    }
}
