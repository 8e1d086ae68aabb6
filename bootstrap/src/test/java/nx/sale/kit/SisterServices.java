package nx.sale.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import nx.sale.dev.Sisters;

/** The stand-ins of the sister services, as a developer asks them over HTTP. */
public final class SisterServices {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private SisterServices() {}

    /** Asks those of the shared stack for something, and gives what they answer. */
    public static JsonNode ask(String path) {
        return ask(Stack.get().sisters(), path, "");
    }

    static JsonNode ask(Sisters sisters, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sisters.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return Api.JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
