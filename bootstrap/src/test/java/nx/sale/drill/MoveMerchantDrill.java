package nx.sale.drill;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import nx.sale.bootstrap.ops.Ops;
import nx.sale.dev.LocalKafka;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A merchant moves from one cell to another while its tills sell, and its neighbours sell on. Not part of the test suite, since it needs
 * psql: {@code ops/scale/trial} runs it.
 */
class MoveMerchantDrill {
    private static final int ORDERS = Integer.getInteger("move.orders", 300);
    private static final int TILLS = 3;
    private static final int SALES_OF_A_SHIFT = 4;
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String MOVED = Restaurant.MERCHANT;
    private static final Duration AGAIN = Duration.ofMillis(50);

    @TempDir
    Path folder;

    /** Tills of one merchant: shift after shift, sale after sale; each asks again, with the same key, when it is told "not now". */
    private static final class Tills {
        private final String merchant;
        private final Supplier<Cell> gateway;
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final AtomicInteger deferred = new AtomicInteger();
        private final AtomicLong longest = new AtomicLong();
        private final Queue<String> sales = new ConcurrentLinkedQueue<>();
        private final Queue<String> shifts = new ConcurrentLinkedQueue<>();

        Tills(String merchant, Supplier<Cell> gateway) {
            this.merchant = merchant;
            this.gateway = gateway;
        }

        private Api.Reply once(String device, int wanted, Function<Api, Api.Reply> request) {
            String key = UUID.randomUUID().toString();
            long begun = System.nanoTime();
            while (true) {
                Api.Reply reply = request.apply(gateway.get()
                        .as("manager", merchant)
                        .with("x-device-info", device)
                        .key(key));
                if (reply.status() == wanted) {
                    longest.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
                    return reply;
                }
                boolean notNow = reply.status() == 503 || reply.at("/code").equals("request-in-flight");
                if (!notNow || System.nanoTime() - begun > Duration.ofMinutes(2).toNanos()) {
                    throw new AssertionError(device + ": " + reply.status() + " " + reply.text());
                }
                assertThat(reply.status() != 503 || !reply.header("Retry-After").isEmpty())
                        .as("says when to come again")
                        .isTrue();
                deferred.incrementAndGet();
                DrillSite.pause(AGAIN);
            }
        }

        private long sale(String device) {
            String order = once(device, 201, api -> api.newOrder().create()).at("/id");
            once(device, 200, api -> api.add(order, PHO.x(1), BUN_CHA.x(2)));
            once(device, 201, api -> api.post("/sale-orders/" + order + "/kitchen-tickets", ""));
            String total = once(device, 200, api -> api.checkout(order)).at("/total");
            String webhook = Webhooks.success(order).amount(total).body();
            once(
                    device,
                    200,
                    api -> api.with("Authorization", "")
                            .with("x-merchant-id", "")
                            .post("/webhooks/payment", webhook));
            sales.add(order);
            return new java.math.BigDecimal(total).longValueExact();
        }

        private void shift(String device) {
            String session = once(device, 201, api -> api.openShift("1000")).at("/id");
            long cash = 1000;
            for (int number = 0; number < SALES_OF_A_SHIFT; number++) {
                cash += sale(device);
            }
            String counted = Long.toString(cash);
            once(device, 200, api -> api.closeShift(session, counted));
            shifts.add(session);
        }

        List<CompletableFuture<Void>> start(ExecutorService pool, int count) {
            List<CompletableFuture<Void>> work = new ArrayList<>();
            for (int till = 1; till <= count; till++) {
                String device = "till-" + till;
                work.add(CompletableFuture.runAsync(
                        () -> {
                            while (open.get()) {
                                shift(device);
                            }
                        },
                        pool));
            }
            return work;
        }
    }

    private List<String> script(int exit, Object... words) throws Exception {
        List<String> command = new ArrayList<>();
        for (Object word : words) {
            command.add(word.toString());
        }
        Process process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print(said);
        assertThat(process.waitFor()).as(said).isEqualTo(exit);
        return said.lines().toList();
    }

    private List<String> move(int exit, Cell old, Cell next, String... what) throws Exception {
        return script(exit, words(old, next, what).toArray());
    }

    private static List<Object> words(Cell old, Cell next, String... what) {
        List<Object> words = new ArrayList<>(
                List.of("ops/scale/move-merchant", MOVED, "--from", old.address(), "--to", next.address()));
        words.addAll(List.of(what));
        return words;
    }

    /** A copy that does not follow in time: its tills go on by themselves, and all is taken back. */
    private void brokenOff(Cell old, Cell next, Tills moving) throws Exception {
        List<Object> words = new ArrayList<>(List.of("env", "SALE_MOVE_STANDSTILL=0"));
        words.addAll(words(old, next, "--switch", "false"));
        assertThat(script(1, words.toArray())).last().asString().contains("its tills go on in the old cell", "--abort");
        sellsOn(moving);
        move(0, old, next, "--abort");
        hasNoRows(next);
    }

