package nx.sale.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.Test;

/** Every table can be soft-deleted from, but for those that decision 0030 lists with a reason. */
class SoftDeleteTest {
    private static final Path DECISION = Path.of("..", "docs", "decisions", "0030-rows-that-are-never-deleted.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (fact|sum|technical) \\| (.{20,}) \\|$");

    private final Reads reads = new Reads(TestDatabase.get().pooled());

    private List<String> tables(String which) {
        return reads.list(
                Sql.of("select table_name from information_schema.tables t"
                                + " where table_schema in ('sale', 'allocation') and table_type = 'BASE TABLE'"
                                + " and not exists (select from pg_class p where p.relispartition and p.relname = t.table_name) and "
                                + which
                                + " order by 1")
                        .bound(),
                row -> row.getString("table_name"));
    }

    private static Map<String, String> listed() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(DECISION));
        while (rows.find()) {
            assertThat(listed.put(rows.group(1), rows.group(2)))
                    .as(rows.group())
                    .isNull();
        }
        return listed;
    }

    // STORE-6
    @Test
    void theTablesWithoutDeletedAtAreThoseOfTheDecision() throws IOException {
        List<String> without = tables(
                "not exists (select from information_schema.columns c"
                        + " where c.table_schema = t.table_schema and c.table_name = t.table_name and c.column_name = 'deletedat')");

        assertThat(new TreeSet<>(without))
                .as("give a new table deletedAt, or a row with the reason in " + DECISION)
                .isEqualTo(new TreeSet<>(listed().keySet()));
        assertThat(tables("true")).contains("SaleOrder", "Reservation").hasSizeGreaterThan(without.size() + 15);
    }

    // STORE-8
    @Test
    void factsSaidToBeRefusedByATrigger_areRefusedByOne() throws IOException {
        Pattern refused = Pattern.compile("(?m)^\\| `(\\w+)` \\| fact \\| .*a trigger refuses.*$");
        Matcher rows = refused.matcher(Files.readString(DECISION));
        TreeSet<String> promised = new TreeSet<>();
        while (rows.find()) {
            promised.add(rows.group(1));
        }
        assertThat(promised).isNotEmpty();

        assertThat(tables(
                        "exists (select from information_schema.triggers g where g.event_object_schema = t.table_schema"
                                + " and g.event_object_table = t.table_name and g.event_manipulation = 'DELETE')"))
                .containsAll(promised);
    }
}
