package nx.sale.domain.fake;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.operations.OutboxDesk;
import nx.sale.domain.operations.OutboxViews;
import nx.sale.domain.operations.StoredMessage;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** Messages in memory, as a person finds them. */
public final class InMemoryOutboxDesk implements OutboxDesk, OutboxViews {
    private static final String PREFIX = "message ";

    private final InMemoryStore store;

    public InMemoryOutboxDesk(InMemoryStore store) {
        this.store = store;
    }

    /** Lets a message be there. */
    public void put(StoredMessage message) {
        store.put(PREFIX + message.id(), message);
    }

    private Stream<StoredMessage> waiting(Optional<StoredMessage.Status> status) {
        return store.keys(PREFIX).stream()
                .map(key -> store.<StoredMessage>get(key, null))
                .filter(message -> message.status() != StoredMessage.Status.PUBLISHED)
                .filter(message -> status.isEmpty() || message.status() == status.get());
    }

    @Override
    public MerchantId getMerchant(long id) {
        return find(id).merchant();
    }

    @Override
    public StoredMessage lock(Tx tx, MerchantId merchant, long id) {
        return find(id);
    }

    private StoredMessage find(long id) {
        return Optional.ofNullable(store.<StoredMessage>get(PREFIX + id, null))
                .orElseThrow(() -> new Rejected(new OperationsError.MessageNotFound(id)));
    }

    @Override
    public void update(Tx tx, StoredMessage message) {
        put(message);
    }

    @Override
    public List<StoredMessage> listWaiting(Optional<StoredMessage.Status> status, int limit, Optional<Long> after) {
        return waiting(status)
                .filter(message -> message.id() > after.orElse(0L))
                .sorted(Comparator.comparingLong(StoredMessage::id))
                .limit(limit)
                .toList();
    }

    @Override
    public long countWaiting(Optional<StoredMessage.Status> status) {
        return waiting(status).count();
    }
}
