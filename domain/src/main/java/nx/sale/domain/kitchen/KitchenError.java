package nx.sale.domain.kitchen;

import java.util.List;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Quantity;

/** What a caller can do wrong with the kitchen. */
public sealed interface KitchenError extends DomainError {
    /** No such station at this merchant. */
    @ErrorCode("station-not-found")
    record StationNotFound(StationId kitchenStationId) implements KitchenError {}

    /** A station was named that the merchant does not have. */
    @ErrorCode("station-unknown")
    record StationUnknown(StationId kitchenStationId) implements KitchenError {}

    /** Another station of the merchant has this code. */
    @ErrorCode("station-code-taken")
    record StationCodeTaken(String stationCode) implements KitchenError {}

    /** Dishes wait at the station: it cannot be removed. */
    @ErrorCode("station-busy")
    record StationBusy(StationId kitchenStationId, long waiting) implements KitchenError {}

    /** No such ticket at this merchant. */
    @ErrorCode("ticket-not-found")
    record TicketNotFound(TicketId kitchenTicketId) implements KitchenError {}

    /** No such item at this merchant. */
    @ErrorCode("ticket-item-not-found")
    record ItemNotFound(TicketItemId kitchenTicketItemId) implements KitchenError {}

    /**
     * Everything on the order has been sent, or no station cooks it.
     *
     * @param withoutStation the names of what was to be sent and no station cooks, each once
     */
    @ErrorCode("nothing-to-send")
    record NothingToSend(OrderId orderId, List<String> withoutStation) implements KitchenError {}

    /** More of a line was to be sent than is unsent. */
    @ErrorCode("send-exceeded")
    record SendExceeded(LineId itemId, Quantity unsent, Quantity wanted) implements KitchenError {}

    /** The key was used for another send of this order: a new send needs a new key. */
    @ErrorCode("kitchen-key-reused")
    record KeyReused(OrderId orderId, String idempotencyKey) implements KitchenError {}

    /** The station the catalogue names is not there, and no other takes the item. */
    @ErrorCode("no-station")
    record NoStation(LineId itemId, String name, String stationCode) implements KitchenError {}

    /** An item does not go from the one status to the other. */
    @ErrorCode("ticket-item-status-refused")
    record StatusRefused(TicketItemId kitchenTicketItemId, ItemStatus fromStatus, ItemStatus toStatus)
            implements KitchenError {}

    /** A started item is voided only with a reason. */
    @ErrorCode("void-reason-required")
    record ReasonRequired(TicketItemId kitchenTicketItemId) implements KitchenError {}

    /** Nothing on the ticket is open any more, or it is rushed already. */
    @ErrorCode("ticket-closed")
    record TicketClosed(TicketId kitchenTicketId, TicketStatus ticketStatus) implements KitchenError {}

    /** The order's items kept moving to other orders meanwhile. */
    @ErrorCode("ticket-moving")
    record Moving(OrderId orderId) implements KitchenError {}
}
