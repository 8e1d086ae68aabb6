package nx.sale.docs;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.OnCall.OPENED;
import static nx.sale.kit.OnCall.messages;
import static nx.sale.kit.OnCall.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.bootstrap.DevService;
import nx.sale.dev.LocalStack;
import nx.sale.dev.Restaurant;
import nx.sale.dev.Sisters;
import nx.sale.kit.Api;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Troubles of the runbook that need a process or a database of their own; {@link TroublesTest} has the others, and the list of all. */
class TroublesApartTest {
    private final Sisters sisters = Stack.get().sisters();
    private final Api manager = Stack.as("manager").with("x-device-info", "troubles");

    @TempDir
    Path folder;

    /** Who holds a bucket of the outbox, by the process of its connection. */
    private static Map<String, List<String>> owners() {
        return Stack.sql("select pid, objid from pg_locks where locktype = 'advisory' and classid = 73001 and granted"
                        + " and database = (select oid from pg_database where datname = current_database())")
                .stream()
                .map(row -> row.split("\\|"))
                .collect(Collectors.groupingBy(row -> row[0], Collectors.mapping(row -> row[1], Collectors.toList())));
    }

    @Test
    void aReplicaThatHangsHoldsItsMessages_untilItsPodIsRestarted() throws Exception {
        String own = owners().keySet().iterator().next();
        try (ServiceProcess hanging = new ServiceProcess(
                folder, Stack.get().postgresUrl(), Stack.get().kafkaBootstrap())) {
            await().until(() -> owners().values().stream().map(List::size).toList(), List.of(32, 32)::equals);
            Map<String, List<String>> owners = owners();
            List<String> held = owners.keySet().stream()
                    .filter(pid -> !pid.equals(own))
                    .map(owners::get)
                    .findFirst()
                    .orElseThrow();
            hanging.freeze();
            String order = Stream.generate(() -> manager.open(PHO.x(1)))
                    .limit(100)
                    .filter(opened -> Stack.sql("select bucket from Outbox where key = '" + opened + "'").stream()
                            .anyMatch(held::contains))
                    .findFirst()
                    .orElseThrow();
            String message = Stack.sql("select position from Outbox where key = '" + order + "'")
                    .getFirst();
            assertThat(row("SaleKafkaProduceFailure", "outbox list", message)
                            .orElseThrow()
                            .at("/attempts")
                            .asInt())
                    .isZero();

            hanging.kill();

            assertThat(messages(order)).containsExactly(OPENED);
            assertThat(row("SaleKafkaProduceFailure", "outbox list", message)).isEmpty();
        }
    }

    private static String migrated(Path log, String url) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "nx.sale.bootstrap.Main",
                        "migrate")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("APP_ENV_LOG_LEVEL", "info", "APP_ENV_DB_URL", url));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        Matcher steps = Pattern.compile("\\bsteps=(\\d+) version=").matcher(Files.readString(log));
        assertThat(steps.find()).as(Files.readString(log)).isTrue();
        return steps.group(1);
    }

    @Test
    void migrationsByHandSayHowManySteps_andASecondRunTakesNone() throws Exception {
        String name = Stack.named("by_hand_" + System.nanoTime());
        Stack.sql("create database " + name);
        try {
            assertThat(migrated(folder.resolve("first"), Stack.beside(name))).isNotEqualTo("0");
            assertThat(migrated(folder.resolve("second"), Stack.beside(name))).isEqualTo("0");
        } finally {
            Stack.sql("drop database " + name);
        }
    }

    private interface Shift {
        void worked(Api manager);
    }

    private void serving(String name, Shift shift) {
        Map<String, String> environment = new HashMap<>(
                LocalStack.environment(Stack.beside(name), Stack.get().kafkaBootstrap(), sisters.url(), 0));
        try (DevService service = DevService.start(environment, Clock.systemUTC())) {
            shift.worked(Api.at(
                    "http://127.0.0.1:" + service.port() + "/v1/api/sale",
                    sisters.identity().token("owner", Restaurant.MERCHANT),
                    Restaurant.MERCHANT));
        }
    }

    @Test
    void afterARestoreMqPaySendsAgain_andConsumersSeeThePaymentAgainWithANewId() {
        String now = Stack.named("now_" + System.nanoTime());
        String restored = Stack.named("restored_" + System.nanoTime());
        Map<String, String> seen = new LinkedHashMap<>();
        Stack.sql("create database " + now);
        try {
            serving(now, owner -> {
                try {
                    Stack.seed(owner);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                seen.put("order", owner.open(PHO.x(1)));
                seen.put("total", owner.checkout(seen.get("order")).expect(200).at("/total"));
            });
            String order = seen.get("order");
            String webhook = Webhooks.success(order).amount(seen.get("total")).body();
            Stack.sql("create database " + restored + " template " + now);
            for (String database : List.of(now, restored)) {
                serving(database, owner -> {
                    assertThat(owner.get("/sale-orders/" + order).at("/status")).isEqualTo("PROCESSING");
                    Api mqPay = owner.with("Authorization", "").with("x-merchant-id", "");
                    assertThat(mqPay.post("/webhooks/payment", webhook)
                                    .expect(200)
                                    .at("/outcome"))
                            .isEqualTo("APPLIED");
                    assertThat(mqPay.post("/webhooks/payment", webhook)
                                    .expect(200)
                                    .at("/outcome"))
                            .isEqualTo("DUPLICATE");
                    assertThat(owner.get("/sale-orders/" + order).at("/status")).isEqualTo("COMPLETED");
                });
            }

            List<Topic.Event> sent = Topic.of(Stack.get().kafkaBootstrap(), Topics.PAYMENT_SUCCESS, order, 2);
            assertThat(sent).extracting(Topic.Event::sequence).containsExactly(1L, 1L);
            assertThat(sent).extracting(Topic.Event::eventId).doesNotHaveDuplicates();
            assertThat(sent.get(1).body().at("/payment/paid"))
                    .isEqualTo(sent.get(0).body().at("/payment/paid"));
        } finally {
            Stack.sql("drop database if exists " + restored);
            Stack.sql("drop database " + now);
        }
    }
}
