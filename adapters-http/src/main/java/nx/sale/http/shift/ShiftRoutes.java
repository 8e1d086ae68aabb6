package nx.sale.http.shift;

import static nx.sale.http.server.Route.Method.DELETE;
import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.POST;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.application.shift.CloseSession;
import nx.sale.application.shift.MoveCash;
import nx.sale.application.shift.NoteNoSale;
import nx.sale.application.shift.OpenSession;
import nx.sale.application.shift.StaffTill;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.ValueError;
import nx.sale.domain.shift.CashCount;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftError;
import nx.sale.domain.shift.ShiftFields;
import nx.sale.domain.shift.ShiftViews;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.list.ListOf;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The routes of shifts. Counting is blind: only who may read an X is shown what should be in the drawer before it is counted. */
public final class ShiftRoutes {
    /** The use cases behind the routes. */
    public record UseCases(
            OpenSession open, StaffTill staff, MoveCash moveCash, NoteNoSale noSale, CloseSession close) {}

    private final UseCases use;
    private final ShiftViews views;
    private final Clock clock;
    private final ListOf<PosSession> listed;

    public ShiftRoutes(UseCases use, ShiftViews views, Clock clock) {
        this.use = use;
        this.views = views;
        this.clock = clock;
        listed = new ListOf<>(
                ShiftFields.ALL,
                List.of(Parameter.texts("deviceId"), Parameter.anyOf("status", PosSession.Status.class)),
                views,
                ShiftJson.Session::of);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(reading());
        routes.addAll(working());
        routes.addAll(reports());
        return routes;
    }

    private List<Route> reading() {
        return List.of(
                listed.takenBy(Route.of(GET, "/pos/sessions", "listSessions", "Shifts, the newest first")
                        .needs(Permissions.SHIFT_LIST)
                        .lists(ShiftJson.Session.class)
                        .handledBy(listed::list)),
                listed.takenBy(Route.of(GET, "/pos/sessions/count", "countSessions", "How many shifts match")
                        .needs(Permissions.SHIFT_LIST)
                        .gives(ListOf.Count.class)
                        .handledBy(listed::count)),
                Route.of(GET, "/pos/sessions/current", "getCurrentSession", "The open shift of a till, or null")
                        .needs(Permissions.SHIFT_GET_CURRENT)
                        .parameter(Parameter.text("deviceId", "the till; that of x-device-info when absent"))
                        .givesOrNull(ShiftJson.Session.class)
                        .rejects(ShiftError.NoDevice.class)
                        .handledBy(this::current),
                Route.of(GET, "/pos/sessions/{id}", "getSession", "One shift")
                        .needs(Permissions.SHIFT_LIST)
                        .gives(ShiftJson.Session.class)
                        .rejects(ShiftError.NotFound.class)
                        .handledBy(call -> session(found(call))));
    }

