package nx.sale.postgres.order;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders for changing. The lock and the reads that follow it go in one round trip but as statements of their own: lines read by the
 * statement that waits for the lock would be those from before the wait.
 */
public final class PostgresOrders implements Orders {
    private static final Logger log = LoggerFactory.getLogger(PostgresOrders.class);
    private static final long WORTH_LOGGING_MILLIS = 100;

    private final LongConsumer waits;

    /**
     * @param waits learns how many milliseconds each order was waited for
     */
    public PostgresOrders(LongConsumer waits) {
        this.waits = waits;
    }

    private record KnownAdd(UUID clientLine, Line line) {}

    private static final Sql LOCK = Sql.of("select " + HeaderRows.COLUMNS + """
              from "SaleOrder"
             where id = :id and merchantId = :merchant and deletedAt is null
               for update
            """);

    private static final Sql LINES = Sql.of("select " + LineRows.COLUMNS + """
              from "SaleOrderItem"
             where merchantId = :merchant and saleOrderId = :order and deletedAt is null
             order by id
            """);

    @Override
    public SaleOrder lock(Tx tx, MerchantId merchant, OrderId id) {
        PostgresTx pg = ranked(tx);
        OrderSnapshot found = whole(pg, LOCK, merchant, id);
        waited(pg, id);
        return SaleOrder.rehydrate(found);
    }

    private static final Sql IN_KITCHEN = Sql.of("""
            select id, sentQuantity, voidedQuantity
              from "SaleOrderItem"
             where merchantId = :merchant and saleOrderId = :order and deletedAt is null
               and (sentQuantity > 0 or voidedQuantity > 0)
            """);

    @Override
    public Optional<SaleOrder> lock(Tx tx, OrderSnapshot read) {
        PostgresTx pg = ranked(tx);
        long merchant = read.header().merchant().value();
        OrderId id = read.header().id();
        Trip.Reply<OrderHeader> header =
                pg.ask(LOCK.bind("id", id.value()).bind("merchant", merchant), HeaderRows::read);
        Trip.Reply<OrderSnapshot.InKitchen> kitchen = pg.ask(
                IN_KITCHEN.bind("merchant", merchant).bind("order", id.value()),
                row -> new OrderSnapshot.InKitchen(
                        new LineId(row.getLong("id")),
                        new Quantity(row.getBigDecimal("sentQuantity")),
                        new Quantity(row.getBigDecimal("voidedQuantity"))));
        OrderHeader found = header.first().orElseThrow(() -> new Rejected(new OrderError.NotFound(id)));
        waited(pg, id);
        return read.locked(found, kitchen.rows()).map(SaleOrder::rehydrate);
    }

    private static final Sql READ = Sql.of("select " + HeaderRows.COLUMNS + """
              from "SaleOrder"
             where id = :id and merchantId = :merchant and deletedAt is null
            """);

    @Override
    public OrderSnapshot read(Tx tx, MerchantId merchant, OrderId id) {
        return whole(PostgresTx.of(tx), READ, merchant, id);
    }

    private static OrderSnapshot whole(PostgresTx tx, Sql header, MerchantId merchant, OrderId id) {
        Trip.Reply<OrderHeader> found =
                tx.ask(header.bind("id", id.value()).bind("merchant", merchant.value()), HeaderRows::read);
        Trip.Reply<Line> lines =
                tx.ask(LINES.bind("merchant", merchant.value()).bind("order", id.value()), LineRows::read);
        return new OrderSnapshot(
                found.first().orElseThrow(() -> new Rejected(new OrderError.NotFound(id))), lines.rows());
    }

    /** Locked one after the other in the order of the sort, which comes before the locking. */
    private static final Sql LOCK_ALL = Sql.of("select " + HeaderRows.COLUMNS + """
              from "SaleOrder"
             where id = any(:ids) and merchantId = :merchant and deletedAt is null
             order by id
               for update
            """);

