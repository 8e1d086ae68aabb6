package nx.sale.http.openapi;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nx.sale.domain.shared.Quantity;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** Schemas of single values. Ids, money and quantities are decimal strings; a body may have numbers in their place. */
final class Values {
    private static final int TEXT = 200;

    private Values() {}

    static Map<String, Object> schema(RecordComponent component, Class<?> type, boolean request) {
        if (type == int.class || type == Integer.class) {
            return whole(component.getAnnotation(Rules.Between.class), request);
        }
        if (type == long.class || type == Long.class && !request) {
            return Map.of("type", "integer", "format", "int64");
        }
        if (type == Boolean.class || type == boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == Long.class) {
            return AnswerTexts.id();
        }
        if (type == Quantity.class) {
            return AnswerTexts.decimal("^\\d{1,6}(\\.\\d{1,4})?$", "2");
        }
        if (type == BigDecimal.class) {
            return amount(component);
        }
        if (type == Instant.class) {
            return AnswerTexts.time("2026-01-31T18:30:00+07:00");
        }
        if (type == UUID.class) {
            return Map.of("type", "string", "format", "uuid");
        }
        Rules.Words words = component.getAnnotation(Rules.Words.class);
        if (words != null) {
            return words(List.of(words.value()));
        }
        if (component.isAnnotationPresent(Rules.Day.class)) {
            return AnswerTexts.day();
        }
        if (component.isAnnotationPresent(Rules.Currency.class)) {
            return AnswerTexts.schema("currency");
        }
        Rules.Text text = component.getAnnotation(Rules.Text.class);
        return request
                ? Map.of("type", "string", "minLength", 1, "maxLength", text == null ? TEXT : text.max())
                : AnswerTexts.schema(component.getName());
    }

    private static Map<String, Object> words(List<String> words) {
        return Map.of("type", "string", "enum", words);
    }

    /** One of these words, or another, which every client has to take. */
    static Map<String, Object> orAnother(List<String> words) {
        return Map.of("type", "string", "anyOf", List.of(words(words), Map.of("type", "string")));
    }

    static Map<String, Object> known(Rules.Known known) {
        try {
            List<String> words =
                    known.value().getDeclaredConstructor().newInstance().get();
            return known.others() ? orAnother(words) : words(words);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(known + " cannot be read", e);
        }
    }

    private static Map<String, Object> whole(Rules.@Nullable Between between, boolean request) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("type", "integer");
        whole.put("format", "int32");
        if (between != null) {
            whole.put("minimum", between.min());
            whole.put("maximum", between.max());
        } else if (request) {
            whole.put("minimum", 0);
        }
        return whole;
    }

    private static Map<String, Object> amount(RecordComponent component) {
        Rules.Digits digits = component.getAnnotation(Rules.Digits.class);
        boolean unsigned = component.isAnnotationPresent(Rules.NotNegative.class)
                || component.isAnnotationPresent(Rules.Positive.class);
        String sign = unsigned ? "" : "-?";
        return AnswerTexts.decimal(
                "^" + sign + "\\d{1," + (digits == null ? 11 : digits.whole()) + "}(\\.\\d{1,"
                        + (digits == null ? 4 : digits.decimals()) + "})?$",
                AnswerTexts.example(component.getName()));
    }
}
