package nx.sale.docs;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.containers.OutsidePostgres;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.LogBook;
import nx.sale.kit.Operator;
import nx.sale.kit.Psql;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Troubles;
import nx.sale.kit.Watch;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of ops/seed.md has a command that shows what the row says, and no row of the platform's page is missing. */
@TestInstance(Lifecycle.PER_CLASS)
class SeedTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path OPS = ROOT.resolve("ops");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern NAMED_TEST = Pattern.compile("\\./mvnw \\w+ .*-D(?:it\\.)?test=(\\w+)#(\\w+)");
    private static final Pattern SETTING = Pattern.compile("(?:APP_ENV_|RUN_)[A-Z_]*[A-Z]");
    private static final String NOT_RUN = "not run here: ";
    private static final String MIGRATE = "sale migrate --strict-config";
    private static final String TILL = "seed-till";

    /** The alerts, log queries and settings that the platform's page names. */
    private static final List<String> ALERTS = List.of(
            "SaleHighErrorRate",
            "SaleWebhookFailures",
            "SaleCheckoutFailures",
            "SaleKafkaProduceFailure",
            "SaleStuckOrder",
            "SaleSessionLeak",
            "SaleAllocationStuck");

    private static final List<String> LOG_QUERIES = List.of(
            "level=error AND PaymentWebhookService",
            "level=error AND PricingNetworkService",
            "SELECT FOR UPDATE AND wait",
            "KITCHEN_TICKET_ITEM_STATUS_CHANGED AND unexpected",
            "PaymentWebhookController",
            "KafkaProducer");
    private static final List<String> SETTINGS = List.of(
            "APP_ENV_APPLICATION_NAME",
            "APP_ENV_APPLICATION_CODE",
            "APP_ENV_APPLICATION_TIMEZONE",
            "APP_ENV_SERVER_HOST",
            "APP_ENV_SERVER_PORT",
            "APP_ENV_SERVER_BASE_PATH",
            "APP_ENV_SNOWFLAKE_WORKER_ID",
            "APP_ENV_SNOWFLAKE_EPOCH_CHECKPOINT",
            "APP_ENV_DB_URL",
            "APP_ENV_POSTGRES_HOST",
            "APP_ENV_POSTGRES_PORT",
            "APP_ENV_POSTGRES_DATABASE",
            "APP_ENV_POSTGRES_USERNAME",
            "APP_ENV_POSTGRES_PASSWORD",
            "APP_ENV_KAFKA_CLIENT_ID",
            "APP_ENV_KAFKA_SASL_PASSWORD",
            "APP_ENV_WEBSOCKET_REDIS_HOST",
            "APP_ENV_WEBSOCKET_REDIS_PORT",
            "APP_ENV_WEBSOCKET_REDIS_PASSWORD",
            "APP_ENV_WEBSOCKET_REDIS_DB",
            "APP_ENV_CACHE_REDIS_HOST",
            "APP_ENV_CACHE_REDIS_PORT",
            "APP_ENV_CACHE_REDIS_PASSWORD",
            "APP_ENV_CACHE_REDIS_DB",
            "RUN_MODE");

    /** One row of the page. */
    private record Row(String name, String answer, String command, String shows) {
        boolean runs() {
            return !shows.startsWith(NOT_RUN);
        }

        /** The texts that the output must have. */
        List<String> texts() {
            return codes(shows);
        }

        @Override
        public String toString() {
            return name + ": " + command;
        }
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
    }

    private static List<Row> page() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(OPS.resolve("seed.md"))) {
            if (line.startsWith("| ") && !line.startsWith("| row |")) {
                String[] cells = line.substring(2).split(" \\|( |$)");
                assertThat(cells).as("four cells: " + line).hasSize(4);
                assertThat(codes(cells[2])).as("one command: " + line).hasSize(1);
                rows.add(new Row(cells[0], cells[1], codes(cells[2]).getFirst(), cells[3]));
            }
        }
        return rows;
    }

    static Stream<Row> rows() throws IOException {
        return page().stream().filter(Row::runs);
    }

    static Stream<Row> rowsNotRun() throws IOException {
        return page().stream().filter(row -> !row.runs());
    }

    private final Map<String, ConcurrentLinkedQueue<String>> heard = new ConcurrentHashMap<>();
    private final Api cashier = Stack.as("cashier").with("x-device-info", TILL);
    private final Api manager = Stack.as("manager").with("x-device-info", TILL);
    private final Troubles troubles = new Troubles();
    private LogBook log;
    private Watch screen;
    private String sale = "";
    private String shift = "";
    private String leaked = "";
    private String stuck = "";

    @BeforeAll
    void aSaleAndItsTroubles() throws Exception {
        log = new LogBook();
        screen = Watch.rooms(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.MERCHANT),
                "merchant/" + Restaurant.MERCHANT);
        RedisClient redis = RedisClient.create(Stack.get().redisUrl());
        try (StatefulRedisPubSubConnection<String, String> channels = redis.connectPubSub()) {
            listen(channels);
            sell();
            channels()
                    .forEach(channel -> await().until(() ->
                            heard.get(channel).stream().anyMatch(text -> text.contains("ORDER_PAYMENT_UPDATED"))));
        } finally {
            redis.shutdown();
        }
        trouble();
    }

    private static List<String> channels() throws IOException {
        return after("channel ");
    }

    /** What follows this word in the commands of the page. */
    private static List<String> after(String word) throws IOException {
        return page().stream()
                .map(Row::command)
                .filter(command -> command.startsWith(word))
                .map(command -> command.substring(word.length()))
                .toList();
    }

    private void listen(StatefulRedisPubSubConnection<String, String> connection) throws IOException {
        for (String channel : channels()) {
            heard.put(channel, new ConcurrentLinkedQueue<>());
        }
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String text) {
                heard.get(channel).add(text);
            }
        });
        connection.sync().subscribe(channels().toArray(String[]::new));
    }

    private String shift() {
        return cashier.openShift("0").expect(201).at("/id");
    }

    /** A sale at a table, through the kitchen to its payment and back, and a table whose guests stay; a shift that is closed, and one that nobody closes. */
    private void sell() {
        shift = shift();
        sale = cashier.open(PHO.x(1));
        Floor floor = Floor.drawn(manager, 2);
        floor.seat(cashier, 0, sale).expect(201);
        floor.seat(cashier, 1, cashier.open(PHO.x(1))).expect(201);
        String item = cashier.post("/sale-orders/" + sale + "/kitchen-tickets", "")
                .expect(201)
                .at("/data/0/items/0/id");
        Api cook = Stack.as("kitchen");
        String path = "/kitchen-ticket-items/" + item + "/status";
        cook.patch(path, json("{'status':'COOKING'}")).expect(200);
        cook.patch(path, json("{'status':'COOKING'}")).expect(409);
        String total = cashier.checkout(sale).expect(200).at("/total");
        Webhooks.send(Webhooks.success(sale).amount(total).body().replace("SYSTEM", "SEED PAY"))
                .expect(200);
        String line = cashier.get("/sale-orders/" + sale + "?include=items")
                .expect(200)
                .at("/items/0/id");
        cashier.post("/sale-orders/" + sale + "/returns", json("{'lines':[{'itemId':'%s','quantity':'1'}]}", line))
                .expect(200);
        manager.post("/pos/sessions/" + shift + "/close", json("{'note':'evening','handOver':true}"))
                .expect(200);
        leaked = shift();
        Stack.sql("update PosSession set openedAt = openedAt - interval '25 hours' where id = " + leaked);
    }

    /**
     * Pricing that answers nonsense, money for an unknown order and for a cancelled one, a lock that others hold for long, a table that a
     * cancelled order keeps, a message that is parked.
     */
    private void trouble() throws Exception {
        String order = cashier.open(PHO.x(1));
        Stack.get().sisters().pricing().trick("wrong-sum");
        try {
            cashier.checkout(order).expect(503);
        } finally {
            Stack.get().sisters().pricing().trick("");
        }
        Webhooks.success("404")
                .transaction("t-seed")
                .attempt("a-seed-" + System.nanoTime())
                .amount("1")
                .send()
                .expect(404);
        try (Connection blocker = DriverManager.getConnection(Stack.get().postgresUrl())) {
            blocker.setAutoCommit(false);
            blocker.createStatement()
                    .execute(Stack.quoted("select 1 from sale.SaleOrder where id = " + order + " for update"));
            CompletableFuture<Api.Reply> waiting = CompletableFuture.supplyAsync(() -> cashier.add(order, PHO.x(1)));
            await().until(() -> Stack.sql(OutsidePostgres.waitingForLocks(Duration.ofMillis(150)))
                    .equals(List.of("1")));
            blocker.rollback();
            waiting.join().expect(200);
        }
        stuck = Floor.drawn(manager, 1).seat(cashier, 0, order).expect(201).at("/id");
        manager.cancel(order, "guests left").expect(200);
        Stack.sql(
                "update AllocationUsage set status = 'ACTIVE', endsAt = now() + interval '1 day' where id = " + stuck);
        Stack.sql("update SaleOrder set cancelledAt = now() - interval '25 hours' where id = " + order);
        manager.cancel(cashier.open(PHO.x(1)), "guests left").expect(200);
        Webhooks.success(order).amount("1").send().expect(200);
        output("""
                sale ops outbox park MESSAGE --reason "it is too large" --yes""");
    }

    /** Other tests of the stack find no shift and no table that is left over. */
    @AfterAll
    void end() throws Exception {
        screen.close();
        output("""
                sale ops session close %s --note "end of the test" --hand-over --yes""".formatted(leaked));
        output("sale ops usage cancel " + stuck + " --yes");
        log.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theCommandShowsWhatItsRowSays(Row row) throws Exception {
        assertThat(row.texts()).as("what it must show").isNotEmpty();
        if (row.command().startsWith("logs ")) {
            String[] words = Stream.concat(
                            Stream.of(row.command().substring("logs ".length()).split(" AND ")), row.texts().stream())
                    .toArray(String[]::new);
            await().untilAsserted(() ->
                    assertThat(log.found(words)).as("in both formats").isTrue());
        } else {
            assertThat(output(row.command())).contains(row.texts());
        }
    }

    private String output(String command) throws Exception {
        String rest = command.substring(command.indexOf(' ') + 1);
        return switch (command.split(" ")[0]) {
            case "grep" -> shell(Map.of(), "bash", "-c", command);
            case "GET" ->
                Stack.as("operator").with("Authorization", "").get(rest).text();
            case "SELECT" -> String.join("\n", Psql.rows(command));
            case "topic" -> topic(rest);
            case "channel" ->
                heard.get(rest).stream().filter(text -> text.contains(sale)).collect(Collectors.joining("\n"));
            case "sale" -> {
                Operator.Output said =
                        Operator.ops("", Operator.words(troubles.filled(command).substring("sale ops ".length())));
                assertThat(said.complaints()).isEmpty();
                yield said.out();
            }
            default -> configured(command);
        };
    }

    private String topic(String name) {
        String of = name.equals(Topics.POS_SESSION_CLOSED) ? shift : sale;
        return Topic.read(
                        Stack.get().kafkaBootstrap(),
                        name,
                        event -> event.body().toString().contains(of),
                        1)
                .stream()
                .map(event -> event.key() + " " + event.headers() + " " + event.body())
                .collect(Collectors.joining("\n"));
    }

    private static String shell(Map<String, String> environment, String... words) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** The output of the service's own process. The settings of all rows that only migrate are given to one. */
    private String configured(String command) throws Exception {
        String words = command.substring(command.lastIndexOf(" sale ") + 1);
        return words.equals(MIGRATE) ? migrated() : started(settings(List.of(command)), words);
    }

    private String migrated = "";

    private String migrated() throws Exception {
        if (migrated.isEmpty()) {
            migrated = started(
                    settings(page().stream()
                            .map(Row::command)
                            .filter(command -> command.endsWith(" " + MIGRATE))
                            .toList()),
                    MIGRATE);
        }
        return migrated;
    }

    /** What stands before {@code sale} in these commands. */
    private static Map<String, String> settings(List<String> commands) {
        return commands.stream()
                .flatMap(command -> Stream.of(
                        command.substring(0, command.lastIndexOf(" sale ")).split(" ")))
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> pair[1].equals("DATABASE") ? Stack.get().postgresUrl() : pair[1]));
    }

    private static String started(Map<String, String> settings, String words) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(ServiceProcess.QUICK_TO_START);
        command.addAll(List.of("-cp", ServiceProcess.THIS_BUILD, "nx.sale.bootstrap.Main"));
        command.addAll(List.of(words.split(" ")).subList(1, words.split(" ").length));
        return shell(settings, command.toArray(String[]::new));
    }

    /** Only what needs a cluster, a tool that is not part of the build, or a stack of its own may stay. */
    @ParameterizedTest
    @MethodSource("rowsNotRun")
    void whatIsNotRunHereHasAReasonAndAPlaceWhereItRuns(Row row) throws IOException {
        assertThat(row.shows().substring(NOT_RUN.length())).as("the reason").hasSizeGreaterThan(10);
        Matcher test = NAMED_TEST.matcher(row.command());
        if (test.matches()) {
            assertThat(source(test.group(1))).contains(" void " + test.group(2) + "(");
        } else {
            assertThat(row.command()).matches("(promtool|kubectl|ops/check).*");
            assertThat(Stream.of("ops/runbook.md", "ops/check", ".ci/run").map(SeedTest::text))
                    .anyMatch(text -> text.contains(row.command()));
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("bootstrap/src/test/java"))) {
            return Files.readString(files.filter(file -> file.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no test " + test)));
        }
    }

    @Test
    void noAlertIsMissing() throws IOException {
        Set<String> alerts = new TreeSet<>(ALERTS);
        for (JsonNode rule : new YAMLMapper()
                .readTree(OPS.resolve("prometheus/rules.yml").toFile())
                .at("/groups/0/rules")) {
            alerts.add(rule.at("/alert").asText());
        }
        assertThat(page().stream()
                        .filter(row -> row.answer()
                                .contains("(runbook.md#"
                                        + row.name().replace("`", "").toLowerCase(Locale.ROOT) + ")")))
                .extracting(Row::name)
                .containsAll(alerts.stream().map(alert -> "`" + alert + "`").toList());
    }

    @Test
    void noTopicAndNoLogQueryIsMissing() throws IOException {
        assertThat(after("topic ")).containsAll(Topics.ALL);
        assertThat(after("logs ")).containsAll(LOG_QUERIES);
        String runbook = Files.readString(OPS.resolve("runbook.md"));
        assertThat(LOG_QUERIES).allMatch(query -> runbook.contains("`" + query + "`"));
    }

    /** Neither one that the platform's page names, nor one that the manifests give to a pod. */
    @Test
    void noSettingIsMissing() throws IOException {
        Set<String> settings = new TreeSet<>(SETTINGS);
        try (Stream<Path> files = Files.walk(OPS.resolve("k8s"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                SETTING.matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .forEach(settings::add);
            }
        }
        settings.remove("APP_ENV_POSTGRES");
        assertThat(page())
                .extracting(Row::name)
                .containsAll(
                        settings.stream().map(setting -> "`" + setting + "`").toList());
    }
}
