package nx.sale.application.requests;

import nx.sale.domain.requests.Answer;

/** Formats a use case's result for the caller; called inside the transaction, so it only formats. */
@FunctionalInterface
public interface Reply<T> {
    Answer of(T result);
}
