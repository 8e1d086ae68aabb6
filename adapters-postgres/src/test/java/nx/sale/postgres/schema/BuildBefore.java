package nx.sale.postgres.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sells as the build before the keys by merchant does: with its statements, as they were written there. */
final class BuildBefore {
    /** Its newest migration. */
    static final long SCHEMA = 202611270900L;

    private static final Pattern BIND = Pattern.compile(":(id|merchant|uid)\\b");

    private static final List<String> OPEN = List.of("""
            insert into "PosSession"
                   (id, merchantId, deviceId, saleChannelId, status, currency, openingFloat, payIn, payOut, safeDrop, refund,
                    closeRecountCount, openedAt, openedBy, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, 'till-' || :uid, 1, 'OPEN', 'VND', 0, 0, 0, 0, 0, 0, now(), 'USER:1', now(), 'USER:1', now(), 'USER:1', 1)
            """, """
            insert into "Till" (merchantId, deviceId, openSessionId, lastNumber, lastHash, modifiedAt)
            values (:merchant, 'till-' || :uid, :id, 0, '', now())
                on conflict (merchantId, deviceId) do nothing
            """, """
            insert into "AllocationLayout" (id, merchantId, name, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:merchant, :merchant, 'Floor', now(), 'USER:1', now(), 'USER:1', 1)
            """, """
            insert into "AllocationZone" (id, merchantId, layoutId, place, name, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:merchant, :merchant, :merchant, 0, 'Room', now(), 'USER:1', now(), 'USER:1', 1)
            """, """
            insert into "AllocationUnit"
                   (id, merchantId, layoutId, zoneId, place, code, kind, capacity, x, y, width, height, rotation, shareable,
                    createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:merchant, :merchant, :merchant, :merchant, 0, 'T1', 'TABLE', 4, 0, 0, 1, 1, 0, false,
                    now(), 'USER:1', now(), 'USER:1', 1)
            """);

    /** A party sits down at the merchant's table, and leaves. */
    private static final List<String> SIT = List.of("""
            insert into "AllocationUsage"
                   (id, merchantId, unitId, unitCode, capacity, shareable, layoutId, zoneId, zonePath, usageType, usageId, startsAt, endsAt,
                    status, moves, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :merchant, 'T1', 4, false, :merchant, :merchant, '{Room}', 'SALE_ORDER', :id, now(),
                    now() + interval '2 hours', 'ACTIVE', '[]', now(), 'USER:1', now(), 'USER:1', 1)
            """, """
            update "AllocationUsage" set status = 'SUCCESS', completedAt = now() where merchantId = :merchant and id = :id
            """);

