package nx.sale.messaging;

import java.util.List;

/** The topics this service writes (platform contract, and ours). */
public final class Topics {
    public static final String PAYMENT_SUCCESS = "payment.success";
    public static final String SALE_ORDER_CHANGED = "sale-order.changed";
    public static final String ACTIVITY_NOTIFICATION = "signal.activity-notification";
    public static final String KITCHEN_ITEM_STATUS_CHANGED = "kitchen-ticket-item.status-changed";
    public static final String POS_SESSION_CLOSED = "pos-session.closed";
    public static final String SALE_ORDER_RETURNED = "sale-order.returned";
    public static final String REFUND_REQUESTED = "refund.requested";
    public static final List<String> ALL = List.of(
            PAYMENT_SUCCESS,
            SALE_ORDER_CHANGED,
            ACTIVITY_NOTIFICATION,
            KITCHEN_ITEM_STATUS_CHANGED,
            POS_SESSION_CLOSED,
            SALE_ORDER_RETURNED,
            REFUND_REQUESTED);

    private Topics() {}
}
