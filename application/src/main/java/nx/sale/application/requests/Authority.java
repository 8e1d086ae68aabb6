package nx.sale.application.requests;

import java.util.List;
import java.util.Set;

/**
 * What the caller may do beyond the permission of the route.
 *
 * @param granted permissions the caller has, of those that this request may need
 * @param approvals tokens of managers who lend theirs, once
 */
public record Authority(Set<String> granted, List<String> approvals) {
    public Authority {
        granted = Set.copyOf(granted);
        approvals = List.copyOf(approvals);
    }
}
