package nx.sale.bench;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.dev.Restaurant;
import nx.sale.drill.DrillSite;
import nx.sale.kit.Api;
import nx.sale.kit.ServiceProcess;

/**
 * A service as it runs in production, alone in its process, with eight clients at it: wrk over HTTP, or pgbench at the database. Orders
 * come out of pools, copied row by row from one that was made over HTTP.
 */
final class LoadSite implements AutoCloseable {
    static final int CLIENTS = 8;
    /** As the image starts it, with the memory that the platform's table gives; {@code load.options} tries others. */
    private static final List<String> AS_IN_PRODUCTION = List.of(
            System.getProperty("load.options", "-XX:+UseSerialGC -Xmx1228m").split(" "));

    private static final long POOL_SIZE = 1_000_000_000_000L;
    private static final long BATCH = 50_000;

    /**
     * A request; {@code ORDER} in path and body stands for the order it is about.
     *
     * @param role who asks; nobody when empty
     * @param counted whether a list shall say how many there are in all
     */
    record Ask(String role, String method, String path, String body, boolean counted) {
        Ask(String role, String method, String path, String body) {
            this(role, method, path, body, true);
        }

        Api.Reply once(DrillSite parts, long order) {
            Api api = role.isEmpty() ? parts.as("manager").with("Authorization", "") : parts.as(role);
            return api.call(
                    method, path.replace("ORDER", Long.toString(order)), body.replace("ORDER", Long.toString(order)));
        }
    }

    /**
     * What one round of load came to.
     *
     * @param count requests or transactions
     * @param perSecond of them
     * @param p50 milliseconds
     * @param p99 milliseconds
     * @param serviceCpu seconds of the service's process
     * @param databaseCpu seconds of PostgreSQL's processes
     * @param wal bytes that PostgreSQL wrote ahead
     * @param busy which part of the machine's processors worked: below {@value #BUSY} the round waited for commits to reach the disk
     */
    record Run(
            long count,
            double perSecond,
            double p50,
            double p99,
            double serviceCpu,
            double databaseCpu,
            double wal,
            double busy) {
        /** The same with what it left to be sent counted in: until that has gone it is not done. */
        Run until(double secondsMore) {
            return new Run(
                    count, count / (count / perSecond + secondsMore), p50, p99, serviceCpu, databaseCpu, wal, busy);
        }

        /** So many requests are one: an order's, say. */
        Run every(int requests) {
            return new Run(count / requests, perSecond / requests, p50, p99, serviceCpu, databaseCpu, wal, busy);
        }

        boolean boundByCpu() {
            return busy >= BUSY;
        }
    }

    private static final double BUSY = 0.9;

    /** The machine's processors since it started: ticks in all, and those in which one had nothing to do. */
    private record Processors(long ticks, long idle) {
        static Processors now() throws IOException {
            long[] ticks = Arrays.stream(Files.readAllLines(Path.of("/proc/stat"))
                            .getFirst()
                            .replaceFirst("^cpu +", "")
                            .split(" "))
                    .limit(8)
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Processors(Arrays.stream(ticks).sum(), ticks[3] + ticks[4]);
        }

        double busySince(Processors then) {
            return 1 - (double) (idle - then.idle) / (ticks - then.ticks);
        }
    }

    /** Orders that are alike, and their lines; more are made when they are needed. */
    final class Pool {
        private final String template;
        private final int lines;
        private final long firstOrder = POOL_SIZE * pools.incrementAndGet();
        private long made;

        private Pool(String template) {
            this.template = template;
            lines = Integer.parseInt(parts.sql(
                            "select count(*) from SaleOrderItem where deletedAt is null and saleOrderId = " + template)
                    .getFirst());
        }

        int lines() {
            return lines;
        }

        long firstLine(long order) {
            return firstOrder + POOL_SIZE / 2 + (order - firstOrder) * lines;
        }

        /** Makes so many more; the first of them. */
        long more(int count) {
            long from = firstOrder + made;
            made += count;
            for (long at = from; at < firstOrder + made; at += BATCH) {
                copy(at, Math.min(BATCH, firstOrder + made - at));
            }
            return from;
        }