    private List<Route> working() {
        return List.of(
                Route.of(POST, "/pos/sessions", "openSession", "Open the shift of a till")
                        .needs(Permissions.SHIFT_OPEN_SESSION)
                        .takes(ShiftJson.Open.class)
                        .creates(ShiftJson.Session.class)
                        .rejects(
                                ShiftError.AlreadyOpen.class,
                                ShiftError.NoDevice.class,
                                ShiftError.NotPayable.class,
                                CatalogueError.ChannelUnknown.class)
                        .handledBy(this::open),
                Route.of(POST, "/pos/sessions/{id}/enrolments", "createEnrolment", "Somebody comes to work at the till")
                        .needs(Permissions.SHIFT_ENROL)
                        .within(this::missing)
                        .takes(ShiftJson.Enrol.class)
                        .gives(ShiftJson.Session.class)
                        .rejects(
                                ShiftError.NotFound.class, ShiftError.Closed.class, RequestError.RevisionMismatch.class)
                        .handledBy(call -> staff(
                                call,
                                call.body(ShiftJson.Enrol.class)
                                        .userId()
                                        .map(id -> InvalidInput.person("userId", id))
                                        .orElse(call.caller().actor().id()),
                                StaffTill.Move.ENROL)),
                Route.of(GET, "/pos/sessions/{id}/enrolments", "listEnrolments", "Who works, or worked, in a shift")
                        .needs(Permissions.SHIFT_LIST)
                        .lists(ShiftJson.Enrolment.class)
                        .rejects(ShiftError.NotFound.class)
                        .handledBy(call -> Answers.list(views
                                .listEnrolments(call.merchant(), found(call).id())
                                .stream()
                                .map(ShiftJson.Enrolment::of)
                                .toList())),
                Route.of(
                                DELETE,
                                "/pos/sessions/{id}/enrolments/{userId}",
                                "deleteEnrolment",
                                "Somebody leaves the till")
                        .needs(Permissions.SHIFT_ENROL)
                        .pathText("userId")
                        .within(this::missing)
                        .gives(ShiftJson.Session.class)
                        .rejects(
                                ShiftError.NotFound.class,
                                ShiftError.NotEnrolled.class,
                                ShiftError.Closed.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> staff(call, call.pathText("userId"), StaffTill.Move.LEAVE)),
                Route.of(
                                POST,
                                "/pos/sessions/{id}/cash-movements",
                                "createCashMovement",
                                "Move cash into the drawer or out of it, or take such a movement back")
                        .needs(Permissions.SHIFT_MOVE_CASH)
                        .within(this::missing)
                        .takes(ShiftJson.MoveCash.class)
                        .creates(ShiftMovement.class)
                        .withRevision()
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                ShiftError.NotFound.class,
                                ShiftError.Closed.class,
                                ShiftError.NotPayable.class,
                                ShiftError.NothingMoved.class,
                                ShiftError.MovementNotFound.class,
                                ShiftError.MovementFinal.class,
                                OperationsError.OlderBuildLive.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(this::moveCash),
                Route.of(
                                POST,
                                "/pos/sessions/{id}/no-sale",
                                "createNoSale",
                                "Note that the drawer was opened without a sale")
                        .needs(Permissions.SHIFT_NO_SALE)
                        .within(this::missing)
                        .takes(NoSale.class)
                        .gives(ShiftJson.Session.class)
                        .rejects(
                                ShiftError.NotFound.class,
                                ShiftError.Closed.class,
                                SettingsError.ReasonRequired.class,
                                SettingsError.ReasonUnknown.class,
                                OperationsError.OlderBuildLive.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(this::noSale),
                Route.of(
                                GET,
                                "/pos/sessions/{id}/cash-movements",
                                "listCashMovements",
                                "The movements of a shift's cash")
                        .needs(Permissions.SHIFT_MOVE_CASH)
                        .lists(ShiftMovement.class)
                        .rejects(ShiftError.NotFound.class)
                        .handledBy(call -> Answers.list(
                                views.listMovements(call.merchant(), found(call).id()).stream()
                                        .map(ShiftMovement::of)
                                        .toList())),
                Route.of(POST, "/pos/sessions/{id}/close", "closeSession", "Count the drawer and close the shift")
                        .needs(Permissions.SHIFT_CLOSE_SESSION)
                        .within(this::missing)
                        .takes(ShiftJson.Close.class)
                        .gives(ShiftJson.Closed.class)
                        .rejects(
                                ValueError.AmountTooLarge.class,
                                ShiftError.NotFound.class,
                                ShiftError.Closed.class,
                                ShiftError.OrdersOpen.class,
                                ShiftError.DifferenceUnexplained.class,
                                ShiftError.NotPayable.class,
                                AccessError.Denied.class,
                                AccessError.ApprovalRefused.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(this::close));
    }

    private List<Route> reports() {
        return List.of(
                Route.of(GET, "/pos/sessions/{id}/x-report", "getXReport", "The figures of a shift as they stand now")
                        .needs(Permissions.SHIFT_X_REPORT)
                        .gives(ShiftJson.Reading.class)
                        .rejects(ShiftError.NotFound.class)
                        .handledBy(call -> Answers.ok(
                                ShiftJson.Reading.of(views.findReading(call.merchant(), id(call), clock.instant())
                                        .orElseThrow(() -> new Rejected(new ShiftError.NotFound(id(call))))))),
                Route.of(GET, "/pos/sessions/{id}/z-report", "getZReport", "The final report of a closed shift")
                        .needs(Permissions.SHIFT_Z_REPORT)
                        .within(this::missing)
                        .gives(ShiftJson.Z.class)
                        .rejects(ShiftError.NotFound.class, ShiftError.NoZReport.class)
                        .handledBy(call -> {
                            SessionId session = found(call).id();
                            return Answers.ok(ShiftJson.Z.of(views.findZ(call.merchant(), session)
                                    .orElseThrow(() -> new Rejected(new ShiftError.NoZReport(session)))));
                        }));
    }

    private Answer open(Call call) {
        ShiftJson.Open body = call.body(ShiftJson.Open.class);
        return use.open()
                .handle(
                        new OpenSession.Command(
                                call.request(),
                                call.merchant(),
                                device(call, body.deviceId()),
                                new SaleChannelId(body.saleChannelId()),
                                body.openingFloat(),
                                body.note()),
                        Answers.reply(session -> Answers.created(
                                ShiftJson.Session.of(session), session.revision(), "/pos/sessions/" + session.id())));
    }

    private Answer current(Call call) {
        return views.findOpen(call.merchant(), device(call, call.query("deviceId")))
                .map(ShiftRoutes::session)
                .orElseGet(() -> new Answer(200, "null", Optional.empty(), Optional.empty(), false));
    }

    private static DeviceId device(Call call, Optional<String> named) {
        return named.map(DeviceId::new)
                .or(() -> call.origin().device())
                .orElseThrow(() -> new Rejected(new ShiftError.NoDevice()));
    }

    private Answer staff(Call call, String userId, StaffTill.Move move) {
        return use.staff()
                .handle(
                        new StaffTill.Command(
                                call.request(), call.merchant(), id(call), call.expectedRevision(), userId, move),
                        Answers.reply(ShiftRoutes::session));
    }

    private Answer moveCash(Call call) {
        ShiftJson.MoveCash body = call.body(ShiftJson.MoveCash.class);
        return use.moveCash()
                .handle(
                        new MoveCash.Command(
                                call.request(),
                                call.merchant(),
                                id(call),
                                call.expectedRevision(),
                                cashRequest(body),
                                body.reason()),
                        Answers.reply(moved -> Answers.created(
                                ShiftMovement.of(moved.movement()),
                                moved.session().revision(),
                                "/pos/sessions/" + moved.session().id() + "/cash-movements")));
    }

    private Answer noSale(Call call) {
        return use.noSale()
                .handle(
                        new NoteNoSale.Command(
                                call.request(),
                                call.merchant(),
                                id(call),
                                call.expectedRevision(),
                                call.body(NoSale.class).reasonCode()),
                        Answers.reply(ShiftRoutes::session));
    }

    private static MoveCash.CashRequest cashRequest(ShiftJson.MoveCash body) {
        if (body.reverses().isPresent()) {
            if (body.kind().isPresent()
                    || body.amount().isPresent()
                    || body.userId().isPresent()) {
                throw InvalidInput.field("reverses", "not-allowed", "goes without kind, amount and userId");
            }
            return new MoveCash.CashRequest.Reverse(
                    new MovementId(body.reverses().get()));
        }
        ShiftJson.Kind kind =
                body.kind().orElseThrow(() -> InvalidInput.field("kind", "required", "is required, or reverses"));
        BigDecimal amount = body.amount().orElseThrow(() -> InvalidInput.field("amount", "required", "is required"));
        if (body.userId().isEmpty()) {
            return new MoveCash.CashRequest.Move(CashMovement.Kind.valueOf(kind.name()), amount);
        }
        if (kind != ShiftJson.Kind.TIP_OUT) {
            throw InvalidInput.field("userId", "not-allowed", "is of TIP_OUT alone");
        }
        return new MoveCash.CashRequest.PayTips(
                amount, InvalidInput.person("userId", body.userId().get()));
    }

    private Answer close(Call call) {
        ShiftJson.Close body = call.body(ShiftJson.Close.class);
        return use.close()
                .handle(
                        new CloseSession.Command(
                                call.request(),
                                call.merchant(),
                                id(call),
                                call.expectedRevision(),
                                new PosSession.CloseRequest(
                                        counted(body),
                                        body.note(),
                                        body.handOver().orElse(false)),
                                call.authority(Permissions.SHIFT_CLOSE_WITH_DIFFERENCE)),
                        Answers.reply(result -> Answers.ok(ShiftJson.Closed.of(result))));
    }

    private static Optional<CashCount> counted(ShiftJson.Close body) {
        if (body.actualCash().isPresent() && body.denominations().isPresent()) {
            throw InvalidInput.field("denominations", "not-allowed", "goes without actualCash: it is their sum");
        }
        return body.actualCash()
                .map(CashCount::of)
                .or(() -> body.denominations()
                        .map(piles -> CashCount.of(piles.stream()
                                .map(pile -> new CashCount.Denomination(pile.value(), pile.count()))
                                .toList())));
    }

    private static Answer session(PosSession session) {
        return Answers.ok(ShiftJson.Session.of(session), session.revision());
    }

    private static SessionId id(Call call) {
        return new SessionId(call.pathId("id"));
    }

    private PosSession found(Call call) {
        return views.find(call.merchant(), id(call)).orElseThrow(() -> new Rejected(new ShiftError.NotFound(id(call))));
    }

    private Optional<DomainError> missing(Call call) {
        return views.find(call.merchant(), id(call)).isPresent()
                ? Optional.empty()
                : Optional.of(new ShiftError.NotFound(id(call)));
    }
}
