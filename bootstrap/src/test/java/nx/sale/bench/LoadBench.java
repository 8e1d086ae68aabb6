package nx.sale.bench;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service under load over HTTP, beside pgbench saying the same statements to the same tables with as many clients, alternated in one
 * run; what a whole order costs; and what grows with the lines of an order and with the orders of a table. Not part of the test suite:
 * {@code ops/bench/load.sh} runs it.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class LoadBench {
    private static final int SECONDS = Integer.getInteger("load.seconds", 5);
    private static final String ONLY = System.getProperty("load.only", "");
    private static final String WHOLE_ORDER = "whole order, per request";
    private static final int PAIRS = Integer.getInteger("load.pairs", 5);
    private static final int ROUNDS = 3;
    private static final int WARM = Integer.getInteger("load.warm", 45);
    private static final int MANY = Integer.getInteger("load.orders", 1_000_000);
    private static final int FEW = 10_000;
    private static final double SMALL = 0.15;
    /** Of a whole order. */
    private static final int REQUESTS = 7;
    /** Above every id. */
    private static final long KEYS = 900_000_000_000_000_000L;
    /** More than eight clients get through in a second. */
    private static final int FASTEST = 2_500;

    @TempDir
    Path folder;

    /** A kind of request at a site, and what it is asked of. */
    private static final class Work {
        private final String name;
        private final LoadSite site;
        private final LoadSite.Ask ask;
        private final LoadSite.Pool pool;
        private final int fixed;
        private final int fastest;
        private final long first;
        private String script = "";

        private Work(String name, LoadSite site, LoadSite.Ask ask, LoadSite.Pool pool, int fixed, int fastest) {
            this.name = name;
            this.site = site;
            this.ask = ask;
            this.pool = pool;
            this.fixed = fixed;
            this.fastest = fastest;
            this.first = fixed == 0 ? 0 : pool.more(fixed);
        }

        /** So many orders take turns. */
        static Work inTurns(String name, LoadSite site, LoadSite.Ask ask, LoadSite.Pool pool, int orders) {
            return new Work(name, site, ask, pool, orders, 0);
        }

        /** Each order can be asked once only; there must be more of them than anybody gets through. */
        static Work once(String name, LoadSite site, LoadSite.Ask ask, LoadSite.Pool pool, int fastest) {
            return new Work(name, site, ask, pool, 0, fastest);
        }

        boolean asked() {
            return name.contains(ONLY);
        }

        Work learnt(SameSql sql) throws IOException {
            if (!asked()) {
                return this;
            }
            long order = pool.more(1);
            for (int time = 0; time < 2; time++) {
                ask.once(site.parts(), pool.more(1));
            }
            script = sql.of(
                    new SameSql.Target(order, pool.firstLine(order), pool.lines()),
                    () -> assertThat(ask.once(site.parts(), order).status()).isLessThan(300));
            return this;
        }

        private interface Side {
            LoadSite.Run run(long first, int orders) throws IOException;
        }

        private LoadSite.Run measured(int seconds, Side side) throws IOException {
            if (fixed > 0) {
                return side.run(first, fixed);
            }
            int orders = fastest * seconds;
            LoadSite.Run run = side.run(pool.more(orders), orders);
            double more = site.drained();
            assertThat(run.count()).as("orders made for " + name).isLessThan(orders);
            return run.until(more);
        }

        LoadSite.Run http(int seconds) throws IOException {
            return measured(seconds, (from, orders) -> site.http(ask, from, orders, seconds));
        }

        LoadSite.Run pgbench(int seconds) throws IOException {
            return measured(seconds, (from, orders) -> site.pgbench(script, pool, from, orders, seconds));
        }
    }

    private static LoadSite.Ask adding() {
        return new LoadSite.Ask("waiter", "POST", "/sale-orders/ORDER/items", json("{'items':[{'itemId':'71001'}]}"));
    }

    private static LoadSite.Ask sending() {
        return new LoadSite.Ask("waiter", "POST", "/sale-orders/ORDER/kitchen-tickets", "");
    }

    private static LoadSite.Ask checkout() {
        return new LoadSite.Ask("cashier", "POST", "/sale-orders/ORDER/checkout", json("{'finance':{'type':'CASH'}}"));
    }

    private static LoadSite.Ask paying(String total) {
        return new LoadSite.Ask(
                "",
                "POST",
                "/webhooks/payment",
                Webhooks.success("ORDER")
                        .transaction("t-ORDER")
                        .attempt("a-ORDER")
                        .amount(total)
                        .body());
    }

    private static LoadSite.Ask floor(LoadSite site, LoadSite.Pool carts) {
        Api manager = site.parts().as("manager");
        Floor floor = Floor.drawn(manager, 60);
        long seated = carts.more(40);
        for (int table = 0; table < 40; table++) {
            floor.seat(manager, table, Long.toString(seated + table)).expect(201);
        }
        return new LoadSite.Ask("host", "GET", "/allocation-layouts/" + floor.layout() + "/floor", "");
    }

    /** The display of a station at which twenty tickets wait. */
    private static LoadSite.Ask queue(LoadSite site, LoadSite.Pool carts) {
        long sent = carts.more(20);
        for (int order = 0; order < 20; order++) {
            sending().once(site.parts(), sent + order).expect(201);
        }
        String station = site.parts()
                .sql("select stationId from KitchenTicket where saleOrderId = " + sent)
                .getFirst();
        return new LoadSite.Ask("manager", "GET", "/kitchen-stations/" + station + "/queue", "");
    }

    private static LoadSite.Ask reading() {
        return new LoadSite.Ask("waiter", "GET", "/sale-orders/ORDER?include=items", "");
    }

    private static LoadSite.Ask listing(boolean counted) {
        return new LoadSite.Ask("waiter", "GET", "/sale-orders?limit=20", "", counted);
    }

    private static double median(List<LoadSite.Run> runs, ToDoubleFunction<LoadSite.Run> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void say(String format, Object... values) {
        System.out.println("load | " + String.format(Locale.ROOT, format, values));
    }

    /** An order that waits for its payment. */
    private static String checkedOut(LoadSite site, int lines) {
        String order = site.template(lines);
        site.parts().as("cashier").checkout(order).expect(200);
        return order;
    }

    private static String total(LoadSite site, String order) {
        return site.parts()
                .as("cashier")
                .get("/sale-orders/" + order)
                .expect(200)
                .at("/total");
    }

    private static void stations(LoadSite site) {
        for (String code : List.of("HOT", "COLD", "BAR")) {
            site.parts()
                    .as("manager")
                    .post("/kitchen-stations", json("{'code':'%s','name':'%s'}", code, code))
                    .expect(201);
        }
    }

    @Test
    void a_besideTheSameSql() throws Exception {
        try (LoadSite site = new LoadSite(folder)) {
            stations(site);
            String processing = checkedOut(site, 3);
            LoadSite.Pool carts = site.pool(site.template(3));
            LoadSite.Pool due = site.pool(processing);
            SameSql sql = new SameSql(site.parts());
            List<Work> works = List.of(
                    Work.inTurns("add-item, many orders", site, adding(), carts, FEW)
                            .learnt(sql),
                    Work.inTurns("add-item, one hot order", site, adding(), carts, 1)
                            .learnt(sql),
                    Work.once("send to kitchen", site, sending(), carts, FASTEST)
                            .learnt(sql),
                    Work.once("checkout", site, checkout(), carts, FASTEST).learnt(sql),
                    Work.once("payment webhook", site, paying(total(site, processing)), due, FASTEST)
                            .learnt(sql),
                    Work.inTurns("floor read, 60 tables", site, floor(site, carts), carts, FEW)
                            .learnt(sql));
            site.parts().sql("vacuum analyze");
            for (Work work : works.stream().filter(Work::asked).toList()) {
                work.http(WARM);
                site.settled();
                work.pgbench(1);
                compare(work);
            }
            if (!WHOLE_ORDER.contains(ONLY)) {
                return;
            }
            lives(site, WARM);
            site.drained();
            String script = sql.of(new SameSql.Target(0, 0, 0), () -> wholeOrder(site));
            compare(
                    "whole order of " + REQUESTS + " requests",
                    () -> pgbenchUntilSent(site, script, carts),
                    () -> lifeUntilSent(site).every(REQUESTS));
        }
    }

    private static LoadSite.Run pgbenchUntilSent(LoadSite site, String script, LoadSite.Pool any) throws IOException {
        LoadSite.Run run = site.pgbench(script, any, any.more(1), 1, SECONDS);
        return run.until(site.drained());
    }

    /** One order as {@link #LIFE} makes them; a key that is an id is another one each time pgbench says it. */
    private static void wholeOrder(LoadSite site) {
        AtomicLong key = new AtomicLong(KEYS);
        UnaryOperator<Api> keyed = api -> api.with("Idempotency-Key", "k-" + key.incrementAndGet());
        Api manager = site.parts().as("manager");
        String order = keyed.apply(manager)
                .post("/sale-orders", json("{'saleChannelId':'%s'}", Restaurant.CHANNEL))
                .expect(201)
                .at("/id");
        for (int item = 1; item <= 3; item++) {
            keyed.apply(manager)
                    .post("/sale-orders/" + order + "/items", json("{'items':[{'itemId':'7100%d'}]}", item))
                    .expect(200);
        }
        keyed.apply(manager)
                .post("/sale-orders/" + order + "/kitchen-tickets", "")
                .expect(201);
        String total = keyed.apply(manager)
                .post("/sale-orders/" + order + "/checkout", json("{'finance':{'type':'CASH'}}"))
                .expect(200)
                .at("/total");
        paying(total).once(site.parts(), Long.parseLong(order)).expect(200);
    }

    private static void compare(Work work) throws IOException {
        compare(work.name, () -> work.pgbench(SECONDS), () -> work.http(SECONDS));
    }

    /** In pairs, until their middle half lies close together or there are three times as many as were asked for. */
    private static void compare(String what, Round pgbench, Round http) throws IOException {
        List<LoadSite.Run> same = new ArrayList<>();
        List<LoadSite.Run> ours = new ArrayList<>();
        double[] ratios;
        do {
            same.add(pgbench.run());
            ours.add(http.run());
            ratios = IntStream.range(0, ours.size())
                    .mapToDouble(
                            pair -> ours.get(pair).perSecond() / same.get(pair).perSecond())
                    .sorted()
                    .toArray();
        } while (ratios.length < PAIRS || ratios.length < 3 * PAIRS && spread(ratios) > SMALL);
        int pairs = ratios.length;
        say(
                "same | %s | %.2f | %.2f | %.2f | %.2f | %.2f to %.2f | %d | %.0f | %.0f | %.1f | %.1f | %d and %d |",
                what,
                median(ours, run -> run.serviceCpu() * 1e3 / run.count()),
                median(ours, run -> run.databaseCpu() * 1e3 / run.count()),
                median(same, run -> run.databaseCpu() * 1e3 / run.count()),
                ratios[pairs / 2],
                ratios[0],
                ratios[pairs - 1],
                pairs,
                median(ours, LoadSite.Run::perSecond),
                median(same, LoadSite.Run::perSecond),
                median(ours, LoadSite.Run::p50),
                median(ours, LoadSite.Run::p99),
                ours.stream().filter(LoadSite.Run::boundByCpu).count(),
                same.stream().filter(LoadSite.Run::boundByCpu).count());
    }

    /** How far apart the middle half of them is, as a part of the median. */
    private static double spread(double[] sorted) {
        int pairs = sorted.length;
        return (sorted[pairs * 3 / 4] - sorted[pairs / 4]) / sorted[pairs / 2];
    }

    /** A till's whole day, again and again: open, three times an item, kitchen, checkout, paid. Every write has a key of its own. */
    private static final String LIFE = """
            local threads = 0
            function setup(thread) threads = threads + 1; thread:set("me", threads) end
            local step, order, total, key = 0, "", "", 0
            local function ask(method, path, body, signed)
              key = key + 1
              local headers = { ["Content-Type"] = "application/json" }
              if signed then
                headers["Authorization"] = "%2$s"
                headers["x-merchant-id"] = "%3$s"
                headers["x-device-info"] = "till-" .. me
                headers["Idempotency-Key"] = "%1$s-" .. me .. "-" .. key
              end
              return wrk.format(method, "%4$s" .. path, headers, body)
            end
            request = function()
              if step == 0 then return ask("POST", "/sale-orders", '{"saleChannelId":"%5$s"}', true) end
              if step <= 3 then return ask("POST", "/sale-orders/" .. order .. "/items", '{"items":[{"itemId":"7100' .. step .. '"}]}', true) end
              if step == 4 then return ask("POST", "/sale-orders/" .. order .. "/kitchen-tickets", "", true) end
              if step == 5 then return ask("POST", "/sale-orders/" .. order .. "/checkout", '{"finance":{"type":"CASH"}}', true) end
              return ask("POST", "/webhooks/payment", (('%6$s'):gsub("ORDER", order):gsub("TOTAL", total)), false)
            end
            response = function(status, headers, body)
              if step == 0 then order = body:match('"id":"(%%d+)"') end
              if step == 5 then total = body:match('"total":"(%%d+)') end
              step = (step + 1) %% 7
            end
            """;

    private static LoadSite.Run lives(LoadSite site, int seconds) throws IOException {
        String webhook = Webhooks.success("ORDER")
                .transaction("t-ORDER")
                .attempt("a-ORDER")
                .amount("TOTAL")
                .body();
        return site.wrk(
                LIFE.formatted(
                                UUID.randomUUID(),
                                site.bearer("manager"),
                                Restaurant.MERCHANT,
                                URI.create(site.parts().base()).getPath(),
                                Restaurant.CHANNEL,
                                webhook)
                        + LoadSite.DONE,
                LoadSite.CLIENTS,
                seconds);
    }

    @Test
    void b_aWholeOrder() throws Exception {
        try (LoadSite site = new LoadSite(folder)) {
            stations(site);
            lives(site, WARM);
            site.drained();
            site.parts().sql("checkpoint");
            String paid = "select count(*) from SaleOrder where status = 'COMPLETED'";
            String wal = "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";
            String size = "select pg_database_size(current_database())";
            double orders = figure(site, paid);
            double written = figure(site, wal);
            double stored = figure(site, size);
            Map<String, Double> tables = tables(site);
            double events = site.metric("sale_outbox_published_total");
            double allocated = site.metric("jvm_gc_memory_allocated_bytes_total");
            double serviceCpu = site.serviceCpu();
            double databaseCpu = site.databaseCpu();
            LoadSite.Run run = lives(site, 6 * SECONDS);
            double seconds = run.count() / run.perSecond() + site.drained();
            orders = (figure(site, paid) - orders) / 1e3;
            assertThat(orders).isPositive();
            say(
                    "life | %.0f | %.0f | %.2f | %.2f | %.0f | %.0f | %.1f | %.1f | %.0f | %.0f |",
                    orders * 1e3 / seconds,
                    run.perSecond(),
                    (site.serviceCpu() - serviceCpu) / orders,
                    (site.databaseCpu() - databaseCpu) / orders,
                    (site.metric("jvm_gc_memory_allocated_bytes_total") - allocated) / 1e6 / orders,
                    site.residentMegabytes(),
                    (figure(site, size) - stored) / 1e6 / orders,
                    (figure(site, wal) - written) / 1e6 / orders,
                    (site.metric("sale_outbox_published_total") - events) / orders,
                    run.p99());
            double thousands = orders;
            Map<String, Double> grown = tables(site);
            grown.replaceAll((table, now) -> (now - tables.getOrDefault(table, 0.0)) / 1e6 / thousands);
            grown.entrySet().stream()
                    .filter(table -> table.getValue() >= 0.05)
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .forEach(table -> say("stores | %s | %.1f |", table.getKey(), table.getValue()));
        }
    }

    /** Bytes of each table with its indexes and partitions. */
    private static Map<String, Double> tables(LoadSite site) {
        Map<String, Double> sizes = new LinkedHashMap<>();
        site.parts()
                .sql(
                        "select coalesce(p.relname, s.relname), sum(pg_total_relation_size(s.relid)) from pg_stat_user_tables s"
                                + " left join pg_inherits on inhrelid = s.relid left join pg_class p on p.oid = inhparent group by 1")
                .forEach(row -> sizes.put(row.split("\\|")[0], Double.valueOf(row.split("\\|")[1])));
        return sizes;
    }

    private static double figure(LoadSite site, String sql) {
        return Double.parseDouble(site.parts().sql(sql).getFirst());
    }

    /** The same request at several sizes, in turns, three rounds; told against the first. */
    private static void grows(String what, List<Work> sizes) throws IOException {
        List<List<LoadSite.Run>> runs = new ArrayList<>();
        for (Work work : sizes) {
            work.http(Math.max(1, WARM / 2 / sizes.size()));
            work.site.settled();
            runs.add(new ArrayList<>());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int size = 0; size < sizes.size(); size++) {
                runs.get(size).add(sizes.get(size).http(SECONDS));
            }
        }
        for (int size = 0; size < sizes.size(); size++) {
            double[] slower = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                slower[round] = runs.get(0).get(round).perSecond()
                        / runs.get(size).get(round).perSecond();
            }
            Arrays.sort(slower);
            say(
                    "grows | %s | %s | %.2f | %.1f | %.1f | %.2f | %.2f |",
                    what,
                    sizes.get(size).name,
                    slower[ROUNDS / 2],
                    median(runs.get(size), LoadSite.Run::p50),
                    median(runs.get(size), LoadSite.Run::p99),
                    median(runs.get(size), run -> run.serviceCpu() * 1e3 / run.count()),
                    median(runs.get(size), run -> run.databaseCpu() * 1e3 / run.count()));
        }
    }

    @Test
    void c_linesOfAnOrder() throws Exception {
        try (LoadSite site = new LoadSite(folder)) {
            List<Work> adding = new ArrayList<>();
            List<Work> checkouts = new ArrayList<>();
            for (int lines : List.of(10, 100, 1_000)) {
                LoadSite.Pool carts = site.pool(site.template(lines));
                adding.add(Work.inTurns(lines + " lines", site, adding(), carts, 200));
                checkouts.add(Work.once(lines + " lines", site, checkout(), carts, Math.min(FASTEST, 60_000 / lines)));
            }
            site.parts().sql("vacuum analyze");
            grows("add-item", adding);
            grows("checkout", checkouts);
        }
    }

    @Test
    void d_ordersOfATable() throws Exception {
        try (LoadSite few = new LoadSite(folder.resolve("few"));
                LoadSite many = new LoadSite(folder.resolve("many"))) {
            Map<String, List<Work>> all = new LinkedHashMap<>();
            for (LoadSite site : List.of(few, many)) {
                int orders = site == few ? FEW : MANY;
                String name = String.format(Locale.ROOT, "%,d orders", orders);
                String processing = checkedOut(site, 3);
                LoadSite.Pool carts = site.pool(site.template(3));
                LoadSite.Pool due = site.pool(processing);
                LoadSite.Ask pay = paying(total(site, processing));
                String paid = checkedOut(site, 3);
                pay.once(site.parts(), Long.parseLong(paid)).expect(200);
                site.pool(paid).more(orders);
                add(all, "add-item", Work.inTurns(name, site, adding(), carts, 1_000));
                add(all, "checkout", Work.once(name, site, checkout(), carts, FASTEST));
                add(all, "payment webhook", Work.once(name, site, pay, due, FASTEST));
                add(all, "floor read", Work.inTurns(name, site, floor(site, carts), carts, 1));
                add(all, "twenty orders", Work.inTurns(name, site, listing(false), carts, 1));
                add(all, "twenty orders, counted", Work.inTurns(name, site, listing(true), carts, 1));
                site.parts().sql("vacuum analyze");
            }
            for (Map.Entry<String, List<Work>> each : all.entrySet()) {
                grows(each.getKey(), each.getValue());
            }
        }
    }

    /** This build beside the one on the class path {@code load.other}, each with parts of its own, in alternated pairs. */
    @Test
    void e_besideAnotherBuild() throws Exception {
        try (LoadSite other = LoadSite.other(
                        folder.resolve("other"), Objects.requireNonNull(System.getProperty("load.other")));
                LoadSite ours = new LoadSite(folder.resolve("ours"))) {
            Map<String, List<Work>> all = new LinkedHashMap<>();
            for (LoadSite site : List.of(other, ours)) {
                stations(site);
                String processing = checkedOut(site, 3);
                LoadSite.Pool carts = site.pool(site.template(3));
                LoadSite.Pool due = site.pool(processing);
                LoadSite.Ask pay = paying(total(site, processing));
                add(all, "add-item, many orders", Work.inTurns("", site, adding(), carts, FEW));
                add(all, "add-item, one hot order", Work.inTurns("", site, adding(), carts, 1));
                add(all, "checkout", Work.once("", site, checkout(), carts, FASTEST));
                add(all, "payment webhook", Work.once("", site, pay, due, FASTEST));
                add(all, "floor read, 60 tables", Work.inTurns("", site, floor(site, carts), carts, 1));
                add(all, "kitchen queue read, 20 tickets", Work.inTurns("", site, queue(site, carts), carts, 1));
                add(all, "order read with its lines", Work.inTurns("", site, reading(), carts, FEW));
                site.parts().sql("vacuum analyze");
            }
            all.keySet().removeIf(what -> !what.contains(ONLY));
            for (Map.Entry<String, List<Work>> each : all.entrySet()) {
                List<Work> both = each.getValue();
                for (Work work : both) {
                    work.http(WARM);
                    work.site.settled();
                }
                builds(
                        each.getKey(),
                        () -> both.get(0).http(SECONDS),
                        () -> both.get(1).http(SECONDS));
            }
            if (WHOLE_ORDER.contains(ONLY)) {
                for (LoadSite site : List.of(other, ours)) {
                    lives(site, WARM);
                    site.drained();
                }
                builds(WHOLE_ORDER, () -> lifeUntilSent(other), () -> lifeUntilSent(ours));
            }
            say("memory | %.0f | %.0f |", other.residentMegabytes(), ours.residentMegabytes());
        }
    }

    /** From ready on, in steps: of an older build first, when one is named. */
    @Test
    void f_theFirstSeconds() throws Exception {
        Optional<String> other = Optional.ofNullable(System.getProperty("load.other"));
        if (other.isPresent()) {
            firstSeconds("older build", folder.resolve("other-first"), other.get());
        }
        firstSeconds("this build", folder.resolve("ours-first"), ServiceProcess.THIS_BUILD);
    }

    private static void firstSeconds(String what, Path folder, String classPath) throws IOException {
        try (LoadSite site = new LoadSite(folder, classPath)) {
            LoadSite.Pool carts = site.pool(site.template(3));
            Work adds = Work.inTurns("", site, adding(), carts, FEW);
            for (int from = 0; from < 30; from += 5) {
                LoadSite.Run run = adds.http(5);
                say(
                        "first | %s | %d to %d s | %.0f | %.1f | %.1f | %.2f | %.2f |",
                        what,
                        from,
                        from + 5,
                        run.perSecond(),
                        run.p50(),
                        run.p99(),
                        run.serviceCpu() * 1e3 / run.count(),
                        run.databaseCpu() * 1e3 / run.count());
            }
        }
    }

    private static LoadSite.Run lifeUntilSent(LoadSite site) throws IOException {
        LoadSite.Run run = lives(site, SECONDS);
        return run.until(site.drained());
    }

    private interface Round {
        LoadSite.Run run() throws IOException;
    }

    private static void builds(String what, Round other, Round ours) throws IOException {
        List<LoadSite.Run> before = new ArrayList<>();
        List<LoadSite.Run> after = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            if (pair % 2 == 0) {
                before.add(other.run());
                after.add(ours.run());
            } else {
                after.add(ours.run());
                before.add(other.run());
            }
        }
        say(
                "builds | %s | %s | %s | %s | %s | %s | %.1f | %.1f |",
                what,
                ratio(before, after, run -> (run.serviceCpu() + run.databaseCpu()) / run.count()),
                ratio(before, after, run -> run.serviceCpu() / run.count()),
                ratio(before, after, run -> run.databaseCpu() / run.count()),
                ratio(before, after, run -> run.wal() / run.count()),
                ratio(before, after, LoadSite.Run::perSecond),
                median(before, LoadSite.Run::p99),
                median(after, LoadSite.Run::p99));
    }

    /** Of the second to the first: the median of the pairs, the least and the most. */
    private static String ratio(
            List<LoadSite.Run> before, List<LoadSite.Run> after, ToDoubleFunction<LoadSite.Run> figure) {
        double[] ratios = IntStream.range(0, PAIRS)
                .mapToDouble(pair -> figure.applyAsDouble(after.get(pair)) / figure.applyAsDouble(before.get(pair)))
                .sorted()
                .toArray();
        return String.format(Locale.ROOT, "%.2f | %.2f to %.2f", ratios[PAIRS / 2], ratios[0], ratios[PAIRS - 1]);
    }

    private static void add(Map<String, List<Work>> all, String what, Work work) {
        all.computeIfAbsent(what, any -> new ArrayList<>()).add(work);
    }
}
