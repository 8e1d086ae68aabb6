package nx.sale.application.order;

import java.util.List;
import nx.sale.application.requests.Reply;
import nx.sale.domain.id.OrderId;

/**
 * Merges orders into one. Rejects: order-not-found, order-not-allowed, order-merged, merge-with-itself, order-sums-differ, orders-differ,
 * revision-mismatch.
 */
public final class MergeOrders {
    public record Command(Families.Task task, List<OrderId> sources) {}

    private final Families families;

    public MergeOrders(Families families) {
        this.families = families;
    }

    public <A> A handle(Command c, Reply<Regrouped, A> reply) {
        return families.run(
                c.task(),
                () -> new Families.Plan(
                        c.sources(),
                        (family, open, context) ->
                                family.merge(c.task().order(), c.sources(), families.ids(), context)),
                reply);
    }
}
