package nx.sale.messaging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.outbox.Message;
import nx.sale.domain.outbox.OutboxQueue;

/**
 * Messages that the relay was handed after their commit. One may be sent without a look into the outbox when it is next in its key: the
 * first, or behind the last that this relay published. Sequences have no gaps, so nothing can be between the two.
 */
final class Handover {
    private static final int MOST = 1_000;
    /** Characters of a body; what is longer is looked for, so that all that waits here stays below some 16 MB. */
    private static final int LONGEST = 16 * 1024;

    private static final int KEYS = 20_000;

    /** Within one the order counts. Two merchants may have the same key of a topic; each has sequences of its own. */
    record Key(MerchantId merchant, String topic, String key) {
        static Key of(OutboxQueue.Pending pending) {
            Message message = pending.message();
            return new Key(message.merchant(), message.topic(), message.key());
        }
    }

    private final BlockingQueue<OutboxQueue.Pending> handed = new LinkedBlockingQueue<>(MOST);
    /** Up to which sequence this relay published each key; of those it has not published for long it knows nothing. */
    private final Map<Key, Long> sequences = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > KEYS;
        }
    };

    /** Whether all were kept; any thread may call it. */
    boolean add(List<OutboxQueue.Pending> committed) {
        boolean all = true;
        for (OutboxQueue.Pending pending : committed) {
            all &= pending.message().body().length() <= LONGEST && handed.offer(pending);
        }
        return all;
    }

    /** Forgets what was handed over: a look that begins now finds it. */
    void clear() {
        handed.clear();
    }

    void published(OutboxQueue.Pending pending) {
        pending.message().sequence().ifPresent(sequence -> sequences.merge(Key.of(pending), sequence, Math::max));
    }

    /**
     * Takes what was handed over of these buckets; what was published meanwhile is left out. Empty when one of them must be looked for:
     * the message before it is not known to be published, or it has no sequence.
     */
    Optional<List<OutboxQueue.Pending>> next(Set<Integer> buckets, int limit) {
        List<OutboxQueue.Pending> taken = new ArrayList<>();
        handed.drainTo(taken, limit);
        Map<Key, Long> upTo = new HashMap<>();
        List<OutboxQueue.Pending> next = new ArrayList<>();
        for (OutboxQueue.Pending pending : taken) {
            if (buckets.contains(pending.bucket())) {
                Key key = Key.of(pending);
                long before = upTo.getOrDefault(key, sequences.getOrDefault(key, 0L));
                long sequence = pending.message().sequence().orElse(Long.MAX_VALUE);
                if (sequence > before + 1) {
                    return Optional.empty();
                }
                if (sequence == before + 1) {
                    upTo.put(key, sequence);
                    next.add(pending);
                }
            }
        }
        return Optional.of(next);
    }
}