    /** A gateway that sends some requests to the new cell and then fails: neither cell takes a write, until all is taken back. */
    private void takenBack(Cell old, Cell next, Path switched) throws Exception {
        String half = "touch %1$s; sleep 0.5; rm %1$s; false".formatted(switched);
        assertThat(move(1, old, next, "--switch", half)).last().asString().contains("the switch failed", "--abort");
        for (Cell cell : List.of(old, next)) {
            Api.Reply refused = cell.as("manager", MOVED).newOrder().create();
            assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        }
        long begun = System.nanoTime();
        move(0, old, next, "--abort");
        System.out.printf("moved | taken back after a failed switch | %.3f s |%n", (System.nanoTime() - begun) / 1e9);
        hasNoRows(next);
    }

    /** A message that Kafka refused and that waits to be tried again, and the next of its key: the new cell sends them. */
    private static void refusedMessage(Cell old) {
        for (String of : List.of("1, 1, now() + interval '1 hour', 'refused'", "2, 0, null, null")) {
            old.sql(
                    "insert into Outbox (bucket, topic, key, type, version, body, requestId, occurredAt, merchantId, eventId, sequence,"
                            + " attempts, retryAt, lastError) values (1, '" + Topics.SALE_ORDER_CHANGED
                            + "', 'refused', 'sale-order.changed', 1, '{}', 'r', now(), " + MOVED + ", " + of.charAt(0)
                            + ", " + of + ")");
        }
    }

    /** A move that broke off while it was compared is finished by hand, when messages come into the partition of another day. */
    private void finishedAgainAnotherDay(Cell old, Cell next) throws Exception {
        String day = next.sql(
                        "select pg_get_expr(adbin, adrelid) from pg_attrdef join pg_attribute on attrelid = adrelid and attnum = adnum"
                                + " join pg_class c on c.oid = attrelid where lower(c.relname) = 'outbox' and attname = 'day'")
                .getFirst();
        List<String> before = messagesIn(next);
        next.sql("alter table Outbox alter column day set default cast((" + day + " + 1) % 4 as smallint)");
        old.sql("update sale_move.held set settled = false where merchantId = " + MOVED);
        move(0, old, next, "--finish");
        next.sql("alter table Outbox alter column day set default " + day);
        assertThat(messagesIn(next)).isEqualTo(before);
    }

    private static List<String> messagesIn(Cell cell) {
        return cell.sql(
                "select position, eventId, status from Outbox where merchantId = " + MOVED + " order by position, day");
    }

    private static List<String> refusedIn(Cell cell) {
        return cell.sql("select status, lastError from Outbox where key = 'refused' and merchantId = " + MOVED
                + " order by sequence");
    }

    private void hasNoRows(Cell cell) throws Exception {
        assertThat(script(0, "ops/scale/audit", MOVED, cell.address()).stream()
                        .filter(line -> line.contains(" rows, ")))
                .hasSizeGreaterThan(30)
                .allMatch(line -> line.endsWith(": 0 rows, 0"));
    }

    private static void sellsOn(Tills tills) {
        int sold = tills.sales.size();
        await().atMost(Duration.ofMinutes(1)).until(() -> tills.sales.size() > sold + 20);
    }

    private static String published(Cell cell, String merchant) {
        return cell.sql("select count(*) from Outbox where status <> 'PUBLISHED' and merchantId = " + merchant)
                .getFirst();
    }

    @Test
    void merchantMovesWhileItsTillsSell() throws Exception {
        Path switched = folder.resolve("switched");
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"), 0, Topics.ALL);
                Cell old = new Cell(folder.resolve("old"), kafka.bootstrapServers(), 0);
                Cell next = new Cell(folder.resolve("next"), kafka.bootstrapServers(), 16);
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Supplier<Cell> gateway = () -> Files.exists(switched) ? next : old;
            Tills moving = new Tills(MOVED, gateway);
            Tills neighbour = new Tills("70002", () -> old);
            Tills beyond = new Tills("70003", () -> next);
            for (Tills tills : List.of(moving, neighbour, beyond)) {
                Api owner = tills.gateway.get().as("owner", tills.merchant);
                Stack.seed(owner);
                owner.post("/kitchen-stations", json("{'code':'HOT','name':'Hot kitchen'}"))
                        .expect(201);
            }
            moving.sale("template");
            old.multiply(moving.sales.peek(), ORDERS);
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> old.sql("select count(*) from SalesUnfolded where notedAt < now() - interval '1 hour'")
                            .equals(List.of("0")));
            old.sql("vacuum analyze");

