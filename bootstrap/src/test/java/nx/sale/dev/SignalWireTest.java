package nx.sale.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stand-in of signal takes and drops what the platform's server takes and drops: the cases and their source are in the fixture. */
class SignalWireTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode platform = platform();
    private final SignalWire wire = new SignalWire(
            platform.at("/server/prefix").asText(),
            platform.at("/server/serverId").asText());

    private static JsonNode platform() {
        try {
            return JSON.readTree(
                    Path.of("..", "adapters-http", "src", "test", "resources", "platform", "signal-redis.json")
                            .toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void messageThatSignalAcceptsIsAccepted() {
        assertThat(platform.at("/taken"))
                .hasSizeGreaterThan(4)
                .allSatisfy(one -> assertThat(wire.take(
                                one.at("/channel").asText(), one.at("/text").asText()))
                        .hasValueSatisfying(taken -> {
                            assertThat(taken.type())
                                    .isEqualTo(one.at("/as/type").asText());
                            assertThat(taken.target())
                                    .isEqualTo(one.at("/as/target").asText());
                        }));
    }

    @Test
    void messageThatSignalDropsIsDropped() {
        assertThat(platform.at("/dropped"))
                .hasSizeGreaterThan(15)
                .allSatisfy(one -> assertThat(wire.take(
                                one.at("/channel").asText(), one.at("/text").asText()))
                        .as(one.at("/why").asText())
                        .isEmpty());
    }

    // LIVE-9
    @Test
    void ourMessageIsTaken_andDroppedOnceOneFieldIsAltered() {
        for (JsonNode ours : platform.at("/ours/published")) {
            String channel = ours.at("/channel").asText();
            assertThat(wire.take(channel, ours.at("/message").toString())).hasValueSatisfying(taken -> {
                assertThat(taken.event()).isEqualTo("observation/sale/sale-order");
                assertThat(taken.data()).isEqualTo(ours.at("/message/data"));
            });
            for (String field : List.of("serverId", "type", "target", "event")) {
                ObjectNode renamed = ours.at("/message").deepCopy();
                renamed.set(field + "Id", renamed.remove(field));
                assertThat(wire.take(channel, renamed.toString())).as(field).isEmpty();
            }
        }
    }
}
