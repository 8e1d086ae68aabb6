package nx.sale.docs;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Operator.as;
import static nx.sale.kit.Operator.audited;
import static nx.sale.kit.Operator.in;
import static nx.sale.kit.Operator.ops;
import static nx.sale.kit.Operator.words;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nx.sale.bootstrap.ops.Ops;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Operator;
import nx.sale.kit.Psql;
import nx.sale.kit.Stack;
import nx.sale.kit.Troubles;
import nx.sale.kit.Webhooks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The runbook, the alerts and the dashboard say what is true: every command runs, every alert has its section, every series is there. */
class RunbookTest {
    private static final Path OPS = Path.of("..", "ops");
    private static final Pattern SERIES = Pattern.compile("\\b(sale_\\w+|jvm_\\w+|process_\\w+|system_\\w+)\\b");

    private final Api manager = Stack.as("manager").with("x-device-info", "runbook");
    private final Troubles troubles = new Troubles();

    @Test
    void everyCommandRuns() {
        List<String> commands = Runbook.commands();
        assertThat(commands).hasSizeGreaterThan(18);
        List<String> direct = commands.stream()
                .filter(command -> !command.contains("--direct") && !command.startsWith("sale ops z "))
                .map(command -> command + " --direct --as anna")
                .toList();
        for (String command : Stream.concat(commands.stream(), direct.stream()).toList()) {
            String line = troubles.filled(command).substring("sale ops ".length());
            long noted = audited();
            Operator.Output output = ops("", words(line));
            assertThat(output.complaints()).as(command).isEmpty();
            assertThat(output.exit()).as(command).isZero();
            assertThat(output.out()).as(command).isNotBlank();
            assertThat(audited() > noted)
                    .as("whether it is in the audit: " + command)
                    .isEqualTo(command.contains("--yes"));
        }
    }

