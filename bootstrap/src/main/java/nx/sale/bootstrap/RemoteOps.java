package nx.sale.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.access.Approval;
import nx.sale.domain.shared.IdText;
import nx.sale.json.BoundedAnswer;
import nx.sale.json.BoundedJson;

/** {@code sale ops ...} and {@code sale catalogue import} over HTTP: asks a running service, as the operator whose token is given; the service writes the audit. */
final class RemoteOps {
    private static final ObjectMapper JSON = BoundedJson.files();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LONGEST_ANSWER = 32 << 20;
    private static final int REFUSED = 1;
    private static final int USAGE = 2;

    /**
     * One command.
     *
     * @param words what it is called; {@code ID} stands for an argument
     * @param path with {@code ID} where the argument goes
     * @param query options that go into the query, with their parameters
     * @param body options that go into the body, with their fields; empty for a command that only reads
     * @param fixed fields of the body that are always the same, {@code ID} in them too
     * @param headers options that go into headers, with their names
     * @param shows where in the answer the rows are; empty for the whole
     * @param columns of the table; all when empty
     * @param rehearses whether the service itself can tell, with --dry-run, what would happen
     */
    private record Command(
            String words,
            String path,
            Map<String, String> query,
            Map<String, String> body,
            Map<String, String> fixed,
            Map<String, String> headers,
            String shows,
            List<String> columns,
            String help,
            boolean rehearses) {
        boolean changes() {
            return !path.startsWith("GET ");
        }

        Command always(String field, String value) {
            Map<String, String> more = new LinkedHashMap<>(fixed);
            more.put(field, value);
            return new Command(words, path, query, body, more, headers, shows, columns, help, rehearses);
        }

        Command header(String option, String name) {
            return new Command(words, path, query, body, fixed, Map.of(option, name), shows, columns, help, rehearses);
        }

        Command table(String... shown) {
            return new Command(words, path, query, body, fixed, headers, shows, List.of(shown), help, rehearses);
        }

        Command rehearsed() {
            return new Command(words, path, query, body, fixed, headers, shows, columns, help, true);
        }
    }

    private static Command reads(String words, String path, Map<String, String> query, String shows, String help) {
        return new Command(words, "GET " + path, query, Map.of(), Map.of(), Map.of(), shows, List.of(), help, false);
    }

    private static Command changes(String words, String path, Map<String, String> body, String help) {
        return new Command(words, "POST " + path, Map.of(), body, Map.of(), Map.of(), "", List.of(), help, false);
    }

    /** Options that say yes to something. */
    private static final Set<String> FLAGS = Set.of("--force", "--hand-over");

    private static final Map<String, String> REASON = Map.of("--reason", "reason");

