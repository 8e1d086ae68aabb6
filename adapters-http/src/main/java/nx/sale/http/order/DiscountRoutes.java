package nx.sale.http.order;

import static nx.sale.http.server.Route.Method.DELETE;
import static nx.sale.http.server.Route.Method.POST;

import java.util.List;
import java.util.Optional;
import nx.sale.application.order.discount.ChangeCharge;
import nx.sale.application.order.discount.Drafts;
import nx.sale.application.order.discount.GiveDiscount;
import nx.sale.application.order.discount.TakeDiscountBack;
import nx.sale.application.requests.Authority;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.charge.ChargeError;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.ValueError;
import nx.sale.http.path.OrderPath;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** Discounts, comps and codes of a draft, and the service charges on it. */
public final class DiscountRoutes {
    /** The use cases. */
    public record UseCases(GiveDiscount give, TakeDiscountBack takeBack, ChangeCharge charge) {}

    private final UseCases use;
    private final OrderPath path;

    public DiscountRoutes(UseCases use, OrderPath path) {
        this.use = use;
        this.path = path;
    }

    public List<Route> routes() {
        return List.of(
                onDraft(
                                POST,
                                "/sale-orders/{id}/adjustments",
                                "createAdjustment",
                                "Give a discount, a comp or a code on items or on the whole order; a comp, and a discount above the"
                                        + " merchant's limit without an approval, need a permission of their own")
                        .needsOneOf(Permissions.SALE_ORDER_DISCOUNT, Permissions.SALE_ORDER_COMP)
                        .takes(DiscountBodies.Give.class)
                        .rejects(
                                OrderError.LineNotFound.class,
                                OrderError.PartOfCombo.class,
                                DiscountError.TooMany.class,
                                DiscountError.NotPayable.class,
                                DiscountError.CodePresent.class,
                                DiscountError.AboveLimit.class,
                                SettingsError.ReasonRequired.class,
                                SettingsError.ReasonUnknown.class,
                                OperationsError.OlderBuildLive.class,
                                AccessError.Denied.class,
                                AccessError.ApprovalRefused.class)
                        .handledBy(this::give),
                onDraft(
                                DELETE,
                                "/sale-orders/{id}/adjustments/{adjustmentId}",
                                "removeAdjustment",
                                "Take back what was given; a comp, and what was above the limit, only by who may give it")
                        .needsOneOf(Permissions.SALE_ORDER_DISCOUNT, Permissions.SALE_ORDER_COMP)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                DiscountError.NotFound.class,
                                DiscountError.AboveLimit.class,
                                AccessError.Denied.class,
                                AccessError.ApprovalRefused.class)
                        .handledBy(call -> use.takeBack()
                                .handle(
                                        new TakeDiscountBack.Command(
                                                task(call),
                                                new AdjustmentId(call.pathId("adjustmentId")),
                                                authority(call)),
                                        Answers.reply(DiscountRoutes::given))),
                onDraft(
                                POST,
                                "/sale-orders/{id}/charges/{code}/waive",
                                "waiveCharge",
                                "Let the guest off a service charge")
                        .needs(Permissions.SALE_ORDER_WAIVE_CHARGE)
                        .takes(DiscountBodies.Waive.class)
                        .rejects(ChargeError.NotFound.class, ChargeError.Waived.class)
                        .handledBy(call -> charge(
                                call,
                                Optional.of(
                                        call.body(DiscountBodies.Waive.class).reason()))),
                onDraft(
                                DELETE,
                                "/sale-orders/{id}/charges/{code}/waive",
                                "restoreCharge",
                                "Charge a service charge again that was waived")
                        .needs(Permissions.SALE_ORDER_WAIVE_CHARGE)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                ChargeError.NotFound.class,
                                ChargeError.NotWaived.class)
                        .handledBy(call -> charge(call, Optional.empty())));
    }

    private Route onDraft(Route.Method method, String at, String operation, String summary) {
        return Route.of(method, at, operation, summary)
                .within(path::missing)
                .parameter(Parameter.flag("dryRun", "true: only answer what the order would come to"))
                .gives(OrderJson.Order.class)
                .rejects(
                        OrderError.NotFound.class,
                        OrderError.NotAllowed.class,
                        OrderError.Merged.class,
                        RequestError.RevisionMismatch.class);
    }

    private static Drafts.Task task(Call call) {
        return new Drafts.Task(
                call.request(), call.merchant(), OrderPath.id(call), call.expectedRevision(), call.dryRun());
    }

    private static Authority authority(Call call) {
        return call.authority(
                Permissions.SALE_ORDER_DISCOUNT,
                Permissions.SALE_ORDER_COMP,
                Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT);
    }

    private Answer give(Call call) {
        DiscountBodies.Give body = call.body(DiscountBodies.Give.class);
        return use.give()
                .handle(
                        new GiveDiscount.Command(task(call), body.lines(), body.wanted(), authority(call)),
                        Answers.reply(DiscountRoutes::given));
    }

    private Answer charge(Call call, Optional<String> waive) {
        return use.charge()
                .handle(
                        new ChangeCharge.Command(task(call), call.pathText("code"), waive),
                        Answers.reply(DiscountRoutes::given));
    }

    private static Answer given(OrderSnapshot order) {
        return Answers.ok(OrderJson.Order.given(order), order.header().revision());
    }
}
