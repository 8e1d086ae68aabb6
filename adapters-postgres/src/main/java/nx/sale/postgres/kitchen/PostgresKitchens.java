package nx.sale.postgres.kitchen;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.kitchen.Routing;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;

/** The kitchen for changing. Items are guarded by the lock of their order, tickets by a lock of their own, which comes after it. */
public final class PostgresKitchens implements Kitchens {
    private static final String LOCKED = """
              from "KitchenTicket" t
             where t.merchantId = :merchant and t.id in (%s)
             order by t.id
               for update
            """;

    private static final String ITEMS = "select " + TicketRows.ITEM + """
              from "KitchenTicketItem" i
             where i.merchantId = :merchant and i.kitchenTicketId in (%s)
             order by i.id
            """;

    /** The two statements that load tickets found in one way: one locks them, the other reads their items after that. */
    private record Load(Sql tickets, Sql items) {
        static Load of(String found) {
            return new Load(
                    Sql.of("select " + TicketRows.TICKET + LOCKED.formatted(found)), Sql.of(ITEMS.formatted(found)));
        }
    }

    private static final Load BY_ID = Load.of("select unnest(cast(:ids as bigint[]))");
    private static final Load BY_ORDER = Load.of(
            "select kitchenTicketId from \"KitchenTicketItem\" where merchantId = :merchant and saleOrderId = any(:ids)");
    private static final Load BY_LINE = Load.of(
            "select kitchenTicketId from \"KitchenTicketItem\" where merchantId = :merchant and saleOrderItemId = any(:ids)");

    @Override
    public Kitchen lock(Tx tx, MerchantId merchant, Collection<OrderHeader> orders, Collection<TicketId> tickets) {
        return loaded(tx, BY_ID, merchant, tickets.stream().map(TicketId::value).toList(), orders);
    }

    @Override
    public Kitchen lockOf(Tx tx, OrderHeader order) {
        return loaded(tx, BY_ORDER, order.merchant(), List.of(order.id().value()), List.of(order));
    }

    @Override
    public Kitchen lockOf(Tx tx, MerchantId merchant, Collection<LineId> lines) {
        return loaded(tx, BY_LINE, merchant, lines.stream().map(LineId::value).toList(), List.of());
    }

    private static Kitchen loaded(
            Tx tx, Load load, MerchantId merchant, List<Long> ids, Collection<OrderHeader> orders) {
        tx.rank(LockRank.KITCHEN);
        PostgresTx pg = PostgresTx.of(tx);
        Trip.Reply<KitchenTicket> tickets =
                pg.ask(load.tickets().bind("merchant", merchant.value()).bind("ids", ids), TicketRows::ticket);
        Trip.Reply<KitchenTicketItem> items =
                pg.ask(load.items().bind("merchant", merchant.value()).bind("ids", ids), TicketRows::item);
        return Kitchen.rehydrate(orders, TicketRows.together(tickets.rows(), items.rows()));
    }

    /** A stale revision is refused by the statement itself, so the commit can travel with it. */
    private static final Sql UPDATE_TICKETS = Sql.of("""
            update "KitchenTicket" t
               set saleOrderId = n.saleOrderId, rush = n.rush, status = n.status, processingAt = n.processingAt,
                   readyAt = n.readyAt, completedAt = n.completedAt, voidedAt = n.voidedAt,
                   orderNoteChangedTo = n.orderNoteChangedTo, orderNoteChangedAt = n.orderNoteChangedAt,
                   modifiedAt = n.modifiedAt, modifiedBy = n.modifiedBy,
                   revision = case when t.revision < n.revision then n.revision else refuse_stale_revision(t.revision) end
              from jsonb_to_recordset(cast(:tickets as jsonb)) as n
                   (id bigint, saleOrderId bigint, rush boolean, status text, processingAt timestamptz, readyAt timestamptz,
                    completedAt timestamptz, voidedAt timestamptz, orderNoteChangedTo text, orderNoteChangedAt timestamptz,
                    modifiedAt timestamptz, modifiedBy text, revision integer)
             where t.id = n.id and t.merchantId = :merchant
            """);

