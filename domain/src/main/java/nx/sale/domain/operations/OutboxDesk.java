package nx.sale.domain.operations;

import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Tx;

/** The outbox, for an operator who helps a message on, or stops it. */
public interface OutboxDesk {
    /** Whose message it is: operators name it by its place alone. Rejects with {@link OperationsError.MessageNotFound}. */
    MerchantId getMerchant(long id);

    /** Holds the message to the end of {@code tx}. Rejects with {@link OperationsError.MessageNotFound}. */
    StoredMessage lock(Tx tx, MerchantId merchant, long id);

    /** Stores the state of a message locked in {@code tx}. */
    void update(Tx tx, StoredMessage message);
}
