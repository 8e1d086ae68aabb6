package nx.sale.application.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.kitchen.KitchenEvent;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.live.LiveUpdate;
import nx.sale.domain.live.LiveUpdates;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.PosSession;

/** Publishes live updates to screens after a commit: the topics, actions and rooms are all here (LIVE-1). */
public final class Screens {
    private static final String ORDER_TOPIC = "observation/sale/sale-order";
    private static final String CHECK_TOPIC = "observation/sale/sale-check";
    private static final String TICKET_TOPIC = "observation/kitchen/kitchen-ticket";
    private static final String USAGE_TOPIC = "observation/allocation/allocation-usage";
    private static final String RESERVATION_TOPIC = "observation/reservation/reservation";
    private static final String SESSION_TOPIC = "observation/shift/pos-session";

    private static final String SETTING_TOPIC = "observation/sale/setting";

    private final LiveUpdates live;

    public Screens(LiveUpdates live) {
        this.live = live;
    }

    /** The current state of an order. */
    public void order(Tx tx, OrderHeader order, LiveAction action) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("action", action.name());
        data.put("saleOrderId", order.id().toString());
        data.put("saleOrderNumber", order.orderNumber());
        data.put("status", order.status().name());
        data.put("total", order.totals().total().canonical());
        data.put("paid", order.progress().paid().canonical());
        data.put("due", order.progress().tally().due().canonical());
        data.put("tip", order.progress().tally().tip().canonical());
        data.put("refundStatus", order.progress().returned().status().name());
        data.put("refunded", order.progress().returned().refunded().canonical());
        data.put("currency", order.currency().value());
        data.put("revision", Long.toString(order.revision()));
        data.put("at", order.trace().modifiedAt().toString());
        List<String> rooms = rooms(order);
        tx.afterCommit(() -> live.emit(new LiveUpdate(order.merchant(), ORDER_TOPIC, data, rooms)));
    }

    private static List<String> rooms(OrderHeader order) {
        List<String> rooms = new ArrayList<>(List.of(merchant(order.merchant()), "sale-order/" + order.id()));
        order.place().device().map(DeviceId::value).ifPresent(device -> rooms.add("device/" + device));
        return rooms;
    }

    private static String merchant(MerchantId merchant) {
        return "merchant/" + merchant;
    }

    /** An order whose attempts or reviews have changed, unless one of these events shows it anyway (LIVE-13). */
    public void payments(Tx tx, OrderHeader order, List<? extends DomainEvent> shown) {
        if (shown.stream()
                .noneMatch(event -> event instanceof OrderEvent || event instanceof PaymentEvent.RefundChanged)) {
            order(tx, order, LiveAction.ORDER_PAYMENT_UPDATED);
        }
    }

    /** The current state of each of these checks. */
    public void checks(Tx tx, OrderHeader order, List<SaleCheck> checks, LiveAction action) {
        List<String> rooms = List.of(merchant(order.merchant()), "sale-order/" + order.id());
        for (SaleCheck check : checks) {
            Map<String, String> data = new LinkedHashMap<>();
            data.put("action", action.name());
            data.put("saleOrderId", order.id().toString());
            data.put("saleCheckId", check.id().toString());
            data.put("at", check.trace().modifiedAt().toString());
            tx.afterCommit(() -> live.emit(new LiveUpdate(order.merchant(), CHECK_TOPIC, data, rooms)));
        }
    }

    /** Money came in for a check. */
    public void checkPaid(Tx tx, OrderHeader order, OrderEvent.OnCheck check) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("action", LiveAction.CHECK_PAYMENT_UPDATED.name());
        data.put("saleOrderId", order.id().toString());
        data.put("saleCheckId", check.id().toString());
        data.put("total", check.total().canonical());
        data.put("paid", check.paid().canonical());
        data.put("at", order.trace().modifiedAt().toString());
        List<String> rooms = List.of(merchant(order.merchant()), "sale-order/" + order.id());
        tx.afterCommit(() -> live.emit(new LiveUpdate(order.merchant(), CHECK_TOPIC, data, rooms)));
    }

    /** Tickets on their way to the stations. */
    public void sent(Tx tx, KitchenEvent.Sent sent) {
        sent.tickets().forEach(ticket -> ticket(tx, ticket, LiveAction.TICKET_SENT, Map.of()));
    }

    /** A ticket that goes first now, or no longer. */
    public void rushed(Tx tx, KitchenEvent.Rushed rushed) {
        ticket(tx, rushed.ticket(), LiveAction.TICKET_RUSHED, Map.of());
    }

    /** A waiting ticket whose order has another note now. */
    public void orderNoteChanged(Tx tx, KitchenEvent.OrderNoteChanged changed) {
        ticket(tx, changed.ticket(), LiveAction.ORDER_NOTE_CHANGED, Map.of());
    }

    /** An item in its new status. */
    public void changed(Tx tx, KitchenEvent.ItemChanged change) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("kitchenTicketItemId", change.item().id().toString());
        more.put("saleOrderItemId", change.item().line().toString());
        more.put("itemSaleOrderId", change.item().order().toString());
        more.put("fromStatus", change.from().name());
        more.put("toStatus", change.item().status().name());
        ticket(tx, change.ticket(), LiveAction.ITEM_STATUS_CHANGED, more);
    }

    private void ticket(Tx tx, KitchenTicket ticket, LiveAction action, Map<String, String> more) {
        Map<String, String> data = new LinkedHashMap<>(more);
        data.put("action", action.name());
        data.put("kitchenTicketId", ticket.id().toString());
        data.put("number", Integer.toString(ticket.number().value()));
        data.put("saleOrderId", ticket.order().toString());
        data.put("stationId", ticket.station().toString());
        data.put("status", ticket.status().name());
        data.put("rush", Boolean.toString(ticket.rush()));
        data.put("at", ticket.trace().modifiedAt().toString());
        List<String> rooms = List.of(
                merchant(ticket.merchant()),
                station(ticket.station()),
                "sale-order/"
                        + more.getOrDefault("itemSaleOrderId", ticket.order().toString()));
        tx.afterCommit(() -> live.emit(new LiveUpdate(ticket.merchant(), TICKET_TOPIC, data, rooms)));
    }

    private static String station(StationId station) {
        return "kitchen-station/" + station;
    }

    /** Tables that were taken, moved or left. */
    public void usages(Tx tx, List<AllocationUsage> usages, LiveAction action) {
        tx.afterCommit(() -> usagesNow(usages, action));
    }

    /** A party that moved from one table to another: both are updated. */
    public void moved(Tx tx, AllocationUsage before, AllocationUsage after) {
        tx.afterCommit(() -> {
            Map<String, String> data = data(after, LiveAction.USAGE_MOVED);
            data.put("fromUnitId", before.unit().id().toString());
            List<String> rooms = rooms(after);
            rooms.add("allocation/unit/" + before.unit().id());
            if (!before.unit().zone().equals(after.unit().zone())) {
                rooms.add("allocation/zone/" + before.unit().zone());
            }
            live.emit(new LiveUpdate(after.merchant(), USAGE_TOPIC, data, rooms));
        });
    }

    /** As above, when the transaction has committed already. */
    public void usagesNow(List<AllocationUsage> usages, LiveAction action) {
        for (AllocationUsage usage : usages) {
            live.emit(new LiveUpdate(usage.merchant(), USAGE_TOPIC, data(usage, action), rooms(usage)));
        }
    }

    private static Map<String, String> data(AllocationUsage usage, LiveAction action) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("action", action.name());
        data.put("allocationUsageId", usage.id().toString());
        data.put("unitId", usage.unit().id().toString());
        data.put("unitCode", usage.unit().code());
        data.put("zoneId", usage.unit().zone().toString());
        data.put("layoutId", usage.unit().layout().toString());
        data.put("usageType", usage.taker().kind().name());
        data.put("usageId", Long.toString(usage.taker().id()));
        data.put("status", usage.status().name());
        data.put("startsAt", usage.window().from().toString());
        data.put("endsAt", usage.window().until().toString());
        data.put("at", usage.trace().modifiedAt().toString());
        return data;
    }

    private static List<String> rooms(AllocationUsage usage) {
        List<String> rooms = new ArrayList<>(List.of(
                merchant(usage.merchant()),
                "allocation/zone/" + usage.unit().zone(),
                "allocation/unit/" + usage.unit().id()));
        if (usage.taker().kind() == Taker.Kind.SALE_ORDER) {
            rooms.add("sale-order/" + usage.taker().id());
        }
        return rooms;
    }

    /** A shift without its figures, because counting is blind. */
    public void session(Tx tx, PosSession session, LiveAction action) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("action", action.name());
        data.put("posSessionId", session.id().toString());
        data.put("deviceId", session.place().device().toString());
        data.put("status", session.status().name());
        data.put("revision", Long.toString(session.revision()));
        data.put("at", session.trace().modifiedAt().toString());
        List<String> rooms = List.of(
                merchant(session.merchant()), "device/" + session.place().device());
        tx.afterCommit(() -> live.emit(new LiveUpdate(session.merchant(), SESSION_TOPIC, data, rooms)));
    }

    /** The current state of a reservation, without the guest's name. */
    public void reservation(Tx tx, Reservation reservation, LiveAction action) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("action", action.name());
        data.put("reservationId", reservation.id().toString());
        data.put("status", reservation.status().name());
        data.put("partySize", Integer.toString(reservation.partySize()));
        data.put("reservedFrom", reservation.window().from().toString());
        data.put("reservedTo", reservation.window().until().toString());
        reservation.order().ifPresent(order -> data.put("saleOrderId", order.toString()));
        data.put("at", reservation.trace().modifiedAt().toString());
        List<String> rooms = new ArrayList<>(List.of(merchant(reservation.merchant())));
        reservation.order().ifPresent(order -> rooms.add("sale-order/" + order));
        tx.afterCommit(() -> live.emit(new LiveUpdate(reservation.merchant(), RESERVATION_TOPIC, data, rooms)));
    }

    /** Settings have changed: screens that show lists of reasons read them again. */
    public void settings(Tx tx, MerchantId merchant, long revision, Instant at) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("action", LiveAction.SETTINGS_CHANGED.name());
        data.put("revision", Long.toString(revision));
        data.put("at", at.toString());
        tx.afterCommit(() -> live.emit(new LiveUpdate(merchant, SETTING_TOPIC, data, List.of(merchant(merchant)))));
    }
}
