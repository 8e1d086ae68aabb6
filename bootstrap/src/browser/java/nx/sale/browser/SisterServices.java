package nx.sale.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;

/** The stand-ins of the sister services, as a developer asks them over HTTP. */
final class SisterServices {
    private SisterServices() {}

    /** Asks for something, and gives what they answer. */
    static JsonNode ask(String path) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(Stack.get().sisters().url() + path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return Api.JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
