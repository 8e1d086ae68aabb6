package nx.sale.postgres.kitchen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.kitchen.Routing;
import nx.sale.domain.listing.Listing;
import nx.sale.domain.shared.OrderType;
import nx.sale.postgres.sql.PostgresListing;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;

/** The kitchen for reading. */
public final class PostgresKitchenViews implements KitchenViews {
    private final Reads reads;
    private final PostgresListing<KitchenTicket> tickets;
    private final PostgresListing<KitchenStation> stations;

    public PostgresKitchenViews(Reads reads) {
        this.reads = reads;
        tickets = new PostgresListing<>(
                reads, TicketRows.TICKET, "\"KitchenTicket\" t", TicketRows::ticket, PostgresKitchenViews::withItems);
        stations = new PostgresListing<>(reads, TicketRows.STATION, "\"KitchenStation\"", TicketRows::station);
    }

    private static final Sql ITEMS_OF = Sql.of("select " + TicketRows.ITEM + """
              from "KitchenTicketItem" i
             where i.merchantId = :merchant and i.kitchenTicketId = any(:tickets)
             order by i.id
            """);

    private static List<KitchenTicket> withItems(Trip trip, List<KitchenTicket> found) {
        if (found.isEmpty()) {
            return found;
        }
        List<Long> ids = found.stream().map(ticket -> ticket.id().value()).toList();
        return TicketRows.together(
                found,
                trip.read(
                                ITEMS_OF.bind(
                                                "merchant",
                                                found.getFirst().merchant().value())
                                        .bind("tickets", ids),
                                TicketRows::item)
                        .rows());
    }

    private static final Sql TICKET = Sql.of("select " + TicketRows.TICKET + """
              from "KitchenTicket" t
             where t.id = :id and t.merchantId = :merchant and t.deletedAt is null
            """);

    @Override
    public Optional<KitchenTicket> find(MerchantId merchant, TicketId id) {
        return reads.trip(trip -> {
            Trip.Reply<KitchenTicket> ticket =
                    trip.read(TICKET.bind("id", id.value()).bind("merchant", merchant.value()), TicketRows::ticket);
            Trip.Reply<KitchenTicketItem> items = trip.read(
                    ITEMS_OF.bind("merchant", merchant.value()).bind("tickets", List.of(id.value())), TicketRows::item);
            return TicketRows.together(ticket.rows(), items.rows()).stream().findFirst();
        });
    }

    @Override
    public Listing<KitchenTicket> tickets() {
        return tickets;
    }

    private static final Sql OF_ORDER = Sql.of("select " + TicketRows.TICKET + """
              from "KitchenTicket" t
             where t.merchantId = :merchant
               and t.id in (select kitchenTicketId from "KitchenTicketItem"
                             where merchantId = :merchant and saleOrderId = :order)
             order by t.id
            """);

    @Override
    public List<KitchenTicket> listOfOrder(MerchantId merchant, OrderId order) {
        return reads.trip(trip -> {
            List<KitchenTicket> found = trip.read(
                            OF_ORDER.bind("merchant", merchant.value()).bind("order", order.value()),
                            TicketRows::ticket)
                    .rows();
            return withItems(trip, found);
        });
    }

    private static final Sql STATION = Sql.of("select " + TicketRows.STATION + """
              from "KitchenStation"
             where id = :id and merchantId = :merchant and deletedAt is null
            """);

    @Override
    public Optional<KitchenStation> findStation(MerchantId merchant, StationId id) {
        return reads.first(STATION.bind("id", id.value()).bind("merchant", merchant.value()), TicketRows::station);
    }

    @Override
    public Listing<KitchenStation> stations() {
        return stations;
    }

    static final Sql STATIONS = Sql.of("select " + TicketRows.STATION + """
              from "KitchenStation"
             where merchantId = :merchant and deletedAt is null
             order by id
            """);

    @Override
    public Routing getRouting(MerchantId merchant, Optional<Long> otherwise) {
        return new Routing(
                reads.list(STATIONS.bind("merchant", merchant.value()), TicketRows::station),
                otherwise.map(StationId::new),
                true);
    }

    private static final Sql PLACES = Sql.of("""
            select id, saleOrderId, kitchenTicketId from "KitchenTicketItem"
             where id = any(:ids) and merchantId = :merchant and deletedAt is null
            """);

    @Override
    public Map<TicketItemId, Place> findPlaces(MerchantId merchant, Collection<TicketItemId> items) {
        Map<TicketItemId, Place> places = new HashMap<>();
        reads.list(
                PLACES.bind("ids", items.stream().map(TicketItemId::value).toList())
                        .bind("merchant", merchant.value()),
                row -> places.put(
                                new TicketItemId(row.getLong("id")),
                                new Place(
                                        new OrderId(row.getLong("saleOrderId")),
                                        new TicketId(row.getLong("kitchenTicketId"))))
                        == null);
        return places;
    }

