package nx.sale.http.openapi;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.domain.access.AccessError;
import nx.sale.http.problem.ProblemMapper;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The OpenAPI 3.1 document, made from the same routes the server serves. */
public final class OpenApi {
    private static final Map<String, Object> TEXT = Map.of("schema", Map.of("type", "string"));
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final Schemas schemas = new Schemas();
    private final List<Route> routes;
    private final String basePath;
    private final ProblemMapper problems;

    public OpenApi(List<Route> routes, String basePath, ProblemMapper problems) {
        this.routes = List.copyOf(routes);
        this.basePath = basePath;
        this.problems = problems;
    }

    public Map<String, Object> document() {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                    .put(route.method().name().toLowerCase(java.util.Locale.ROOT), operation(route));
        }
        Map<String, Object> components = new LinkedHashMap<>();
        schemas.components().put("Problem", problem());
        components.put("schemas", schemas.components());
        components.put(
                "securitySchemes",
                Map.of(
                        "user", Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT"),
                        "service", Map.of("type", "http", "scheme", "basic")));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title", "nx-seller-sale",
                        "version", "1.1.0",
                        "description",
                                "Orders, payments and what belongs to them. Ids, money and quantities are decimal strings. "
                                        + "Every GET is also a HEAD. A query parameter that is unknown, repeated or without a "
                                        + "value is 422, one that cannot be read 400. Headers and answers are UTF-8. "
                                        + "Bodies come without Content-Encoding."));
        document.put("servers", List.of(Map.of("url", basePath)));
        document.put("paths", paths);
        document.put("components", components);
        return document;
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.operation());
        operation.put("summary", route.summary());
        operation.put("tags", List.of(route.path().split("/")[1]));
        switch (route.entry()) {
            case Route.Entry.Open open -> operation.put("security", List.of());
            case Route.Entry.Probe probe -> operation.put("security", List.of());
            case Route.Entry.Needs needs -> {
                operation.put("security", List.of(Map.of("user", List.of()), Map.of("service", List.of())));
                operation.put("x-permission", needs.permission().code());
            }
        }
        operation.put("parameters", parameters(route));
        route.body().ifPresent(type -> operation.put("requestBody", body(route, schemas.request(type))));
        if (foreignBody(route)) {
            operation.put("requestBody", body(route, Map.of("type", "object")));
        }
        operation.put("responses", responses(route));
        return operation;
    }

    private static Map<String, Object> body(Route route, Map<String, Object> schema) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", schema);
        route.example().ifPresent(example -> json.put("example", new RawValue(example)));
        return Map.of("required", needed(route), "content", Map.of("application/json", json));
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
        if (route.entry() instanceof Route.Entry.Needs) {
            parameters.add(header("x-merchant-id", true, "the active merchant"));
            parameters.add(header("x-device-info", false, "the till's id"));
            if (route.keyed()) {
                parameters.add(header("Idempotency-Key", false, "makes a repeat act once; kept seven days"));
            }
            if (route.conditional()) {
                parameters.add(
                        header(
                                "If-Match",
                                false,
                                "the ETag of what this changes, such as \"7\": with another revision it is 412, and nothing changes; * for any"));
            }
            if (route.rejections().contains(AccessError.ApprovalRefused.class)) {
                parameters.add(header("X-Approval", false, "tokens of POST /approvals, by commas: what others permit"));
            }
        }
        parameters.add(header("X-Request-Id", false, "echoed, logged and passed on"));
        return parameters;
    }

    private static Map<String, Object> query(Parameter parameter) {
        return Map.of(
                "name",
                parameter.name(),
                "in",
                "query",
                "required",
                parameter.required(),
                "description",
                parameter.description(),
                "explode",
                false,
                "schema",
                parameter.schema());
    }

    private static Map<String, Object> header(String name, boolean required, String description) {
        return Map.of(
                "name",
                name,
                "in",
                "header",
                "required",
                required,
                "description",
                description,
                "schema",
                Map.of("type", "string"));
    }

    private Map<String, Object> responses(Route route) {
        Map<String, Object> responses = new TreeMap<>();
        route.answer().ifPresent(type -> {
            Map<String, Object> json = Map.of(
                    "schema",
                    switch (route.shape()) {
                        case ONE -> schemas.answer(type);
                        case ONE_OR_NONE -> Map.of("anyOf", List.of(schemas.answer(type), Map.of("type", "null")));
                        case LIST -> schemas.list(type);
                        case TABLE -> schemas.table(type);
                    });
            responses.put(
                    Integer.toString(route.status()),
                    Map.of(
                            "description",
                            route.summary(),
                            "content",
                            route.shape() == Route.Shape.TABLE
                                    ? Map.of("application/json", json, "text/csv", TEXT)
                                    : Map.of("application/json", json)));
        });
        Map<Integer, List<String>> codes = new TreeMap<>();
        route.rejections().forEach(error -> {
            ProblemMapper.Known known = problems.known(error);
            codes.computeIfAbsent(known.status(), status -> new ArrayList<>()).add(known.code());
        });
        if (route.entry() instanceof Route.Entry.Needs) {
            add(codes, 401, "not-signed-in");
            add(codes, 403, "permission-denied");
            add(codes, 400, "bad-request");
            add(codes, 422, "invalid");
            add(codes, 503, "database-unavailable", "identity-unavailable", "overloaded");
        }
        route.missing().forEach(part -> add(codes, 503, part.code()));
        if (route.body().isPresent()) {
            add(codes, 400, "malformed-json");
            add(codes, 413, "body-too-large");
            add(codes, 422, "amount-too-large", "quantity-too-large");
        }
        if (route.keyed() && route.entry() instanceof Route.Entry.Needs) {
            add(codes, 422, "idempotency-key-reused");
            add(codes, 503, "request-in-progress", "order-busy", "ids-unavailable");
        }
        if (route.method() != Route.Method.GET) {
            add(codes, 400, "bad-request");
            add(codes, 413, "body-too-large");
            add(codes, 415, "media-type-unsupported");
        }
        if (route.entry() instanceof Route.Entry.Open && route.method() == Route.Method.GET
                || route.entry() instanceof Route.Entry.Probe) {
            add(codes, 400, "bad-request");
            add(codes, 422, "invalid");
        }
        if (foreignBody(route)) {
            add(codes, 400, "malformed-json");
            add(codes, 413, "body-too-large");
            add(codes, 415, "media-type-unsupported");
            add(codes, 422, "invalid");
            add(codes, 500, "webhook-unreadable", "webhook-failed");
            add(codes, 503, "order-busy", "database-unavailable", "ids-unavailable", "overloaded");
        }
        route.failures().forEach(failure -> add(codes, 500, failure.code()));
        add(codes, 500, "internal-error");
        codes.forEach((status, names) -> responses.put(
                Integer.toString(status),
                Map.of(
                        "description",
                                String.join(
                                        ", ",
                                        names.stream()
                                                .distinct()
                                                .sorted(Comparator.naturalOrder())
                                                .toList()),
                        "content",
                                Map.of(
                                        "application/problem+json",
                                        Map.of("schema", Map.of("$ref", "#/components/schemas/Problem"))))));
        return responses;
    }

    /** Whether there is something that the body must say: an absent body counts as an empty one. */
    private static boolean needed(Route route) {
        return route.body()
                .map(type -> Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getType() != Optional.class))
                .orElse(true);
    }

    /** A body of the sender's own shape: MQ-Pay's, unknown fields and all. */
    private static boolean foreignBody(Route route) {
        return route.method() == Route.Method.POST && route.entry() instanceof Route.Entry.Open;
    }

    private static void add(Map<Integer, List<String>> codes, int status, String... names) {
        codes.computeIfAbsent(status, known -> new ArrayList<>()).addAll(List.of(names));
    }

    private static Map<String, Object> problem() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String field : List.of("type", "title", "detail", "instance", "code", "message", "requestId")) {
            properties.put(field, Map.of("type", "string"));
        }
        properties.put("status", Map.of("type", "integer"));
        properties.put("statusCode", Map.of("type", "integer"));
        properties.put("messageCode", Map.of("type", "string", "description", "server.sale. and the code with dots"));
        Map<String, Object> facts = Map.of("type", "object", "description", "the typed members of the problem");
        properties.put(
                "normalized",
                Map.of(
                        "type",
                        "object",
                        "required",
                        List.of("text", "code", "args"),
                        "properties",
                        Map.of("text", Map.of("type", "string"), "code", Map.of("type", "string"), "args", facts)));
        properties.put(
                "extra",
                Map.of(
                        "type",
                        "object",
                        "required",
                        List.of("messageArgs"),
                        "properties",
                        Map.of("messageArgs", facts)));
        properties.put(
                "errors",
                Map.of(
                        "type",
                        "array",
                        "items",
                        Map.of(
                                "type", "object",
                                "required", List.of("path", "code", "message"),
                                "properties",
                                        Map.of(
                                                "path", Map.of("type", "string"),
                                                "code", Map.of("type", "string"),
                                                "message", Map.of("type", "string")))));
        return Map.of(
                "type",
                "object",
                "required",
                List.of(
                        "type",
                        "title",
                        "status",
                        "detail",
                        "instance",
                        "code",
                        "message",
                        "statusCode",
                        "requestId",
                        "messageCode",
                        "normalized",
                        "extra"),
                "properties",
                properties,
                "additionalProperties",
                true);
    }
}
