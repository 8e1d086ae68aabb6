package nx.sale.http.openapi;

import java.util.HashMap;
import java.util.Map;

/** What each operation is for and what it changes: {@code operations.md}, a heading for each operation. */
final class Descriptions {
    private static final Map<String, String> TEXTS = read();

    private Descriptions() {}

    static String of(String operation, String otherwise) {
        return TEXTS.getOrDefault(operation, otherwise);
    }

    private static Map<String, String> read() {
        Map<String, String> texts = new HashMap<>();
        for (String section : Resources.text("operations.md").split("(?m)^## ")) {
            String[] parts = section.split("\n", 2);
            if (parts.length == 2) {
                texts.put(parts[0].strip(), parts[1].strip().replaceAll("(?<!\n)\n(?!\n)", " "));
            }
        }
        return texts;
    }
}
