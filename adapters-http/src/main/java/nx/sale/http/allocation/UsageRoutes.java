package nx.sale.http.allocation;

import static nx.sale.http.server.Route.Method.DELETE;
import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.PATCH;
import static nx.sale.http.server.Route.Method.POST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.application.allocation.ChangeUsage;
import nx.sale.application.allocation.DeleteUsage;
import nx.sale.application.allocation.EndUsages;
import nx.sale.application.allocation.TakeUnit;
import nx.sale.application.allocation.TransferParty;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorFields;
import nx.sale.domain.allocation.FloorViews;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.reservation.ReservationError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Rejected;
import nx.sale.http.list.ListOf;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The routes of who has which unit when. */
public final class UsageRoutes {
    /** The use cases behind the routes. */
    public record UseCases(
            TakeUnit take, ChangeUsage change, EndUsages end, TransferParty transfer, DeleteUsage delete) {}

    private final UseCases use;
    private final FloorViews views;
    private final ListOf<AllocationUsage> listed;

    public UsageRoutes(UseCases use, FloorViews views) {
        this.use = use;
        this.views = views;
        listed = new ListOf<>(
                FloorFields.USAGES,
                List.of(
                        Parameter.anyOf("status", AllocationUsage.Status.class),
                        Parameter.ids("zoneId"),
                        Parameter.ids("unitId"),
                        Parameter.anyOf("usageType", Taker.Kind.class),
                        Parameter.ids("usageId")),
                views.usages(),
                FloorUsage::of);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(crud());
        routes.addAll(actions());
        return routes;
    }

    private List<Route> crud() {
        return List.of(
                Route.of(POST, "/allocation-usages", "createUsage", "Take a unit for an order or a reservation")
                        .needs(Permissions.ALLOCATION_USAGE_CREATE)
                        .takes(FloorJson.TakeUnit.class)
                        .creates(FloorUsage.class)
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.Merged.class,
                                ReservationError.NotFound.class,
                                ReservationError.NotAllowed.class,
                                AllocationError.UnitNotFound.class,
                                AllocationError.UnitTaken.class,
                                AllocationError.WindowEmpty.class,
                                AllocationError.WindowOver.class,
                                AllocationError.WindowTooLong.class)
                        .handledBy(this::take),
                listed.takenBy(Route.of(GET, "/allocation-usages", "listUsages", "Who has, had or will have which unit")
                        .needs(Permissions.ALLOCATION_USAGE_FIND)
                        .lists(FloorUsage.class)
                        .handledBy(listed::list)),
                listed.takenBy(Route.of(GET, "/allocation-usages/count", "countUsages", "How many usages match")
                        .needs(Permissions.ALLOCATION_USAGE_COUNT)
                        .gives(ListOf.Count.class)
                        .handledBy(listed::count)),
                Route.of(GET, "/allocation-usages/{id}", "getUsage", "One usage")
                        .needs(Permissions.ALLOCATION_USAGE_FIND_BY_ID)
                        .gives(FloorUsage.class)
                        .rejects(AllocationError.UsageNotFound.class)
                        .handledBy(call -> usage(views.find(call.merchant(), id(call))
                                .orElseThrow(() -> new Rejected(new AllocationError.UsageNotFound(id(call)))))),
                Route.of(PATCH, "/allocation-usages/{id}", "updateUsage", "Give a usage another end, or another waiter")
                        .needs(Permissions.ALLOCATION_USAGE_UPDATE_BY_ID)
                        .within(this::missing)
                        .takes(FloorJson.ChangeUsage.class)
                        .gives(FloorUsage.class)
                        .rejects(
                                AllocationError.UsageNotFound.class,
                                AllocationError.UsageEnded.class,
                                AllocationError.UnitTaken.class,
                                AllocationError.WindowEmpty.class,
                                AllocationError.WindowOver.class,
                                AllocationError.WindowTooLong.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(this::change),
                Route.of(DELETE, "/allocation-usages/{id}", "deleteUsage", "Take an ended usage out of the lists")
                        .needs(Permissions.ALLOCATION_USAGE_DELETE_BY_ID)
                        .within(this::missing)
                        .gives(FloorUsage.class)
                        .rejects(
                                AllocationError.UsageNotFound.class,
                                AllocationError.UsageActive.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.delete()
                                .handle(
                                        new DeleteUsage.Command(
                                                call.request(), call.merchant(), id(call), call.expectedRevision()),
                                        Answers.reply(UsageRoutes::usage))));
    }

