package nx.sale.postgres.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.OrderType;
import nx.sale.domain.shared.Tender;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** The row of {@code SaleOrder} to a header and back. */
final class HeaderRows {
    /** Every column a header is made of. */
    static final String COLUMNS = """
            id, merchantId, saleChannelId, deviceId, orderNumber, orderType, currency, exchangeRate, name, note, guestCount,
            customerId, validFrom, validTo, status, draftAt, processingAt, partialAt, completedAt, cancelledAt,
            cancellationReason, subtotal, discount, orderDiscount, charge, tax, rounding, total, paid, received, paidItemIds, refundStatus, refunded,
            returnSequence, refundSequence, businessDate, originOrderId, orderSplitAt, mergedAt, mergedIntoOrderId, checkSplitAt, openedInSessionId, closedInSessionId,
            paymentSequence, changedSequence, kitchenSequence, createdAt, createdBy, modifiedAt, modifiedBy, metadata, announcedTender,
            announcedDeviceId, adjustments, charges, cashIncrement, checkedOutBy, revision,
            """ + TallyColumns.COLUMNS + " ";

    private HeaderRows() {}

    static OrderHeader read(ResultSet row) throws SQLException {
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        OrderStatus status = OrderStatus.valueOf(row.getString("status"));
        return new OrderHeader(
                new OrderId(row.getLong("id")),
                new OrderHeader.Basis(
                        new OrderHeader.Place(
                                new MerchantId(row.getLong("merchantId")),
                                new SaleChannelId(row.getLong("saleChannelId")),
                                Rows.optionalText(row, "deviceId").map(DeviceId::new)),
                        row.getString("orderNumber"),
                        currency,
                        new ExchangeRate(row.getBigDecimal("exchangeRate")),
                        Rows.optionalLong(row, "openedInSessionId").map(SessionId::new)),
                new OrderHeader.Details(
                        OrderType.valueOf(row.getString("orderType")),
                        row.getString("name"),
                        Rows.optionalText(row, "note"),
                        Rows.optionalInt(row, "guestCount"),
                        Rows.optionalLong(row, "customerId").map(CustomerId::new),
                        new OrderHeader.Validity(
                                Rows.optionalInstant(row, "validFrom"), Rows.optionalInstant(row, "validTo"))),
                new OrderHeader.State(
                        status,
                        new OrderHeader.Stamps(
                                Rows.instant(row, "draftAt"),
                                Rows.optionalInstant(row, "processingAt"),
                                Rows.optionalInstant(row, "partialAt"),
                                Rows.optionalInstant(row, "completedAt"),
                                Rows.optionalInstant(row, "cancelledAt")),
                        Rows.optionalText(row, "cancellationReason"),
                        Rows.optionalDate(row, "businessDate"),
                        Rows.optionalLong(row, "closedInSessionId").map(SessionId::new)),
                Rows.totals(row, currency),
                new OrderDiscount(
                        GivenColumns.adjustments(row.getString("adjustments"), Adjustment.Scope.ORDER, currency),
                        Rows.money(row, "orderDiscount", currency)),
                GivenColumns.charges(row.getString("charges"), currency),
                new OrderHeader.Progress(
                        Rows.money(row, "paid", currency),
                        Rows.money(row, "received", currency),
                        Rows.longs(row, "paidItemIds").stream().map(LineId::new).toList(),
                        TallyColumns.read(
                                row, currency, status == OrderStatus.PROCESSING || status == OrderStatus.PARTIAL),
                        new Returned(
                                Returned.Status.valueOf(row.getString("refundStatus")),
                                Rows.money(row, "refunded", currency),
                                new Returned.Messages(row.getLong("returnSequence"), row.getLong("refundSequence")))),
                new OrderHeader.Agreement(
                        checkout(row, currency),
                        new OrderHeader.Announced(
                                Rows.optionalText(row, "announcedTender").map(Tender::valueOf),
                                Rows.optionalText(row, "announcedDeviceId").map(DeviceId::new))),
                new OrderHeader.Lineage(
                        Rows.optionalLong(row, "originOrderId").map(OrderId::new),
                        Rows.optionalInstant(row, "orderSplitAt"),
                        Rows.optionalInstant(row, "mergedAt"),
                        Rows.optionalLong(row, "mergedIntoOrderId").map(OrderId::new),
                        Rows.optionalInstant(row, "checkSplitAt")),
                new OrderHeader.Sequences(
                        row.getLong("paymentSequence"), row.getLong("changedSequence"), row.getLong("kitchenSequence")),
                row.getLong("revision"),
                Rows.trace(row));
    }

