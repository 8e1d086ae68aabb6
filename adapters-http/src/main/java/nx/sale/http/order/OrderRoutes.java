package nx.sale.http.order;

import static nx.sale.http.server.Route.Method.DELETE;
import static nx.sale.http.server.Route.Method.PATCH;
import static nx.sale.http.server.Route.Method.POST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.application.order.CancelOrder;
import nx.sale.application.order.CheckOut;
import nx.sale.application.order.DeleteOrder;
import nx.sale.application.order.DescribeOrder;
import nx.sale.application.order.OpenOrder;
import nx.sale.application.order.PreviewPrice;
import nx.sale.application.order.RevertToCart;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Unavailable;
import nx.sale.domain.shared.ValueError;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.path.OrderPath;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Route;

/** The routes that change orders. */
public final class OrderRoutes {
    /** The use cases behind the routes. */
    public record UseCases(
            OpenOrder open,
            DescribeOrder describe,
            DeleteOrder delete,
            PreviewPrice preview,
            CheckOut checkOut,
            RevertToCart revert,
            CancelOrder cancel) {}

    private final UseCases use;
    private final OrderPath path;

    public OrderRoutes(UseCases use, OrderPath path) {
        this.use = use;
        this.path = path;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(orders());
        routes.addAll(actions());
        return routes;
    }

