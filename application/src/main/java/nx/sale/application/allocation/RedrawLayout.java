package nx.sale.application.allocation;

import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.Layouts;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/**
 * Draws a floor plan anew, as a whole; what somebody has just now stays as it is. Rejects: layout-not-found, zone-not-found,
 * unit-not-found, unit-code-twice, unit-in-use, revision-mismatch.
 */
public final class RedrawLayout {
    /** What is empty stays. */
    public record Command(
            Request request,
            MerchantId merchant,
            LayoutId layout,
            Optional<Long> expected,
            Optional<String> name,
            Optional<List<AllocationLayout.ZonePlan>> zones) {}

    private final Requests requests;
    private final Layouts layouts;
    private final AuditTrail audit;
    private final Ids ids;

    public RedrawLayout(Requests requests, Layouts layouts, AuditTrail audit, Ids ids) {
        this.requests = requests;
        this.layouts = layouts;
        this.audit = audit;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<AllocationLayout, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run((tx, at) -> {
                    var origin = c.request().origin();
                    AllocationLayout before = layouts.lock(tx, c.merchant(), c.layout());
                    RequestError.expect(before.revision(), c.expected());
                    AllocationLayout after = before.redrawn(c.name(), c.zones(), ids, origin.actor(), at);
                    layouts.update(tx, before, after);
                    audit.append(tx, LayoutTrail.entry(AuditAction.LAYOUT_REDRAWN, after, at), origin);
                    return after;
                }));
    }
}
