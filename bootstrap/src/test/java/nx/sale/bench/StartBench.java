package nx.sale.bench;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nx.sale.dev.LocalStack;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the start of the jar to ready, of builds in turns, each on a database of its own that it knows already. Not part of the test suite: {@code
 * ops/bench/start.sh} runs it.
 */
class StartBench {
    private static final int ROUNDS = Integer.getInteger("start.rounds", 7);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    /** How a build is started, where its tables are, and how long it took each time, in milliseconds. */
    private record Build(List<String> command, String database, List<Long> millis) {}

    @Test
    void inTurns() throws Exception {
        Map<String, Build> builds = new LinkedHashMap<>();
        add(builds, "older build", System.getProperty("start.older"), List.of());
        add(builds, "this build", System.getProperty("start.jar"), List.of());
        String cache = System.getProperty("start.cache");
        if (!cache.isEmpty()) {
            add(builds, "this build, trained", System.getProperty("start.jar"), List.of("-XX:AOTCache=" + cache));
        }
        for (int round = 0; round <= ROUNDS; round++) {
            for (Build build : builds.values()) {
                long millis = readyAfter(build);
                if (round > 0) { // the first makes the tables
                    build.millis().add(millis);
                }
            }
        }
        builds.forEach((name, build) -> {
            List<Long> sorted = build.millis().stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "start | %s | %d | %d to %d |%n",
                    name,
                    sorted.get(sorted.size() / 2),
                    sorted.getFirst(),
                    sorted.getLast());
        });
    }

    private static void add(Map<String, Build> builds, String name, String jar, List<String> options) {
        String database = "start_" + builds.size();
        Stack.sql("create database " + database);
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-jar", jar, "serve"));
        builds.put(name, new Build(command, database, new ArrayList<>()));
    }

    private long readyAfter(Build build) throws IOException, InterruptedException {
        int port = ServiceProcess.freePort();
        ProcessBuilder builder = new ProcessBuilder(build.command());
        builder.environment()
                .putAll(LocalStack.environment(
                        Stack.beside(build.database()),
                        Stack.get().kafkaBootstrap(),
                        Stack.get().sisters().url(),
                        port));
        builder.environment().put("APP_ENV_REDIS_URL", Stack.get().redisUrl());
        File log = Files.createTempFile(folder, build.database(), ".log").toFile();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/api/sale/readyz"))
                .build();
        long start = System.nanoTime();
        Process process = builder.redirectErrorStream(true).redirectOutput(log).start();
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMinutes(1))
                    .failFast(() -> !process.isAlive())
                    .until(() -> answers(ready));
            return Duration.ofNanos(System.nanoTime() - start).toMillis();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private boolean answers(HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