    @Override
    public List<OrderHeader> lockHeaders(Tx tx, MerchantId merchant, Collection<OrderId> ids) {
        PostgresTx pg = ranked(tx);
        List<OrderHeader> headers = pg.ask(
                        LOCK_ALL.bind(
                                        "ids",
                                        ids.stream()
                                                .map(OrderId::value)
                                                .distinct()
                                                .toList())
                                .bind("merchant", merchant.value()),
                        HeaderRows::read)
                .rows();
        headers.forEach(header -> waited(pg, header.id()));
        return headers;
    }

    private static final Sql ALL_LINES = Sql.of("select saleOrderId, " + LineRows.COLUMNS + """
              from "SaleOrderItem"
             where merchantId = :merchant and saleOrderId = any(:ids) and deletedAt is null
             order by id
            """);

    @Override
    public OrderFamily lockAll(Tx tx, MerchantId merchant, Collection<OrderId> ids) {
        PostgresTx pg = ranked(tx);
        List<Long> values = ids.stream().map(OrderId::value).distinct().toList();
        Trip.Reply<OrderHeader> headers =
                pg.ask(LOCK_ALL.bind("ids", values).bind("merchant", merchant.value()), HeaderRows::read);
        Trip.Reply<OwnedLine> lines =
                pg.ask(ALL_LINES.bind("ids", values).bind("merchant", merchant.value()), OwnedLine::read);
        Map<OrderId, OrderHeader> found = new LinkedHashMap<>();
        headers.rows().forEach(header -> found.put(header.id(), header));
        ids.stream().filter(id -> !found.containsKey(id)).findFirst().ifPresent(id -> {
            throw new Rejected(new OrderError.NotFound(id));
        });
        found.keySet().forEach(id -> waited(pg, id));
        return OrderFamily.rehydrate(OwnedLine.snapshots(found.values(), lines.rows()));
    }

    private static Sql touched(String more) {
        return Sql.of("select " + LineRows.COLUMNS + """
                  from "SaleOrderItem"
                 where merchantId = :merchant and saleOrderId = :order and deletedAt is null
                   and (id = any(:ids) or leadItemId = any(:ids) or mergeKey = any(:keys)
                """ + more + ") order by id");
    }

    private static final Sql TOUCHED = touched("");

    private static final Sql TOUCHED_OR_ADDED = touched("""
            or id in (select itemId from "SaleOrderItemAdd"
                        where merchantId = :merchant and saleOrderId = :order and clientLineId = any(:clientLines))
            """);

    private static final Sql DISHES = touched("""
            or id in (select leadItemId from "SaleOrderItem"
                        where merchantId = :merchant and saleOrderId = :order and id = any(:ids))
            """);

    /** What the kitchen has not received; the lead of a combo is not cooked, it comes with its parts and says how. */
    private static final Sql UNSENT = Sql.of("select " + LineRows.COLUMNS + """
              from "SaleOrderItem" i
             where merchantId = :merchant and saleOrderId = :order and deletedAt is null and sentQuantity < quantity
               and (exists (select 1 from "SaleOrderItem" p
                             where p.merchantId = :merchant and p.leadItemId = i.id and p.deletedAt is null
                               and p.sentQuantity < p.quantity)
                    or not exists (select 1 from "SaleOrderItem" p
                                    where p.merchantId = :merchant and p.leadItemId = i.id and p.deletedAt is null))
             order by id
            """);

    private static final Sql KNOWN_ADDS = Sql.of("""
            select a.clientLineId, i.*
              from "SaleOrderItemAdd" a
             cross join lateral (
            select
            """ + LineRows.COLUMNS + """
              from "SaleOrderItem" where merchantId = :merchant and id = a.itemId) i
             where a.merchantId = :merchant and a.saleOrderId = :order and a.clientLineId = any(:clientLines)
            """);

