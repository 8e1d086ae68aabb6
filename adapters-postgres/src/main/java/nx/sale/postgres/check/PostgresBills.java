package nx.sale.postgres.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.Bills;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.check.Share;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.order.TallyColumns;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;

/**
 * Bills in {@code SaleCheck} and {@code SaleCheckItem}. The order's lock guards them: nobody writes a check without it. The shares of a
 * large division are in its checks, in all others each is a row.
 */
public final class PostgresBills implements Bills, BillViews {
    /** The first build that reads packed shares has this migration. */
    static final long PACKING_BUILD = 202612040700L;

    /** A division into so many shares is packed; a smaller one is as quick in rows, which a build before reads too. */
    private static final int LARGE = 1_000;

    private final Reads reads;
    private final Ids ids;
    private final LongSupplier oldestBuild;
    private final int large;

    /**
     * @param oldestBuild the oldest build that serves in any replica, by the newest migration it brings: it must be able to read a check
     */
    public PostgresBills(Reads reads, Ids ids, LongSupplier oldestBuild) {
        this(reads, ids, oldestBuild, LARGE);
    }

    /** With another number of shares from which on they are packed. */
    PostgresBills(Reads reads, Ids ids, LongSupplier oldestBuild, int large) {
        this.reads = reads;
        this.ids = ids;
        this.oldestBuild = oldestBuild;
        this.large = large;
    }

    private static final Sql LIVE = Sql.of("select " + CheckRows.COLUMNS + """
              from "SaleCheck" c
             where c.saleOrderId = :order and c.merchantId = :merchant and c.deletedAt is null
             order by c.id
            """);

    /** An order says itself whether its bill is divided: most are not, and need no look. */
    @Override
    public Bill read(Tx tx, SaleOrder order) {
        tx.rank(LockRank.CHECK);
        return order.header().lineage().checkSplitAt().isEmpty()
                ? Bill.undivided(order)
                : Bill.rehydrate(
                        order,
                        PostgresTx.of(tx)
                                .ask(
                                        live(
                                                order.header().merchant(),
                                                order.header().id()),
                                        CheckRows::read)
                                .rows());
    }

    private static Sql.Bound live(MerchantId merchant, OrderId order) {
        return LIVE.bind("order", order.value()).bind("merchant", merchant.value());
    }

    private static final Sql ADD = Sql.of("""
            insert into "SaleCheck"
                   (id, merchantId, saleOrderId, number, name, customerId, mode, deviceId, status, processingAt, partialAt,
                    completedAt, cancelledAt, cancellationReason, currency, subtotal, discount, charge, tax, rounding, total, paid,
                    received, createdAt, createdBy, modifiedAt, modifiedBy, revision, shares,
            """ + TallyColumns.COLUMNS + """
            )
            values (:id, :merchant, :order, :number, :name, :customer, :mode, :device, :status, :processingAt, :partialAt,
                    :completedAt, :cancelledAt, :reason, :currency, :subtotal, :discount, :charge, :tax, :rounding, :total, :paid,
                    :received, :createdAt, :createdBy, :modifiedAt, :modifiedBy, :revision, :shares,
            """ + TallyColumns.VALUES + ")");

    private static final Sql UPDATE = Sql.of("""
            update "SaleCheck"
               set name = :name, customerId = :customer, status = :status, partialAt = :partialAt, completedAt = :completedAt,
                   cancelledAt = :cancelledAt, cancellationReason = :reason, paid = :paid, received = :received,
                   modifiedAt = :modifiedAt, modifiedBy = :modifiedBy, deletedAt = :deletedAt,
            """ + TallyColumns.SET + """
            ,
                   revision = case when revision < :revision then :revision else refuse_stale_revision(revision) end
             where id = :id and merchantId = :merchant and deletedAt is null
            """);

    private static final Sql FREE_SHARES = Sql.of("""
            update "SaleCheckItem"
               set deletedAt = :at, modifiedAt = :at, modifiedBy = :by, revision = revision + 1
             where merchantId = :merchant and saleCheckId = any(:checks) and deletedAt is null
            """);

    /** Of all checks at once: they may be more than one trip could have as values. */
    private static final Sql ADD_SHARES = Sql.of("""
            merge into "SaleCheckItem" as i
            using (select c.merchantId, c.id as checkId, n.id, n.line, n.quantity, n.subtotal, n.discount, n.tax, n.charge, n.chargeTax
                     from unnest(cast(:ids as bigint[]), cast(:checks as bigint[]), cast(:lines as bigint[]),
                                 cast(:quantities as numeric[]), cast(:subtotals as numeric[]), cast(:discounts as numeric[]),
                                 cast(:taxes as numeric[]), cast(:charges as numeric[]), cast(:chargeTaxes as numeric[]))
                          as n (id, checkId, line, quantity, subtotal, discount, tax, charge, chargeTax)
                     join "SaleCheck" c on c.merchantId = :merchant and c.id = n.checkId) s
               on i.merchantId = :merchant and i.merchantId = s.merchantId and i.id = s.id
             when not matched then
                  insert (id, merchantId, saleCheckId, saleOrderItemId, quantity, subtotal, discount, tax, charge, chargeTax, createdAt,
                          createdBy, modifiedAt, modifiedBy, revision)
                  values (s.id, s.merchantId, s.checkId, s.line, s.quantity, s.subtotal, s.discount, s.tax, s.charge, s.chargeTax, :at,
                          :by, :at, :by, 1)
            """);

