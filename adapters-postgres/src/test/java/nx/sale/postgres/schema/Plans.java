package nx.sale.postgres.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import nx.sale.postgres.sql.Statement;

/** Asks PostgreSQL for plans that hold whatever is bound, and looks at what each scan of a merchant's table is limited to (STORE-14). */
final class Plans {
    private static final Pattern OF_A_MERCHANT =
            Pattern.compile("\\(?(?:\\x22?\\w+\\x22?\\.)?merchantid = \\$(\\d+)\\)?");
    private static final Pattern PLANNED = Pattern.compile("^(select|with|insert|merge|update|delete|values)\\b");

    private static final String KEY_IS_MISSING = "42P10";
    private static final String COLUMN_IS_MISSING = "42703";

    /** How PostgreSQL is asked for a plan of no values. */
    enum Way {
        /** From PostgreSQL 16 on. */
        EXPLAINED,
        PREPARED;

        static Way of(Connection connection) throws SQLException {
            return connection.getMetaData().getDatabaseMajorVersion() < 16 ? PREPARED : EXPLAINED;
        }
    }

    private final Connection connection;
    private final Way way;
    private final Set<String> merchants;

    /**
     * @param connection sends statements as they are (preferQueryMode=simple): a plan is asked for without values
     */
    Plans(Connection connection, Way way) throws SQLException {
        this.connection = connection;
        this.way = way;
        this.merchants = tables(connection);
    }

    private JsonNode plan(Statement statement) throws SQLException {
        try (java.sql.Statement asking = connection.createStatement()) {
            return switch (way) {
                case EXPLAINED -> plan(asking, "explain (generic_plan, format json) " + statement.numbered());
                case PREPARED -> {
                    asking.execute("set plan_cache_mode = force_generic_plan");
                    asking.execute("prepare planned as " + statement.numbered());
                    try {
                        String values = String.join(
                                ", ", Collections.nCopies(statement.parameters().size(), "null"));
                        yield plan(
                                asking,
                                "explain (format json) execute planned" + (values.isEmpty() ? "" : "(" + values + ")"));
                    } finally {
                        asking.execute("deallocate planned");
                    }
                }
            };
        }
    }

    private static JsonNode plan(java.sql.Statement asking, String explaining) throws SQLException {
        try (ResultSet rows = asking.executeQuery(explaining)) {
            rows.next();
            return new ObjectMapper().readTree(rows.getString(1)).get(0).get("Plan");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Set<String> tables(Connection connection) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select relname from pg_class
                          join pg_attribute on attrelid = pg_class.oid and attname = 'merchantid' and not attisdropped
                         where relkind in ('r', 'p') and relnamespace in ('sale'::regnamespace, 'allocation'::regnamespace)
                        """)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** The scans of merchants' tables that are not limited to the rows of the merchant that is bound. */
    List<String> withoutMerchant(Statement statement) throws SQLException {
        if (!PLANNED.matcher(statement.text()).find()) {
            return List.of();
        }
        List<String> findings = new ArrayList<>();
        try {
            look(plan(statement), statement, findings);
        } catch (SQLException e) {
            if (!KEY_IS_MISSING.equals(e.getSQLState()) && !COLUMN_IS_MISSING.equals(e.getSQLState())) {
                throw new SQLException(statement.name() + " cannot be planned: " + e.getMessage(), e);
            }
            findings.add("needs a key that is dropped");
        }
        return findings;
    }

    /** Whether each table is read by a condition on an index. Small tables too: scans are priced beyond any other way. */
    boolean byIndex(Statement statement) throws SQLException {
        try (java.sql.Statement asking = connection.createStatement()) {
            asking.execute("set enable_seqscan = off");
            try {
                return plan(statement).findValues("Index Cond").stream()
                        .anyMatch(condition -> condition.asText().contains("uid"));
            } finally {
                asking.execute("reset enable_seqscan");
            }
        }
    }

    private void look(JsonNode node, Statement statement, List<String> findings) {
        String table = node.path("Relation Name").asText();
        if (merchants.contains(table)
                && !"ModifyTable".equals(node.path("Node Type").asText())
                && !limited(node, statement)) {
            findings.add("scans " + table + " of any merchant");
        }
        node.path("Plans").forEach(child -> look(child, statement, findings));
    }

    private static boolean limited(JsonNode node, Statement statement) {
        if (says(node, "Index Cond", statement) || says(node, "Filter", statement)) {
            return true;
        }
        List<JsonNode> bitmaps = StreamSupport.stream(node.path("Plans").spliterator(), false)
                .filter(child -> child.path("Node Type").asText().startsWith("Bitmap"))
                .toList();
        return "BitmapOr".equals(node.path("Node Type").asText())
                ? bitmaps.stream().allMatch(bitmap -> limited(bitmap, statement))
                : bitmaps.stream().anyMatch(bitmap -> limited(bitmap, statement));
    }

    private static boolean says(JsonNode node, String key, Statement statement) {
        return parts(node.path(key).asText()).stream().anyMatch(part -> {
            Matcher equality = OF_A_MERCHANT.matcher(part);
            return equality.matches()
                    && "merchant".equals(statement.parameters().get(Integer.parseInt(equality.group(1)) - 1));
        });
    }

    /** What must all be true, of a condition as PostgreSQL prints it. */
    private static List<String> parts(String condition) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        String inner = condition.startsWith("((") ? condition.substring(1, condition.length() - 1) : condition;
        for (int at = 0; at < inner.length(); at++) {
            char letter = inner.charAt(at);
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (depth == 0 && inner.startsWith(" AND ", at)) {
                parts.add(inner.substring(start, at));
                start = at + " AND ".length();
            } else if (depth == 0 && inner.startsWith(" OR ", at)) {
                return List.of();
            }
        }
        parts.add(inner.substring(start));
        return parts;
    }
}