    @Override
    public Cart lockCart(Tx tx, MerchantId merchant, OrderId id, LineKeys touched) {
        PostgresTx pg = ranked(tx);
        Trip.Reply<OrderHeader> header =
                pg.ask(LOCK.bind("id", id.value()).bind("merchant", merchant.value()), HeaderRows::read);
        Trip.Reply<Line> lines = pg.ask(statement(id, touched).bind("merchant", merchant.value()), LineRows::read);
        Optional<Trip.Reply<KnownAdd>> adds = touched.clientLines().isEmpty()
                ? Optional.empty()
                : Optional.of(pg.ask(
                        KNOWN_ADDS
                                .bind("merchant", merchant.value())
                                .bind("order", id.value())
                                .bind("clientLines", touched.clientLines()),
                        row -> new KnownAdd(row.getObject("clientLineId", UUID.class), LineRows.read(row))));
        OrderHeader found = header.first().orElseThrow(() -> new Rejected(new OrderError.NotFound(id)));
        waited(pg, id);
        Map<UUID, Line> known = new LinkedHashMap<>();
        adds.ifPresent(reply -> reply.rows().forEach(add -> known.put(add.clientLine(), add.line())));
        return Cart.rehydrate(found, lines.rows(), known);
    }

    private static Sql.Bound statement(OrderId id, LineKeys touched) {
        return switch (touched.kind()) {
            case ALL -> LINES.bind("order", id.value());
            case UNSENT -> UNSENT.bind("order", id.value());
            case WITH_LEADS -> keyed(DISHES.bound(), id, touched);
            case KEYS ->
                keyed(
                        touched.clientLines().isEmpty()
                                ? TOUCHED.bound()
                                : TOUCHED_OR_ADDED.bind("clientLines", touched.clientLines()),
                        id,
                        touched);
        };
    }

    private static Sql.Bound keyed(Sql.Bound wanted, OrderId id, LineKeys touched) {
        return wanted.bind("order", id.value())
                .bind("ids", touched.lines().stream().map(LineId::value).toList())
                .bindTexts("keys", touched.mergeKeys());
    }

    private static PostgresTx ranked(Tx tx) {
        tx.rank(LockRank.ORDER);
        return PostgresTx.of(tx);
    }

    private void waited(PostgresTx tx, OrderId id) {
        long waited = tx.ageMillis();
        waits.accept(waited);
        if (waited > WORTH_LOGGING_MILLIS) {
            log.atWarn()
                    .addKeyValue("saleOrderId", id)
                    .addKeyValue("waitMs", waited)
                    .log("SELECT FOR UPDATE wait");
        }
    }

    private static final Sql ADD = Sql.of("""
            insert into "SaleOrder"
                   (id, merchantId, saleChannelId, deviceId, orderNumber, slug, orderType, currency, exchangeRate, name, note,
                    guestCount, customerId, validFrom, validTo, status, draftAt, processingAt, partialAt, completedAt,
                    cancelledAt, cancellationReason, subtotal, discount, orderDiscount, charge, tax, rounding, total, paid, received, paidItemIds,
                    businessDate, originOrderId, orderSplitAt, mergedAt, mergedIntoOrderId, checkSplitAt, openedInSessionId,
                    paymentSequence, changedSequence, createdAt, createdBy, modifiedAt, modifiedBy, metadata,
                    announcedTender, announcedDeviceId, adjustments, charges, cashIncrement, checkedOutBy, revision,
            """ + TallyColumns.COLUMNS + """
            )
            values (:id, :merchant, :channel, :device, :number, :slug, :type, :currency, :rate, :name, :note,
                    :guests, :customer, :validFrom, :validTo, :status, :draftAt, :processingAt, :partialAt, :completedAt,
                    :cancelledAt, :reason, :subtotal, :discount, :orderDiscount, :charge, :tax, :rounding, :total, :paid, :received, :paidItems,
                    :businessDate, :origin, :orderSplitAt, :mergedAt, :mergedInto, :checkSplitAt, :openedIn,
                    :paymentSequence, :changedSequence, :createdAt, :createdBy, :modifiedAt, :modifiedBy, cast(:metadata as jsonb),
                    :announcedTender, :announcedDevice, cast(:adjustments as jsonb), cast(:charges as jsonb), :cashIncrement,
                    :checkedOutBy, :revision,
            """ + TallyColumns.VALUES + ")");

