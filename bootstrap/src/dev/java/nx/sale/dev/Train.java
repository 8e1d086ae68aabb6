package nx.sale.dev;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code sale train}: starts the service on parts of its own, plays the sale of {@code sale demo} on it, sells some hundred orders and stops it.
 * On stopping the JVM writes down what a start needs: classes as they were loaded and linked, and what it knows of the methods that ran
 * (decision 0065). Ends with 1 when there is no such cache after all.
 */
public final class Train {
    static final int FIRST_JAVA = 25;
    private static final int ORDERS = 300;
    /** The JVM makes the cache after the service has stopped, in a process of its own. */
    private static final Duration STOPPED_WITHIN = Duration.ofMinutes(3);

    private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(20);

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final Parts parts;
    private final HttpClient http = HttpClient.newHttpClient();

    Train(Parts parts) {
        this.parts = parts;
    }

    /** {@code CACHE JAVA [OPTIONS...]}: the file to write, and the command that runs the service but for the word serve. */
    public static void main(String[] words) throws IOException {
        if (words.length < 2) {
            System.err.println("usage: Train CACHE JAVA [OPTIONS...]");
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("sale-train");
        Parts parts = new Parts(folder, StackPorts.free());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            parts.close();
            Demo.remove(folder);
        }));
        try {
            new Train(parts).write(Path.of(words[0]), List.of(words).subList(1, words.length));
            System.exit(0);
        } catch (Exception e) {
            System.err.println("sale train: " + Up.causes(e));
            System.exit(1);
        }
    }

    /** Returns when the cache is there. */
    void write(Path cache, List<String> java) throws Exception {
        if (Runtime.version().feature() < FIRST_JAVA) {
            throw new IllegalStateException("needs a Java of " + FIRST_JAVA + " or newer");
        }
        Files.deleteIfExists(cache);
        parts.startKafka();
        Sisters sisters = parts.startSisters();
        parts.startPostgres();
        parts.startRedis();
        try (Service trained = new Service(java, "-XX:AOTCacheOutput=" + cache.toAbsolutePath(), sisters)) {
            Demo demo = DemoElsewhere.on(trained.base, parts.postgresUrl(), parts.brokers(), sisters);
            if (demo.play() != 0) {
                throw new IllegalStateException("the sale went wrong");
            }
            String token = sisters.identity().token("manager", Restaurant.MERCHANT);
            for (int order = 0; order < ORDERS; order++) {
                sell(trained.base, token);
            }
            trained.stop();
            if (!Files.exists(cache)) {
                throw new IllegalStateException("no cache was written; the service said: " + trained.said());
            }
        }
        long before = readyAfter(java, "-XX:+UseSerialGC", sisters);
        long after = readyAfter(java, "-XX:AOTCache=" + cache, sisters);
        System.out.println("start to ready: " + before + " ms before, " + after + " ms from the cache");
    }

    private long readyAfter(List<String> java, String option, Sisters sisters) throws Exception {
        long start = System.nanoTime();
        try (Service service = new Service(java, option, sisters)) {
            new Seeding(service.base, sisters).awaitReady(READY_WITHIN);
            return (System.nanoTime() - start) / 1_000_000;
        }
    }

    /** The service as a process on these parts. */
    private final class Service implements AutoCloseable {
        private final Path log = parts.folder().resolve("service.log");
        private final String base;
        private final Process process;

        Service(List<String> java, String option, Sisters sisters) throws IOException {
            int port = LocalKafka.freePort();
            base = "http://127.0.0.1:" + port + "/v1/api/sale";
            List<String> command = new ArrayList<>(java);
            command.add(1, option);
            command.add("serve");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment()
                    .putAll(LocalStack.environment(parts.postgresUrl(), parts.brokers(), sisters.url(), port));
            builder.environment().put("APP_ENV_REDIS_URL", parts.redisUrl());
            process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        }

        /** Returns when the process is over, with what it does at its end. */
        void stop() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the service does not end");
            }
        }

        String said() throws IOException {
            return Files.readString(log);
        }

        /** In order when it can: a container goes on when its client is killed. */
        @Override
        public void close() {
            process.destroy();
            if (!process.onExit()
                    .completeOnTimeout(process, GIVEN_UP_AFTER.toSeconds(), TimeUnit.SECONDS)
                    .join()
                    .isAlive()) {
                return;
            }
            process.destroyForcibly();
        }
    }

    /** What tills do most: open, add, look, check out. */
    private void sell(String base, String token) throws IOException, InterruptedException {
        String opened = post(
                base + "/sale-orders",
                token,
                "{\"saleChannelId\":\"" + Restaurant.CHANNEL + "\",\"items\":[{\"itemId\":\"71001\"}]}");
        String order =
                base + "/sale-orders/" + Sisters.JSON.readTree(opened).at("/id").asText();
        post(order + "/items", token, "{\"items\":[{\"itemId\":\"71002\"}]}");
        post(order + "/items", token, "{\"items\":[{\"itemId\":\"71003\",\"quantity\":\"2\"}]}");
        send(HttpRequest.newBuilder(URI.create(order + "?include=items")), token);
        post(order + "/checkout", token, "{\"finance\":{\"type\":\"CASH\"}}");
    }

    private String post(String url, String token, String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "train-" + System.nanoTime())
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                token);
    }

    private String send(HttpRequest.Builder request, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request.header("Authorization", "Bearer " + token)
                        .header("x-merchant-id", Restaurant.MERCHANT)
                        .header("x-device-info", Restaurant.DEVICE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
