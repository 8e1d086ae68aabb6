package nx.sale.http.openapi;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parts of the API, in the order of a working day. */
enum Tags {
    ACCESS(
            "Access",
            "Who calls and what they may do; a manager lends a permission, once.",
            "me",
            "people",
            "approvals"),
    CATALOGUE("Catalogue", "What is sold and where: brought in before the first order.", "catalogue"),
    SETTINGS("Settings", "How a merchant works: time zone, shifts, points, reservations, charges.", "settings"),
    SHIFTS("Shifts", "A till is opened with its cash, counted and closed; X and Z reports.", "pos"),
    RESERVATIONS("Reservations", "Guests announce themselves, and arrive.", "reservations"),
    FLOOR(
            "Floor",
            "Tables as they are drawn, free or taken: a party sits down, moves, and leaves.",
            "allocation-layouts",
            "allocation-units",
            "allocation-usages"),
    ORDERS(
            "Orders",
            "From the first dish to the bill: cart, discounts, checkout, merges, splits, history.",
            "sale-orders"),
    KITCHEN(
            "Kitchen",
            "What is sent to the stations, and how far each dish is.",
            "kitchen-stations",
            "kitchen-tickets",
            "kitchen-ticket-items"),
    CHECKS("Checks", "The parts of a divided bill.", "checks", "sale-checks"),
    RETURNS("Returns", "Goods that come back, and the money that goes back.", "returns", "sale-returns", "refunds"),
    PAYMENTS(
            "Payments",
            "What MQ-Pay says of payments, and money that a person must decide about.",
            "payments",
            "webhooks",
            "payment-reviews",
            "payment-transactions"),
    POINTS("Points", "Points that customers earned.", "point-transactions", "customers"),
    REPORTS("Reports", "Sales by day, product, means of payment, hour, staff and station; as JSON or CSV.", "reports"),
    LIVE("Live", "Changes as they happen.", "stream"),
    OPERATIONS("Operations", "What needs a person, and what operators do about it.", "operations"),
    SERVICE(
            "Service",
            "Whether it lives and can serve, its metrics, documents and pages.",
            "healthz",
            "readyz",
            "metrics",
            "doc",
            "console");

    private final String title;
    private final String text;
    private final List<String> paths;

    Tags(String title, String text, String... paths) {
        this.title = title;
        this.text = text;
        this.paths = List.of(paths);
    }

    String title() {
        return title;
    }

    /** The tag of a path, by the last of its parts that belongs somewhere: the checks of an order are of Checks. */
    static Tags of(String path) {
        List<String> parts = Arrays.asList(path.split("/"));
        return parts.reversed().stream()
                .flatMap(part -> Stream.of(values()).filter(tag -> tag.paths.contains(part)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("say in Tags where " + path + " belongs"));
    }

    static List<Map<String, Object>> all() {
        return Arrays.stream(values())
                .map(tag -> Map.<String, Object>of("name", tag.title, "description", tag.text))
                .toList();
    }
}
