package nx.sale.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.access.Organizers;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.kitchen.KitchenEvent;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.outbox.EventCodec;
import nx.sale.domain.outbox.Message;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shift.ShiftEvent;
import nx.sale.domain.shift.ZReport;
import nx.sale.json.BoundedJson;
import org.jspecify.annotations.Nullable;

/**
 * The wire messages (OUTBOX-8). Fields are only ever added. The platform's own amounts are exact JSON numbers, ours are decimal
 * strings (OUTBOX-9).
 */
public final class KafkaEventCodec implements EventCodec {
    private static final ObjectMapper JSON = BoundedJson.stored();

    private final Organizers organizers;

    /**
     * @param organizers names the organizer in notifications, where it is known
     */
    public KafkaEventCodec(Organizers organizers) {
        this.organizers = organizers;
    }

    @Override
    public List<Message> encode(DomainEvent event, Origin origin) {
        return switch (event) {
            case OrderEvent.Opened opened -> List.of(changed(opened, "OPENED"));
            case OrderEvent.CheckedOut checkedOut -> List.of(changed(checkedOut, "CHECKED_OUT"));
            case OrderEvent.Reverted reverted -> List.of(changed(reverted, "REVERTED"));
            case OrderEvent.Recomputed recomputed -> List.of(changed(recomputed, "RECOMPUTED"));
            case OrderEvent.Cancelled cancelled -> List.of(ended(cancelled, "CANCELLED"));
            case OrderEvent.Completed completed -> List.of(ended(completed, "COMPLETED"));
            case OrderEvent.Regrouped regrouped -> List.of(regrouped(regrouped));
            case OrderEvent.PaymentReceived payment -> List.of(success(payment), notification(payment, origin));
            case OrderEvent.PaymentReplayed replayed -> List.of(replayed(replayed));
            case CheckEvent check -> List.of();
            case KitchenEvent.ItemChanged changed -> List.of(statusChanged(changed, origin));
            case KitchenEvent.Sent sent -> List.of();
            case KitchenEvent.Rushed rushed -> List.of();
            case KitchenEvent.OrderNoteChanged changed -> List.of();
            case PaymentEvent.Booked booked -> List.of();
            case PaymentEvent.RefundRequested asked ->
                asked.refund().number() > 0 ? List.of(ReturnMessages.asked(asked)) : List.of();
            case PaymentEvent.RefundChanged changed -> List.of();
            case ReturnEvent.Returned returned -> List.of(ReturnMessages.returned(returned));
            case ShiftEvent.Closed closed -> List.of(sessionClosed(closed));
        };
    }

    private static Message regrouped(OrderEvent.Regrouped event) {
        OrderOperation operation = event.operation();
        String change = switch (operation.kind()) {
            case MERGE -> "MERGED";
            case SPLIT -> "SPLIT";
            case UNDO_MERGE, UNDO_SPLIT -> "UNDONE";
            case DIVIDE_BILL, REJOIN_BILL ->
                throw new IllegalArgumentException(operation.kind() + " moves no lines between orders");
        };
        ObjectNode body = body(event, change);
        ObjectNode operationNode = body.putObject("operation");
        operationNode.put("id", operation.id().toString());
        operationNode.put("kind", operation.kind().name());
        operationNode.put("undoes", text(operation.undoes()));
        ArrayNode orders = operationNode.putArray("saleOrderIds");
        operation.orders().forEach(order -> orders.add(order.toString()));
        return changed(event, body);
    }

    private static Message changed(OrderEvent event, String change) {
        return changed(event, body(event, change));
    }

    /** With the codes, so that pricing redeems them or frees them (DISCOUNT-16), and with the service charges by name. */
    private static Message ended(OrderEvent event, String change) {
        ObjectNode body = body(event, change);
        ArrayNode codes = body.putArray("codes");
        event.order().discounts().codeTexts().forEach(codes::add);
        ArrayNode charges = body.putArray("charges");
        event.order()
                .charges()
                .all()
                .forEach(charge -> charges.addObject()
                        .put("code", charge.code())
                        .put("name", charge.terms().name())
                        .put("amount", charge.amount().canonical())
                        .put("tax", charge.tax().canonical())
                        .put("waived", charge.waived()));
        return changed(event, body);
    }

    private static Message changed(OrderEvent event, ObjectNode body) {
        OrderHeader order = event.order();
        return message(
                Topics.SALE_ORDER_CHANGED, order, order.sequences().changed(), "sale-order.changed", body, event.at());
    }

