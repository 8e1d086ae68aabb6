package nx.sale.http.kitchen;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.kitchen.Sending;
import nx.sale.domain.kitchen.TicketStatus;
import nx.sale.domain.shared.OrderType;
import nx.sale.domain.shared.Quantity;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** The JSON that the routes of the kitchen take and give. */
public final class KitchenJson {
    private KitchenJson() {}

    public record Piece(
            @Rules.Means("the item of the order") Long itemId,

            @Rules.Means("all that is not sent yet when absent")
            Optional<Quantity> quantity) {}

    @Rules.Example("""
            {"course": 1, "rush": false, "idempotencyKey": "till-1-42", "note": "nut allergy at seat 2"}""")
    public record Send(
            @Rules.Means("everything not sent yet when absent")
            Optional<List<Piece>> items,

            @Rules.Means("only items of this course") @Rules.Between(min = 0, max = 99)
            Optional<Integer> course,

            @Rules.Means("on top of the queue at once") Optional<Boolean> rush,

            @Rules.Means("the same key again for this order gives the same tickets; with another content it is refused")
            Optional<String> idempotencyKey,

            @Rules.Means("for whoever cooks, beside the notes of the items") @Rules.Text(max = 500)
            Optional<String> note) {
        Sending sending() {
            return new Sending(
                    items.orElse(List.of()).stream()
                            .map(piece -> new Sending.Piece(new LineId(piece.itemId()), piece.quantity()))
                            .toList(),
                    course.map(OptionalInt::of).orElse(OptionalInt.empty()),
                    rush.orElse(false),
                    idempotencyKey,
                    note);
        }
    }

    @Rules.Example("""
            {"rush": true}""")
    public record Rush(
            @Rules.Means("false puts it back among the others; true when absent")
            Optional<Boolean> rush) {}

    @Rules.Example("""
            {"reason": "burnt"}""")
    public record VoidTicket(
            @Rules.Means("needed when something was begun") @Rules.Text(max = 500)
            Optional<String> reason) {}

    @Rules.Example("""
            {"status": "COOKING"}""")
    public record Step(
            ItemStatus status,

            @Rules.Means("why it is voided; needed once the dish was begun") @Rules.Text(max = 500)
            Optional<String> reason) {
        Kitchen.Step step(long item) {
            return new Kitchen.Step(new TicketItemId(item), status, reason);
        }
    }

    public record ItemStep(
            @Rules.Means("the item of the ticket") Long id,
            ItemStatus status,

            @Rules.Means("why it is voided; needed once the dish was begun") @Rules.Text(max = 500)
            Optional<String> reason,

            @Rules.Means("as it is shown: refused when it has another one")
            Optional<ItemStatus> from) {
        Kitchen.Step step() {
            return new Kitchen.Step(new TicketItemId(id), status, reason, from);
        }
    }

    @Rules.Example("""
            {"items": [{"id": "250525119116488705", "status": "READY"}]}""")
    public record Steps(
            @Rules.Means("all of them move, or none") List<ItemStep> items) {}

    /** How long tickets may take. */
    public record Targets(
            @Rules.Means("minutes after which a ticket counts as soon late; at most lateMinutes")
            @Rules.Between(min = 1, max = 1440)
            Integer soonMinutes,

            @Rules.Means("minutes after which a ticket counts as late") @Rules.Between(min = 1, max = 1440)
            Integer lateMinutes) {
        static Targets of(KitchenStation.Targets targets) {
            return new Targets(
                    (int) targets.soon().toMinutes(), (int) targets.late().toMinutes());
        }

        KitchenStation.Targets wanted() {
            Duration soon = Duration.ofMinutes(soonMinutes);
            Duration late = Duration.ofMinutes(lateMinutes);
            if (!KitchenStation.Targets.possible(soon, late)) {
                throw InvalidInput.field("targets.soonMinutes", "not-allowed", "must be at most lateMinutes");
            }
            return new KitchenStation.Targets(soon, late);
        }
    }

    @Rules.Example("""
            {"code": "GRILL", "name": "Grill", "categories": ["grilled"], "targets": {"soonMinutes": 8, "lateMinutes": 12}}""")
    public record OpenStation(
            @Rules.Means("as the catalogue names it") String code,
            String name,

            @Rules.Means("ids of the categories it serves") @Rules.Size(min = 0, max = 100)
            Optional<List<String>> categories,

            @Rules.Means("10 and 15 minutes when absent") Optional<Targets> targets) {}

