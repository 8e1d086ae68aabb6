package nx.sale.postgres.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.postgres.sql.Statement;

/** What a statement's words say against a database that spreads rows by merchant (STORE-14). */
final class Words {
    private static final Pattern WRITE = Pattern.compile(
            "\\b(?:insert\\s+into|merge\\s+into|update|delete\\s+from)\\s+(?:\\w+\\.)?\\x22(\\w+)\\x22");
    private static final Pattern INSERT = Pattern.compile(
            "\\binsert\\s+into\\s+(?:\\w+\\.)?\\x22(\\w+)\\x22(?:\\s+as\\s+\\w+)?\\s*\\(([^)]*)\\)\\s*(\\w+)\\s*(\\(?)");
    private static final Pattern MERGED = Pattern.compile("\\bthen\\s+insert\\s*\\(([^)]*)\\)\\s*values\\s*\\(");
    private static final Pattern CONFLICT =
            Pattern.compile("\\bon\\s+conflict\\b(.*?)(?:\\breturning\\b|$)", Pattern.DOTALL);
    private static final Pattern TARGET = Pattern.compile("^\\s*\\(([^)]*)\\)");
    private static final Pattern CLOCK =
            Pattern.compile("\\bwhere\\b.*\\b(?:now\\(\\)|current_timestamp|clock_timestamp\\()", Pattern.DOTALL);

    private static final Pattern PART_OF_AN_UPDATE = Pattern.compile("[()]|(?<!:)\\b(?:set|from|where|returning)\\b");
    private static final Pattern CALL = Pattern.compile("\\b(\\w+)\\(");

    private final Set<String> merchants;
    private final Set<String> mutable;

    /**
     * @param tables those of merchants
     * @param mutable functions that may answer otherwise the next time
     */
    Words(Set<String> tables, Set<String> mutable) {
        this.merchants =
                tables.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.mutable = mutable;
    }

    /** Functions that are not immutable. The clock is not among them: it is read once a statement, before any row. */
    static Set<String> mutable(Connection connection) throws SQLException {
        Set<String> functions = new TreeSet<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select proname from pg_proc where provolatile <> 'i' and prokind = 'f' and proname <> 'now'")) {
            while (rows.next()) {
                functions.add(rows.getString(1));
            }
        }
        return functions;
    }

    List<String> against(Statement statement) {
        String text = statement.named();
        List<String> findings = new ArrayList<>();
        if (WRITE.matcher(text).results().count() > 1) {
            findings.add("writes more than once");
        }
        Matcher insert = INSERT.matcher(text);
        while (insert.find()) {
            if (merchants.contains(insert.group(1))) {
                inserted(insert, text, findings);
            }
        }
        Matcher merged = MERGED.matcher(text);
        while (merged.find()) {
            if (!merchant(merged.group(1), text.substring(merged.end())).endsWith(".merchantid")) {
                findings.add("inserts another merchant than that of its source");
            }
        }
        if (text.startsWith("merge")) { // Citus takes no such function anywhere in it, not even in its source
            CALL.matcher(text)
                    .results()
                    .map(call -> call.group(1))
                    .filter(function -> mutable.contains(function) || function.equals("now"))
                    .distinct()
                    .forEach(function -> findings.add("merges what " + function + " says, which is not immutable"));
        }
        Matcher conflict = CONFLICT.matcher(text);
        if (conflict.find() && WRITE.matcher(text).results().anyMatch(write -> merchants.contains(write.group(1)))) {
            Matcher target = TARGET.matcher(conflict.group(1));
            if (target.find() && !target.group(1).strip().startsWith("merchantid")) {
                findings.add("meets a key without the merchant");
            }
            if (CLOCK.matcher(conflict.group(1)).find()) {
                findings.add("asks the clock in on conflict");
            }
        }
        if (!text.startsWith("merge")
                && WRITE.matcher(text).results().anyMatch(write -> merchants.contains(write.group(1)))) {
            calledForNewValues(text)
                    .filter(mutable::contains)
                    .distinct()
                    .forEach(function -> findings.add("sets what " + function + " says, which is not immutable"));
        }
        return findings;
    }

    /** The functions called behind {@code set}. */
    private static Stream<String> calledForNewValues(String text) {
        Stream.Builder<String> called = Stream.builder();
        Matcher part = PART_OF_AN_UPDATE.matcher(text);
        int depth = 0;
        int setAt = 0;
        int setDepth = -1;
        while (part.find()) {
            switch (part.group()) {
                case "(" -> depth++;
                case ")" -> depth--;
                case "set" -> {
                    setAt = part.end();
                    setDepth = depth;
                }
                default -> {
                    if (depth == setDepth) {
                        CALL.matcher(text.substring(setAt, part.start()))
                                .results()
                                .map(call -> call.group(1))
                                .forEach(called);
                        setDepth = -1;
                    }
                }
            }
        }
        if (setDepth >= 0) {
            CALL.matcher(text.substring(setAt))
                    .results()
                    .map(call -> call.group(1))
                    .forEach(called);
        }
        return called.build();
    }

    private static void inserted(Matcher insert, String text, List<String> findings) {
        if (!"values".equals(insert.group(3))) {
            findings.add("inserts what it selects");
            return;
        }
        if (!":merchant".equals(merchant(insert.group(2), text.substring(insert.end())))) {
            findings.add("inserts without binding the merchant");
        }
    }

    /** What the first row has in the column of the merchant: {@code rest} begins behind its parenthesis. */
    private static String merchant(String columns, String rest) {
        int merchant = List.of(columns.strip().split("\\s*,\\s*")).indexOf("merchantid");
        return merchant < 0 ? "" : first(rest).get(merchant);
    }

    /** The values of the first row: {@code rest} begins behind its parenthesis. */
    private static List<String> first(String rest) {
        List<String> values = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; depth >= 0; at++) {
            char letter = rest.charAt(at);
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (depth < 0 || depth == 0 && letter == ',') {
                values.add(rest.substring(start, at).strip());
                start = at + 1;
            }
        }
        return values;
    }
}
