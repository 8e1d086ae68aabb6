package nx.sale.domain.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.api.Test;

class SnowflakeTest {
    private static final class HandClock extends Clock {
        private long millis = Snowflake.EPOCH_MILLIS + 1_000;
        private long step;

        @Override
        public long millis() {
            millis += step;
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class FixedLease implements Snowflake.Lease {
        private long notBefore;

        @Override
        public int worker() {
            return Snowflake.workerOf(1);
        }

        @Override
        public long notBeforeMillis() {
            return notBefore;
        }
    }

    private final HandClock clock = new HandClock();
    private final FixedLease lease = new FixedLease();
    private final Snowflake ids = new Snowflake(clock, lease, Snowflake.EPOCH_MILLIS);

    // STORE-1
    @Test
    void isBuiltFromTimeWorkerAndSequence() {
        long first = ids.next();
        long second = ids.next();

        assertThat(first).isEqualTo(1_000L << 22 | 35L << 12);
        assertThat(second).isEqualTo(first + 1);
    }

    // STORE-1
    @Test
    void neverRepeats_alsoBeyondOneMillisecondsSequence() {
        Set<Long> seen = new HashSet<>();
        long last = 0;
        for (int i = 0; i < 10_000; i++) {
            clock.step = i % 4_096 == 0 ? 1 : 0;
            long id = ids.next();
            assertThat(seen.add(id)).isTrue();
            assertThat(id).isGreaterThan(last);
            last = id;
        }
    }

    // STORE-1
    @Test
    void waitsForAClockThatSteppedBackALittle() {
        long before = ids.next();
        clock.millis -= 50;
        clock.step = 10;

        assertThat(ids.next()).isGreaterThan(before);
    }

    // STORE-1
    @Test
    void refusesWhenTheClockSteppedBackFar() {
        ids.next();
        clock.millis -= 10_000;

        assertThatThrownBy(ids::next)
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.part()).isEqualTo(Unavailable.Part.IDS));
    }

    @Test
    void startsAfterTheFormerHoldersLastTime() {
        lease.notBefore = clock.millis + 20;
        clock.step = 7;

        assertThat(ids.next() >> 22).isGreaterThanOrEqualTo(1_020);
    }
}
