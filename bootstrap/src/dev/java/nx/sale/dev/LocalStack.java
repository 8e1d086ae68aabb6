package nx.sale.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import nx.sale.bootstrap.DevService;
import nx.sale.domain.access.Permissions;
import nx.sale.messaging.Topics;

/** The whole service on one machine: database, broker, Redis, sister services, the service itself, and a seeded restaurant. */
public final class LocalStack implements AutoCloseable {
    static final String SERVICE_NAME = "back-office";
    static final String SERVICE_SECRET = "local-back-office-secret";
    private static final Duration READY_WITHIN = Duration.ofSeconds(50);
    /** Lists to which the stack adds what it needs itself. */
    private static final Set<String> SHARED = Set.of("APP_ENV_SERVICE_CREDENTIALS", "APP_ENV_SERVICE_PERMISSIONS");

    private static final String SIGNAL_PREFIX = "ws:";
    private static final String BASE_PATH = "/v1/api/sale";

    private final Parts parts;
    private final Map<String, String> environment;
    private final Sisters sisters;
    private final DevService service;

    private LocalStack(Parts parts, Map<String, String> environment, Sisters sisters, DevService service) {
        this.parts = parts;
        this.environment = environment;
        this.sisters = sisters;
        this.service = service;
    }

    /**
     * Starts everything and returns when it is ready and seeded.
     *
     * @param folder where the data lives
     * @param port of the service; 0 takes free ones throughout
     */
    public static LocalStack start(Path folder, int port) throws IOException, InterruptedException {
        return start(folder, port, Clock.systemUTC());
    }

    /** As {@link #start(Path, int)}, with a clock of one's own for the service. */
    public static LocalStack start(Path folder, int port, Clock clock) throws IOException, InterruptedException {
        StackPorts free = StackPorts.free();
        StackPorts ports =
                port == 0 ? free : new StackPorts(port, port + 1, free.kafka(), free.postgres(), free.redis());
        return start(new Parts(folder, ports), Map.of(), clock);
    }

    /**
     * Starts everything on these parts; what was started when it fails, they close.
     *
     * @param given settings of the service that go before those of the stack
     */
    static LocalStack start(Parts parts, Map<String, String> given, Clock clock)
            throws IOException, InterruptedException {
        CompletableFuture<Void> broker = CompletableFuture.runAsync(parts::startKafka);
        CompletableFuture<Sisters> sisters = CompletableFuture.supplyAsync(parts::startSisters);
        parts.startPostgres();
        parts.startRedis();
        joined(broker);
        Map<String, String> environment = environment(
                parts.postgresUrl(),
                parts.brokers(),
                joined(sisters).url(),
                parts.ports().service());
        environment.put("APP_ENV_REDIS_URL", parts.redisUrl());
        given.forEach((name, value) ->
                environment.merge(name, value, (own, theirs) -> SHARED.contains(name) ? own + "," + theirs : theirs));
        sisters.join()
                .signal()
                .subscribe(parts.redisUrl(), environment.getOrDefault("APP_ENV_SIGNAL_CHANNEL_PREFIX", SIGNAL_PREFIX));
        DevService service = parts.kept(DevService.start(environment, clock));
        LocalStack stack = new LocalStack(parts, environment, sisters.join(), service);
        sisters.join().webhookAt(stack.baseUrl() + "/webhooks/payment");
        Seeding seeding = new Seeding(stack.baseUrl(), sisters.join());
        seeding.awaitReady(READY_WITHIN);
        seeding.seed();
        return stack;
    }

