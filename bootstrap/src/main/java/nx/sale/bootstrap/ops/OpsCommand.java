package nx.sale.bootstrap.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.access.Permissions;

/**
 * One command of {@code sale ops}: what is typed, and the request it becomes. The list of all of them is here.
 *
 * @param words what it is called; {@code ID} is an argument
 * @param path with {@code ID} where the argument goes
 * @param query options that go into the query, with their parameters
 * @param body options that go into the body, with their fields; empty for a command that only reads
 * @param fixed fields of the body that are always the same, {@code ID} in them too
 * @param headers options that go into headers, with their names
 * @param shows where in the answer the rows are; empty for the whole
 * @param columns of the table; all when empty
 * @param rehearses whether the service itself can tell, with --dry-run, what would happen
 * @param rows makes rows of an answer that has none
 */
record OpsCommand(
        String words,
        String path,
        Map<String, String> query,
        Map<String, String> body,
        Map<String, String> fixed,
        Map<String, String> headers,
        String shows,
        List<String> columns,
        String help,
        boolean rehearses,
        UnaryOperator<JsonNode> rows) {

    private static OpsCommand reads(String words, String path, Map<String, String> query, String shows, String help) {
        return new OpsCommand(
                words, "GET " + path, query, Map.of(), Map.of(), Map.of(), shows, List.of(), help, false, rows -> rows);
    }

    /** A list of which the first page is shown, or the one after {@code --cursor}. */
    private static OpsCommand lists(String words, String path, Map<String, String> query, String help) {
        Map<String, String> paged = new HashMap<>(query);
        paged.put(CURSOR, "cursor");
        return reads(words, path + "?limit=" + PAGE, paged, "/data", help);
    }

    private static OpsCommand changes(String words, String path, Map<String, String> body, String help) {
        return new OpsCommand(
                words, "POST " + path, Map.of(), body, Map.of(), Map.of(), "", List.of(), help, false, rows -> rows);
    }

    /** Options that say yes to something. */
    static final Set<String> FLAGS = Set.of("--force", "--hand-over");

    /** Where the next page of a list begins. */
    static final String CURSOR = "--cursor";

    /** The most that the service gives at once. */
    private static final int PAGE = 200;

    /** How wide a command may be for its help to stand beside it. */
    private static final int SYNOPSIS = 56;

    private static final Map<String, String> REASON = Map.of("--reason", "reason");

    static final List<OpsCommand> ALL = List.of(
            reads("overview", "/operations/overview", Map.of(), "", "what needs a person"),
            reads(
                    "order show ID",
                    "/sale-orders/ID?include=items,payments,checks",
                    Map.of(),
                    "",
                    "the current state of an order"),
            lists("order history ID", "/sale-orders/ID/history", Map.of(), "what happened to an order"),
            lists(
                            "order proof ID",
                            "/sale-orders/ID/proof",
                            Map.of(),
                            "sums before and after each merge and split, and those of its orders today")
                    .rows(OpsAnswer::proof),
            changes(
                            "order approve-recompute ID",
                            "/approvals",
                            REASON,
                            "agree that somebody else recomputes an order that was paid on; gives the token")
                    .always("action", Permissions.OPERATIONS_RECOMPUTE)
                    .always("orderId", "ID"),
            changes(
                            "order recompute ID",
                            "/operations/orders/ID/recompute",
                            REASON,
                            "count damaged sums again from the items, where money was paid with the token of who agreed")
                    .header("--approval", "X-Approval")
                    .rehearsed(),
            changes(
                            "order approve-complete ID",
                            "/approvals",
                            REASON,
                            "agree that somebody else completes an order for money proven outside; gives the token")
                    .always("action", Permissions.OPERATIONS_COMPLETE)
                    .always("orderId", "ID"),
            changes(
                            "order complete ID",
                            "/operations/orders/ID/complete",
                            Map.of("--reason", "reason", "--force", "force"),
                            "complete an order for money proven outside, with the token of who agreed")
                    .header("--approval", "X-Approval"),
            changes(
                            "order undo-merge ID",
                            "/sale-orders/ID/merge/rollback",
                            Map.of("--operation", "operationId"),
                            "take the newest merge into an order back, or the one named")
                    .rehearsed(),
            changes(
                            "order undo-split ID",
                            "/sale-orders/ID/split/rollback",
                            Map.of("--operation", "operationId"),
                            "undo the newest split of an order, or the one named: return its lines")
                    .rehearsed(),
            changes(
                            "order approve-cancel ID",
                            "/approvals",
                            REASON,
                            "agree that somebody else cancels an order that is stuck; gives the token")
                    .always("action", Permissions.OPERATIONS_CANCEL_STUCK)
                    .always("orderId", "ID"),
            changes(
                            "order cancel ID",
                            "/operations/orders/ID/cancel-stuck",
                            Map.of("--reason", "reason", "--force", "force"),
                            "cancel an order that is stuck, with the token of who agreed")
                    .header("--approval", "X-Approval"),
            changes(
                    "order verify ID",
                    "/operations/orders/ID/verify-payments",
                    Map.of(),
                    "ask MQ-Pay for the payments of an order whose end is not known"),
            changes(
                    "order replay-payment ID",
                    "/operations/orders/ID/replay-payment-success",
                    REASON,
                    "publish a paid order's payment.success again"),
            lists(
                    "review list",
                    "/payment-reviews",
                    Map.of("--status", "status", "--kind", "kind"),
                    "money that needs a person"),
            lists("payment waiting", "/payment-transactions/waiting", Map.of(), "money of no known target"),
            lists("webhook list", "/operations/webhooks", Map.of("--outcome", "outcome"), "payment webhooks"),
            changes(
                    "webhook replay ID",
                    "/operations/webhooks/ID/replay",
                    Map.of(),
                    "apply a parked or failed webhook"),
            reads("stream", "/operations/stream", Map.of(), "", "the screens of this replica and the rooms they watch"),
            reads(
                    "kafka status",
                    "/operations/kafka",
                    Map.of(),
                    "",
                    "Kafka as the service sees it, and what waits for it"),
            lists("outbox list", "/operations/outbox", Map.of("--status", "status"), "messages not delivered yet"),
            changes("outbox retry ID", "/operations/outbox/ID/retry", REASON, "send a message now"),
            changes("outbox park ID", "/operations/outbox/ID/park", REASON, "set a message aside"),
            lists("session list", "/pos/sessions", Map.of("--status", "status", "--device", "deviceId"), "shifts"),
            reads("session list --leaked", "/operations/overview", Map.of(), "/leakedSessions", "shifts nobody closed"),
            changes(
                    "session close ID",
                    "/pos/sessions/ID/close",
                    Map.of("--note", "note", "--cash", "actualCash", "--hand-over", "handOver"),
                    "close a shift"),
            reads("usage list --stuck", "/operations/overview", Map.of(), "/stuckUsages", "tables of cancelled orders"),
            changes("usage cancel ID", "/allocation-usages/ID/cancel", Map.of(), "free a table"),
            lists(
                            "audit",
                            "/operations/audit",
                            Map.of("--action", "action", "--actor", "actor", "--order", "saleOrderId"),
                            "who did what")
                    .table("createdAt", "actor", "action", "saleOrderId", "deviceId", "reason", "details"));

    /** Options of every command. */
    static final Set<String> EVERYWHERE =
            Set.of("--json", "--yes", "--dry-run", "--url", "--token", "--merchant", "--direct", "--as");

    /** Every option it takes. */
    Set<String> options() {
        return Stream.of(query.keySet(), body.keySet(), headers.keySet(), EVERYWHERE)
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean changes() {
        return !path.startsWith("GET ");
    }

    OpsCommand always(String field, String value) {
        Map<String, String> more = new LinkedHashMap<>(fixed);
        more.put(field, value);
        return new OpsCommand(words, path, query, body, more, headers, shows, columns, help, rehearses, rows);
    }

    OpsCommand header(String option, String name) {
        return new OpsCommand(
                words, path, query, body, fixed, Map.of(option, name), shows, columns, help, rehearses, rows);
    }

    OpsCommand table(String... shown) {
        return new OpsCommand(words, path, query, body, fixed, headers, shows, List.of(shown), help, rehearses, rows);
    }

    OpsCommand rows(UnaryOperator<JsonNode> made) {
        return new OpsCommand(words, path, query, body, fixed, headers, shows, columns, help, rehearses, made);
    }

    OpsCommand rehearsed() {
        return new OpsCommand(words, path, query, body, fixed, headers, shows, columns, help, true, rows);
    }

    /** What {@code sale ops help} says of every command. */
    static String usage() {
        return usage("") + line("sale catalogue import FILE", "insert or replace channels and variants");
    }

    /** Of the commands that begin with these words. */
    static String usage(String beginning) {
        return ALL.stream()
                .filter(command -> beginning.isEmpty() || (command.words() + " ").startsWith(beginning + " "))
                .map(command -> line("sale ops " + command.synopsis(), command.help()))
                .collect(Collectors.joining());
    }

    /** The help of a long command has a line of its own. */
    private static String line(String synopsis, String help) {
        String gap = synopsis.length() > SYNOPSIS ? "%n" + " ".repeat(SYNOPSIS + 8) : " ";
        return ("       %-" + SYNOPSIS + "s" + gap + "%s%n").formatted(synopsis, help);
    }

    private String synopsis() {
        return words
                + query.keySet().stream()
                        .sorted()
                        .map(option -> " [" + option + " X]")
                        .collect(Collectors.joining())
                + body.keySet().stream()
                        .sorted()
                        .map(option -> FLAGS.contains(option) ? " [" + option + "]" : " " + option + " X")
                        .collect(Collectors.joining())
                + headers.keySet().stream().map(option -> " " + option + " X").collect(Collectors.joining());
    }
}
