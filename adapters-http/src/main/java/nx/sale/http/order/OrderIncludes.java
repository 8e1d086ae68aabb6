package nx.sale.http.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.http.allocation.FloorUsage;
import nx.sale.http.check.CheckJson;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;
import nx.sale.http.kitchen.KitchenJson;
import nx.sale.http.returns.RefundJson;
import nx.sale.http.returns.ReturnJson;
import org.jspecify.annotations.Nullable;

/** What comes nested in an order; what was not asked for is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderIncludes(
        @Nullable List<OrderItem> items,
        @Nullable List<OrderAdjustment> adjustments,
        @Nullable List<OrderCharge> charges,
        @Nullable List<OrderPayment> payments,
        @Nullable List<CheckJson.Check> checks,
        @Nullable List<ReturnJson.Return> returns,
        @Nullable List<RefundJson.Refund> refunds,
        @Nullable List<KitchenJson.Ticket> tickets,
        @Nullable List<FloorUsage> usages,

        @Nullable @Rules.Means("of a checkout: what people took off in the cart, before pricing's discount was known")
        String discountBeforePricing) {
    /** What can be asked for nested in an order. */
    static final List<String> ALL =
            List.of("items", "adjustments", "charges", "payments", "checks", "returns", "refunds", "tickets", "usages");

    static final OrderIncludes NONE = new OrderIncludes(null, null, null, null, null, null, null, null, null, null);

    static OrderIncludes items(List<OrderItem> items) {
        return new OrderIncludes(items, null, null, null, null, null, null, null, null, null);
    }

    /** With everything that makes its sums. */
    static OrderIncludes given(OrderSnapshot order, @Nullable String discountBeforePricing) {
        return new OrderIncludes(
                order.lines().stream().map(OrderItem::of).toList(),
                OrderAdjustment.of(order),
                OrderCharge.of(order.header()),
                null,
                null,
                null,
                null,
                null,
                null,
                discountBeforePricing);
    }

    /** What a query asks for; rejects what is none of them. */
    static List<String> read(Optional<String> query) {
        List<String> wanted = query.map(text -> Arrays.asList(text.split(","))).orElse(List.of());
        if (!ALL.containsAll(wanted)) {
            throw InvalidInput.field("query.include", "not-allowed", "must be some of " + ALL);
        }
        return wanted;
    }
}
