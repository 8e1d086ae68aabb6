package nx.sale.domain.kitchen;

import java.util.Collection;
import java.util.List;

/** The status of a ticket: derived from its items. */
public enum TicketStatus {
    PENDING,
    PROCESSING,
    READY,
    COMPLETED,
    VOIDED;

    public boolean open() {
        return this == PENDING || this == PROCESSING || this == READY;
    }

    static TicketStatus of(Collection<ItemStatus> items) {
        List<ItemStatus> live =
                items.stream().filter(status -> status != ItemStatus.VOIDED).toList();
        if (live.isEmpty()) {
            return VOIDED;
        }
        if (live.stream().allMatch(status -> status == ItemStatus.SERVED)) {
            return COMPLETED;
        }
        if (live.stream().allMatch(status -> status == ItemStatus.SERVED || status == ItemStatus.READY)) {
            return READY;
        }
        return live.stream().anyMatch(status -> status != ItemStatus.PENDING) ? PROCESSING : PENDING;
    }
}