    private static ObjectNode body(OrderEvent event, String change) {
        OrderHeader order = event.order();
        ObjectNode body = JSON.createObjectNode();
        body.put("saleOrderId", order.id().toString());
        body.put("saleOrderNumber", order.orderNumber());
        body.put("change", change);
        body.put("saleOrderStatus", order.status().platformCode());
        body.put("merchantId", order.merchant().toString());
        body.put("saleChannelId", order.place().channel().toString());
        body.put("customerId", text(order.details().customer()));
        body.put("orderType", order.details().type().name());
        body.put("currency", order.currency().value());
        body.put("subtotal", order.totals().subtotal().canonical());
        body.put("discount", order.totals().discount().canonical());
        body.put("charge", order.totals().charge().canonical());
        body.put("tax", order.totals().tax().canonical());
        body.put("rounding", order.totals().rounding().canonical());
        body.put("total", order.totals().total().canonical());
        body.put("paid", order.progress().paid().canonical());
        body.put("cashRounding", order.progress().tally().cashRounding().canonical());
        body.put("tip", order.progress().tally().tip().canonical());
        body.put("cancellationReason", text(order.state().cancellationReason()));
        body.put("revision", order.revision());
        body.put("originOrderId", text(order.lineage().origin()));
        body.put("mergedIntoOrderId", text(order.lineage().mergedInto()));
        body.put("occurredAt", event.at().toString());
        return body;
    }

    /** As {@code payment.success} was, with what is paid now; {@code replayed} tells it from news. */
    private static Message replayed(OrderEvent.PaymentReplayed event) {
        OrderHeader order = event.order();
        ObjectNode body = body(new OrderEvent.PaymentReceived(
                order,
                event.lines(),
                Money.zero(order.currency()),
                Optional.empty(),
                Optional.empty(),
                order.stamps().completedAt().or(order.stamps()::partialAt).orElse(event.at())));
        body.put("replayed", true);
        return paid(order, body, event.at());
    }

    private static Message success(OrderEvent.PaymentReceived event) {
        return paid(event.order(), body(event), event.at());
    }

    private static Message paid(OrderHeader order, ObjectNode body, Instant at) {
        return message(Topics.PAYMENT_SUCCESS, order, order.sequences().payment(), "payment.success", body, at);
    }

    private static ObjectNode body(OrderEvent.PaymentReceived event) {
        OrderHeader order = event.order();
        Optional<OrderHeader.Finance> finance = order.agreement().checkout().flatMap(OrderHeader.Checkout::finance);
        ObjectNode body = JSON.createObjectNode();
        body.put("saleOrderId", order.id().toString());
        body.put("saleOrderNumber", order.orderNumber());
        body.put("saleOrderStatus", order.status().platformCode());
        body.put("merchantId", order.merchant().toString());
        body.put("saleChannelId", order.place().channel().toString());
        body.put("customerId", text(order.details().customer()));
        ObjectNode payment = body.putObject("payment");
        payment.put("total", number(order.totals().total()));
        payment.put("paid", number(order.progress().paid()));
        payment.put("currency", order.currency().value());
        payment.put("isFullyPaid", order.status() == OrderStatus.COMPLETED);
        payment.put("paidAt", event.at().toString());
        payment.put("amountReceived", event.amount().canonical());
        payment.put("cashRounding", order.progress().tally().cashRounding().canonical());
        payment.put("tip", order.progress().tally().tip().canonical());
        Optional<OrderHeader.Finance> fitting =
                event.attempt().flatMap(receipt -> finance.filter(means -> means.type() == receipt.method()));
        payment.put("financeWalletId", text(fitting.flatMap(OrderHeader.Finance::sourceId)));
        event.attempt()
                .ifPresentOrElse(
                        receipt -> {
                            ObjectNode attempt = payment.putObject("attempt");
                            attempt.put("uid", receipt.uid());
                            attempt.put("amount", number(receipt.amount()));
                            attempt.put("provider", receipt.provider());
                            attempt.put("method", receipt.method().name());
                            fitting.ifPresent(means -> attempt.putObject("finance")
                                    .putObject("source")
                                    .put("id", text(means.sourceId()))
                                    .put("type", means.type().name()));
                        },
                        () -> payment.putNull("attempt"));
        body.put("checkId", text(event.check().map(OrderEvent.OnCheck::id)));
        event.check()
                .ifPresentOrElse(
                        check -> body.putObject("check")
                                .put("id", check.id().toString())
                                .put("total", number(check.total()))
                                .put("paid", number(check.paid()))
                                .put("cashRounding", check.cashRounding().canonical())
                                .put("tip", check.tip().canonical()),
                        () -> body.putNull("check"));
        ArrayNode items = body.putArray("items");
        event.lines().forEach(line -> items.add(item(line)));
        return body;
    }

