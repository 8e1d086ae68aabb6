package nx.sale.domain.order;

import java.util.EnumSet;
import java.util.Set;

/** The status of an order, and the actions it allows: ORDER-1 as code. */
public enum OrderStatus {
    DRAFT(
            "001_DRAFT",
            EnumSet.of(
                    Action.CHANGE_ITEMS,
                    Action.CHECK_OUT,
                    Action.CANCEL,
                    Action.DELETE,
                    Action.DESCRIBE,
                    Action.DESCRIBE_FULLY,
                    Action.MERGE,
                    Action.SPLIT,
                    Action.UNDO_MERGE,
                    Action.UNDO_SPLIT,
                    Action.SEND_TO_KITCHEN,
                    Action.SEAT)),
    PROCESSING(
            "203_PROCESSING",
            EnumSet.of(
                    Action.REVERT,
                    Action.CANCEL,
                    Action.PAY,
                    Action.DESCRIBE,
                    Action.DIVIDE_BILL,
                    Action.SEND_TO_KITCHEN,
                    Action.SEAT)),
    PARTIAL(
            "300_PARTIAL",
            EnumSet.of(
                    Action.REPLAY_PAYMENT,
                    Action.CANCEL,
                    Action.PAY,
                    Action.DESCRIBE,
                    Action.DIVIDE_BILL,
                    Action.SEND_TO_KITCHEN,
                    Action.SEAT)),
    COMPLETED("303_COMPLETED", EnumSet.of(Action.PAY, Action.SEND_TO_KITCHEN, Action.REPLAY_PAYMENT, Action.RETURN)),
    CANCELLED("505_CANCELLED", EnumSet.noneOf(Action.class));

    /** What can be done to an order. */
    public enum Action {
        CHANGE_ITEMS,
        CHECK_OUT,
        REVERT,
        CANCEL,
        DELETE,
        /** Change name, note, guest count or customer. */
        DESCRIBE,
        /** Change any descriptive field. */
        DESCRIBE_FULLY,
        PAY,
        MERGE,
        SPLIT,
        UNDO_MERGE,
        UNDO_SPLIT,
        /** Divide the bill into checks, or free them. */
        DIVIDE_BILL,
        SEND_TO_KITCHEN,
        /** Take a table for it. */
        SEAT,
        /** Tell the world once more what was paid. */
        REPLAY_PAYMENT,
        /** Take goods back. */
        RETURN
    }

    private final String platformCode;
    private final Set<Action> allowed;

    OrderStatus(String platformCode, Set<Action> allowed) {
        this.platformCode = platformCode;
        this.allowed = allowed;
    }

    /** The code Kafka payloads carry (platform contract). */
    public String platformCode() {
        return platformCode;
    }

    /** Whether the order waits for money. */
    boolean awaitsPayment() {
        return this == PROCESSING || this == PARTIAL;
    }

    public boolean allows(Action action) {
        return allowed.contains(action);
    }
}
