package nx.sale.http.shared;

/**
 * One thing wrong with a request.
 *
 * @param path where: {@code items[0].quantity}, {@code query.limit}, {@code header.If-Match}
 * @param code which rule: {@code required}, {@code unknown}, {@code type}, {@code format}, {@code too-long}, {@code out-of-range} ...
 * @param message the rule in words
 */
public record FieldError(String path, String code, String message) {}