    private static ObjectNode item(Line line) {
        ObjectNode item = JSON.createObjectNode();
        item.put("saleOrderItemId", line.id().toString());
        item.put("itemType", line.product().itemType());
        item.put("itemId", line.product().itemId().map(VariantId::toString).orElse(null));
        item.put("leadItemId", line.lead().map(LineId::toString).orElse(null));
        item.put("quantity", line.quantity().toString());
        item.put("unitPrice", line.prices().unit().canonical());
        item.put("discount", line.prices().discount().canonical());
        item.put("manualDiscount", line.discounts().amount().canonical());
        item.put("charge", line.prices().charged().amount().canonical());
        item.put("chargeTax", line.prices().charged().tax().canonical());
        item.put("tax", line.prices().tax().canonical());
        item.put("total", line.prices().total().canonical());
        return item;
    }

    private static Message statusChanged(KitchenEvent.ItemChanged event, Origin origin) {
        KitchenTicketItem item = event.item();
        ObjectNode body = JSON.createObjectNode();
        body.put("kitchenTicketItemId", item.id().toString());
        body.put("kitchenTicketId", item.ticket().toString());
        body.put("saleOrderId", item.order().toString());
        body.put("saleOrderItemId", item.line().toString());
        body.put("merchantId", event.order().merchant().toString());
        body.put("stationId", event.ticket().station().toString());
        body.put("itemId", text(item.dish().itemId()));
        body.put("itemType", item.dish().itemType());
        body.put("quantity", item.quantity().toString());
        body.put("note", text(item.dish().note()));
        body.put("orderNote", text(event.ticket().orderNote().sent()));
        body.put("fromStatus", event.from().name());
        body.put("toStatus", item.status().name());
        body.put("changedAt", event.at().toString());
        body.put("changedBy", origin.actor().label());
        event.reason().ifPresent(reason -> body.put("reason", reason));
        return message(
                Topics.KITCHEN_ITEM_STATUS_CHANGED,
                event.order(),
                event.order().sequences().kitchen(),
                "kitchen-ticket-item.status-changed",
                body,
                event.at());
    }

    /** The content of the Z, with its place in the chain. */
    private static Message sessionClosed(ShiftEvent.Closed event) {
        ZReport z = event.report();
        ObjectNode body = JSON.createObjectNode();
        body.put("posSessionReportId", z.id().toString());
        body.put("number", z.number());
        body.put("previousHash", z.previousHash());
        body.put("hash", z.hash());
        body.set("content", tree(z.content()));
        return new Message(
                z.merchant(),
                Topics.POS_SESSION_CLOSED,
                z.merchant() + ":" + z.device(),
                OptionalLong.of(z.number()),
                "pos-session.closed",
                1,
                json(body),
                event.at());
    }

    private Message notification(OrderEvent.PaymentReceived event, Origin origin) {
        OrderHeader order = event.order();
        ObjectNode body = JSON.createObjectNode();
        body.put("eventType", "PAYMENT_SUCCESS");
        body.put("recipientScope", "merchant");
        body.put("actorId", origin.actor().id());
        body.putObject("actor")
                .put("id", origin.actor().id())
                .put("name", origin.actor().name())
                .put("type", origin.actor().kind().name().toLowerCase(Locale.ROOT));
        organizers.find(order.merchant()).ifPresent(id -> body.put("organizerId", id));
        body.put("merchantId", order.merchant().toString());
        body.putObject("data")
                .put("saleOrderId", order.id().toString())
                .put("saleOrderNumber", order.orderNumber())
                .put("saleOrderStatus", order.status().platformCode())
                .put("amount", event.amount().canonical())
                .put("paid", order.progress().paid().canonical())
                .put("total", order.totals().total().canonical())
                .put("currency", order.currency().value());
        return new Message(
                order.merchant(),
                Topics.ACTIVITY_NOTIFICATION,
                order.merchant().toString(),
                OptionalLong.empty(),
                "signal.activity-notification",
                1,
                json(body),
                event.at());
    }

    static Message message(String topic, OrderHeader order, long sequence, String type, ObjectNode body, Instant at) {
        return new Message(
                order.merchant(), topic, order.id().toString(), OptionalLong.of(sequence), type, 1, json(body), at);
    }

    static BigDecimal number(Money money) {
        return new BigDecimal(money.canonical());
    }

    static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(ObjectNode body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
