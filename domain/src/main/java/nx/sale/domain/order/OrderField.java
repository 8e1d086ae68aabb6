package nx.sale.domain.order;

import nx.sale.domain.shared.ListQuery;
import nx.sale.domain.shared.ListQuery.FieldType;

/** The fields of an order that lists may be filtered and ordered by. */
public enum OrderField implements ListQuery.Field {
    ID("id", FieldType.ID, true),
    STATUS("status", FieldType.TEXT, true),
    ORDER_NUMBER("orderNumber", FieldType.TEXT, true),
    NAME("name", FieldType.TEXT, true),
    ORDER_TYPE("orderType", FieldType.TEXT, true),
    SALE_CHANNEL_ID("saleChannelId", FieldType.ID, true),
    CUSTOMER_ID("customerId", FieldType.ID, false),
    DEVICE_ID("deviceId", FieldType.TEXT, false),
    CURRENCY("currency", FieldType.TEXT, true),
    TOTAL("total", FieldType.DECIMAL, true),
    SUBTOTAL("subtotal", FieldType.DECIMAL, true),
    PAID("paid", FieldType.DECIMAL, true),
    GUEST_COUNT("guestCount", FieldType.WHOLE, false),
    BUSINESS_DATE("businessDate", FieldType.DATE, false),
    CREATED_AT("createdAt", FieldType.INSTANT, true),
    MODIFIED_AT("modifiedAt", FieldType.INSTANT, true),
    DRAFT_AT("draftAt", FieldType.INSTANT, true),
    PROCESSING_AT("processingAt", FieldType.INSTANT, false),
    COMPLETED_AT("completedAt", FieldType.INSTANT, false),
    CANCELLED_AT("cancelledAt", FieldType.INSTANT, false),
    CANCELLATION_REASON("cancellationReason", FieldType.TEXT, false),
    ORIGIN_ORDER_ID("originOrderId", FieldType.ID, false),
    MERGED_INTO_ORDER_ID("mergedIntoOrderId", FieldType.ID, false);

    private final String fieldName;
    private final FieldType type;
    private final boolean sortable;

    OrderField(String fieldName, FieldType type, boolean sortable) {
        this.fieldName = fieldName;
        this.type = type;
        this.sortable = sortable;
    }

    @Override
    public String fieldName() {
        return fieldName;
    }

    @Override
    public FieldType type() {
        return type;
    }

    @Override
    public boolean sortable() {
        return sortable;
    }

    /** The value an order has in a sortable field: what a cursor remembers. */
    public Object valueOf(OrderHeader order) {
        return switch (this) {
            case ID -> order.id().value();
            case STATUS -> order.status().name();
            case ORDER_NUMBER -> order.orderNumber();
            case NAME -> order.details().name();
            case ORDER_TYPE -> order.type().name();
            case SALE_CHANNEL_ID -> order.place().channel().value();
            case CURRENCY -> order.currency().value();
            case TOTAL -> order.totals().total().amount();
            case SUBTOTAL -> order.totals().subtotal().amount();
            case PAID -> order.progress().paid().amount();
            case CREATED_AT -> order.trace().createdAt();
            case MODIFIED_AT -> order.trace().modifiedAt();
            case DRAFT_AT -> order.stamps().draftAt();
            case CUSTOMER_ID,
                    DEVICE_ID,
                    GUEST_COUNT,
                    BUSINESS_DATE,
                    PROCESSING_AT,
                    COMPLETED_AT,
                    CANCELLED_AT,
                    CANCELLATION_REASON,
                    ORIGIN_ORDER_ID,
                    MERGED_INTO_ORDER_ID -> throw new IllegalArgumentException(this + " is not sortable");
        };
    }
}
