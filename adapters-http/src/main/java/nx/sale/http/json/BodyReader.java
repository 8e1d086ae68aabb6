package nx.sale.http.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import nx.sale.domain.id.IdText;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON tree into a request record and collects everything that is wrong with it. The record says what is allowed: a component
 * is required unless it is an {@link Optional}; {@code Optional<Optional<T>>} tells absent from null (merge patch); ids are
 * {@link Long}, amounts {@link BigDecimal}, objects with names of the sender's {@link Map}; {@link Rules} say the rest. Fields that the record does not have are refused.
 */
public final class BodyReader {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?");

    private static final int WHOLE_DIGITS = 11;

    public static final int MOST_NAMES = 100;

    private final List<FieldError> errors = new ArrayList<>();

    private BodyReader() {}

    public static <R extends Record> R read(Class<R> type, @Nullable Object tree) {
        BodyReader reader = new BodyReader();
        Object record = reader.record(type, tree, "");
        if (!reader.errors.isEmpty() || record == null) {
            throw InvalidInput.fields(reader.errors);
        }
        return type.cast(record);
    }

    private @Nullable Object record(Class<?> type, @Nullable Object tree, String path) {
        if (!(tree instanceof Map<?, ?> fields)) {
            return wrong(path.isEmpty() ? "body" : path, "type", "must be an object");
        }
        Set<Object> unknown = new LinkedHashSet<>(fields.keySet());
        int errorsBefore = errors.size();
        List<@Nullable Object> values = components(type, fields, unknown, path);
        unknown.forEach(
                name -> wrong(path.isEmpty() ? "" + name : path + "." + name, "unknown", "is not a field here"));
        return errors.size() == errorsBefore ? construct(SHAPES.get(type).constructor(), values) : null;
    }

