package nx.sale.http.json;

import java.util.List;
import nx.sale.domain.shared.PlainText;

/**
 * One thing wrong with a request.
 *
 * @param path where: {@code items[0].quantity}, {@code query.limit}, {@code header.If-Match}
 * @param code which rule, one of {@link #CODES}
 * @param message the rule in words
 */
public record FieldError(String path, String code, String message) {
    /** The rules that a request can break: the document names them all. */
    public static final List<String> CODES = List.of(
            "required",
            "unknown",
            "type",
            "format",
            "escape",
            "too-short",
            "too-long",
            "too-few",
            "too-many",
            "out-of-range",
            "not-allowed",
            "not-distinct",
            "not-removable",
            "repeated");

    private static final int PATH_SHOWN = 200;
    private static final int MESSAGE_SHOWN = 1_000;

    /** The names in a path are the caller's own words. */
    public FieldError {
        if (!CODES.contains(code)) {
            throw new IllegalArgumentException(code + " is not among the codes that clients know");
        }
        path = PlainText.shown(path, PATH_SHOWN);
        message = PlainText.shown(message, MESSAGE_SHOWN);
    }
}
