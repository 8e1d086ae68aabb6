package nx.sale.application.allocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.upkeep.Turns;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.UnitOfWork;

/**
 * Lets parties whose time is over stay on until another party needs the unit; from then on they overstay, and the floor screens are updated.
 * Part of the sweep.
 */
public final class ExtendOverdue {
    /**
     * @param limit so many at most
     * @param each so many of a merchant in one transaction
     */
    public record Command(int limit, int each, Origin origin) {}

    private static final Duration STEP = Duration.ofMinutes(15);

    private final UnitOfWork work;
    private final Usages usages;
    private final Screens screens;
    private final Clock clock;

    public ExtendOverdue(UnitOfWork work, Usages usages, Screens screens, Clock clock) {
        this.work = work;
        this.usages = usages;
        this.screens = screens;
        this.clock = clock;
    }

    /** Returns how many it looked after. */
    public int handle(Command c) {
        return (int) Turns.take(
                c.limit(),
                (without, limit) -> usages.listWithOverdue(clock.instant(), without, limit),
                (merchant, left) -> extend(merchant, (int) Math.min(c.each(), left), c.origin()));
    }

    private int extend(MerchantId merchant, int atMost, Origin origin) {
        return work.run(tx -> {
            Instant at = clock.instant();
            List<AllocationUsage> staying = new ArrayList<>();
            List<AllocationUsage> overstaying = new ArrayList<>();
            for (Usages.Overdue overdue : usages.lockOverdue(tx, merchant, at, atMost)) {
                Instant until = overdue.next()
                        .filter(next -> next.isBefore(at.plus(STEP)))
                        .orElse(at.plus(STEP));
                AllocationUsage after = overdue.usage().stayingOn(until, origin.actor(), at);
                (after.overstayAt().isPresent() ? overstaying : staying).add(after);
            }
            List<AllocationUsage> all = new ArrayList<>(staying);
            all.addAll(overstaying);
            usages.update(tx, all);
            screens.usages(tx, staying, LiveAction.USAGE_EXTENDED);
            screens.usages(tx, overstaying, LiveAction.USAGE_OVERSTAYED);
            return all.size();
        });
    }
}
