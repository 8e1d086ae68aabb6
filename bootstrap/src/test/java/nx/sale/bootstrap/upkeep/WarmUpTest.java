package nx.sale.bootstrap.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.operations.HealthRoutes;
import org.junit.jupiter.api.Test;

/** A start waits for the warm-up, for its time at most, and never fails because of it. */
class WarmUpTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> done = new ArrayList<>();
    private final WarmUp warmUp = new WarmUp(Duration.ofMillis(1000), nanos::get);
    private final Readiness readiness = new Readiness(Clock.systemUTC());

    private String status() {
        readiness.refresh();
        return readiness.now().status();
    }

    // OPS-20
    @Test
    void theReplicaIsReadyOnceItIsWarm_andShowsTheWarmUpNoMore() {
        warmUp.step("one", enough -> done.add("one")).step("two", enough -> done.add("two"));
        readiness.part("postgres", () -> new Readiness.State(Readiness.UP, "answers"));
        readiness.first("warm-up", warmUp::state);
        warmUp.begin();

        assertThat(status()).isEqualTo("not ready");
        assertThat(readiness.now().checks())
                .extracting(HealthRoutes.Check::name)
                .containsExactly("postgres", "warm-up");

        warmUp.run();

        assertThat(done).containsExactly("one", "two");
        assertThat(status()).isEqualTo("ready");
        assertThat(readiness.now().checks())
                .extracting(HealthRoutes.Check::name)
                .containsExactly("postgres");
    }

    // OPS-20
    @Test
    void whenItsTimeIsOverTheReplicaIsReady_andWhatIsLeftIsLeftOut() {
        List<Boolean> enough = new ArrayList<>();
        readiness.first("warm-up", warmUp::state);
        warmUp.step("long", over -> {
                    enough.add(over.getAsBoolean());
                    nanos.set(Duration.ofMillis(1000).toNanos());
                    enough.add(over.getAsBoolean());
                    assertThat(status()).isEqualTo("ready");
                })
                .step("late", over -> done.add("late"));
        warmUp.begin();
        nanos.set(Duration.ofMillis(999).toNanos());
        assertThat(status()).isEqualTo("not ready");

        warmUp.run();

        assertThat(enough).containsExactly(false, true);
        assertThat(done).isEmpty();
    }

    // OPS-20
    @Test
    void aStepThatLacksAPartIsLeftOut_andTheNextIsTaken() {
        warmUp.step("database", enough -> {
                    throw new Unavailable(Unavailable.Part.DATABASE, null);
                })
                .step("json", enough -> done.add("json"));
        warmUp.begin();

        warmUp.run();

        assertThat(done).containsExactly("json");
        assertThat(warmUp.over()).isTrue();
    }

    @Test
    void aBugInAStepKeepsNobodyWaiting() {
        warmUp.step("bug", enough -> {
            throw new IllegalStateException("bug");
        });
        warmUp.begin();

        assertThatThrownBy(warmUp::run).hasMessage("bug");

        assertThat(warmUp.over()).isTrue();
    }

    // OPS-20
    @Test
    void withoutTimeThereIsNone() {
        WarmUp none = new WarmUp(Duration.ZERO, nanos::get).step("one", enough -> done.add("one"));
        none.begin();

        none.run();

        assertThat(none.over()).isTrue();
        assertThat(done).isEmpty();
    }
}
