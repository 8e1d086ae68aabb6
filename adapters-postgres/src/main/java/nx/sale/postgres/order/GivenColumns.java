package nx.sale.postgres.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.order.charge.Charge;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.Money;
import nx.sale.postgres.settings.MoneyRulesColumns;
import nx.sale.postgres.sql.Jsonb;

/** Adjustments and service charges as JSON columns have them; the views {@code SaleOrderAdjustment} and {@code SaleOrderCharge} read them. */
final class GivenColumns {
    private GivenColumns() {}

    /**
     * @param on what it lies on; what was given on an order before a merge or a split laid it on a line says so itself
     */
    static List<Adjustment> adjustments(String column, Adjustment.Scope on, CurrencyCode currency) {
        return Jsonb.rows(column).stream()
                .map(row -> adjustment(row, on, currency))
                .toList();
    }

    private static Adjustment adjustment(Map<String, String> row, Adjustment.Scope on, CurrencyCode currency) {
        return new Adjustment(
                new AdjustmentId(Long.parseLong(required(row, "id"))),
                text(row, "origin").map(Long::valueOf).map(AdjustmentId::new),
                effect(row, currency),
                new Adjustment.Grounds(
                        text(row, "reason"),
                        text(row, "note"),
                        required(row, "by"),
                        Jsonb.instant(required(row, "at")),
                        text(row, "allowedBy").map(by -> allowed(row, by, on, currency))),
                // the build before noted the order's gross instead
                row.containsKey("orderGross") ? Adjustment.Scope.ORDER : scope(row, "scope", on));
    }

    private static Adjustment.Allowed allowed(
            Map<String, String> row, String by, Adjustment.Scope on, CurrencyCode currency) {
        return new Adjustment.Allowed(
                by,
                Money.of(required(row, "allowedUpTo"), currency),
                scope(row, "allowedFor", on),
                text(row, "allowedMoved")
                        .map(moved -> Money.of(moved, currency))
                        .orElse(Money.zero(currency)));
    }

    private static Adjustment.Scope scope(Map<String, String> row, String field, Adjustment.Scope otherwise) {
        return text(row, field).map(Adjustment.Scope::valueOf).orElse(otherwise);
    }

    private static Adjustment.Effect effect(Map<String, String> row, CurrencyCode currency) {
        String kind = required(row, "kind");
        return switch (kind) {
            case "PERCENT" -> new Adjustment.Percent(new BigDecimal(required(row, "value")));
            case "AMOUNT" -> new Adjustment.Amount(Money.of(required(row, "value"), currency));
            case "COMP" -> new Adjustment.Comp();
            case "CODE" -> new Adjustment.Code(required(row, "code"));
            default -> throw new IllegalStateException("an adjustment of kind " + kind);
        };
    }

    private static Optional<String> text(Map<String, String> row, String field) {
        return Optional.ofNullable(row.get(field));
    }

    private static String required(Map<String, String> row, String field) {
        return text(row, field).orElseThrow(() -> new IllegalStateException("an adjustment without " + field));
    }

    static List<Map<String, Object>> fields(List<Adjustment> adjustments) {
        return adjustments.stream().map(GivenColumns::fields).toList();
    }

    private static Map<String, Object> fields(Adjustment adjustment) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", adjustment.id().value());
        adjustment.origin().ifPresent(origin -> fields.put("origin", origin.value()));
        fields.put("kind", adjustment.effect().kind().name());
        switch (adjustment.effect()) {
            case Adjustment.Percent percent -> fields.put("value", Decimals.plain(percent.value()));
            case Adjustment.Amount amount -> fields.put("value", amount.value().canonical());
            case Adjustment.Comp comp -> {}
            case Adjustment.Code code -> fields.put("code", code.code());
        }
        Adjustment.Grounds grounds = adjustment.grounds();
        grounds.reasonCode().ifPresent(reason -> fields.put("reason", reason));
        grounds.note().ifPresent(note -> fields.put("note", note));
        fields.put("by", grounds.by());
        fields.put("at", grounds.at().toString());
        grounds.allowed().ifPresent(allowed -> {
            fields.put("allowedBy", allowed.by());
            fields.put("allowedUpTo", allowed.upTo().canonical());
            fields.put("allowedFor", allowed.of().name());
            if (allowed.moved().positive()) {
                fields.put("allowedMoved", allowed.moved().canonical());
            }
        });
        fields.put("scope", adjustment.scope().name());
        return fields;
    }

    static Charges charges(String column, CurrencyCode currency) {
        List<Charge> charges = new ArrayList<>();
        Jsonb.node(column)
                .forEach(node -> charges.add(new Charge(
                        MoneyRulesColumns.charge(node.get("terms")),
                        text(node, "waivedBy")
                                .map(by -> new Charge.Waiver(
                                        node.get("waiverReason").textValue(),
                                        by,
                                        Jsonb.instant(node.get("waivedAt").textValue()))),
                        money(node, "base", currency),
                        money(node, "amount", currency),
                        money(node, "tax", currency))));
        return new Charges(charges, currency);
    }

    static String text(Charges charges) {
        return Jsonb.text(charges.all().stream().map(GivenColumns::fields).toList());
    }

    private static Map<String, Object> fields(Charge charge) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("terms", MoneyRulesColumns.fields(charge.terms()));
        charge.waiver().ifPresent(waiver -> {
            fields.put("waivedBy", waiver.by());
            fields.put("waivedAt", waiver.at().toString());
            fields.put("waiverReason", waiver.reason());
        });
        fields.put("base", charge.base().canonical());
        fields.put("amount", charge.amount().canonical());
        fields.put("tax", charge.tax().canonical());
        return fields;
    }

    private static Money money(JsonNode node, String field, CurrencyCode currency) {
        return Money.of(node.get(field).textValue(), currency);
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).map(JsonNode::textValue);
    }
}
