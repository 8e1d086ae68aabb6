package nx.sale.http.shift;

import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.problem.Words;

/** Status and words of a shift's refusals. */
public final class ShiftProblems {
    private ShiftProblems() {}

    public static Words words(ShiftError error) {
        return switch (error) {
            case ShiftError.NotFound e ->
                new Words(404, "Shift not found", "There is no shift " + e.posSessionId() + " here.");
            case ShiftError.AlreadyOpen e ->
                new Words(
                        409,
                        "A shift is open",
                        "Shift " + e.posSessionId() + " is open at till " + e.deviceId() + ": close it first.");
            case ShiftError.Closed e ->
                new Words(409, "The shift is closed", "Shift " + e.posSessionId() + " has ended.");
            case ShiftError.NoneOpen e ->
                new Words(
                        409,
                        "No shift is open",
                        "Orders need an open shift here, and till " + e.deviceId() + " has none.");
            case ShiftError.NoDevice e ->
                new Words(422, "Which till?", "Say which till it is: x-device-info, or deviceId to open a shift.");
            case ShiftError.BookedInClosed e ->
                new Words(
                        409,
                        "Its shift is closed",
                        "The payment was booked to shift " + e.posSessionId()
                                + ", whose Z is written: it stays as it is.");
            case ShiftError.OrdersOpen e ->
                new Words(
                        409,
                        "Orders wait for money",
                        e.orders() + " orders of this till wait for money. Have them paid, or close with handOver.");
            case ShiftError.DifferenceUnexplained e ->
                new Words(
                        422,
                        "Say why it differs",
                        "The drawer is not as expected, or was not counted: say why in note.");
            case ShiftError.NotPayable e ->
                new Words(
                        422,
                        "No such cash",
                        Decimals.plain(e.amount()) + " " + e.currency() + " cannot be paid in notes and coins.");
            case ShiftError.NothingMoved e -> new Words(422, "Nothing moved", "The amount must be above zero.");
            case ShiftError.OtherCurrency e ->
                new Words(
                        409,
                        "Another currency",
                        "The drawer of shift " + e.posSessionId() + " holds " + e.currency() + ", not " + e.wanted()
                                + ".");
            case ShiftError.MovementNotFound e ->
                new Words(404, "Movement not found", "There is no movement " + e.movementId() + " in this shift.");
            case ShiftError.MovementFinal e ->
                new Words(
                        409,
                        "Cannot be reversed",
                        "Movement " + e.movementId() + " was reversed already, or is a counter-entry itself.");
            case ShiftError.NotEnrolled e ->
                new Words(404, "Not enrolled", "User " + e.userId() + " does not work in this shift.");
            case ShiftError.NoZReport e ->
                new Words(404, "No Z yet", "Shift " + e.posSessionId() + " is still open: its Z is written at close.");
        };
    }
}
