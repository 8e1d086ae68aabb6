package nx.sale.postgres.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.PostgresListing;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;
import nx.sale.postgres.sql.TwoShapes;

/** Orders for reading. */
public final class PostgresOrderViews implements OrderViews {
    private final Reads reads;
    private final PostgresListing<OrderHeader> listing;

    public PostgresOrderViews(Reads reads) {
        this.reads = reads;
        listing = new PostgresListing<>(reads, HeaderRows.COLUMNS, "\"SaleOrder\"", HeaderRows::read);
    }

    private static final Sql HEADER = Sql.of("select " + HeaderRows.COLUMNS + """
              from "SaleOrder"
             where id = :id and merchantId = :merchant and deletedAt is null
            """);

    private static final Sql WHOLE = Sql.of(TwoShapes.of(
            new TwoShapes.Shape(HeaderRows.COLUMNS, "cast(0 as bigint)", """
              from "SaleOrder"
             where id = :id and merchantId = :merchant and deletedAt is null
            """),
            new TwoShapes.Shape(LineRows.COLUMNS, "id", """
              from "SaleOrderItem"
             where saleOrderId = :id and merchantId = :merchant and deletedAt is null
            """)));

    @Override
    public Optional<OrderSnapshot> find(MerchantId merchant, OrderId id) {
        List<OrderHeader> header = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        reads.list(
                named(WHOLE, merchant, id),
                row -> TwoShapes.isHead(row) ? header.add(HeaderRows.read(row)) : lines.add(LineRows.read(row)));
        return header.stream().findFirst().map(found -> new OrderSnapshot(found, lines));
    }

    private static final Sql HEADERS = Sql.of("select " + HeaderRows.COLUMNS + """
              from "SaleOrder"
             where id = any(:ids) and merchantId = :merchant and deletedAt is null
             order by id
            """);

    private static final Sql ALL_LINES = Sql.of("select saleOrderId, " + LineRows.COLUMNS + """
              from "SaleOrderItem"
             where saleOrderId = any(:ids) and merchantId = :merchant and deletedAt is null
             order by id
            """);

    @Override
    public List<OrderSnapshot> list(MerchantId merchant, Collection<OrderId> ids) {
        List<Long> values = ids.stream().map(OrderId::value).distinct().toList();
        return reads.trip(trip -> {
            Trip.Reply<OrderHeader> headers =
                    trip.read(HEADERS.bind("ids", values).bind("merchant", merchant.value()), HeaderRows::read);
            Trip.Reply<OwnedLine> lines =
                    trip.read(ALL_LINES.bind("ids", values).bind("merchant", merchant.value()), OwnedLine::read);
            return OwnedLine.snapshots(headers.rows(), lines.rows());
        });
    }

    @Override
    public Optional<OrderHeader> findHeader(MerchantId merchant, OrderId id) {
        return reads.first(named(HEADER, merchant, id), HeaderRows::read);
    }

    @Override
    public List<OrderHeader> list(MerchantId merchant, ListQuery query) {
        return listing.list(merchant, query);
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return listing.count(merchant, where);
    }

    private static final Sql MERCHANT =
            Sql.of("select merchantId from \"SaleOrder\" where id = :id and deletedAt is null");

    @Override
    public Optional<MerchantId> findMerchant(OrderId id) {
        return reads.first(MERCHANT.bind("id", id.value()), row -> new MerchantId(row.getLong("merchantId")));
    }

    private static final Sql HISTORY = Sql.of("""
            select id, createdAt, action, actor, actorName, deviceId, reason, requestId, details
              from "AuditEntry"
             where merchantId = :merchant and saleOrderId = :id and id > :after
             order by id
             limit :limit
            """);

    @Override
    public List<HistoryEntry> listHistory(MerchantId merchant, OrderId id, int limit, Optional<Long> after) {
        return reads.lists(merchant)
                .list(
                        named(HISTORY, merchant, id).bind("limit", limit).bind("after", after.orElse(0L)),
                        row -> new HistoryEntry(
                                row.getLong("id"),
                                Rows.instant(row, "createdAt"),
                                row.getString("action"),
                                new AuditTrail.Who(row.getString("actor"), Rows.optionalText(row, "actorName")),
                                Rows.optionalText(row, "deviceId"),
                                Rows.optionalText(row, "reason"),
                                row.getString("requestId"),
                                Jsonb.texts(row.getString("details"))));
    }

    private static final Sql HISTORY_COUNT =
            Sql.of("select count(*) as entries from \"AuditEntry\" where merchantId = :merchant and saleOrderId = :id");

    @Override
    public long countHistory(MerchantId merchant, OrderId id) {
        return reads.lists(merchant)
                .first(named(HISTORY_COUNT, merchant, id), row -> row.getLong("entries"))
                .orElseThrow();
    }

    private static Sql.Bound named(Sql sql, MerchantId merchant, OrderId id) {
        return sql.bind("merchant", merchant.value()).bind("id", id.value());
    }
}
