package nx.sale.http.problem;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.check.CheckError;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.loyalty.LoyaltyError;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.reservation.ReservationError;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Unavailable;
import nx.sale.domain.shared.ValueError;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.json.Blank;
import nx.sale.http.json.InvalidInput;

/** The only place that knows which refusal has which status: a new error does not compile until it stands here. */
public final class ProblemMapper {
    private ProblemMapper() {}

    private record Words(int status, String title, String detail) {}

    /** Shows people a time as the clock on the merchant's wall shows it; asked only when a text has one. */
    public interface Wall {
        String shows(Instant at);
    }

    /** The problem of a refusal that names no time. */
    public static Problem of(DomainError error) {
        return of(error, Instant::toString);
    }

    /** The problem of a refusal by the domain; its members have times with offset, its text has those of the wall. */
    public static Problem of(DomainError error, Wall wall) {
        Words words = words(error, wall);
        return new Problem(
                words.status(), error.code(), words.title(), words.detail(), members(error), Optional.empty());
    }

    /** What is known of an error without an instance at hand. */
    public record Known(int status, String code) {}

    /** Status and code of an error type, from an instance with blank fields. */
    public static Known known(Class<? extends DomainError> type) {
        DomainError blank = Blank.of(type);
        return new Known(words(blank, Instant::toString).status(), blank.code());
    }

    private static Words words(DomainError error, Wall wall) {
        return switch (error) {
            case OrderError order -> words(order);
            case RegroupError regroup -> words(regroup);
            case CheckError check -> words(check);
            case CatalogueError catalogue -> words(catalogue);
            case PaymentError payment -> words(payment);
            case AccessError access -> words(access);
            case KitchenError kitchen -> words(kitchen);
            case AllocationError allocation -> words(allocation, wall);
            case ReservationError reservation -> words(reservation, wall);
            case LoyaltyError loyalty -> words(loyalty);
            case ShiftError shift -> words(shift);
            case OperationsError operations -> words(operations);
            case RequestError request -> words(request);
            case ValueError value -> words(value);
        };
    }

    private static Words words(OrderError error) {
        return switch (error) {
            case OrderError.NotFound e ->
                new Words(404, "Order not found", "There is no order " + e.orderId() + " here.");
            case OrderError.NotAllowed e ->
                new Words(
                        409,
                        "Not possible in this status",
                        "Order " + e.orderId() + " is " + e.orderStatus() + ": " + e.action() + " is not possible. "
                                + FirstStep.of(e.orderStatus(), e.action()));
            case OrderError.NotStuck e ->
                new Words(
                        409,
                        "Not stuck",
                        "Order " + e.orderId() + " is " + e.orderStatus()
                                + " and has not waited for money for more than an hour.");
            case OrderError.MergedAway e ->
                new Words(
                        409,
                        "The order is part of another",
                        "The items of order " + e.orderId() + " are on order " + e.mergedIntoOrderId() + " now.");
            case OrderError.SumsAgree e ->
                new Words(
                        409,
                        "The sums are right",
                        "The sums of order " + e.orderId() + " are those of its items: there is nothing to recompute.");
            case OrderError.Regrouped e ->
                new Words(
                        409,
                        "Merged or split",
                        "Order " + e.orderId() + " was merged or split: undo that, or cancel it.");
            case OrderError.WithKitchen e ->
                new Words(
                        409,
                        "With the kitchen",
                        e.fields().isEmpty()
                                ? "Of item " + e.itemId() + " " + e.withKitchen()
                                        + " is with the kitchen: void it there first."
                                : "The kitchen has read the " + String.join(", ", e.fields()) + " of item " + e.itemId()
                                        + ": void and send again, or add what is new as an item of its own.");
            case OrderError.ClientLineReused e ->
                new Words(
                        422,
                        "Client line reused",
                        "clientLineId " + e.clientLineId() + " stands for item " + e.itemId()
                                + ", which is another dish or has other modifiers: give each line an id of its own.");
            case OrderError.HoldsMoney e ->
                new Words(
                        409,
                        "Money came for it",
                        "Order " + e.orderId() + " has " + e.openReviews() + " open payment reviews, late money of "
                                + e.amount() + " among them: refund or dismiss them first, or cancel the order.");
            case OrderError.SentToKitchen e ->
                new Words(
                        409,
                        "Sent to the kitchen",
                        "The kitchen has heard of order " + e.orderId() + ": cancel it instead of deleting it.");
            case OrderError.HasChecks e ->
                new Words(409, "The bill is divided", "Free the checks of order " + e.orderId() + " first.");
            case OrderError.Empty e -> new Words(409, "The order is empty", "Add an item before checking out.");
            case OrderError.Changed e ->
                new Words(409, "The order kept changing", "The cart changed while it was being priced. Try again.");
            case OrderError.Paid e ->
                new Words(409, "The order has been paid", "Money has been paid: cancel or complete the order instead.");
            case OrderError.LineNotFound e ->
                new Words(404, "Item not found", "The order has no item " + e.itemId() + ".");
            case OrderError.PartOfCombo e ->
                new Words(
                        409,
                        "Part of a combo",
                        "Item " + e.itemId() + " follows its combo: change item " + e.leadItemId() + " instead.");
            case OrderError.ComboPresent e ->
                new Words(409, "The combo is on the order", "Change the quantity of item " + e.itemId() + " instead.");
            case OrderError.ComboEmpty e ->
                new Words(422, "The combo is empty", "Combo " + e.variantId() + " has no parts.");
            case OrderError.ComboCycle e ->
                new Words(422, "The combo contains itself", "Combo " + e.variantId() + " contains itself.");
            case OrderError.ComboTooDeep e ->
                new Words(422, "The combo is too deep", "Combos may be nested " + e.limit() + " levels deep.");
            case OrderError.CurrencyMismatch e ->
                new Words(
                        422,
                        "Two currencies",
                        "The order is in " + e.orderCurrency() + ", the item in " + e.itemCurrency() + ".");
            case OrderError.PriceNegative e ->
                new Words(422, "Price below zero", "With these modifiers the price is below zero.");
            case OrderError.PricingRefused e -> new Words(422, "Pricing refuses", String.join("; ", e.reasons()));
        };
    }