    private static final Sql PUT_ITEMS = Sql.of("""
            insert into "KitchenTicketItem" as i
                   (id, merchantId, kitchenTicketId, saleOrderId, saleOrderItemId, itemType, itemId, name, modifiers, note, seat,
                    course, quantity, offBillQuantity, status, pendingAt, cookingAt, readyAt, servedAt, voidedAt, voidReason,
                    voidedBy, orderCancelledAt, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :kitchenTicketId, :saleOrderId, :saleOrderItemId, :itemType, :itemId, :name, :modifiers, :note,
                    :seat, :course, :quantity, :offBillQuantity, :status, :pendingAt, :cookingAt, :readyAt, :servedAt, :voidedAt,
                    :voidReason, :voidedBy, :orderCancelledAt, :modifiedAt, :modifiedBy, :modifiedAt, :modifiedBy, :revision)
                on conflict (merchantId, id) do update
               set saleOrderId = excluded.saleOrderId, saleOrderItemId = excluded.saleOrderItemId,
                   quantity = excluded.quantity, offBillQuantity = excluded.offBillQuantity, status = excluded.status, cookingAt = excluded.cookingAt,
                   readyAt = excluded.readyAt, servedAt = excluded.servedAt, voidedAt = excluded.voidedAt,
                   voidReason = excluded.voidReason, voidedBy = excluded.voidedBy,
                   orderCancelledAt = excluded.orderCancelledAt, modifiedAt = excluded.modifiedAt,
                   modifiedBy = excluded.modifiedBy,
                   revision = case when i.revision < excluded.revision then excluded.revision
                                   else refuse_stale_revision(i.revision) end
            """);

    /**
     * The table refuses a line that would have more with the kitchen than it has. It cannot fall below nothing: the build before took
     * served dishes off a bill without marking them, and they may be voided now. What comes back was voided; a send takes it last.
     */
    private static final Sql MOVE_SENT = Sql.of("""
            update "SaleOrderItem" i
               set sentQuantity = greatest(i.sentQuantity + d.difference, 0),
                   voidedQuantity = least(i.voidedQuantity - least(d.difference, 0),
                                          i.quantity - greatest(i.sentQuantity + d.difference, 0))
              from jsonb_to_recordset(cast(:differences as jsonb)) as d (id bigint, difference numeric)
             where i.id = d.id and i.merchantId = :merchant
            """);

    private static final Sql SEQUENCES = Sql.of("""
            update "SaleOrder" o
               set kitchenSequence = n.sequence
              from jsonb_to_recordset(cast(:orders as jsonb)) as n (id bigint, sequence bigint)
             where o.merchantId = :merchant and o.id = n.id and o.kitchenSequence < n.sequence
            """);

    @Override
    public void update(Tx tx, Kitchen kitchen) {
        Kitchen.Changes changes = kitchen.changes();
        if (changes.tickets().isEmpty()) {
            return;
        }
        PostgresTx pg = PostgresTx.of(tx);
        long merchant = changes.tickets().getFirst().merchant().value();
        if (!changes.orders().isEmpty()) {
            pg.later(SEQUENCES
                    .bind("merchant", merchant)
                    .bind(
                            "orders",
                            Jsonb.text(changes.orders().stream()
                                    .map(order -> Map.of(
                                            "id",
                                            order.id().value(),
                                            "sequence",
                                            order.sequences().kitchen()))
                                    .toList())));
        }
        if (!changes.freed().isEmpty()) {
            Map<LineId, BigDecimal> less = new LinkedHashMap<>();
            changes.freed()
                    .forEach((line, quantity) -> less.put(line, quantity.value().negate()));
            moveSent(pg, merchant, less);
        }
        pg.later(UPDATE_TICKETS
                .bind(
                        "tickets",
                        Jsonb.text(changes.tickets().stream()
                                .map(TicketRows::fields)
                                .toList()))
                .bind("merchant", merchant));
        putItems(pg, merchant, changes.items().stream());
    }