    private static final List<String> SELL =
            List.of("""
            insert into "SaleOrder"
                   (id, merchantId, saleChannelId, orderNumber, slug, orderType, currency, exchangeRate, name, status, draftAt,
                    subtotal, discount, tax, rounding, total, paid, received, paidItemIds, paymentSequence, changedSequence,
                    createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, 1, :uid, :uid, 'DINE_IN', 'VND', 1, 'Table 1', 'DRAFT', now(),
                    0, 0, 0, 0, 0, 0, 0, '{}', 0, 0, now(), 'USER:1', now(), 'USER:1', 1)
            """, """
            insert into "SaleOrderItem" as i
                   (id, merchantId, saleOrderId, itemType, mode, perLead, currency, heldPrice, basePrice, unitPrice, discount, tax,
                    quantity, total, modifiers, name, seat, course, mergeKey, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :id, 'PRODUCT', 'CUSTOM', 1, 'VND', 5, 5, 5, 0, 0, 1, 5, '[]', 'Soup', 0, 0, :uid, now(), 'USER:1',
                    now(), 'USER:1', 1)
                on conflict (id) do update set quantity = excluded.quantity, revision = i.revision + 1
            """, """
            insert into "SaleOrderItemAdd" (saleOrderId, clientLineId, itemId, quantity, createdAt)
            values (:id, gen_random_uuid(), :id, 1, now())
            """, """
            insert into "Outbox" (eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt)
            values (:id, 1, 'sale-order.changed', :uid, 1, 'sale-order.changed', 1, '{"merchantId":":merchant"}', 'r', now())
            """, """
            insert into "Outbox" (eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt)
            values (-:id, 1, 'pos-session.closed', ':merchant:till', 1, 'pos-session.closed', 1, '{"number":1}', 'r', now())
            """, """
            insert into "PosSessionTender" as s (posSessionId, tender, currency, payments, amount, carried)
            values (:merchant, 'CASH', 'VND', 1, 5, 0)
                on conflict (posSessionId, tender, currency) do update
               set payments = s.payments + excluded.payments, amount = s.amount + excluded.amount
            """, """
            insert into "PosSessionSales" as s
                   (posSessionId, currency, orders, carriedOrders, subtotal, discount, tax, rounding, total, cancelledOrders,
                    cancelledTotal, late, over)
            values (:merchant, 'VND', 1, 0, 5, 0, 0, 0, 5, 0, 0, 0, 0)
                on conflict (posSessionId, currency) do update set orders = s.orders + excluded.orders
            """, """
            insert into "SalesDayProduct" as p
                   (merchantId, businessDate, currency, product, categoryId, lastItemId, quantity, dishes, subtotal, discount, tax)
            values (:merchant, date '2026-11-26', 'VND', '=Soup', 'soups', :id, 1, 1, 5, 0, 0)
                on conflict (merchantId, businessDate, currency, product, categoryId) do update
               set quantity = p.quantity + excluded.quantity
            """, """
            insert into "SalesDayProduct" as p
                   (merchantId, businessDate, currency, product, categoryId, lastItemId, quantity, dishes, subtotal, discount, tax)
            values (:merchant, date '2026-11-26', 'VND', '=Soup', null, :id, 1, 1, 5, 0, 0)
                on conflict (merchantId, businessDate, currency, product, categoryId) do update
               set quantity = p.quantity + excluded.quantity
            """, """
            insert into "PaymentAttempt" as a
                   (id, merchantId, saleOrderId, uid, amount, provider, method, status, seen, firstSeenAt, createdAt, createdBy,
                    modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :id, :uid, 5, 'SYSTEM', 'CASH', 'SUCCESS', '{}', now(), now(), 'USER:1', now(), 'USER:1', 1)
                on conflict (saleOrderId, uid) do update set amount = excluded.amount, revision = a.revision + 1
            """, """
            insert into "PaymentEvent" as e (id, eventType, transactionUid, attemptUid, body, headers, readable, attempts, receivedAt)
            values (:id, 'paid', :uid, 'owned', '{}', '{}', true, 1, now())
                on conflict (eventType, transactionUid, attemptUid) where readable do update set attempts = e.attempts + 1
            """, """
            update "PaymentEvent" set outcome = 'APPLIED', merchantId = :merchant, saleOrderId = :id, settledAt = now()
             where id = :id and (outcome is null or outcome in ('PARKED', 'FAILED'))
            """, """
            insert into "PaymentEvent" as e (id, eventType, transactionUid, attemptUid, body, headers, readable, attempts, receivedAt)
            values (-:id, 'paid', :uid, 'unowned', ':uid', '{}', true, 1, now())
                on conflict (eventType, transactionUid, attemptUid) where readable do update set attempts = e.attempts + 1
            """, """
            update "PaymentEvent" set outcome = 'PARKED', merchantId = null, settledAt = now()
             where id = -:id and (outcome is null or outcome in ('PARKED', 'FAILED'))
            """);

    /** What a till of this build writes most, with the keys that hold the merchant. */
    private static final List<String> SELL_KEYED =
            List.of(SELL.get(0), SELL.get(1).replace("on conflict (id)", "on conflict (merchantId, id)"), """
            insert into "SaleOrderItemAdd" (merchantId, saleOrderId, clientLineId, itemId, quantity, createdAt)
            values (:merchant, :id, gen_random_uuid(), :id, 1, now())
            """, """
            insert into "Outbox" (merchantId, eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt)
            values (:merchant, :id, 1, 'sale-order.changed', :uid, 1, 'sale-order.changed', 1, '{}', 'r', now())
            """);

