package nx.sale.domain.report;

import java.time.Instant;
import java.util.List;

/**
 * Rows of a report.
 *
 * @param completeThrough every order that was completed until then is in it; later ones may be
 */
public record Report<R>(List<R> rows, Instant completeThrough) {
    public Report {
        rows = List.copyOf(rows);
    }
}
