package nx.sale.postgres.payment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.payment.refund.RefundViews;
import nx.sale.postgres.sql.Pages;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;

/** Refunds for reading. */
public final class PostgresRefundViews implements RefundViews {
    private final Reads reads;

    public PostgresRefundViews(Reads reads) {
        this.reads = reads;
    }

    private static final Sql OF_ORDER = Sql.of("select " + RefundRows.COLUMNS + """
              from "Refund"
             where merchantId = :merchant and saleOrderId = :order and deletedAt is null
             order by id
            """);

    @Override
    public List<Refund> listRefunds(MerchantId merchant, OrderId order) {
        return reads.list(OF_ORDER.bind("merchant", merchant.value()).bind("order", order.value()), RefundRows::read);
    }

    private static final String ALL = """
              from "Refund"
             where merchantId = :merchant and deletedAt is null
            """;

    /** A page of refunds and their count. Those of one status are asked for by the index of it: few are FAILED among very many. */
    private record Lists(Sql oldest, Sql newest, Sql count) {
        static Lists of(String filter) {
            return new Lists(
                    Sql.of("select " + RefundRows.COLUMNS + filter + " and id > :after order by id limit :limit"),
                    Sql.of("select " + RefundRows.COLUMNS + filter + " and id < :after order by id desc limit :limit"),
                    Sql.of("select count(*) as refunds" + " " + filter));
        }
    }

    private static final Lists OF_ANY = Lists.of(ALL);
    private static final Lists OF_STATUS = Lists.of(ALL + " and status = :status");

    @Override
    public Page<Refund> listRefunds(
            MerchantId merchant, Asked asked, int limit, Optional<Long> after, boolean counted) {
        Lists lists = asked.status().isEmpty() ? OF_ANY : OF_STATUS;
        return reads.lists(merchant).trip(trip -> {
            Trip.Reply<Refund> rows = trip.read(
                    (asked.newest() ? lists.newest() : lists.oldest())
                            .bind("merchant", merchant.value())
                            .bind("status", asked.status())
                            .bind("after", after.orElse(asked.newest() ? Long.MAX_VALUE : 0L))
                            .bind("limit", limit + 1),
                    RefundRows::read);
            OptionalLong count = counted
                    ? OptionalLong.of(trip.read(
                                    lists.count()
                                            .bind("merchant", merchant.value())
                                            .bind("status", asked.status()),
                                    row -> row.getLong("refunds"))
                            .rows()
                            .getFirst())
                    : OptionalLong.empty();
            return Pages.of(rows.rows(), limit, count, refund -> refund.id().toString());
        });
    }

    private static final String OPEN = """
              from "Refund"
             where merchantId = :merchant and deletedAt is null and status in ('REQUESTED', 'SENT', 'FAILED') and replacedById is null
               and not nothingLeft
            """;

    private static final Sql OPEN_PAGE = Sql.of("select " + RefundRows.COLUMNS + OPEN + " order by id limit :limit");

    private static final Sql OPEN_COUNT = Sql.of("select count(*) as refunds" + " " + OPEN);

    @Override
    public Page<Refund> listOpen(MerchantId merchant, int limit) {
        return reads.lists(merchant).trip(trip -> {
            Trip.Reply<Refund> rows =
                    trip.read(OPEN_PAGE.bind("merchant", merchant.value()).bind("limit", limit + 1), RefundRows::read);
            long count = trip.read(OPEN_COUNT.bind("merchant", merchant.value()), row -> row.getLong("refunds"))
                    .rows()
                    .getFirst();
            return Pages.of(
                    rows.rows(),
                    limit,
                    OptionalLong.of(count),
                    refund -> refund.id().toString());
        });
    }

    private static final Sql FIND = Sql.of("select " + RefundRows.COLUMNS
            + " from \"Refund\" where merchantId = :merchant and id = :id and deletedAt is null");

    @Override
    public Optional<Refund> findRefund(MerchantId merchant, RefundId id) {
        return reads.first(FIND.bind("merchant", merchant.value()).bind("id", id.value()), RefundRows::read);
    }

    /** Across merchants: MQ-Pay names a refund by its id alone. */
    private static final Sql OWNER = Sql.of("select merchantId, saleOrderId from \"Refund\" where id = :id");

    @Override
    public Optional<BillViews.Owner> findOwner(RefundId id) {
        return reads.first(
                OWNER.bind("id", id.value()),
                row -> new BillViews.Owner(
                        new MerchantId(row.getLong("merchantId")), new OrderId(row.getLong("saleOrderId"))));
    }
}
