package nx.sale.postgres.kitchen;

import java.time.Instant;
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
import nx.sale.postgres.sql.PostgresListing;
import nx.sale.postgres.sql.Reads;
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

    @Override
    public Optional<Queue> findQueue(MerchantId merchant, StationId station, int limit) {
        return queue(merchant, station, QueueRows.QUEUE.bind("limit", limit));
    }

    @Override
    public Optional<Queue> findChanges(MerchantId merchant, StationId station, Instant since, int limit) {
        return queue(merchant, station, QueueRows.CHANGES.bind("since", since).bind("limit", limit));
    }

    private Optional<Queue> queue(MerchantId merchant, StationId station, Sql.Bound tickets) {
        QueueRows rows = new QueueRows();
        reads.list(tickets.bind("station", station.value()).bind("merchant", merchant.value()), rows::add);
        return rows.queue();
    }
}
