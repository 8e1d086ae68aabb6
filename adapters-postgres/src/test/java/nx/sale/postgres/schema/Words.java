package nx.sale.postgres.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nx.sale.postgres.sql.Statement;

/** What a statement's words say against a database that spreads rows by merchant (STORE-14). */
final class Words {
    private static final Pattern WRITE =
            Pattern.compile("\\b(?:insert\\s+into|update|delete\\s+from)\\s+(?:\\w+\\.)?\\x22(\\w+)\\x22");
    private static final Pattern INSERT = Pattern.compile(
            "\\binsert\\s+into\\s+(?:\\w+\\.)?\\x22(\\w+)\\x22(?:\\s+as\\s+\\w+)?\\s*\\(([^)]*)\\)\\s*(\\w+)\\s*(\\(?)");
    private static final Pattern CONFLICT =
            Pattern.compile("\\bon\\s+conflict\\b(.*?)(?:\\breturning\\b|$)", Pattern.DOTALL);
    private static final Pattern TARGET = Pattern.compile("^\\s*\\(([^)]*)\\)");
    private static final Pattern CLOCK =
            Pattern.compile("\\bwhere\\b.*\\b(?:now\\(\\)|current_timestamp|clock_timestamp\\()", Pattern.DOTALL);

    private final Set<String> merchants;

    /**
     * @param tables those of merchants
     */
    Words(Set<String> tables) {
        this.merchants =
                tables.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
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
        return findings;
    }

    private static void inserted(Matcher insert, String text, List<String> findings) {
        if (!"values".equals(insert.group(3))) {
            findings.add("inserts what it selects");
            return;
        }
        List<String> columns = List.of(insert.group(2).strip().split("\\s*,\\s*"));
        List<String> values = first(text.substring(insert.end()));
        int merchant = columns.indexOf("merchantid");
        if (merchant < 0 || !":merchant".equals(values.get(merchant))) {
            findings.add("inserts without binding the merchant");
        }
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
