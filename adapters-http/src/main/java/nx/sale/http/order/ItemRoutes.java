package nx.sale.http.order;

import static nx.sale.http.server.Route.Method.DELETE;
import static nx.sale.http.server.Route.Method.PATCH;
import static nx.sale.http.server.Route.Method.POST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.application.order.AddItems;
import nx.sale.application.order.ChangeItems;
import nx.sale.application.order.RemoveItems;
import nx.sale.application.order.ServedItems;
import nx.sale.application.order.TouchedItems;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineChange;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.PlainText;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.domain.shared.ValueError;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.path.OrderPath;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The routes of the items on a cart. */
public final class ItemRoutes {
    /** The use cases behind the routes. */
    public record UseCases(AddItems add, ChangeItems change, RemoveItems remove) {}

    private static final String REMOVAL_REASON = "why dishes that were served go off the bill";

    private final UseCases use;
    private final OrderPath path;

    public ItemRoutes(UseCases use, OrderPath path) {
        this.use = use;
        this.path = path;
    }

    public List<Route> routes() {
        return List.of(
                onCart(POST, "/sale-orders/{id}/items", "addItems", "Add items to a cart, all or none")
                        .needs(Permissions.SALE_ORDER_ITEM_CREATE)
                        .missesWithout(Unavailable.Part.COMMERCE)
                        .takes(OrderBodies.AddItems.class)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                ValueError.QuantityTooLarge.class,
                                CatalogueError.VariantUnknown.class,
                                CatalogueError.VariantInactive.class,
                                CatalogueError.ModifierUnknown.class,
                                OrderError.CurrencyMismatch.class,
                                OrderError.ComboPresent.class,
                                OrderError.ComboEmpty.class,
                                OrderError.ComboCycle.class,
                                OrderError.ComboTooDeep.class,
                                OrderError.PriceNegative.class,
                                OrderError.ClientLineReused.class)
                        .handledBy(this::addItems),
                onItems(PATCH, "/sale-orders/{id}/items", "updateItems", "Change items of a cart, all or none")
                        .needs(Permissions.SALE_ORDER_ITEM_UPDATE_BY_ID)
                        .takes(OrderBodies.ChangeItems.class)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                ValueError.QuantityTooLarge.class,
                                OrderError.LineNotFound.class,
                                OrderError.PartOfCombo.class)
                        .handledBy(call -> {
                            OrderBodies.ChangeItems body = call.body(OrderBodies.ChangeItems.class);
                            return change(
                                    call,
                                    body.items().stream()
                                            .map(OrderBodies.ChangedItem::change)
                                            .toList(),
                                    body.reason());
                        }),
                onItems(PATCH, "/sale-orders/{id}/items/{itemId}", "updateItem", "Change one item of a cart")
                        .needs(Permissions.SALE_ORDER_ITEM_UPDATE_BY_ID)
                        .takes(OrderBodies.ChangeItem.class)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                ValueError.QuantityTooLarge.class,
                                OrderError.LineNotFound.class,
                                OrderError.PartOfCombo.class)
                        .handledBy(call -> {
                            OrderBodies.ChangeItem body = call.body(OrderBodies.ChangeItem.class);
                            return change(call, List.of(body.change(call.pathId("itemId"))), body.reason());
                        }),
                onItems(DELETE, "/sale-orders/{id}/items/{itemId}", "removeItem", "Take one item off a cart")
                        .needs(Permissions.SALE_ORDER_ITEM_DELETE_BY_ID)
                        .parameter(Parameter.text("reason", REMOVAL_REASON))
                        .rejects(OrderError.LineNotFound.class, OrderError.PartOfCombo.class)
                        .handledBy(call -> remove(call, Optional.of(new LineId(call.pathId("itemId"))))),
                onItems(DELETE, "/sale-orders/{id}/items", "removeItems", "Take all items off a cart")
                        .needs(Permissions.SALE_ORDER_ITEM_DELETE_BY_ID)
                        .parameter(Parameter.text("reason", REMOVAL_REASON))
                        .handledBy(call -> remove(call, Optional.empty())));
    }

    /** Changes a cart, and answers what it touched. */
    private Route onCart(Route.Method method, String at, String operation, String summary) {
        return Route.of(method, at, operation, summary)
                .within(path::missing)
                .gives(OrderJson.Touched.class)
                .withRevision()
                .orTheWhole()
                .rejects(
                        OrderError.NotFound.class,
                        OrderError.NotAllowed.class,
                        OrderError.Merged.class,
                        RequestError.RevisionMismatch.class);
    }

    /** Changes items that the kitchen may have already. */
    private Route onItems(Route.Method method, String at, String operation, String summary) {
        return onCart(method, at, operation, summary)
                .rejects(
                        OrderError.WithKitchen.class,
                        AccessError.Denied.class,
                        AccessError.ApprovalRefused.class,
                        SettingsError.ReasonUnknown.class);
    }

    /** The drafts of a body; a custom item and a free price need permissions of their own. */
    static List<LineDraft> drafts(Call call, List<OrderBodies.NewItem> items) {
        List<LineDraft> drafts = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            drafts.add(items.get(index).draft("items[" + index + "]"));
        }
        requireFor(
                call,
                Permissions.SALE_ORDER_ITEM_CREATE_CUSTOM,
                drafts.stream().anyMatch(draft -> draft.mode() == Line.Mode.CUSTOM));
        requireFor(
                call,
                Permissions.SALE_ORDER_ITEM_OPEN_PRICE,
                drafts.stream()
                        .anyMatch(draft -> draft.mode() == Line.Mode.PRODUCT
                                && draft.openPrice().isPresent()));
        return drafts;
    }

    private static void requireFor(Call call, String permission, boolean needed) {
        if (needed && !call.may(permission)) {
            throw new Rejected(new AccessError.Denied(permission));
        }
    }

    private Answer addItems(Call call) {
        OrderBodies.AddItems body = call.body(OrderBodies.AddItems.class);
        return use.add()
                .handle(
                        new AddItems.Command(
                                call.request(),
                                call.merchant(),
                                OrderPath.id(call),
                                call.expectedRevision(),
                                drafts(call, body.items()),
                                call.wantsRepresentation()),
                        Answers.reply(ItemRoutes::touched));
    }

    private Answer change(Call call, List<LineChange> changes, Optional<String> reason) {
        return use.change()
                .handle(
                        new ChangeItems.Command(
                                call.request(),
                                call.merchant(),
                                OrderPath.id(call),
                                call.expectedRevision(),
                                changes,
                                served(call, reason),
                                call.wantsRepresentation()),
                        Answers.reply(ItemRoutes::touched));
    }

    private static Optional<ServedItems> served(Call call, Optional<String> reason) {
        return reason.map(why -> new ServedItems(why, call.authority(Permissions.SALE_ORDER_ITEM_REMOVE_SERVED)));
    }

    private static Optional<String> reason(Call call) {
        return call.query("reason").map(reason -> {
            if (!PlainText.clean(reason, 500)) {
                throw InvalidInput.field("query.reason", "format", "must be 1 to 500 characters of plain text");
            }
            return reason;
        });
    }

    private Answer remove(Call call, Optional<LineId> item) {
        return use.remove()
                .handle(
                        new RemoveItems.Command(
                                call.request(),
                                call.merchant(),
                                OrderPath.id(call),
                                call.expectedRevision(),
                                item,
                                served(call, reason(call)),
                                call.wantsRepresentation()),
                        Answers.reply(ItemRoutes::touched));
    }

    private static Answer touched(TouchedItems touched) {
        return Answers.ok(OrderJson.Touched.of(touched), touched.order().revision());
    }
}
