package nx.sale.postgres.order;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.Quantity;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;

/** Writes the lines of orders whose locks are held. Any number of lines of one order goes in one trip. */
final class LineWrites {
    private LineWrites() {}

    private static final Sql PUT_LINES = Sql.of("""
            insert into "SaleOrderItem" as i
                   (id, merchantId, saleOrderId, itemType, itemId, mode, leadItemId, perLead, currency, heldPrice, basePrice,
                    unitPrice, discount, tax, quantity, total, fareId, fareProvider, priceMetadata, modifiers, name, sku,
                    categoryId, categoryName, kitchenStationCode, note, seat, course, mergeKey, partOfItemId, transferHistory,
                    sentQuantity, voidedQuantity, manualDiscount, adjustments, charge, chargeTax, createdAt, createdBy, modifiedAt,
                    modifiedBy, revision)
            values (:id, :merchant, :order, :itemType, :itemId, :mode, :leadItemId, :perLead, :currency, :heldPrice, :basePrice,
                    :unitPrice, :discount, :tax, :quantity, :total, :fareId, :fareProvider, :priceMetadata, :modifiers, :name, :sku,
                    :categoryId, :categoryName, :kitchenStationCode, :note, :seat, :course, :mergeKey, :partOfItemId,
                    :transferHistory, :sentQuantity, :voidedQuantity, :manualDiscount, :adjustments, :charge, :chargeTax, :at, :by, :at,
                    :by, 1)
                on conflict (merchantId, id) do update
               set saleOrderId = excluded.saleOrderId, transferHistory = excluded.transferHistory,
                   basePrice = excluded.basePrice, unitPrice = excluded.unitPrice, discount = excluded.discount,
                   tax = excluded.tax, quantity = excluded.quantity, sentQuantity = excluded.sentQuantity,
                   voidedQuantity = excluded.voidedQuantity, total = excluded.total, fareId = excluded.fareId,
                   fareProvider = excluded.fareProvider, priceMetadata = excluded.priceMetadata, note = excluded.note,
                   manualDiscount = excluded.manualDiscount, adjustments = excluded.adjustments,
                   charge = excluded.charge, chargeTax = excluded.chargeTax, seat = excluded.seat, course = excluded.course, mergeKey = excluded.mergeKey,
                   modifiedAt = excluded.modifiedAt, modifiedBy = excluded.modifiedBy, revision = i.revision + 1
             where (i.saleOrderId = excluded.saleOrderId or :moving) and i.deletedAt is null
            """);

    /** Adds lines to an order, and changes those that are on it. */
    static void put(PostgresTx tx, OrderHeader header, List<Line> lines) {
        put(tx, header, lines, false);
    }

    /** As above, and moves lines from another order, which must be locked too. */
    static void bring(PostgresTx tx, OrderHeader header, List<Line> lines) {
        put(tx, header, lines, true);
    }

    private static void put(PostgresTx tx, OrderHeader header, List<Line> lines, boolean moving) {
        tx.later(lines.stream()
                .map(line -> of(PUT_LINES, header).bind("moving", moving).bindFields(LineRows.fields(line)))
                .toList());
    }

    private static Sql.Bound of(Sql sql, OrderHeader header) {
        return sql.bind("merchant", header.merchant().value())
                .bind("order", header.id().value())
                .bind("at", header.trace().modifiedAt())
                .bind("by", header.trace().modifiedBy());
    }

    private static final Sql CHANGE_LINES = Sql.of("""
            update "SaleOrderItem" i
               set basePrice = l.basePrice, unitPrice = l.unitPrice, discount = l.discount, tax = l.tax, total = l.total,
                   fareId = l.fareId, fareProvider = l.fareProvider, priceMetadata = l.priceMetadata,
                   manualDiscount = l.manualDiscount, adjustments = coalesce(l.adjustments, i.adjustments), charge = l.charge, chargeTax = l.chargeTax,
                   modifiedAt = :at, modifiedBy = :by, revision = i.revision + 1
              from jsonb_to_recordset(cast(:lines as jsonb)) as l
                   (id bigint, basePrice numeric, unitPrice numeric, discount numeric, tax numeric, total numeric, fareId text,
                    fareProvider text, priceMetadata jsonb, manualDiscount numeric, adjustments jsonb, charge numeric,
                    chargeTax numeric)
             where i.merchantId = :merchant and i.id = l.id and i.saleOrderId = :order and i.deletedAt is null
            """);

    /** Changes amounts of lines that are on the order, and who allowed what was given on them; a whole order changes nothing else of its lines. */
    static void change(PostgresTx tx, SaleOrder.Changes changes) {
        if (!changes.lines().isEmpty()) {
            tx.later(of(CHANGE_LINES, changes.header())
                    .bind("lines", LineRows.amounts(changes.lines(), changes.allowed())));
        }
    }

    private static final Sql REMOVE_LINES = Sql.of("""
            update "SaleOrderItem"
               set deletedAt = :at, modifiedAt = :at, modifiedBy = :by, revision = revision + 1
             where merchantId = :merchant and saleOrderId = :order and id = any(:ids) and deletedAt is null
            """);

    static void remove(PostgresTx tx, OrderHeader header, Collection<LineId> removed) {
        if (!removed.isEmpty()) {
            tx.later(removal(REMOVE_LINES, header, removed)
                    .bind("order", header.id().value()));
        }
    }

    private static final Sql REMOVE_FOLDED = Sql.of("""
            update "SaleOrderItem"
               set deletedAt = :at, modifiedAt = :at, modifiedBy = :by, revision = revision + 1
             where merchantId = :merchant and id = any(:ids) and deletedAt is null
            """);

    /** Removes lines that went back into another; their order was locked with the rest of the family. */
    static void removeFolded(PostgresTx tx, OrderHeader header, Collection<LineId> folded) {
        if (!folded.isEmpty()) {
            tx.later(removal(REMOVE_FOLDED, header, folded));
        }
    }

    private static Sql.Bound removal(Sql sql, OrderHeader header, Collection<LineId> lines) {
        return sql.bind("merchant", header.merchant().value())
                .bind("ids", lines.stream().map(LineId::value).toList())
                .bind("at", header.trace().modifiedAt())
                .bind("by", header.trace().modifiedBy());
    }

    private static final Sql REMEMBER_ADDS = Sql.of("""
            insert into "SaleOrderItemAdd" (merchantId, saleOrderId, clientLineId, itemId, quantity, createdAt)
            values (:merchant, :order, :clientLine, :item, :quantity, :at)
            """);

    /** Which line each new device line id names: a repeat is recognised by it. */
    static void rememberAdds(PostgresTx tx, Cart.Changes changes) {
        Map<LineId, Quantity> quantities = new HashMap<>();
        changes.lines().forEach(line -> quantities.put(line.id(), line.quantity()));
        tx.later(changes.clientLines().entrySet().stream()
                .map(add -> of(REMEMBER_ADDS, changes.header())
                        .bind("clientLine", add.getKey())
                        .bind("item", add.getValue().value())
                        .bind(
                                "quantity",
                                Objects.requireNonNull(quantities.get(add.getValue()))
                                        .value()))
                .toList());
    }
}
