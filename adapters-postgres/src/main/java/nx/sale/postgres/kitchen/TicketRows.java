package nx.sale.postgres.kitchen;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.TicketStatus;
import nx.sale.domain.shared.Quantity;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.Rows;
import org.jspecify.annotations.Nullable;

/** Rows of stations, tickets and ticket items, and back. Any number is written by one statement, from one JSON array. */
final class TicketRows {
    static final String STATION = """
            id, merchantId, code, name, categories, soonMinutes, lateMinutes, revision, createdAt, createdBy, modifiedAt, modifiedBy
            """;

    static final String TICKET = """
            t.id, t.merchantId, t.saleOrderId, t.stationId, t.number, t.businessDate, t.course, t.rush, t.idempotencyKey, t.note,
            t.keyContent, t.orderNote, t.orderNoteChangedTo, t.orderNoteChangedAt,
            t.status, t.pendingAt, t.processingAt, t.readyAt, t.completedAt, t.voidedAt, t.revision, t.createdAt, t.createdBy,
            t.modifiedAt, t.modifiedBy
            """;

    static final String ITEM = """
            i.id, i.kitchenTicketId, i.saleOrderId, i.saleOrderItemId, i.itemType, i.itemId, i.name, i.modifiers, i.note, i.seat,
            i.course, i.quantity, i.offBillQuantity, i.status, i.pendingAt, i.cookingAt, i.readyAt, i.servedAt, i.voidedAt, i.voidReason, i.voidedBy,
            i.orderCancelledAt, i.revision, i.createdAt, i.createdBy, i.modifiedAt, i.modifiedBy
            """;

    private TicketRows() {}

    static KitchenStation station(ResultSet row) throws SQLException {
        return new KitchenStation(
                new StationId(row.getLong("id")),
                new MerchantId(row.getLong("merchantId")),
                row.getString("code"),
                row.getString("name"),
                Rows.texts(row, "categories"),
                new KitchenStation.Targets(
                        Duration.ofMinutes(row.getInt("soonMinutes")), Duration.ofMinutes(row.getInt("lateMinutes"))),
                row.getLong("revision"),
                Rows.trace(row));
    }

    /** A ticket without its items. */
    static KitchenTicket ticket(ResultSet row) throws SQLException {
        return new KitchenTicket(
                new TicketId(row.getLong("id")),
                new MerchantId(row.getLong("merchantId")),
                new OrderId(row.getLong("saleOrderId")),
                new StationId(row.getLong("stationId")),
                new KitchenTicket.DayNumber(
                        Rows.optionalDate(row, "businessDate").orElseThrow(), row.getInt("number")),
                row.getInt("course"),
                row.getBoolean("rush"),
                send(row),
                orderNote(row),
                TicketStatus.valueOf(row.getString("status")),
                new KitchenTicket.Stamps(
                        Rows.instant(row, "pendingAt"),
                        Rows.optionalInstant(row, "processingAt"),
                        Rows.optionalInstant(row, "readyAt"),
                        Rows.optionalInstant(row, "completedAt"),
                        Rows.optionalInstant(row, "voidedAt")),
                List.of(),
                row.getLong("revision"),
                Rows.trace(row));
    }

    private static KitchenTicket.Send send(ResultSet row) throws SQLException {
        Optional<String> content = Rows.optionalText(row, "keyContent");
        return new KitchenTicket.Send(
                Rows.optionalText(row, "idempotencyKey").map(name -> new KitchenTicket.Send.Key(name, content)),
                Rows.optionalText(row, "note"));
    }

    private static KitchenTicket.OrderNote orderNote(ResultSet row) throws SQLException {
        Optional<String> to = Rows.optionalText(row, "orderNoteChangedTo");
        return new KitchenTicket.OrderNote(
                Rows.optionalText(row, "orderNote"),
                Rows.optionalInstant(row, "orderNoteChangedAt").map(at -> new KitchenTicket.OrderNote.Change(to, at)));
    }

    static KitchenTicketItem item(ResultSet row) throws SQLException {
        return new KitchenTicketItem(
                new TicketItemId(row.getLong("id")),
                new TicketId(row.getLong("kitchenTicketId")),
                new OrderId(row.getLong("saleOrderId")),
                new LineId(row.getLong("saleOrderItemId")),
                new KitchenTicketItem.Dish(
                        row.getString("itemType"),
                        Rows.optionalLong(row, "itemId").map(VariantId::new),
                        row.getString("name"),
                        modifiers(row.getString("modifiers")),
                        Rows.optionalText(row, "note"),
                        row.getInt("seat"),
                        row.getInt("course")),
                new Quantity(row.getBigDecimal("quantity")),
                new Quantity(row.getBigDecimal("offBillQuantity")),
                ItemStatus.valueOf(row.getString("status")),
                new KitchenTicketItem.Stamps(
                        Rows.instant(row, "pendingAt"),
                        Rows.optionalInstant(row, "cookingAt"),
                        Rows.optionalInstant(row, "readyAt"),
                        Rows.optionalInstant(row, "servedAt"),
                        Rows.optionalInstant(row, "voidedAt")),
                waste(row),
                Rows.optionalInstant(row, "orderCancelledAt"),
                row.getLong("revision"),
                Rows.trace(row));
    }

