package nx.sale.bench;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nx.sale.dev.Restaurant;
import nx.sale.drill.DrillSite;
import nx.sale.kit.Api;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one request of a dinner makes PostgreSQL write, counted in its write-ahead log until the request's messages are sent: statements, rows,
 * index entries and octets. Pages that are logged whole, once after each checkpoint, are left out: how many there are depends on the load. Not part of the
 * test suite: {@code ops/bench/writes.sh} runs it.
 */
class WritesBench {
    private static final int DINNERS = Integer.getInteger("writes.dinners", 20);

    /** Before the first statement of a session is prepared for good. */
    private static final int WARM = 12;

    private static final Pattern STATEMENT =
            Pattern.compile("(?m)^@@@nx-seller-sale@LOG: {2}(?:execute [^:]*|statement): *(\\S.*)?$");

    /** Of what is written to a table and its indexes: what it is called here, and whether it is a row or an entry. */
    private static final String BLOCKS = """
            from (select case when resource_manager = 'Heap' and record_type like 'INSERT%%' or record_type like 'MULTI_INSERT%%' then 'inserted'
                              when record_type like 'HOT_UPDATE%%' then 'kept'
                              when resource_manager = 'Heap' and record_type like 'UPDATE%%' then 'moved'
                              when resource_manager = 'Heap' and record_type like 'DELETE%%' then 'deleted'
                              when resource_manager = 'Heap' and record_type like 'LOCK%%' then 'locked'
                              when resource_manager = 'Btree' and record_type like 'INSERT%%' then 'entry'
                              else 'other' end as what,
                         record_length - block_fpi_length as octets, c.relkind, c.relname as index,
                         coalesce(root.relname, t.relname, toasted.relname, c.relname) as name
                    from pg_get_wal_block_info('%1$s', '%2$s') b
                    join pg_class c on pg_relation_filenode(c.oid) = b.relfilenode
                    left join pg_index i on i.indexrelid = c.oid
                    left join pg_class toasted on toasted.reltoastrelid = coalesce(i.indrelid, c.oid)
                    left join pg_class t on t.oid = i.indrelid
                    left join pg_inherits h on h.inhrelid = coalesce(i.indrelid, c.oid)
                    left join pg_class root on root.oid = h.inhparent
                   where block_id = 0 and c.relnamespace in ('sale'::regnamespace, 'allocation'::regnamespace, 'pg_toast'::regnamespace)) w
             where name <> 'SnowflakeSlot' and name not like 'pg\\_%%'
            """;

    @TempDir
    Path folder;

    private interface Deed {
        String of(String order);
    }

    /** Where the log of PostgreSQL and its write-ahead log were. */
    private record Mark(String position, long log) {}

    private final Map<String, List<Long>> requests = new LinkedHashMap<>();

    @Test
    void whatADinnerWrites() throws IOException {
        try (LoadSite site = new LoadSite(folder, System.getProperty("load.other", ServiceProcess.THIS_BUILD))) {
            DrillSite parts = site.parts();
            for (String station : List.of("HOT", "COLD", "BAR")) {
                parts.as("manager")
                        .post("/kitchen-stations", json("{'code':'%s','name':'%s'}", station, station))
                        .expect(201);
            }
            parts.sql("create extension pg_walinspect");
            parts.sql("alter system set log_line_prefix = '@@@%a@'");
            parts.sql("alter system set log_statement = 'all'");
            parts.sql("select pg_reload_conf()");
            for (int dinner = 0; dinner < WARM; dinner++) {
                dinner(site, Set.of(), false);
            }
            site.drained();
            parts.sql("checkpoint");
            long quiet = Files.size(parts.postgresLog());
            DrillSite.pause(Duration.ofSeconds(12));
            Set<String> idle = new TreeSet<>(statements(parts, quiet));
            Mark all = mark(parts);
            for (int dinner = 0; dinner < DINNERS; dinner++) {
                dinner(site, idle, true);
            }
            say(all, parts);
        }
    }

    private void dinner(LoadSite site, Set<String> idle, boolean counted) throws IOException {
        DrillSite parts = site.parts();
        String order = step(
                site,
                "open",
                idle,
                counted,
                any -> waiter(parts, "", json("{'saleChannelId':'%s'}", Restaurant.CHANNEL)),
                "");
        for (String item : List.of("71001", "71002", "71003")) {
            step(
                    site,
                    "add an item",
                    idle,
                    counted,
                    of -> waiter(parts, of + "/items", json("{'items':[{'itemId':'%s'}]}", item)),
                    order);
        }
        step(site, "send to the kitchen", idle, counted, of -> waiter(parts, of + "/kitchen-tickets", ""), order);
        String due = step(
                site,
                "check out",
                idle,
                counted,
                of -> waiter(parts, of + "/checkout", json("{'finance':{'type':'CASH'}}")),
                order);
        String total =
                parts.as("manager").get("/sale-orders/" + due).expect(200).at("/total");
        String webhook = Webhooks.success(order)
                .transaction("t-" + order)
                .attempt("a-" + order)
                .amount(total)
                .body();
        step(
                site,
                "payment webhook",
                idle,
                counted,
                of -> {
                    parts.as("manager")
                            .with("Authorization", "")
                            .post("/webhooks/payment", webhook)
                            .expect(200);
                    return of;
                },
                order);
    }

