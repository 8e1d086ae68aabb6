package nx.sale.application.order;

import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.order.regroup.OrderOperation;

/**
 * Takes the newest merge into an order back, or the one named. Rejects: order-not-found, order-not-allowed, order-merged,
 * nothing-to-undo, operation-not-found, order-sums-differ, later-operations, revision-mismatch.
 */
public final class UndoMerge {
    public record Command(Families.Task task, Optional<OperationId> operation) {}

    private final Families families;

    public UndoMerge(Families families) {
        this.families = families;
    }

    public <A> A handle(Command c, Reply<Regrouped, A> reply) {
        return families.run(
                c.task(),
                () -> {
                    OrderOperation chosen = families.chosen(c.task(), OrderOperation.Kind.MERGE, c.operation());
                    return new Families.Plan(chosen.others(), (family, lookUp, context) -> {
                        var open = lookUp.apply(chosen.lines());
                        return family.undoMerge(Families.still(chosen, open), open, families.ids(), context);
                    });
                },
                reply);
    }
}