    /** Every value an insert or an update needs. */
    static Sql.Bound bind(Sql.Bound statement, OrderHeader header) {
        OrderHeader.Details details = header.details();
        OrderHeader.Stamps stamps = header.stamps();
        Totals totals = header.totals();
        Optional<OrderHeader.Checkout> checkout = header.agreement().checkout();
        return TallyColumns.bind(statement, header.progress().tally())
                .bind(
                        "cashIncrement",
                        checkout.flatMap(OrderHeader.Checkout::cashIncrement).map(Money::amount))
                .bind("checkedOutBy", checkout.flatMap(OrderHeader.Checkout::by))
                .bind("id", header.id().value())
                .bind("merchant", header.merchant().value())
                .bind("channel", header.place().channel().value())
                .bind("device", header.place().device().map(DeviceId::value))
                .bind("number", header.orderNumber())
                .bind("slug", header.slug())
                .bind("type", details.type())
                .bind("currency", header.currency().value())
                .bind("rate", header.basis().exchangeRate().value())
                .bind("name", details.name())
                .bind("note", details.note())
                .bind("guests", details.guestCount())
                .bind("customer", details.customer().map(CustomerId::value))
                .bind("validFrom", details.validity().from())
                .bind("validTo", details.validity().to())
                .bind("status", header.status())
                .bind("draftAt", stamps.draftAt())
                .bind("processingAt", stamps.processingAt())
                .bind("partialAt", stamps.partialAt())
                .bind("completedAt", stamps.completedAt())
                .bind("cancelledAt", stamps.cancelledAt())
                .bind("reason", header.state().cancellationReason())
                .bind("subtotal", totals.subtotal().amount())
                .bind("discount", totals.discount().amount())
                .bind("orderDiscount", header.discounts().amount().amount())
                .bind(
                        "adjustments",
                        Jsonb.text(GivenColumns.fields(header.discounts().adjustments())))
                .bind("charge", totals.charge().amount())
                .bind("charges", GivenColumns.text(header.charges()))
                .bind("tax", totals.tax().amount())
                .bind("rounding", totals.rounding().amount())
                .bind("total", totals.total().amount())
                .bind("paid", header.progress().paid().amount())
                .bind("received", header.progress().received().amount())
                .bind(
                        "paidItems",
                        header.progress().paidLines().stream()
                                .map(LineId::value)
                                .toList())
                .bind("refundStatus", header.progress().returned().status())
                .bind("refunded", header.progress().returned().refunded().amount())
                .bind("returnSequence", header.progress().returned().messages().returns())
                .bind("refundSequence", header.progress().returned().messages().refunds())
                .bind("businessDate", header.state().businessDate())
                .bind("origin", header.lineage().origin().map(OrderId::value))
                .bind("orderSplitAt", header.lineage().orderSplitAt())
                .bind("mergedAt", header.lineage().mergedAt())
                .bind("mergedInto", header.lineage().mergedInto().map(OrderId::value))
                .bind("checkSplitAt", header.lineage().checkSplitAt())
                .bind("openedIn", header.basis().openedIn().map(SessionId::value))
                .bind("paymentSequence", header.sequences().payment())
                .bind("changedSequence", header.sequences().changed())
                .bind("createdAt", header.trace().createdAt())
                .bind("createdBy", header.trace().createdBy())
                .bind("modifiedAt", header.trace().modifiedAt())
                .bind("modifiedBy", header.trace().modifiedBy())
                .bind("metadata", checkout.map(agreed -> metadata(header, agreed)))
                .bind("announcedTender", header.agreement().announced().tender().map(Tender::name))
                .bind("announcedDevice", header.agreement().announced().device().map(DeviceId::value))
                .bind("revision", header.revision());
    }

    /** The platform's metadata of a checked-out order: {@code {merchantId, note, finance, deviceId}}. */
    private static String metadata(OrderHeader header, OrderHeader.Checkout checkout) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("merchantId", header.merchant().toString());
        checkout.note().ifPresent(note -> metadata.put("note", note));
        checkout.finance().ifPresent(finance -> {
            Map<String, Object> means = new LinkedHashMap<>();
            means.put("type", finance.type().name());
            finance.sourceId().ifPresent(source -> means.put("source", Map.of("id", source)));
            metadata.put("finance", means);
        });
        checkout.device().ifPresent(device -> metadata.put("deviceId", device.value()));
        return Jsonb.text(metadata);
    }

    private static Optional<OrderHeader.Checkout> checkout(ResultSet row, CurrencyCode currency) throws SQLException {
        Optional<String> metadata = Rows.optionalText(row, "metadata");
        Optional<String> by = Rows.optionalText(row, "checkedOutBy");
        Optional<Money> increment =
                Rows.optionalDecimal(row, "cashIncrement").map(amount -> new Money(amount, currency));
        return metadata.map(text -> checkout(Jsonb.node(text), by, increment));
    }

    private static OrderHeader.Checkout checkout(JsonNode node, Optional<String> by, Optional<Money> increment) {
        return new OrderHeader.Checkout(
                text(node.path("note")),
                text(node.path("finance").path("type"))
                        .map(type -> new OrderHeader.Finance(
                                Tender.valueOf(type),
                                text(node.path("finance").path("source").path("id")))),
                text(node.path("deviceId")).map(DeviceId::new),
                by,
                increment);
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
