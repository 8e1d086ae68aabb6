package nx.sale.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import nx.sale.domain.operations.BrokerState;
import org.junit.jupiter.api.Test;

/** A broker that cannot be asked is an answer, in time. What one that answers says is in the operations journey. */
class KafkaClusterTest {
    private static BrokerState getState(String brokers, Map<String, String> security) {
        return new KafkaCluster(new KafkaPublisher.Access(brokers, "sale", security, ""), Duration.ofMillis(400))
                .getState();
    }

    @Test
    void silentBrokerIsDown() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            BrokerState state = getState("127.0.0.1:" + silent.getLocalPort(), Map.of());
            assertThat(state.health()).isEqualTo(BrokerState.Health.DOWN);
            assertThat(state.trouble())
                    .hasValueSatisfying(words -> assertThat(words).startsWith("TimeoutException: "));
        }
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThat(getState(" ", Map.of())).isEqualTo(BrokerState.unavailable("no brokers are named"));
        assertThat(getState("kafka", Map.of()).trouble())
                .hasValueSatisfying(words -> assertThat(words).contains("kafka"));
        assertThat(getState("127.0.0.1:9", Map.of("security.protocol", "SECRET"))
                        .trouble())
                .hasValueSatisfying(words -> assertThat(words).contains("security.protocol"));
    }
}
