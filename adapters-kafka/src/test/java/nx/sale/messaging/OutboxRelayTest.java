package nx.sale.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.outbox.Message;
import nx.sale.domain.outbox.OutboxQueue;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What the relay counts and notes while no broker answers. With one that does: the journeys. */
class OutboxRelayTest {
    private static final OutboxQueue.Pending MESSAGE = new OutboxQueue.Pending(
            7,
            "70",
            3,
            new Message(
                    new MerchantId(70_001),
                    Topics.SALE_ORDER_CHANGED,
                    "1",
                    OptionalLong.of(1),
                    "sale-order.changed",
                    1,
                    "{}",
                    Instant.EPOCH),
            "r",
            0);

    /** What is due as long as it was not sent. */
    private static final class Due implements OutboxQueue {
        private volatile List<Pending> due;
        private final LinkedBlockingQueue<Outcome> settled = new LinkedBlockingQueue<>();
        private final Semaphore looks = new Semaphore(0);

        Due(Pending... due) {
            this.due = List.of(due);
        }

        @Override
        public Set<Integer> own(int share) {
            return Set.of(3);
        }

        @Override
        public int relays() {
            return 1;
        }

        @Override
        public List<Pending> due(Set<Integer> buckets, Instant now, int limit) {
            looks.release();
            return due;
        }

        @Override
        public void settle(List<Outcome> outcomes, Instant at) {
            settled.addAll(outcomes);
        }

        @Override
        public int prune(Instant now, Duration age) {
            return 0;
        }

        @Override
        public void close() {}
    }

    private static KafkaPublisher withoutBroker() {
        return new KafkaPublisher(new KafkaPublisher.Access("127.0.0.1:9", "sale", Map.of(), ""), "sale");
    }

    @Test
    void whatIsHandedOverIsSentThoughNoLookFindsIt() throws Exception {
        Due queue = new Due();
        KafkaPublisher publisher = withoutBroker();
        try (OutboxRelay relay = new OutboxRelay(queue, publisher, Clock.systemUTC())) {
            publisher.start();
            relay.start();
            assertThat(queue.looks.tryAcquire(30, TimeUnit.SECONDS)).isTrue();

            relay.handOver(List.of(MESSAGE));

            assertThat(queue.settled.poll(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            OutboxQueue.Outcome.Unreached.class,
                            unreached -> assertThat(unreached.position()).isEqualTo(7));
        } finally {
            publisher.close();
        }
    }

    // OUTBOX-6
    @Test
    void attemptsAndErrorsAreRecordedWithoutABroker_andNothingIsParked() throws Exception {
        Due queue = new Due(MESSAGE);
        KafkaPublisher publisher = withoutBroker();
        try (OutboxRelay relay = new OutboxRelay(queue, publisher, Clock.systemUTC())) {
            publisher.start();
            relay.start();

            for (int round = 1; round <= 2; round++) {
                assertThat(queue.settled.poll(30, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(OutboxQueue.Outcome.Unreached.class, unreached -> {
                            assertThat(unreached.position()).isEqualTo(7);
                            assertThat(unreached.error()).contains("TimeoutException");
                        });
                assertThat(relay.failureCount()).isGreaterThanOrEqualTo(round);
            }
            assertThat(relay.publishedCount()).isZero();
            assertThat(relay.waiting()).isTrue();
            assertThat(relay.trouble())
                    .hasValueSatisfying(words -> assertThat(words).contains("TimeoutException"));
        } finally {
            publisher.close();
        }
    }

    // OUTBOX-6
    @Test
    void aRelayWhoseMessagesAnotherSentWaitsForNothing() throws Exception {
        Due queue = new Due(MESSAGE);
        KafkaPublisher publisher = withoutBroker();
        try (OutboxRelay relay = new OutboxRelay(queue, publisher, Clock.systemUTC())) {
            publisher.start();
            relay.start();
            assertThat(queue.settled.poll(30, TimeUnit.SECONDS)).isInstanceOf(OutboxQueue.Outcome.Unreached.class);

            queue.due = List.of();
            queue.looks.drainPermits();

            assertThat(queue.looks.tryAcquire(2, 60, TimeUnit.SECONDS))
                    .as("looked, and once more after that")
                    .isTrue();
            assertThat(relay.waiting()).isFalse();
            assertThat(relay.trouble()).isEmpty();
        } finally {
            publisher.close();
        }
    }

    @Test
    void brokerFailureIsRetried_andMessageFailureIsParked() {
        assertThat(KafkaPublisher.passing(new TimeoutException("no metadata"))).isTrue();
        assertThat(KafkaPublisher.passing(new NotLeaderOrFollowerException("moved")))
                .isTrue();
        assertThat(KafkaPublisher.passing(new SaslAuthenticationException("wrong password")))
                .isTrue();
        assertThat(KafkaPublisher.passing(new RecordTooLargeException("3 MB"))).isFalse();
    }
}
