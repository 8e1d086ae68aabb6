package nx.sale.application.allocation;

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
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.AuditAction;

/**
 * Ends usages, all or none: the party has left, or never sat down. Rejects: usage-not-found, usage-ended, revision-mismatch.
 */
public final class EndUsages {
    /**
     * @param how SUCCESS or CANCELLED
     * @param expected of the only usage, when the caller insists
     */
    public record Command(
            Request request,
            MerchantId merchant,
            List<UsageId> usages,
            AllocationUsage.Status how,
            Optional<Long> expected) {}

    private final Requests requests;
    private final Usages usages;
    private final TakeUnits takeUnits;
    private final Screens screens;

    public EndUsages(Requests requests, Usages usages, TakeUnits takeUnits, Screens screens) {
        this.requests = requests;
        this.usages = usages;
        this.takeUnits = takeUnits;
        this.screens = screens;
    }

    public <A> A handle(Command c, Reply<List<AllocationUsage>, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.runOnFloor(c.merchant(), (tx, at) -> {
                    var origin = c.request().origin();
                    List<AllocationUsage> locked = usages.lock(tx, c.merchant(), c.usages(), List.of());
                    RequestError.expect(locked.getFirst().revision(), c.expected());
                    List<AllocationUsage> ended = locked.stream()
                            .map(usage -> usage.ended(c.how(), origin.actor(), at))
                            .toList();
                    usages.update(tx, ended);
                    screens.usages(
                            tx,
                            ended,
                            c.how() == AllocationUsage.Status.SUCCESS
                                    ? LiveAction.USAGE_COMPLETED
                                    : LiveAction.USAGE_CANCELLED);
                    ended.stream()
                            .flatMap(usage -> usage.taker().asOrder().stream())
                            .distinct()
                            .forEach(order -> takeUnits.note(
                                    tx, c.merchant(), order, action(c.how()), ofOrder(ended, order), origin, at));
                    return ended;
                }));
    }

    private static AuditAction action(AllocationUsage.Status how) {
        return switch (how) {
            case ACTIVE -> throw new IllegalArgumentException("that is no end");
            case SUCCESS -> AuditAction.TABLE_SUCCESS;
            case CANCELLED -> AuditAction.TABLE_CANCELLED;
            case EXPIRED -> AuditAction.TABLE_EXPIRED;
        };
    }

    private static List<AllocationUsage> ofOrder(List<AllocationUsage> usages, OrderId order) {
        return usages.stream()
                .filter(usage -> usage.taker().asOrder().filter(order::equals).isPresent())
                .toList();
    }
}
