package nx.sale.http.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nx.sale.domain.shared.PlainText;
import nx.sale.http.json.FieldError;
import nx.sale.http.json.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * The one reader of query strings. What cannot be read is 400; a name that the route does not take, a name given twice, and a name
 * without a value are 422: none of them is passed over, because a call without it would do something else.
 */
public final class QueryString {
    private static final int ERRORS = 20;
    private static final int NAME_SHOWN = 100;

    private QueryString() {}

    /**
     * The values by name.
     *
     * @param raw as it was sent; null when there is none
     * @param known the names the route takes
     */
    public static Map<String, String> read(@Nullable String raw, Set<String> known) {
        if (raw == null || raw.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        List<FieldError> errors = new ArrayList<>();
        for (String pair : raw.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
            String path = "query." + PlainText.shown(name, NAME_SHOWN);
            if (!known.contains(name)) {
                errors.add(new FieldError(path, "unknown", "is not a parameter here"));
            } else if (values.put(name, value) != null) {
                errors.add(new FieldError(path, "repeated", "is given more than once"));
            } else if (value.isEmpty()) {
                errors.add(new FieldError(path, "required", "needs a value: leave the parameter out for none"));
            } else if (value.codePoints().anyMatch(QueryString::unprintable)) {
                errors.add(new FieldError(path, "format", "must not contain control characters"));
            }
        }
        if (!errors.isEmpty()) {
            throw InvalidInput.fields(errors.subList(0, Math.min(ERRORS, errors.size())));
        }
        return values;
    }

    /** JSON in a filter may have line breaks. */
    private static boolean unprintable(int point) {
        return Character.isISOControl(point) && point != '\n' && point != '\r' && point != '\t';
    }

    private static String decoded(String text) {
        if (text.chars().allMatch(c -> c != '%' && c != '+' && c < 0x80)) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '%') {
                bytes.write(octet(text, at + 1));
                at += 2;
            } else if (c == '\ufffd') {
                throw unreadable("is not UTF-8");
            } else if (c >= 0x80) {
                int point = text.codePointAt(at);
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(point) - 1;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable("is not UTF-8");
        }
    }

    private static int octet(String text, int at) {
        int high = at + 1 < text.length() ? hex(text.charAt(at)) : -1;
        int low = at + 1 < text.length() ? hex(text.charAt(at + 1)) : -1;
        if (high < 0 || low < 0) {
            throw unreadable("has a percent sign without two hexadecimal digits; write %25 for the sign itself");
        }
        return high * 16 + low;
    }

    /** ASCII only: {@link Character#digit} takes digits of other scripts too. */
    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static InvalidInput unreadable(String why) {
        return new InvalidInput(
                InvalidInput.Kind.BAD_REQUEST, "the query " + why, List.of(new FieldError("query", "escape", why)));
    }
}
