package nx.sale.application.shared;

import nx.sale.domain.shared.Answer;

/** Puts a use case's result into the words the caller is told; called inside the transaction, so it only formats. */
@FunctionalInterface
public interface Reply<T> {
    Answer of(T result);
}