    private static Optional<KitchenTicketItem.Waste> waste(ResultSet row) throws SQLException {
        Optional<String> reason = Rows.optionalText(row, "voidReason");
        return Rows.optionalText(row, "voidedBy").map(by -> new KitchenTicketItem.Waste(reason, by));
    }

    private static List<KitchenTicketItem.Modifier> modifiers(String json) {
        List<KitchenTicketItem.Modifier> modifiers = new ArrayList<>();
        for (JsonNode node : Jsonb.node(json)) {
            modifiers.add(new KitchenTicketItem.Modifier(
                    node.get("code").textValue(),
                    node.get("name").textValue(),
                    Quantity.of(node.get("quantity").textValue())));
        }
        return modifiers;
    }

    /** Tickets with the items that belong to them, in the order of the tickets. */
    static List<KitchenTicket> together(List<KitchenTicket> tickets, List<KitchenTicketItem> items) {
        Map<TicketId, List<KitchenTicketItem>> byTicket = new LinkedHashMap<>();
        items.forEach(item ->
                byTicket.computeIfAbsent(item.ticket(), id -> new ArrayList<>()).add(item));
        return tickets.stream()
                .map(ticket -> ticket.holding(byTicket.getOrDefault(ticket.id(), List.of())))
                .toList();
    }

    static Map<String, @Nullable Object> fields(KitchenTicket ticket) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", ticket.id().value());
        row.put("number", ticket.number().value());
        row.put("saleorderid", ticket.order().value());
        row.put("stationid", ticket.station().value());
        row.put("course", ticket.course());
        row.put("rush", ticket.rush());
        row.put("idempotencykey", ticket.send().keyName().orElse(null));
        row.put(
                "keycontent",
                ticket.send().key().flatMap(KitchenTicket.Send.Key::content).orElse(null));
        row.put("note", ticket.send().note().orElse(null));
        row.put("ordernote", ticket.orderNote().sent().orElse(null));
        row.put(
                "ordernotechangedto",
                ticket.orderNote()
                        .change()
                        .flatMap(KitchenTicket.OrderNote.Change::to)
                        .orElse(null));
        row.put("ordernotechangedat", text(ticket.orderNote().change().map(KitchenTicket.OrderNote.Change::at)));
        row.put("status", ticket.status().name());
        row.put("pendingat", ticket.stamps().pendingAt().toString());
        row.put("processingat", text(ticket.stamps().processingAt()));
        row.put("readyat", text(ticket.stamps().readyAt()));
        row.put("completedat", text(ticket.stamps().completedAt()));
        row.put("voidedat", text(ticket.stamps().voidedAt()));
        row.put("modifiedat", ticket.trace().modifiedAt().toString());
        row.put("modifiedby", ticket.trace().modifiedBy());
        row.put("revision", ticket.revision());
        return row;
    }

    static Map<String, @Nullable Object> fields(KitchenTicketItem item) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", item.id().value());
        row.put("kitchenticketid", item.ticket().value());
        row.put("saleorderid", item.order().value());
        row.put("saleorderitemid", item.line().value());
        row.put("itemtype", item.dish().itemType());
        row.put("itemid", item.dish().itemId().map(VariantId::value).orElse(null));
        row.put("name", item.dish().name());
        row.put(
                "modifiers",
                item.dish().modifiers().stream()
                        .map(modifier -> Map.of(
                                "code", modifier.code(),
                                "name", modifier.name(),
                                "quantity", modifier.quantity().toString()))
                        .toList());
        row.put("note", item.dish().note().orElse(null));
        row.put("seat", item.dish().seat());
        row.put("course", item.dish().course());
        row.put("quantity", item.quantity().value());
        row.put("offbillquantity", item.offBill().value());
        row.put("status", item.status().name());
        row.put("pendingat", item.stamps().pendingAt().toString());
        row.put("cookingat", text(item.stamps().cookingAt()));
        row.put("readyat", text(item.stamps().readyAt()));
        row.put("servedat", text(item.stamps().servedAt()));
        row.put("voidedat", text(item.stamps().voidedAt()));
        row.put(
                "voidreason",
                item.waste().flatMap(KitchenTicketItem.Waste::reason).orElse(null));
        row.put("voidedby", item.waste().map(KitchenTicketItem.Waste::by).orElse(null));
        row.put("ordercancelledat", text(item.orderCancelledAt()));
        row.put("modifiedat", item.trace().modifiedAt().toString());
        row.put("modifiedby", item.trace().modifiedBy());
        row.put("revision", item.revision());
        return row;
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
