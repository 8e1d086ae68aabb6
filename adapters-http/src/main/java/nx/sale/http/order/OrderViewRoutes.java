package nx.sale.http.order;

import static nx.sale.http.server.Route.Method.GET;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.allocation.FloorViews;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.listing.Page;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderFields;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.payment.PaymentViews;
import nx.sale.domain.payment.refund.RefundViews;
import nx.sale.domain.returns.ReturnViews;
import nx.sale.domain.settings.Reasons;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Rejected;
import nx.sale.http.allocation.FloorUsage;
import nx.sale.http.check.CheckJson;
import nx.sale.http.kitchen.KitchenJson;
import nx.sale.http.list.ListOf;
import nx.sale.http.path.OrderPath;
import nx.sale.http.returns.RefundJson;
import nx.sale.http.returns.ReturnJson;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;
import org.jspecify.annotations.Nullable;

/** The routes that show orders: one, lists, payments, history. */
public final class OrderViewRoutes {
    private final OrderViews views;
    private final Nested nested;
    private final SettingsStore settings;
    private final OrderPath path;
    private final ListOf<OrderHeader> listed;

    /** What can be shown nested in an order. */
    public record Nested(
            PaymentViews payments,
            RefundViews refunds,
            BillViews bills,
            ReturnViews returns,
            KitchenViews kitchen,
            FloorViews floor) {}

    public OrderViewRoutes(OrderViews views, Nested nested, SettingsStore settings, OrderPath path) {
        this.views = views;
        this.nested = nested;
        this.settings = settings;
        this.path = path;
        listed = new ListOf<>(
                OrderFields.ALL, List.of(Parameter.anyOf("status", OrderStatus.class)), views, OrderJson.Order::of);
    }

    public List<Route> routes() {
        return List.of(
                listed.takenBy(
                        Route.of(GET, "/sale-orders", "listOrders", "Orders, the newest first unless asked otherwise")
                                .needs(Permissions.SALE_ORDER_FIND)
                                .lists(OrderJson.Order.class)
                                .handledBy(listed::list)),
                listed.takenBy(Route.of(GET, "/sale-orders/count", "countOrders", "How many orders match")
                        .needs(Permissions.SALE_ORDER_COUNT)
                        .gives(ListOf.Count.class)
                        .handledBy(listed::count)),
                Route.of(GET, "/sale-orders/{id}", "getOrder", "One order")
                        .needs(Permissions.SALE_ORDER_FIND_BY_ID)
                        .parameter(Parameter.several("include", "what comes nested in the order", OrderIncludes.ALL))
                        .gives(OrderJson.Order.class)
                        .rejects(OrderError.NotFound.class)
                        .handledBy(this::get),
                Route.of(
                                GET,
                                "/sale-orders/{id}/payments",
                                "listPayments",
                                "The payment attempts of an order, in the order they were received")
                        .needs(Permissions.SALE_ORDER_FIND_BY_ID)
                        .within(path::missing)
                        .lists(OrderPayment.class)
                        .rejects(OrderError.NotFound.class)
                        .handledBy(call -> {
                            path.require(call);
                            return Answers.list(payments(call));
                        }),
                Route.of(
                                GET,
                                "/sale-orders/{id}/history",
                                "getOrderHistory",
                                "Everything that happened to an order, oldest first")
                        .needs(Permissions.SALE_ORDER_HISTORY)
                        .costly()
                        .within(path::missing)
                        .paged()
                        .lists(OrderJson.HistoryEntry.class)
                        .rejects(OrderError.NotFound.class)
                        .handledBy(this::history));
    }

    private Answer get(Call call) {
        List<String> wanted = OrderIncludes.read(call.query("include"));
        MerchantId merchant = call.merchant();
        OrderId id = OrderPath.id(call);
        OrderHeader header;
        @Nullable List<OrderItem> items = null;
        @Nullable List<OrderAdjustment> adjustments = null;
        if (wanted.contains("items") || wanted.contains("adjustments")) {
            OrderSnapshot order = views.find(merchant, id).orElseThrow(() -> notFound(id));
            header = order.header();
            items = wanted.contains("items")
                    ? order.lines().stream().map(OrderItem::of).toList()
                    : null;
            adjustments = wanted.contains("adjustments") ? OrderAdjustment.of(order) : null;
        } else {
            header = views.findHeader(merchant, id).orElseThrow(() -> notFound(id));
        }
        OrderIncludes includes = new OrderIncludes(
                items,
                adjustments,
                wanted.contains("charges") ? OrderCharge.of(header) : null,
                wanted.contains("payments") ? payments(call) : null,
                wanted.contains("checks")
                        ? nested.bills().list(merchant, id).stream()
                                .map(CheckJson.Check::of)
                                .toList()
                        : null,
                wanted.contains("returns")
                        ? nested.returns().listReturns(merchant, id).stream()
                                .map(ReturnJson.Return::of)
                                .toList()
                        : null,
                wanted.contains("refunds")
                        ? nested.refunds().listRefunds(merchant, id).stream()
                                .map(RefundJson.Refund::of)
                                .toList()
                        : null,
                wanted.contains("tickets")
                        ? nested.kitchen().listOfOrder(merchant, id).stream()
                                .map(KitchenJson.Ticket::of)
                                .toList()
                        : null,
                wanted.contains("usages")
                        ? nested.floor().listOf(merchant, Taker.order(id)).stream()
                                .map(FloorUsage::of)
                                .toList()
                        : null,
                null);
        return Answers.ok(OrderJson.Order.of(header, includes), header.revision());
    }

    private List<OrderPayment> payments(Call call) {
        return nested.payments().listAttempts(call.merchant(), OrderPath.id(call)).stream()
                .map(OrderPayment::of)
                .toList();
    }

    private Answer history(Call call) {
        int limit = call.limit();
        Optional<Long> cursor = call.cursor();
        path.require(call);
        Reasons reasons = settings.get(call.merchant()).money().reasons();
        List<OrderJson.HistoryEntry> entries =
                views.listHistory(call.merchant(), OrderPath.id(call), limit + 1, cursor).stream()
                        .map(entry -> OrderJson.HistoryEntry.of(entry, reasons))
                        .toList();
        boolean more = entries.size() > limit;
        List<OrderJson.HistoryEntry> page = more ? entries.subList(0, limit) : entries;
        OptionalLong count = call.wantsCount()
                ? OptionalLong.of(views.countHistory(call.merchant(), OrderPath.id(call)))
                : OptionalLong.empty();
        Optional<String> next = more ? Optional.of(page.getLast().id()) : Optional.empty();
        return Answers.page(call, new Page<>(page, count, next), entry -> entry);
    }

    private static Rejected notFound(OrderId id) {
        return new Rejected(new OrderError.NotFound(id));
    }
}
