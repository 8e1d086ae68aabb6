package nx.sale.http.reservation;

import static nx.sale.http.server.Route.Method.DELETE;
import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.PATCH;
import static nx.sale.http.server.Route.Method.POST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.application.reservation.CancelReservation;
import nx.sale.application.reservation.ChangeReservation;
import nx.sale.application.reservation.CheckIn;
import nx.sale.application.reservation.DeleteReservation;
import nx.sale.application.reservation.RequestReservation;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.FloorViews;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.ReservationError;
import nx.sale.domain.reservation.ReservationFields;
import nx.sale.domain.reservation.ReservationViews;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.list.ListOf;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The routes of reservations. */
public final class ReservationRoutes {
    /** The use cases behind the routes. */
    public record UseCases(
            RequestReservation request,
            ChangeReservation change,
            CheckIn checkIn,
            CancelReservation cancel,
            DeleteReservation delete) {}

    private final UseCases use;
    private final ReservationViews views;
    private final FloorViews floor;
    private final ListOf<Reservation> listed;

    public ReservationRoutes(UseCases use, ReservationViews views, FloorViews floor) {
        this.use = use;
        this.views = views;
        this.floor = floor;
        listed = new ListOf<>(
                ReservationFields.ALL,
                List.of(
                        Parameter.anyOf("status", Reservation.Status.class),
                        Parameter.anyOf("source", Reservation.Source.class)),
                views,
                ReservationJson.Body::of);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(crud());
        routes.addAll(actions());
        return routes;
    }

    private List<Route> crud() {
        return List.of(
                Route.of(POST, "/reservations", "createReservation", "Reserve units for guests who come later")
                        .needs(Permissions.RESERVATION_CREATE)
                        .takes(ReservationJson.Ask.class)
                        .creates(ReservationJson.Body.class)
                        .rejects(
                                AllocationError.UnitNotFound.class,
                                AllocationError.UnitTaken.class,
                                AllocationError.WindowEmpty.class,
                                AllocationError.WindowOver.class,
                                AllocationError.WindowTooLong.class,
                                ReservationError.TooSmall.class)
                        .handledBy(this::request),
                listed.takenBy(Route.of(
                                GET,
                                "/reservations",
                                "listReservations",
                                "Reservations, the newest first unless asked otherwise")
                        .needs(Permissions.RESERVATION_FIND)
                        .lists(ReservationJson.Body.class)
                        .handledBy(listed::list)),
                listed.takenBy(Route.of(GET, "/reservations/count", "countReservations", "How many reservations match")
                        .needs(Permissions.RESERVATION_COUNT)
                        .gives(ListOf.Count.class)
                        .handledBy(listed::count)),
                Route.of(GET, "/reservations/{id}", "getReservation", "One reservation with its units")
                        .needs(Permissions.RESERVATION_FIND_BY_ID)
                        .gives(ReservationJson.Body.class)
                        .rejects(ReservationError.NotFound.class)
                        .handledBy(this::get),
                Route.of(PATCH, "/reservations/{id}", "updateReservation", "Rewrite a reservation, or confirm it")
                        .needs(Permissions.RESERVATION_UPDATE_BY_ID)
                        .within(this::missing)
                        .takes(ReservationJson.Change.class)
                        .gives(ReservationJson.Body.class)
                        .rejects(
                                ReservationError.NotFound.class,
                                ReservationError.NotAllowed.class,
                                ReservationError.TooSmall.class,
                                AllocationError.UnitNotFound.class,
                                AllocationError.UnitTaken.class,
                                AllocationError.WindowEmpty.class,
                                AllocationError.WindowOver.class,
                                AllocationError.WindowTooLong.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> change(call, call.body(ReservationJson.Change.class))),
                Route.of(
                                DELETE,
                                "/reservations/{id}",
                                "deleteReservation",
                                "Take a reservation that is over off the lists")
                        .needs(Permissions.RESERVATION_DELETE_BY_ID)
                        .within(this::missing)
                        .gives(ReservationJson.Body.class)
                        .rejects(
                                ReservationError.NotFound.class,
                                ReservationError.NotAllowed.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.delete()
                                .handle(
                                        new DeleteReservation.Command(
                                                call.request(), call.merchant(), id(call), call.expectedRevision()),
                                        Answers.reply(ReservationRoutes::plain))));
    }

