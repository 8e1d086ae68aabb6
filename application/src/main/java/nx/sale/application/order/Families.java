package nx.sale.application.order;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.regroup.OperationViews;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.OrderOperations;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/**
 * The way every merge, split and undo goes: together under lock and recorded, or, as a rehearsal, on what can be read, changing
 * nothing and reporting the blockers.
 */
public final class Families {
    /**
     * What is asked for.
     *
     * @param order the target of a merge, the parent of a split
     */
    public record Task(Request request, MerchantId merchant, OrderId order, Optional<Long> expected, boolean dryRun) {}

    /**
     * Who else takes part, and what is to be decided once all are together.
     *
     * @param shift finds the shift in which new orders are opened, and keeps it open
     */
    public record Plan(List<OrderId> others, Decision decision, Function<Tx, Optional<SessionId>> shift) {
        /** A plan that creates no orders. */
        public Plan(List<OrderId> others, Decision decision) {
            this(others, decision, tx -> Optional.empty());
        }
    }

    /** Decides with all orders together; {@code open} finds the open operations on the order or on these lines. */
    @FunctionalInterface
    public interface Decision {
        OrderOperation decide(
                OrderFamily family, Function<Set<LineId>, List<OrderOperation>> open, OrderOperation.Context context);
    }

    private final Requests requests;
    private final Orders orders;
    private final OrderViews views;
    private final OrderOperations operations;
    private final OperationViews operationViews;
    private final SettingsStore settings;
    private final Effects effects;
    private final Ids ids;
    private final Clock clock;

    public Families(
            Requests requests,
            Orders orders,
            OrderViews views,
            OrderOperations operations,
            OperationViews operationViews,
            SettingsStore settings,
            Effects effects,
            Ids ids,
            Clock clock) {
        this.requests = requests;
        this.orders = orders;
        this.views = views;
        this.operations = operations;
        this.operationViews = operationViews;
        this.settings = settings;
        this.effects = effects;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The operation an undo is about: the one named, or the newest open one.
     *
     * @param named rejects when the order has none of this number and kind
     */
    OrderOperation chosen(Task task, OrderOperation.Kind kind, Optional<OperationId> named) {
        if (named.isPresent()) {
            return operationViews
                    .find(task.merchant(), named.get())
                    .filter(operation ->
                            operation.kind() == kind && operation.order().equals(task.order()))
                    .orElseThrow(() -> missing(task, new RegroupError.OperationNotFound(named.get())));
        }
        return operationViews.listOpen(task.merchant(), List.of(task.order()), List.of()).reversed().stream()
                .filter(operation ->
                        operation.kind() == kind && operation.order().equals(task.order()))
                .findFirst()
                .orElseThrow(() -> missing(task, new RegroupError.NothingToUndo(task.order())));
    }

    /** An order that does not exist is rejected as not found, whatever else is wrong. */
    private Rejected missing(Task task, RegroupError otherwise) {
        return new Rejected(
                views.findHeader(task.merchant(), task.order()).isEmpty()
                        ? new OrderError.NotFound(task.order())
                        : otherwise);
    }

    /** Numbers for what an operation makes of what was given on its orders. */
    Ids ids() {
        return ids;
    }

    /** The current state of the operation, with all orders locked; rejects when it was undone meanwhile. */
    static OrderOperation still(OrderOperation chosen, List<OrderOperation> open) {
        return open.stream()
                .filter(operation -> operation.id().equals(chosen.id()))
                .findFirst()
                .orElseThrow(() -> new Rejected(new RegroupError.NothingToUndo(chosen.order())));
    }

    <A> A run(Task task, Supplier<Plan> plan, Reply<Regrouped, A> reply) {
        if (task.dryRun()) {
            return reply.of(rehearsed(task, plan));
        }
        return requests.once(task.request(), reply, attempt -> {
            Plan made = plan.get();
            BigDecimal limit = discountLimit(task);
            return attempt.run(task.order(), tx -> done(tx, task, made, limit));
        });
    }

    private BigDecimal discountLimit(Task task) {
        return settings.get(task.merchant()).money().discountLimitPercent();
    }

    private Regrouped done(Tx tx, Task task, Plan plan, BigDecimal limit) {
        Optional<SessionId> shift = plan.shift().apply(tx);
        OrderFamily family = orders.lockAll(tx, task.merchant(), allOrders(task, plan))
                .expect(task.order(), task.expected())
                .limitDiscounts(limit);
        OrderOperation operation = plan.decision()
                .decide(
                        family,
                        lines -> operations.readOpen(tx, task.merchant(), List.of(task.order()), lines),
                        context(task, shift));
        orders.update(tx, family);
        operations.add(tx, operation);
        family.changes().undone().ifPresent(undone -> operations.update(tx, undone));
        effects.follow(tx, family.events(), task.request().origin());
        return Regrouped.done(family, operation);
    }

    private Regrouped rehearsed(Task task, Supplier<Plan> plan) {
        Plan made;
        try {
            made = plan.get();
        } catch (Rejected rejected) {
            return blocked(task, List.of(), List.of(rejected.error()));
        }
        OrderFamily family = OrderFamily.rehydrate(views.list(task.merchant(), allOrders(task, made)))
                .limitDiscounts(discountLimit(task));
        try {
            OrderOperation operation = made.decision()
                    .decide(
                            family.expect(task.order(), task.expected()),
                            lines -> operationViews.listOpen(task.merchant(), List.of(task.order()), lines),
                            context(task, Optional.empty()));
            return Regrouped.done(family, operation);
        } catch (Rejected rejected) {
            List<DomainError> found = family.blockers();
            return blocked(task, made.others(), found.isEmpty() ? List.of(rejected.error()) : found);
        }
    }

    private Regrouped blocked(Task task, List<OrderId> others, List<DomainError> by) {
        OrderSnapshot order = views.find(task.merchant(), task.order())
                .orElseThrow(() -> new Rejected(new OrderError.NotFound(task.order())));
        return Regrouped.blocked(order, views.list(task.merchant(), others), by);
    }

    private static List<OrderId> allOrders(Task task, Plan plan) {
        List<OrderId> all = new ArrayList<>(plan.others());
        all.add(task.order());
        return all.stream().distinct().sorted().toList();
    }

    private OrderOperation.Context context(Task task, Optional<SessionId> shift) {
        return new OrderOperation.Context(
                new OperationId(ids.next()), task.request().origin().actor(), clock.instant(), shift);
    }
}