    private List<Route> actions() {
        return List.of(
                batch(
                        "complete",
                        Permissions.ALLOCATION_USAGE_COMPLETE,
                        "completeUsages",
                        "The parties have left: all of these or none",
                        AllocationUsage.Status.SUCCESS),
                batch(
                        "cancel",
                        Permissions.ALLOCATION_USAGE_CANCEL,
                        "cancelUsages",
                        "The parties never sat down: all of these or none",
                        AllocationUsage.Status.CANCELLED),
                single(
                        "complete",
                        Permissions.ALLOCATION_USAGE_COMPLETE,
                        "completeUsage",
                        "The party has left",
                        AllocationUsage.Status.SUCCESS),
                single(
                        "cancel",
                        Permissions.ALLOCATION_USAGE_CANCEL,
                        "cancelUsage",
                        "The party never sat down",
                        AllocationUsage.Status.CANCELLED),
                Route.of(POST, "/allocation-usages/{id}/transfer", "transferUsage", "Move a party to another unit")
                        .needs(Permissions.ALLOCATION_USAGE_TRANSFER)
                        .within(this::missing)
                        .takes(FloorJson.Transfer.class)
                        .gives(FloorUsage.class)
                        .rejects(
                                AllocationError.UsageNotFound.class,
                                AllocationError.UsageEnded.class,
                                AllocationError.UnitNotFound.class,
                                AllocationError.UnitTaken.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.transfer()
                                .handle(
                                        new TransferParty.Command(
                                                call.request(),
                                                call.merchant(),
                                                id(call),
                                                call.expectedRevision(),
                                                new UnitId(call.body(FloorJson.Transfer.class)
                                                        .unitId())),
                                        Answers.reply(UsageRoutes::usage))));
    }

    private Route batch(
            String action, String permission, String operation, String summary, AllocationUsage.Status how) {
        return Route.of(POST, "/allocation-usages/batch/" + action, operation, summary)
                .needs(permission)
                .takes(FloorJson.UsageIds.class)
                .lists(FloorUsage.class)
                .rejects(AllocationError.UsageNotFound.class, AllocationError.UsageEnded.class)
                .handledBy(call -> end(
                        call,
                        call.body(FloorJson.UsageIds.class).usageIds().stream()
                                .map(UsageId::new)
                                .toList(),
                        how,
                        Optional.empty(),
                        ended -> Answers.list(ended.stream().map(FloorUsage::of).toList())));
    }

    private Route single(
            String action, String permission, String operation, String summary, AllocationUsage.Status how) {
        return Route.of(POST, "/allocation-usages/{id}/" + action, operation, summary)
                .needs(permission)
                .within(this::missing)
                .takes(FloorJson.Nothing.class)
                .gives(FloorUsage.class)
                .rejects(
                        AllocationError.UsageNotFound.class,
                        AllocationError.UsageEnded.class,
                        RequestError.RevisionMismatch.class)
                .handledBy(call -> {
                    call.body(FloorJson.Nothing.class);
                    return end(call, List.of(id(call)), how, call.expectedRevision(), ended -> usage(ended.getFirst()));
                });
    }

    private interface Shown {
        Answer of(List<AllocationUsage> ended);
    }

    private Answer end(Call call, List<UsageId> ids, AllocationUsage.Status how, Optional<Long> expected, Shown shown) {
        return use.end()
                .handle(
                        new EndUsages.Command(call.request(), call.merchant(), ids, how, expected),
                        Answers.reply(shown::of));
    }

    private Answer take(Call call) {
        FloorJson.TakeUnit body = call.body(FloorJson.TakeUnit.class);
        return use.take()
                .handle(
                        new TakeUnit.Command(
                                call.request(),
                                call.merchant(),
                                new UnitId(body.unitId()),
                                new Taker(body.usageType(), body.usageId()),
                                body.startsAt(),
                                body.endsAt(),
                                body.assigneeId()),
                        Answers.reply(usage -> Answers.created(
                                FloorUsage.of(usage), usage.revision(), "/allocation-usages/" + usage.id())));
    }

    private Answer change(Call call) {
        FloorJson.ChangeUsage body = call.body(FloorJson.ChangeUsage.class);
        return use.change()
                .handle(
                        new ChangeUsage.Command(
                                call.request(),
                                call.merchant(),
                                id(call),
                                call.expectedRevision(),
                                body.endsAt(),
                                body.assigneeId()),
                        Answers.reply(UsageRoutes::usage));
    }

    private static Answer usage(AllocationUsage usage) {
        return Answers.ok(FloorUsage.of(usage), usage.revision());
    }

    private static UsageId id(Call call) {
        return new UsageId(call.pathId("id"));
    }

    private Optional<DomainError> missing(Call call) {
        return views.find(call.merchant(), id(call)).isPresent()
                ? Optional.empty()
                : Optional.of(new AllocationError.UsageNotFound(id(call)));
    }
}
