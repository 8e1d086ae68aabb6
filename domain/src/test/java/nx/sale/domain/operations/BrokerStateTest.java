package nx.sale.domain.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerStateTest {
    private static final List<BrokerState.Node> ONE = List.of(new BrokerState.Node(1, "kafka:9092", true));

    private static BrokerState with(BrokerState.Topic... topics) {
        return new BrokerState(Optional.empty(), Optional.of("cluster"), ONE, List.of(topics));
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 0, UP", "0, 0, 0, DEGRADED", "3, 1, 0, DEGRADED", "3, 0, 1, DEGRADED"})
    void oneTopicThatIsNotWholeDegradesAll(
            int partitions, int leaderless, int underReplicated, BrokerState.Health health) {
        BrokerState.Topic whole = new BrokerState.Topic("whole", 3, 0, 0);

        assertThat(with(whole, new BrokerState.Topic("asked", partitions, leaderless, underReplicated))
                        .health())
                .isEqualTo(health);
    }

    @Test
    void noAnswerIsDown_troubleWithOneTopicIsNot() {
        assertThat(BrokerState.unavailable("nobody there").health()).isEqualTo(BrokerState.Health.DOWN);
        assertThat(new BrokerState(
                                Optional.of("not for you"),
                                Optional.of("cluster"),
                                ONE,
                                List.of(new BrokerState.Topic("whole", 3, 0, 0)))
                        .health())
                .isEqualTo(BrokerState.Health.DEGRADED);
    }
}
