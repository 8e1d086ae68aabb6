package nx.sale.domain.shared;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Runs a property over many random cases; a failure names the seed that repeats it. */
public final class Seeded {
    private static final long FIRST_SEED = Long.getLong("seed", System.nanoTime());

    private Seeded() {}

    /** Runs the property {@code cases} times, each with a generator of its own. */
    public static void times(int cases, Consumer<Random> property) {
        for (int number = 0; number < cases; number++) {
            long seed = FIRST_SEED + number;
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("fails with -Dseed=" + seed, e);
            }
        }
    }

    public static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
