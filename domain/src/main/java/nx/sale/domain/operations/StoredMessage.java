package nx.sale.domain.operations;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Rejected;

/**
 * A message in the outbox, as operators see it.
 *
 * @param id its place in the outbox
 * @param attempts how often it was tried, those while Kafka could not be reached among them
 * @param retryAt until when it waits after a failure
 */
public record StoredMessage(
        long id,
        MerchantId merchant,
        String eventId,
        String topic,
        String key,
        OptionalLong sequence,
        String type,
        Status status,
        int attempts,
        Optional<Instant> retryAt,
        Optional<String> lastError,
        Instant occurredAt,
        Optional<Instant> publishedAt) {
    /** Its status. */
    public enum Status {
        PENDING,
        PUBLISHED,
        PARKED
    }

    /** To be sent at once, whatever it waited for. Rejects one that was delivered. */
    public StoredMessage retried() {
        if (status == Status.PUBLISHED) {
            throw new Rejected(new OperationsError.MessageNotAllowed(id, status));
        }
        return with(Status.PENDING, lastError);
    }

    /** Set aside: the messages of its key behind it wait for a person. Rejects one that was delivered or is parked. */
    public StoredMessage parked(String reason) {
        if (status != Status.PENDING) {
            throw new Rejected(new OperationsError.MessageNotAllowed(id, status));
        }
        return with(Status.PARKED, Optional.of(reason));
    }

    private StoredMessage with(Status newStatus, Optional<String> error) {
        return new StoredMessage(
                id,
                merchant,
                eventId,
                topic,
                key,
                sequence,
                type,
                newStatus,
                attempts,
                Optional.empty(),
                error,
                occurredAt,
                publishedAt);
    }
}