    private static void putItems(PostgresTx tx, long merchant, Stream<KitchenTicketItem> items) {
        tx.later(items.map(item -> PUT_ITEMS.bind("merchant", merchant).bindFields(TicketRows.fields(item)))
                .toList());
    }

    private static void moveSent(PostgresTx tx, long merchant, Map<LineId, BigDecimal> differences) {
        tx.later(MOVE_SENT
                .bind("merchant", merchant)
                .bind(
                        "differences",
                        Jsonb.text(differences.entrySet().stream()
                                .map(entry -> Map.of("id", entry.getKey().value(), "difference", entry.getValue()))
                                .toList())));
    }

    private static final Sql SENT = Sql.of("select " + TicketRows.TICKET + """
              from "KitchenTicket" t
             where t.merchantId = :merchant and t.sentForOrderId = :order and t.idempotencyKey = :key
             order by t.id
            """);

    private static final Sql SENT_ITEMS = Sql.of("select " + TicketRows.ITEM + """
              from "KitchenTicketItem" i
              join "KitchenTicket" t on t.merchantId = :merchant and t.id = i.kitchenTicketId
             where i.merchantId = :merchant and t.sentForOrderId = :order and t.idempotencyKey = :key
             order by i.id
            """);

    @Override
    public List<KitchenTicket> readSent(Tx tx, OrderHeader order, String key) {
        PostgresTx pg = PostgresTx.of(tx);
        Trip.Reply<KitchenTicket> tickets = pg.ask(sent(SENT, order, key), TicketRows::ticket);
        Trip.Reply<KitchenTicketItem> items = pg.ask(sent(SENT_ITEMS, order, key), TicketRows::item);
        return TicketRows.together(tickets.rows(), items.rows());
    }

    private static Sql.Bound sent(Sql sql, OrderHeader order, String key) {
        return sql.bind("merchant", order.merchant().value())
                .bind("order", order.id().value())
                .bind("key", key);
    }

    private static final Sql COUNT = Sql.of("""
            insert into "KitchenCounter" as c (merchantId, businessDate, last)
            values (:merchant, :day, :count)
                on conflict (merchantId, businessDate) do update set last = c.last + excluded.last
            returning last
            """);

    private static final Sql ADD = Sql.of("""
            insert into "KitchenTicket"
                   (id, merchantId, saleOrderId, sentForOrderId, stationId, number, businessDate, course, rush, idempotencyKey,
                    keyContent, note, orderNote, status, pendingAt, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :saleOrderId, :saleOrderId, :stationId, :number, :day, :course, :rush, :idempotencyKey,
                    :keyContent, :note, :orderNote, :status, :pendingAt, :modifiedAt, :modifiedBy, :modifiedAt, :modifiedBy,
                    :revision)
            """);

    @Override
    public List<KitchenTicket> add(Tx tx, List<KitchenTicket> tickets) {
        tx.rank(LockRank.TICKET_NUMBER);
        PostgresTx pg = PostgresTx.of(tx);
        KitchenTicket any = tickets.getFirst();
        long merchant = any.merchant().value();
        LocalDate day = any.number().businessDate();
        Map<LineId, BigDecimal> more = new LinkedHashMap<>();
        tickets.forEach(ticket -> ticket.items()
                .forEach(item -> more.merge(item.line(), item.quantity().value(), BigDecimal::add)));
        moveSent(pg, merchant, more);
        int last = pg.ask(
                        COUNT.bind("merchant", merchant).bind("day", day).bind("count", tickets.size()),
                        row -> row.getInt("last"))
                .rows()
                .getFirst();
        List<KitchenTicket> numbered = new ArrayList<>();
        for (KitchenTicket ticket : tickets) {
            numbered.add(ticket.numbered(last - tickets.size() + numbered.size() + 1));
        }
        pg.later(numbered.stream()
                .map(ticket -> ADD.bind("merchant", merchant).bind("day", day).bindFields(TicketRows.fields(ticket)))
                .toList());
        putItems(pg, merchant, tickets.stream().flatMap(ticket -> ticket.items().stream()));
        return List.copyOf(numbered);
    }

