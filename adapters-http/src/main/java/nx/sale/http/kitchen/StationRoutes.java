package nx.sale.http.kitchen;

import static nx.sale.http.server.Route.Method.DELETE;
import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.PATCH;
import static nx.sale.http.server.Route.Method.POST;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.application.kitchen.CloseStation;
import nx.sale.application.kitchen.DescribeStation;
import nx.sale.application.kitchen.OpenStation;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.StationId;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenFields;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.listing.Page;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Rejected;
import nx.sale.http.list.ListOf;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The routes of kitchen stations and of what their displays show. */
public final class StationRoutes {
    /** The use cases behind the routes. */
    public record UseCases(OpenStation open, DescribeStation describe, CloseStation close) {}

    private final UseCases use;
    private final KitchenViews views;
    private final ListOf<KitchenStation> listed;

    public StationRoutes(UseCases use, KitchenViews views) {
        this.use = use;
        this.views = views;
        listed = new ListOf<>(
                KitchenFields.STATIONS, List.of(Parameter.texts("code")), views.stations(), KitchenJson.Station::of);
    }

    public List<Route> routes() {
        return List.of(
                Route.of(POST, "/kitchen-stations", "createKitchenStation", "Open a kitchen station")
                        .needs(Permissions.KITCHEN_STATION_CREATE)
                        .takes(KitchenJson.OpenStation.class)
                        .creates(KitchenJson.Station.class)
                        .rejects(KitchenError.StationCodeTaken.class)
                        .handledBy(this::open),
                listed.takenBy(Route.of(GET, "/kitchen-stations", "listKitchenStations", "The kitchen stations")
                        .needs(Permissions.KITCHEN_STATION_FIND)
                        .lists(KitchenJson.Station.class)
                        .handledBy(listed::list)),
                listed.takenBy(Route.of(
                                GET,
                                "/kitchen-stations/count",
                                "countKitchenStations",
                                "How many kitchen stations match")
                        .needs(Permissions.KITCHEN_STATION_COUNT)
                        .gives(ListOf.Count.class)
                        .handledBy(listed::count)),
                Route.of(GET, "/kitchen-stations/{id}", "getKitchenStation", "One kitchen station")
                        .needs(Permissions.KITCHEN_STATION_FIND_BY_ID)
                        .gives(KitchenJson.Station.class)
                        .rejects(KitchenError.StationNotFound.class)
                        .handledBy(call -> station(found(call))),
                Route.of(PATCH, "/kitchen-stations/{id}", "updateKitchenStation", "Rewrite a kitchen station")
                        .needs(Permissions.KITCHEN_STATION_UPDATE_BY_ID)
                        .within(this::missing)
                        .takes(KitchenJson.DescribeStation.class)
                        .gives(KitchenJson.Station.class)
                        .rejects(
                                KitchenError.StationNotFound.class,
                                KitchenError.StationCodeTaken.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(this::describe),
                Route.of(
                                DELETE,
                                "/kitchen-stations/{id}",
                                "deleteKitchenStation",
                                "Close a kitchen station at which nothing waits")
                        .needs(Permissions.KITCHEN_STATION_DELETE_BY_ID)
                        .within(this::missing)
                        .gives(KitchenJson.Station.class)
                        .rejects(
                                KitchenError.StationNotFound.class,
                                KitchenError.StationBusy.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.close()
                                .handle(
                                        new CloseStation.Command(
                                                call.request(), call.merchant(), id(call), call.expectedRevision()),
                                        Answers.reply(StationRoutes::station))),
                Route.of(
                                GET,
                                "/kitchen-stations/{id}/queue",
                                "getKitchenQueue",
                                "What the display of a station shows: rush on top, then oldest first")
                        .needs(Permissions.KITCHEN_TICKET_FIND)
                        .within(this::missing)
                        .parameter(Parameter.time(
                                "changedSince",
                                "instead: tickets that changed at or after, the oldest change first; those that have left the queue"
                                        + " have no items"))
                        .parameter(Parameter.LIMIT)
                        .withCount()
                        .lists(KitchenJson.Queued.class)
                        .rejects(KitchenError.StationNotFound.class)
                        .handledBy(this::queue));
    }

    private Answer open(Call call) {
        KitchenJson.OpenStation body = call.body(KitchenJson.OpenStation.class);
        return use.open()
                .handle(
                        new OpenStation.Command(
                                call.request(),
                                call.merchant(),
                                body.code(),
                                body.name(),
                                body.categories().orElse(List.of()),
                                body.targets().map(KitchenJson.Targets::wanted).orElse(KitchenStation.Targets.DEFAULT)),
                        Answers.reply(station -> Answers.created(
                                KitchenJson.Station.of(station),
                                station.revision(),
                                "/kitchen-stations/" + station.id())));
    }

    private Answer describe(Call call) {
        KitchenJson.DescribeStation body = call.body(KitchenJson.DescribeStation.class);
        return use.describe()
                .handle(
                        new DescribeStation.Command(
                                call.request(),
                                call.merchant(),
                                id(call),
                                call.expectedRevision(),
                                body.code(),
                                body.name(),
                                body.categories(),
                                body.targets().map(KitchenJson.Targets::wanted)),
                        Answers.reply(StationRoutes::station));
    }

    private Answer queue(Call call) {
        KitchenViews.Queue queue = call.time("changedSince")
                .map(since -> views.findChanges(call.merchant(), id(call), since, call.limit()))
                .orElseGet(() -> views.findQueue(call.merchant(), id(call), call.limit()))
                .orElseThrow(() -> notFound(call));
        return Answers.page(
                call,
                new Page<>(
                        queue.tickets(),
                        call.wantsCount() ? OptionalLong.of(queue.waiting()) : OptionalLong.empty(),
                        Optional.empty()),
                KitchenJson.Queued::of);
    }

    private static Answer station(KitchenStation station) {
        return Answers.ok(KitchenJson.Station.of(station), station.revision());
    }

    private static StationId id(Call call) {
        return new StationId(call.pathId("id"));
    }

    private KitchenStation found(Call call) {
        return views.findStation(call.merchant(), id(call)).orElseThrow(() -> notFound(call));
    }

    private static Rejected notFound(Call call) {
        return new Rejected(new KitchenError.StationNotFound(id(call)));
    }

    private Optional<DomainError> missing(Call call) {
        return views.findStation(call.merchant(), id(call)).isPresent()
                ? Optional.empty()
                : Optional.of(new KitchenError.StationNotFound(id(call)));
    }
}
