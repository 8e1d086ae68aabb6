package nx.sale.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.outbox.OutboxQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages from the outbox to Kafka. It is handed those of its own process after their commit, and sends them at once when it
 * published the message before them itself, or there is none. All others it finds by looking into the outbox, every 250 ms and whenever
 * it is woken. Within a key the next message leaves when the one before it is acknowledged; keys do not wait for each other. While Kafka
 * is unavailable the relay as a whole waits; a message that Kafka refuses is tried again alone, and parked after {@value #TRIES}
 * refusals, holding back only its own key.
 */
public final class OutboxRelay implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    static final int TRIES = 5;
    private static final int BATCH = 500;
    /** Messages of another replica, and those to be tried again, are found by looking. */
    private static final Duration POLL = Duration.ofMillis(250);

    private static final Duration AFTER_STUMBLE = Duration.ofSeconds(1);
    private static final Duration OWNERSHIP_CHECK = Duration.ofSeconds(2);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final OutboxQueue queue;
    private final KafkaPublisher publisher;
    private final Clock clock;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Handover handover = new Handover();
    private final AtomicBoolean mustLook = new AtomicBoolean(true);
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private volatile boolean running = true;
    private Set<Integer> buckets = Set.of();
    private long checkedNanos;
    private long lookedNanos;
    private volatile Duration backoff = Duration.ZERO;
    private volatile String lastFailure = "";

    public OutboxRelay(OutboxQueue queue, KafkaPublisher publisher, Clock clock) {
        this.queue = queue;
        this.publisher = publisher;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("outbox-relay").unstarted(this::loop);
    }

    public void start() {
        thread.start();
    }

    /** Says that there may be something to send in the outbox. Cheap, never blocks. */
    public void wake() {
        mustLook.set(true);
        wakeUp();
    }

    /**
     * Messages of a transaction that has committed. Cheap, never blocks: what is too much is found by looking, and so is everything
     * while Kafka is unavailable.
     */
    public void handOver(List<OutboxQueue.Pending> committed) {
        if (waiting() || !handover.add(committed)) {
            mustLook.set(true);
        }
        wakeUp();
    }

    private void wakeUp() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    public long publishedCount() {
        return published.get();
    }

    /** How often a message was tried and not taken: refused, or Kafka could not be reached. */
    public long failureCount() {
        return failures.get();
    }

    /** Whether the relay waits for Kafka to come back. */
    public boolean waiting() {
        return !backoff.isZero();
    }

    /** What keeps it from Kafka; empty unless it {@link #waiting() waits}. */
    public Optional<String> trouble() {
        return waiting() ? Optional.of(lastFailure) : Optional.empty();
    }

    private void loop() {
        while (running) {
            try {
                if (!relay()) {
                    pause(backoff.isZero() ? POLL : backoff);
                }
            } catch (RuntimeException e) {
                log.error("Relay round failed, trying again", e);
                checkedNanos = 0;
                mustLook.set(true);
                pause(AFTER_STUMBLE);
            }
        }
        try {
            drain();
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("cause", e)
                    .log("Outbox not drained: the messages left are published after the next start");
        }
        queue.close();
    }

    /** Sends what can be sent before stopping. */
    private void drain() {
        do {
            mustLook.set(true);
        } while (relay());
    }

    /** One round; whether another should follow at once. */
    private boolean relay() {
        own();
        List<OutboxQueue.Pending> due = due();
        if (due.isEmpty()) {
            return false;
        }
        ConcurrentLinkedQueue<OutboxQueue.Outcome> outcomes = new ConcurrentLinkedQueue<>();
        AtomicBoolean unavailable = new AtomicBoolean();
        Map<Handover.Key, List<OutboxQueue.Pending>> keys = new LinkedHashMap<>();
        due.forEach(pending -> keys.computeIfAbsent(Handover.Key.of(pending), key -> new ArrayList<>())
                .add(pending));
        CompletableFuture.allOf(keys.values().stream()
                        .map(chain -> send(chain, 0, outcomes, unavailable))
                        .toArray(CompletableFuture[]::new))
                .join();
        long taken = outcomes.stream()
                .filter(OutboxQueue.Outcome.Published.class::isInstance)
                .count();
        failures.addAndGet(outcomes.size() - taken); // before the outcomes are stored: that may fail too
        queue.settle(List.copyOf(outcomes), clock.instant());
        published.addAndGet(taken);
        remember(due, outcomes);
        backoff = unavailable.get() ? longer(backoff) : Duration.ZERO;
        return !unavailable.get();
    }

    /** What was handed over, when all of it is next in its key; else what the outbox has, and that is among it. */
    private List<OutboxQueue.Pending> due() {
        long now = System.nanoTime();
        boolean look = mustLook.getAndSet(false) || now - lookedNanos >= POLL.toNanos();
        Optional<List<OutboxQueue.Pending>> next = look ? Optional.empty() : handover.next(buckets, BATCH);
        if (next.isPresent()) {
            return next.get();
        }
        lookedNanos = now;
        handover.clear();
        List<OutboxQueue.Pending> found = queue.due(buckets, clock.instant(), BATCH);
        if (found.size() == BATCH) {
            mustLook.set(true);
        }
        if (found.isEmpty()) {
            backoff = Duration.ZERO; // what it waited to send, another relay sent
        }
        return found;
    }

    /** A position counts within its merchant: rows of a merchant that moved here bring theirs. */
    private record Place(MerchantId merchant, long position) {}

    private void remember(List<OutboxQueue.Pending> sent, Collection<OutboxQueue.Outcome> outcomes) {
        Set<Place> places = outcomes.stream()
                .filter(OutboxQueue.Outcome.Published.class::isInstance)
                .map(outcome -> new Place(outcome.merchant(), outcome.position()))
                .collect(Collectors.toSet());
        sent.stream()
                .filter(pending -> places.contains(new Place(pending.message().merchant(), pending.position())))
                .forEach(handover::published);
    }

    private void own() {
        long now = System.nanoTime();
        if (checkedNanos == 0 || now - checkedNanos > OWNERSHIP_CHECK.toNanos()) {
            Set<Integer> owned = queue.own(Math.ceilDiv(OutboxQueue.BUCKETS, queue.relays()));
            if (!owned.equals(buckets)) {
                mustLook.set(true); // what another relay had of a bucket meanwhile is not to be sent again
            }
            buckets = owned;
            checkedNanos = now;
        }
    }

    private CompletableFuture<Void> send(
            List<OutboxQueue.Pending> chain,
            int index,
            ConcurrentLinkedQueue<OutboxQueue.Outcome> outcomes,
            AtomicBoolean unavailable) {
        if (index == chain.size() || unavailable.get()) {
            return CompletableFuture.completedFuture(null);
        }
        OutboxQueue.Pending pending = chain.get(index);
        return publisher
                .send(pending)
                .thenApply(metadata -> {
                    outcomes.add(new OutboxQueue.Outcome.Published(
                            pending.message().merchant(), pending.position(), metadata.partition(), metadata.offset()));
                    return true;
                })
                .exceptionally(failure -> {
                    refused(pending, cause(failure), outcomes, unavailable);
                    return false;
                })
                .thenCompose(acknowledged -> acknowledged
                        ? send(chain, index + 1, outcomes, unavailable)
                        : CompletableFuture.completedFuture(null));
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private void refused(
            OutboxQueue.Pending pending,
            Throwable failure,
            ConcurrentLinkedQueue<OutboxQueue.Outcome> outcomes,
            AtomicBoolean unavailable) {
        MerchantId merchant = pending.message().merchant();
        if (KafkaPublisher.passing(failure)) {
            unavailable.set(true);
            lastFailure = KafkaPublisher.words(failure);
            outcomes.add(
                    new OutboxQueue.Outcome.Unreached(merchant, pending.position(), KafkaPublisher.words(failure)));
        } else if (pending.attempts() + 1 >= TRIES) {
            outcomes.add(new OutboxQueue.Outcome.Parked(merchant, pending.position(), KafkaPublisher.words(failure)));
        } else {
            Instant retryAt = clock.instant().plus(Duration.ofMillis(200L << pending.attempts()));
            outcomes.add(new OutboxQueue.Outcome.Failed(
                    merchant, pending.position(), KafkaPublisher.words(failure), retryAt));
        }
    }

    private static Duration longer(Duration backoff) {
        Duration twice = backoff.isZero() ? Duration.ofMillis(250) : backoff.multipliedBy(2);
        return twice.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : twice;
    }

    private void pause(Duration atMost) {
        try {
            if (wakeUps.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /** Sends what is there, then stops; waits at most {@code 15} seconds. */
    @Override
    public void close() {
        running = false;
        wake();
        if (!thread.isAlive()) {
            return; // never started, or ended
        }
        try {
            thread.join(STOP_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
