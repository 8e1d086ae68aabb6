package nx.sale.http.json;

import nx.sale.domain.shared.PlainText;

/**
 * One thing wrong with a request.
 *
 * @param path where: {@code items[0].quantity}, {@code query.limit}, {@code header.If-Match}
 * @param code which rule: {@code required}, {@code unknown}, {@code type}, {@code format}, {@code too-long}, {@code out-of-range} ...
 * @param message the rule in words
 */
public record FieldError(String path, String code, String message) {
    private static final int PATH_SHOWN = 200;
    private static final int MESSAGE_SHOWN = 1_000;

    /** The names in a path are the caller's own words. */
    public FieldError {
        path = PlainText.shown(path, PATH_SHOWN);
        message = PlainText.shown(message, MESSAGE_SHOWN);
    }
}
