package nx.sale.application.allocation;

import java.util.List;
import java.util.Optional;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.AuditAction;

/**
 * Moves a party to another unit. Rejects: usage-not-found, usage-ended, unit-not-found, unit-taken, revision-mismatch.
 */
public final class TransferParty {
    public record Command(Request request, MerchantId merchant, UsageId usage, Optional<Long> expected, UnitId unit) {}

    private final Requests requests;
    private final Usages usages;
    private final TakeUnits takeUnits;
    private final Screens screens;

    public TransferParty(Requests requests, Usages usages, TakeUnits takeUnits, Screens screens) {
        this.requests = requests;
        this.usages = usages;
        this.takeUnits = takeUnits;
        this.screens = screens;
    }

    public <A> A handle(Command c, Reply<AllocationUsage, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.runOnFloor(c.merchant(), (tx, at) -> {
                    var origin = c.request().origin();
                    AllocationUsage usage = usages.lock(tx, c.merchant(), List.of(c.usage()), List.of(c.unit()))
                            .getFirst();
                    RequestError.expect(usage.revision(), c.expected());
                    FloorUnit unit = usages.lockUnits(tx, c.merchant(), List.of(c.unit()))
                            .getFirst();
                    AllocationUsage moved = usage.transferred(unit, origin.actor(), at);
                    usages.update(tx, List.of(moved));
                    screens.moved(tx, usage, moved);
                    moved.taker()
                            .asOrder()
                            .ifPresent(order -> takeUnits.note(
                                    tx,
                                    c.merchant(),
                                    order,
                                    AuditAction.TABLE_CHANGED,
                                    List.of(usage, moved),
                                    origin,
                                    at));
                    return moved;
                }));
    }
}
