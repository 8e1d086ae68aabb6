package nx.sale.postgres.order;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;

/** Writes the lines of orders whose locks are held. Any number of lines of one order goes in one statement. */
final class LineWrites {
    private LineWrites() {}

    private static final Sql PUT_LINES = Sql.of("""
            insert into "SaleOrderItem" as i
                   (id, merchantId, saleOrderId, itemType, itemId, mode, leadItemId, perLead, currency, heldPrice, basePrice,
                    unitPrice, discount, tax, quantity, total, fareId, fareProvider, priceMetadata, modifiers, name, sku,
                    categoryId, categoryName, kitchenStationCode, note, seat, course, mergeKey, partOfItemId, transferHistory,
                    sentQuantity, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            select l.id, :merchant, :order, l.itemType, l.itemId, l.mode, l.leadItemId, l.perLead, l.currency, l.heldPrice,
                   l.basePrice, l.unitPrice, l.discount, l.tax, l.quantity, l.total, l.fareId, l.fareProvider,
                   l.priceMetadata, l.modifiers, l.name, l.sku, l.categoryId, l.categoryName, l.kitchenStationCode, l.note,
                   l.seat, l.course, l.mergeKey, l.partOfItemId, l.transferHistory, l.sentQuantity, :at, :by, :at, :by, 1
              from jsonb_to_recordset(cast(:lines as jsonb)) as l
                   (id bigint, itemType text, itemId bigint, mode text, leadItemId bigint, perLead numeric, currency text,
                    heldPrice numeric, basePrice numeric, unitPrice numeric, discount numeric, tax numeric, quantity numeric,
                    total numeric, fareId text, fareProvider text, priceMetadata jsonb, modifiers jsonb, name text, sku text,
                    categoryId text, categoryName text, kitchenStationCode text, note text, seat integer, course integer,
                    mergeKey text, partOfItemId bigint, transferHistory jsonb, sentQuantity numeric)
                on conflict (merchantId, id) do update
               set saleOrderId = excluded.saleOrderId, transferHistory = excluded.transferHistory,
                   basePrice = excluded.basePrice, unitPrice = excluded.unitPrice, discount = excluded.discount,
                   tax = excluded.tax, quantity = excluded.quantity, sentQuantity = excluded.sentQuantity, total = excluded.total, fareId = excluded.fareId,
                   fareProvider = excluded.fareProvider, priceMetadata = excluded.priceMetadata, note = excluded.note,
                   seat = excluded.seat, course = excluded.course, mergeKey = excluded.mergeKey,
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
        if (lines.isEmpty()) {
            return;
        }
        tx.later(PUT_LINES
                .bind("moving", moving)
                .bind("merchant", header.merchant().value())
                .bind("order", header.id().value())
                .bind("at", header.trace().modifiedAt())
                .bind("by", header.trace().modifiedBy())
                .bind("lines", LineRows.json(lines)));
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
            select :merchant, :order, a.clientLineId, a.itemId, i.quantity, :at
              from jsonb_to_recordset(cast(:adds as jsonb)) as a (clientLineId uuid, itemId bigint)
              join "SaleOrderItem" i on i.merchantId = :merchant and i.id = a.itemId
            """);

    /** Which line each new device line id names: a repeat is recognised by it. */
    static void rememberAdds(PostgresTx tx, Cart.Changes changes) {
        if (changes.clientLines().isEmpty()) {
            return;
        }
        List<Map<String, Object>> adds = changes.clientLines().entrySet().stream()
                .map(add -> Map.<String, Object>of(
                        "clientlineid",
                        add.getKey().toString(),
                        "itemid",
                        add.getValue().value()))
                .toList();
        tx.later(REMEMBER_ADDS
                .bind("merchant", changes.header().merchant().value())
                .bind("order", changes.header().id().value())
                .bind("at", changes.header().trace().modifiedAt())
                .bind("adds", Jsonb.text(adds)));
    }
}
