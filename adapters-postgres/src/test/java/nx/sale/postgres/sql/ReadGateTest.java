package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadGateTest {
    private final ReadGate gate = new ReadGate(4, Duration.ZERO);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        threads.close();
    }

    private void staysInside(String who) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        threads.submit(() -> gate.pass(who, () -> {
            inside.countDown();
            try {
                return end.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void isRejected(String who) {
        assertThatThrownBy(() -> gate.pass(who, () -> "read")).isInstanceOfSatisfying(Unavailable.class, busy -> {
            assertThat(busy.part()).isEqualTo(Unavailable.Part.LISTS_BUSY);
            assertThat(busy.retryAfter()).isPositive();
        });
    }

    // LIST-5
    @Test
    void oneMerchantHasHalfOfThePlaces_andAllOfThemTogetherHaveThemAll() throws Exception {
        staysInside("a");
        staysInside("a");
        isRejected("a");

        staysInside("b");
        staysInside("b");
        isRejected("c");
        assertThat(gate.taken()).isEqualTo(4);
    }

    @Test
    void waitingReadGetsTheReleasedPermit() throws Exception {
        ReadGate patient = new ReadGate(1, Duration.ofSeconds(20));
        CountDownLatch inside = new CountDownLatch(1);
        threads.submit(() -> patient.pass("a", () -> {
            inside.countDown();
            try {
                return end.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> waiting =
                CompletableFuture.supplyAsync(() -> patient.pass("b", () -> "read"), threads);
        assertThat(waiting).isNotDone();

        end.countDown();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("read");
    }

    @Test
    void failedReadReleasesItsPermit() {
        for (int round = 0; round < 10; round++) {
            assertThatThrownBy(() -> gate.pass("a", () -> {
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
        }
        assertThat(gate.taken()).isZero();
        assertThat(gate.pass("a", () -> "read")).isEqualTo("read");
    }
}
