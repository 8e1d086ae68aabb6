package nx.sale.http.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.domain.shared.Quantity;
import nx.sale.http.json.BodyReader;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas of the request and answer records: what the body reader enforces, and what the answers promise. A request refuses fields
 * it does not know; an answer may get more of them (docs/api).
 */
final class Schemas {
    /** In which direction a record goes. */
    private enum Use {
        REQUEST,
        ANSWER
    }

    private static final Map<String, Object> NULL = Map.of("type", "null");
    /** An object of members that only its sender knows. Without the second word, generators make a type that has none. */
    private static final Map<String, Object> ANYTHING = Map.of("type", "object", "additionalProperties", true);

    private static final String EMPTIES = "an empty list removes all; absent, they stay as they are";

    private final Map<String, Object> components = new LinkedHashMap<>();
    private final Map<String, Object> known = new HashMap<>();

    /** Every schema made so far, by name. */
    Map<String, Object> components() {
        return components;
    }

    /** A reference to the schema of a body. */
    Map<String, Object> request(Class<?> record) {
        return reference(record, Use.REQUEST);
    }

    /** A reference to the schema of an answer. */
    Map<String, Object> answer(Class<?> record) {
        return reference(record, Use.ANSWER);
    }

    /** A reference to a page of these. */
    Map<String, Object> list(Class<?> element) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("count", described(Map.of("type", "integer", "format", "int64"), "how many there are in all"));
        page.put("data", array(answer(element)));
        page.put(
                "nextCursor",
                described(
                        Map.of("type", List.of("string", "null")),
                        "where the next page starts; null or absent on the last one"));
        return named(name(element) + "List", object(page, List.of("count", "data"), Use.ANSWER));
    }

    /** A reference to a report of these rows: with the range they are of, and until when they are complete. */
    Map<String, Object> table(Class<?> row) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("from", AnswerTexts.day());
        report.put("to", AnswerTexts.day());
        report.put(
                "dataCompleteThrough",
                described(
                        AnswerTexts.time("2026-01-31T11:30:00Z"),
                        "every order that was completed until then is in it; later ones may be"));
        report.put("data", array(answer(row)));
        return named(name(row) + "Table", object(report, List.copyOf(report.keySet()), Use.ANSWER));
    }

    /** A reference to this schema under this name. */
    Map<String, Object> named(String name, Map<String, Object> schema) {
        components.put(name, schema);
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> reference(Class<?> record, Use use) {
        String name = name(record);
        Object as = record.isEnum() ? record : Map.entry(record, use);
        if (Map.entry(record, use == Use.REQUEST ? Use.ANSWER : Use.REQUEST).equals(known.get(name))) {
            // it goes both ways, and is not the same both ways
            name += use == Use.REQUEST ? "Body" : "View";
        }
        Object before = known.putIfAbsent(name, as);
        if (before == null) {
            components.put(name, Map.of());
            components.put(name, record.isEnum() ? constants(record) : whole(record, use));
        } else if (!before.equals(as)) {
            throw new IllegalStateException(before + " and " + as + " would share the schema " + name);
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** {@code OrderJson.Order} is an Order, {@code CheckJson.Divide} a CheckDivide. */
    private static String name(Class<?> record) {
        Class<?> outer = record.getEnclosingClass();
        String prefix = outer == null ? "" : outer.getSimpleName().replaceAll("(Json|Bodies|Routes)$", "");
        return prefix.equals(record.getSimpleName()) ? prefix : prefix + record.getSimpleName();
    }

    private static Map<String, Object> constants(Class<?> type) {
        return Map.of(
                "type",
                "string",
                "enum",
                Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
    }

    private Map<String, Object> whole(Class<?> record, Use use) {
        Rules.Kinds kinds = record.getAnnotation(Rules.Kinds.class);
        if (kinds == null) {
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            addProperties(record, use, properties, required);
            Map<String, Object> whole = object(properties, required, use);
            meaning(record).ifPresent(text -> whole.put("description", text));
            return whole;
        }
        Map<String, Object> mapping = new LinkedHashMap<>();
        RecordComponent by = Arrays.stream(record.getRecordComponents())
                .filter(component -> component.getName().equals(kinds.by()))
                .findFirst()
                .orElseThrow();
        for (Object kind : by.getType().getEnumConstants()) {
            String name = name(record) + camel(kind.toString());
            mapping.put(
                    kind.toString(),
                    named(name, kind(record, by, kind.toString(), use)).get("$ref"));
        }
        return Map.of(
                "oneOf",
                mapping.values().stream().map(one -> Map.of("$ref", one)).toList(),
                "discriminator",
                Map.of("propertyName", kinds.by(), "mapping", mapping));
    }

    private Map<String, Object> kind(Class<?> record, RecordComponent by, String kind, Use use) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        addProperties(record, use, properties, required);
        for (RecordComponent component : record.getRecordComponents()) {
            Rules.Of of = component.getAnnotation(Rules.Of.class);
            if (of != null && !List.of(of.value()).contains(kind)) {
                properties.remove(component.getName());
            } else if (of != null && of.needed()) {
                required.add(component.getName());
                properties.computeIfPresent(component.getName(), (name, schema) -> notEmpty(schema));
            }
        }
        properties.put(by.getName(), Map.of("type", "string", "enum", List.of(kind)));
        return object(properties, required, use);
    }

    /** A list that a kind cannot do without has something in it. */
    private static Object notEmpty(Object schema) {
        Map<Object, Object> with = new LinkedHashMap<>((Map<?, ?>) schema);
        with.computeIfPresent("minItems", (bound, least) -> 1);
        return with;
    }

    private static String camel(String constant) {
        return Arrays.stream(constant.split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required, Use use) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (use == Use.REQUEST) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    /** Those of its groups too: they are fields of the record itself. */
    private void addProperties(Class<?> record, Use use, Map<String, Object> properties, List<String> required) {
        JsonInclude include = record.getAnnotation(JsonInclude.class);
        boolean leavesNullOut = include != null && include.value() == JsonInclude.Include.NON_NULL;
        for (RecordComponent component : record.getRecordComponents()) {
            AnnotatedType type = component.getAnnotatedType();
            if (has(component, JsonUnwrapped.class)) {
                addProperties(component.getType(), use, properties, required);
                continue;
            }
            boolean leftOut = leavesNullOut && type.isAnnotationPresent(Nullable.class);
            Map<String, Object> schema =
                    leftOut ? plain(component, type, use, false) : property(component, type, use, false);
            properties.put(
                    BodyReader.name(component),
                    explained(schema, component, use == Use.REQUEST && record.isAnnotationPresent(Rules.Patch.class)));
            if (!leftOut && !isOptional(type.getType())) {
                required.add(BodyReader.name(component));
            }
        }
    }

    /** What is answered with this record. */
    static Optional<String> meaning(Class<?> record) {
        return Optional.ofNullable(record.getAnnotation(Rules.Means.class)).map(Rules.Means::value);
    }

    /** Jackson's annotations are on the accessor, not on the component. */
    private static boolean has(RecordComponent component, Class<? extends Annotation> annotation) {
        return component.getAccessor().isAnnotationPresent(annotation);
    }

    private static boolean isOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    /**
     * The schema of a component, or of what is in it.
     *
     * @param absent whether it may be absent
     */
    private Map<String, Object> property(RecordComponent component, AnnotatedType type, Use use, boolean absent) {
        if (isOptional(type.getType())) {
            Map<String, Object> schema = property(component, argument(type, 0), use, true);
            return absent ? nullable(schema) : schema;
        }
        Map<String, Object> schema = plain(component, type, use, absent);
        return type.isAnnotationPresent(Nullable.class) ? nullable(schema) : schema;
    }

    private static AnnotatedType argument(AnnotatedType generic, int index) {
        return ((AnnotatedParameterizedType) generic).getAnnotatedActualTypeArguments()[index];
    }

    /**
     * With what the field means, and whether it will be removed.
     *
     * @param patch whether the record is one: then a list that an empty one empties says so
     */
    private static Map<String, Object> explained(Map<String, Object> schema, RecordComponent component, boolean patch) {
        Rules.Means means = component.getAnnotation(Rules.Means.class);
        Rules.Size size = component.getAnnotation(Rules.Size.class);
        List<String> texts = new ArrayList<>();
        if (means != null) {
            texts.add(means.value());
        }
        if (patch && size != null && size.min() == 0) {
            texts.add(EMPTIES);
        }
        Map<String, Object> explained = texts.isEmpty() ? schema : described(schema, String.join("; ", texts));
        if (means != null && means.deprecated()) {
            explained.put("deprecated", true);
        }
        return explained;
    }

    static Map<String, Object> described(Map<String, Object> schema, String description) {
        Map<String, Object> with = new LinkedHashMap<>(schema);
        with.put("description", description);
        return with;
    }

    private static Map<String, Object> nullable(Map<String, Object> schema) {
        if (!(schema.get("type") instanceof String type)) {
            return Map.of("anyOf", List.of(schema, NULL));
        }
        Map<String, Object> with = new LinkedHashMap<>(schema);
        with.put("type", List.of(type, "null"));
        if (schema.get("enum") instanceof List<?> words) {
            List<@Nullable Object> more = new ArrayList<>(words);
            more.add(null);
            with.put("enum", more);
        }
        return with;
    }

    private static Map<String, Object> array(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    private static Map<String, Object> map(RecordComponent component, Map<String, Object> values, Use use) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", "object");
        map.put("additionalProperties", values);
        if (use == Use.REQUEST) {
            map.put("maxProperties", BodyReader.MOST_NAMES);
            if (component.isAnnotationPresent(Rules.Currency.class)) {
                map.put("propertyNames", AnswerTexts.schema("currency"));
            }
        }
        return map;
    }

    private Map<String, Object> plain(RecordComponent component, AnnotatedType annotated, Use use, boolean absent) {
        if (has(component, JsonRawValue.class)) {
            return ANYTHING;
        }
        Type type = annotated.getType();
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            Map<String, Object> list =
                    new LinkedHashMap<>(array(property(component, argument(annotated, 0), use, false)));
            if (use == Use.REQUEST) {
                Rules.Size size = component.getAnnotation(Rules.Size.class);
                // an optional list that is empty counts as absent
                list.put("minItems", absent ? 0 : size == null ? 1 : size.min());
                list.put("maxItems", size == null ? 100 : size.max());
            }
            return list;
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return generic.getActualTypeArguments()[1] == Object.class
                    ? ANYTHING
                    : map(component, property(component, argument(annotated, 1), use, false), use);
        }
        Class<?> single = (Class<?>) type;
        if (single.isEnum() || single.isRecord() && single != Quantity.class) {
            return reference(single, use);
        }
        Rules.Known known = component.getAnnotation(Rules.Known.class);
        if (known != null) {
            return Values.known(known);
        }
        Rules.OneOf oneOf = component.getAnnotation(Rules.OneOf.class);
        return oneOf == null ? Values.schema(component, single, use == Use.REQUEST) : reference(oneOf.value(), use);
    }
}
