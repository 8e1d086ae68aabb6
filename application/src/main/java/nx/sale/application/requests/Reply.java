package nx.sale.application.requests;

import nx.sale.domain.requests.Answer;

/** Puts a use case's result into the words the caller is told; called inside the transaction, so it only formats. */
@FunctionalInterface
public interface Reply<T> {
    Answer of(T result);
}