    private List<Route> orders() {
        return List.of(
                Route.of(
                                POST,
                                "/sale-orders",
                                "createOrder",
                                "Open an order, with items and tables at once when wanted")
                        .needs(Permissions.SALE_ORDER_CREATE)
                        .missesWithout(Unavailable.Part.COMMERCE)
                        .takes(OrderBodies.Open.class)
                        .creates(OrderJson.Order.class)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                ValueError.QuantityTooLarge.class,
                                CatalogueError.ChannelUnknown.class,
                                CatalogueError.VariantUnknown.class,
                                CatalogueError.VariantInactive.class,
                                CatalogueError.ModifierUnknown.class,
                                OrderError.CurrencyMismatch.class,
                                OrderError.ComboPresent.class,
                                OrderError.ComboEmpty.class,
                                OrderError.ComboCycle.class,
                                OrderError.ComboTooDeep.class,
                                OrderError.PriceNegative.class,
                                OrderError.ClientLineReused.class,
                                AllocationError.UnitNotFound.class,
                                AllocationError.UnitTaken.class,
                                ShiftError.NoneOpen.class,
                                ShiftError.NoDevice.class)
                        .handledBy(this::open),
                Route.of(
                                PATCH,
                                "/sale-orders/{id}",
                                "updateOrder",
                                "Rewrite name, note, guests or customer; in DRAFT also type and validity")
                        .needs(Permissions.SALE_ORDER_UPDATE_BY_ID)
                        .within(path::missing)
                        .takes(OrderBodies.Describe.class)
                        .gives(OrderJson.Order.class)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.Merged.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.describe()
                                .handle(
                                        new DescribeOrder.Command(
                                                call.request(),
                                                call.merchant(),
                                                OrderPath.id(call),
                                                call.expectedRevision(),
                                                call.body(OrderBodies.Describe.class)
                                                        .description()),
                                        Answers.reply(OrderRoutes::header))),
                Route.of(DELETE, "/sale-orders/{id}", "deleteOrder", "Delete a draft")
                        .needs(Permissions.SALE_ORDER_DELETE_BY_ID)
                        .within(path::missing)
                        .gives(OrderJson.Order.class)
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.Merged.class,
                                OrderError.Regrouped.class,
                                OrderError.HoldsMoney.class,
                                OrderError.SentToKitchen.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.delete()
                                .handle(
                                        new DeleteOrder.Command(
                                                call.request(),
                                                call.merchant(),
                                                OrderPath.id(call),
                                                call.expectedRevision()),
                                        Answers.reply(OrderRoutes::header))));
    }

    private List<Route> actions() {
        return List.of(
                Route.of(
                                POST,
                                "/sale-orders/{id}/pricing-preview",
                                "previewPrice",
                                "What the cart would cost, changing nothing; the total is rounded HALF_UP to the currency's digits,"
                                        + " however pricing rounds its own")
                        .needs(Permissions.SALE_ORDER_PREVIEW_PRICING)
                        .onlyAsks()
                        .missesWithout(Unavailable.Part.PRICING)
                        .within(path::missing)
                        .takes(OrderBodies.Nothing.class)
                        .gives(OrderPreview.class)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.Merged.class,
                                OrderError.Empty.class,
                                OrderError.PricingRefused.class,
                                DiscountError.CodeRefused.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> {
                            call.body(OrderBodies.Nothing.class);
                            return Answers.ok(OrderPreview.of(use.preview()
                                    .handle(new PreviewPrice.Query(
                                            call.merchant(),
                                            OrderPath.id(call),
                                            call.expectedRevision(),
                                            call.requestId()))));
                        }),
                Route.of(
                                POST,
                                "/sale-orders/{id}/checkout",
                                "checkOutOrder",
                                "Turn the cart into a committed order at pricing's prices; the total is rounded HALF_UP to the currency's"
                                        + " digits, however pricing rounds its own, and rounding says by how much")
                        .needs(Permissions.SALE_ORDER_CHECKOUT)
                        .missesWithout(Unavailable.Part.PRICING)
                        .within(path::missing)
                        .takes(OrderBodies.CheckOut.class)
                        .gives(OrderJson.Order.class)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.Merged.class,
                                OrderError.Empty.class,
                                OrderError.Changed.class,
                                OrderError.PricingRefused.class,
                                DiscountError.CodeRefused.class,
                                DiscountError.AboveLimit.class,
                                AccessError.ApprovalRefused.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> {
                            OrderBodies.CheckOut body = call.body(OrderBodies.CheckOut.class);
                            return use.checkOut()
                                    .handle(
                                            new CheckOut.Command(
                                                    call.request(),
                                                    call.merchant(),
                                                    OrderPath.id(call),
                                                    call.expectedRevision(),
                                                    body.note(),
                                                    body.finance().map(OrderBodies.Finance::value),
                                                    call.authority(Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT)),
                                            Answers.reply(done -> Answers.ok(
                                                    OrderJson.Order.of(done),
                                                    done.order().header().revision())));
                        }),
                Route.of(POST, "/sale-orders/{id}/revert", "revertOrder", "Bring a checked-out order back to the cart")
                        .needs(Permissions.SALE_ORDER_REVERT)
                        .within(path::missing)
                        .takes(OrderBodies.Nothing.class)
                        .gives(OrderJson.Order.class)
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.Merged.class,
                                OrderError.Paid.class,
                                OrderError.HasChecks.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> {
                            call.body(OrderBodies.Nothing.class);
                            return use.revert()
                                    .handle(
                                            new RevertToCart.Command(
                                                    call.request(),
                                                    call.merchant(),
                                                    OrderPath.id(call),
                                                    call.expectedRevision()),
                                            Answers.reply(OrderRoutes::whole));
                        }),
                Route.of(
                                POST,
                                "/sale-orders/{id}/cancel",
                                "cancelOrder",
                                "Cancel an order; what was paid becomes a refund due")
                        .needs(Permissions.SALE_ORDER_CANCEL)
                        .within(path::missing)
                        .takes(OrderBodies.Cancel.class)
                        .gives(OrderJson.Order.class)
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.Merged.class,
                                AccessError.Denied.class,
                                AccessError.ApprovalRefused.class,
                                SettingsError.ReasonUnknown.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.cancel()
                                .handle(
                                        new CancelOrder.Command(
                                                call.request(),
                                                call.merchant(),
                                                OrderPath.id(call),
                                                call.expectedRevision(),
                                                call.body(OrderBodies.Cancel.class)
                                                        .reason(),
                                                call.authority(
                                                        Permissions.SALE_ORDER_CANCEL_PAID,
                                                        ItemStatus.Extra.VOID_STARTED.permission()),
                                                Optional.empty()),
                                        Answers.reply(OrderRoutes::whole))));
    }

    private Answer open(Call call) {
        OrderBodies.Open body = call.body(OrderBodies.Open.class);
        return use.open()
                .handle(
                        new OpenOrder.Command(
                                call.request(),
                                call.merchant(),
                                new SaleChannelId(body.saleChannelId()),
                                body.currency().map(CurrencyCode::new),
                                body.exchangeRate().map(ExchangeRate::new).orElse(ExchangeRate.ONE),
                                body.description(),
                                ItemRoutes.drafts(call, body.items().orElse(List.of())),
                                body.unitIds().orElse(List.of()).stream()
                                        .map(UnitId::new)
                                        .toList()),
                        Answers.reply(order -> Answers.created(
                                OrderJson.Order.of(order),
                                order.header().revision(),
                                "/sale-orders/" + order.header().id())));
    }

    private static Answer header(OrderHeader header) {
        return Answers.ok(OrderJson.Order.of(header), header.revision());
    }

    private static Answer whole(OrderSnapshot order) {
        return Answers.ok(OrderJson.Order.of(order), order.header().revision());
    }
}