    /** Orders of the past in one go: three lines each, as they were added, an entry in the audit, a party at its table, and every tenth with a message. */
    private static final List<String> FILL = List.of("""
            insert into "SaleOrder"
                   (id, merchantId, saleChannelId, orderNumber, slug, orderType, currency, exchangeRate, name, status, draftAt,
                    subtotal, discount, tax, rounding, total, paid, received, paidItemIds, paymentSequence, changedSequence,
                    createdAt, createdBy, modifiedAt, modifiedBy, revision)
            select n, :merchant + n % :merchants, 1, 'p' || n, 'p' || n, 'DINE_IN', 'VND', 1, 'Table 1', 'DRAFT', now(),
                   0, 0, 0, 0, 0, 0, 0, '{}', 0, 0, now(), 'USER:1', now(), 'USER:1', 1
              from generate_series(1, :orders) n
            """, """
            insert into "SaleOrderItem"
                   (id, merchantId, saleOrderId, itemType, mode, perLead, currency, heldPrice, basePrice, unitPrice, discount, tax,
                    quantity, total, modifiers, name, seat, course, mergeKey, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            select 3 * n + l, :merchant + n % :merchants, n, 'PRODUCT', 'CUSTOM', 1, 'VND', 5, 5, 5, 0, 0, 1, 5, '[]', 'Soup', 0, 0,
                   'k' || l, now(), 'USER:1', now(), 'USER:1', 1
              from generate_series(1, :orders) n, generate_series(0, 2) l
            """, """
            insert into "SaleOrderItemAdd" (saleOrderId, clientLineId, itemId, quantity, createdAt)
            select n, gen_random_uuid(), 3 * n + l, 1, now() from generate_series(1, :orders) n, generate_series(0, 2) l
            """, """
            insert into "AuditEntry" (id, merchantId, saleOrderId, action, actor, requestId, details, createdAt)
            select n, :merchant + n % :merchants, n, 'ITEMS_ADDED', 'USER:1', 'r', '{}', now() from generate_series(1, :orders) n
            """, """
            insert into "Outbox" (eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt, status, publishedAt)
            select n, n % 64, 'sale-order.changed', n, 1, 'sale-order.changed', 1,
                   '{"merchantId":"' || :merchant + n % :merchants || '"}', 'r', now(), 'PUBLISHED', now()
              from generate_series(10, :orders, 10) n
            """, """
            insert into "AllocationUsage"
                   (id, merchantId, unitId, unitCode, capacity, shareable, layoutId, zoneId, zonePath, usageType, usageId, startsAt, endsAt,
                    status, moves, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            select n, :merchant + n % :merchants, :merchant + n % :merchants, 'T1', 4, false, :merchant, :merchant, '{Room}', 'SALE_ORDER', n,
                   now() - make_interval(mins => n), now() - make_interval(mins => n - 1), 'SUCCESS', '[]', now(), 'USER:1', now(), 'USER:1', 1
              from generate_series(1, :orders) n
            """);

    private final Connection connection;

    BuildBefore(Connection connection) {
        this.connection = connection;
    }

    /** A shift of the merchant; its id is the merchant's. */
    void open(long merchant) throws SQLException {
        run(OPEN, merchant, merchant);
    }

    /** A sale in a transaction: order, line, message, sums, payment, and a webhook of nobody; and a party that takes the table. */
    void sell(long merchant, long id) throws SQLException {
        run(SELL, merchant, id);
        run(SIT, merchant, id);
    }

    /** As {@link #sell}, by this build. */
    void sellKeyed(long merchant, long id) throws SQLException {
        run(SELL_KEYED, merchant, id);
        run(SIT, merchant, id);
    }

    /** Its lease of an id worker, which says nothing of its build. */
    void leases(Duration length) throws SQLException {
        run(List.of("""
                        insert into "SnowflakeSlot" (slot, owner, leasedUntil, highWater)
                        values (7, 'before', now() + make_interval(secs => :seconds), 0)
                            on conflict (slot) do update set leasedUntil = excluded.leasedUntil
                        """.replace(":seconds", Long.toString(length.toSeconds()))), 1, 1);
    }

    void fill(long merchant, int merchants, int orders) throws SQLException {
        for (String sql : FILL) {
            run(
                    List.of(sql.replace(":merchants", Integer.toString(merchants))
                            .replace(":orders", Integer.toString(orders))),
                    merchant,
                    merchant);
        }
    }

    private void run(List<String> statements, long merchant, long id) throws SQLException {
        connection.setAutoCommit(false);
        for (String sql : statements) {
            try (PreparedStatement statement = connection.prepareStatement(bound(sql, merchant, id))) {
                statement.executeUpdate();
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static String bound(String sql, long merchant, long id) {
        return BIND.matcher(sql)
                .replaceAll(bind -> Matcher.quoteReplacement(
                        switch (bind.group(1)) {
                            case "merchant" -> Long.toString(merchant);
                            case "uid" -> inText(sql, bind.start()) ? "u" + id : "'u" + id + "'";
                            default -> Long.toString(id);
                        }));
    }

    private static boolean inText(String sql, int position) {
        return sql.charAt(position - 1) == '\'';
    }
}
