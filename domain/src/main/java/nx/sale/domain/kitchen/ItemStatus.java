package nx.sale.domain.kitchen;

import java.util.Optional;
import nx.sale.domain.access.Permissions;

/** The status of an item in the kitchen. */
public enum ItemStatus {
    PENDING,
    COOKING,
    READY,
    SERVED,
    VOIDED;

    /** What a step needs beyond the permission to change statuses. */
    public enum Extra {
        /** Voiding a started item. */
        VOID_STARTED(Permissions.KITCHEN_TICKET_ITEM_VOID_STARTED),
        /** One step back. */
        RECALL(Permissions.KITCHEN_TICKET_ITEM_RECALL);

        private final String permission;

        Extra(String permission) {
            this.permission = permission;
        }

        public String permission() {
            return permission;
        }
    }

    /** Whether the kitchen still has to do with it. */
    public boolean open() {
        return this == PENDING || this == COOKING || this == READY;
    }

    /** Whether it was started, and is not voided. */
    public boolean started() {
        return this == COOKING || this == READY || this == SERVED;
    }

    /** Whether an item may go from here to there: forward past any step, one step back, or void unless it was served. */
    boolean leadsTo(ItemStatus to) {
        return switch (this) {
            case VOIDED -> false;
            case SERVED -> to == READY;
            case PENDING, COOKING, READY -> to == VOIDED || to.ordinal() > ordinal() || to.ordinal() == ordinal() - 1;
        };
    }

    Optional<Extra> extraFor(ItemStatus to) {
        if (to == VOIDED) {
            return this == PENDING ? Optional.empty() : Optional.of(Extra.VOID_STARTED);
        }
        return to.ordinal() < ordinal() ? Optional.of(Extra.RECALL) : Optional.empty();
    }
}
