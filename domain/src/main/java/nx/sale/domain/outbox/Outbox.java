package nx.sale.domain.outbox;

import java.util.List;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** Messages to the world, stored in the transaction that makes them true and delivered after it, at least once. */
public interface Outbox {
    /** Stores the messages of these events, in this order. The aggregate they come from must be locked in {@code tx}. */
    void append(Tx tx, List<? extends DomainEvent> events, Origin origin);
}
