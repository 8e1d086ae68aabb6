package nx.sale.application.allocation;

import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.Layouts;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/**
 * Removes a floor plan nobody sits on. Rejects: layout-not-found, unit-in-use, revision-mismatch.
 */
public final class RemoveLayout {
    public record Command(Request request, MerchantId merchant, LayoutId layout, Optional<Long> expected) {}

    private final Requests requests;
    private final Layouts layouts;
    private final AuditTrail audit;

    public RemoveLayout(Requests requests, Layouts layouts, AuditTrail audit) {
        this.requests = requests;
        this.layouts = layouts;
        this.audit = audit;
    }

    public <A> A handle(Command c, Reply<AllocationLayout, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run((tx, at) -> {
                    var origin = c.request().origin();
                    AllocationLayout layout = layouts.lock(tx, c.merchant(), c.layout());
                    RequestError.expect(layout.revision(), c.expected());
                    layouts.remove(tx, layout, origin, at);
                    audit.append(tx, LayoutTrail.entry(AuditAction.LAYOUT_REMOVED, layout, at), origin);
                    return layout;
                }));
    }
}
