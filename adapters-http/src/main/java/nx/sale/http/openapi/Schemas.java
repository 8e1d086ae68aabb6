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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nx.sale.domain.shared.Quantity;
import nx.sale.http.json.BodyReader;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** JSON Schemas of the request and answer records: what the body reader enforces, and what the answers promise. */
final class Schemas {

    private final Map<String, Object> components = new LinkedHashMap<>();
    private final Map<String, Class<?>> records = new HashMap<>();

    /** Every schema made so far, by name. */
    Map<String, Object> components() {
        return components;
    }

    /** A reference to the schema of a record. */
    Map<String, Object> reference(Class<?> record) {
        String name = name(record);
        Class<?> known = records.putIfAbsent(name, record);
        if (known == null) {
            components.put(name, Map.of());
            components.put(name, object(record));
        } else if (known != record) {
            throw new IllegalStateException(known + " and " + record + " would share the schema " + name);
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** As {@link #reference}, for answers that show only the fields asked for. */
    Map<String, Object> partial(Class<?> record) {
        String name = name(record) + "Partial";
        Map<String, Object> schema = object(record);
        schema.remove("required");
        components.put(name, schema);
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private static String name(Class<?> record) {
        Class<?> outer = record.getEnclosingClass();
        String prefix = outer == null ? "" : outer.getSimpleName().replaceAll("(Json|Bodies|Routes)$", "");
        return prefix + record.getSimpleName();
    }

    private Map<String, Object> object(Class<?> record) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        addProperties(record, properties, required);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /** Those of its groups too: they are fields of the record itself. */
    private void addProperties(Class<?> record, Map<String, Object> properties, List<String> required) {
        JsonInclude include = record.getAnnotation(JsonInclude.class);
        boolean leavesNullOut = include != null && include.value() == JsonInclude.Include.NON_NULL;
        for (RecordComponent component : record.getRecordComponents()) {
            AnnotatedType type = component.getAnnotatedType();
            if (has(component, JsonUnwrapped.class)) {
                addProperties(component.getType(), properties, required);
            } else if (leavesNullOut && type.isAnnotationPresent(Nullable.class)) {
                properties.put(BodyReader.name(component), described(component, type));
            } else {
                properties.put(BodyReader.name(component), property(component, type));
                if (!isOptional(type.getType())) {
                    required.add(BodyReader.name(component));
                }
            }
        }
    }

    /** Jackson's annotations are on the accessor, not on the component. */
    private static boolean has(RecordComponent component, Class<? extends Annotation> annotation) {
        return component.getAccessor().isAnnotationPresent(annotation);
    }

    private static boolean isOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    private Map<String, Object> property(RecordComponent component, AnnotatedType type) {
        if (isOptional(type.getType())) {
            AnnotatedType inner = argument(type, 0);
            Map<String, Object> schema = property(component, inner);
            return isOptional(inner.getType()) ? nullable(schema) : schema;
        }
        return type.isAnnotationPresent(Nullable.class)
                ? nullable(described(component, type))
                : described(component, type);
    }

    private static AnnotatedType argument(AnnotatedType generic, int index) {
        return ((AnnotatedParameterizedType) generic).getAnnotatedActualTypeArguments()[index];
    }

    private Map<String, Object> described(RecordComponent component, AnnotatedType type) {
        Map<String, Object> schema = new LinkedHashMap<>(plain(component, type));
        Rules.Means means = component.getAnnotation(Rules.Means.class);
        if (means != null) {
            schema.put("description", means.value());
        }
        return schema;
    }

    private static Map<String, Object> nullable(Map<String, Object> schema) {
        return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    private Map<String, Object> plain(RecordComponent component, AnnotatedType annotated) {
        if (has(component, JsonRawValue.class)) {
            return Map.of("type", "object");
        }
        Type type = annotated.getType();
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            Map<String, Object> list = new LinkedHashMap<>();
            list.put("type", "array");
            list.put("items", property(component, argument(annotated, 0)));
            Rules.Size size = component.getAnnotation(Rules.Size.class);
            if (size != null) {
                list.put("minItems", size.min());
                list.put("maxItems", size.max());
            }
            return list;
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            Type value = generic.getActualTypeArguments()[1];
            return value == Object.class
                    ? Map.of("type", "object")
                    : Map.of("type", "object", "additionalProperties", property(component, argument(annotated, 1)));
        }
        return single(component, (Class<?>) type);
    }

    private Map<String, Object> single(RecordComponent component, Class<?> type) {
        if (type == Quantity.class) {
            return decimal(component, "2");
        }
        if (type.isRecord()) {
            return reference(type);
        }
        if (type.isEnum()) {
            return Map.of(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
        }
        if (type == Long.class) {
            return Map.of(
                    "type",
                    List.of("string", "integer"),
                    "pattern",
                    "^[0-9]{1,19}$",
                    "examples",
                    List.of("250525119116488704"));
        }
        if (type == BigDecimal.class) {
            return decimal(component, "45000");
        }
        if (type == Integer.class) {
            Rules.Between between = component.getAnnotation(Rules.Between.class);
            return between == null
                    ? Map.of("type", "integer")
                    : Map.of("type", "integer", "minimum", between.min(), "maximum", between.max());
        }
        if (type == int.class || type == long.class) {
            return Map.of("type", "integer");
        }
        if (type == Boolean.class || type == boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time", "examples", List.of("2026-01-31T18:30:00+07:00"));
        }
        if (type == UUID.class) {
            return Map.of("type", "string", "format", "uuid");
        }
        Rules.Text text = component.getAnnotation(Rules.Text.class);
        return text == null
                ? Map.of("type", "string")
                : Map.of("type", "string", "minLength", 1, "maxLength", text.max());
    }

    private static Map<String, Object> decimal(RecordComponent component, String example) {
        Rules.Digits digits = component.getAnnotation(Rules.Digits.class);
        String pattern = digits == null
                ? "^-?\\d{1,11}(\\.\\d{1,4})?$"
                : "^-?\\d{1," + digits.whole() + "}(\\.\\d{1," + digits.decimals() + "})?$";
        return Map.of("type", List.of("string", "number"), "pattern", pattern, "examples", List.of(example));
    }
}