    @Override
    public void update(Tx tx, Bill bill) {
        PostgresTx pg = PostgresTx.of(tx);
        Bill.Changes changes = bill.changes();
        long merchant = changes.order().header().merchant().value();
        free(pg, merchant, changes.freed());
        add(pg, merchant, changes.created());
        for (SaleCheck check : changes.changed()) {
            change(pg, merchant, check, false);
        }
    }

    private static void free(PostgresTx tx, long merchant, List<SaleCheck> freed) {
        if (freed.isEmpty()) {
            return;
        }
        freed.forEach(check -> change(tx, merchant, check, true));
        SaleCheck first = freed.getFirst();
        tx.later(FREE_SHARES
                .bind("merchant", merchant)
                .bind("checks", freed.stream().map(check -> check.id().value()).toList())
                .bind("at", first.trace().modifiedAt())
                .bind("by", first.trace().modifiedBy()));
    }

    /** A stale revision is refused by the statement itself, so the commit can travel with it. */
    private static void change(PostgresTx tx, long merchant, SaleCheck check, boolean freed) {
        tx.later(CheckRows.bind(UPDATE.bind("merchant", merchant), check)
                .bind("deletedAt", freed ? check.trace().modifiedAt() : null));
    }

    private void add(PostgresTx tx, long merchant, List<SaleCheck> created) {
        int shares = created.stream().mapToInt(check -> check.shares().size()).sum();
        boolean packed = shares >= large && oldestBuild.getAsLong() >= PACKING_BUILD;
        tx.later(created.stream()
                .map(check -> CheckRows.bind(ADD.bind("merchant", merchant), check)
                        .bind("shares", packed ? PackedShares.pack(check.shares()) : null))
                .toList());
        if (!packed) {
            addShares(tx, merchant, created);
        }
    }

    private void addShares(PostgresTx tx, long merchant, List<SaleCheck> created) {
        List<Long> checks = new ArrayList<>();
        List<Share> shares = new ArrayList<>();
        for (SaleCheck check : created) {
            check.shares().forEach(share -> checks.add(check.id().value()));
            shares.addAll(check.shares());
        }
        if (shares.isEmpty()) {
            return;
        }
        SaleCheck first = created.getFirst();
        tx.later(ADD_SHARES
                .bind("merchant", merchant)
                .bind("at", first.trace().createdAt())
                .bind("by", first.trace().createdBy())
                .bind("ids", of(shares, share -> ids.next()))
                .bind("checks", checks)
                .bind("lines", of(shares, share -> share.line().value()))
                .bind("quantities", of(shares, share -> share.quantity().value()))
                .bind("subtotals", of(shares, share -> share.subtotal().amount()))
                .bind("discounts", of(shares, share -> share.discount().amount()))
                .bind("taxes", of(shares, share -> share.tax().amount()))
                .bind("charges", of(shares, share -> share.charged().amount().amount()))
                .bind("chargeTaxes", of(shares, share -> share.charged().tax().amount())));
    }

    private static <T> List<T> of(List<Share> shares, Function<Share, T> field) {
        return shares.stream().map(field).toList();
    }

    @Override
    public List<SaleCheck> list(MerchantId merchant, OrderId order) {
        return reads.list(live(merchant, order), CheckRows::read);
    }

    private static final Sql ONE = Sql.of("select " + CheckRows.COLUMNS
            + " from \"SaleCheck\" c where c.id = :id and c.merchantId = :merchant and c.deletedAt is null");

    @Override
    public Optional<SaleCheck> find(MerchantId merchant, CheckId id) {
        return reads.first(ONE.bind("id", id.value()).bind("merchant", merchant.value()), CheckRows::read);
    }

    private static final Sql OWNER = Sql.of("select merchantId, saleOrderId from \"SaleCheck\" where id = :id");

    @Override
    public Optional<Owner> findOwner(CheckId id) {
        return reads.first(
                OWNER.bind("id", id.value()),
                row -> new Owner(new MerchantId(row.getLong("merchantId")), new OrderId(row.getLong("saleOrderId"))));
    }

    private static final Sql ORDER =
            Sql.of("select saleOrderId from \"SaleCheck\" where merchantId = :merchant and id = :id");

    @Override
    public Optional<Owner> findOwner(MerchantId merchant, CheckId id) {
        return reads.first(
                ORDER.bind("merchant", merchant.value()).bind("id", id.value()),
                row -> new Owner(merchant, new OrderId(row.getLong("saleOrderId"))));
    }
}
