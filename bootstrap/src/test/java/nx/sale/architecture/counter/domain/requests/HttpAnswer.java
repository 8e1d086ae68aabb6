package nx.sale.architecture.counter.domain.requests;

/** Breaks: speaks of HTTP in the domain. */
public record HttpAnswer(int statusCode, long etag) {}
