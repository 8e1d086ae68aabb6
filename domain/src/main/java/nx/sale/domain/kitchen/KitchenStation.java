package nx.sale.domain.kitchen;

import java.time.Duration;
import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.shared.Trace;

/**
 * A place in the kitchen with a display of its own.
 *
 * @param code as the catalogue names it: {@code HOT}; unique at the merchant
 * @param categories ids of the categories it serves
 * @param targets how long its tickets may take
 */
public record KitchenStation(
        StationId id,
        MerchantId merchant,
        String code,
        String name,
        List<String> categories,
        Targets targets,
        long revision,
        Trace trace) {
    public KitchenStation {
        categories = List.copyOf(categories);
    }

    /** With the targets of a station for which nobody set any. */
    public KitchenStation(
            StationId id,
            MerchantId merchant,
            String code,
            String name,
            List<String> categories,
            long revision,
            Trace trace) {
        this(id, merchant, code, name, categories, Targets.DEFAULT, revision, trace);
    }

    /**
     * How long after it was sent a ticket counts as soon late, and as late. Nothing but displays depends on it.
     *
     * @param soon at most {@code late}
     * @param late at most a day
     */
    public record Targets(Duration soon, Duration late) {
        public static final Targets DEFAULT = new Targets(Duration.ofMinutes(10), Duration.ofMinutes(15));

        /** Whoever takes them from outside asks {@link #possible} first. */
        public Targets {
            if (!possible(soon, late)) {
                throw new IllegalArgumentException("soon " + soon + ", late " + late);
            }
        }

        public static boolean possible(Duration soon, Duration late) {
            return soon.isPositive() && soon.compareTo(late) <= 0 && late.compareTo(Duration.ofDays(1)) <= 0;
        }
    }

    /** The same station with other targets. */
    public KitchenStation with(Targets newTargets) {
        return new KitchenStation(id, merchant, code, name, categories, newTargets, revision, trace);
    }

    /** The same station, described anew. */
    public KitchenStation described(String newCode, String newName, List<String> newCategories, Trace newTrace) {
        return new KitchenStation(id, merchant, newCode, newName, newCategories, targets, revision + 1, newTrace);
    }
}
