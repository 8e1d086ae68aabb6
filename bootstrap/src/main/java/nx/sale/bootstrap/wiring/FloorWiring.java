package nx.sale.bootstrap.wiring;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.allocation.ChangeUsage;
import nx.sale.application.allocation.DeleteUsage;
import nx.sale.application.allocation.DrawLayout;
import nx.sale.application.allocation.EndUsages;
import nx.sale.application.allocation.ExtendOverdue;
import nx.sale.application.allocation.RedrawLayout;
import nx.sale.application.allocation.RemoveLayout;
import nx.sale.application.allocation.TakeUnit;
import nx.sale.application.allocation.TransferParty;
import nx.sale.application.reservation.CancelReservation;
import nx.sale.application.reservation.ChangeReservation;
import nx.sale.application.reservation.CheckIn;
import nx.sale.application.reservation.DeleteReservation;
import nx.sale.application.reservation.ExpireReservations;
import nx.sale.application.reservation.RequestReservation;
import nx.sale.http.allocation.LayoutRoutes;
import nx.sale.http.allocation.UsageRoutes;
import nx.sale.http.reservation.ReservationRoutes;
import nx.sale.http.server.Route;
import nx.sale.postgres.allocation.PostgresLayouts;
import nx.sale.postgres.reservation.PostgresReservations;

/** The floor: layouts, who has which unit when, and reservations, with what looks after their time. */
public final class FloorWiring {
    public final ExpireReservations expire;
    public final ExtendOverdue extend;
    private final List<Route> routes = new ArrayList<>();

    FloorWiring(Infrastructure on, OrderWiring order) {
        PostgresLayouts layouts = new PostgresLayouts();
        PostgresReservations reservations = new PostgresReservations(on.reads);
        routes.addAll(new LayoutRoutes(
                        new LayoutRoutes.UseCases(
                                new DrawLayout(on.requests, layouts, on.audit, on.ids, on.clock),
                                new RedrawLayout(on.requests, layouts, on.audit, on.ids, on.clock),
                                new RemoveLayout(on.requests, layouts, on.audit, on.clock)),
                        order.floorViews,
                        order.settings,
                        on.clock)
                .routes());
        routes.addAll(new UsageRoutes(
                        new UsageRoutes.UseCases(
                                new TakeUnit(
                                        order.settings,
                                        on.requests,
                                        order.orders,
                                        reservations,
                                        order.takeUnits,
                                        on.clock),
                                new ChangeUsage(on.requests, on.usages, on.screens, on.clock),
                                new EndUsages(on.requests, on.usages, order.takeUnits, on.screens, on.clock),
                                new TransferParty(on.requests, on.usages, order.takeUnits, on.screens, on.clock),
                                new DeleteUsage(on.requests, on.usages, on.clock)),
                        order.floorViews)
                .routes());
        routes.addAll(new ReservationRoutes(
                        new ReservationRoutes.UseCases(
                                new RequestReservation(
                                        order.settings,
                                        on.requests,
                                        reservations,
                                        order.takeUnits,
                                        on.audit,
                                        on.screens,
                                        on.ids,
                                        on.clock),
                                new ChangeReservation(
                                        on.requests,
                                        reservations,
                                        on.usages,
                                        order.takeUnits,
                                        on.audit,
                                        on.screens,
                                        on.clock),
                                new CheckIn(
                                        order.catalogue,
                                        order.settings,
                                        on.requests,
                                        on.shiftRule,
                                        reservations,
                                        order.orders,
                                        on.usages,
                                        order.takeUnits,
                                        on.effects,
                                        on.screens,
                                        on.ids,
                                        on.clock),
                                new CancelReservation(
                                        order.settings,
                                        on.requests,
                                        reservations,
                                        on.usages,
                                        on.audit,
                                        on.screens,
                                        on.clock),
                                new DeleteReservation(on.requests, reservations, on.audit, on.clock)),
                        reservations,
                        order.floorViews)
                .routes());
        expire = new ExpireReservations(
                reservations, order.settings, on.work, reservations, on.usages, on.audit, on.screens, on.clock);
        extend = new ExtendOverdue(on.work, on.usages, on.screens, on.clock);
    }

    List<Route> routes() {
        return routes;
    }
}
