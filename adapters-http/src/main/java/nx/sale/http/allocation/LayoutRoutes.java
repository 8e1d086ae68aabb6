package nx.sale.http.allocation;

import static nx.sale.http.server.Route.Method.DELETE;
import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.PATCH;
import static nx.sale.http.server.Route.Method.POST;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.application.allocation.DrawLayout;
import nx.sale.application.allocation.RedrawLayout;
import nx.sale.application.allocation.RemoveLayout;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.FloorFields;
import nx.sale.domain.allocation.FloorViews;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Rejected;
import nx.sale.http.list.ListOf;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The routes of floor plans, and of the current floor. */
public final class LayoutRoutes {
    /** The use cases behind the routes. */
    public record UseCases(DrawLayout draw, RedrawLayout redraw, RemoveLayout remove) {}

    private final UseCases use;
    private final FloorViews views;
    private final SettingsStore settings;
    private final Clock clock;
    private final ListOf<AllocationLayout> listed;

    public LayoutRoutes(UseCases use, FloorViews views, SettingsStore settings, Clock clock) {
        this.use = use;
        this.views = views;
        this.settings = settings;
        this.clock = clock;
        listed = new ListOf<>(
                FloorFields.LAYOUTS, List.of(Parameter.texts("name")), views.layouts(), FloorJson.Layout::of);
    }

    public List<Route> routes() {
        return List.of(
                Route.of(POST, "/allocation-layouts", "createLayout", "Draw a floor plan with its zones and units")
                        .needs(Permissions.ALLOCATION_LAYOUT_CREATE)
                        .takes(FloorJson.Draw.class)
                        .creates(FloorJson.Layout.class)
                        .rejects(AllocationError.UnitCodeTwice.class)
                        .handledBy(this::draw),
                listed.takenBy(Route.of(GET, "/allocation-layouts", "listLayouts", "The floor plans")
                        .needs(Permissions.ALLOCATION_LAYOUT_FIND)
                        .lists(FloorJson.Layout.class)
                        .handledBy(listed::list)),
                listed.takenBy(Route.of(GET, "/allocation-layouts/count", "countLayouts", "How many floor plans match")
                        .needs(Permissions.ALLOCATION_LAYOUT_COUNT)
                        .gives(ListOf.Count.class)
                        .handledBy(listed::count)),
                Route.of(GET, "/allocation-layouts/{id}", "getLayout", "One floor plan")
                        .needs(Permissions.ALLOCATION_LAYOUT_FIND_BY_ID)
                        .gives(FloorJson.Layout.class)
                        .rejects(AllocationError.LayoutNotFound.class)
                        .handledBy(call -> layout(found(call))),
                Route.of(PATCH, "/allocation-layouts/{id}", "updateLayout", "Draw a floor plan anew, as a whole")
                        .needs(Permissions.ALLOCATION_LAYOUT_UPDATE_BY_ID)
                        .within(this::missing)
                        .takes(FloorJson.Redraw.class)
                        .gives(FloorJson.Layout.class)
                        .rejects(
                                AllocationError.LayoutNotFound.class,
                                AllocationError.ZoneNotFound.class,
                                AllocationError.UnitNotFound.class,
                                AllocationError.UnitCodeTwice.class,
                                AllocationError.UnitInUse.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(this::redraw),
                Route.of(DELETE, "/allocation-layouts/{id}", "deleteLayout", "Remove a floor plan nobody sits on")
                        .needs(Permissions.ALLOCATION_LAYOUT_DELETE_BY_ID)
                        .within(this::missing)
                        .gives(FloorJson.Layout.class)
                        .rejects(
                                AllocationError.LayoutNotFound.class,
                                AllocationError.UnitInUse.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.remove()
                                .handle(
                                        new RemoveLayout.Command(
                                                call.request(), call.merchant(), id(call), call.expectedRevision()),
                                        Answers.reply(LayoutRoutes::layout))),
                Route.of(
                                GET,
                                "/allocation-layouts/{id}/floor",
                                "getFloor",
                                "The current floor: every unit with its usages, and the next reservation")
                        .needs(Permissions.ALLOCATION_USAGE_FIND)
                        .within(this::missing)
                        .gives(FloorJson.Floor.class)
                        .rejects(AllocationError.LayoutNotFound.class)
                        .handledBy(call -> {
                            Instant at = clock.instant();
                            return Answers.ok(FloorJson.Floor.of(
                                    views.findNow(call.merchant(), id(call), at).orElseThrow(() -> notFound(call)),
                                    at));
                        }),
                Route.of(
                                GET,
                                "/allocation-units/free",
                                "listFreeUnits",
                                "Units free throughout a time for so many guests, the smallest first")
                        .needs(Permissions.ALLOCATION_USAGE_FIND)
                        .parameter(Parameter.time("from", "now when absent"))
                        .parameter(Parameter.time("to", "the merchant's turn after the start when absent"))
                        .parameter(Parameter.whole("partySize", 1, 1000, 1, "how many guests"))
                        .parameter(Parameter.id("zoneId", "only there, and in its inner zones"))
                        .parameter(Parameter.id(
                                "reservationId", "one that is about to change: what it has counts as free"))
                        .parameter(Parameter.LIMIT)
                        .lists(FloorJson.FreeUnit.class)
                        .rejects(AllocationError.WindowEmpty.class)
                        .handledBy(this::free));
    }

    private Answer draw(Call call) {
        FloorJson.Draw body = call.body(FloorJson.Draw.class);
        return use.draw()
                .handle(
                        new DrawLayout.Command(
                                call.request(),
                                call.merchant(),
                                body.name(),
                                FloorJson.zonePlans(body.zones().orElse(List.of()))),
                        Answers.reply(layout -> Answers.created(
                                FloorJson.Layout.of(layout), layout.revision(), "/allocation-layouts/" + layout.id())));
    }

    private Answer redraw(Call call) {
        FloorJson.Redraw body = call.body(FloorJson.Redraw.class);
        return use.redraw()
                .handle(
                        new RedrawLayout.Command(
                                call.request(),
                                call.merchant(),
                                id(call),
                                call.expectedRevision(),
                                body.name(),
                                body.zones().map(FloorJson::zonePlans)),
                        Answers.reply(LayoutRoutes::layout));
    }

    private Answer free(Call call) {
        Instant from = call.time("from").orElseGet(clock::instant);
        Instant to = call.time("to")
                .orElseGet(() -> from.plus(settings.get(call.merchant()).turn()));
        int party = call.number("partySize", 1, 1000).orElse(1);
        return Answers.list(views
                .listFree(
                        call.merchant(),
                        Window.of(from, to),
                        party,
                        call.idParameter("zoneId").map(FloorZoneId::new),
                        call.idParameter("reservationId").map(ReservationId::new),
                        call.limit())
                .stream()
                .map(FloorJson.FreeUnit::of)
                .toList());
    }

    private static Answer layout(AllocationLayout layout) {
        return Answers.ok(FloorJson.Layout.of(layout), layout.revision());
    }

    private static LayoutId id(Call call) {
        return new LayoutId(call.pathId("id"));
    }

    private AllocationLayout found(Call call) {
        return views.findLayout(call.merchant(), id(call)).orElseThrow(() -> notFound(call));
    }

    private static Rejected notFound(Call call) {
        return new Rejected(new AllocationError.LayoutNotFound(id(call)));
    }

    private Optional<DomainError> missing(Call call) {
        return views.findLayout(call.merchant(), id(call)).isPresent()
                ? Optional.empty()
                : Optional.of(new AllocationError.LayoutNotFound(id(call)));
    }
}
