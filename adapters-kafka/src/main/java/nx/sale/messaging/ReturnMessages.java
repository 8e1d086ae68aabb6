package nx.sale.messaging;

import static nx.sale.messaging.KafkaEventCodec.message;
import static nx.sale.messaging.KafkaEventCodec.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.Totals;
import nx.sale.domain.outbox.Message;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.returns.SaleReturn;

/** The wire messages of goods that come back and of money that MQ-Pay is asked to give back. */
final class ReturnMessages {
    private ReturnMessages() {}

    /** Amounts are decimal strings, as in all messages that are our own. */
    static Message returned(ReturnEvent.Returned event) {
        SaleReturn goods = event.goods();
        OrderHeader order = event.order();
        ObjectNode body = body(order);
        body.put("saleReturnId", goods.id().toString());
        body.put("customerId", text(order.details().customer()));
        body.put("refundStatus", order.progress().returned().status().name());
        body.put("refunded", order.progress().returned().refunded().canonical());
        body.put("businessDate", goods.businessDate().toString());
        Totals totals = goods.sums().totals();
        body.put("subtotal", totals.subtotal().canonical());
        body.put("discount", totals.discount().canonical());
        body.put("charge", totals.charge().canonical());
        body.put("tax", totals.tax().canonical());
        body.put("rounding", totals.rounding().canonical());
        body.put("total", totals.total().canonical());
        body.put("cashRounding", goods.sums().cashRounding().canonical());
        body.put("unpaidReturned", goods.sums().unpaid().canonical());
        body.put("note", text(goods.note()));
        ArrayNode items = body.putArray("items");
        Map<LineId, Line> lines = new HashMap<>();
        event.lines().forEach(line -> lines.put(line.id(), line));
        Map<LineId, SaleReturn.Item> returned = new HashMap<>();
        goods.items().forEach(item -> returned.put(item.line(), item));
        goods.parts().forEach(part -> item(items.addObject(), part, lines, returned));
        ArrayNode refunds = body.putArray("refunds");
        event.refunds().forEach(refund -> put(refunds.addObject(), refund));
        ArrayNode codes = body.putArray("codes");
        order.discounts().codeTexts().forEach(codes::add);
        body.put("occurredAt", event.at().toString());
        return message(Topics.SALE_ORDER_RETURNED, order, goods.number(), "sale-order.returned", body, event.at());
    }

    private static void item(
            ObjectNode node, SaleReturn.Part part, Map<LineId, Line> lines, Map<LineId, SaleReturn.Item> returned) {
        LineId id = part.share().line();
        Optional<Line> line = Optional.ofNullable(lines.get(id));
        Optional<SaleReturn.Item> item = Optional.ofNullable(returned.get(id));
        node.put("saleOrderItemId", id.toString());
        node.put("saleCheckId", text(part.check()));
        node.put("itemType", line.map(known -> known.product().itemType()).orElse(null));
        node.put("itemId", text(line.flatMap(known -> known.product().itemId())));
        node.put("leadItemId", text(line.flatMap(Line::lead)));
        node.put("quantity", part.share().quantity().toString());
        node.put("subtotal", part.share().subtotal().canonical());
        node.put("discount", part.share().discount().canonical());
        node.put("charge", part.share().charged().amount().canonical());
        node.put("chargeTax", part.share().charged().tax().canonical());
        node.put("tax", part.share().tax().canonical());
        node.put("restock", item.map(SaleReturn.Item::restock).orElse(false));
        node.put("reasonCode", text(item.flatMap(SaleReturn.Item::reason)));
    }

    /** Asks MQ-Pay; it answers with {@code mq-pay:refund.*} and the id as {@code payload.refund.uid}. */
    static Message asked(PaymentEvent.RefundRequested event) {
        ObjectNode body = body(event.order());
        put(body.putObject("refund"), event.refund());
        body.put("occurredAt", event.at().toString());
        return message(
                Topics.REFUND_REQUESTED, event.order(), event.refund().number(), "refund.requested", body, event.at());
    }

    private static void put(ObjectNode node, Refund refund) {
        node.put("id", refund.id().toString());
        node.put("attemptUid", text(refund.source().attemptUid()));
        node.put("saleCheckId", text(refund.source().check()));
        node.put("saleReturnId", text(refund.cause().goods()));
        node.put("paymentReviewId", text(refund.cause().review()));
        node.put("amount", refund.amount().canonical());
        node.put("currency", refund.amount().currency().value());
        node.put("method", refund.means().tender().name());
        node.put("way", refund.means().way().name());
        node.put("status", refund.status().name());
    }

    private static ObjectNode body(OrderHeader order) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("saleOrderId", order.id().toString());
        body.put("saleOrderNumber", order.orderNumber());
        body.put("merchantId", order.merchant().toString());
        body.put("saleChannelId", order.place().channel().toString());
        body.put("currency", order.currency().value());
        return body;
    }
}