    private static Words words(RegroupError error) {
        return switch (error) {
            case RegroupError.WithItself e ->
                new Words(422, "Merged with itself", "Order " + e.orderId() + " cannot be merged into itself.");
            case RegroupError.Differs e ->
                new Words(
                        409,
                        "The orders differ",
                        "Order " + e.orderId() + " has another " + e.difference() + ": they cannot be merged.");
            case RegroupError.QuantityExceeded e ->
                new Words(
                        409,
                        "Not so much there",
                        "The order has " + e.present() + " of item " + e.itemId() + ", not " + e.wanted() + ".");
            case RegroupError.NotDivisible e ->
                new Words(409, "Too little to divide", "So little of combo " + e.itemId() + " cannot be split off.");
            case RegroupError.NothingToUndo e ->
                new Words(409, "Nothing to undo", "Nothing of this kind stands on order " + e.orderId() + ".");
            case RegroupError.OperationNotFound e ->
                new Words(404, "Operation not found", "The order has no such operation " + e.operationId() + ".");
            case RegroupError.LaterOperations e ->
                new Words(
                        409,
                        "Something came later",
                        "Later merges or splits concern the same items: undo them first, the newest first.");
            case RegroupError.SumsDiffer e ->
                new Words(
                        409,
                        "The sums are wrong",
                        "The stored total of order " + e.orderId() + " differs by "
                                + e.total().plain()
                                + " from what its items add up to. Recompute it first: sale ops order recompute "
                                + e.orderId() + ".");
            case RegroupError.NobodyToBringHome e ->
                new Words(
                        409,
                        "Nothing to bring home",
                        "None of the orders split off is a draft: revert one, or name another split.");
        };
    }

