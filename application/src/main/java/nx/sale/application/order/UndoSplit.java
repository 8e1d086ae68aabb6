package nx.sale.application.order;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import nx.sale.application.requests.Reply;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.order.regroup.OrderOperation;

/**
 * Undoes the newest split of an order, or the one named. Rejects: order-not-found, order-not-allowed,
 * order-merged, nothing-to-undo, operation-not-found, order-sums-differ, later-operations, split-orders-not-draft, revision-mismatch.
 */
public final class UndoSplit {
    public record Command(Families.Task task, Optional<OperationId> operation) {}

    private final Families families;

    public UndoSplit(Families families) {
        this.families = families;
    }

    public <A> A handle(Command c, Reply<Regrouped, A> reply) {
        return families.run(
                c.task(),
                () -> {
                    OrderOperation chosen = families.chosen(c.task(), OrderOperation.Kind.SPLIT, c.operation());
                    return new Families.Plan(chosen.others(), (family, lookUp, context) -> {
                        Set<LineId> concerned = new HashSet<>(chosen.lines());
                        concerned.addAll(family.lines());
                        var open = lookUp.apply(concerned);
                        return family.undoSplit(Families.still(chosen, open), open, families.ids(), context);
                    });
                },
                reply);
    }
}
