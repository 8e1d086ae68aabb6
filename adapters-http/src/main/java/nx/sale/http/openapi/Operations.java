package nx.sale.http.openapi;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.DomainError;
import nx.sale.http.json.Json;
import nx.sale.http.problem.ProblemMapper;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The operation of a route: parameters, body, answers, refusals. */
final class Operations {
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final String JSON = "application/json";
    private static final Map<String, Object> CSV = Map.of(
            "type",
            "string",
            "description",
            "RFC 4180: a line with the names of the row's fields, then a line for each row; nothing where the field is null");

    private final Schemas schemas;
    private final ProblemSchemas problems;

    Operations(Schemas schemas, ProblemSchemas problems) {
        this.schemas = schemas;
        this.problems = problems;
    }

    Map<String, Object> operation(Route route) {
        Map<Integer, TreeSet<String>> codes = codes(route);
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.operation());
        operation.put("summary", route.summary());
        operation.put("description", description(route));
        operation.put("tags", List.of(Tags.of(route.path()).title()));
        route.deprecation().ifPresent(terms -> operation.put("deprecated", true));
        switch (route.entry()) {
            case Route.Entry.Open open -> operation.put("security", List.of());
            case Route.Entry.Probe probe -> operation.put("security", List.of());
            case Route.Entry.Needs needs -> {
                operation.put("security", List.of(Map.of("user", List.of()), Map.of("service", List.of())));
                operation.put("x-permission", needs.permission().code());
                needs.or().ifPresent(other -> operation.put("x-permission-or", other.code()));
            }
        }
        operation.put("parameters", parameters(route));
        route.body().ifPresent(type -> operation.put("requestBody", body(route, type)));
        route.foreign().ifPresent(resource -> operation.put("requestBody", foreign(resource)));
        operation.put("responses", responses(route, codes));
        return operation;
    }

    /** What it is for, who may, and which rules of the trade refuse it. */
    private String description(Route route) {
        String text = Descriptions.of(route.operation(), route.summary());
        if (route.entry() instanceof Route.Entry.Needs needs) {
            String or = needs.or().map(other -> " or `" + other.code() + "`").orElse("");
            text += "\n\nPermission: `" + needs.permission().code() + "`" + or + ".";
        }
        text += route.deprecation()
                .map(terms -> "\n\nDeprecated since " + terms.since() + ", to be removed on " + terms.sunset()
                        + ". Use instead: " + terms.instead() + ".")
                .orElse("");
        TreeSet<String> refusals = new TreeSet<>();
        route.rejections()
                .forEach(error -> refusals.add("`" + problems.known(error).code() + "`"));
        return refusals.isEmpty() ? text : text + "\n\nRefused by: " + String.join(", ", refusals) + ".";
    }

    private Map<String, Object> body(Route route, Class<? extends Record> type) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", schemas.request(type));
        Map<String, Object> examples = new LinkedHashMap<>();
        route.examples().forEach((name, example) -> examples.put(name, Map.of("value", new RawValue(example))));
        json.put("examples", examples);
        boolean needed =
                Arrays.stream(type.getRecordComponents()).anyMatch(component -> component.getType() != Optional.class);
        return Map.of("required", needed, "content", Map.of(JSON, json));
    }

    /** A body of the sender's own shape: its schemas, the whole first, and examples. */
    private record Foreign(LinkedHashMap<String, Object> schemas, LinkedHashMap<String, Object> examples) {}

    /** A body of the sender's own shape. */
    private Map<String, Object> foreign(String resource) {
        Foreign described = Json.read(Resources.text(resource + ".json"), Foreign.class);
        schemas.components().putAll(described.schemas());
        return Map.of(
                "required",
                true,
                "content",
                Map.of(
                        JSON,
                        Map.of(
                                "schema",
                                Map.of(
                                        "$ref",
                                        "#/components/schemas/"
                                                + described
                                                        .schemas()
                                                        .keySet()
                                                        .iterator()
                                                        .next()),
                                "examples",
                                described.examples())));
    }

    private static List<Map<String, Object>> parameters(Route route) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        Matcher matcher = PATH_PARAMETER.matcher(route.path());
        while (matcher.find()) {
            parameters.add(Map.of(
                    "name",
                    matcher.group(1),
                    "in",
                    "path",
                    "required",
                    true,
                    "schema",
                    route.texts().contains(matcher.group(1))
                            ? Map.of("type", "string", "minLength", 1, "maxLength", 100)
                            : Parameter.idSchema()));
        }
        route.parameters().forEach(parameter -> parameters.add(query(parameter)));
        parameters.addAll(Headers.of(route));
        return parameters;
    }

    private static Map<String, Object> query(Parameter parameter) {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("name", parameter.name());
        query.put("in", "query");
        query.put("required", parameter.required());
        query.put("description", parameter.description());
        query.put("schema", parameter.schema());
        if ("array".equals(parameter.schema().get("type"))) {
            query.put("explode", false);
        }
        return query;
    }

    private Map<String, Object> responses(Route route, Map<Integer, TreeSet<String>> codes) {
        Map<String, Object> responses = new TreeMap<>();
        route.answer()
                .ifPresent(type -> responses.put(
                        Integer.toString(route.status()),
                        Map.of(
                                "description",
                                answered(route, type),
                                "headers",
                                Headers.ofSuccess(route),
                                "content",
                                content(route, type))));
        codes.forEach((status, names) ->
                responses.put(Integer.toString(status), problems.response(status, List.copyOf(names))));
        if (route.unready()) {
            responses.put(
                    "503",
                    Map.of(
                            "description",
                            "not ready: the same with what is missing",
                            "headers",
                            Headers.ofSuccess(route),
                            "content",
                            content(route, route.answer().orElseThrow())));
        }
        responses.putAll(problems.unrouted());
        return responses;
    }

    /** What comes back when all is well. */
    private static String answered(Route route, Class<?> type) {
        String one = Schemas.meaning(type).orElse(route.summary());
        return switch (route.shape()) {
            case ONE -> route.status() == 201 ? "created: " + one : one;
            case ONE_OR_NONE -> one + "; null when there is none";
            case LIST -> (route.status() == 201 ? "created" : "in data") + ", each: " + one;
            case TABLE -> "in data, each row: " + one + "; as CSV when that is asked for";
        };
    }

    private Map<String, Object> content(Route route, Class<?> type) {
        Map<String, Object> json = Map.of(
                "schema",
                switch (route.shape()) {
                    case ONE -> schemas.answer(type);
                    case ONE_OR_NONE -> Map.of("anyOf", List.of(schemas.answer(type), Map.of("type", "null")));
                    case LIST -> schemas.list(type);
                    case TABLE -> schemas.table(type);
                });
        Map<String, Object> content = new LinkedHashMap<>();
        // generators take the type of an answer from what is named first
        content.put(JSON, json);
        if (route.shape() == Route.Shape.TABLE) {
            content.put("text/csv", Map.of("schema", CSV));
        }
        return content;
    }

    /** The codes that a route can refuse with, by status. */
    private Map<Integer, TreeSet<String>> codes(Route route) {
        Map<Integer, TreeSet<String>> codes = new TreeMap<>();
        route.rejections().forEach(error -> add(codes, error));
        if (route.entry() instanceof Route.Entry.Needs) {
            add(codes, AccessError.NotSignedIn.class);
            add(codes, AccessError.Denied.class);
            add(codes, 503, "database-unavailable", "identity-unavailable", "overloaded");
        }
        add(codes, 400, "bad-request");
        add(codes, 422, "invalid");
        route.missing().forEach(part -> add(codes, 503, part.code()));
        if (route.body().isPresent()) {
            add(codes, 400, "malformed-json");
        }
        if (route.keyed() && route.entry() instanceof Route.Entry.Needs) {
            add(codes, RequestError.KeyReused.class);
            add(codes, 503, "request-in-progress", "order-busy", "ids-unavailable");
        }
        if (route.method() != Route.Method.GET) {
            add(codes, 413, "body-too-large");
            add(codes, 415, "media-type-unsupported");
        }
        if (route.foreign().isPresent()) {
            add(codes, 400, "malformed-json");
            add(codes, 500, "webhook-unreadable", "webhook-failed");
            add(codes, 503, "order-busy", "database-unavailable", "ids-unavailable", "overloaded");
        }
        route.failures().forEach(failure -> add(codes, 500, failure.code()));
        add(codes, 500, "internal-error");
        return codes;
    }

    private void add(Map<Integer, TreeSet<String>> codes, Class<? extends DomainError> error) {
        ProblemMapper.Known known = problems.known(error);
        add(codes, known.status(), known.code());
    }

    private static void add(Map<Integer, TreeSet<String>> codes, int status, String... names) {
        codes.computeIfAbsent(status, known -> new TreeSet<>()).addAll(List.of(names));
    }
}