    /** Those of a group are fields of the record itself. */
    private List<@Nullable Object> components(Class<?> type, Map<?, ?> fields, Set<Object> unknown, String path) {
        List<@Nullable Object> values = new ArrayList<>();
        boolean patch = type.isAnnotationPresent(Rules.Patch.class);
        for (RecordComponent component : SHAPES.get(type).components()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                int errorsBefore = errors.size();
                List<@Nullable Object> group = components(component.getType(), fields, unknown, path);
                values.add(
                        errors.size() == errorsBefore
                                ? construct(SHAPES.get(component.getType()).constructor(), group)
                                : null);
                continue;
            }
            String name = name(component);
            unknown.remove(name);
            String at = path.isEmpty() ? name : path + "." + name;
            if (patch && fields.containsKey(name) && fields.get(name) == null && !removable(component)) {
                values.add(wrong(at, "not-removable", "cannot be removed"));
                continue;
            }
            values.add(
                    component(component, component.getGenericType(), fields.containsKey(name), fields.get(name), at));
        }
        return values;
    }

    /** As JSON has it: a component cannot be called {@code void}. */
    public static String name(RecordComponent component) {
        JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
        return other == null ? component.getName() : other.value();
    }

    /** A record's fields and how to make one; looked up once, because the runtime copies them for whoever asks. */
    private record Shape(List<RecordComponent> components, Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            List<RecordComponent> components = List.of(type.getRecordComponents());
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(
                        components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                return new Shape(components, constructor);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    /** Whether null says something: {@code Optional<Optional<T>>}. */
    private static boolean removable(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType outer
                && outer.getActualTypeArguments()[0] instanceof ParameterizedType inner
                && inner.getRawType() == Optional.class;
    }

    private @Nullable Object component(
            RecordComponent rules, Type type, boolean present, @Nullable Object value, String path) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            Type inner = generic.getActualTypeArguments()[0];
            boolean nullable = inner instanceof ParameterizedType nested && nested.getRawType() == Optional.class;
            if (!present || value == null && !nullable || nothing(rules, value)) {
                return Optional.empty();
            }
            return Optional.ofNullable(component(rules, inner, true, value, path));
        }
        if (!present || value == null) {
            return wrong(path, "required", "is required");
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(rules, generic.getActualTypeArguments()[0], value, path);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return map(rules, generic.getActualTypeArguments()[1], value, path);
        }
        return single(rules, (Class<?>) type, value, path);
    }

    /** Of names that only its sender knows. */
    private @Nullable Object map(RecordComponent rules, Type element, Object value, String path) {
        if (!(value instanceof Map<?, ?> fields)) {
            return wrong(path, "type", "must be an object");
        }
        if (fields.size() > MOST_NAMES) {
            return wrong(path, "too-many", "must have at most " + MOST_NAMES + " fields");
        }
        Map<String, Object> read = new LinkedHashMap<>();
        fields.forEach((name, field) -> {
            Object one = component(rules, element, true, field, path + "." + name);
            if (one != null) {
                read.put((String) name, one);
            }
        });
        return read;
    }

    /** An empty list where an empty one says nothing: generated clients send it for an absent one. */
    private static boolean nothing(RecordComponent rules, @Nullable Object value) {
        Rules.Size size = rules.getAnnotation(Rules.Size.class);
        return value instanceof List<?> list && list.isEmpty() && (size == null || size.min() > 0);
    }

    private @Nullable Object list(RecordComponent rules, Type element, Object value, String path) {
        if (!(value instanceof List<?> elements)) {
            return wrong(path, "type", "must be a list");
        }
        Rules.Size size = rules.getAnnotation(Rules.Size.class);
        int min = size == null ? 1 : size.min();
        int max = size == null ? 100 : size.max();
        if (elements.size() < min || elements.size() > max) {
            return wrong(
                    path,
                    elements.size() < min ? "too-few" : "too-many",
                    "must have " + min + " to " + max + " elements");
        }
        List<Object> read = new ArrayList<>();
        for (int index = 0; index < elements.size(); index++) {
            Object one = component(rules, element, true, elements.get(index), path + "[" + index + "]");
            if (one != null) {
                read.add(one);
            }
        }
        return List.copyOf(read);
    }

    private @Nullable Object single(RecordComponent rules, Class<?> type, Object value, String path) {
        if (type.isRecord() && type != Quantity.class) {
            return record(type, value, path);
        }
        if (type.isEnum()) {
            return constant(type, value, path);
        }
        if (type == String.class) {
            return text(rules, value, path);
        }
        if (type == Long.class) {
            return id(value, path);
        }
        if (type == BigDecimal.class) {
            return amount(rules, value, path);
        }
        if (type == Quantity.class) {
            return quantity(rules, value, path);
        }
        if (type == Integer.class) {
            return whole(rules, value, path);
        }
        if (type == Boolean.class) {
            return value instanceof Boolean ? value : wrong(path, "type", "must be true or false");
        }
        if (type == Instant.class) {
            return instant(value, path);
        }
        if (type == UUID.class) {
            return uuid(value, path);
        }
        throw new IllegalStateException("no way to read a " + type);
    }

    private @Nullable Object text(RecordComponent rules, Object value, String path) {
        if (!(value instanceof String text)) {
            return wrong(path, "type", "must be text");
        }
        Rules.Text rule = rules.getAnnotation(Rules.Text.class);
        int max = rule == null ? 200 : rule.max();
        if (Texts.length(text) > max) {
            return wrong(path, "too-long", "must have at most " + max + " characters");
        }
        if (text.isBlank()) {
            return wrong(path, "too-short", "must not be blank");
        }
        if (!Texts.plain(text)) {
            return wrong(path, "format", "must not contain control characters");
        }
        return rules.isAnnotationPresent(Rules.Currency.class) && !CurrencyCode.known(text)
                ? wrong(path, "not-allowed", "must be an ISO 4217 code")
                : text;
    }

    private @Nullable Object id(Object value, String path) {
        String text =
                value instanceof JsonTree.Number number ? number.text() : value instanceof String string ? string : "";
        if (!IdText.spelled(text)) {
            return wrong(path, "format", "must be an id: 1 to 19 digits, as text");
        }
        OptionalLong id = IdText.read(text);
        return id.isEmpty() ? wrong(path, "out-of-range", "is too large for an id") : (Object) id.getAsLong();
    }

    private @Nullable BigDecimal decimal(RecordComponent rules, Object value, String path) {
        String text =
                value instanceof JsonTree.Number number ? number.text() : value instanceof String string ? string : "";
        Rules.Digits digits = rules.getAnnotation(Rules.Digits.class);
        int whole = digits == null ? WHOLE_DIGITS : digits.whole();
        int decimals = digits == null ? Money.SCALE : digits.decimals();
        int point = text.indexOf('.');
        if (!DECIMAL.matcher(text).matches()
                || (point < 0 ? text.length() : point) - (text.startsWith("-") ? 1 : 0) > whole
                || point >= 0 && text.length() - point - 1 > decimals) {
            wrong(
                    path,
                    "format",
                    "must be a decimal with at most " + whole + " digits before and " + decimals + " after the point");
            return null;
        }
        return new BigDecimal(text);
    }

    private @Nullable Object amount(RecordComponent rules, Object value, String path) {
        BigDecimal amount = decimal(rules, value, path);
        if (amount != null && amount.signum() < 0 && rules.isAnnotationPresent(Rules.NotNegative.class)) {
            return wrong(path, "out-of-range", "must not be negative");
        }
        Rules.Positive positive = rules.getAnnotation(Rules.Positive.class);
        return amount != null && amount.signum() <= 0 && positive != null && !positive.byDomain()
                ? wrong(path, "out-of-range", "must be above 0")
                : amount;
    }

    private @Nullable Object quantity(RecordComponent rules, Object value, String path) {
        BigDecimal amount = decimal(rules, value, path);
        if (amount == null) {
            return null;
        }
        boolean zero = rules.isAnnotationPresent(Rules.ZeroAllowed.class);
        if (amount.signum() < 0
                || amount.signum() == 0 && !zero
                || amount.compareTo(new BigDecimal("999999.9999")) > 0) {
            return wrong(path, "out-of-range", "must be " + (zero ? "0" : "0.0001") + " to 999999.9999");
        }
        return new Quantity(amount);
    }

    private @Nullable Object whole(RecordComponent rules, Object value, String path) {
        Rules.Between rule = rules.getAnnotation(Rules.Between.class);
        int min = rule == null ? 0 : rule.min();
        int max = rule == null ? Integer.MAX_VALUE : rule.max();
        if (!(value instanceof JsonTree.Number number) || !number.text().matches("-?\\d{1,10}")) {
            return wrong(path, "type", "must be a whole number");
        }
        long whole = Long.parseLong(number.text());
        return whole < min || whole > max
                ? wrong(path, "out-of-range", "must be " + min + " to " + max)
                : (Object) (int) whole;
    }

    private @Nullable Object instant(Object value, String path) {
        try {
            return Times.instant(String.valueOf(value), path, Times.Span.KEPT);
        } catch (InvalidInput invalid) {
            errors.addAll(invalid.errors());
            return null;
        }
    }

    private @Nullable Object uuid(Object value, String path) {
        try {
            UUID uuid = UUID.fromString(String.valueOf(value));
            return uuid.toString().equalsIgnoreCase(String.valueOf(value))
                    ? uuid
                    : wrong(path, "format", "must be a UUID");
        } catch (IllegalArgumentException e) {
            return wrong(path, "format", "must be a UUID");
        }
    }

    private @Nullable Object constant(Class<?> type, Object value, String path) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(value)) {
                return constant;
            }
        }
        return wrong(path, "not-allowed", "must be one of " + Arrays.toString(type.getEnumConstants()));
    }

    private @Nullable Object wrong(String path, String code, String message) {
        errors.add(new FieldError(path, code, message));
        return null;
    }

    private static Object construct(Constructor<?> constructor, List<@Nullable Object> values) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
