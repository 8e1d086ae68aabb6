package nx.sale.domain.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import nx.sale.domain.id.MerchantId;

/**
 * The relay's side of the outbox. Buckets (hash of the key, {@value #BUCKETS} of them) are owned by one replica at a time, so the
 * messages of one key are never sent by two.
 */
public interface OutboxQueue {
    int BUCKETS = 64;

    /** A stored message, ready to go. */
    record Pending(long position, String eventId, int bucket, Message message, String requestId, int attempts) {}

    /** How it went for one message. */
    sealed interface Outcome {
        MerchantId merchant();

        long position();

        record Published(MerchantId merchant, long position, int partition, long offset) implements Outcome {}

        /** To be tried again at {@code retryAt}; the key waits until then. */
        record Failed(MerchantId merchant, long position, String error, Instant retryAt) implements Outcome {}

        /** Kafka did not answer: not the message's fault, so it stays due and comes no nearer to being parked. */
        record Unreached(MerchantId merchant, long position, String error) implements Outcome {}

        /** Cannot ever be sent as it is: set aside for a person; the key waits. */
        record Parked(MerchantId merchant, long position, String error) implements Outcome {}
    }

    /**
     * Takes what buckets it can get and keeps them until {@link #close} or until the connection is lost. With fewer than
     * {@code share} owned, tries for more; with more, gives some back. Returns the buckets owned now.
     */
    Set<Integer> own(int share);

    /** How many relays are alive, this one included, at least 1: the fair share is {@value #BUCKETS} divided by it. */
    int relays();

    /**
     * The oldest due messages of the owned buckets, oldest first, at most {@code limit}. A key with a failed message that is not
     * due yet, or with a parked one, gives nothing.
     */
    List<Pending> due(Set<Integer> buckets, Instant now, int limit);

    /** Stores the outcomes, those of each merchant in one transaction of its own. */
    void settle(List<Outcome> outcomes, Instant at);

    /**
     * Removes published messages older than {@code age}: those of a day once all of them are, others some days later. Returns how many were
     * removed one by one.
     */
    int prune(Instant now, Duration age);

    /** Gives all buckets back. */
    void close();
}
