package nx.sale.domain.order;

import static nx.sale.domain.listing.ListField.filtered;
import static nx.sale.domain.listing.ListField.sorted;

import java.util.List;
import nx.sale.domain.listing.ListField;
import nx.sale.domain.listing.ListQuery.FieldType;

/** What orders can be listed by. */
public final class OrderFields {
    public static final List<ListField<OrderHeader>> ALL = List.of(
            sorted("id", FieldType.ID, order -> order.id().value()),
            sorted("status", FieldType.TEXT, order -> order.status().name()),
            sorted("orderNumber", FieldType.TEXT, order -> order.orderNumber()),
            sorted("name", FieldType.TEXT, order -> order.details().name()),
            sorted("orderType", FieldType.TEXT, order -> order.details().type().name()),
            sorted(
                    "saleChannelId",
                    FieldType.ID,
                    order -> order.place().channel().value()),
            filtered("customerId", FieldType.ID),
            filtered("deviceId", FieldType.TEXT),
            sorted("currency", FieldType.TEXT, order -> order.currency().value()),
            sorted("total", FieldType.DECIMAL, order -> order.totals().total().amount()),
            sorted(
                    "subtotal",
                    FieldType.DECIMAL,
                    order -> order.totals().subtotal().amount()),
            sorted("paid", FieldType.DECIMAL, order -> order.progress().paid().amount()),
            filtered("guestCount", FieldType.WHOLE),
            filtered("businessDate", FieldType.DATE),
            sorted("createdAt", FieldType.INSTANT, order -> order.trace().createdAt()),
            sorted("modifiedAt", FieldType.INSTANT, order -> order.trace().modifiedAt()),
            sorted("draftAt", FieldType.INSTANT, order -> order.stamps().draftAt()),
            filtered("processingAt", FieldType.INSTANT),
            filtered("completedAt", FieldType.INSTANT),
            filtered("cancelledAt", FieldType.INSTANT),
            filtered("cancellationReason", FieldType.TEXT),
            filtered("originOrderId", FieldType.ID),
            filtered("mergedIntoOrderId", FieldType.ID),
            filtered("openedInSessionId", FieldType.ID),
            filtered("closedInSessionId", FieldType.ID));

    private OrderFields() {}
}
