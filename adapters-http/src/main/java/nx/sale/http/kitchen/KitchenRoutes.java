package nx.sale.http.kitchen;

import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.PATCH;
import static nx.sale.http.server.Route.Method.POST;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.kitchen.ChangeTicketItems;
import nx.sale.application.kitchen.RushTicket;
import nx.sale.application.kitchen.SendToKitchen;
import nx.sale.application.kitchen.TicketWork;
import nx.sale.application.kitchen.VoidTicket;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenFields;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.kitchen.TicketStatus;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Rejected;
import nx.sale.http.json.Json;
import nx.sale.http.list.ListOf;
import nx.sale.http.path.OrderPath;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of kitchen tickets and their items. */
public final class KitchenRoutes {
    private static final Logger log = LoggerFactory.getLogger(KitchenRoutes.class);

    /** The use cases behind the routes. */
    public record UseCases(SendToKitchen send, RushTicket rush, VoidTicket voidTicket, ChangeTicketItems change) {}

    private final UseCases use;
    private final KitchenViews views;
    private final OrderPath order;
    private final ListOf<KitchenTicket> listed;

    public KitchenRoutes(UseCases use, KitchenViews views, OrderPath order) {
        this.use = use;
        this.views = views;
        this.order = order;
        listed = new ListOf<>(
                KitchenFields.TICKETS,
                List.of(
                        Parameter.anyOf("status", TicketStatus.class),
                        Parameter.ids("saleOrderId"),
                        Parameter.ids("stationId")),
                views.tickets(),
                KitchenJson.Ticket::of);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(tickets());
        routes.addAll(items());
        return routes;
    }

