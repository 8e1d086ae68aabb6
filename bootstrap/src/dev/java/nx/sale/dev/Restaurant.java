package nx.sale.dev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The seeded restaurant, and a second merchant to test that the two never meet. */
public final class Restaurant {
    public static final String MERCHANT = "70001";
    public static final String CHANNEL = "70101";
    public static final String DEVICE = "till-1";
    /** The one variant that pricing refuses when it is imported; all others are priced by what they cost in the catalogue. */
    public static final String NO_FARE = "72999";

    public static final String OTHER_MERCHANT = "80001";
    public static final String OTHER_CHANNEL = "80101";

    private static final List<Map<String, Object>> MENU = List.of(
            dish("71001", "Pho bo", "65000", "noodles", "HOT"),
            dish("71002", "Bun cha", "60000", "noodles", "HOT"),
            dish("71003", "Banh mi", "35000", "bread", "COLD"),
            dish("71004", "Goi cuon", "45000", "starters", "COLD"),
            dish("71005", "Ca phe sua da", "29000", "drinks", "BAR"),
            dish("71006", "Tra da", "10000", "drinks", "BAR"),
            dish("71007", "Bia hoi", "20000", "drinks", "BAR"),
            dish("71008", "Che ba mau", "30000", "desserts", "COLD"),
            combo("71101", "Lunch for two", "149000", Map.of("71001", "2", "71006", "2", "71008", "1")));

    private Restaurant() {}

    private static Map<String, Object> dish(String id, String name, String price, String category, String station) {
        Map<String, Object> dish = variant(id, name, price, category, station, "CONSUMABLE");
        dish.put(
                "modifiers",
                List.of(
                        Map.of("code", "LARGE", "name", "Large", "unitPrice", "10000"),
                        Map.of("code", "NO-ICE", "name", "No ice", "unitPrice", "0")));
        return dish;
    }

    private static Map<String, Object> combo(String id, String name, String price, Map<String, String> parts) {
        Map<String, Object> combo = variant(id, name, price, "combos", "HOT", "COMBO");
        combo.put(
                "components",
                parts.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(part -> Map.of("variantId", part.getKey(), "quantity", part.getValue()))
                        .toList());
        return combo;
    }

    private static Map<String, Object> variant(
            String id, String name, String price, String category, String station, String type) {
        Map<String, Object> variant = new LinkedHashMap<>();
        variant.put("id", id);
        variant.put("name", name);
        variant.put("sku", "SKU-" + id);
        variant.put("type", type);
        variant.put("price", price);
        variant.put("currency", "VND");
        variant.put("categoryId", category);
        variant.put("categoryName", category);
        variant.put("kitchenStationCode", station);
        return variant;
    }

    /** The menu as {@code PUT /catalogue/variants} takes it, children of combos first. */
    public static Map<String, Object> menu() {
        return Map.of("variants", MENU);
    }

    /** The second merchant's one dish. */
    public static Map<String, Object> otherMenu() {
        return Map.of("variants", List.of(dish("81001", "Com tam", "55000", "rice", "HOT")));
    }

    public static Map<String, Object> channels(String channel) {
        return Map.of("channels", List.of(Map.of("id", channel, "name", "Dining room", "currency", "VND")));
    }

    /** The stations that the menu names, as {@code POST /kitchen-stations} takes them. */
    static List<Map<String, Object>> stations() {
        return List.of(
                Map.of("code", "HOT", "name", "Hot kitchen", "categories", List.of("noodles")),
                Map.of("code", "COLD", "name", "Cold kitchen", "categories", List.of("starters", "desserts")),
                Map.of("code", "BAR", "name", "Bar", "categories", List.of("drinks")));
    }

    /** A dining room with a terrace and a bar. */
    static Map<String, Object> layout() {
        List<Map<String, Object>> tables = new ArrayList<>();
        for (int number = 1; number <= 10; number++) {
            int inRow = (number - 1) % 5;
            int row = (number - 1) / 5;
            tables.add(table("T" + number, number % 3 == 0 ? 6 : 4, 100 + 160 * inRow, 100 + 130 * row, false));
        }
        List<Map<String, Object>> terrace = List.of(table("S1", 2, 100, 100, false), table("S2", 2, 260, 100, false));
        return Map.of(
                "name",
                "Ground floor",
                "zones",
                List.of(
                        Map.of(
                                "name",
                                "Dining room",
                                "units",
                                tables,
                                "zones",
                                List.of(Map.of("name", "Terrace", "units", terrace))),
                        Map.of("name", "Bar", "units", List.of(table("B1", 8, 100, 100, true)))));
    }

    private static Map<String, Object> table(String code, int capacity, int x, int y, boolean shareable) {
        return Map.of(
                "code",
                code,
                "capacity",
                capacity,
                "shareable",
                shareable,
                "position",
                Map.of("x", x, "y", y, "width", capacity > 4 ? 140 : 100, "height", 100));
    }

    /** What can be sold without extra fields: id, name, price and type of each. */
    public static List<Map<String, Object>> sellable() {
        List<Map<String, Object>> sellable = new ArrayList<>();
        for (Map<String, Object> variant : MENU) {
            Map<String, Object> shown = new LinkedHashMap<>();
            List.of("id", "name", "price", "type").forEach(field -> shown.put(field, variant.get(field)));
            sellable.add(shown);
        }
        return sellable;
    }
}
