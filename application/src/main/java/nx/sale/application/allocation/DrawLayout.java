package nx.sale.application.allocation;

import java.util.List;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.Layouts;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/**
 * Draws a new floor plan. Rejects: unit-code-twice.
 */
public final class DrawLayout {
    public record Command(Request request, MerchantId merchant, String name, List<AllocationLayout.ZonePlan> zones) {}

    private final Requests requests;
    private final Layouts layouts;
    private final AuditTrail audit;
    private final Ids ids;

    public DrawLayout(Requests requests, Layouts layouts, AuditTrail audit, Ids ids) {
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
                    AllocationLayout layout = AllocationLayout.drawn(
                            new LayoutId(ids.next()), c.merchant(), c.name(), c.zones(), ids, origin.actor(), at);
                    layouts.add(tx, layout);
                    audit.append(tx, LayoutTrail.entry(AuditAction.LAYOUT_DRAWN, layout, at), origin);
                    return layout;
                }));
    }
}