    @Rules.Example("""
            {"name": "Bar upstairs", "categories": ["drinks", "coffee"]}""")
    @Rules.Patch
    public record DescribeStation(
            @Rules.Means("as the catalogue names it") Optional<String> code,
            Optional<String> name,

            @Rules.Means("ids of the categories it serves") @Rules.Size(min = 0, max = 100)
            Optional<List<String>> categories,

            @Rules.Means("how long its tickets may take, for its display")
            Optional<Targets> targets) {}

    @Rules.Means("a kitchen station")
    public record Station(
            String id,
            String merchantId,
            @Rules.Means("as the catalogue names it") String code,
            String name,
            @Rules.Means("ids of the categories it serves") List<String> categories,
            @Rules.Means("how long its tickets may take") Targets targets,
            String createdAt,
            String modifiedAt,
            long revision) {
        static Station of(KitchenStation station) {
            return new Station(
                    station.id().toString(),
                    station.merchant().toString(),
                    station.code(),
                    station.name(),
                    station.categories(),
                    Targets.of(station.targets()),
                    station.trace().createdAt().toString(),
                    station.trace().modifiedAt().toString(),
                    station.revision());
        }
    }

    public record Modifier(
            String code,
            String name,
            @Rules.Means("for each unit of the dish") String quantity) {}

    @Rules.Means("a dish of a kitchen ticket")
    public record Item(
            String id,
            String kitchenTicketId,
            String saleOrderId,
            @Rules.Means("the item of the order") String saleOrderItemId,
            @JsonUnwrapped Dish dish,
            @Rules.Means("how much the station makes") String quantity,

            @Rules.Means("how much of it was taken off the bill after it was served")
            String offBillQuantity,

            ItemStatus status,
            @JsonUnwrapped ItemProgress progress,
            @JsonUnwrapped Waste waste,

            @Rules.Means("when the order was cancelled while the dish was with the kitchen") @Nullable
            String orderCancelledAt,

            long revision) {
        static Item of(KitchenTicketItem item) {
            return new Item(
                    item.id().toString(),
                    item.ticket().toString(),
                    item.order().toString(),
                    item.line().toString(),
                    Dish.of(item.dish()),
                    item.quantity().toString(),
                    item.offBill().toString(),
                    item.status(),
                    ItemProgress.of(item.stamps()),
                    Waste.of(item),
                    text(item.orderCancelledAt()),
                    item.revision());
        }
    }

    /** What is to be cooked. */
    record Dish(
            @Rules.Means("as the order has it") String itemType,

            @Rules.Means("the variant of the catalogue; null of a CUSTOM item") @Nullable
            String itemId,

            String name,
            List<Modifier> modifiers,
            @Nullable String note,
            @Rules.Means("0 is shared by the table") int seat,

            @Rules.Means("in which order dishes are served; 0 when that does not matter")
            int course) {
        static Dish of(KitchenTicketItem.Dish dish) {
            return new Dish(
                    dish.itemType(),
                    text(dish.itemId()),
                    dish.name(),
                    dish.modifiers().stream()
                            .map(modifier -> new Modifier(
                                    modifier.code(),
                                    modifier.name(),
                                    modifier.quantity().toString()))
                            .toList(),
                    dish.note().orElse(null),
                    dish.seat(),
                    dish.course());
        }
    }

    /** When each status was entered. */
    record ItemProgress(
            String pendingAt,
            @Nullable String cookingAt,
            @Nullable String readyAt,
            @Nullable String servedAt) {
        static ItemProgress of(KitchenTicketItem.Stamps stamps) {
            return new ItemProgress(
                    stamps.pendingAt().toString(),
                    text(stamps.cookingAt()),
                    text(stamps.readyAt()),
                    text(stamps.servedAt()));
        }
    }

    /** When it was voided, why and by whom. */
    record Waste(
            @Nullable String voidedAt,

            @Rules.Means("the reason's code where the merchant has a list, else free text") @Nullable
            String voidReason,

            @Nullable String voidedBy) {
        static Waste of(KitchenTicketItem item) {
            return new Waste(
                    text(item.stamps().voidedAt()),
                    item.waste().flatMap(KitchenTicketItem.Waste::reason).orElse(null),
                    item.waste().map(KitchenTicketItem.Waste::by).orElse(null));
        }
    }