    private List<Route> actions() {
        return List.of(
                Route.of(POST, "/reservations/{id}/confirm", "confirmReservation", "Confirm a reservation")
                        .needs(Permissions.RESERVATION_UPDATE_BY_ID)
                        .within(this::missing)
                        .takes(ReservationJson.Nothing.class)
                        .gives(ReservationJson.Body.class)
                        .rejects(
                                ReservationError.NotFound.class,
                                ReservationError.NotAllowed.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> {
                            call.body(ReservationJson.Nothing.class);
                            return change(call, CONFIRM);
                        }),
                Route.of(
                                POST,
                                "/reservations/{id}/check-in",
                                "checkInReservation",
                                "The guests are there: they get an order at their units")
                        .needs(Permissions.RESERVATION_CHECK_IN)
                        .within(this::missing)
                        .takes(ReservationJson.CheckInBody.class)
                        .gives(ReservationJson.Body.class)
                        .rejects(
                                ReservationError.NotFound.class,
                                ReservationError.NotAllowed.class,
                                CatalogueError.ChannelUnknown.class,
                                AllocationError.UnitTaken.class,
                                ShiftError.NoneOpen.class,
                                ShiftError.NoDevice.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.checkIn()
                                .handle(
                                        new CheckIn.Command(
                                                call.request(),
                                                call.merchant(),
                                                id(call),
                                                call.expectedRevision(),
                                                new SaleChannelId(call.body(ReservationJson.CheckInBody.class)
                                                        .saleChannelId())),
                                        Answers.reply(arrived -> Answers.ok(
                                                ReservationJson.Body.of(arrived),
                                                arrived.booked().reservation().revision())))),
                Route.of(POST, "/reservations/{id}/cancel", "cancelReservation", "Call a reservation off")
                        .needs(Permissions.RESERVATION_CANCEL)
                        .within(this::missing)
                        .takes(ReservationJson.Cancel.class)
                        .gives(ReservationJson.Body.class)
                        .rejects(
                                ReservationError.NotFound.class,
                                ReservationError.NotAllowed.class,
                                ReservationError.NoShowTooEarly.class,
                                SettingsError.ReasonUnknown.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.cancel()
                                .handle(
                                        new CancelReservation.Command(
                                                call.request(),
                                                call.merchant(),
                                                id(call),
                                                call.expectedRevision(),
                                                call.body(ReservationJson.Cancel.class)
                                                        .reason()),
                                        Answers.reply(ReservationRoutes::plain))));
    }

    private static final ReservationJson.Change CONFIRM = new ReservationJson.Change(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ReservationJson.Confirmation.CONFIRMED));

    private Answer request(Call call) {
        ReservationJson.Ask body = call.body(ReservationJson.Ask.class);
        return use.request()
                .handle(
                        new RequestReservation.Command(
                                call.request(),
                                call.merchant(),
                                body.guest(),
                                body.partySize(),
                                body.reservedFrom(),
                                body.reservedTo(),
                                body.source().orElse(Reservation.Source.OTHER),
                                units(body.unitIds().orElse(List.of())),
                                body.overrideCapacity().orElse(false)),
                        Answers.reply(booked -> Answers.created(
                                ReservationJson.Body.of(booked),
                                booked.reservation().revision(),
                                "/reservations/" + booked.reservation().id())));
    }

    private Answer change(Call call, ReservationJson.Change body) {
        return use.change()
                .handle(
                        new ChangeReservation.Command(
                                call.request(),
                                call.merchant(),
                                id(call),
                                call.expectedRevision(),
                                body::guest,
                                body.partySize(),
                                body.reservedFrom(),
                                body.reservedTo(),
                                body.unitIds().map(ReservationRoutes::units),
                                body.overrideCapacity().orElse(false),
                                body.status().isPresent()),
                        Answers.reply(booked -> Answers.ok(
                                ReservationJson.Body.of(booked),
                                booked.reservation().revision())));
    }

    private static List<UnitId> units(List<Long> ids) {
        return ids.stream().map(UnitId::new).toList();
    }

    private Answer get(Call call) {
        Reservation found = views.find(call.merchant(), id(call))
                .orElseThrow(() -> new Rejected(new ReservationError.NotFound(id(call))));
        Taker taker = found.order().map(Taker::order).orElseGet(() -> Taker.reservation(found.id()));
        return Answers.ok(ReservationJson.Body.of(found, floor.listOf(call.merchant(), taker)), found.revision());
    }

    private static Answer plain(Reservation reservation) {
        return Answers.ok(ReservationJson.Body.of(reservation), reservation.revision());
    }

    private static ReservationId id(Call call) {
        return new ReservationId(call.pathId("id"));
    }

    private Optional<DomainError> missing(Call call) {
        return views.find(call.merchant(), id(call)).isPresent()
                ? Optional.empty()
                : Optional.of(new ReservationError.NotFound(id(call)));
    }
}
