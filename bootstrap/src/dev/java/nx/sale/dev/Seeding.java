package nx.sale.dev;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Gives a running service the restaurant: channels, menus, kitchen stations and tables. It may run here or elsewhere. */
final class Seeding {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String baseUrl;
    private final Sisters sisters;

    Seeding(String baseUrl, Sisters sisters) {
        this.baseUrl = baseUrl;
        this.sisters = sisters;
    }

    /** Waits for a service that is ready; it need not be started yet. */
    void awaitReady(Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        String last = readiness();
        while (!last.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the service did not become ready: " + last);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            last = readiness();
        }
    }

    /** Nothing when it is ready, else what it says. */
    private String readiness() throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(baseUrl + "/readyz")).build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? "" : answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }

    void seed() throws IOException, InterruptedException {
        put(Restaurant.MERCHANT, "/catalogue/channels", Restaurant.channels(Restaurant.CHANNEL));
        put(Restaurant.MERCHANT, "/catalogue/variants", Restaurant.menu());
        put(Restaurant.OTHER_MERCHANT, "/catalogue/channels", Restaurant.channels(Restaurant.OTHER_CHANNEL));
        put(Restaurant.OTHER_MERCHANT, "/catalogue/variants", Restaurant.otherMenu());
        if (asOwner(Restaurant.MERCHANT, "GET", "/kitchen-stations", "", 200)
                        .at("/count")
                        .asInt()
                == 0) {
            for (Map<String, Object> station : Restaurant.stations()) {
                post("/kitchen-stations", station);
            }
            post("/allocation-layouts", Restaurant.layout());
        }
    }

    private void put(String merchant, String path, Map<String, Object> body) throws IOException, InterruptedException {
        asOwner(merchant, "PUT", path, Sisters.text(body), 200);
    }

    private void post(String path, Map<String, Object> body) throws IOException, InterruptedException {
        asOwner(Restaurant.MERCHANT, "POST", path, Sisters.text(body), 201);
    }

    private JsonNode asOwner(String merchant, String method, String path, String body, int status)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("Authorization", "Bearer " + sisters.identity().token("owner", merchant))
                .header("x-merchant-id", merchant)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException("seeding " + path + " failed: " + answer.body());
        }
        return Sisters.JSON.readTree(answer.body());
    }
}