    /** The note is null when it was taken off the order. */
    public record OrderNoteChange(
            @Rules.Means("null when it was taken off the order") @Nullable
            String note,

            String changedAt) {
        static OrderNoteChange of(KitchenTicket.OrderNote.Change change) {
            return new OrderNoteChange(change.to().orElse(null), change.at().toString());
        }
    }

    @Rules.Means("a kitchen ticket: what one station received from one send")
    public record Ticket(
            String id,
            String merchantId,
            String saleOrderId,
            String stationId,
            @JsonUnwrapped Sent sent,
            @JsonUnwrapped Notes notes,
            TicketStatus status,
            @JsonUnwrapped Progress progress,
            List<Item> items,
            String createdAt,
            String createdBy,
            String modifiedAt,
            long revision) {
        public static Ticket of(KitchenTicket ticket) {
            return of(ticket, ticket.items());
        }

        private static Ticket of(KitchenTicket ticket, List<KitchenTicketItem> shown) {
            return new Ticket(
                    ticket.id().toString(),
                    ticket.merchant().toString(),
                    ticket.order().toString(),
                    ticket.station().toString(),
                    Sent.of(ticket),
                    Notes.of(ticket),
                    ticket.status(),
                    Progress.of(ticket.stamps()),
                    shown.stream().map(Item::of).toList(),
                    ticket.trace().createdAt().toString(),
                    ticket.trace().createdBy(),
                    ticket.trace().modifiedAt().toString(),
                    ticket.revision());
        }
    }

    /** How it was sent to the kitchen. */
    record Sent(
            @Rules.Means("on the station's paper; it begins anew each trading day")
            int number,

            @Rules.Means("the trading day on which it was sent")
            String businessDate,

            @Rules.Means("of all its dishes; 0 when they differ")
            int course,

            @Rules.Means("on top of the queue") boolean rush,

            @Rules.Means("the key in the body of the send") @Nullable
            String idempotencyKey) {
        static Sent of(KitchenTicket ticket) {
            return new Sent(
                    ticket.number().value(),
                    ticket.number().businessDate().toString(),
                    ticket.course(),
                    ticket.rush(),
                    ticket.send().keyName().orElse(null));
        }
    }

    record Notes(
            @Rules.Means("of the send") @Nullable String note,

            @Rules.Means("the note of the order when the ticket was sent") @Nullable
            String orderNote,

            @Rules.Means("the note the order has now, when it changed while the ticket was open") @Nullable
            OrderNoteChange orderNoteChange) {
        static Notes of(KitchenTicket ticket) {
            return new Notes(
                    ticket.send().note().orElse(null),
                    ticket.orderNote().sent().orElse(null),
                    ticket.orderNote().change().map(OrderNoteChange::of).orElse(null));
        }
    }

    /** When each status was entered. */
    record Progress(
            String pendingAt,

            @Rules.Means("when the first dish was begun") @Nullable
            String processingAt,

            @Rules.Means("when the last dish was ready") @Nullable
            String readyAt,

            @Rules.Means("when the last dish was served") @Nullable
            String completedAt,

            @Nullable String voidedAt) {
        static Progress of(KitchenTicket.Stamps stamps) {
            return new Progress(
                    stamps.pendingAt().toString(),
                    text(stamps.processingAt()),
                    text(stamps.readyAt()),
                    text(stamps.completedAt()),
                    text(stamps.voidedAt()));
        }
    }

    /** A ticket as a display shows it: with what is still to be done, and where it goes. */
    @Rules.Means("a ticket as the display shows it")
    public record Queued(
            @Rules.Means("with what is still to be done") Ticket ticket,
            String orderNumber,
            String orderName,
            OrderType orderType,

            @Rules.Means("the codes of the tables it goes to; of an order that has left its tables, those it left last")
            List<String> tables,

            @Rules.Means("when it was sent") String waitingSince) {
        static Queued of(KitchenViews.Queued queued) {
            return new Queued(
                    Ticket.of(queued.ticket(), queued.items()),
                    queued.orderNumber(),
                    queued.orderName(),
                    queued.orderType(),
                    queued.tables(),
                    queued.waitingSince().toString());
        }
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
