package nx.sale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The sizes that operators read are computed from what the benchmark measured: no figure of them is typed. */
class ScalingTest {
    private static final Path PAGE = Path.of("..", "ops", "scaling.md");
    private static final Path MEASURED = Path.of("..", "ops", "bench", "REPORT.md");

    private static final int ADDS = 9;
    private static final int SENDS = 2;
    private static final int READS = 20;
    /** Orders that a restaurant closes in the worst hour of a Friday, and in a day. */
    private static final int HOUR = 80;

    private static final int DAY = 500;
    private static final double REPLICA_AT = 0.7;
    private static final double DATABASE_AT = 0.6;
    private static final int REPLICAS = 32;
    private static final int PER_CELL = 20_000;
    /** What Citus costs of the database's CPU beside plain PostgreSQL: for a routed request, and all that the cluster does. */
    private record Citus(double routed, double all) {
        static Citus read() throws IOException {
            String page = Files.readString(Path.of("..", "ops", "scale", "CITUS.md"));
            return new Citus(factor(page, "Routed, "), factor(page, "All of it, "));
        }

        private static double factor(String page, String name) {
            Matcher measured =
                    Pattern.compile("\\*\\*" + name + "([0-9.]+) times\\*\\*").matcher(page);
            assertThat(measured.find())
                    .as("the report of the cluster has: %s", name)
                    .isTrue();
            return Double.parseDouble(measured.group(1));
        }
    }

    /** Milliseconds of processor time. */
    private record Cost(double service, double database) {
        Cost times(int count) {
            return new Cost(count * service, count * database);
        }

        Cost plus(Cost other) {
            return new Cost(service + other.service, database + other.database);
        }
    }

    private record Measured(List<String[]> rows) {
        /** What load.sh wrote: the parts of other scripts follow, each after a mark of its own. */
        static Measured read(Path file) throws IOException {
            return new Measured(Files.readAllLines(file).stream()
                    .takeWhile(line -> !line.matches("<!-- .*\\.sh -->"))
                    .filter(line -> line.startsWith("| "))
                    .map(line -> line.replaceAll("^\\| | \\|$", "").split(" \\| "))
                    .toList());
        }