        private void copy(long from, long count) {
            Map<String, String> order = columns("SaleOrder");
            order.put("id", from + " + n");
            order.put("ordernumber", "'b' || " + from + " + n");
            order.put("slug", "'b' || " + from + " + n");
            parts.sql("""
                    insert into "SaleOrder" (%s)
                    select %s from "SaleOrder" cross join generate_series(0, %d) n where id = %s
                    """.formatted(
                            String.join(", ", order.keySet()), String.join(", ", order.values()), count - 1, template));
            Map<String, String> line = columns("SaleOrderItem");
            line.put("id", "%d + n * %d + place - 1".formatted(firstLine(from), lines));
            line.put("saleorderid", from + " + n");
            parts.sql("""
                    insert into "SaleOrderItem" (%s)
                    select %s
                      from (select *, row_number() over (order by id) as place
                              from "SaleOrderItem" where saleOrderId = %s and deletedAt is null) i
                     cross join generate_series(0, %d) n
                    """.formatted(
                            String.join(", ", line.keySet()), String.join(", ", line.values()), template, count - 1));
        }
    }

    private final DrillSite parts;
    private final Path folder;
    private final AtomicLong pools = new AtomicLong();
    private final AtomicLong runs = new AtomicLong();

    LoadSite(Path folder) throws IOException {
        this(folder, ServiceProcess.THIS_BUILD);
    }

    /** With a service of the build on this class path. */
    LoadSite(Path folder, String classPath) throws IOException {
        this(folder, classPath, AS_IN_PRODUCTION);
    }

    /** The other of two that are compared: {@code load.other.options} gives it options of its own. */
    static LoadSite other(Path folder, String classPath) throws IOException {
        String options = System.getProperty("load.other.options", "");
        return new LoadSite(folder, classPath, options.isEmpty() ? AS_IN_PRODUCTION : List.of(options.split(" ")));
    }

    private LoadSite(Path folder, String classPath, List<String> options) throws IOException {
        this.folder = Files.createDirectories(folder);
        parts = DrillSite.apart(folder, options, classPath);
    }

    DrillSite parts() {
        return parts;
    }

    /** Every column that can be written, copied as it is. */
    private Map<String, String> columns(String table) {
        Map<String, String> columns = new LinkedHashMap<>();
        parts.sql(
                        "select column_name from information_schema.columns where table_schema = 'sale' and is_generated = 'NEVER'"
                                + " and table_name = '" + table + "'")
                .forEach(column -> columns.put(column, column));
        return columns;
    }

    /** Orders like this one. */
    Pool pool(String template) {
        return new Pool(template);
    }

    /** An open order with so many lines, each for a seat of its own. */
    String template(int lines) {
        Api api = parts.as("manager");
        String order = api.open(PHO.x(1));
        StringBuilder items = new StringBuilder();
        for (int seat = 1; seat < lines; seat++) {
            items.append(items.isEmpty() ? "" : ",").append(json("{'itemId':'7100%d','seat':%d}", 1 + seat % 8, seat));
            if (seat % 100 == 99 || seat == lines - 1) {
                api.post("/sale-orders/" + order + "/items", json("{'items':[%s]}", items))
                        .expect(200);
                items.setLength(0);
            }
        }
        return order;
    }

    /** Eight clients over HTTP for so many seconds, at the orders from the first on, and from the start again after the last. */
    Run http(Ask ask, long first, int orders, int seconds) throws IOException {
        String base = parts.base();
        String lua = """
                local n = 0
                %4$s
                wrk.headers["x-merchant-id"] = "%5$s"
                wrk.headers["x-device-info"] = "%6$s"
                wrk.headers["x-request-count"] = "%10$s"
                wrk.headers["Content-Type"] = "application/json"
                local path, body = '%7$s', '%8$s'
                request = function()
                  local order = string.format("%%d", %1$d + n %% %2$d)
                  n = n + 1
                  return wrk.format("%3$s", (path:gsub("ORDER", order)), nil, (body:gsub("ORDER", order)))
                end
                %9$s
                """.formatted(
                        first,
                        orders,
                        ask.method(),
                        ask.role().isEmpty() ? "" : json("wrk.headers['Authorization'] = '%s'", bearer(ask.role())),
                        Restaurant.MERCHANT,
                        Restaurant.DEVICE,
                        URI.create(base).getPath() + ask.path(),
                        ask.body(),
                        DONE,
                        ask.counted());
        return wrk(lua, 1, seconds);
    }

    String bearer(String role) {
        return "Bearer " + parts.sisters().identity().token(role, Restaurant.MERCHANT);
    }

