package nx.sale.application.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import nx.sale.application.Till;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.Test;

/** Families of orders on fakes: merged, split, and undone. */
class FamilyUseCasesTest {
    private final Till till = new Till();
    private final OrderId target = till.draft();
    private final OrderId source = till.draft();
    private final MergeOrders merge = new MergeOrders(till.families);
    private final UndoMerge undoMerge = new UndoMerge(till.families);
    private final SplitOrder split =
            new SplitOrder(till.families, till.orders, till.settings, till.shiftRule, till.ids);
    private final UndoSplit undoSplit = new UndoSplit(till.families);

    private static Families.Task task(OrderId order, Optional<Long> expected, boolean dryRun) {
        return new Families.Task(Till.request(), MERCHANT, order, expected, dryRun);
    }

    private static Families.Task task(OrderId order) {
        return task(order, Optional.empty(), false);
    }

    private Regrouped merge(Families.Task task, OrderId... sources) {
        return merge.handle(new MergeOrders.Command(task, List.of(sources)), Till.result());
    }

    private Regrouped split(Families.Task task, String quantity) {
        return split.handle(
                new SplitOrder.Command(
                        task,
                        List.of(new OrderFamily.SplitOff(
                                Optional.of("Table 2"),
                                Optional.empty(),
                                List.of(new OrderFamily.Piece(
                                        till.found(task.order())
                                                .lines()
                                                .getFirst()
                                                .id(),
                                        Quantity.of(quantity)))))),
                Till.result());
    }

    @Test
    void ordersAreMerged_andTheMergeIsUndone() {
        OrderSnapshot before = till.found(source);

        merge(task(target), source);
        assertThat(till.found(target).header().totals().total()).isEqualTo(Till.vnd("260000"));
        assertThat(till.found(source).header().status()).isNotEqualTo(OrderStatus.DRAFT);
        undoMerge.handle(new UndoMerge.Command(task(target), Optional.empty()), Till.result());

        assertThat(TestOrders.essence(till.found(source))).isEqualTo(TestOrders.essence(before));
        assertThat(till.events()).containsOnly("Regrouped");
        assertThat(till.outbox.actions()).contains("MERGE", "UNDO_MERGE");
        assertThat(till.screenActions()).contains("ORDER_REGROUPED");
        assertRejected(
                () -> undoMerge.handle(new UndoMerge.Command(task(target), Optional.empty()), Till.result()),
                new RegroupError.NothingToUndo(target));
    }

    @Test
    void anOrderIsNotMergedWithItself_norWhenItChanged() {
        assertRejected(() -> merge(task(target), target), new RegroupError.WithItself(target));
        assertRejected(() -> merge(task(target, Optional.of(9L), false), source), new RequestError.RevisionMismatch(1));
        assertThat(till.operations.listOpen(MERCHANT, List.of(target), List.of()))
                .isEmpty();
    }

    @Test
    void aRehearsalTellsWhatWouldHappen_andStoresNothing() {
        Regrouped would = merge(task(target, Optional.empty(), true), source);
        Regrouped blocked = merge(task(target, Optional.empty(), true), target);

        assertThat(would.order().header().totals().total()).isEqualTo(Till.vnd("260000"));
        assertThat(blocked.blockers()).containsExactly(new RegroupError.WithItself(target));
        assertThat(till.found(target).header().totals().total()).isEqualTo(Till.vnd("130000"));
        assertThat(till.events()).isEmpty();
    }

    @Test
    void anOrderIsSplit_andTheSplitIsUndone() {
        OrderSnapshot before = till.found(target);

        OrderId child = split(task(target), "1").others().getFirst().header().id();
        assertThat(till.found(child).header().details().name()).isEqualTo("Table 2");
        assertThat(till.found(child).header().totals().total()).isEqualTo(Till.vnd("65000"));
        assertThat(till.found(target).header().totals().total()).isEqualTo(Till.vnd("65000"));
        undoSplit.handle(new UndoSplit.Command(task(target), Optional.empty()), Till.result());

        assertThat(till.found(target).lines()).isEqualTo(before.lines());
        assertThat(till.outbox.actions()).contains("SPLIT", "UNDO_SPLIT");
        assertRejected(
                () -> undoSplit.handle(
                        new UndoSplit.Command(task(target), Optional.of(new OperationId(404))), Till.result()),
                new RegroupError.OperationNotFound(new OperationId(404)));
    }

    // FAMILY-13, FLOOR-12
    @Test
    void tablesFollowAMerge_andItsUndo() {
        OrderId third = till.draft();
        till.seat(target, till.table("T1"));
        till.seat(source, till.table("T2"));
        till.seat(third, till.table("T3"));
        merge(task(target), source);
        merge(task(target), third);
        assertThat(till.tables(target)).containsExactly("T1 ACTIVE", "T2 ACTIVE", "T3 ACTIVE");

        undoMerge.handle(new UndoMerge.Command(task(target), Optional.empty()), Till.result());
        assertThat(till.tables(third)).containsExactly("T3 ACTIVE");
        undoMerge.handle(new UndoMerge.Command(task(target), Optional.empty()), Till.result());

        assertThat(till.tables(target)).containsExactly("T1 ACTIVE");
        assertThat(till.tables(source)).containsExactly("T2 ACTIVE");
    }

    // FLOOR-15
    @Test
    void tablesOfTheNewOrderAreTheParents_whenTheSplitIsUndone() {
        till.seat(target, till.table("T1"));
        OrderId child = split(task(target), "1").others().getFirst().header().id();
        till.seat(child, till.table("T2"));
        assertThat(till.tables(target)).containsExactly("T1 ACTIVE");

        undoSplit.handle(new UndoSplit.Command(task(target), Optional.empty()), Till.result());

        assertThat(till.tables(target)).containsExactly("T1 ACTIVE", "T2 ACTIVE");
    }

    @Test
    void noMoreIsSplitOffThanThereIs() {
        var line = till.found(target).lines().getFirst();

        assertRejected(
                () -> split(task(target), "3"),
                new RegroupError.QuantityExceeded(line.id(), Quantity.of("3"), Quantity.of("2")));
    }
}
