package nx.sale.postgres.kitchen;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.shared.OrderType;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.TwoShapes;

/** What the display of a station shows, read by one statement: the station with each of its tickets, then the items of those. */
final class QueueRows {
    /** A paid order has left its tables, and its dishes still go there: those it left last, at one moment. */
    private static final String HEAD = TicketRows.TICKET + """
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

    static final Sql QUEUE = of(WAITS, "t.rush desc, t.id");

    static final Sql CHANGES = of(AT_STATION + """
               and t.modifiedAt >= :since and t.deletedAt is null
            """, "t.modifiedAt, t.id");

    /** The tickets with their items, and how many wait, also when none is shown; no row without the station. */
    private static Sql of(String tickets, String order) {
        TwoShapes.Shape heads = new TwoShapes.Shape(
                TwoShapes.prefixed("t.", HEAD) + ", (select count(*) " + WAITS + ") as waiting",
                "row_number() over (order by " + order + ")",
                """
              from "KitchenStation" s
              left join shown t on true
             where s.id = :station and s.merchantId = :merchant and s.deletedAt is null
            """);
        TwoShapes.Shape items = new TwoShapes.Shape(TicketRows.ITEM, "i.id", """
              from shown t
              join "KitchenTicketItem" i on i.merchantId = :merchant and i.kitchenTicketId = t.id
            """);
        return Sql.of("with shown as (select " + HEAD + tickets + " order by " + order + " limit :limit)\n"
                + TwoShapes.of(heads, items));
    }

    private record Head(
            KitchenTicket ticket, String orderNumber, String orderName, OrderType orderType, List<String> tables) {}

    private final List<Head> heads = new ArrayList<>();
    private final List<KitchenTicketItem> items = new ArrayList<>();
    private OptionalLong waiting = OptionalLong.empty();

    /** Takes one row; returns whether it was one of an item. */
    boolean add(ResultSet row) throws SQLException {
        if (!TwoShapes.isHead(row)) {
            return items.add(TicketRows.item(row));
        }
        waiting = OptionalLong.of(row.getLong("waiting"));
        if (Rows.optionalLong(row, "id").isPresent()) {
            heads.add(new Head(
                    TicketRows.ticket(row),
                    row.getString("orderNumber"),
                    row.getString("orderName"),
                    OrderType.valueOf(row.getString("orderType")),
                    Rows.texts(row, "tables")));
        }
        return false;
    }

    /** What all rows came to; empty when there is no such station. */
    Optional<KitchenViews.Queue> queue() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        List<KitchenTicket> whole =
                TicketRows.together(heads.stream().map(Head::ticket).toList(), items);
        List<KitchenViews.Queued> queued = new ArrayList<>();
        for (int index = 0; index < whole.size(); index++) {
            queued.add(queued(heads.get(index), whole.get(index)));
        }
        return Optional.of(new KitchenViews.Queue(queued, waiting.getAsLong()));
    }

    private static KitchenViews.Queued queued(Head head, KitchenTicket ticket) {
        return new KitchenViews.Queued(
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
