package nx.sale.postgres.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement with {@code ?} for each {@code :name}. What stands in quotes or in a comment, and {@code ::}, stays as it is. Three hundred
 * statements are read at each start: a library's grammar took as long for that as the rest of the stores.
 *
 * @param names of the parameters, in the order of the text
 */
record Named(String text, List<String> names) {
    static Named of(String statement) {
        StringBuilder text = new StringBuilder(statement.length());
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < statement.length()) {
            char letter = statement.charAt(at);
            int end = at + 1;
            if (letter == '\'' || letter == '"') {
                end = after(statement, String.valueOf(letter), end);
            } else if (statement.startsWith("--", at)) {
                end = after(statement, "\n", end);
            } else if (statement.startsWith("/*", at)) {
                end = after(statement, "*/", at + 2);
            } else if (statement.startsWith("::", at)) {
                end = at + 2;
            } else if (letter == ':') {
                end = name(statement, end);
                names.add(statement.substring(at + 1, end));
                text.append('?');
                at = end;
            } else if (letter == '?') {
                throw new IllegalArgumentException("? is no parameter in " + statement);
            }
            text.append(statement, at, end);
            at = end;
        }
        return new Named(text.toString(), List.copyOf(names));
    }

    private static int after(String statement, String closing, int from) {
        int found = statement.indexOf(closing, from);
        return found < 0 ? statement.length() : found + closing.length();
    }

    private static int name(String statement, int from) {
        int end = from;
        while (end < statement.length() && Character.isJavaIdentifierPart(statement.charAt(end))) {
            end++;
        }
        if (end == from) {
            throw new IllegalArgumentException("a name is missing at " + from + " in " + statement);
        }
        return end;
    }
}