    private static Words words(CheckError error) {
        return switch (error) {
            case CheckError.NotFound e ->
                new Words(404, "Check not found", "There is no check " + e.checkId() + " here.");
            case CheckError.NotAllowed e ->
                new Words(
                        409,
                        "Not possible in this status",
                        "Check " + e.checkId() + " is " + e.checkStatus() + ": it does not wait for money.");
            case CheckError.AlreadyDivided e ->
                new Words(409, "The bill is divided", "All of it is on checks. Free them before dividing it anew.");
            case CheckError.PaidWhole e ->
                new Words(
                        409,
                        "Paid as a whole",
                        e.paid() + " was paid on the order as a whole: it belongs to no check.");
            case CheckError.NothingToFree e ->
                new Words(409, "No check to free", "There is no check without a payment on order " + e.orderId() + ".");
            case CheckError.Overallocated e ->
                new Words(
                        409,
                        "More than there is",
                        "Of item " + e.itemId() + " " + e.left() + " is left to divide, not " + e.wanted() + ".");
            case CheckError.Unallocated e ->
                new Words(
                        409,
                        "Not all is divided",
                        "Put every item on a check, or ask for the remainder on a last one.");
            case CheckError.AmountsExceed e ->
                new Words(409, "More than there is", e.left() + " is left to divide, not " + e.wanted() + ".");
            case CheckError.AmountsShort e ->
                new Words(
                        409,
                        "Not all is divided",
                        e.left() + " is left to divide, not " + e.wanted()
                                + "; or ask for the remainder on a last check.");
            case CheckError.AmountNotPayable e ->
                new Words(
                        422,
                        "Nobody can pay that",
                        "An amount must be above 0 and have at most " + e.digits() + " decimals, not " + e.amount()
                                + ".");
            case CheckError.NoSeats e ->
                new Words(409, "No seats", "Nothing on order " + e.orderId() + " belongs to a seat.");
            case CheckError.NothingOnCheck e ->
                new Words(409, "An empty check", "Nothing would be on check " + e.number() + " of this division.");
            case CheckError.TooMany e ->
                new Words(
                        422, "Too many checks", "A bill has at most " + e.most() + " checks, not " + e.wanted() + ".");
            case CheckError.TooManyShares e ->
                new Words(
                        422,
                        "Too many pieces",
                        "Items times checks would be " + e.wanted() + ", at most " + e.most() + " are possible.");
        };
    }

    private static Words words(CatalogueError error) {
        return switch (error) {
            case CatalogueError.VariantUnknown e ->
                new Words(422, "Unknown variant", "There is no variant " + e.itemId() + ".");
            case CatalogueError.VariantInactive e ->
                new Words(422, "Variant not sold", "Variant " + e.itemId() + " is not sold any more.");
            case CatalogueError.ModifierUnknown e ->
                new Words(422, "Unknown modifier", "Variant " + e.itemId() + " has no modifier " + e.modifier() + ".");
            case CatalogueError.ChannelUnknown e ->
                new Words(
                        422,
                        "Unknown sale channel",
                        "The merchant has no open sale channel " + e.saleChannelId() + ".");
            case CatalogueError.ChannelTaken e ->
                new Words(
                        409,
                        "Sale channel taken",
                        "Sale channel " + e.saleChannelId() + " belongs to another merchant.");
            case CatalogueError.VariantTaken e ->
                new Words(409, "Variant taken", "Variant " + e.itemId() + " belongs to another merchant.");
        };
    }

    private static Words words(PaymentError error) {
        return switch (error) {
            case PaymentError.WebhookNotFound e ->
                new Words(404, "Webhook not found", "There is no webhook " + e.webhookId() + " in the inbox.");
            case PaymentError.WebhookNotReplayable e ->
                new Words(
                        409,
                        "Cannot be replayed",
                        "Webhook " + e.webhookId() + " names no payment: MQ-Pay must send it anew.");
            case PaymentError.TargetUnknown e ->
                new Words(
                        404,
                        "Nothing to pay here",
                        "There is no " + e.targetType() + " " + e.targetId() + "; the event is kept.");
            case PaymentError.Arrived e ->
                new Words(
                        409,
                        "It was paid",
                        "MQ-Pay says that order " + e.orderId()
                                + " was paid. The money is taken; look at the order again.");
            case PaymentError.ReviewNotFound e ->
                new Words(404, "Review not found", "There is no review " + e.reviewId() + ".");
            case PaymentError.ReviewResolved e ->
                new Words(409, "Review resolved", "Review " + e.reviewId() + " is " + e.reviewStatus() + " already.");
            case PaymentError.ReviewResolutionNotAllowed e ->
                new Words(
                        409,
                        "Not possible with this review",
                        "A review of kind " + e.kind() + " cannot be " + e.resolution() + ". Possible: "
                                + e.allowed().stream().map(Enum::name).collect(Collectors.joining(", ")) + ".");
            case PaymentError.ReviewNotRefundable e ->
                new Words(
                        409,
                        "The money is not here any more",
                        "Of the " + e.amount() + " of review " + e.reviewId() + " only " + e.refundable()
                                + " can still be given back: the rest went back before. Dismiss the review.");
            case PaymentError.ReviewNotApplicable e ->
                new Words(
                        409, "Not applicable now", "The order does not wait for money: check it out first, or refund.");
        };
    }

