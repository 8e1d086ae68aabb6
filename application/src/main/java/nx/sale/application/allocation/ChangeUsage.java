package nx.sale.application.allocation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.requests.RequestError;

/**
 * Gives a usage another end, or another waiter. Rejects: usage-not-found, usage-ended, window-empty, unit-taken,
 * revision-mismatch.
 */
public final class ChangeUsage {
    /** What is empty stays; an inner empty value clears. */
    public record Command(
            Request request,
            MerchantId merchant,
            UsageId usage,
            Optional<Long> expected,
            Optional<Instant> endsAt,
            Optional<Optional<String>> assignee) {}

    private final Requests requests;
    private final Usages usages;
    private final Screens screens;
    private final Clock clock;

    public ChangeUsage(Requests requests, Usages usages, Screens screens, Clock clock) {
        this.requests = requests;
        this.usages = usages;
        this.screens = screens;
        this.clock = clock;
    }

    public <A> A handle(Command c, Reply<AllocationUsage, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.runOnFloor(c.merchant(), tx -> {
                    AllocationUsage usage = usages.lock(tx, c.merchant(), List.of(c.usage()), List.of())
                            .getFirst();
                    RequestError.expect(usage.revision(), c.expected());
                    AllocationUsage changed = usage.changed(
                            c.endsAt(), c.assignee(), c.request().origin().actor(), clock.instant());
                    usages.update(tx, List.of(changed));
                    screens.usages(tx, List.of(changed), LiveAction.USAGE_CHANGED);
                    return changed;
                }));
    }
}
