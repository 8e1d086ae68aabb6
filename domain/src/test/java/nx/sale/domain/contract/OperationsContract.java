package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.regroup.OperationViews;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.OrderOperations;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of operations on families of orders must do. */
public abstract class OperationsContract extends Contract {
    private static final MerchantId STRANGER = new MerchantId(8);

    /** What the contract runs on. */
    public record Stores(
            UnitOfWork work,
            Orders orders,
            OrderViews views,
            OrderOperations operations,
            OperationViews operationViews) {}

    private final Orders orders;
    private final OrderViews views;
    private final OrderOperations operations;
    private final OperationViews operationViews;
    private final StoredOrders stored;

    protected OperationsContract(Stores stores) {
        super(stores.work());
        orders = stores.orders();
        views = stores.views();
        operations = stores.operations();
        operationViews = stores.operationViews();
        stored = new StoredOrders(work, merchant, stores.orders(), stores.views());
    }

    private OrderOperation.Context context() {
        return new OrderOperation.Context(new OperationId(IDS.next()), WAITER, NOON);
    }

    /** Does something to a family and stores it, as a use case does. */
    private OrderOperation together(List<OrderId> ids, Function<OrderFamily, OrderOperation> act) {
        return work.run(tx -> {
            OrderFamily family = orders.lockAll(tx, merchant, ids);
            OrderOperation operation = act.apply(family);
            orders.update(tx, family);
            operations.add(tx, operation);
            family.changes().undone().ifPresent(undone -> operations.update(tx, undone));
            return operation;
        });
    }

    private List<OrderOperation> open(OrderId order, Collection<LineId> lines) {
        return operationViews.listOpen(merchant, List.of(order), lines);
    }

    @Test
    void mergedOrdersAreStored_andTheirUndoToo() {
        OrderId target = stored.draft();
        OrderId source = stored.discounted();
        OrderSnapshot before = stored.found(source);
        OrderFamily[] family = new OrderFamily[1];

        OrderOperation merge = together(List.of(source, target), both -> {
            family[0] = both;
            return both.merge(target, List.of(source), IDS, context());
        });

        assertThat(stored.found(target)).isEqualTo(family[0].order(target));
        assertThat(stored.found(source)).isEqualTo(family[0].order(source));
        assertThat(stored.found(target).lines()).hasSize(4);
        assertThat(operationViews.find(merchant, merge.id())).contains(merge);
        assertThat(operationViews.find(STRANGER, merge.id())).isEmpty();
        assertThat(open(target, List.of())).containsExactly(merge);
        assertThat(open(new OrderId(1), List.of(before.lines().getFirst().id())))
                .containsExactly(merge);
        assertThat(open(new OrderId(1), List.of(new LineId(1)))).isEmpty();

        OrderOperation undo = together(
                List.of(source, target), both -> both.undoMerge(merge, open(target, merge.lines()), IDS, context()));

        assertThat(stored.found(source).lines())
                .extracting(Line::id, Line::prices)
                .isEqualTo(before.lines().stream()
                        .map(line -> tuple(line.id(), line.prices()))
                        .toList());
        assertThat(stored.found(source).header().status())
                .isEqualTo(before.header().status());
        assertThat(stored.found(source).header().discounts())
                .isEqualTo(before.header().discounts());
        assertThat(stored.found(source).header().charges())
                .isEqualTo(before.header().charges());
        assertThat(open(target, merge.lines())).isEmpty();
        assertThat(operationViews
                        .list(merchant, source, 20, Optional.empty(), true)
                        .rows())
                .extracting(OrderOperation::id)
                .containsExactly(merge.id(), undo.id());
    }

    @Test
    void splitIsStoredWithItsNewOrders_andUndone() {
        OrderId parent = stored.draft();
        OrderSnapshot before = stored.found(parent);
        OrderFamily[] family = new OrderFamily[1];
        OrderFamily.SplitOff one = new OrderFamily.SplitOff(
                Optional.of("Table 2"),
                Optional.of(new CustomerId(5)),
                List.of(new OrderFamily.Piece(before.lines().getFirst().id(), Quantity.ONE)));

        OrderOperation split = together(List.of(parent), alone -> {
            family[0] = alone;
            return alone.split(parent, List.of(one), TestOrders.VIET_NAM, IDS, context());
        });
        OrderId child = split.others().getFirst();

        assertThat(stored.found(parent)).isEqualTo(family[0].order(parent));
        assertThat(stored.found(child)).isEqualTo(family[0].order(child));
        assertThat(views.list(merchant, List.of(child, parent)))
                .containsExactly(stored.found(parent), stored.found(child));
        assertThat(views.list(STRANGER, List.of(child, parent))).isEmpty();

        together(List.of(child, parent), both -> both.undoSplit(split, open(parent, split.lines()), IDS, context()));

        assertThat(stored.found(parent).lines()).isEqualTo(before.lines());
        assertThat(stored.found(child).lines()).isEmpty();
    }
}
