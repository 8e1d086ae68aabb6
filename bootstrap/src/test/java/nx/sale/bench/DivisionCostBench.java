package nx.sale.bench;

import static nx.sale.text.Json.json;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nx.sale.dev.Restaurant;
import nx.sale.kit.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a large bill costs to divide evenly into forty checks, to read and to put together again, each build with a service alone in its
 * process and parts of its own: with 500 lines beside the build on the class path {@code division.other} in turns, and with 2,000 lines of
 * this build alone, which the other refuses. One client. Not part of the test suite: {@code ops/bench/divide.sh} runs it.
 */
class DivisionCostBench {
    private static final int ROUNDS = Integer.getInteger("division.rounds", 9);
    private static final int LINES = Integer.getInteger("division.lines", 500);
    private static final int PARTS = 40;
    private static final String WAYS = "divide, read, join";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    /** An order at a site, and how long each request took on it, in milliseconds. */
    private record Side(LoadSite site, String order, List<List<Double>> rounds) {
        Side(LoadSite site, int lines) {
            this(site, site.template(lines), new ArrayList<>());
            site.parts().as("cashier").checkout(order).expect(200);
        }

        double median(int way) {
            List<Double> sorted =
                    measured().map(round -> round.get(way)).sorted().toList();
            return sorted.get(sorted.size() / 2);
        }

        /** A third of the rounds is for warming up. */
        private Stream<List<Double>> measured() {
            return rounds.stream().skip(ROUNDS / 3);
        }
    }

    @Test
    void evenly() throws Exception {
        try (LoadSite other = new LoadSite(
                        folder.resolve("other"), Objects.requireNonNull(System.getProperty("division.other")));
                LoadSite ours = new LoadSite(folder.resolve("ours"), ServiceProcess.THIS_BUILD)) {
            Side before = new Side(other, LINES);
            Side after = new Side(ours, LINES);
            Side large = new Side(ours, 2_000);
            for (int round = 0; round < ROUNDS * 4 / 3; round++) {
                for (Side side : round % 2 == 0 ? List.of(before, after, large) : List.of(large, after, before)) {
                    round(side);
                }
            }
            String[] ways = WAYS.split(", ");
            for (int way = 0; way < ways.length; way++) {
                int at = way;
                List<Double> ratios = IntStream.range(ROUNDS / 3, ROUNDS * 4 / 3)
                        .mapToObj(round -> after.rounds().get(round).get(at)
                                / before.rounds().get(round).get(at))
                        .sorted()
                        .toList();
                System.out.printf(
                        Locale.ROOT,
                        "division | %s | %.2f | %.2f to %.2f | %.0f | %.0f | %.0f |%n",
                        ways[way],
                        ratios.get(ratios.size() / 2),
                        ratios.getFirst(),
                        ratios.getLast(),
                        before.median(way),
                        after.median(way),
                        large.median(way));
            }
        }
    }

    private void round(Side side) throws IOException, InterruptedException {
        double divided = timed(side, "POST", json("{'mode':'EVENLY','parts':%d}", PARTS), 201);
        double read = timed(side, "GET", "", 200);
        double joined = timed(side, "DELETE", "", 200);
        side.rounds().add(List.of(divided, read, joined));
    }

    private double timed(Side side, String method, String body, int status) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(side.site().parts().base() + "/sale-orders/" + side.order() + "/checks"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", side.site().bearer("manager"))
                .header("x-merchant-id", Restaurant.MERCHANT)
                .header("x-device-info", Restaurant.DEVICE)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .build();
        long begun = System.nanoTime();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        double millis = (System.nanoTime() - begun) / 1e6;
        if (answer.statusCode() != status) {
            throw new AssertionError(method + ": " + answer.body());
        }
        return millis;
    }
}