    @Override
    public Routing readRouting(Tx tx, MerchantId merchant, Optional<Long> otherwise) {
        return new Routing(
                PostgresTx.of(tx)
                        .ask(PostgresKitchenViews.STATIONS.bind("merchant", merchant.value()), TicketRows::station)
                        .rows(),
                otherwise.map(StationId::new),
                true);
    }

    private static final Sql FOLLOW = Sql.of("""
            update "KitchenTicketItem" i
               set saleOrderId = n.destination, saleOrderItemId = coalesce(n.whole, i.saleOrderItemId), modifiedAt = :at,
                   modifiedBy = :by, revision = i.revision + 1
              from jsonb_to_recordset(cast(:moves as jsonb)) as n (line bigint, destination bigint, whole bigint)
             where i.saleOrderItemId = n.line and i.merchantId = :merchant
            """);

    /** A ticket whose items are all with one other order goes there too. */
    private static final Sql TICKETS_FOLLOW = Sql.of("""
            update "KitchenTicket" t
               set saleOrderId = f.destination, modifiedAt = :at, modifiedBy = :by, revision = t.revision + 1
              from (select i.kitchenTicketId, min(i.saleOrderId) as destination
                      from "KitchenTicketItem" i
                     where i.merchantId = :merchant
                       and i.kitchenTicketId in (select kitchenTicketId from "KitchenTicketItem"
                                                  where merchantId = :merchant and saleOrderId = any(:destinations))
                     group by i.kitchenTicketId
                    having min(i.saleOrderId) = max(i.saleOrderId)) f
             where t.id = f.kitchenTicketId and t.saleOrderId <> f.destination and t.merchantId = :merchant
            """);

    /** Parts that are split off now have been seen to already: their lines are new, no item is theirs yet. */
    @Override
    public void follow(Tx tx, OrderOperation operation, Origin origin, Instant at) {
        tx.rank(LockRank.KITCHEN);
        if (operation.moves().isEmpty()) {
            return;
        }
        boolean parting = operation.kind() == OrderOperation.Kind.SPLIT;
        List<Map<String, Object>> moves = operation.moves().stream()
                .filter(move -> !parting || move.whole().isEmpty())
                .map(PostgresKitchens::fields)
                .toList();
        PostgresTx pg = PostgresTx.of(tx);
        pg.later(FOLLOW.bind("moves", Jsonb.text(moves))
                .bind("merchant", operation.merchant().value())
                .bind("at", at)
                .bind("by", origin.actor().label()));
        pg.later(TICKETS_FOLLOW
                .bind(
                        "destinations",
                        operation.moves().stream()
                                .map(move -> move.to().value())
                                .distinct()
                                .toList())
                .bind("merchant", operation.merchant().value())
                .bind("at", at)
                .bind("by", origin.actor().label()));
    }

    private static Map<String, Object> fields(OrderOperation.Move move) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", move.line().value());
        fields.put("destination", move.to().value());
        move.whole().ifPresent(whole -> fields.put("whole", whole.value()));
        return fields;
    }

    private static final Sql HAS_TICKETS = Sql.of(
            "select exists (select 1 from \"KitchenTicketItem\" where merchantId = :merchant and saleOrderId = :order) as present");

    @Override
    public boolean readHasTickets(Tx tx, OrderHeader order) {
        return PostgresTx.of(tx)
                .ask(
                        HAS_TICKETS
                                .bind("merchant", order.merchant().value())
                                .bind("order", order.id().value()),
                        row -> row.getBoolean("present"))
                .rows()
                .getFirst();
    }
}
