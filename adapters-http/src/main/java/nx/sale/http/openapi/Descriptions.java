package nx.sale.http.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each operation is for and what it changes: {@code operations.md}, a heading for each operation, in the order of a working day. */
final class Descriptions {
    private static final Map<String, String> TEXTS = read();
    private static final List<String> ORDER = List.copyOf(TEXTS.keySet());

    private Descriptions() {}

    static String of(String operation, String otherwise) {
        return TEXTS.getOrDefault(operation, otherwise);
    }

    /** Its place among the operations; those without a text come first. */
    static int place(String operation) {
        return ORDER.indexOf(operation);
    }

    private static Map<String, String> read() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String section : Resources.text("operations.md").split("(?m)^## ")) {
            String[] parts = section.split("\n", 2);
            if (parts.length == 2) {
                texts.put(parts[0].strip(), parts[1].strip().replaceAll("(?<!\n)\n(?!\n)", " "));
            }
        }
        return texts;
    }
}
