package nx.sale.application.allocation;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.requests.RequestError;

/**
 * Takes an ended usage out of the lists. Rejects: usage-not-found, usage-active, revision-mismatch.
 */
public final class DeleteUsage {
    public record Command(Request request, MerchantId merchant, UsageId usage, Optional<Long> expected) {}

    private final Requests requests;
    private final Usages usages;
    private final Clock clock;

    public DeleteUsage(Requests requests, Usages usages, Clock clock) {
        this.requests = requests;
        this.usages = usages;
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
                    usage.requireEnded();
                    usages.remove(tx, usage, c.request().origin(), clock.instant());
                    return usage;
                }));
    }
}