    /** As somebody who looks after databases and has psql's defaults: another role, no search_path. */
    @Test
    void everyQueryRunsAsPrinted() throws IOException {
        List<String> queries = Runbook.fenced("sql");
        assertThat(queries).hasSizeGreaterThanOrEqualTo(5);
        queries.forEach(Psql::rows);
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    // OPS-10
    @Test
    void changingCommandsShowTheirEffect_andAskForConfirmation() {
        String order = troubles.stuckOrder();
        Operator.Output dry = ops("", "order", "cancel", order, "--reason", "left", "--dry-run");
        assertThat(dry)
                .isEqualTo(new Operator.Output(
                        0,
                        json(
                                "would cancel an order that is stuck, with the token of who agreed: POST /operations/orders/%s/cancel-stuck {'reason':'left'}\n",
                                order),
                        ""));
        assertThat(ops("no\n", "order", "cancel", order, "--reason", "left").complaints())
                .isEqualTo("sale ops: nothing was done\n");
        assertThat(ops("", "order", "cancel", order, "--reason", "left").exit()).isEqualTo(1);
        assertThat(manager.get("/sale-orders/" + order).at("/status")).isEqualTo("PARTIAL");

        assertThat(ops("yes\n", "order", "cancel", order, "--reason", "left").complaints())
                .startsWith("sale ops: 403 second-person-needed: Somebody else with Operations.cancelStuck must agree");
        String[] cancel = {"order", "cancel", order, "--reason", "left", "--approval"};
        assertThat(ops("yes\n", with(cancel, troubles.agreed(order))).exit()).isZero();
        assertThat(manager.get("/sale-orders/" + order).at("/status")).isEqualTo("CANCELLED");
        assertThat(ops("", with(cancel, troubles.agreed(order), "--yes")).complaints())
                .startsWith("sale ops: 409 order-not-stuck: Order " + order);
        assertThat(ops("", "audit", "--order", order, "--action", "CANCELLED", "--json")
                        .out())
                .contains(json("'reason':'left'"));
    }

    /** The token in the answer of {@code approve-cancel --json}, which follows the line that says what will be done. */
    private static String token(Operator.Output approved) {
        try {
            return Api.JSON
                    .readTree(approved.out().lines().toList().getLast())
                    .at("/token")
                    .asText();
        } catch (IOException e) {
            throw new AssertionError(approved.toString(), e);
        }
    }

    // OPS-10
    @Test
    void withNoReplicaAtAll_theDatabaseIsEnough() {
        Map<String, String> database =
                Map.of("APP_ENV_DB_URL", Stack.get().postgresUrl(), "SALE_MERCHANT", Restaurant.MERCHANT);
        String order = troubles.stuckOrder();
        String[] approve = {"order", "approve-cancel", order, "--reason", "left", "--yes", "--direct", "--json", "--as"
        };
        String[] cancel = {
            "order", "cancel", order, "--reason", "left", "--yes", "--direct", "--as", "anna", "--approval"
        };
        assertThat(in(database, "", "order", "cancel", order, "--reason", "left", "--yes", "--direct"))
                .isEqualTo(
                        new Operator.Output(
                                2,
                                "",
                                "sale ops: with --direct say who you are, --as NAME (letters, digits and . _ @ -), and neither --url nor --token\n"));
        assertThat(manager.get("/sale-orders/" + order).at("/status")).isEqualTo("PARTIAL");

        assertThat(in(database, "", "overview", "--as", "anna").complaints())
                .isEqualTo("sale ops: over HTTP the token says who you are; --as goes with --direct\n");

        for (String same : List.of("anna", "Anna", "ANNA")) {
            assertThat(in(database, "", with(cancel, token(in(database, "", with(approve, same)))))
                            .complaints())
                    .startsWith("sale ops: 403 second-person-needed: ");
        }
        assertThat(in(database, "", with(cancel, token(in(database, "", with(approve, "ben")))))
                        .exit())
                .isZero();

        assertThat(manager.get("/sale-orders/" + order).at("/status")).isEqualTo("CANCELLED");
        assertThat(Stack.sql(
                        "select actor, reason from AuditEntry where action = 'CANCELLED' and saleOrderId = " + order))
                .containsExactly("system:emergency/anna|left");
        assertThat(in(database, "", with(cancel, troubles.agreed(order))).complaints())
                .startsWith("sale ops: 409 order-not-stuck: Order " + order);
        Map<String, String> elsewhere =
                Map.of("APP_ENV_DB_URL", Stack.get().postgresUrl(), "SALE_MERCHANT", Restaurant.OTHER_MERCHANT);
        assertThat(in(elsewhere, "", with(cancel, troubles.agreed(order))).complaints())
                .startsWith("sale ops: 404 order-not-found");
        assertThat(in(
                        Map.of("APP_ENV_DB_URL", "jdbc:postgresql://127.0.0.1:1/none", "SALE_MERCHANT", "1"),
                        "",
                        "overview",
                        "--direct",
                        "--as",
                        "anna"))
                .satisfies(output -> {
                    assertThat(output.exit()).isEqualTo(2);
                    assertThat(output.complaints()).startsWith("sale ops: no database answers: ");
                });
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                Stack.sql("select status from Outbox where type = 'sale-order.changed' and key = '"
                                        + order + "' and body like '%CANCELLED%'"))
                        .containsExactly("PUBLISHED"));
    }

    @Test
    void aCatalogueComesInFromAFile(@TempDir Path folder) throws IOException {
        String sample = Runbook.fenced("json").getFirst();
        String file =
                Files.writeString(folder.resolve("catalogue.json"), sample).toString();
        assertThat(Runbook.text()).contains("\nsale catalogue import catalogue.json --yes\n");

        assertThat(ops("", "catalogue", "import", file, "--dry-run"))
                .isEqualTo(new Operator.Output(0, "would insert or replace 1 channels and 1 variants\n", ""));
        assertThat(ops("no\n", "catalogue", "import", file).complaints())
                .isEqualTo("sale catalogue: nothing was done\n");
        assertThat(Stack.sql("select name from ProductVariant where id = 79001"))
                .isEmpty();
        assertThat(as("waiter", "", "catalogue", "import", file, "--yes").complaints())
                .startsWith("sale catalogue: 403 permission-denied")
                .contains("channels 1 to 1 were not imported, nor what follows");

        assertThat(ops("", "catalogue", "import", file, "--yes").out())
                .endsWith("channels 1 to 1 imported\nvariants 1 to 1 imported\n");
        assertThat(Stack.sql("select name from ProductVariant where id = 79001"))
                .containsExactly("Ca phe sua da");
        assertThat(ops("", "audit", "--action", "VARIANTS_IMPORTED", "--json").out())
                .contains(json("'ids':'79001'"));
        assertThat(ops("", "audit", "--action", "CHANNELS_IMPORTED", "--json").out())
                .contains(json("'ids':'60001'"));
    }

    // SETTING-5
    @Test
    void longCatalogueIsImportedInBatches_andAFailureNamesWhereItStopped(@TempDir Path folder) throws IOException {
        StringBuilder many = new StringBuilder();
        for (int number = 1; number <= 450; number++) {
            many.append(number == 1 ? "" : ",")
                    .append(json(
                            "{'id':'%s','name':'Dish','type':'CONSUMABLE','price':'%s'}",
                            780_000 + number, number == 300 ? "-1" : "1000"));
        }
        Path file = Files.writeString(folder.resolve("many.json"), json("{'variants':[%s]}", many));

        Operator.Output stopped = ops("", "catalogue", "import", file.toString(), "--yes");
        assertThat(stopped.exit()).isEqualTo(1);
        assertThat(stopped.out()).endsWith("variants 1 to 200 imported\n");
        assertThat(stopped.complaints())
                .contains("422 invalid: variants[99].price", "variants 201 to 400 were not imported, nor what follows");
        assertThat(Stack.sql("select count(*) from ProductVariant where id between 780001 and 780450"))
                .containsExactly("200");

        Files.writeString(file, Files.readString(file).replace("-1", "1000"));
        assertThat(ops("", "catalogue", "import", file.toString(), "--yes").exit())
                .isZero();
        assertThat(Stack.sql("select count(*) from ProductVariant where id between 780001 and 780450"))
                .containsExactly("450");
    }

    @Test
    void invalidCatalogueFileIsRejected(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("wrong.json");
        assertThat(ops("", "catalogue", "import", file.toString()).complaints())
                .isEqualTo("sale catalogue: there is no file " + file + "\n");
        for (String wrong : List.of(
                "[]", "{}", json("{'variants':{}}"), json("{'dishes':[1]}"), json("{'variants':[],'x':1}"), "")) {
            Files.writeString(file, wrong);
            Operator.Output refused = ops("", "catalogue", "import", file.toString(), "--yes");
            assertThat(refused.exit()).as(wrong).isEqualTo(2);
            assertThat(refused.complaints()).startsWith(json("sale catalogue: %s must be {'channels'", file));
        }
        Files.writeString(file, json("{'variants':"));
        assertThat(ops("", "catalogue", "import", file.toString()).complaints())
                .startsWith("sale catalogue: cannot read " + file + " as JSON");
    }

    @Test
    void missingOrInvalidArgumentsAreNamed() {
        assertThat(ops("", "order", "show", "x").complaints()).contains("x is not an id");
        assertThat(ops("", "order", "show", "5", "--wild", "yes").complaints())
                .contains("no option --wild for order show ID");
        assertThat(ops("", "order", "show", "5").complaints()).contains("404 order-not-found");
        assertThat(ops("", "help").out()).contains("sale ops outbox retry ID --reason X", "--dry-run stops there");
        assertThat(ops("", "help", "order").out())
                .contains("sale ops order show ID")
                .doesNotContain("sale ops outbox");
        assertThat(ops("", "help", "ordr").complaints()).contains("did you mean order");
        assertThat(ops("", "overview", "--url", "http://127.0.0.1:9").complaints())
                .startsWith("sale ops: no answer from");
        for (String[] odd : List.of(
                new String[] {"--url", "no address"},
                new String[] {"--url", "nowhere"},
                new String[] {"--token", "two\nlines"},
                new String[] {"--merchant", "70001\n80001"})) {
            assertThat(ops("", "overview", odd[0], odd[1]))
                    .isEqualTo(new Operator.Output(
                            2,
                            "",
                            "sale ops: SALE_URL must be an address such as http://host:3000/v1/api/sale, SALE_TOKEN and"
                                    + " SALE_MERCHANT one word each\n"));
        }
        Operator.Output noDatabase = new Operator.Output(
                new Ops(
                                Map.of(),
                                new PrintStream(new ByteArrayOutputStream()),
                                new PrintStream(new ByteArrayOutputStream()),
                                new BufferedReader(new StringReader("")))
                        .run(List.of("overview")),
                "",
                "");
        assertThat(noDatabase.exit()).isEqualTo(2);
    }

    /** What {@code ./sale ops} takes from the local stack. */
    @ParameterizedTest
    @CsvSource({
        "postgresUrl, /postgresUrl",
        "baseUrl, /baseUrl",
        "operator, /tokens/operator",
        "merchantId, /merchantId"
    })
    void theLauncherReadsItsFacts(String name, String pointer, @TempDir Path folder) throws Exception {
        JsonNode facts = Api.JSON.valueToTree(Stack.get().facts());
        Files.createDirectory(folder.resolve(".sale"));
        Files.writeString(folder.resolve(".sale/up.json"), facts.toPrettyString());
        Process shell = new ProcessBuilder(
                        "bash", "-c", """
                        eval "$(sed -n '/^fact()/,/^}/p' %s)"; fact %s
                        """.formatted(Path.of("..", "sale").toAbsolutePath(), name))
                .directory(folder.toFile())
                .start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(facts.at(pointer).asText() + "\n");
    }

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(OPS.resolve(file).toFile());
    }

    // OPS-9
    @Test
    void everyAlertHasItsSection_itsOwnerAndItsTests() throws IOException {
        JsonNode rules = yaml("prometheus/rules.yml").at("/groups/0/rules");
        String runbook = Runbook.text();
        Set<String> alerts = new LinkedHashSet<>();
        for (JsonNode rule : rules) {
            String name = rule.at("/alert").asText();
            alerts.add(name);
            assertThat(runbook).contains("\n### " + name + "\n");
            assertThat(rule.at("/annotations/runbook").asText())
                    .isEqualTo("ops/runbook.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(Runbook.section(name))
                    .as("who is called first, and who when that does not help")
                    .contains("Owner: " + rule.at("/labels/owner").asText())
                    .containsPattern("; *\\s*after (\\d+ (minutes|hours?)|a day)\\s");
        }
        assertThat(alerts)
                .containsExactlyInAnyOrder(
                        "SaleHighErrorRate",
                        "SaleWebhookFailures",
                        "SaleCheckoutFailures",
                        "SaleKafkaProduceFailure",
                        "SaleStuckOrder",
                        "SaleSessionLeak",
                        "SaleAllocationStuck",
                        "SaleOutboxLag",
                        "SaleLatePayment",
                        "SaleTenderUnknown",
                        "SaleNoReadyReplica");
        Set<String> fire = new TreeSet<>();
        Set<String> quiet = new TreeSet<>();
        for (JsonNode test : yaml("prometheus/rules_test.yml").at("/tests")) {
            JsonNode alert = test.at("/alert_rule_test/0");
            (alert.at("/exp_alerts").isEmpty() ? quiet : fire)
                    .add(alert.at("/alertname").asText());
        }
        assertThat(fire).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(quiet).containsExactlyInAnyOrderElementsOf(alerts);
    }

    /** What an operator needs and no command of ours is: it has its place in the book. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl -n sale-production logs deploy/sale --all-pods --follow",
                "kubectl -n sale-production exec deploy/sale -- sale migrate",
                "sale ops stream",
                "schema drift",
                "kubectl -n pricing scale deploy/pricing",
                "*disk full*",
                "A replica that starts while Kafka is unavailable",
                "central runbook",
                "sale ops order complete ORDER",
            })
    void theBookHas(String what) {
        assertThat(Runbook.text()).contains(what);
    }

    @Test
    void everySeriesThatAlertsAndDashboardUseIsScraped() throws Exception {
        String order = manager.open(PHO.x(1));
        String total = manager.checkout(order).expect(200).at("/total");
        Webhooks.send(Webhooks.success(order).amount(total).body().replace(json("'SYSTEM'"), json("'NEWPAY'")))
                .expect(200);
        Set<String> used = new TreeSet<>();
        for (String file : List.of("prometheus/rules.yml", "grafana/sale.json", "grafana/gateway.json")) {
            Matcher series = SERIES.matcher(Files.readString(OPS.resolve(file)));
            while (series.find()) {
                used.add(series.group(1));
            }
        }
        assertThat(used).hasSizeGreaterThan(20);
        HttpRequest scrape = HttpRequest.newBuilder(URI.create(Stack.get().baseUrl() + "/metrics"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Awaitility.await().untilAsserted(() -> {
                String scraped =
                        http.send(scrape, HttpResponse.BodyHandlers.ofString()).body();
                for (String series : used) {
                    assertThat(scraped.lines())
                            .as(series)
                            .anyMatch(line -> line.startsWith(series + "{") || line.startsWith(series + " "));
                }
            });
        }
    }
}
