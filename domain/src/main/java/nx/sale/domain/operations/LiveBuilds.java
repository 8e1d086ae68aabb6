package nx.sale.domain.operations;

import nx.sale.domain.shared.Rejected;

/** The builds of the service that serve at this moment, in any replica. */
public interface LiveBuilds {
    /**
     * Whether one serves that computes totals without service charges and manual discounts, settles without cash rounding and tips, or does not
     * know what went back for returns.
     */
    boolean olderServes();

    /** For what would make an order with them (OPS-18). Rejects: older-build-live. */
    default void requireNoOlder() {
        if (olderServes()) {
            throw new Rejected(new OperationsError.OlderBuildLive());
        }
    }
}