    private static Words words(AccessError error) {
        return switch (error) {
            case AccessError.NotSignedIn e -> new Words(401, "Not signed in", e.reason());
            case AccessError.NotApprovable e ->
                new Words(422, "Not approvable", "The action " + e.action() + " cannot be approved.");
            case AccessError.ApprovalRefused e ->
                new Words(
                        403,
                        "The approval is not valid",
                        "The approval is unknown, spent, over, or for another action or order. This needs "
                                + e.permission() + ".");
            case AccessError.SecondPersonNeeded e ->
                new Words(
                        403,
                        "Not alone",
                        "Somebody else with " + e.permission()
                                + " must agree: POST /approvals, its token in X-Approval.");
            case AccessError.Denied e ->
                new Words(
                        403,
                        "Not permitted",
                        "This needs the permission " + e.permission() + " at the active merchant.");
        };
    }

    private static Words words(KitchenError error) {
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
                        "Key " + e.idempotencyKey() + " stands for another send of order " + e.orderId()
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
                        "Say why ticket item " + e.kitchenTicketItemId() + ", which was begun, is thrown away.");
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

    private static Words words(AllocationError error, Wall wall) {
        return switch (error) {
            case AllocationError.LayoutNotFound e ->
                new Words(404, "Layout not found", "There is no layout " + e.layoutId() + ".");
            case AllocationError.ZoneNotFound e ->
                new Words(422, "Unknown zone", "There is no zone " + e.zoneId() + ".");
            case AllocationError.UnitNotFound e ->
                new Words(422, "Unknown unit", "There is no unit " + e.unitId() + ".");
            case AllocationError.UnitCodeTwice e ->
                new Words(422, "Code used twice", "Two units would have the code " + e.unitCode() + ".");
            case AllocationError.UnitInUse e ->
                new Words(409, "The unit is in use", "Somebody has unit " + e.unitCode() + ": it stays as it is.");
            case AllocationError.UnitTaken e ->
                new Words(
                        409,
                        "The unit is taken",
                        "Unit " + e.unitCode() + " is taken from " + wall.shows(e.takenFrom()) + " until "
                                + wall.shows(e.takenUntil()) + " by " + e.usageType() + " " + e.usageId()
                                + ". It is free from " + wall.shows(e.nextFreeAt()) + ".");
            case AllocationError.UsageNotFound e ->
                new Words(404, "Usage not found", "There is no usage " + e.allocationUsageId() + ".");
            case AllocationError.UsageEnded e ->
                new Words(
                        409,
                        "Not possible in this status",
                        "Usage " + e.allocationUsageId() + " is " + e.usageStatus() + ".");
            case AllocationError.UsageActive e ->
                new Words(
                        409, "The usage is not over", "Complete or cancel usage " + e.allocationUsageId() + " first.");
            case AllocationError.WindowOver e ->
                new Words(422, "The time is over", wall.shows(e.endsAt()) + " has passed.");
            case AllocationError.WindowTooLong e ->
                new Words(422, "Too long", "A unit is taken for at most " + e.mostDays() + " days at once.");
            case AllocationError.WindowEmpty e ->
                new Words(
                        422,
                        "The time ends before it begins",
                        wall.shows(e.endsAt()) + " is not after " + wall.shows(e.startsAt()) + ".");
        };
    }

    private static Words words(ReservationError error, Wall wall) {
        return switch (error) {
            case ReservationError.NotFound e ->
                new Words(404, "Reservation not found", "There is no reservation " + e.reservationId() + ".");
            case ReservationError.NotAllowed e ->
                new Words(
                        409,
                        "Not possible in this status",
                        "Reservation " + e.reservationId() + " is " + e.reservationStatus() + ": " + e.action()
                                + " is not possible. " + FirstStep.of(e.reservationStatus()));
            case ReservationError.NoShowTooEarly e ->
                new Words(
                        409,
                        "The guests may still come",
                        "Reservation " + e.reservationId() + " counts as a no-show from " + wall.shows(e.possibleFrom())
                                + ".");
            case ReservationError.TooSmall e ->
                new Words(
                        409,
                        "Too small for the party",
                        "The units have room for " + e.capacity() + ", not for " + e.partySize()
                                + ". Set overrideCapacity when that does not matter.");
        };
    }

    private static Words words(LoyaltyError error) {
        return switch (error) {
            case LoyaltyError.NotFound e ->
                new Words(
                        404,
                        "Transaction not found",
                        "There is no transaction of points " + e.pointTransactionId() + ".");
        };
    }

