package nx.sale.application.requests;

import java.util.function.Function;
import nx.sale.domain.requests.Kept;

/**
 * How the result of a use case becomes the answer its caller gets, and how that answer is kept for a repeat of the request. The
 * adapter that calls supplies it. {@link #of} and {@link #keep} are called inside the transaction, so they only format.
 *
 * @param <T> the result
 * @param <A> the answer
 */
public interface Reply<T, A> {
    A of(T result);

    /** Writes down an answer to a request that has a key. */
    Kept keep(A answer);

    /** The answer to a repeat: the one that {@link #keep} wrote down. */
    A recall(Kept kept);

    /** Answers with the result itself, to a request without a key. One with a key fails as a bug and changes nothing. */
    static <T> Reply<T, T> plain() {
        return of(Function.identity(), result -> notKept(), content -> notKept());
    }

    /** Answers with what {@code shape} makes of the result, kept as text. */
    static <T, A> Reply<T, A> of(Function<T, A> shape, Function<A, String> write, Function<String, A> read) {
        return new Reply<>() {
            @Override
            public A of(T result) {
                return shape.apply(result);
            }

            @Override
            public Kept keep(A answer) {
                return Kept.of(write.apply(answer));
            }

            @Override
            public A recall(Kept kept) {
                return read.apply(kept.content());
            }
        };
    }

    private static <R> R notKept() {
        throw new IllegalStateException("A request with a key needs a reply that writes and reads its answer");
    }
}