    private static final Sql ORDERS_ON = Sql.of("""
            select distinct saleOrderId from (
              select saleOrderId from "KitchenTicketItem" where kitchenTicketId = :ticket and merchantId = :merchant
               union all
              select saleOrderId from "KitchenTicket" where id = :ticket and merchantId = :merchant and deletedAt is null) o
             order by saleOrderId
            """);

    @Override
    public List<OrderId> listOrders(MerchantId merchant, TicketId ticket) {
        return reads.list(
                ORDERS_ON.bind("ticket", ticket.value()).bind("merchant", merchant.value()),
                row -> new OrderId(row.getLong("saleOrderId")));
    }

    /** A paid order has left its tables, and its dishes still go there: those it left last, at one moment. */
    private static final String HEADS = "select " + TicketRows.TICKET + """
            , o.orderNumber, o.name as orderName, o.orderType,
              array(select l.unitCode
                      from (select u.unitCode from "AllocationUsage" u
                             where u.merchantId = :merchant and u.usageId = t.saleOrderId and u.usageType = 'SALE_ORDER'
                               and u.status in ('ACTIVE', 'SUCCESS') and u.deletedAt is null
                             order by u.completedAt desc nulls first
                             fetch first 1 row with ties) l
                     order by l.unitCode) as tables
            """;

    private static final String AT_STATION = """
              from "KitchenTicket" t
              join "SaleOrder" o on o.merchantId = :merchant and o.id = t.saleOrderId
             where t.stationId = :station and t.merchantId = :merchant
            """;

    /** Something still to be done, by the kitchen or by whoever serves. */
    private static final String WAITS = AT_STATION + """
               and t.status in ('PENDING', 'PROCESSING', 'READY')
               and exists (select 1 from "KitchenTicketItem" i
                            where i.merchantId = :merchant and i.kitchenTicketId = t.id and i.status in ('PENDING', 'COOKING', 'READY')
                              and i.orderCancelledAt is null)
            """;

    private static final Sql QUEUE = Sql.of(HEADS + WAITS + """
             order by t.rush desc, t.id
             limit :limit
            """);

    private static final Sql QUEUE_LENGTH = Sql.of("select count(*) as waiting " + WAITS);

    private static final Sql CHANGES = Sql.of(HEADS + AT_STATION + """
               and t.modifiedAt >= :since and t.deletedAt is null
             order by t.modifiedAt, t.id
             limit :limit
            """);

    private record Head(
            KitchenTicket ticket, String orderNumber, String orderName, OrderType orderType, List<String> tables) {}

    @Override
    public Queue getQueue(MerchantId merchant, StationId station, int limit) {
        return queue(merchant, station, QUEUE.bind("limit", limit));
    }

    @Override
    public Queue getChanges(MerchantId merchant, StationId station, Instant since, int limit) {
        return queue(merchant, station, CHANGES.bind("since", since).bind("limit", limit));
    }

    private Queue queue(MerchantId merchant, StationId station, Sql.Bound tickets) {
        return reads.trip(trip -> {
            Trip.Reply<Head> heads = trip.read(
                    tickets.bind("station", station.value()).bind("merchant", merchant.value()),
                    row -> new Head(
                            TicketRows.ticket(row),
                            row.getString("orderNumber"),
                            row.getString("orderName"),
                            OrderType.valueOf(row.getString("orderType")),
                            Rows.texts(row, "tables")));
            Trip.Reply<Long> waiting = trip.read(
                    QUEUE_LENGTH.bind("station", station.value()).bind("merchant", merchant.value()),
                    row -> row.getLong("waiting"));
            List<Head> found = heads.rows();
            List<KitchenTicket> whole = found.isEmpty()
                    ? List.of()
                    : withItems(trip, found.stream().map(Head::ticket).toList());
            List<Queued> queued = new ArrayList<>();
            for (int index = 0; index < whole.size(); index++) {
                queued.add(queued(found.get(index), whole.get(index)));
            }
            return new Queue(queued, waiting.rows().getFirst());
        });
    }

    private static Queued queued(Head head, KitchenTicket ticket) {
        return new Queued(
                ticket,
                ticket.items().stream()
                        .filter(item ->
                                item.status().open() && item.orderCancelledAt().isEmpty())
                        .toList(),
                head.orderNumber(),
                head.orderName(),
                head.orderType(),
                head.tables(),
                ticket.stamps().pendingAt());
    }
}
