package nx.sale.postgres.operations;

import java.time.Duration;
import java.time.Instant;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.operations.OperationsViews;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;

/** The operator's overview, straight from the tables. */
public final class PostgresOperationsViews implements OperationsViews {
    private final Reads reads;

    public PostgresOperationsViews(Reads reads) {
        this.reads = reads;
    }

    private static final Sql STUCK = Sql.of("""
            select id, orderNumber, status, processingAt, total, paid
              from "SaleOrder"
             where merchantId = :merchant and status in ('PROCESSING', 'PARTIAL') and processingAt < :before
               and deletedAt is null
             order by processingAt
             limit 100
            """);

    private static final Sql LATE = Sql.of("""
            select id, saleOrderId, attemptUid, amount, currency, createdAt
              from "PaymentReview"
             where merchantId = :merchant and status = 'OPEN' and kind = 'LATE'
             order by id
             limit 100
            """);

    /** Of orders that wait for money: those of other orders end when their webhook comes. */
    private static final String PENDING_OF_MERCHANT = """
              from "SaleOrder" o
              join "PendingAttempt" p on p.merchantId = :merchant and p.saleOrderId = o.id
             where o.merchantId = :merchant and o.status in ('PROCESSING', 'PARTIAL') and o.deletedAt is null and p.endedAt is null
               and not exists (select 1 from "PaymentAttempt" a
                            where a.merchantId = :merchant and a.saleOrderId = o.id and a.uid in (p.attemptUid, p.attemptId))
            """;

    private static final Sql PENDING = Sql.of("""
            select p.saleOrderId, p.saleCheckId, p.attemptUid, p.amount, p.currency, p.heardAt, p.asked, p.nextAt
            """ + PENDING_OF_MERCHANT + """
             order by p.heardAt
             limit 100
            """);

    private static final Sql LEAKED = Sql.of("""
            select id, deviceId, openedAt, openedBy, closeRecountCount
              from "PosSession"
             where merchantId = :merchant and status = 'OPEN' and openedAt < :before and deletedAt is null
             order by openedAt
             limit 100
            """);

    private static final Sql STUCK_USAGES = Sql.of("""
            select u.id, u.unitCode, o.id as saleOrderId, o.cancelledAt
              from "AllocationUsage" u
              join "SaleOrder" o on o.merchantId = :merchant and o.id = u.usageId
             where u.merchantId = :merchant and u.usageType = 'SALE_ORDER' and u.status = 'ACTIVE' and u.deletedAt is null
               and o.status = 'CANCELLED' and o.cancelledAt < :before
             order by o.cancelledAt
             limit 100
            """);

    private static final Sql WHOLES = Sql.of("""
            select (select count(*)
            """ + PENDING_OF_MERCHANT + """
                   ) as pendingPayments,
                   (select count(*) from "SaleOrder"
                     where merchantId = :merchant and status in ('PROCESSING', 'PARTIAL') and processingAt < :stuckBefore
                       and deletedAt is null) as stuckOrders,
                   (select count(*) from "PosSession"
                     where merchantId = :merchant and status = 'OPEN' and openedAt < :leakedBefore
                       and deletedAt is null) as leakedSessions,
                   (select count(*) from "AllocationUsage" u
                      join "SaleOrder" o on o.merchantId = :merchant and o.id = u.usageId
                     where u.merchantId = :merchant and u.usageType = 'SALE_ORDER' and u.status = 'ACTIVE'
                       and u.deletedAt is null and o.status = 'CANCELLED' and o.cancelledAt < :leakedBefore) as stuckUsages,
                   r.*
              from (select count(*) as openReviews, count(*) filter (where kind = 'LATE') as latePayments
                      from "PaymentReview"
                     where merchantId = :merchant and status = 'OPEN') r
            """);

    private static final Sql COUNTS = Sql.of("""
            select (select count(*) from "SaleOrder"
                     where status in ('PROCESSING', 'PARTIAL') and processingAt < :stuckBefore and deletedAt is null) as stuckOrders,
                   (select count(*) from "PosSession"
                     where status = 'OPEN' and openedAt < :leakedBefore and deletedAt is null) as leakedSessions,
                   (select count(*) from "AllocationUsage" u join "SaleOrder" o on o.merchantId = u.merchantId and o.id = u.usageId
                     where u.usageType = 'SALE_ORDER' and u.status = 'ACTIVE' and u.deletedAt is null
                       and o.status = 'CANCELLED' and o.cancelledAt < :leakedBefore) as stuckUsages,
                   (select count(*) from "PaymentReview" where status = 'OPEN' and kind = 'LATE') as latePayments,
                   q.*
              from (select count(*) filter (where status = 'PENDING') as depth,
                           count(*) filter (where status = 'PARKED') as parked,
                           coalesce(extract(epoch from cast(:now as timestamptz) - min(occurredAt)), 0) as age
                      from "Outbox"
                     where status <> 'PUBLISHED') q
            """);

    @Override
    public Counts getCounts(Instant now, Instant stuckBefore, Instant leakedBefore) {
        return reads.first(
                        COUNTS.bind("now", now).bind("stuckBefore", stuckBefore).bind("leakedBefore", leakedBefore),
                        row -> new Counts(
                                row.getLong("stuckOrders"),
                                row.getLong("leakedSessions"),
                                row.getLong("stuckUsages"),
                                row.getLong("latePayments"),
                                row.getLong("depth"),
                                row.getLong("parked"),
                                row.getLong("age")))
                .orElseThrow();
    }

