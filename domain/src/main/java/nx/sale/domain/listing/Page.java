package nx.sale.domain.listing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One page of a list.
 *
 * @param count how many match in all; empty when the caller did not ask for it
 * @param next the cursor of the following page, when there is one
 */
public record Page<T>(List<T> rows, OptionalLong count, Optional<String> next) {
    public Page {
        rows = List.copyOf(rows);
    }
}
