package nx.sale.postgres.loyalty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.loyalty.PointTransaction;
import nx.sale.domain.loyalty.PointTransactionId;
import nx.sale.domain.loyalty.PointViews;
import nx.sale.domain.loyalty.Points;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresListing;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** Points: a row for each order that earned, and the sum of a customer's beside them. */
public final class PostgresPoints implements Points, PointViews {
    private static final String COLUMNS =
            "id, merchantId, customerId, saleOrderId, kind, points, spend, currency, spendPerPoint, saleReturnId, createdAt ";

    private final Reads reads;
    private final PostgresListing<PointTransaction> listing;

    public PostgresPoints(Reads reads) {
        this.reads = reads;
        listing = PostgresListing.ofLog(reads, COLUMNS, "\"PointLedger\"", PostgresPoints::read);
    }

    private static PointTransaction read(ResultSet row) throws SQLException {
        return new PointTransaction(
                new PointTransactionId(row.getLong("id")),
                new MerchantId(row.getLong("merchantId")),
                new CustomerId(row.getLong("customerId")),
                new OrderId(row.getLong("saleOrderId")),
                PointTransaction.Kind.valueOf(row.getString("kind")),
                row.getLong("points"),
                Rows.money(row, "spend", new CurrencyCode(row.getString("currency"))),
                Rows.optionalDecimal(row, "spendPerPoint"),
                Rows.optionalLong(row, "saleReturnId").map(ReturnId::new),
                Rows.instant(row, "createdAt"));
    }

    private static final Sql ADD = Sql.of("""
            insert into "PointTransaction" (id, merchantId, customerId, saleOrderId, kind, points, spend, currency, spendPerPoint, createdAt)
            values (:id, :merchant, :customer, :order, :kind, :points, :spend, :currency, :spendPerPoint, :at)
                on conflict (merchantId, saleOrderId, kind) do nothing
            """);

    private static final Sql ADD_REVERSAL = Sql.of("""
            insert into "PointReversal"
                   (merchantId, id, customerId, saleOrderId, saleReturnId, points, spend, currency, spendPerPoint, createdAt)
            values (:merchant, :id, :customer, :order, :goods, :points, :spend, :currency, :spendPerPoint, :at)
                on conflict (merchantId, saleReturnId) do nothing
            """);

    private static final Sql FIRST_POINTS = Sql.of("""
            insert into "PointBalance" (merchantId, customerId, balance, modifiedAt) values (:merchant, :customer, 0, :at)
                on conflict (merchantId, customerId) do nothing
            """);

    /** What was booked already is not booked again, and then the balance does not move either. */
    private static final Sql MOVE_BALANCE = Sql.of("""
            update "PointBalance" set balance = balance + :points, modifiedAt = :at
             where merchantId = :merchant and customerId = :customer
               and exists (select 1 from "PointLedger" where merchantId = :merchant and id = :id)
            """);

    @Override
    public void add(Tx tx, PointTransaction earned) {
        tx.rank(LockRank.POINTS);
        Sql add = switch (earned.kind()) {
            case EARN -> ADD;
            case REVERSE -> ADD_REVERSAL;
        };
        for (Sql step : List.of(add, FIRST_POINTS, MOVE_BALANCE)) {
            PostgresTx.of(tx)
                    .later(step.bind("id", earned.id().value())
                            .bind("merchant", earned.merchant().value())
                            .bind("customer", earned.customer().value())
                            .bind("order", earned.order().value())
                            .bind("kind", earned.kind())
                            .bind("points", earned.points())
                            .bind("spend", earned.spend().amount())
                            .bind("currency", earned.spend().currency().value())
                            .bind("spendPerPoint", earned.spendPerPoint())
                            .bind("goods", earned.goods().map(ReturnId::value))
                            .bind("at", earned.at()));
        }
    }

    private static final Sql FIND = Sql.of("select " + COLUMNS + """
              from "PointLedger"
             where id = :id and merchantId = :merchant
            """);

    private static final Sql OF_ORDER = Sql.of("select " + COLUMNS + """
              from "PointLedger"
             where merchantId = :merchant and saleOrderId = :order
             order by id
            """);

    @Override
    public List<PointTransaction> read(Tx tx, MerchantId merchant, OrderId order) {
        return PostgresTx.of(tx)
                .ask(OF_ORDER.bind("merchant", merchant.value()).bind("order", order.value()), PostgresPoints::read)
                .rows();
    }

    @Override
    public Optional<PointTransaction> find(MerchantId merchant, PointTransactionId id) {
        return reads.first(FIND.bind("id", id.value()).bind("merchant", merchant.value()), PostgresPoints::read);
    }

    @Override
    public List<PointTransaction> list(MerchantId merchant, ListQuery query) {
        return listing.list(merchant, query);
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return listing.count(merchant, where);
    }

    private static final Sql BALANCE =
            Sql.of("select balance from \"PointBalance\" where merchantId = :merchant and customerId = :customer");

    @Override
    public long getBalance(MerchantId merchant, CustomerId customer) {
        return reads.first(
                        BALANCE.bind("merchant", merchant.value()).bind("customer", customer.value()),
                        row -> row.getLong("balance"))
                .orElse(0L);
    }
}
