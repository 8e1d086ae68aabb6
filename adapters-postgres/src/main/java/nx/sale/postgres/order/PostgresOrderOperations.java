package nx.sale.postgres.order;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.order.regroup.OperationViews;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.OrderOperations;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.Pages;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;

/** What was done to families of orders, in {@code OrderOperation}. */
public final class PostgresOrderOperations implements OrderOperations, OperationViews {
    private final Reads reads;

    public PostgresOrderOperations(Reads reads) {
        this.reads = reads;
    }

    private static final Sql OPEN = Sql.of("select " + OperationRows.COLUMNS + """
              from "OrderOperation"
             where merchantId = :merchant and open and (saleOrderId = any(:orders) or lines && :lines)
             order by position
            """);

    private static Sql.Bound open(MerchantId merchant, Collection<OrderId> orders, Collection<LineId> lines) {
        return OPEN.bind("merchant", merchant.value())
                .bind("orders", orders.stream().map(OrderId::value).toList())
                .bind("lines", lines.stream().map(LineId::value).toList());
    }

    @Override
    public List<OrderOperation> readOpen(
            Tx tx, MerchantId merchant, Collection<OrderId> orders, Collection<LineId> lines) {
        return PostgresTx.of(tx)
                .ask(open(merchant, orders, lines), OperationRows::read)
                .rows();
    }

    @Override
    public List<OrderOperation> listOpen(MerchantId merchant, Collection<OrderId> orders, Collection<LineId> lines) {
        return reads.list(open(merchant, orders, lines), OperationRows::read);
    }

    private static final Sql ADD = Sql.of("""
            insert into "OrderOperation"
                   (id, merchantId, kind, saleOrderId, otherOrders, orders, moves, lines, sumsBefore, sumsAfter, currency, undoes,
                    home, open, adopted, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :kind, :order, :others, :orders, cast(:moves as jsonb), :lines, cast(:before as jsonb),
                    cast(:after as jsonb), :currency, :undoes, :home, :open, :adopted, :createdAt, :createdBy, :modifiedAt,
                    :modifiedBy, :revision)
            """);

    @Override
    public void add(Tx tx, OrderOperation operation) {
        PostgresTx.of(tx).later(OperationRows.bind(ADD.bound(), operation));
    }

    private static final Sql UPDATE = Sql.of("""
            update "OrderOperation"
               set home = :home, open = :open, lines = :lines, modifiedAt = :modifiedAt, modifiedBy = :modifiedBy,
                   revision = :revision
             where id = :id and merchantId = :merchant
            """);

    @Override
    public void update(Tx tx, OrderOperation operation) {
        PostgresTx.of(tx).later(OperationRows.bind(UPDATE.bound(), operation));
    }

    private static final Sql ONE = Sql.of(
            "select " + OperationRows.COLUMNS + " from \"OrderOperation\" where id = :id and merchantId = :merchant");

    @Override
    public Optional<OrderOperation> find(MerchantId merchant, OperationId id) {
        return reads.first(ONE.bind("id", id.value()).bind("merchant", merchant.value()), OperationRows::read);
    }

    private static final Sql LIST = Sql.of("select " + OperationRows.COLUMNS + """
              from "OrderOperation"
             where merchantId = :merchant and orders @> :orders
               and position > coalesce((select position from "OrderOperation" where merchantId = :merchant and id = :after), 0)
             order by position
             limit :limit
            """);

    private static final Sql COUNT = Sql.of("""
            select count(*) as operations from "OrderOperation" where merchantId = :merchant and orders @> :orders
            """);

    @Override
    public Page<OrderOperation> list(
            MerchantId merchant, OrderId order, int limit, Optional<Long> after, boolean counted) {
        List<Long> orders = List.of(order.value());
        return reads.lists(merchant).trip(trip -> {
            Trip.Reply<OrderOperation> rows = trip.read(
                    LIST.bind("merchant", merchant.value())
                            .bind("orders", orders)
                            .bind("after", after.orElse(0L))
                            .bind("limit", limit + 1),
                    OperationRows::read);
            Optional<Trip.Reply<Long>> count = counted
                    ? Optional.of(trip.read(
                            COUNT.bind("merchant", merchant.value()).bind("orders", orders),
                            row -> row.getLong("operations")))
                    : Optional.empty();
            OptionalLong total =
                    count.isPresent() ? OptionalLong.of(count.get().rows().getFirst()) : OptionalLong.empty();
            return Pages.of(
                    rows.rows(), limit, total, operation -> operation.id().toString());
        });
    }
}
