package nx.sale.application.upkeep;

import java.util.Optional;

/** Goes on after a failure, and passes the first one on at the end. */
public final class Failures {
    private Optional<RuntimeException> first = Optional.empty();

    /** Whether it was done; a failure is kept. */
    public boolean tried(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException failure) {
            first.ifPresentOrElse(earlier -> earlier.addSuppressed(failure), () -> first = Optional.of(failure));
            return false;
        }
    }

    /** Throws the first failure, when there was one. */
    public void rethrow() {
        first.ifPresent(failure -> {
            throw failure;
        });
    }
}
