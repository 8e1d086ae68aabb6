package nx.sale.bootstrap.upkeep;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import nx.sale.application.upkeep.Failures;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Origin;
import nx.sale.postgres.leadership.PostgresLeadership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Runs what is due as time passes: reservations that were missed, parties that stay on, sales to be folded into daily sums. One replica
 * does it; when that one dies, another has the lead within a round.
 */
public final class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    /** So many rows are changed by one task of a round. */
    public static final int BATCH = 100;
    /** So many of one merchant, before others have their turn. */
    public static final int EACH = 10;

    private static final Origin ORIGIN = new Origin(Actor.system("sweep"), Optional.empty(), "sweep");

    private final PostgresLeadership leadership;
    private final List<Task> tasks;

    /**
     * What one feature has to do.
     *
     * @param counted name of the log field that says how many rows were changed
     */
    public record Task(String counted, ToIntFunction<Origin> run) {}

    public Sweep(PostgresLeadership leadership, List<Task> tasks) {
        this.leadership = leadership;
        this.tasks = tasks;
    }

    /** One round, when this replica leads. A task that fails keeps no other from its round. */
    public void round() {
        if (!leadership.leads()) {
            return;
        }
        LoggingEventBuilder finished = log.atInfo();
        int changed = 0;
        Failures failures = new Failures();
        for (Task task : tasks) {
            int[] count = {0};
            failures.tried(() -> count[0] = task.run().applyAsInt(ORIGIN));
            finished = finished.addKeyValue(task.counted(), count[0]);
            changed += count[0];
        }
        if (changed > 0) {
            finished.log("Sweep finished");
        }
        failures.rethrow();
    }
}
