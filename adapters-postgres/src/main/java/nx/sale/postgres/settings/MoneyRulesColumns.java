package nx.sale.postgres.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.settings.Reason;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Reasons;
import nx.sale.domain.settings.ServiceCharge;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.OrderType;
import nx.sale.postgres.sql.Jsonb;

/** Reasons and service charges as JSON columns have them; an order has its own copy of the charges in the same form. */
public final class MoneyRulesColumns {
    private MoneyRulesColumns() {}

    static String text(Reasons reasons) {
        Map<String, Object> lists = new TreeMap<>();
        reasons.lists()
                .forEach((kind, list) -> lists.put(
                        kind.name(),
                        list.stream()
                                .map(reason -> Map.of("code", reason.code(), "name", reason.name()))
                                .toList()));
        return Jsonb.text(lists);
    }

    static Reasons reasons(String column) {
        Map<ReasonKind, List<Reason>> lists = new EnumMap<>(ReasonKind.class);
        Jsonb.node(column).properties().forEach(list -> {
            List<Reason> reasons = new ArrayList<>();
            list.getValue()
                    .forEach(node -> reasons.add(new Reason(
                            node.get("code").textValue(), node.get("name").textValue())));
            lists.put(ReasonKind.valueOf(list.getKey()), reasons);
        });
        return new Reasons(lists);
    }

    static String increments(Map<CurrencyCode, BigDecimal> increments) {
        Map<String, Object> fields = new TreeMap<>();
        increments.forEach((currency, coin) -> fields.put(currency.value(), Decimals.plain(coin)));
        return Jsonb.text(fields);
    }

    static Map<CurrencyCode, BigDecimal> increments(String column) {
        Map<CurrencyCode, BigDecimal> increments = new LinkedHashMap<>();
        Jsonb.node(column)
                .properties()
                .forEach(field -> increments.put(
                        new CurrencyCode(field.getKey()),
                        new BigDecimal(field.getValue().textValue())));
        return increments;
    }

    public static String text(List<ServiceCharge> charges) {
        return Jsonb.text(charges.stream().map(MoneyRulesColumns::fields).toList());
    }

    public static Map<String, Object> fields(ServiceCharge charge) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", charge.code());
        fields.put("name", charge.name());
        fields.put("kind", charge.kind().name());
        fields.put("value", Decimals.plain(charge.value()));
        charge.currency().ifPresent(currency -> fields.put("currency", currency.value()));
        fields.put("taxRate", Decimals.plain(charge.taxRate()));
        fields.put(
                "orderTypes",
                charge.when().orderTypes().stream().map(Enum::name).sorted().toList());
        fields.put(
                "channels",
                charge.when().channels().stream().sorted().map(Object::toString).toList());
        charge.when().minGuests().ifPresent(least -> fields.put("minGuests", least));
        return fields;
    }

    public static List<ServiceCharge> serviceCharges(String column) {
        List<ServiceCharge> charges = new ArrayList<>();
        Jsonb.node(column).forEach(node -> charges.add(charge(node)));
        return charges;
    }

    public static ServiceCharge charge(JsonNode node) {
        return new ServiceCharge(
                node.get("code").textValue(),
                node.get("name").textValue(),
                ServiceCharge.Kind.valueOf(node.get("kind").textValue()),
                new BigDecimal(node.get("value").textValue()),
                Optional.ofNullable(node.get("currency"))
                        .map(JsonNode::textValue)
                        .map(CurrencyCode::new),
                new BigDecimal(node.get("taxRate").textValue()),
                new ServiceCharge.When(
                        set(node.get("orderTypes"), OrderType::valueOf),
                        set(node.get("channels"), id -> new SaleChannelId(Long.parseLong(id))),
                        node.has("minGuests")
                                ? OptionalInt.of(node.get("minGuests").intValue())
                                : OptionalInt.empty()));
    }

    private static <T> Set<T> set(JsonNode nodes, Function<String, T> read) {
        Set<T> values = new HashSet<>();
        nodes.forEach(node -> values.add(read.apply(node.textValue())));
        return values;
    }
}
