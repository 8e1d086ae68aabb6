package nx.sale.http.order;

import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.POST;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nx.sale.application.order.Families;
import nx.sale.application.order.MergeOrders;
import nx.sale.application.order.Regrouped;
import nx.sale.application.order.SplitOrder;
import nx.sale.application.order.UndoMerge;
import nx.sale.application.order.UndoSplit;
import nx.sale.application.requests.Reply;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.regroup.OperationViews;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.returns.ReturnViews;
import nx.sale.domain.shared.ValueError;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.path.OrderPath;
import nx.sale.http.problem.ProblemMapper;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The routes that merge and split orders, take that back, and prove that nothing was lost. */
public final class RegroupRoutes {
    /** The use cases behind the routes. */
    public record UseCases(MergeOrders merge, UndoMerge undoMerge, SplitOrder split, UndoSplit undoSplit) {}

    private final UseCases use;
    private final OrderPath path;
    private final OperationViews operations;
    private final OrderViews orders;
    private final ReturnViews returns;
    private final ProblemMapper problems;

    public RegroupRoutes(
            UseCases use,
            OrderPath path,
            OperationViews operations,
            OrderViews orders,
            ReturnViews returns,
            ProblemMapper problems) {
        this.orders = orders;
        this.returns = returns;
        this.use = use;
        this.path = path;
        this.operations = operations;
        this.problems = problems;
    }

    public List<Route> routes() {
        return List.of(
                action("/sale-orders/{id}/merge", "mergeOrders", "Merge other drafts into this one")
                        .needs(Permissions.SALE_ORDER_MERGE)
                        .takes(RegroupJson.Merge.class)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                RegroupError.WithItself.class,
                                RegroupError.Differs.class,
                                RegroupError.SumsDiffer.class,
                                DiscountError.TooMany.class)
                        .handledBy(call -> use.merge()
                                .handle(
                                        new MergeOrders.Command(
                                                task(call),
                                                call.body(RegroupJson.Merge.class).sourceOrderIds().stream()
                                                        .map(OrderId::new)
                                                        .toList()),
                                        answer(call))),
                action("/sale-orders/{id}/merge/rollback", "undoMerge", "Take a merge into this order back")
                        .needs(Permissions.SALE_ORDER_ROLLBACK_MERGE)
                        .takes(RegroupJson.Undo.class)
                        .rejects(
                                RegroupError.NothingToUndo.class,
                                RegroupError.OperationNotFound.class,
                                RegroupError.LaterOperations.class,
                                RegroupError.SumsDiffer.class,
                                DiscountError.TooMany.class)
                        .handledBy(call -> use.undoMerge()
                                .handle(new UndoMerge.Command(task(call), operation(call)), answer(call))),
                action("/sale-orders/{id}/split", "splitOrder", "Split parts of this draft off into new ones")
                        .needs(Permissions.SALE_ORDER_SPLIT)
                        .takes(RegroupJson.Split.class)
                        .rejects(
                                OrderError.LineNotFound.class,
                                OrderError.PartOfCombo.class,
                                RegroupError.QuantityExceeded.class,
                                RegroupError.NotDivisible.class,
                                RegroupError.SumsDiffer.class,
                                DiscountError.TooMany.class,
                                ShiftError.NoneOpen.class,
                                ShiftError.NoDevice.class)
                        .handledBy(call -> use.split()
                                .handle(
                                        new SplitOrder.Command(
                                                task(call),
                                                call.body(RegroupJson.Split.class)
                                                        .wanted()),
                                        answer(call))),
                action(
                                "/sale-orders/{id}/split/rollback",
                                "undoSplit",
                                "Undo a split of this order: return the lines of the new orders")
                        .needs(Permissions.SALE_ORDER_ROLLBACK_SPLIT)
                        .takes(RegroupJson.Undo.class)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                RegroupError.NothingToUndo.class,
                                RegroupError.OperationNotFound.class,
                                RegroupError.LaterOperations.class,
                                RegroupError.SplitOrdersNotDraft.class,
                                RegroupError.SumsDiffer.class,
                                DiscountError.TooMany.class)
                        .handledBy(call -> use.undoSplit()
                                .handle(new UndoSplit.Command(task(call), operation(call)), answer(call))),
                Route.of(
                                GET,
                                "/sale-orders/{id}/proof",
                                "getOrderProof",
                                "The sums before and after every merge, split and division of this order, and those of its orders today")
                        .needs(Permissions.SALE_ORDER_HISTORY)
                        .costly()
                        .within(path::missing)
                        .paged()
                        .lists(RegroupJson.Operation.class)
                        .rejects(OrderError.NotFound.class)
                        .handledBy(this::proof));
    }

    /** What all four have in common. */
    private Route action(String address, String operation, String summary) {
        return Route.of(POST, address, operation, summary)
                .parameter(Parameter.flag("dryRun", "true: only tell what would happen and what is in the way"))
                .within(path::missing)
                .gives(RegroupJson.Result.class)
                .withRevision()
                .rejects(
                        OrderError.NotFound.class,
                        OrderError.NotAllowed.class,
                        OrderError.Merged.class,
                        RequestError.RevisionMismatch.class);
    }

    private static Families.Task task(Call call) {
        return new Families.Task(
                call.request(), call.merchant(), OrderPath.id(call), call.expectedRevision(), call.dryRun());
    }

    private static Optional<OperationId> operation(Call call) {
        return call.body(RegroupJson.Undo.class).operationId().map(OperationId::new);
    }

    private Reply<Regrouped, Answer> answer(Call call) {
        return Answers.reply(regrouped -> {
            RegroupJson.Result result = RegroupJson.Result.of(regrouped, problems);
            return call.dryRun()
                    ? Answers.ok(result)
                    : Answers.ok(result, regrouped.order().header().revision());
        });
    }

    private Answer proof(Call call) {
        int limit = call.limit();
        Optional<Long> cursor = call.cursor();
        path.require(call);
        Page<OrderOperation> page =
                operations.list(call.merchant(), OrderPath.id(call), limit, cursor, call.wantsCount());
        Map<OrderId, OrderSnapshot> now = orders
                .list(
                        call.merchant(),
                        page.rows().stream()
                                .flatMap(operation -> operation.orders().stream())
                                .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(order -> order.header().id(), Function.identity()));
        Map<OrderId, Totals> returned = returns.returned(
                call.merchant(),
                now.values().stream()
                        .map(OrderSnapshot::header)
                        .filter(order -> order.progress().returned().status() != Returned.Status.NONE)
                        .map(OrderHeader::id)
                        .toList());
        return Answers.page(call, page, operation -> RegroupJson.Operation.of(operation, now, returned));
    }
}