    /** Tells the result as {@link #wrk} reads it. */
    static final String DONE = """
            done = function(summary, latency, requests)
              local e = summary.errors
              io.write(string.format("RESULT %d %d %d %.0f %.0f\\n", summary.requests, summary.duration,
                e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
            end
            """;

    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    /** Runs this script on so many threads. */
    Run wrk(String lua, int threads, int seconds) throws IOException {
        Path script = Files.writeString(folder.resolve("wrk.lua"), lua);
        double service = serviceCpu();
        double database = databaseCpu();
        double wal = wal();
        Processors processors = Processors.now();
        String said = command(List.of(
                "wrk",
                "-t" + threads,
                "-c" + CLIENTS,
                "-d" + seconds + "s",
                "--latency",
                "-s",
                script.toString(),
                parts.base()));
        double busy = Processors.now().busySince(processors);
        Matcher result = RESULT.matcher(said);
        if (!result.find() || !result.group(3).equals("0")) {
            throw new AssertionError("not all was answered well: " + said);
        }
        long count = Long.parseLong(result.group(1));
        return new Run(
                count,
                count * 1e6 / Long.parseLong(result.group(2)),
                Long.parseLong(result.group(4)) / 1e3,
                Long.parseLong(result.group(5)) / 1e3,
                serviceCpu() - service,
                databaseCpu() - database,
                wal() - wal,
                busy);
    }

    private static final Pattern TPS = Pattern.compile("tps = ([\\d.]+)");
    private static final Pattern DONE_COUNT = Pattern.compile("transactions actually processed: (\\d+)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([\\d.]+)");

    /** Eight clients of pgbench for so many seconds, each at orders of its own, or all at the only one. */
    Run pgbench(String script, Pool pool, long first, int orders, int seconds) throws IOException {
        Path file = Files.writeString(folder.resolve("pgbench.sql"), script);
        int slice = Math.max(1, orders / CLIENTS);
        Map<String, Long> variables = Map.of(
                "bench_from",
                first,
                "bench_stride",
                orders == 1 ? 0L : slice,
                "bench_slice",
                (long) slice,
                "bench_lines",
                pool.firstLine(first),
                "bench_perorder",
                (long) pool.lines(),
                "bench_ids",
                300_000_000_000_000_000L + runs.incrementAndGet() * 100_000_000_000L,
                "bench_turn",
                0L);
        List<String> command = new ArrayList<>(List.of(
                "pgbench", "-n", "-M", "prepared", "-c", "" + CLIENTS, "-j", "1", "-T", "" + seconds, "-f", "" + file));
        variables.forEach((name, value) -> command.addAll(List.of("-D", name + "=" + value)));
        command.add(parts.postgresUrl().replaceFirst("^jdbc:", "") + "&options=-csearch_path%3Dsale,allocation,public");
        double service = serviceCpu();
        double database = databaseCpu();
        double wal = wal();
        Processors processors = Processors.now();
        String said = command(command);
        double busy = Processors.now().busySince(processors);
        Matcher tps = TPS.matcher(said);
        Matcher count = DONE_COUNT.matcher(said);
        Matcher latency = LATENCY.matcher(said);
        if (!tps.find() || !count.find() || !latency.find()) {
            throw new AssertionError(said);
        }
        double average = Double.parseDouble(latency.group(1));
        return new Run(
                Long.parseLong(count.group(1)),
                Double.parseDouble(tps.group(1)),
                average,
                average,
                serviceCpu() - service,
                databaseCpu() - database,
                wal() - wal,
                busy);
    }

    private String command(List<String> words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(words.getFirst() + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return said;
    }

    double serviceCpu() {
        return cpu(parts.service());
    }

    /** Of those that live and of those that have ended. */
    double databaseCpu() throws IOException {
        List<ProcessHandle> all = parts.postgresProcesses();
        String[] postmaster = Files.readString(Path.of("/proc/" + all.getLast().pid() + "/stat"))
                .replaceFirst("^.*\\) ", "")
                .split(" ");
        double ended = (Long.parseLong(postmaster[13]) + Long.parseLong(postmaster[14])) / 100.0;
        return ended + all.stream().mapToDouble(LoadSite::cpu).sum();
    }

    private double wal() {
        return Double.parseDouble(
                parts.sql("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')").getFirst());
    }

    private static double cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** What the service's process has in memory now. */
    double residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + parts.service().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1e3)
                .sum();
    }

    /** A figure of the service's metrics, all its series together. */
    double metric(String name) throws IOException, InterruptedException {
        String all = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(parts.base() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return all.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /**
     * As after its first minutes: plans made while a table had a handful of rows are made anew. PostgreSQL does so by itself once a minute,
     * which may fall before a measurement or after it.
     */
    void settled() {
        parts.sql("analyze");
    }

    /** Waits until every event is sent; how many seconds that took. */
    double drained() {
        long start = System.nanoTime();
        while (!parts.sql("select 1 from Outbox where status = 'PENDING' limit 1")
                .isEmpty()) {
            DrillSite.pause(Duration.ofMillis(20));
        }
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }
}
