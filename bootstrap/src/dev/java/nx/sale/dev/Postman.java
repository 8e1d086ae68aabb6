package nx.sale.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code sale postman}: a Postman collection of every operation of the OpenAPI document, with the address, tokens and ids of the local
 * stack of this folder. Its first folder is a sale, which fills the variables that the others use.
 */
public final class Postman {
    private static final String SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
    private static final List<String> SALE =
            List.of("createOrder", "addItems", "createKitchenTickets", "checkOutOrder", "createChecks", "deleteChecks");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** What a request of the collection is not answered with: it is sent by who may, and as the document has it. */
    private static final Set<String> WRONG = Set.of("400", "401", "403", "413", "415", "422", "500");

    /** Requests that somebody has to change before they are taken, with what they are answered as they are. */
    private static final Map<String, String> REFUSED =
            Map.of("cancelStuckOrder", "403"); // somebody else has to agree first

    /** An operation of the document and where it is. */
    private record Operation(String method, String path, JsonNode node) {
        String id() {
            return node.at("/operationId").asText();
        }

        /** Creations first, deletions last: what a request is about is there when it is sent. */
        int turn() {
            return switch (method) {
                case "post" -> path.contains("{") ? 2 : 0;
                case "get" -> 1;
                case "delete" -> 3;
                default -> 2;
            };
        }
    }

    private final JsonNode document;
    private final JsonNode facts;
    private final List<Operation> operations = new ArrayList<>();
    /** Which variable holds the id of a resource, by the name of its schema. */
    private final Map<String, String> ids = new LinkedHashMap<>();

    private final Map<String, String> variables = new LinkedHashMap<>();

