package nx.sale.domain.payment;

import java.util.Optional;

/** The targets of payments received before: for an event that names no target. */
public interface KnownTargets {
    /**
     * What an event names.
     *
     * @param attempt the attempt's uid
     * @param parent what the attempt takes back, by id or uid
     * @param transaction the transaction's uid
     */
    record Named(Optional<String> attempt, Optional<String> parent, Optional<String> transaction) {}

    /** The target of the attempt, else of the attempt it takes back, else of the transaction's first; empty when none is known. */
    Optional<PaymentNotice.Target> find(Named named);
}