    /** The outcome, or what went wrong as it was thrown. */
    private static <T> T joined(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The environment of a service on these parts. */
    public static Map<String, String> environment(String postgresUrl, String brokers, String sistersUrl, int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("APP_ENV_SERVER_HOST", "127.0.0.1");
        environment.put("APP_ENV_SERVER_PORT", Integer.toString(port));
        environment.put("APP_ENV_DB_URL", postgresUrl);
        environment.put("APP_ENV_DB_MIGRATE_ON_BOOT", "true");
        environment.put("APP_ENV_KAFKA_BROKERS", brokers);
        environment.put("APP_ENV_IDENTITY_URL", sistersUrl + "/identity");
        environment.put("APP_ENV_PRICING_URL", sistersUrl + "/pricing");
        environment.put("APP_ENV_MQPAY_URL", sistersUrl + "/mq-pay");
        environment.put("APP_ENV_COMMERCE_URL", sistersUrl + "/commerce");
        environment.put("APP_ENV_CONSOLE_PAY_URL", sistersUrl + "/mq-pay/pay");
        environment.put("APP_ENV_SERVICE_CREDENTIALS", SERVICE_NAME + ":" + SERVICE_SECRET);
        environment.put(
                "APP_ENV_SERVICE_PERMISSIONS",
                SERVICE_NAME + ":"
                        + String.join(
                                "+",
                                Permissions.CATALOGUE_WRITE,
                                Permissions.CATALOGUE_FIND,
                                Permissions.OPERATIONS_OVERVIEW));
        return environment;
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + service.port() + environment.getOrDefault("APP_ENV_SERVER_BASE_PATH", BASE_PATH);
    }

    public DevService service() {
        return service;
    }

    public Sisters sisters() {
        return sisters;
    }

    public String redisUrl() {
        return environment.getOrDefault("APP_ENV_REDIS_URL", "");
    }

    public String kafkaBootstrap() {
        return environment.getOrDefault("APP_ENV_KAFKA_BROKERS", "");
    }

    public String postgresUrl() {
        return environment.getOrDefault("APP_ENV_DB_URL", "");
    }

    private List<Map<String, Object>> units() {
        return rows(
                "select id, code, capacity from allocation.\"AllocationUnit\" where deletedAt is null and merchantId = "
                        + Restaurant.MERCHANT + " order by place");
    }

    private List<Map<String, Object>> stations() {
        return rows("select id, code, name from sale.\"KitchenStation\" where deletedAt is null and merchantId = "
                + Restaurant.MERCHANT + " order by id");
    }

    private List<Map<String, Object>> rows(String sql) {
        try (Connection connection = DriverManager.getConnection(postgresUrl());
                ResultSet result = connection.createStatement().executeQuery(sql)) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.put(result.getMetaData().getColumnLabel(column), result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What scripts need to know: the content of {@code .sale/up.json}. */
    public Map<String, Object> facts() {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String role : List.of("owner", "manager", "cashier", "waiter", "kitchen", "host", "operator")) {
            tokens.put(role, sisters.identity().token(role, Restaurant.MERCHANT));
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("pid", Long.toString(ProcessHandle.current().pid()));
        facts.put("port", service.port());
        facts.put("folder", parts.folder().toString());
        facts.put("baseUrl", baseUrl());
        facts.put("docUrl", baseUrl() + "/doc");
        facts.put("streamUrl", baseUrl().replaceFirst("^http", "ws") + "/stream");
        facts.put("webhookUrl", baseUrl() + "/webhooks/payment");
        facts.put("sisterUrl", sisters.url());
        facts.put("identityUrl", environment.get("APP_ENV_IDENTITY_URL"));
        facts.put("pricingUrl", environment.get("APP_ENV_PRICING_URL"));
        facts.put("commerceUrl", environment.get("APP_ENV_COMMERCE_URL"));
        facts.put("mqPayUrl", sisters.url() + "/mq-pay");
        facts.put("signalUrl", sisters.url() + "/signal");
        facts.put("kafkaBootstrap", kafkaBootstrap());
        facts.put("kafkaTopics", Topics.ALL);
        facts.put("postgresUrl", postgresUrl());
        facts.put("redisUrl", redisUrl());
        facts.put("merchantId", Restaurant.MERCHANT);
        facts.put("saleChannelId", Restaurant.CHANNEL);
        facts.put("deviceId", Restaurant.DEVICE);
        facts.put("tokens", tokens);
        Map<String, String> console = new LinkedHashMap<>();
        tokens.forEach((role, token) -> console.put(
                role,
                baseUrl() + "/console#token=" + token + "&merchant=" + Restaurant.MERCHANT + "&device="
                        + Restaurant.DEVICE));
        facts.put("explorer", baseUrl() + "/doc#token=" + tokens.get("owner") + "&merchant=" + Restaurant.MERCHANT);
        facts.put("console", console);
        facts.put("secondManager", sisters.identity().token("manager", Restaurant.MERCHANT, "Ben"));
        facts.put("service", Map.of("name", SERVICE_NAME, "secret", SERVICE_SECRET));
        facts.put("variants", Restaurant.sellable());
        facts.put("units", units());
        facts.put("stations", stations());
        facts.put(
                "other",
                Map.of(
                        "merchantId", Restaurant.OTHER_MERCHANT,
                        "saleChannelId", Restaurant.OTHER_CHANNEL,
                        "token", sisters.identity().token("owner", Restaurant.OTHER_MERCHANT)));
        return facts;
    }

    /** Writes the facts where scripts look for them. */
    public void writeFacts(Path file) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.getParent());
        Files.writeString(written, Sisters.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(facts()));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }
}
