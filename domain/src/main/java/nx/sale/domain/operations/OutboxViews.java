package nx.sale.domain.operations;

import java.util.List;
import java.util.Optional;

/** The outbox, for reading. */
public interface OutboxViews {
    /** Messages not delivered yet, those of one status when given, the oldest first, behind {@code after}. */
    List<StoredMessage> listWaiting(Optional<StoredMessage.Status> status, int limit, Optional<Long> after);

    /** How many are not delivered yet. */
    long countWaiting(Optional<StoredMessage.Status> status);
}