            List<CompletableFuture<Void>> work = new ArrayList<>(moving.start(pool, TILLS));
            work.addAll(neighbour.start(pool, 1));
            work.addAll(beyond.start(pool, 1));
            List<String> said;
            try {
                sellsOn(moving);
                refusedMessage(old);
                brokenOff(old, next, moving);
                sellsOn(moving);
                takenBack(old, next, switched);
                assertThat(refusedIn(old)).containsExactly("PENDING|refused", "PENDING|null");
                sellsOn(moving);
                said = move(0, old, next, "--switch", "touch " + switched);
                sellsOn(moving);
                assertThat(refusedIn(old))
                        .containsExactly("PARKED|moves to another cell: refused", "PARKED|moves to another cell: ");
                assertThat(refusedIn(next)).containsExactly("PENDING|refused", "PENDING|null");
                next.sql("update Outbox set retryAt = now() where key = 'refused' and merchantId = " + MOVED);
            } finally {
                List.of(moving, neighbour, beyond).forEach(tills -> tills.open.set(false));
            }
            work.forEach(CompletableFuture::join);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> published(next, MOVED).equals("0"));
            eventsCameOnce(kafka, old, next);
            finishedAgainAnotherDay(old, next);
            eventsCameOnce(kafka, old, next);
            move(0, old, next, "--forget");

            report(said, moving, neighbour, beyond);
            everySaleIsThere(moving, old, next);
            script(0, "ops/scale/audit", MOVED, next.address());
            hasNoRows(old);
            for (Cell cell : List.of(old, next)) {
                Audit.nothingIsLost(cell::sql);
                assertThat(cell.sql("select count(*) from pg_trigger where tgname like '0_move%'"))
                        .containsExactly("0");
            }
            assertThat(neighbour.deferred.get() + beyond.deferred.get())
                    .as("neighbours that were told to wait")
                    .isZero();
        }
    }

    private static void report(List<String> said, Tills moving, Tills neighbour, Tills beyond) {
        said.stream()
                .filter(line -> line.matches("move \\d+: (prepared|copied|follows|standstill|compared): .*"))
                .map(line -> line.replaceFirst("move \\d+: (\\w+): (.*)", "moved | $1 | $2 |"))
                .forEach(System.out::println);
        System.out.printf("moved | orders before | %d |%n", ORDERS + 1);
        System.out.printf("moved | sales meanwhile | %d |%n", moving.sales.size() - 1);
        System.out.printf("moved | answers 503 | %d |%n", moving.deferred.get());
        System.out.printf(
                "moved | longest request of a till, with its repeats | %.3f s |%n", moving.longest.get() / 1e3);
        System.out.printf(
                "moved | longest request of the neighbours | %.3f s |%n",
                Math.max(neighbour.longest.get(), beyond.longest.get()) / 1e3);
    }

    private static void everySaleIsThere(Tills moving, Cell old, Cell next) {
        assertThat(next.sql("select id from SaleOrder where status = 'COMPLETED' and received = total and merchantId = "
                        + MOVED + " and id >= " + moving.sales.peek()))
                .as("sales finished and paid once, whatever was repeated")
                .containsExactlyInAnyOrderElementsOf(moving.sales);
        assertThat(next.sql("select count(*) from SaleOrder where merchantId = " + MOVED))
                .containsExactly(Integer.toString(moving.sales.size() + ORDERS));
        assertThat(next.sql("select posSessionId from PosSessionReport where merchantId = " + MOVED))
                .containsExactlyInAnyOrderElementsOf(moving.shifts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = new Ops(Map.of("APP_ENV_DB_URL", next.url()), print, print, new BufferedReader(new StringReader("")))
                .run(List.of("z", "verify", "--merchant", MOVED));
        assertThat(exit).as("the chain of Z reports: %s", out).isZero();
    }

    /** Whichever cell sent it: each message once, in the order of its key; a repeat of the same eventId is dropped, as consumers do. */
    private static void eventsCameOnce(LocalKafka kafka, Cell old, Cell next) {
        Map<String, String> expected = new HashMap<>();
        for (Cell cell : List.of(old, next)) {
            cell.sql("select eventId, topic from Outbox where merchantId = " + MOVED)
                    .forEach(row -> expected.put(row.split("\\|")[0], row.split("\\|")[1]));
        }
        Set<String> seen = new HashSet<>();
        int repeats = 0;
        int outOfOrder = 0;
        for (String topic : Topics.ALL) {
            int count = (int) expected.values().stream().filter(topic::equals).count();
            Map<String, Long> last = new HashMap<>();
            for (Topic.Event event : Topic.read(kafka.bootstrapServers(), topic, any -> true, count)) {
                if (!expected.containsKey(event.eventId())) {
                    continue;
                }
                if (!seen.add(event.eventId())) {
                    repeats++;
                } else if (event.headers().containsKey("sequence")) {
                    outOfOrder += event.sequence() == last.getOrDefault(event.key(), 0L) + 1 ? 0 : 1;
                    last.put(event.key(), event.sequence());
                }
            }
        }
        System.out.printf("moved | events | %d |%nmoved | events repeated | %d |%n", expected.size(), repeats);
        assertThat(seen).as("events on Kafka").isEqualTo(expected.keySet());
        assertThat(outOfOrder)
                .as("events that are missing, doubled or out of order at their key")
                .isZero();
    }
}