        private String[] row(String name, int columns) {
            return rows.stream()
                    .filter(row -> row.length == columns && row[0].equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the report has no row " + name));
        }

        Cost request(String name) {
            String[] row = row(name, 10);
            return new Cost(Double.parseDouble(row[7]), Double.parseDouble(row[8]));
        }

        /** Of an order: measured for a thousand. */
        private String[] whole() {
            return rows.stream()
                    .filter(row -> row.length == 10 && row[0].matches("[0-9]+"))
                    .findFirst()
                    .orElseThrow();
        }

        Cost order() {
            return new Cost(Double.parseDouble(whole()[2]), Double.parseDouble(whole()[3]));
        }

        double wal() {
            return Double.parseDouble(whole()[7]);
        }

        double stored(String table) {
            return Double.parseDouble(row(table, 2)[1]);
        }

        double kept() {
            Set<String> forAWhile = Set.of("IdempotencyKey", "Outbox");
            return rows.stream()
                    .filter(row -> row.length == 2 && row[0].matches("[A-Z]\\w+") && !forAWhile.contains(row[0]))
                    .mapToDouble(row -> Double.parseDouble(row[1]))
                    .sum();
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String times(String what, int count, Cost one) {
        Cost all = one.times(count);
        return text(
                "| %s | %d x %.2f = %.1f ms | %d x %.2f = %.1f ms |",
                what, count, one.service(), all.service(), count, one.database(), all.database());
    }

    private static Cost dinner(Measured measured) {
        return measured.order()
                .plus(measured.request("add-item, many orders").times(ADDS))
                .plus(measured.request("send to kitchen").times(SENDS))
                .plus(measured.request("floor read, 60 tables").times(READS));
    }

    static String costs(Measured measured) {
        Cost order = measured.order();
        Cost dinner = dinner(measured);
        return String.join(
                "\n",
                "| | service CPU | PostgreSQL CPU |",
                "|---|---|---|",
                text(
                        "| opened, 3 items one by one, 1 send, checkout, webhook (measured as one) | %.1f ms | %.1f ms |",
                        order.service(), order.database()),
                times(ADDS + " items more, each a request", ADDS, measured.request("add-item, many orders")),
                times(SENDS + " sends more", SENDS, measured.request("send to kitchen")),
                times(READS + " reads of the floor", READS, measured.request("floor read, 60 tables")),
                text("| **a dinner** | **%.1f ms** | **%.1f ms** |", dinner.service(), dinner.database()));
    }

    private static long cores(Cost dinner, double aSecond) {
        return (long) Math.ceil(aSecond * dinner.database() / 1e3 / DATABASE_AT);
    }

    static String sizes(Measured measured, Citus citus) {
        Cost dinner = dinner(measured);
        List<String> rows = Arrays.stream(new int[] {1_000, 5_000, 20_000, 50_000, 100_000})
                .mapToObj(merchants -> {
                    double aSecond = merchants * HOUR / 3600.0;
                    long replicas = Math.max(2, (long) Math.ceil(aSecond * dinner.service() / 1e3 / REPLICA_AT));
                    long cores = Math.max(2, cores(dinner, aSecond));
                    return text(
                            "| %,d | %,.0f | %d | %d | %d | %.0f to %.0f | %.0f |",
                            merchants,
                            aSecond,
                            replicas,
                            cores,
                            (long) Math.ceil((double) merchants / PER_CELL),
                            citus.routed() * cores(dinner, aSecond),
                            citus.all() * cores(dinner, aSecond),
                            merchants * (double) DAY / 1000 * measured.kept() / 1024);
                })
                .toList();
        return String.join(
                        "\n",
                        "| merchants | dinners a second | replicas | PostgreSQL cores | cells | cores under Citus | GB a day that stay |",
                        "|---|---|---|---|---|---|---|",
                        String.join("\n", rows))
                + text(
                        "\n\nA replica serves %.0f dinners a second, a core of PostgreSQL %.0f; %d replicas serve %,d merchants.",
                        REPLICA_AT / (dinner.service() / 1e3), DATABASE_AT / (dinner.database() / 1e3), REPLICAS, (int)
                                (REPLICAS * REPLICA_AT / (dinner.service() / 1e3) * 3600 / HOUR));
    }

    static String kept(Measured measured) {
        return String.join(
                "\n",
                "| | MB | how long |",
                "|---|---|---|",
                text("| orders, lines, tickets, payments, audit | %.1f | for ever |", measured.kept()),
                text("| idempotency keys with their answers | %.1f | seven days |", measured.stored("IdempotencyKey")),
                text("| outbox | %.1f | one to three days after sending |", measured.stored("Outbox")),
                text("| WAL | %.0f | until backup and replicas have it |", measured.wal()));
    }

    /** Between these marks is what is computed. */
    private static String computed(String page, String name, String text) {
        Matcher block = Pattern.compile(
                        "(<!-- " + name + ": computed by ScalingTest -->\n).*?(\n<!-- /" + name + " -->)",
                        Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).as("the page has a block %s", name).isTrue();
        return page.substring(0, block.end(1)) + text + page.substring(block.start(2));
    }

    @Test
    void sizesAreThoseOfTheReport() throws IOException {
        Measured measured = Measured.read(MEASURED);
        String page = Files.readString(PAGE);
        String wanted = computed(page, "costs", costs(measured));
        wanted = computed(wanted, "sizes", sizes(measured, Citus.read()));
        wanted = computed(wanted, "kept", kept(measured));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE)).as("run once with -Ddocs.write=true").isEqualTo(wanted);
    }
}
