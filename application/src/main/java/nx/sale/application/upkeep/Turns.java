package nx.sale.application.upkeep;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nx.sale.domain.id.MerchantId;

/**
 * Gives merchants with work that is due a turn each, and then another, so that nobody waits for a merchant with much work, or with work
 * that fails.
 */
public final class Turns {
    private static final int LISTED = 100;

    private Turns() {}

    /** Lists merchants with work, whose work waits longest first. */
    @FunctionalInterface
    public interface Waiting {
        List<MerchantId> list(Collection<MerchantId> without, int limit);
    }

    /** Does some of a merchant's work, at most so much, in transactions of its own; returns how much. */
    @FunctionalInterface
    public interface Turn {
        int take(MerchantId merchant, long atMost);
    }

    /**
     * Takes turns until so much is done, or nobody's turn does anything. What fails for a merchant ends its turns; it is thrown when
     * the others had theirs.
     */
    public static long take(long enough, Waiting waiting, Turn turn) {
        Failures failures = new Failures();
        Set<MerchantId> failed = new HashSet<>();
        long[] done = {0};
        long before;
        do {
            before = done[0];
            Set<MerchantId> had = new HashSet<>(failed);
            List<MerchantId> next = waiting.list(had, LISTED);
            while (!next.isEmpty() && done[0] < enough) {
                for (MerchantId merchant : next) {
                    had.add(merchant);
                    if (done[0] < enough && !failures.tried(() -> done[0] += turn.take(merchant, enough - done[0]))) {
                        failed.add(merchant);
                    }
                }
                next = next.size() < LISTED ? List.of() : waiting.list(had, LISTED);
            }
        } while (done[0] > before && done[0] < enough);
        failures.rethrow();
        return done[0];
    }
}
