package nx.sale.http.returns;

import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.POST;

import java.util.List;
import nx.sale.application.returns.ReturnItems;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.returns.ReturnError;
import nx.sale.domain.returns.ReturnViews;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.ValueError;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.path.OrderPath;
import nx.sale.http.problem.ProblemMapper;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The routes of goods that come back. */
public final class ReturnRoutes {
    private final ReturnItems give;
    private final ReturnViews views;
    private final OrderViews orders;
    private final OrderPath path;
    private final ProblemMapper problems;

    public ReturnRoutes(
            ReturnItems give, ReturnViews views, OrderViews orders, OrderPath path, ProblemMapper problems) {
        this.give = give;
        this.views = views;
        this.orders = orders;
        this.path = path;
        this.problems = problems;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(
                                POST,
                                "/sale-orders/{id}/returns",
                                "createReturn",
                                "Take goods of a completed order back, and give the money back")
                        .needs(Permissions.SALE_ORDER_RETURN)
                        .within(path::missing)
                        .parameter(Parameter.flag("dryRun", "true: only tell what would happen and what is in the way"))
                        .takes(ReturnBodies.Give.class)
                        .gives(ReturnJson.Result.class)
                        .withRevision()
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.Merged.class,
                                OrderError.LineNotFound.class,
                                OrderError.PartOfCombo.class,
                                RequestError.RevisionMismatch.class,
                                ReturnError.Exceeds.class,
                                ReturnError.NotWhole.class)
                        .rejects(
                                RefundError.NotPayable.class,
                                RefundError.Differ.class,
                                RefundError.Exceeds.class,
                                SettingsError.ReasonRequired.class,
                                SettingsError.ReasonUnknown.class,
                                ShiftError.NoDevice.class,
                                OperationsError.OlderBuildLive.class,
                                AccessError.Denied.class,
                                AccessError.ApprovalRefused.class,
                                ValueError.AmountTooLarge.class)
                        .handledBy(this::create),
                Route.of(GET, "/sale-orders/{id}/returns", "listOrderReturns", "The returns of an order")
                        .needs(Permissions.SALE_ORDER_FIND)
                        .within(path::missing)
                        .lists(ReturnJson.Return.class)
                        .rejects(OrderError.NotFound.class)
                        .handledBy(call -> {
                            path.require(call);
                            return Answers.list(views.listReturns(call.merchant(), OrderPath.id(call)).stream()
                                    .map(ReturnJson.Return::of)
                                    .toList());
                        }),
                Route.of(
                                GET,
                                "/sale-orders/{id}/proof/returns",
                                "getReturnProof",
                                "What was sold, what came back of it and what is kept, column by column")
                        .needs(Permissions.SALE_ORDER_HISTORY)
                        .within(path::missing)
                        .gives(ReturnJson.Balance.class)
                        .rejects(OrderError.NotFound.class)
                        .handledBy(this::proof),
                Route.of(GET, "/sale-returns", "listReturns", "Returns, the oldest first")
                        .needs(Permissions.SALE_ORDER_FIND)
                        .costly()
                        .paged()
                        .lists(ReturnJson.Return.class)
                        .handledBy(call -> Answers.page(
                                call,
                                views.listReturns(call.merchant(), call.limit(), call.cursor(), call.wantsCount()),
                                ReturnJson.Return::of)),
                Route.of(GET, "/sale-returns/{id}", "getReturn", "One return")
                        .needs(Permissions.SALE_ORDER_FIND)
                        .gives(ReturnJson.Return.class)
                        .rejects(ReturnError.NotFound.class)
                        .handledBy(this::get));
    }

    private Answer create(Call call) {
        return give.handle(
                new ReturnItems.Command(
                        call.request(),
                        call.merchant(),
                        OrderPath.id(call),
                        call.expectedRevision(),
                        call.body(ReturnBodies.Give.class).wanted(),
                        call.authority(Permissions.SALE_ORDER_REFUND_OTHER_TENDER),
                        call.dryRun()),
                Answers.reply(result -> {
                    ReturnJson.Result body = ReturnJson.Result.of(result, problems);
                    return call.dryRun()
                            ? Answers.ok(body)
                            : Answers.ok(body, result.order().revision());
                }));
    }

    private Answer proof(Call call) {
        OrderHeader order = orders.findHeader(call.merchant(), OrderPath.id(call))
                .orElseThrow(() -> new Rejected(new OrderError.NotFound(OrderPath.id(call))));
        return Answers.ok(ReturnJson.Balance.of(order, views.listReturns(call.merchant(), order.id())));
    }

    private Answer get(Call call) {
        ReturnId id = new ReturnId(call.pathId("id"));
        return Answers.ok(ReturnJson.Return.of(
                views.findReturn(call.merchant(), id).orElseThrow(() -> new Rejected(new ReturnError.NotFound(id)))));
    }
}
