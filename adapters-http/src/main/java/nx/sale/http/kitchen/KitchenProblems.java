package nx.sale.http.kitchen;

import nx.sale.domain.kitchen.KitchenError;
import nx.sale.http.problem.Words;

/** Status and words of the kitchen's refusals. */
public final class KitchenProblems {
    private KitchenProblems() {}

    public static Words words(KitchenError error) {
        return switch (error) {
            case KitchenError.StationNotFound e ->
                new Words(404, "Station not found", "There is no kitchen station " + e.kitchenStationId() + ".");
            case KitchenError.StationUnknown e ->
                new Words(422, "Unknown station", "There is no kitchen station " + e.kitchenStationId() + ".");
            case KitchenError.StationCodeTaken e ->
                new Words(409, "Code taken", "Another station has the code " + e.stationCode() + ".");
            case KitchenError.StationBusy e ->
                new Words(
                        409,
                        "Something waits there",
                        e.waiting() + " tickets wait at station " + e.kitchenStationId() + ".");
            case KitchenError.TicketNotFound e ->
                new Words(404, "Ticket not found", "There is no kitchen ticket " + e.kitchenTicketId() + ".");
            case KitchenError.ItemNotFound e ->
                new Words(404, "Ticket item not found", "There is no ticket item " + e.kitchenTicketItemId() + ".");
            case KitchenError.NothingToSend e ->
                new Words(
                        409,
                        "Nothing to send",
                        e.withoutStation().isEmpty()
                                ? "Everything of order " + e.orderId() + " that is cooked was sent already."
                                : "No kitchen station cooks " + String.join(", ", e.withoutStation())
                                        + ". Let a station serve its category, or name one in the catalogue.");
            case KitchenError.SendExceeded e ->
                new Words(
                        409,
                        "More than there is to send",
                        "Of item " + e.itemId() + " " + e.unsent() + " is not sent yet, not " + e.wanted() + ".");
            case KitchenError.KeyReused e ->
                new Words(
                        422,
                        "Key reused",
                        "Key " + e.idempotencyKey() + " was used for another send of order " + e.orderId()
                                + ": give each send a key of its own.");
            case KitchenError.NoStation e ->
                new Words(
                        409,
                        "No station cooks it",
                        "There is no station " + e.stationCode() + " for " + e.name()
                                + ": open it, give another one the category, or name a default station.");
            case KitchenError.StatusRefused e ->
                new Words(
                        409,
                        "Not possible in this status",
                        "Ticket item " + e.kitchenTicketItemId() + " is " + e.fromStatus() + ": it cannot become "
                                + e.toStatus() + ".");
            case KitchenError.ReasonRequired e ->
                new Words(
                        422,
                        "A reason is needed",
                        "Say why ticket item " + e.kitchenTicketItemId() + ", which was started, is voided.");
            case KitchenError.TicketClosed e ->
                new Words(
                        409,
                        "Nothing to do on the ticket",
                        "Ticket " + e.kitchenTicketId() + " is " + e.ticketStatus() + ".");
            case KitchenError.Moving e ->
                new Words(
                        409,
                        "The items are moving",
                        "The items keep moving to other orders, last to " + e.orderId() + ". Try again.");
        };
    }
}
