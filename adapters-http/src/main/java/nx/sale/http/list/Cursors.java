package nx.sale.http.list;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nx.sale.domain.listing.ListQuery;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Texts;
import nx.sale.http.json.Times;
import nx.sale.http.server.Call;

/**
 * Cursors of lists: the order they belong to, the sort values of the page's last row, and its id, in Base64. Whatever a row can have in
 * a field comes back as it was; a cursor that was made up is refused like any other text.
 */
final class Cursors {
    private static final char BETWEEN = '\u001f';
    private static final char AS_IT_IS = '\u001b';
    private static final int LONGEST = 8_000;

    private Cursors() {}

    static String of(List<ListQuery.Term> order, List<Object> values) {
        StringBuilder text = new StringBuilder(terms(order));
        values.forEach(value -> text.append(BETWEEN).append(escaped(spelled(value))));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String spelled(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    private static String escaped(String value) {
        return value.replace("" + AS_IT_IS, "" + AS_IT_IS + AS_IT_IS).replace("" + BETWEEN, "" + AS_IT_IS + BETWEEN);
    }

    private static String terms(List<ListQuery.Term> order) {
        return String.join(
                ",",
                order.stream()
                        .map(term -> term.field().fieldName() + (term.descending() ? "-" : "+"))
                        .toList());
    }

    static List<Object> read(String text, List<ListQuery.Term> order) {
        try {
            List<String> parts = text.length() > LONGEST
                    ? List.of()
                    : parts(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            if (parts.size() != order.size() + 2 || !parts.getFirst().equals(terms(order))) {
                throw unreadable();
            }
            List<Object> values = new ArrayList<>();
            for (int index = 0; index < order.size(); index++) {
                values.add(value(order.get(index).field(), parts.get(index + 1)));
            }
            values.add(Call.id(parts.getLast(), "query.cursor"));
            return values;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unreadable();
        }
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (c == AS_IT_IS && index + 1 < text.length()) {
                part.append(text.charAt(++index));
            } else if (c == BETWEEN) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /** More than a filter takes: what is stored may be older than today's rules for input. */
    private static Object value(ListQuery.Field field, String text) {
        return switch (field.type()) {
            case ID -> Call.id(text, "query.cursor");
            case TEXT -> {
                if (!Texts.storable(text)) {
                    throw unreadable();
                }
                yield text;
            }
            case DECIMAL -> {
                if (!text.matches("-?\\d{1,20}(\\.\\d{1,20})?")) {
                    throw unreadable();
                }
                yield new BigDecimal(text);
            }
            case WHOLE -> Integer.parseInt(text);
            case INSTANT -> bounded(Instant.parse(text));
            case DATE -> {
                LocalDate date = LocalDate.parse(text);
                if (Math.abs(date.getYear()) > 9999) {
                    throw unreadable();
                }
                yield date;
            }
        };
    }

    private static Instant bounded(Instant at) {
        return Times.instant(at.toString(), "query.cursor", Times.Span.ASKED);
    }

    private static InvalidInput unreadable() {
        return InvalidInput.field("query.cursor", "format", "must be the nextCursor of a page in the same order");
    }
}
