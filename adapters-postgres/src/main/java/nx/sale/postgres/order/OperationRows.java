package nx.sale.postgres.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.Sums;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** The row of {@code OrderOperation} to an operation and back. */
final class OperationRows {
    static final String COLUMNS = """
            id, merchantId, kind, saleOrderId, otherOrders, moves, sumsBefore, sumsAfter, currency, undoes, home, adopted, revision,
            createdAt, createdBy, modifiedAt, modifiedBy
            """;

    private OperationRows() {}

    static OrderOperation read(ResultSet row) throws SQLException {
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        return new OrderOperation(
                new OperationId(row.getLong("id")),
                new MerchantId(row.getLong("merchantId")),
                OrderOperation.Kind.valueOf(row.getString("kind")),
                new OrderId(row.getLong("saleOrderId")),
                Rows.longs(row, "otherOrders").stream().map(OrderId::new).toList(),
                moves(row.getString("moves")),
                sums(row.getString("sumsBefore"), currency),
                sums(row.getString("sumsAfter"), currency),
                Rows.optionalLong(row, "undoes").map(OperationId::new),
                Rows.longs(row, "home").stream().map(OrderId::new).collect(Collectors.toSet()),
                Rows.optionalLong(row, "adopted").map(CustomerId::new),
                row.getLong("revision"),
                Rows.trace(row));
    }

    private static List<OrderOperation.Move> moves(String json) {
        List<OrderOperation.Move> moves = new ArrayList<>();
        for (JsonNode node : Jsonb.node(json)) {
            moves.add(new OrderOperation.Move(
                    new LineId(node.get("itemId").longValue()),
                    new OrderId(node.get("from").longValue()),
                    new OrderId(node.get("to").longValue()),
                    Quantity.of(node.get("quantity").textValue()),
                    Quantity.of(node.path("sent").asText("0")),
                    optional(node, "whole").map(LineId::new)));
        }
        return moves;
    }

    private static List<Sums> sums(String json, CurrencyCode currency) {
        List<Sums> sums = new ArrayList<>();
        for (JsonNode node : Jsonb.node(json)) {
            sums.add(new Sums(
                    new OrderId(node.get("order").longValue()),
                    optional(node, "check").map(CheckId::new),
                    new Totals(
                            money(node, "subtotal", currency),
                            money(node, "discount", currency),
                            node.has("charge") ? money(node, "charge", currency) : Money.zero(currency),
                            money(node, "tax", currency),
                            money(node, "rounding", currency),
                            money(node, "total", currency)),
                    node.has("guests") ? OptionalInt.of(node.get("guests").intValue()) : OptionalInt.empty(),
                    new OrderDiscount(
                            GivenColumns.adjustments(
                                    node.path("adjustments").toString(), Adjustment.Scope.ORDER, currency),
                            node.has("orderDiscount") ? money(node, "orderDiscount", currency) : Money.zero(currency)),
                    charges(node.path("charges"), currency)));
        }
        return sums;
    }

    private static List<Sums.Charge> charges(JsonNode nodes, CurrencyCode currency) {
        List<Sums.Charge> charges = new ArrayList<>();
        nodes.forEach(node -> charges.add(new Sums.Charge(
                node.get("code").textValue(),
                node.get("name").textValue(),
                money(node, "amount", currency),
                money(node, "tax", currency))));
        return charges;
    }

    private static Optional<Long> optional(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).map(JsonNode::longValue);
    }

    private static Money money(JsonNode node, String field, CurrencyCode currency) {
        return Money.of(node.get(field).textValue(), currency);
    }

    static Sql.Bound bind(Sql.Bound statement, OrderOperation operation) {
        return statement
                .bind("id", operation.id().value())
                .bind("merchant", operation.merchant().value())
                .bind("kind", operation.kind())
                .bind("order", operation.order().value())
                .bind("others", operation.others().stream().map(OrderId::value).toList())
                .bind("orders", operation.orders().stream().map(OrderId::value).toList())
                .bind(
                        "moves",
                        Jsonb.text(operation.moves().stream()
                                .map(OperationRows::fields)
                                .toList()))
                .bind(
                        "lines",
                        operation.lines().stream().map(LineId::value).sorted().toList())
                .bind(
                        "before",
                        Jsonb.text(operation.before().stream()
                                .map(OperationRows::fields)
                                .toList()))
                .bind(
                        "after",
                        Jsonb.text(operation.after().stream()
                                .map(OperationRows::fields)
                                .toList()))
                .bind(
                        "currency",
                        operation
                                .before()
                                .getFirst()
                                .totals()
                                .total()
                                .currency()
                                .value())
                .bind("undoes", operation.undoes().map(OperationId::value))
                .bind(
                        "home",
                        operation.restored().stream()
                                .map(OrderId::value)
                                .sorted()
                                .toList())
                .bind("open", operation.open())
                .bind("adopted", operation.adopted().map(CustomerId::value))
                .bind("createdAt", operation.trace().createdAt())
                .bind("createdBy", operation.trace().createdBy())
                .bind("modifiedAt", operation.trace().modifiedAt())
                .bind("modifiedBy", operation.trace().modifiedBy())
                .bind("revision", operation.revision());
    }

    private static Map<String, Object> fields(OrderOperation.Move move) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("itemId", move.line().value());
        fields.put("from", move.from().value());
        fields.put("to", move.to().value());
        fields.put("quantity", move.quantity().toString());
        fields.put("sent", move.sent().toString());
        move.whole().ifPresent(whole -> fields.put("whole", whole.value()));
        return fields;
    }

    private static Map<String, Object> fields(Sums sums) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("order", sums.order().value());
        sums.check().ifPresent(check -> fields.put("check", check.value()));
        fields.put("subtotal", sums.totals().subtotal().canonical());
        fields.put("discount", sums.totals().discount().canonical());
        fields.put("tax", sums.totals().tax().canonical());
        fields.put("rounding", sums.totals().rounding().canonical());
        fields.put("total", sums.totals().total().canonical());
        sums.guests().ifPresent(guests -> fields.put("guests", guests));
        fields.put("charge", sums.totals().charge().canonical());
        fields.put("orderDiscount", sums.discounts().amount().canonical());
        fields.put("adjustments", GivenColumns.fields(sums.discounts().adjustments()));
        fields.put(
                "charges",
                sums.charges().stream()
                        .map(charge -> Map.of(
                                "code", charge.code(),
                                "name", charge.name(),
                                "amount", charge.amount().canonical(),
                                "tax", charge.tax().canonical()))
                        .toList());
        return fields;
    }
}
