package nx.sale.application.order;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.DomainError;

/**
 * What a merge, a split or an undo came to, or would come to.
 *
 * @param order the target of the merge, the parent of the split
 * @param others the sources, or the orders split off
 * @param operation as recorded; empty when something is in the way
 * @param lapsed what was given and ended, because no line could bear a share of it
 * @param blockers all that is in the way of a rehearsal
 */
public record Regrouped(
        OrderSnapshot order,
        List<OrderSnapshot> others,
        Optional<OrderOperation> operation,
        List<OrderFamily.Lapsed> lapsed,
        List<DomainError> blockers) {
    public Regrouped {
        others = List.copyOf(others);
        lapsed = List.copyOf(lapsed);
        blockers = List.copyOf(blockers);
    }

    static Regrouped done(OrderFamily family, OrderOperation operation) {
        return new Regrouped(
                family.order(operation.order()),
                operation.others().stream().map(family::order).toList(),
                Optional.of(operation),
                family.lapsed(),
                List.of());
    }

    static Regrouped blocked(OrderSnapshot order, List<OrderSnapshot> others, List<DomainError> by) {
        return new Regrouped(order, others, Optional.empty(), List.of(), by);
    }
}
