package nx.sale.postgres.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.LineDiscount;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.Rows;
import org.jspecify.annotations.Nullable;

/** Rows of {@code SaleOrderItem} to lines and back. Fields are named as their columns, in small letters. */
final class LineRows {
    static final String COLUMNS = """
            id, itemType, itemId, mode, leadItemId, perLead, currency, heldPrice, basePrice, unitPrice, discount, tax, quantity,
            total, fareId, fareProvider, priceMetadata, modifiers, name, sku, categoryId, categoryName, kitchenStationCode, note,
            seat, course, mergeKey, partOfItemId, transferHistory, sentQuantity, voidedQuantity, manualDiscount, adjustments,
            charge, chargeTax
            """;

    private LineRows() {}

    static Line read(ResultSet row) throws SQLException {
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        Line.Fare fare = new Line.Fare(Rows.optionalText(row, "fareId"), Rows.optionalText(row, "fareProvider"));
        Quantity perLead = new Quantity(row.getBigDecimal("perLead"));
        return new Line(
                new LineId(row.getLong("id")),
                new Line.Product(
                        row.getString("itemType"),
                        Rows.optionalLong(row, "itemId").map(VariantId::new),
                        row.getString("name"),
                        Rows.optionalText(row, "sku"),
                        Rows.optionalText(row, "categoryId"),
                        Rows.optionalText(row, "categoryName"),
                        Rows.optionalText(row, "kitchenStationCode")),
                Line.Mode.valueOf(row.getString("mode")),
                Rows.optionalLong(row, "leadItemId").map(lead -> new Line.ComboPart(new LineId(lead), perLead)),
                new Quantity(row.getBigDecimal("quantity")),
                new Line.Preparation(
                        Rows.optionalText(row, "note"),
                        row.getInt("course"),
                        new Quantity(row.getBigDecimal("sentQuantity")),
                        new Quantity(row.getBigDecimal("voidedQuantity"))),
                new Line.Prices(
                        Rows.money(row, "heldPrice", currency),
                        Rows.money(row, "basePrice", currency),
                        Rows.money(row, "unitPrice", currency),
                        Rows.money(row, "discount", currency),
                        Rows.money(row, "tax", currency),
                        Rows.money(row, "total", currency),
                        new Charges.Part(Rows.money(row, "charge", currency), Rows.money(row, "chargeTax", currency))),
                Rows.optionalText(row, "priceMetadata").map(metadata -> new Line.Quoted(fare, metadata)),
                modifiers(row.getString("modifiers"), currency),
                row.getInt("seat"),
                row.getString("mergeKey"),
                new Line.Journey(
                        Rows.optionalLong(row, "partOfItemId").map(LineId::new),
                        transfers(Rows.optionalText(row, "transferHistory"))),
                new LineDiscount(
                        GivenColumns.adjustments(row.getString("adjustments"), Adjustment.Scope.LINE, currency),
                        Rows.money(row, "manualDiscount", currency)));
    }

    private static List<Line.Transfer> transfers(Optional<String> json) {
        List<Line.Transfer> transfers = new ArrayList<>();
        for (JsonNode node : Jsonb.node(json.orElse("[]"))) {
            transfers.add(new Line.Transfer(
                    new OrderId(Long.parseLong(node.get("sourceOrderId").textValue())),
                    new OrderId(Long.parseLong(node.get("targetOrderId").textValue())),
                    Jsonb.instant(node.get("transferredAt").textValue())));
        }
        return transfers;
    }

    private static List<Line.Modifier> modifiers(String json, CurrencyCode currency) {
        List<Line.Modifier> modifiers = new ArrayList<>();
        for (JsonNode node : Jsonb.node(json)) {
            modifiers.add(new Line.Modifier(
                    node.get("code").textValue(),
                    node.get("name").textValue(),
                    Quantity.of(node.get("quantity").textValue()),
                    Money.of(node.get("unitPrice").textValue(), currency)));
        }
        return modifiers;
    }

    /** What was given on a line, as its column has it. */
    static String adjustments(Line line) {
        return Jsonb.text(GivenColumns.fields(line.discounts().adjustments()));
    }

    static Map<String, @Nullable Object> fields(Line line) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Line.Prices prices = line.prices();
        fields.put("id", line.id().value());
        fields.put("baseprice", amount(prices.base()));
        fields.put("unitprice", amount(prices.unit()));
        fields.put("discount", amount(prices.discount()));
        fields.put("tax", amount(prices.tax()));
        fields.put("total", amount(prices.total()));
        fields.put("manualdiscount", amount(line.discounts().amount()));
        fields.put("charge", amount(prices.charged().amount()));
        fields.put("chargetax", amount(prices.charged().tax()));
        fields.put("fareid", line.quoted().flatMap(quoted -> quoted.fare().id()).orElse(null));
        fields.put(
                "fareprovider",
                line.quoted().flatMap(quoted -> quoted.fare().provider()).orElse(null));
        fields.put(
                "pricemetadata",
                line.quoted().map(quoted -> Jsonb.node(quoted.priceMetadata())).orElse(null));
        fields.put("adjustments", GivenColumns.fields(line.discounts().adjustments()));
        Line.Product product = line.product();
        fields.put("itemtype", product.itemType());
        fields.put("itemid", product.itemId().map(VariantId::value).orElse(null));
        fields.put("mode", line.mode().name());
        fields.put("leaditemid", line.lead().map(LineId::value).orElse(null));
        fields.put("perlead", line.perLead().value());
        fields.put("currency", line.currency().value());
        fields.put("heldprice", amount(prices.held()));
        fields.put("quantity", line.quantity().value());
        fields.put("sentquantity", line.sent().value());
        fields.put("voidedquantity", line.voided().value());
        fields.put(
                "modifiers",
                line.modifiers().stream()
                        .map(modifier -> Map.of(
                                "code", modifier.code(),
                                "name", modifier.name(),
                                "quantity", modifier.quantity().toString(),
                                "unitPrice", modifier.unitPrice().canonical()))
                        .toList());
        fields.put("name", product.name());
        fields.put("sku", product.sku().orElse(null));
        fields.put("categoryid", product.categoryId().orElse(null));
        fields.put("categoryname", product.categoryName().orElse(null));
        fields.put("kitchenstationcode", product.kitchenStationCode().orElse(null));
        fields.put("note", line.note().orElse(null));
        fields.put("seat", line.seat());
        fields.put("course", line.course());
        fields.put("mergekey", line.mergeKey());
        fields.put("partofitemid", line.journey().partOf().map(LineId::value).orElse(null));
        fields.put("transferhistory", transfers(line.journey().transfers()));
        return fields;
    }

    /** Null for a line that never moved (FAMILY-2). */
    private static @Nullable Object transfers(List<Line.Transfer> transfers) {
        return transfers.isEmpty()
                ? null
                : transfers.stream()
                        .map(transfer -> Map.of(
                                "sourceOrderId", transfer.source().toString(),
                                "targetOrderId", transfer.target().toString(),
                                "transferredAt", transfer.at().toString()))
                        .toList();
    }

    private static BigDecimal amount(Money money) {
        return money.amount();
    }
}
