package nx.sale.domain.payment.pending;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Tx;

/** The attempts that MQ-Pay is asked for. One whose end came by webhook is pending no more, whether or not that was noted here. */
public interface PendingAttempts {
    /** Stores an attempt, once for each order and uid; one that is here keeps its times. Returns it as it is stored. */
    PendingAttempt add(Tx tx, PendingAttempt attempt, Actor by);

    /** Merchants with attempts that are due, whose attempt is due longest first; {@code without} some. */
    List<MerchantId> listWithDue(Instant now, Collection<MerchantId> without, int limit);

    /**
     * Takes at most {@code limit} attempts of a merchant that are due, the longest due first, and nobody else gets them before {@code until}: also when
     * this replica dies meanwhile. Those that have ended are noted as ended instead.
     */
    List<PendingAttempt> claim(Tx tx, MerchantId merchant, Instant now, Instant until, int limit);

    /** Stores when it is asked next, or that it has ended. */
    void update(Tx tx, PendingAttempt attempt, Actor by, Instant at);

    /** Those of an order without an end, in the order they were received. */
    List<PendingAttempt> list(MerchantId merchant, OrderId order);
}
