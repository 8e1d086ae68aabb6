package nx.sale.http.openapi;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.loyalty.PointTransactionId;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.http.json.FieldError;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.problem.Problem;
import nx.sale.http.problem.ProblemMapper;
import nx.sale.http.problem.ServerProblems;

/** The schemas of refusals: what all have, and for each code the members it has beside. */
final class ProblemSchemas {
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> INTEGER = Map.of("type", "integer", "format", "int64");
    private static final Map<String, Object> ABOVE_LIMIT = Map.of("$ref", "#/components/schemas/OrderAboveLimit");

    private final Schemas schemas;
    private final ProblemMapper mapper;
    private final Map<String, Object> responses = new TreeMap<>();

    ProblemSchemas(Schemas schemas, ProblemMapper mapper) {
        this.schemas = schemas;
        this.mapper = mapper;
        schemas.named("Problem", problem());
        schemas.named("ProblemFieldError", fieldError());
    }

    /** Status and code of an error; its schema is made. */
    ProblemMapper.Known known(Class<? extends DomainError> error) {
        ProblemMapper.Known known = mapper.known(error);
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : error.getRecordComponents()) {
            if (!component.getName().equals("reason")) {
                members.put(component.getName(), member(component, component.getGenericType()));
            }
        }
        List<String> always = List.copyOf(members.keySet());
        if (known.fields()) {
            members.putAll(errors());
        }
        schemas.named(name(known.code()), coded(known.code(), members, always));
        return known;
    }

    /** What is answered with one of these codes; what has one code only is described once. */
    Map<String, Object> response(int status, List<String> codes) {
        Map<String, Object> response = Map.of(
                "description",
                String.join(", ", codes),
                "headers",
                Headers.ofRefusal(status),
                "content",
                problems(codes));
        if (codes.size() > 1) {
            return response;
        }
        String name = name(codes.getFirst());
        responses.put(name, response);
        return Map.of("$ref", "#/components/responses/" + name);
    }

    /**
     * What is refused before an operation is chosen, as every operation has it: by the first digit of the status, so that what an
     * operation says of a status itself goes first.
     */
    Map<String, Object> unrouted() {
        Map<String, List<Problem>> ranges = ServerProblems.unrouted().stream()
                .sorted(Comparator.comparing(Problem::status))
                .collect(Collectors.groupingBy(
                        problem -> problem.status() / 100 + "XX", TreeMap::new, Collectors.toList()));
        Map<String, Object> references = new TreeMap<>();
        ranges.forEach((range, refused) -> {
            String name = "Unrouted" + range;
            responses.computeIfAbsent(
                    name,
                    made -> Map.of(
                            "description",
                            refused.stream()
                                    .map(problem -> problem.status() + " " + problem.code())
                                    .collect(Collectors.joining(", ", "before any operation: ", "")),
                            "headers",
                            Headers.ofUnrouted(range),
                            "content",
                            problems(refused.stream().map(Problem::code).toList())));
            references.put(range, Map.of("$ref", "#/components/responses/" + name));
        });
        return references;
    }

    private Map<String, Object> problems(List<String> codes) {
        return Map.of("application/problem+json", Map.of("schema", schema(codes)));
    }

    /** The answers made so far that several operations have, by name. */
    Map<String, Object> responses() {
        return responses;
    }

    private Map<String, Object> schema(List<String> codes) {
        Map<String, Object> mapping = new TreeMap<>();
        for (String code : codes) {
            String name = name(code);
            if (!schemas.components().containsKey(name)) {
                schemas.named(name, plain(code));
            }
            mapping.put(code, "#/components/schemas/" + name);
        }
        return mapping.size() == 1
                ? Map.of("$ref", mapping.values().iterator().next())
                : Map.of(
                        "oneOf",
                        mapping.values().stream()
                                .map(one -> Map.of("$ref", one))
                                .toList(),
                        "discriminator",
                        Map.of("propertyName", "code", "mapping", mapping));
    }

    /** {@code order-not-found} is an OrderNotFoundProblem. */
    private static String name(String code) {
        return Arrays.stream(code.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining("", "", "Problem"));
    }

    /** One that is no error of the domain: the fields that are wrong are its only member. */
    private static Map<String, Object> plain(String code) {
        if (code.equals(InvalidInput.Kind.INVALID.code())) {
            return coded(code, errors(), List.of("errors"));
        }
        return coded(code, code.equals(InvalidInput.Kind.BAD_REQUEST.code()) ? errors() : Map.of(), List.of());
    }

    private static Map<String, Object> errors() {
        return Map.of(
                "errors", Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/ProblemFieldError")));
    }

    private static Map<String, Object> coded(String code, Map<String, Object> members, List<String> required) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("code", Map.of("type", "string", "enum", List.of(code)));
        properties.putAll(members);
        List<String> needed = new ArrayList<>(List.of("code"));
        needed.addAll(required);
        return Map.of(
                "allOf",
                List.of(
                        Map.of("$ref", "#/components/schemas/Problem"),
                        Map.of("type", "object", "properties", properties, "required", needed)));
    }

    /** As {@code Members} writes it. */
    private Map<String, Object> member(RecordComponent component, Type type) {
        if (type instanceof ParameterizedType list) {
            return Map.of("type", "array", "items", member(component, list.getActualTypeArguments()[0]));
        }
        ErrorCode.OneOf words = component.getAnnotation(ErrorCode.OneOf.class);
        return words == null
                ? value(component.getName(), type)
                : Map.of("type", "string", "enum", List.of(words.value()));
    }

    private Map<String, Object> value(String name, Type type) {
        Class<?> single = (Class<?>) type;
        if (single.isEnum()) {
            return schemas.answer(single);
        }
        if (single == long.class && !name.endsWith("Id") || single == int.class) {
            return INTEGER;
        }
        if (single == boolean.class) {
            return Map.of("type", "boolean");
        }
        if (single == DiscountLimit.Excess.class) {
            return ABOVE_LIMIT;
        }
        if (single == Money.class || single == BigDecimal.class || single == Quantity.class) {
            return AnswerTexts.schema("quantity");
        }
        if (single == Instant.class) {
            return AnswerTexts.schema("at");
        }
        if (single == UUID.class) {
            return Map.of("type", "string", "format", "uuid");
        }
        if (single == String.class) {
            return text(name);
        }
        boolean id = single == long.class
                || single == PointTransactionId.class
                || single == RefundId.class
                || single.getPackage() == OrderId.class.getPackage() && single != DeviceId.class;
        return id ? AnswerTexts.id() : TEXT;
    }

    /**
     * As the texts of answers are, by its name. Without the format: refusals did not have it, and to a generated client it is another type,
     * which only a new major version may bring.
     */
    private static Map<String, Object> text(String name) {
        Map<String, Object> text = new LinkedHashMap<>(AnswerTexts.schema(name));
        text.remove("format");
        return text;
    }

    private static Map<String, Object> fieldError() {
        return Map.of(
                "type",
                "object",
                "required",
                List.of("path", "code", "message"),
                "properties",
                Map.of(
                        "path", Schemas.described(TEXT, "where it is: items[0].quantity, query.limit, header.If-Match"),
                        "code",
                                Schemas.described(
                                        Map.of("type", "string", "enum", FieldError.CODES), "which rule it breaks"),
                        "message", Schemas.described(TEXT, "the rule, for people; it may change")));
    }

    private static Map<String, Object> problem() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("type", Schemas.described(TEXT, "a URN of the code"));
        properties.put("title", Schemas.described(TEXT, "what kind of refusal it is, for people"));
        properties.put(
                "status",
                Schemas.described(Map.of("type", "integer", "format", "int32"), "the HTTP status of the answer"));
        properties.put("detail", Schemas.described(TEXT, "for people; it may change"));
        properties.put("instance", Schemas.described(TEXT, "the path that was called"));
        properties.put("code", Schemas.described(TEXT, "what programs tell refusals apart by; it never changes"));
        properties.put("message", Schemas.described(TEXT, "as detail, for the platform's front ends"));
        properties.put("statusCode", Schemas.described(Map.of("type", "integer", "format", "int32"), "as status"));
        properties.put("requestId", Schemas.described(TEXT, "as X-Request-Id"));
        properties.put("messageCode", Schemas.described(TEXT, "server.sale. and the code with dots"));
        Map<String, Object> facts =
                Map.of("type", "object", "description", "the members of the code", "additionalProperties", true);
        properties.put(
                "normalized",
                Map.of(
                        "type",
                        "object",
                        "required",
                        List.of("text", "code", "args"),
                        "properties",
                        Map.of("text", TEXT, "code", TEXT, "args", facts)));
        properties.put(
                "extra",
                Map.of(
                        "type",
                        "object",
                        "required",
                        List.of("messageArgs"),
                        "properties",
                        Map.of("messageArgs", facts)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("description", "A refusal, RFC 9457. What a code has beside is in the schema of that code.");
        schema.put("properties", properties);
        schema.put("required", List.copyOf(properties.keySet()));
        schema.put("additionalProperties", true);
        return schema;
    }
}