    private static Words words(OperationsError error) {
        return switch (error) {
            case OperationsError.MessageNotFound e ->
                new Words(404, "Message not found", "There is no message " + e.messageId() + " in the outbox.");
            case OperationsError.MessageNotAllowed e ->
                new Words(
                        409,
                        "Not possible in this status",
                        "Message " + e.messageId() + " is " + e.messageStatus() + ".");
        };
    }

    private static Words words(ShiftError error) {
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

    private static Words words(RequestError error) {
        return switch (error) {
            case RequestError.KeyReused e ->
                new Words(422, "Idempotency key reused", "The key was used for another request. Make a new one.");
            case RequestError.RevisionMismatch e ->
                new Words(412, "Changed meanwhile", "The present revision is " + e.currentRevision() + ".");
            case RequestError.ListTooCostly e ->
                new Words(
                        422,
                        "Too costly to read",
                        "Reading this takes longer than a list or report may. Asking again does not help: ask for a shorter"
                                + " time, fewer conditions, no pattern that begins with a wildcard, or no count"
                                + " (x-request-count: false).");
        };
    }

    private static Words words(ValueError error) {
        return switch (error) {
            case ValueError.AmountTooLarge e ->
                new Words(422, "Amount too large", "An amount would reach 100000000000.");
            case ValueError.QuantityTooLarge e ->
                new Words(422, "Quantity too large", "A quantity would reach 1000000.");
        };
    }

    /** The components of the error record, as the members of the problem. */
    private static Map<String, Object> members(DomainError error) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : error.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(error);
                if (!component.getName().equals("reason")) {
                    members.put(component.getName(), plain(component.getName(), value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return members;
    }

    /** Ids are text, like everywhere: a number in JSON loses digits in a browser. */
    private static Object plain(String name, Object value) {
        return switch (value) {
            case Integer number -> number;
            case Long id when name.endsWith("Id") -> Long.toString(id);
            case Long number -> number;
            case Boolean fact -> fact;
            case List<?> list ->
                list.stream().map(element -> plain(name, element)).toList();
            case Money money -> money.plain();
            case BigDecimal number -> Decimals.plain(number);
            default -> value.toString();
        };
    }

    public static Problem of(InvalidInput invalid) {
        InvalidInput.Kind kind = invalid.kind();
        return new Problem(
                kind.status(),
                kind.code(),
                kind.title(),
                invalid.detail(),
                invalid.errors().isEmpty() ? Map.of() : Map.of("errors", invalid.errors()),
                Optional.empty());
    }

    public static Problem of(Unavailable unavailable) {
        String detail = switch (unavailable.part()) {
            case ORDER_BUSY -> "Somebody else is changing the order. Try again.";
            case REQUEST_IN_PROGRESS -> "The same request is being worked on. Try again.";
            case PRICING -> "Pricing does not answer. Nothing was changed; try again.";
            case DATABASE -> "The database does not answer. Nothing was changed; try again.";
            case IDENTITY -> "Identity does not answer, so nobody can be let in who is not known yet. Try again.";
            case SIGNING_KEY ->
                "The token's key is not known here, and identity could not be asked for it just now. Try again.";
            case COMMERCE -> "The catalogue of commerce does not answer. Try again.";
            case MQ_PAY -> "MQ-Pay does not answer, so nobody knows whether it was paid. Try again.";
            case IDS -> "This replica cannot make ids just now. Try again.";
            case LISTS_BUSY -> "As many lists are being read as may be at once. Try again.";
            case OVERLOADED -> "Too much at once. Try again.";
        };
        return new Problem(503, unavailable.part().code(), "Not available just now", detail, Map.of(), Optional.of((int)
                Math.max(1, unavailable.retryAfter().toSeconds())));
    }

    /** 5xx, because MQ-Pay sends again only then. */
    public static Problem of(WebhookFailed failed) {
        return Problem.of(500, failed.code().code(), "The webhook could not be applied", failed.why());
    }

    public static Problem bug() {
        return Problem.of(500, "internal-error", "Something went wrong", "This is our mistake. Quote the requestId.");
    }

    public static Problem routeUnknown() {
        return Problem.of(404, "route-not-found", "No such route", "There is nothing at this address.");
    }

    public static Problem methodUnknown() {
        return Problem.of(405, "method-not-allowed", "Method not allowed", "This address does not take that method.");
    }
}
