package nx.sale.docs;

import static nx.sale.kit.Menu.PHO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Watch;
import org.junit.jupiter.api.Test;

/** What docs/stream.md shows is what happens. */
class StreamDocTest {
    @Test
    void theLinesOfTheDocumentPlay() throws Exception {
        Api waiter = Stack.as("waiter");
        String order = waiter.open();
        String token = Stack.get().sisters().identity().token("waiter", Restaurant.MERCHANT);
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "stream.md"));
        String resume = "";
        Watch watch = Watch.connected(Stack.get().baseUrl());
        try {
            for (String line : lines) {
                String filled = line.replace("TOKEN", token)
                        .replace("MERCHANT", Restaurant.MERCHANT)
                        .replace("ORDER", order)
                        .replace("RESUME", resume);
                if (line.contains("RESUME")) {
                    watch.close();
                    watch = Watch.connected(Stack.get().baseUrl());
                }
                if (line.startsWith("> ")) {
                    watch.say(filled.substring(2));
                } else if (line.startsWith("< ")) {
                    JsonNode expected = Api.JSON.readTree(filled.substring(2));
                    if (expected.at("/type").asText().equals("event")) {
                        waiter.add(order, PHO.x(1)).expect(200);
                    }
                    Watch.Received received = watch.next(expected.at("/type").asText());
                    expected.properties()
                            .forEach(field -> assertThat(received.message().get(field.getKey()))
                                    .as(line)
                                    .isEqualTo(field.getValue()));
                    resume = received.message().has("resume") ? received.at("/resume") : resume;
                }
            }
        } finally {
            watch.close();
        }
        assertThat(resume).isNotEmpty();
    }
}
