package nx.sale.bootstrap.ops;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nx.sale.domain.id.IdText;
import nx.sale.json.BoundedAnswer;
import nx.sale.json.BoundedJson;

/** {@code sale ops ...} and {@code sale catalogue import} over HTTP: asks a running service, as the operator whose token is given; the service writes the audit. */
final class RemoteOps {
    private static final ObjectMapper JSON = BoundedJson.files();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LONGEST_ANSWER = 32 << 20;
    private static final int REFUSED = 1;
    private static final int USAGE = 2;

    private static final int IMPORT_BATCH = 200;
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

    /** Runs a command for what has this id; empty when it takes none. */
    int run(OpsCommand command, String id, Map<String, String> options) {
        if (!id.isEmpty() && IdText.read(id).isEmpty()) {
            complaints.println(tool + ": " + id + " is not an id for " + command.words());
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
            if (OpsCommand.FLAGS.contains(option) && options.containsKey(option)) {
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
                answer -> new OpsAnswer(out, complaints).show(command, answer, options.containsKey("--json")));
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
    int importFile(String file, Map<String, String> options) {
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
            HttpResponse<String> answer = BoundedAnswer.ask(http, request, PATIENCE, LONGEST_ANSWER);
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
}