    /** Writes with a key, as tills do; the order it is about. */
    private static String waiter(DrillSite parts, String path, String body) {
        Api.Reply reply = parts.as("manager")
                .key(UUID.randomUUID().toString())
                .post("/sale-orders" + (path.isEmpty() ? "" : "/" + path), body);
        assertThat(reply.status()).as(reply.text()).isBetween(200, 201);
        return path.isEmpty() ? reply.at("/id") : path.substring(0, path.indexOf('/'));
    }

    private String step(LoadSite site, String name, Set<String> idle, boolean counted, Deed deed, String order)
            throws IOException {
        DrillSite parts = site.parts();
        Mark from = mark(parts);
        String of = deed.of(order);
        if (counted) {
            site.drained();
            long statements = statements(parts, from.log()).stream()
                    .filter(said -> !idle.contains(said))
                    .count();
            List<Long> written = parts
                    .sql(
                            "select count(*) filter (where what = 'inserted' and relkind = 'r'), count(*) filter (where what = 'moved'),"
                                    + " count(*) filter (where what = 'kept'), count(*) filter (where what = 'deleted'),"
                                    + " count(*) filter (where what = 'locked'), count(*) filter (where what = 'entry'),"
                                    + " coalesce(sum(octets), 0) "
                                    + BLOCKS.formatted(
                                            from.position(), mark(parts).position()))
                    .stream()
                    .flatMap(row -> Pattern.compile("\\|").splitAsStream(row))
                    .map(Long::valueOf)
                    .toList();
            List<Long> before = requests.getOrDefault(name, List.of());
            List<Long> sum = new ArrayList<>();
            sum.add((before.isEmpty() ? 0 : before.getFirst()) + 1);
            sum.add((before.isEmpty() ? 0 : before.get(1)) + statements);
            for (int figure = 0; figure < written.size(); figure++) {
                sum.add((before.isEmpty() ? 0 : before.get(figure + 2)) + written.get(figure));
            }
            requests.put(name, sum);
        }
        return of;
    }

    private static Mark mark(DrillSite parts) throws IOException {
        return new Mark(parts.sql("select pg_current_wal_insert_lsn()").getFirst(), Files.size(parts.postgresLog()));
    }

    /** First lines of what the service said since then; where a transaction begins and ends is no statement. */
    private static List<String> statements(DrillSite parts, long since) throws IOException {
        byte[] all = Files.readAllBytes(parts.postgresLog());
        return STATEMENT
                .matcher(new String(all, (int) since, all.length - (int) since))
                .results()
                .map(said -> said.group(1) == null ? "" : said.group(1).strip())
                .filter(said -> !said.isEmpty() && !said.equalsIgnoreCase("begin") && !said.equalsIgnoreCase("commit"))
                .toList();
    }

    private void say(Mark from, DrillSite parts) throws IOException {
        requests.forEach((name, sums) -> System.out.println("writes request | " + name + " | "
                + sums.stream()
                        .skip(1)
                        .map(sum -> String.format(Locale.ROOT, "%.1f", (double) sum / sums.getFirst()))
                        .collect(Collectors.joining(" | "))
                + " |"));
        String all = BLOCKS.formatted(from.position(), mark(parts).position());
        Map<String, String> indexes = new TreeMap<>();
        parts.sql("select name, index, count(*) " + all + " and what = 'entry' group by 1, 2 order by 1, 3 desc, 2")
                .forEach(row -> {
                    String[] parted = row.split("\\|");
                    indexes.merge(
                            parted[0],
                            String.format(Locale.ROOT, "%s %.1f", parted[1], Double.parseDouble(parted[2]) / DINNERS),
                            (one, other) -> one + ", " + other);
                });
        parts.sql(
                        "select name, count(*) filter (where what = 'inserted' and relkind = 'r'), count(*) filter (where what = 'moved'),"
                                + " count(*) filter (where what = 'kept'), count(*) filter (where what = 'deleted'),"
                                + " count(*) filter (where what = 'locked'), count(*) filter (where what = 'entry'), sum(octets) "
                                + all + " group by name order by sum(octets) desc")
                .forEach(row -> {
                    List<String> parted = List.of(row.split("\\|"));
                    System.out.println("writes table | " + parted.getFirst() + " | "
                            + parted.stream()
                                    .skip(1)
                                    .map(sum -> String.format(Locale.ROOT, "%.1f", Double.parseDouble(sum) / DINNERS))
                                    .collect(Collectors.joining(" | "))
                            + " | " + indexes.getOrDefault(parted.getFirst(), "") + " |");
                });
        parts.sql(
                        "select resource_manager || ' ' || record_type, count(*), sum(record_length - fpi_length) from pg_get_wal_records_info('"
                                + from.position() + "', '" + mark(parts).position()
                                + "') group by 1 order by 3 desc limit 16")
                .forEach(row -> System.out.println("writes kind | " + row.replace("|", " | ") + " |"));
        parts.sql(
                        "select coalesce(sum(record_length - fpi_length), 0), coalesce(sum(fpi_length), 0) from pg_get_wal_records_info('"
                                + from.position() + "', '" + mark(parts).position() + "')")
                .forEach(row -> System.out.println("writes all | " + row.replace("|", " | ") + " | " + DINNERS + " |"));
        assertThat(requests).containsKeys("check out", "payment webhook");
    }
}
