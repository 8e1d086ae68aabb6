package nx.sale.application.kitchen;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nx.sale.application.Till;
import nx.sale.application.requests.Authority;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.fixture.TestKitchens;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.live.LiveUpdate;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.Trace;
import org.junit.jupiter.api.Test;

/** Changes of tickets whose items move to other orders meanwhile. */
class TicketWorkTest {
    private final Till till = new Till();
    private final TicketWork work = new TicketWork(
            till.reasons, till.requests, till.orders, till.kitchens, till.permits, till.effects, till.clock);
    private final OrderId source = till.draft();
    private final OrderId target = till.draft();
    private final KitchenTicket ticket = sent();
    private final TicketItemId item = ticket.items().getFirst().id();

    private KitchenTicket sent() {
        return till.store.run(tx -> {
            till.orders.lockHeaders(tx, MERCHANT, List.of(source));
            return till.kitchens
                    .add(tx, TestKitchens.sent(till.found(source), TestKitchens.allTo(TestKitchens.HOT), till.ids))
                    .getFirst();
        });
    }

    /** The dish goes to the target while the cook looks at the display. */
    private void mergedMeanwhile() {
        var line = ticket.items().getFirst();
        OrderOperation merge = new OrderOperation(
                new OperationId(till.ids.next()),
                MERCHANT,
                OrderOperation.Kind.MERGE,
                target,
                List.of(source),
                List.of(new OrderOperation.Move(
                        line.line(), source, target, line.quantity(), line.quantity(), Optional.empty())),
                List.of(),
                List.of(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                1,
                Trace.created(NOON, WAITER));
        till.store.run(tx -> {
            till.kitchens.follow(tx, merge, ORIGIN, NOON);
            return merge;
        });
    }

    private TicketWork.Task task(String key, String... granted) {
        return new TicketWork.Task(till.request(key), MERCHANT, new Authority(Set.of(granted), List.of()));
    }

    private void take(TicketWork.Task task, Deque<OrderId> lookups, ItemStatus to) {
        work.run(
                task,
                () -> new TicketWork.About(List.of(lookups.removeFirst()), List.of(ticket.id())),
                (tx, kitchen) -> {
                    work.take(tx, task, kitchen, List.of(new Kitchen.Step(item, to, Optional.of("why"))));
                    return kitchen;
                },
                Till.reply(kitchen -> {}));
    }

    @Test
    void ordersAreLocatedAgain_whenTheItemHasMoved() {
        mergedMeanwhile();

        take(task("k1"), new ArrayDeque<>(List.of(source, target)), ItemStatus.COOKING);

        assertThat(till.kitchens.item(item).orElseThrow().status()).isEqualTo(ItemStatus.COOKING);
        assertThat(till.found(target).header().sequences().kitchen()).isEqualTo(1);
        assertThat(till.found(source).header().sequences().kitchen()).isZero();
    }

    @Test
    void changeIsRejectedWhenTheItemKeepsMoving_andNothingIsStored() {
        mergedMeanwhile();
        Deque<OrderId> lookups = new ArrayDeque<>(List.of(source, source, source, target));

        assertRejected(() -> take(task("k2"), lookups, ItemStatus.COOKING), new KitchenError.Moving(target));

        assertThat(lookups).hasSize(1);
        assertThat(till.kitchens.item(item).orElseThrow().status()).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void screensReceiveCommittedChangesOnly() {
        List<LiveUpdate> before = new ArrayList<>(till.shown);
        take(task("k3"), new ArrayDeque<>(List.of(source)), ItemStatus.COOKING);
        assertThat(till.shown).hasSize(before.size() + 1);
        assertThat(till.shown.getLast().data()).containsEntry("toStatus", "COOKING");

        assertRejected(
                () -> take(task("k4"), new ArrayDeque<>(List.of(source)), ItemStatus.VOIDED),
                new AccessError.Denied("KitchenTicketItem.voidStarted"));
        assertThat(till.shown).hasSize(before.size() + 1);
        take(task("k5", "KitchenTicketItem.voidStarted"), new ArrayDeque<>(List.of(source)), ItemStatus.VOIDED);
        assertThat(till.found(source).lines().getFirst().sent().zero()).isTrue();
    }
}