    private Postman(JsonNode document, JsonNode facts) {
        this.document = document;
        this.facts = facts;
        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method ->
                                operations.add(new Operation(method.getKey(), path.getKey(), method.getValue()))));
        operations.stream()
                .filter(operation ->
                        operation.method().equals("get") && operation.path().matches("/[a-z/-]+(/\\{id})?"))
                .forEach(operation -> {
                    JsonNode answer = answer(operation);
                    String one = answer.has("$ref") ? name(answer) : "";
                    String element = name(resolved(answer).at("/properties/data/items"));
                    String resource = element.isEmpty() ? one : element;
                    if (!resource.isEmpty()) {
                        ids.putIfAbsent(resource, variable(operation.path() + "/{id}"));
                    }
                });
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(".sale").toAbsolutePath();
        if (!Files.exists(folder.resolve("up.json"))) {
            System.err.println("sale postman: no stack runs here; ./sale up starts one");
            System.exit(1);
        }
        JsonNode facts = Sisters.JSON.readTree(folder.resolve("up.json").toFile());
        URI address = URI.create(facts.at("/baseUrl").asText() + "/doc/openapi.json");
        try (HttpClient http = HttpClient.newHttpClient()) {
            String document = http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            Path file = folder.resolve("postman.json");
            Files.writeString(
                    file,
                    Sisters.JSON
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(collection(Sisters.JSON.readTree(document), facts)));
            System.out.println(file);
        }
    }

    /** The collection, in the form of Postman's schema 2.1. */
    static ObjectNode collection(JsonNode document, JsonNode facts) {
        return new Postman(document, facts).collection();
    }

    private ObjectNode collection() {
        for (String fact : List.of("baseUrl", "merchantId", "saleChannelId", "deviceId", "mqPayUrl")) {
            variables.put(fact, facts.path(fact).asText());
        }
        facts.at("/tokens")
                .properties()
                .forEach(token -> variables.put(token.getKey(), token.getValue().asText()));
        variables.put("today", LocalDate.now(ZoneId.systemDefault()).toString());
        Map<String, List<Object>> folders = new LinkedHashMap<>();
        folders.put("A sale", sale());
        document.at("/tags").forEach(tag -> folders.put(tag.at("/name").asText(), new ArrayList<>()));
        operations.stream()
                .sorted(Comparator.comparingInt(Operation::turn))
                .forEach(operation -> folders.computeIfAbsent(
                                operation.node().at("/tags/0").asText(), tag -> new ArrayList<>())
                        .add(item(operation)));
        Map<String, Object> collection = new LinkedHashMap<>();
        collection.put(
                "info",
                Map.of(
                        "name",
                        document.at("/info/title").asText() + " on the local stack",
                        "description",
                        document.at("/info/description").asText(),
                        "schema",
                        SCHEMA));
        collection.put("auth", bearer("owner"));
        collection.put(
                "item",
                folders.entrySet().stream()
                        .map(folder -> Map.of("name", folder.getKey(), "item", folder.getValue()))
                        .toList());
        collection.put(
                "variable",
                variables.entrySet().stream()
                        .map(variable -> Map.of("key", variable.getKey(), "value", variable.getValue()))
                        .toList());
        return Sisters.JSON.valueToTree(collection);
    }

    /** From the first item to the last dong, which MQ-Pay takes. */
    private List<Object> sale() {
        List<Object> requests = new ArrayList<>();
        for (String id : SALE) {
            requests.add(item(operation(id)));
        }
        requests.add(pay("MQ-Pay: begin a payment", "/transactions", """
                {"sourceId":"{{saleOrderId}}","total":"{{total}}"}""", """
                pm.collectionVariables.set("paymentId", pm.response.json().uid);"""));
        requests.add(pay("MQ-Pay: take the cash", "/transactions/{{paymentId}}/attempts", """
                {"method":"CASH"}""", """
                pm.test("the webhook was applied", () => pm.expect(pm.response.text()).to.include("APPLIED"));"""));
        Map<String, Object> read = item(operation("getOrder"));
        read.put("event", script("""
                pm.test("the order is completed", () => pm.expect(pm.response.json().status).to.equal("COMPLETED"));"""));
        requests.add(read);
        variables.put("total", "0");
        variables.put("paymentId", "");
        return requests;
    }

    private static Map<String, Object> pay(String name, String path, String body, String test) {
        return Map.of(
                "name",
                name,
                "event",
                script(test),
                "request",
                Map.of(
                        "method",
                        "POST",
                        "auth",
                        Map.of("type", "noauth"),
                        "url",
                        "{{mqPayUrl}}" + path,
                        "body",
                        raw(body)));
    }

    private Operation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Object> item(Operation operation) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", operation.method().toUpperCase(Locale.ROOT));
        request.put(
                "description",
                operation
                        .node()
                        .path("description")
                        .asText(operation.node().at("/summary").asText()));
        String role = role(operation);
        if (!role.equals("owner")) {
            request.put("auth", role.isEmpty() ? Map.of("type", "noauth") : bearer(role));
        }
        List<Map<String, Object>> headers = new ArrayList<>();
        List<Map<String, Object>> query = new ArrayList<>();
        List<Map<String, Object>> path = new ArrayList<>();
        for (JsonNode reference : operation.node().at("/parameters")) {
            JsonNode parameter = resolved(reference);
            String name = parameter.at("/name").asText();
            switch (parameter.at("/in").asText()) {
                case "header" ->
                    headers.add(entry(name, header(name), header(name).isEmpty()));
                case "query" ->
                    query.add(entry(
                            name, value(parameter), !parameter.at("/required").asBoolean()));
                default -> path.add(entry(name, "{{" + variable(operation.path(), name) + "}}", false));
            }
        }
        if (operation.node().has("requestBody")) {
            headers.add(entry("Content-Type", "application/json", false));
            request.put("body", raw(example(operation)));
        }
        request.put("header", headers);
        request.put(
                "url",
                Map.of(
                        "raw",
                        "{{baseUrl}}" + operation.path().replaceAll("\\{(\\w+)}", ":$1"),
                        "host",
                        List.of("{{baseUrl}}"),
                        "path",
                        List.of(operation
                                .path()
                                .substring(1)
                                .replaceAll("\\{(\\w+)}", ":$1")
                                .split("/")),
                        "query",
                        query,
                        "variable",
                        path));
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("name", operation.id());
        item.put("request", request);
        item.put("event", script(test(operation)));
        return item;
    }

    /** That the status is documented; and the id of what is answered is remembered. */
    private String test(Operation operation) {
        List<String> statuses = new ArrayList<>();
        operation.node().at("/responses").fieldNames().forEachRemaining(statuses::add);
        // of what comes before any operation nothing is asked for
        statuses.removeIf(status -> status.endsWith("XX"));
        statuses.removeIf(status -> WRONG.contains(status) && !status.equals(REFUSED.getOrDefault(operation.id(), "")));
        JsonNode answer = answer(operation);
        String one = ids.getOrDefault(answer.has("$ref") ? name(answer) : "", "");
        String element = ids.getOrDefault(name(resolved(answer).at("/properties/data/items")), "");
        String remembered = one.isEmpty() ? element : one;
        return """
                const unknown = %s.some(code => pm.response.text().includes(`"code":"${code}"`));
                pm.test("the answer is documented", () => pm.expect(unknown ? 404 : pm.response.code, pm.response.text()).to.be.oneOf([%s]));""".formatted(Sisters.JSON.valueToTree(unknown(operation)), String.join(", ", statuses))
                + (remembered.isEmpty()
                        ? ""
                        : """

                const answer = pm.response.code < 300 ? %s : undefined;
                if (answer) pm.collectionVariables.set("%s", answer.id);""".formatted(
                                one.isEmpty() ? "pm.response.json().data[0]" : "pm.response.json()", remembered))
                + (remembered.equals("saleOrderId") && !one.isEmpty() ? """

                if (answer) pm.collectionVariables.set("total", answer.total);""" : "");
    }

    /** Codes of what the ids in a body name and is not there: an example's ids are nobody's here, like an id in a path. */
    private List<String> unknown(Operation operation) {
        List<String> codes = new ArrayList<>();
        for (JsonNode media : operation.node().at("/responses/422/content")) {
            media.at("/schema/discriminator/mapping").fieldNames().forEachRemaining(codes::add);
        }
        codes.removeIf(code -> !code.endsWith("-not-found"));
        return codes;
    }

    /** Who may: the owner, or an operator of the platform; nobody's name where nobody signs in. */
    private static String role(Operation operation) {
        String permission = operation.node().path("x-permission").asText();
        if (permission.isEmpty()) {
            return "";
        }
        return Roles.PERMISSIONS.get("owner").contains(permission) ? "owner" : "operator";
    }

    /** The first body that the document shows. */
    private static String example(Operation operation) {
        for (JsonNode example : operation.node().at("/requestBody/content/application~1json/examples")) {
            return example.at("/value").toString();
        }
        return "{}";
    }

    private static String header(String name) {
        return switch (name) {
            case "x-merchant-id" -> "{{merchantId}}";
            case "x-device-info" -> "{{deviceId}}";
            case "Idempotency-Key" -> "{{$guid}}";
            default -> "";
        };
    }

    private static String value(JsonNode parameter) {
        if (parameter.at("/schema/format").asText().equals("date")) {
            return "{{today}}";
        }
        JsonNode example = parameter.at("/schema/examples/0");
        List<String> values = new ArrayList<>();
        example.forEach(value -> values.add(value.asText()));
        return example.isArray() ? String.join(",", values) : example.asText();
    }

    private String variable(String path, String parameter) {
        String variable = parameter.equals("id") ? variable(path) : parameter;
        variables.putIfAbsent(variable, "1");
        return variable;
    }

    /** {@code saleOrderId} for {@code /sale-orders/{id}}. */
    private static String variable(String path) {
        String resource = path.substring(0, path.indexOf("/{id}")).replaceAll(".*/", "");
        String[] words = resource.equals("orders") ? new String[] {"sale", "orders"} : resource.split("-");
        StringBuilder name = new StringBuilder(words[0]);
        for (int index = 1; index < words.length; index++) {
            name.append(words[index].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[index].substring(1));
        }
        return name.toString().replaceAll("s$", "") + "Id";
    }

    /** The schema of what is answered when all is well. */
    private static JsonNode answer(Operation operation) {
        for (Map.Entry<String, JsonNode> response :
                operation.node().at("/responses").properties()) {
            if (response.getKey().startsWith("2")) {
                return response.getValue().at("/content/application~1json/schema");
            }
        }
        return operation.node().at("/none");
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.at("/$ref").asText().substring(1)) : node;
    }

    private static String name(JsonNode reference) {
        return reference.path("$ref").asText().replaceAll(".*/", "");
    }

    private static Map<String, Object> entry(String key, String value, boolean disabled) {
        return Map.of("key", key, "value", value, "disabled", disabled);
    }

    private static Map<String, Object> bearer(String role) {
        return Map.of(
                "type",
                "bearer",
                "bearer",
                List.of(Map.of("key", "token", "value", "{{" + role + "}}", "type", "string")));
    }

    private static Map<String, Object> raw(String json) {
        return Map.of("mode", "raw", "raw", json, "options", Map.of("raw", Map.of("language", "json")));
    }

    private static List<Object> script(String lines) {
        return List.of(Map.of(
                "listen", "test", "script", Map.of("type", "text/javascript", "exec", List.of(lines.split("\n")))));
    }
}