    private List<Route> tickets() {
        return List.of(
                Route.of(
                                POST,
                                "/sale-orders/{id}/kitchen-tickets",
                                "createKitchenTickets",
                                "Send what is unsent to the kitchen, one ticket for each station")
                        .needs(Permissions.KITCHEN_TICKET_SEND)
                        .within(order::missing)
                        .takes(KitchenJson.Send.class)
                        .createsList(KitchenJson.Ticket.class)
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.Merged.class,
                                OrderError.LineNotFound.class,
                                KitchenError.NothingToSend.class,
                                KitchenError.SendExceeded.class,
                                KitchenError.KeyReused.class,
                                KitchenError.NoStation.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.send()
                                .handle(
                                        new SendToKitchen.Command(
                                                call.request(),
                                                call.merchant(),
                                                OrderPath.id(call),
                                                call.expectedRevision(),
                                                call.body(KitchenJson.Send.class)
                                                        .sending()),
                                        Answers.reply(tickets -> sent(call, tickets)))),
                listed.takenBy(Route.of(
                                GET,
                                "/kitchen-tickets",
                                "listKitchenTickets",
                                "Kitchen tickets, the newest first unless asked otherwise")
                        .needs(Permissions.KITCHEN_TICKET_FIND)
                        .lists(KitchenJson.Ticket.class)
                        .handledBy(listed::list)),
                Route.of(GET, "/kitchen-tickets/{id}", "getKitchenTicket", "One kitchen ticket with its items")
                        .needs(Permissions.KITCHEN_TICKET_FIND_BY_ID)
                        .gives(KitchenJson.Ticket.class)
                        .rejects(KitchenError.TicketNotFound.class)
                        .handledBy(call -> ticket(views.find(call.merchant(), ticketId(call))
                                .orElseThrow(() -> new Rejected(new KitchenError.TicketNotFound(ticketId(call)))))),
                Route.of(
                                POST,
                                "/kitchen-tickets/{id}/rush",
                                "rushKitchenTicket",
                                "Put a ticket before the others, or back")
                        .needs(Permissions.KITCHEN_TICKET_RUSH)
                        .within(this::missing)
                        .takes(KitchenJson.Rush.class)
                        .gives(KitchenJson.Ticket.class)
                        .rejects(
                                KitchenError.TicketNotFound.class,
                                KitchenError.TicketClosed.class,
                                RequestError.RevisionMismatch.class,
                                KitchenError.Moving.class)
                        .handledBy(call -> use.rush()
                                .handle(
                                        new RushTicket.Command(
                                                task(call),
                                                ticketId(call),
                                                call.expectedRevision(),
                                                call.body(KitchenJson.Rush.class)
                                                        .rush()
                                                        .orElse(true)),
                                        Answers.reply(KitchenRoutes::ticket))),
                Route.of(POST, "/kitchen-tickets/{id}/void", "voidKitchenTicket", "Void what is open of a ticket")
                        .needs(Permissions.KITCHEN_TICKET_VOID)
                        .within(this::missing)
                        .takes(KitchenJson.VoidTicket.class)
                        .gives(KitchenJson.Ticket.class)
                        .rejects(
                                KitchenError.TicketNotFound.class,
                                KitchenError.TicketClosed.class,
                                RequestError.RevisionMismatch.class,
                                KitchenError.ReasonRequired.class,
                                SettingsError.ReasonRequired.class,
                                SettingsError.ReasonUnknown.class,
                                KitchenError.Moving.class,
                                AccessError.Denied.class,
                                AccessError.ApprovalRefused.class)
                        .handledBy(call -> use.voidTicket()
                                .handle(
                                        new VoidTicket.Command(
                                                task(call),
                                                ticketId(call),
                                                call.expectedRevision(),
                                                call.body(KitchenJson.VoidTicket.class)
                                                        .reason()),
                                        Answers.reply(KitchenRoutes::ticket))));
    }

    private List<Route> items() {
        return List.of(
                refusing(Route.of(
                                PATCH,
                                "/kitchen-ticket-items/status",
                                "updateKitchenTicketItems",
                                "Move many items to another status, all or none"))
                        .takes(KitchenJson.Steps.class)
                        .lists(KitchenJson.Item.class)
                        .handledBy(call -> change(
                                call,
                                call.body(KitchenJson.Steps.class).items().stream()
                                        .map(KitchenJson.ItemStep::step)
                                        .toList(),
                                Optional.empty(),
                                Answers::list)),
                refusing(Route.of(
                                PATCH,
                                "/kitchen-ticket-items/{id}/status",
                                "updateKitchenTicketItem",
                                "Move an item to another status: on, one step back, or void"))
                        .within(this::missingItem)
                        .takes(KitchenJson.Step.class)
                        .gives(KitchenJson.Item.class)
                        .rejects(RequestError.RevisionMismatch.class)
                        .handledBy(call -> change(
                                call,
                                List.of(call.body(KitchenJson.Step.class).step(call.pathId("id"))),
                                call.expectedRevision(),
                                items -> Answers.ok(
                                        items.getFirst(), items.getFirst().revision()))));
    }

    private static Route refusing(Route route) {
        return route.needs(Permissions.KITCHEN_TICKET_ITEM_UPDATE_STATUS)
                .rejects(
                        KitchenError.ItemNotFound.class,
                        KitchenError.StatusRefused.class,
                        KitchenError.ReasonRequired.class,
                        SettingsError.ReasonRequired.class,
                        SettingsError.ReasonUnknown.class,
                        KitchenError.Moving.class,
                        AccessError.Denied.class,
                        AccessError.ApprovalRefused.class);
    }

    private interface Shown {
        Answer of(List<KitchenJson.Item> items);
    }

    private Answer change(Call call, List<Kitchen.Step> steps, Optional<Long> expected, Shown shown) {
        try {
            return use.change()
                    .handle(
                            new ChangeTicketItems.Command(task(call), steps, expected),
                            Answers.reply(items -> shown.of(
                                    items.stream().map(KitchenJson.Item::of).toList())));
        } catch (Rejected rejected) {
            note(rejected.error());
            throw rejected;
        }
    }

    /** The platform's log query for steps a kitchen should not have tried. */
    private static void note(DomainError error) {
        if (error instanceof KitchenError.StatusRefused refused) {
            log.atWarn()
                    .addKeyValue("kitchenTicketItemId", refused.kitchenTicketItemId())
                    .addKeyValue("fromStatus", refused.fromStatus())
                    .addKeyValue("toStatus", refused.toStatus())
                    .log("KITCHEN_TICKET_ITEM_STATUS_CHANGED unexpected");
        }
    }

    private static TicketWork.Task task(Call call) {
        return new TicketWork.Task(
                call.request(),
                call.merchant(),
                call.authority(ItemStatus.Extra.VOID_STARTED.permission(), ItemStatus.Extra.RECALL.permission()));
    }

    private static Answer sent(Call call, List<KitchenTicket> tickets) {
        List<KitchenJson.Ticket> data =
                tickets.stream().map(KitchenJson.Ticket::of).toList();
        return new Answer(
                201,
                Json.text(new Answers.Listed<>(data.size(), data, null)),
                Optional.empty(),
                Optional.of("/kitchen-tickets?saleOrderId=" + OrderPath.id(call)),
                false);
    }

    private static Answer ticket(KitchenTicket ticket) {
        return Answers.ok(KitchenJson.Ticket.of(ticket), ticket.revision());
    }

    private static TicketId ticketId(Call call) {
        return new TicketId(call.pathId("id"));
    }

    private Optional<DomainError> missing(Call call) {
        return views.find(call.merchant(), ticketId(call)).isPresent()
                ? Optional.empty()
                : Optional.of(new KitchenError.TicketNotFound(ticketId(call)));
    }

    private Optional<DomainError> missingItem(Call call) {
        TicketItemId id = new TicketItemId(call.pathId("id"));
        Map<TicketItemId, KitchenViews.Place> places = views.findPlaces(call.merchant(), List.of(id));
        return places.containsKey(id) ? Optional.empty() : Optional.of(new KitchenError.ItemNotFound(id));
    }
}
