package nx.sale.domain.kitchen;

import java.util.List;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Quantity;

/** What a caller can do wrong with the kitchen. */
public sealed interface KitchenError extends DomainError {
    /** No such station at this merchant. */
    record StationNotFound(StationId kitchenStationId) implements KitchenError {
        @Override
        public String code() {
            return "station-not-found";
        }
    }

    /** A station was named that the merchant does not have. */
    record StationUnknown(StationId kitchenStationId) implements KitchenError {
        @Override
        public String code() {
            return "station-unknown";
        }
    }

    /** Another station of the merchant has this code. */
    record StationCodeTaken(String stationCode) implements KitchenError {
        @Override
        public String code() {
            return "station-code-taken";
        }
    }

    /** Dishes wait at the station: it cannot be removed. */
    record StationBusy(StationId kitchenStationId, long waiting) implements KitchenError {
        @Override
        public String code() {
            return "station-busy";
        }
    }

    /** No such ticket at this merchant. */
    record TicketNotFound(TicketId kitchenTicketId) implements KitchenError {
        @Override
        public String code() {
            return "ticket-not-found";
        }
    }

    /** No such item at this merchant. */
    record ItemNotFound(TicketItemId kitchenTicketItemId) implements KitchenError {
        @Override
        public String code() {
            return "ticket-item-not-found";
        }
    }

    /**
     * Everything on the order has been sent, or no station cooks it.
     *
     * @param withoutStation the names of what was to be sent and no station cooks, each once
     */
    record NothingToSend(OrderId orderId, List<String> withoutStation) implements KitchenError {
        @Override
        public String code() {
            return "nothing-to-send";
        }
    }

    /** More of a line was to be sent than is unsent. */
    record SendExceeded(LineId itemId, Quantity unsent, Quantity wanted) implements KitchenError {
        @Override
        public String code() {
            return "send-exceeded";
        }
    }

    /** The key was used for another send of this order: a new send needs a new key. */
    record KeyReused(OrderId orderId, String idempotencyKey) implements KitchenError {
        @Override
        public String code() {
            return "kitchen-key-reused";
        }
    }

    /** The station the catalogue names is not there, and no other takes the item. */
    record NoStation(LineId itemId, String name, String stationCode) implements KitchenError {
        @Override
        public String code() {
            return "no-station";
        }
    }

    /** An item does not go from the one status to the other. */
    record StatusRefused(TicketItemId kitchenTicketItemId, ItemStatus fromStatus, ItemStatus toStatus)
            implements KitchenError {
        @Override
        public String code() {
            return "ticket-item-status-refused";
        }
    }

    /** A started item is voided only with a reason. */
    record ReasonRequired(TicketItemId kitchenTicketItemId) implements KitchenError {
        @Override
        public String code() {
            return "void-reason-required";
        }
    }

    /** Nothing on the ticket is open any more, or it is rushed already. */
    record TicketClosed(TicketId kitchenTicketId, TicketStatus ticketStatus) implements KitchenError {
        @Override
        public String code() {
            return "ticket-closed";
        }
    }

    /** The order's items kept moving to other orders meanwhile. */
    record Moving(OrderId orderId) implements KitchenError {
        @Override
        public String code() {
            return "ticket-moving";
        }
    }
}
