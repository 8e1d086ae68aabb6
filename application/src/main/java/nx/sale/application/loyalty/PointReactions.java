package nx.sale.application.loyalty;

import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.Ids;
import nx.sale.domain.loyalty.PointTransaction;
import nx.sale.domain.loyalty.Points;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** Gives a customer the points that a completed order earns, and takes those of what comes back. */
public final class PointReactions {
    private final Points points;
    private final AuditTrail audit;
    private final Ids ids;

    public PointReactions(Points points, AuditTrail audit, Ids ids) {
        this.points = points;
        this.audit = audit;
        this.ids = ids;
    }

    public void completed(Tx tx, OrderEvent.Completed completed, Origin origin) {
        PointTransaction.earned(completed, ids).ifPresent(earned -> {
            audit.append(
                    tx,
                    new AuditTrail.Entry(
                            completed.order().merchant(),
                            Optional.of(completed.order().id()),
                            AuditAction.POINTS_EARNED,
                            Optional.empty(),
                            Map.of(
                                    "points", Long.toString(earned.points()),
                                    "customerId", earned.customer().toString()),
                            completed.at()),
                    origin);
            points.add(tx, earned);
        });
    }

    /** Points that go with a return. */
    public record Reversal(ReturnEvent.Returned returned, PointTransaction points) {}

    /** The points that go. Asked before the till is locked: others at the till would wait for the answer. */
    public Optional<Reversal> reversal(Tx tx, ReturnEvent.Returned returned) {
        var order = returned.order();
        return order.details()
                .customer()
                .flatMap(customer ->
                        PointTransaction.reversed(points.read(tx, order.merchant(), order.id()), returned, ids))
                .map(reversed -> new Reversal(returned, reversed));
    }

    public void reverse(Tx tx, Reversal reversal, Origin origin) {
        ReturnEvent.Returned returned = reversal.returned();
        audit.append(
                tx,
                new AuditTrail.Entry(
                        returned.order().merchant(),
                        Optional.of(returned.order().id()),
                        AuditAction.POINTS_REVERSED,
                        Optional.empty(),
                        Map.of(
                                "points", Long.toString(reversal.points().points()),
                                "customerId", reversal.points().customer().toString()),
                        returned.at()),
                origin);
        points.add(tx, reversal.points());
    }
}