    @Override
    public void add(Tx tx, Cart cart) {
        PostgresTx pg = ranked(tx);
        Cart.Changes changes = cart.changes();
        pg.later(HeaderRows.bind(ADD.bound(), changes.header()));
        LineWrites.put(pg, changes.header(), changes.lines());
        LineWrites.rememberAdds(pg, changes);
    }

    /** A stale revision is refused by the statement itself, so the commit can travel with it. */
    private static final Sql UPDATE = Sql.of("""
            update "SaleOrder"
               set orderType = :type, name = :name, note = :note, guestCount = :guests, customerId = :customer,
                   validFrom = :validFrom, validTo = :validTo, status = :status, draftAt = :draftAt,
                   processingAt = :processingAt, partialAt = :partialAt, completedAt = :completedAt,
                   cancelledAt = :cancelledAt, cancellationReason = :reason, subtotal = :subtotal, discount = :discount,
                   orderDiscount = :orderDiscount, charge = :charge, adjustments = cast(:adjustments as jsonb),
                   charges = cast(:charges as jsonb), tax = :tax, rounding = :rounding, total = :total, paid = :paid, received = :received,
                   paidItemIds = :paidItems, refundStatus = :refundStatus, refunded = :refunded, returnSequence = :returnSequence,
                   refundSequence = :refundSequence, businessDate = :businessDate, orderSplitAt = :orderSplitAt,
                   mergedAt = :mergedAt, mergedIntoOrderId = :mergedInto, checkSplitAt = :checkSplitAt,
                   paymentSequence = :paymentSequence,
                   changedSequence = :changedSequence, modifiedAt = :modifiedAt, modifiedBy = :modifiedBy,
                   metadata = cast(:metadata as jsonb), announcedTender = :announcedTender,
                   announcedDeviceId = :announcedDevice, deletedAt = :deletedAt, cashIncrement = :cashIncrement,
                   checkedOutBy = :checkedOutBy,
            """ + TallyColumns.SET + """
            ,
                   revision = case when revision = :loadedRevision then :revision else refuse_stale_revision(revision) end
             where id = :id and merchantId = :merchant
            """);

    @Override
    public void update(Tx tx, Cart cart) {
        PostgresTx pg = PostgresTx.of(tx);
        Cart.Changes changes = cart.changes();
        updateHeader(pg, changes.header(), changes.loadedRevision(), changes.deleted());
        LineWrites.put(pg, changes.header(), changes.lines());
        LineWrites.remove(pg, changes.header(), changes.removed());
        LineWrites.rememberAdds(pg, changes);
    }

    @Override
    public void update(Tx tx, SaleOrder order) {
        SaleOrder.Changes changes = order.changes();
        if (changes.header().revision() == changes.loadedRevision()) {
            return;
        }
        PostgresTx pg = PostgresTx.of(tx);
        updateHeader(pg, changes.header(), changes.loadedRevision(), false);
        LineWrites.change(pg, changes);
    }

    @Override
    public void update(Tx tx, OrderFamily family) {
        PostgresTx pg = PostgresTx.of(tx);
        OrderFamily.Changes changes = family.changes();
        for (OrderFamily.Changed member : changes.orders()) {
            if (member.loadedRevision().isPresent()) {
                updateHeader(pg, member.header(), member.loadedRevision().get(), false);
            } else {
                pg.later(HeaderRows.bind(ADD.bound(), member.header()));
            }
        }
        for (OrderFamily.Changed member : changes.orders()) {
            LineWrites.bring(pg, member.header(), member.lines());
        }
        LineWrites.removeFolded(pg, changes.orders().getFirst().header(), changes.folded());
    }

    private static void updateHeader(PostgresTx tx, OrderHeader header, long loadedRevision, boolean deleted) {
        tx.later(HeaderRows.bind(UPDATE.bind("loadedRevision", loadedRevision), header)
                .bind("deletedAt", deleted ? header.trace().modifiedAt() : null));
    }
}
