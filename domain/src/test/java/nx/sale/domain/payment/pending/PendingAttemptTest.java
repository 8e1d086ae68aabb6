package nx.sale.domain.payment.pending;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.OrderId;
import org.junit.jupiter.api.Test;

/** When MQ-Pay is asked for an attempt. */
class PendingAttemptTest {
    private final PendingAttempt announced = PendingAttempt.create(
            MERCHANT,
            new OrderId(1),
            Optional.empty(),
            new PendingAttempt.Named("at-1", "uid-1", Optional.empty(), Optional.empty()),
            NOON);

    // PAYMENT-14
    @Test
    void verificationFollowsTheSchedule_andThenStops() {
        List<Duration> times = new ArrayList<>();
        PendingAttempt attempt = announced;
        while (attempt.nextAt().isPresent()) {
            Instant due = attempt.nextAt().get();
            times.add(Duration.between(NOON, due));
            attempt = attempt.goesOn(due);
        }

        assertThat(times)
                .containsExactly(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(45),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofHours(1),
                        Duration.ofHours(6));
        assertThat(attempt.asked()).isEqualTo(7);
        assertThat(attempt.endedAt()).isEmpty();
    }

    @Test
    void timesThatPassedMeanwhileAreLeftOut() {
        assertThat(announced.goesOn(NOON.plusSeconds(600)).nextAt()).contains(NOON.plusSeconds(900));
        assertThat(announced.goesOn(NOON.plus(Duration.ofHours(7))).nextAt()).isEmpty();
    }

    // PAYMENT-15
    @Test
    void noTimeIsLostWhileMqPayDoesNotAnswer() {
        Instant late = NOON.plus(Duration.ofHours(6));
        PendingAttempt unanswered = announced.unanswered(late);

        assertThat(unanswered.nextAt()).contains(late.plusSeconds(15));
        assertThat(unanswered.asked()).isZero();
    }

    @Test
    void endedAttemptIsNotVerifiedAgain() {
        assertThat(announced.ended(NOON.plusSeconds(15)))
                .satisfies(ended -> assertThat(ended.nextAt()).isEmpty())
                .satisfies(ended -> assertThat(ended.endedAt()).contains(NOON.plusSeconds(15)));
    }
}