    @Override
    public MerchantOverview getMerchantOverview(MerchantId merchant, Instant stuckBefore, Instant leakedBefore) {
        return reads.lists(merchant).trip(trip -> {
            Trip.Reply<Wholes> wholes = trip.read(
                    WHOLES.bind("merchant", merchant.value())
                            .bind("stuckBefore", stuckBefore)
                            .bind("leakedBefore", leakedBefore),
                    row -> new Wholes(
                            row.getLong("stuckOrders"),
                            row.getLong("latePayments"),
                            row.getLong("openReviews"),
                            row.getLong("pendingPayments"),
                            row.getLong("leakedSessions"),
                            row.getLong("stuckUsages")));
            Trip.Reply<StuckOrder> stuck = trip.read(
                    STUCK.bind("merchant", merchant.value()).bind("before", stuckBefore),
                    row -> new StuckOrder(
                            new OrderId(row.getLong("id")),
                            row.getString("orderNumber"),
                            row.getString("status"),
                            Rows.instant(row, "processingAt"),
                            row.getBigDecimal("total"),
                            row.getBigDecimal("paid")));
            Trip.Reply<LateMoney> late = trip.read(
                    LATE.bind("merchant", merchant.value()),
                    row -> new LateMoney(
                            new ReviewId(row.getLong("id")),
                            new OrderId(row.getLong("saleOrderId")),
                            Rows.optionalText(row, "attemptUid"),
                            row.getBigDecimal("amount"),
                            row.getString("currency"),
                            Rows.instant(row, "createdAt")));
            Trip.Reply<PendingPayment> pending = trip.read(
                    PENDING.bind("merchant", merchant.value()),
                    row -> new PendingPayment(
                            new OrderId(row.getLong("saleOrderId")),
                            Rows.optionalLong(row, "saleCheckId").map(CheckId::new),
                            row.getString("attemptUid"),
                            Rows.optionalDecimal(row, "amount"),
                            Rows.optionalText(row, "currency"),
                            Rows.instant(row, "heardAt"),
                            row.getInt("asked"),
                            Rows.optionalInstant(row, "nextAt")));
            Trip.Reply<LeakedSession> leaked = trip.read(
                    LEAKED.bind("merchant", merchant.value()).bind("before", leakedBefore),
                    row -> new LeakedSession(
                            new SessionId(row.getLong("id")),
                            row.getString("deviceId"),
                            Rows.instant(row, "openedAt"),
                            row.getString("openedBy"),
                            row.getInt("closeRecountCount")));
            Trip.Reply<StuckUsage> usages = trip.read(
                    STUCK_USAGES.bind("merchant", merchant.value()).bind("before", leakedBefore),
                    row -> new StuckUsage(
                            new UsageId(row.getLong("id")),
                            row.getString("unitCode"),
                            new OrderId(row.getLong("saleOrderId")),
                            Rows.instant(row, "cancelledAt")));
            return new MerchantOverview(
                    wholes.rows().getFirst(), stuck.rows(), late.rows(), pending.rows(), leaked.rows(), usages.rows());
        });
    }

    private static final Sql TROUBLED = Sql.of("""
            select id, eventType, outcome, error, attempts, receivedAt
              from "PaymentEvent"
             where outcome in ('PARKED', 'FAILED')
             union all
            select id, eventType, outcome, error, attempts, receivedAt
              from "PaymentEventUnowned"
             where outcome in ('PARKED', 'FAILED')
             order by id
             limit 100
            """);

    private static final Sql TROUBLED_COUNT = Sql.of("""
            select count(*) filter (where outcome = 'PARKED') as parked, count(*) filter (where outcome = 'FAILED') as failed
              from (select outcome from "PaymentEvent" where outcome in ('PARKED', 'FAILED')
                     union all
                    select outcome from "PaymentEventUnowned" where outcome in ('PARKED', 'FAILED')) troubled
            """);

    private record Troubled(long parked, long failed) {}

    private static final Sql OUTBOX = Sql.of("""
            select count(*) filter (where status = 'PENDING') as depth,
                   count(*) filter (where status = 'PARKED') as parked,
                   min(occurredAt) as oldest
              from "Outbox"
             where status <> 'PUBLISHED'
            """);

    @Override
    public PlatformOverview getPlatformOverview(Instant now) {
        return reads.platformLists().trip(trip -> {
            Trip.Reply<TroubledWebhook> webhooks = trip.read(
                    TROUBLED.bound(),
                    row -> new TroubledWebhook(
                            row.getLong("id"),
                            row.getString("eventType"),
                            row.getString("outcome"),
                            Rows.optionalText(row, "error"),
                            row.getInt("attempts"),
                            Rows.instant(row, "receivedAt")));
            Trip.Reply<Troubled> troubled = trip.read(
                    TROUBLED_COUNT.bound(), row -> new Troubled(row.getLong("parked"), row.getLong("failed")));
            Trip.Reply<OutboxState> outbox = trip.read(
                    OUTBOX.bound(),
                    row -> new OutboxState(
                            row.getLong("depth"),
                            row.getLong("parked"),
                            Rows.optionalInstant(row, "oldest")
                                    .map(oldest -> Duration.between(oldest, now))
                                    .orElse(Duration.ZERO)));
            Troubled counts = troubled.rows().getFirst();
            return new PlatformOverview(
                    counts.parked(),
                    counts.failed(),
                    webhooks.rows(),
                    outbox.rows().getFirst());
        });
    }
}
