package nx.sale.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.live.LiveUpdate;
import org.junit.jupiter.api.Test;

/** What is published is what the platform's signal service takes, and what replicas exchange stays among them. */
class SignalChannelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode platform = platform();
    private final String name =
            platform.at("/ours/published/0/message/serverId").asText();

    private static JsonNode platform() {
        try (InputStream file = SignalChannelsTest.class.getResourceAsStream("/platform/signal-redis.json")) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private LiveUpdate update() {
        Map<String, String> data = new LinkedHashMap<>();
        platform.at("/ours/data")
                .properties()
                .forEach(field -> data.put(field.getKey(), field.getValue().asText()));
        List<String> rooms = new ArrayList<>();
        platform.at("/ours/rooms").forEach(room -> rooms.add(room.asText()));
        return new LiveUpdate(
                new MerchantId(platform.at("/ours/merchantId").asLong()),
                platform.at("/ours/topic").asText(),
                data,
                rooms);
    }

    // LIVE-9
    @Test
    void eachRoomGetsAMessageOnItsOwnChannel() throws IOException {
        List<SignalChannels.Message> messages = new SignalChannels("ws:", name).messages(update());

        JsonNode wanted = platform.at("/ours/published");
        assertThat(messages).hasSize(wanted.size());
        for (int i = 0; i < messages.size(); i++) {
            assertThat(messages.get(i).channel())
                    .isEqualTo(wanted.get(i).at("/channel").asText());
            assertThat(JSON.readTree(messages.get(i).text()))
                    .isEqualTo(wanted.get(i).at("/message"));
        }
    }

    @Test
    void thePrefixIsASetting() {
        assertThat(new SignalChannels("stage:", name).messages(update()))
                .extracting(SignalChannels.Message::channel)
                .containsExactly("stage:room:merchant/70001", "stage:room:sale-order/42");
    }

    // LIVE-10
    @Test
    void aReplicaReadsWhatAnotherSends_andNeitherItsOwnNorOthers() {
        ReplicaMessages one = new ReplicaMessages("one");
        ReplicaMessages other = new ReplicaMessages("one-more");

        assertThat(other.read(one.text(update()))).contains(update());
        assertThat(one.read(other.text(update()))).contains(update());
        assertThat(one.read(one.text(update()))).isEmpty();
        new SignalChannels("ws:", "two")
                .messages(update())
                .forEach(message -> assertThat(one.read(message.text())).isEmpty());
        assertThat(one.read("{")).isEmpty();
        assertThat(one.read("null")).isEmpty();
    }

    @Test
    void everyFactNamesItsPublicSource() {
        assertThat(platform.at("/sources")).isNotEmpty().allSatisfy(source -> {
            assertThat(source.at("/repository").asText()).isEqualTo("VENIZIA-AI/ignis");
            assertThat(source.at("/commit").asText()).matches("[0-9a-f]{40}");
            assertThat(source.at("/file").asText()).contains("/socket/websocket/");
            assertThat(source.at("/facts")).isNotEmpty();
        });
    }
}
