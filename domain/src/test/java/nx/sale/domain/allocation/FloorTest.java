package nx.sale.domain.allocation;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.shared.Seeded;
import org.junit.jupiter.api.Test;

/** Windows, usages and layouts. */
class FloorTest {
    private final Ids ids = TestOrders.ids(1_000);

    private static Window hours(int from, int until) {
        return new Window(NOON.plus(Duration.ofHours(from)), NOON.plus(Duration.ofHours(until)));
    }

    private static AllocationUsage sitting(Window window) {
        return AllocationUsage.of(
                new UsageId(1),
                MERCHANT,
                new FloorUnit(new UnitId(5), "T5", 4, false, new LayoutId(1), new FloorZoneId(2), List.of("Room")),
                Taker.order(new OrderId(100)),
                window,
                Optional.empty(),
                WAITER,
                NOON);
    }

    // FLOOR-7
    @Test
    void theEndIsNotPartOfAWindow() {
        assertThat(hours(1, 2).overlaps(hours(2, 3))).isFalse();
        assertThat(hours(1, 3).overlaps(hours(2, 4))).isTrue();
        assertThat(hours(1, 5).overlaps(hours(2, 3))).isTrue();
        assertRejected(() -> Window.of(NOON, NOON), new AllocationError.WindowEmpty(NOON, NOON));
    }

    @Test
    void nextFreeIsAfterTheLastConflictingUsage() {
        assertThat(hours(1, 2).nextFree(List.of())).isEqualTo(hours(1, 2).from());
        assertThat(hours(1, 2).nextFree(List.of(hours(3, 4), hours(0, 2))))
                .isEqualTo(hours(2, 3).from());
        assertThat(hours(1, 3).nextFree(List.of(hours(3, 4), hours(0, 2))))
                .isEqualTo(hours(4, 5).from());
    }

    // FLOOR-5
    @Test
    void nextFreeIsTheFirstMomentThatWorks_whateverIsTaken() {
        Seeded.times(2_000, random -> {
            List<Window> taken = IntStream.range(0, random.nextInt(8))
                    .mapToObj(any -> {
                        int from = random.nextInt(40);
                        return hours(from, from + 1 + random.nextInt(5));
                    })
                    .toList();
            int start = random.nextInt(40);
            Window wanted = hours(start, start + 1 + random.nextInt(4));
            Instant expected = IntStream.range(start, 200)
                    .mapToObj(hour -> NOON.plus(Duration.ofHours(hour)))
                    .filter(at ->
                            taken.stream().noneMatch(other -> other.overlaps(new Window(at, at.plus(wanted.length())))))
                    .findFirst()
                    .orElseThrow();

            assertThat(wanted.nextFree(taken)).as("%s among %s", wanted, taken).isEqualTo(expected);
        });
    }

    // FLOOR-10
    @Test
    void aUsageEndsOnce() {
        AllocationUsage left = sitting(hours(0, 2)).ended(AllocationUsage.Status.SUCCESS, WAITER, NOON);

        assertThat(left.stamps().completedAt()).contains(NOON);
        assertRejected(
                () -> left.ended(AllocationUsage.Status.CANCELLED, WAITER, NOON),
                new AllocationError.UsageEnded(left.id(), AllocationUsage.Status.SUCCESS));
        assertRejected(() -> sitting(hours(0, 2)).requireEnded(), new AllocationError.UsageActive(new UsageId(1)));
    }

    // FLOOR-9
    @Test
    void usageIsExtendedWhileTheUnitIsFree_andOverstaysThen() {
        AllocationUsage usage = sitting(hours(0, 2));
        Instant end = usage.window().until();

        AllocationUsage extended = usage.stayingOn(end.plusSeconds(900), WAITER, end);
        AllocationUsage overstaying = usage.stayingOn(end, WAITER, end);

        assertThat(extended.window().until()).isEqualTo(end.plusSeconds(900));
        assertThat(extended.overstayAt()).isEmpty();
        assertThat(overstaying.window()).isEqualTo(usage.window());
        assertThat(overstaying.overstayAt()).contains(end);
        assertThat(overstaying.stayingOn(end, WAITER, end.plusSeconds(60)).overstayAt())
                .contains(end);
    }

    // FLOOR-2
    @Test
    void aLayoutKnowsWhatAPlanDisturbs() {
        AllocationLayout layout = AllocationLayout.drawn(
                new LayoutId(1),
                MERCHANT,
                "Room",
                List.of(zone(unit("T1"), unit("T2"), unit("T3"))),
                ids,
                WAITER,
                NOON);
        List<AllocationLayout.Unit> units = layout.units().toList();
        AllocationLayout.UnitPlan kept = plan(units.get(0), false);
        AllocationLayout.UnitPlan shared = plan(units.get(1), true);

        AllocationLayout redrawn =
                layout.redrawn(Optional.empty(), Optional.of(List.of(zone(kept, shared))), ids, WAITER, NOON);

        assertThat(layout.disturbedBy(redrawn))
                .extracting(AllocationLayout.Unit::code)
                .containsExactly("T2", "T3");
        assertRejected(
                () -> layout.redrawn(Optional.empty(), Optional.of(List.of(zone(kept, kept))), ids, WAITER, NOON),
                new AllocationError.UnitNotFound(units.getFirst().id()));
    }

    private static AllocationLayout.ZonePlan zone(AllocationLayout.UnitPlan... units) {
        return new AllocationLayout.ZonePlan(Optional.empty(), "Zone", List.of(), List.of(units));
    }

    private static AllocationLayout.UnitPlan unit(String code) {
        return new AllocationLayout.UnitPlan(
                Optional.empty(), code, AllocationLayout.Kind.TABLE, 4, AllocationLayout.Spot.SOMEWHERE, false);
    }

    private static AllocationLayout.UnitPlan plan(AllocationLayout.Unit unit, boolean shareable) {
        return new AllocationLayout.UnitPlan(
                Optional.of(unit.id()), unit.code(), unit.kind(), unit.capacity(), unit.spot(), shareable);
    }
}
