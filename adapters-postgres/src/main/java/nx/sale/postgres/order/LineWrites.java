package nx.sale.postgres.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;
import org.jspecify.annotations.Nullable;

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

    /** The lists are of one length, but for that of the adjustments: it is empty when they stay as they are. */
    private static final Sql CHANGE_LINES = Sql.of("""
            update "SaleOrderItem" i
               set basePrice = l.basePrice, unitPrice = l.unitPrice, discount = l.discount, tax = l.tax, total = l.total,
                   fareId = l.fareId, fareProvider = l.fareProvider, priceMetadata = cast(l.priceMetadata as jsonb),
                   manualDiscount = l.manualDiscount, adjustments = coalesce(cast(l.adjustments as jsonb), i.adjustments), charge = l.charge, chargeTax = l.chargeTax,
                   modifiedAt = :at, modifiedBy = :by, revision = i.revision + 1
              from unnest(cast(:ids as bigint[]), cast(:basePrices as numeric[]), cast(:unitPrices as numeric[]), cast(:discounts as numeric[]),
                          cast(:taxes as numeric[]), cast(:totals as numeric[]), cast(:fareIds as text[]), cast(:fareProviders as text[]),
                          cast(:priceMetadata as text[]), cast(:manualDiscounts as numeric[]), cast(:adjustments as text[]),
                          cast(:charges as numeric[]), cast(:chargeTaxes as numeric[]))
                   as l (id, basePrice, unitPrice, discount, tax, total, fareId, fareProvider, priceMetadata, manualDiscount, adjustments, charge,
                         chargeTax)
             where i.merchantId = :merchant and i.id = l.id and i.saleOrderId = :order and i.deletedAt is null
            """);

    /** Changes amounts of lines that are on the order, and who allowed what was given on them; a whole order changes nothing else of its lines. */
    static void change(PostgresTx tx, SaleOrder.Changes changes) {
        List<Line> lines = changes.lines();
        if (lines.isEmpty()) {
            return;
        }
        tx.later(of(CHANGE_LINES, changes.header())
                .bind("ids", each(lines, line -> line.id().value()))
                .bind("basePrices", amounts(lines, line -> line.prices().base()))
                .bind("unitPrices", amounts(lines, line -> line.prices().unit()))
                .bind("discounts", amounts(lines, line -> line.prices().discount()))
                .bind("taxes", amounts(lines, line -> line.prices().tax()))
                .bind("totals", amounts(lines, line -> line.prices().total()))
                .bind("manualDiscounts", amounts(lines, line -> line.discounts().amount()))
                .bind("charges", amounts(lines, line -> line.prices().charged().amount()))
                .bind(
                        "chargeTaxes",
                        amounts(lines, line -> line.prices().charged().tax()))
                .bindTexts("fareIds", texts(lines, quoted -> quoted.fare().id()))
                .bindTexts("fareProviders", texts(lines, quoted -> quoted.fare().provider()))
                .bindTexts("priceMetadata", texts(lines, quoted -> Optional.of(quoted.priceMetadata())))
                .bindTexts("adjustments", changes.allowed() ? each(lines, LineRows::adjustments) : List.of()));
    }

    private static List<BigDecimal> amounts(List<Line> lines, Function<Line, Money> amount) {
        return each(lines, amount.andThen(Money::amount));
    }

    private static <T> List<T> each(List<Line> lines, Function<Line, T> field) {
        return lines.stream().map(field).toList();
    }

    /** What pricing said of each; nothing of a line that it was not asked for. */
    private static List<@Nullable String> texts(List<Line> lines, Function<Line.Quoted, Optional<String>> text) {
        List<@Nullable String> texts = new ArrayList<>();
        lines.forEach(line -> texts.add(line.quoted().flatMap(text).orElse(null)));
        return texts;
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