    private static final List<Command> COMMANDS = List.of(
            reads("overview", "/operations/overview", Map.of(), "", "what needs a person"),
            reads(
                    "order show ID",
                    "/sale-orders/ID?include=items,payments,checks",
                    Map.of(),
                    "",
                    "an order as it stands"),
            reads(
                    "order history ID",
                    "/sale-orders/ID/history?limit=200",
                    Map.of(),
                    "/data",
                    "what happened to an order"),
            reads(
                    "order proof ID",
                    "/sale-orders/ID/proof",
                    Map.of(),
                    "/data",
                    "sums before and after each merge and split, and those of its orders today"),
            changes(
                            "order approve-recompute ID",
                            "/approvals",
                            REASON,
                            "agree that somebody else recomputes an order that was paid on; gives the token")
                    .always("action", Approval.RECOMPUTE)
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
                    .always("action", Approval.COMPLETE)
                    .always("orderId", "ID"),
            changes(
                            "order complete ID",
                            "/operations/orders/ID/complete",
                            REASON,
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
                            "bring home what the newest split of an order took away, or the one named")
                    .rehearsed(),
            changes(
                            "order approve-cancel ID",
                            "/approvals",
                            REASON,
                            "agree that somebody else cancels an order that is stuck; gives the token")
                    .always("action", Approval.CANCEL_STUCK)
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
                    "tell once more what was paid"),
            reads(
                    "review list",
                    "/payment-reviews",
                    Map.of("--status", "status", "--kind", "kind"),
                    "/data",
                    "money that needs a person"),
            reads("payment waiting", "/payment-transactions/waiting", Map.of(), "/data", "money of no known target"),
            reads("webhook list", "/operations/webhooks", Map.of("--outcome", "outcome"), "/data", "payment webhooks"),
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
            reads(
                    "outbox list",
                    "/operations/outbox",
                    Map.of("--status", "status"),
                    "/data",
                    "messages not delivered yet"),
            changes("outbox retry ID", "/operations/outbox/ID/retry", REASON, "send a message now"),
            changes("outbox park ID", "/operations/outbox/ID/park", REASON, "set a message aside"),
            reads(
                    "session list",
                    "/pos/sessions",
                    Map.of("--status", "status", "--device", "deviceId"),
                    "/data",
                    "shifts"),
            reads("session list --leaked", "/operations/overview", Map.of(), "/leakedSessions", "shifts nobody closed"),
            changes(
                    "session close ID",
                    "/pos/sessions/ID/close",
                    Map.of("--note", "note", "--cash", "actualCash", "--hand-over", "handOver"),
                    "close a shift"),
            reads("usage list --stuck", "/operations/overview", Map.of(), "/stuckUsages", "tables of cancelled orders"),
            changes("usage cancel ID", "/allocation-usages/ID/cancel", Map.of(), "free a table"),
            reads(
                            "audit",
                            "/operations/audit",
                            Map.of("--action", "action", "--actor", "actor", "--order", "saleOrderId"),
                            "/data",
                            "who did what")
                    .table("createdAt", "actor", "action", "saleOrderId", "deviceId", "reason", "details"));

    private static final List<String> IMPORT = List.of("catalogue", "import");
    private static final int IMPORT_BATCH = 200;
    private static final List<String> EVERYWHERE =
            List.of("--json", "--yes", "--dry-run", "--url", "--token", "--merchant", "--direct", "--as");
    /** Options that make another command of a list. */
    private static final List<String> KINDS = List.of("--leaked", "--stuck");

    private final String tool;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream complaints;
    private final BufferedReader answers;

    /**
     * @param tool in whose name it complains: {@code sale ops} or {@code sale catalogue}
     */
    RemoteOps(
            String tool,
            Map<String, String> environment,
            PrintStream out,
            PrintStream complaints,
            BufferedReader answers) {
        this.tool = tool;
        this.environment = environment;
        this.out = out;
        this.complaints = complaints;
        this.answers = answers;
    }

    static String help() {
        return COMMANDS.stream()
                .map(command -> "       sale ops %-58s %s%n"
                        .formatted(
                                command.words()
                                        + command.query().keySet().stream()
                                                .sorted()
                                                .map(option -> " [" + option + " X]")
                                                .collect(Collectors.joining())
                                        + command.body().keySet().stream()
                                                .sorted()
                                                .map(option -> FLAGS.contains(option)
                                                        ? " [" + option + "]"
                                                        : " " + option + " X")
                                                .collect(Collectors.joining())
                                        + command.headers().keySet().stream()
                                                .map(option -> " " + option + " X")
                                                .collect(Collectors.joining()),
                                command.help()))
                .collect(Collectors.joining(
                        "",
                        "",
                        "       %-67s %s%n"
                                .formatted("sale catalogue import FILE", "insert or replace channels and variants")));
    }

    /** Runs the command these words name; empty when there is none. */
    Optional<Integer> run(List<String> words, Map<String, String> options) {
        if (words.size() == 3 && words.subList(0, 2).equals(IMPORT) && EVERYWHERE.containsAll(options.keySet())) {
            return Optional.of(importFile(words.getLast(), options));
        }
        List<String> asked = new ArrayList<>(words);
        KINDS.stream().filter(options::containsKey).forEach(asked::add);
        Map<String, String> others = new HashMap<>(options);
        others.keySet().removeAll(KINDS);
        for (Command command : COMMANDS) {
            String[] pattern = command.words().split(" ");
            if (pattern.length != asked.size()) {
                continue;
            }
            String id = "";
            boolean fits = true;
            for (int at = 0; at < pattern.length; at++) {
                if (pattern[at].equals("ID")) {
                    id = asked.get(at);
                } else {
                    fits &= pattern[at].equals(asked.get(at));
                }
            }
            if (fits) {
                return Optional.of(run(command, id, others));
            }
        }
        return Optional.empty();
    }

    /** What is wrong with words that name no command, and what was probably meant. */
    static String unknown(List<String> words) {
        List<List<String>> all = new ArrayList<>();
        COMMANDS.forEach(command -> all.add(List.of(command.words().split(" "))));
        all.add(List.of("z", "verify"));
        all.add(List.of("z", "export"));
        List<List<String>> left = all;
        for (int at = 0; at < words.size(); at++) {
            int place = at;
            String word = words.get(at);
            List<List<String>> fit = left.stream()
                    .filter(command -> command.size() > place
                            && (command.get(place).equals(word)
                                    || command.get(place).equals("ID") && !word.startsWith("-")))
                    .toList();
            if (fit.isEmpty()) {
                List<String> known = left.stream()
                        .filter(command -> command.size() > place)
                        .map(command -> command.get(place))
                        .filter(candidate -> !candidate.equals("ID"))
                        .distinct()
                        .toList();
                String before = String.join(" ", words.subList(0, at));
                return known.isEmpty()
                        ? "\"" + before + "\" takes no \"" + word + "\""
                        : "there is no command \"" + (before + " " + word).strip() + "\""
                                + Nearest.to(word, known)
                                        .map(right -> "; did you mean " + (before + " " + right).strip() + "?")
                                        .orElse(": " + String.join(", ", known));
            }
            left = fit;
        }
        return "\"" + String.join(" ", words) + "\" needs more: "
                + left.stream().map(command -> String.join(" ", command)).collect(Collectors.joining(", "));
    }

    /** The option that was probably meant. */
    static String optionHint(String wrong) {
        List<String> known = new ArrayList<>(EVERYWHERE);
        known.addAll(KINDS);
        COMMANDS.forEach(command -> {
            known.addAll(command.query().keySet());
            known.addAll(command.body().keySet());
            known.addAll(command.headers().keySet());
        });
        return known.contains(wrong)
                ? wrong + " needs a value"
                : "there is no option " + wrong
                        + Nearest.hint(wrong, known.stream().distinct().toList());
    }

    private int run(Command command, String id, Map<String, String> options) {
        Map<String, String> known = new HashMap<>(command.query());
        known.putAll(command.body());
        known.putAll(command.headers());
        List<String> unknown = options.keySet().stream()
                .filter(option -> !known.containsKey(option) && !EVERYWHERE.contains(option))
                .toList();
        if (!unknown.isEmpty() || !id.isEmpty() && IdText.read(id).isEmpty()) {
            complaints.println(tool + ": "
                    + (unknown.isEmpty()
                            ? id + " is not an id for " + command.words()
                            : "no option " + unknown.getFirst() + " for " + command.words()
                                    + Nearest.hint(
                                            unknown.getFirst(),
                                            Stream.concat(known.keySet().stream(), EVERYWHERE.stream())
                                                    .toList())));
            return USAGE;
        }
        String[] target = command.path().replace("ID", id).split(" ", 2);
        String query = command.query().entrySet().stream()
                .filter(option -> options.containsKey(option.getKey()))
                .map(option -> option.getValue() + "="
                        + URLEncoder.encode(options.get(option.getKey()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String path = target[1] + (query.isEmpty() ? "" : (target[1].contains("?") ? "&" : "?") + query);
        ObjectNode body = JSON.createObjectNode();
        command.fixed().forEach((field, value) -> body.put(field, value.equals("ID") ? id : value));
        command.body().forEach((option, field) -> {
            if (FLAGS.contains(option) && options.containsKey(option)) {
                body.put(field, true);
            } else if (options.containsKey(option)) {
                body.put(field, options.get(option));
            }
        });
        if (command.changes()) {
            Optional<Integer> stops = announced(
                    command.help() + ": " + target[0] + " " + path + " " + (body.isEmpty() ? "" : written(body)),
                    options);
            if (stops.isPresent() && (stops.get() != 0 || !command.rehearses())) {
                return stops.get();
            }
            if (options.containsKey("--dry-run")) {
                path += "?dryRun=true";
            }
        }
        Map<String, String> headers = new HashMap<>();
        command.headers()
                .forEach((option, name) ->
                        Optional.ofNullable(options.get(option)).ifPresent(value -> headers.put(name, value)));
        return ask(
                target[0],
                path,
                body.isEmpty() ? "" : written(body),
                headers,
                options,
                answer -> show(command, answer, options.containsKey("--json")));
    }

    /** Says what will be done and asks; the exit code when it ends there. */
    private Optional<Integer> announced(String what, Map<String, String> options) {
        out.println((options.containsKey("--dry-run") ? "would " : "will ") + what);
        if (options.containsKey("--dry-run")) {
            return Optional.of(0);
        }
        if (!options.containsKey("--yes") && !confirmed()) {
            complaints.println(tool + ": nothing was done");
            return Optional.of(REFUSED);
        }
        return Optional.empty();
    }

    /** Channels first, then variants by 200: each request all or none, and the whole can be run again. */
    private int importFile(String file, Map<String, String> options) {
        JsonNode content;
        try {
            content = JSON.readTree(Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            complaints.println(tool + ": "
                    + (e instanceof JsonProcessingException json
                            ? "cannot read " + file + " as JSON: " + json.getOriginalMessage()
                            : Sentence.file(file, e)));
            return USAGE;
        }
        JsonNode channels = content.path("channels");
        JsonNode variants = content.path("variants");
        if (!content.isObject()
                || content.size() != (channels.isArray() ? 1 : 0) + (variants.isArray() ? 1 : 0)
                || channels.size() + variants.size() == 0) {
            complaints.println(tool + ": " + file
                    + " must be {\"channels\": [...], \"variants\": [...]}, as PUT /catalogue/channels and PUT /catalogue/variants"
                    + " take them");
            return USAGE;
        }
        Optional<Integer> stops = announced(
                "insert or replace " + channels.size() + " channels and " + variants.size() + " variants", options);
        if (stops.isPresent()) {
            return stops.get();
        }
        int exit = channels.isEmpty() ? 0 : put("channels", channels, 0, options);
        for (int from = 0; from < variants.size() && exit == 0; from += IMPORT_BATCH) {
            exit = put("variants", variants, from, options);
        }
        return exit;
    }

    private int put(String kind, JsonNode all, int from, Map<String, String> options) {
        ArrayNode part = JSON.createArrayNode();
        for (int at = from; at < Math.min(from + IMPORT_BATCH, all.size()); at++) {
            part.add(all.get(at));
        }
        String which = kind + " " + (from + 1) + " to " + (from + part.size());
        int exit = ask(
                "PUT",
                "/catalogue/" + kind,
                written(JSON.createObjectNode().set(kind, part)),
                Map.of(),
                options,
                answer -> out.println(options.containsKey("--json") ? written(answer) : which + " imported"));
        if (exit != 0) {
            complaints.println(tool + ": " + which + " were not imported, nor what follows; run it again when mended");
        }
        return exit;
    }

    /** JSON with every number plain: what Jackson's own toString writes may have exponents, which the service refuses. */
    static String written(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean confirmed() {
        try {
            out.println("Type yes to go on:");
            return "yes".equals(answers.readLine());
        } catch (IOException e) {
            return false;
        }
    }

    private int ask(
            String method,
            String path,
            String body,
            Map<String, String> headers,
            Map<String, String> options,
            Consumer<JsonNode> success) {
        Optional<String> url = setting(options, "--url", "SALE_URL");
        Optional<String> token = setting(options, "--token", "SALE_TOKEN");
        Optional<String> merchant = setting(options, "--merchant", "SALE_MERCHANT");
        if (url.isEmpty() || token.isEmpty() || merchant.isEmpty()) {
            complaints.println(tool + ": say which service and who you are: SALE_URL, SALE_TOKEN and SALE_MERCHANT,"
                    + " or --url, --token and --merchant");
            return USAGE;
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.get() + path))
                    .header("Authorization", "Bearer " + token.get())
                    .header("x-merchant-id", merchant.get())
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            headers.forEach(request::header);
            HttpResponse<String> answer = BoundedAnswer.ask(http, request.build(), PATIENCE, LONGEST_ANSWER);
            JsonNode tree = JSON.readTree(answer.body());
            if (answer.statusCode() >= 300) {
                complaints.println(tool + ": " + refusal(answer.statusCode(), tree, url.get()));
                return REFUSED;
            }
            success.accept(tree);
            return 0;
        } catch (IllegalArgumentException e) {
            complaints.println(
                    tool + ": SALE_URL must be an address such as http://host:3000/v1/api/sale, SALE_TOKEN and"
                            + " SALE_MERCHANT one word each");
            return USAGE;
        } catch (JsonProcessingException e) {
            complaints.println(tool + ": that is no sale service at " + url.get());
        } catch (IOException e) {
            complaints.println(tool + ": no answer from " + url.get() + ": " + Sentence.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return REFUSED;
    }

    private static String refusal(int status, JsonNode problem, String url) {
        return problem.hasNonNull("code")
                ? status + " " + problem.path("code").asText() + ": "
                        + problem.path("detail").asText()
                : url + " answered " + status + ": that is no sale service, or none is reached behind it";
    }

    private Optional<String> setting(Map<String, String> options, String option, String variable) {
        return Optional.ofNullable(options.get(option)).or(() -> Optional.ofNullable(environment.get(variable)));
    }

    private void show(Command command, JsonNode answer, boolean json) {
        JsonNode shown = command.shows().isEmpty() ? answer : answer.at(command.shows());
        if (json) {
            out.println(written(shown));
        } else if (command.words().equals("order proof ID")) {
            table(proof(shown), List.of());
        } else if (shown.isArray()) {
            table(shown, command.columns());
        } else {
            shown.properties().forEach(field -> {
                if (field.getValue().isArray() && field.getValue().path(0).isObject()) {
                    out.println(field.getKey() + ":");
                    table(field.getValue(), List.of());
                } else {
                    out.println(field.getKey() + ": " + text(field.getValue()));
                }
            });
        }
    }

    /** A row for each order of each record: what the record conserved, and whether the order has the sums of its items today. */
    private static ArrayNode proof(JsonNode operations) {
        ArrayNode rows = JSON.createArrayNode();
        for (JsonNode operation : operations) {
            for (JsonNode today : operation.path("today")) {
                ObjectNode row = rows.addObject();
                row.set("operation", operation.path("id"));
                row.set("kind", operation.path("kind"));
                row.set("exact", operation.at("/difference/exact"));
                row.set("order", today.path("orderId"));
                row.set("stored", today.at("/stored/total"));
                row.set("counted", today.at("/counted/total"));
                row.set("difference", today.at("/difference/total"));
                row.set("agrees", today.path("agrees"));
            }
        }
        return rows;
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? written(value) : value.asText();
    }

    private void table(JsonNode rows, List<String> columns) {
        if (rows.isEmpty()) {
            out.println("nothing");
        } else {
            OpsTable.lines(rows, columns).forEach(out::println);
        }
    }
}
