package nx.sale.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.drill.DrillSite;
import nx.sale.kit.Stack;

/**
 * What the service says to PostgreSQL for one request, read from PostgreSQL's own log and written down for pgbench: the same statements
 * with the same values, each a round trip of its own, and ids that count up instead of the ones that were seen.
 *
 * <p>A script wants these variables: {@code bench_from}, where the orders of this run begin; {@code bench_slice}, how many a client has
 * (with {@code bench_stride} 0 all have the same); {@code bench_lines}, where their lines begin, and {@code bench_perorder}, how many an order has; {@code bench_ids}, where new ids
 * begin; {@code bench_turn}, 0.
 */
final class SameSql {
    private static final Pattern ENTRY =
            Pattern.compile("@@(\\d+)@nx-seller-sale@(LOG|DETAIL): {2}(.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER =
            Pattern.compile("\\$(\\d+) = (NULL|'(?:[^']++|'')*+')(?:, |$)", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("\\b\\d{13,19}\\b");
    private static final Pattern REVISION = Pattern.compile("case when revision = \\$(\\d+) then \\$(\\d+) ");
    private static final Pattern INSERT = Pattern.compile("""
            ^insert into "(\\w+)"\\s+\\(([^)]*)\\)\\s+values\\b""");
    private static final Pattern ROW = Pattern.compile("\\(([^)]*)\\)");
    /** What may be there once only and is no id. */
    private static final Map<String, String> OWN = Map.of(
            "SaleOrder.orderNumber", "('u' || :bench_new)",
            "SaleOrder.slug", "('u' || :bench_new)",
            "KitchenTicket.number", "((cast(:bench_new as bigint) / " + SameSql.IDS + " * 8 + ROW) % 2000000011)");

    private static final String RELAY = Stack.quoted("from Outbox o");
    /** New ids of one round stay below this. */
    private static final int IDS = 64;

    private record Statement(String text, Map<Integer, String> values) {
        boolean is(String word) {
            return text.strip().equalsIgnoreCase(word);
        }
    }

    /** Statements of one transaction, or a single one. */
    private record Unit(List<Statement> statements) {
        boolean oneOf(Set<String> texts) {
            return statements.stream().anyMatch(statement -> texts.contains(statement.text()));
        }
    }

    /** The order a request is about: where it and its lines are in the pool. */
    record Target(long order, long firstLine, int lines) {}

    private final DrillSite site;
    private Set<String> background = Set.of();

    /** Lets PostgreSQL log, and learns what the service says when nobody asks it anything. */
    SameSql(DrillSite site) throws IOException {
        this.site = site;
        site.sql("alter system set log_line_prefix = '@@%p@%a@'");
        long begin = logging(true);
        DrillSite.pause(Duration.ofSeconds(12));
        Set<String> idle = new HashSet<>();
        units(begin)
                .forEach(unit -> unit.statements().stream()
                        .map(Statement::text)
                        .filter(text -> !text.equalsIgnoreCase("begin") && !text.equals("commit"))
                        .forEach(idle::add));
        background = idle;
        logging(false);
    }

    private long logging(boolean on) throws IOException {
        site.sql("alter system set log_statement = '" + (on ? "all" : "none") + "'");
        site.sql("select pg_reload_conf()");
        DrillSite.pause(Duration.ofMillis(500));
        return Files.size(site.postgresLog());
    }

    /** The script of what this request says. */
    String of(Target target, Runnable request) throws IOException {
        long newest = Long.parseLong(site.sql("select max(id) from AuditEntry").getFirst());
        long begin = logging(true);
        request.run();
        List<Unit> units = units(begin);
        logging(false);
        Map<String, String> names = new LinkedHashMap<>();
        names.put(Long.toString(target.order()), "bench_order");
        for (int line = 0; line < target.lines(); line++) {
            names.put(Long.toString(target.firstLine() + line), "bench_line" + line);
        }
        int known = names.size();
        List<String> body = new ArrayList<>();
        for (Unit unit : units) {
            for (Statement statement : unit.statements()) {
                body.add(written(statement, names, newest));
            }
        }
        if (body.isEmpty() || names.size() - known >= IDS) {
            throw new IllegalStateException(body.size() + " statements, " + names.size() + " ids: " + units);
        }
        List<String> script = new ArrayList<>(List.of(
                "\\set bench_turn :bench_turn + 1",
                "\\set bench_order :bench_from + :client_id * :bench_stride + (:bench_turn % :bench_slice)",
                "\\set bench_new :bench_ids + (:client_id * 10000000 + :bench_turn) * " + IDS));
        int fresh = 0;
        for (String name : names.values()) {
            if (name.startsWith("bench_line")) {
                script.add("\\set " + name + " :bench_lines + (:bench_order - :bench_from) * :bench_perorder + "
                        + name.substring("bench_line".length()));
            } else if (name.startsWith("bench_new")) {
                fresh++;
                script.add("\\set " + name + " :bench_new + " + fresh);
            }
        }
        script.addAll(body);
        return String.join("\n", script) + "\n";
    }

    private List<Unit> units(long begin) throws IOException {
        byte[] all = Files.readAllBytes(site.postgresLog());
        String text = new String(all, (int) begin, all.length - (int) begin, StandardCharsets.UTF_8);
        Map<String, List<Statement>> open = new HashMap<>();
        Map<String, Statement> last = new HashMap<>();
        Set<String> relays = new HashSet<>();
        List<Map.Entry<String, List<Statement>>> units = new ArrayList<>();
        for (String raw : text.split("\n(?=@@)")) {
            Matcher entry = ENTRY.matcher(raw.strip());
            if (!entry.matches()) {
                continue;
            }
            String pid = entry.group(1);
            if (entry.group(2).equals("DETAIL")) {
                Matcher value = PARAMETER.matcher(entry.group(3));
                while (value.find()) {
                    last.get(pid).values().put(Integer.parseInt(value.group(1)), value.group(2));
                }
                continue;
            }
            String said = entry.group(3)
                    .replaceFirst("^(statement|execute [^:]*): ?", "")
                    .replace("\n\t", "\n")
                    .strip();
            if (said.isEmpty()) {
                continue;
            }
            if (said.contains(RELAY)) {
                relays.add(pid);
            }
            Statement statement = new Statement(said, new HashMap<>());
            last.put(pid, statement);
            if (open.containsKey(pid)) {
                open.get(pid).add(statement);
                if (statement.is("commit") || statement.is("rollback")) {
                    open.remove(pid);
                }
            } else {
                List<Statement> unit = new ArrayList<>(List.of(statement));
                units.add(Map.entry(pid, unit));
                if (statement.is("begin")) {
                    open.put(pid, unit);
                }
            }
        }
        return units.stream()
                .filter(unit -> !relays.contains(unit.getKey()))
                .map(unit -> new Unit(unit.getValue()))
                .filter(unit -> !unit.oneOf(background))
                .toList();
    }

    /** The revision is the one that was just read under the lock: a stale one would be refused. */
    private static String written(Statement statement, Map<String, String> names, long newest) {
        Map<Integer, String> values = new HashMap<>();
        statement.values().forEach((number, value) -> values.put(number, literal(value, names, newest)));
        Matcher insert = INSERT.matcher(statement.text());
        if (insert.find()) {
            own(insert.group(1), insert.group(2).split(","), statement.text().substring(insert.end()), values);
        }
        Matcher revision = REVISION.matcher(statement.text());
        if (revision.find()) {
            values.put(Integer.parseInt(revision.group(1)), ":revision");
            values.put(Integer.parseInt(revision.group(2)), ":revision + 1");
        }
        String text = Pattern.compile("\\$(\\d+)")
                .matcher(statement.text())
                .replaceAll(found -> Matcher.quoteReplacement(values.get(Integer.parseInt(found.group(1)))));
        boolean lock = statement.text().contains(Stack.quoted("from SaleOrder"))
                && statement.text().endsWith("for update");
        return text + (lock ? " \\gset" : ";");
    }

    /** Puts into each row of an insert what may be there once only. */
    private static void own(String table, String[] columns, String rows, Map<Integer, String> values) {
        Matcher row = ROW.matcher(rows);
        for (int number = 0; row.find(); number++) {
            String[] parameters = row.group(1).split(",");
            for (int at = 0; at < columns.length; at++) {
                String own = OWN.get(table + "." + columns[at].strip());
                if (own != null && at < parameters.length) { // what stands in other brackets is no row
                    values.put(
                            Integer.parseInt(parameters[at].strip().substring(1)),
                            own.replace("ROW", Integer.toString(number)));
                }
            }
        }
    }

    /** Ids of the order, and those that were not there before, become variables. */
    private static String literal(String logged, Map<String, String> names, long newest) {
        if (logged.equals("NULL")) {
            return "null";
        }
        String value = logged.substring(1, logged.length() - 1);
        Matcher id = ID.matcher(value);
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (id.find()) {
            if (!names.containsKey(id.group()) && Long.parseLong(id.group()) <= newest) {
                continue;
            }
            if (id.start() > from) {
                pieces.add(quoted(value.substring(from, id.start())));
            }
            String name = names.computeIfAbsent(id.group(), any -> "bench_new" + names.size());
            pieces.add(":" + name);
            from = id.end();
        }
        if (from < value.length() || pieces.isEmpty()) {
            pieces.add(quoted(value.substring(from)));
        }
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        String joined = "(" + String.join(" || ", pieces) + ")";
        return value.matches("\\{[\\d,]+\\}") ? "cast(" + joined + " as bigint[])" : joined;
    }

    /** pgbench takes what follows a colon for a variable, in quotes too. */
    private static String quoted(String text) {
        return "'" + text.replaceAll(":(?=[A-Za-z_])", ":' || '") + "'";
    }
}
