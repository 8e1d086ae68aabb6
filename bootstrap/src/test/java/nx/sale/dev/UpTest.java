package nx.sale.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sale up} as a process: a second one, a restart, a stop in the middle, and what was given to it. */
class UpTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private Process up(Map<String, String> environment, String log, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "nx.sale.dev.Up"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private JsonNode facts(Process process) {
        Path file = folder.resolve(".sale/up.json");
        await().until(() -> Files.exists(file)
                && Sisters.JSON.readTree(file.toFile()).at("/pid").asLong() == process.pid());
        try {
            return Sisters.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int stopped(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String said(String log) throws IOException {
        return Files.readString(folder.resolve(log));
    }

    private static HttpResponse<String> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aSecondOneChangesNothing_andARestartKeepsPortsKeysAndTokens() throws Exception {
        Process first = up(Map.of(), "first.log", "--port", "0");
        JsonNode facts = facts(first);

        Process second = up(Map.of(), "second.log", "--fresh");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(said("second.log"))
                .isEqualTo("sale up: runs already, pid " + first.pid() + ", port "
                        + facts.at("/port").asText() + "; ./sale down stops it\n");
        assertThat(facts(first)).isEqualTo(facts);
        assertThat(get(facts.at("/baseUrl").asText() + "/readyz").statusCode()).isEqualTo(200);

        stopped(first);
        assertThat(said("first.log"))
                .as("the service stops before what it uses")
                .contains("""
                        msg="Stopped"
                        """)
                .doesNotContain("trace=")
                .doesNotContain("\tat ")
                .doesNotContain("level=error")
                .doesNotContain("ConnectionWatchdog");
        assertThat(folder.resolve(".sale/up.json")).doesNotExist();
        assertThat(folder.resolve(".sale/up.pid")).doesNotExist();

        Process again =
                up(Map.of("APP_ENV_CORS_ORIGINS", "https://till.example"), ".sale/up.1.log", "--log", ".sale/up.1.log");
        JsonNode same = facts(again);
        for (String name :
                List.of("port", "sisterUrl", "kafkaBootstrap", "postgresUrl", "redisUrl", "tokens", "secondManager")) {
            assertThat(same.get(name)).as(name).isEqualTo(facts.get(name));
        }
        HttpResponse<String> orders = get(
                facts.at("/baseUrl").asText() + "/sale-orders",
                "Authorization",
                "Bearer " + facts.at("/tokens/cashier").asText(),
                "x-merchant-id",
                facts.at("/merchantId").asText(),
                "Origin",
                "https://till.example");
        assertThat(orders.statusCode()).isEqualTo(200);
        assertThat(orders.headers().firstValue("Access-Control-Allow-Origin")).contains("https://till.example");
        assertThat(said(".sale/up.log")).contains("is ready");

        stopped(again);
        Process third = up(Map.of(), ".sale/up.2.log", "--log", ".sale/up.2.log");
        await().until(() -> Files.exists(folder.resolve(".sale/up.log.1")));
        await().until(() -> Files.exists(folder.resolve(".sale/postgres/data/postmaster.pid")));
        assertThat(stopped(third)).isEqualTo(143);
        assertThat(said(".sale/up.log.1")).contains("is ready");
        assertThat(said(".sale/up.log")).doesNotContain("\tat ");
        assertThat(folder.resolve(".sale/postgres/data/postmaster.pid")).doesNotExist();
        assertThat(folder.resolve(".sale/up.pid")).doesNotExist();
    }

    @Test
    void whatCannotBeStartedIsSaidInASentence() throws Exception {
        for (String[] bad : new String[][] {
            {"--port", "--port needs a number from 0 (any that is free) to 65531"},
            {"--prot 3000", "there is no option --prot: --port N, --fresh, --detach"},
            {"--port 70000", "--port needs a number from 0 (any that is free) to 65531"}
        }) {
            Process process = up(Map.of(), "bad.log", bad[0].split(" "));
            assertThat(process.waitFor()).isEqualTo(2);
            assertThat(said("bad.log")).isEqualTo("sale up: " + bad[1] + "\n");
        }
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Process process = up(Map.of(), "bad.log", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(said("bad.log"))
                    .isEqualTo("sale up: port " + taken.getLocalPort()
                            + " is in use by another program; choose another one with --port N\n");
        }
        Process process = up(Map.of("APP_ENV_NONSENSE", "1"), "bad.log", "--port", "0");
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said("bad.log"))
                .contains("sale up: could not start: ")
                .contains("APP_ENV_NONSENSE")
                .doesNotContain("\tat ");
    }

    @Test
    void portsFollowTheService_orAreFree(@TempDir Path other) throws Exception {
        int port = LocalKafka.freePort();
        StackPorts ports = StackPorts.of(other, OptionalInt.of(port));
        assertThat(ports.service()).isEqualTo(port);
        try (var taken = new java.net.ServerSocket(ports.kafka(), 1, java.net.InetAddress.getLoopbackAddress())) {
            StackPorts moved = StackPorts.of(other, OptionalInt.empty());
            assertThat(moved.kafka()).isNotEqualTo(taken.getLocalPort());
            assertThat(moved.service()).isEqualTo(port);
            assertThat(moved.postgres()).isEqualTo(ports.postgres());
        }
    }
}
