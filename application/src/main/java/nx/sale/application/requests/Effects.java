package nx.sale.application.requests;

import java.util.List;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** What follows from events, in the same transaction. {@code OrderEffects} is the table; use cases know only that there is one. */
public interface Effects {
    /** Lets everything happen that these events, in this order, entail. */
    void follow(Tx tx, List<? extends DomainEvent> events, Origin origin);
}
