package nx.sale.bootstrap.wiring;

import java.util.List;
import nx.sale.application.reservation.CancelReservation;
import nx.sale.application.reservation.ChangeReservation;
import nx.sale.application.reservation.CheckIn;
import nx.sale.application.reservation.DeleteReservation;
import nx.sale.application.reservation.ExpireReservations;
import nx.sale.application.reservation.RequestReservation;
import nx.sale.bootstrap.upkeep.Sweep;
import nx.sale.http.reservation.ReservationRoutes;
import nx.sale.http.server.Route;
import nx.sale.postgres.reservation.PostgresReservations;

/** Reservations. */
final class ReservationWiring {
    private ReservationWiring() {}

    static List<Route> routes(Core core, Stores stores) {
        PostgresReservations reservations = stores.reservations();
        Stores.OfFloors floor = stores.floor();
        return new ReservationRoutes(
                        new ReservationRoutes.UseCases(
                                new RequestReservation(
                                        stores.settings(),
                                        core.requests(),
                                        reservations,
                                        core.takeUnits(),
                                        core.audit(),
                                        core.screens(),
                                        core.ids()),
                                new ChangeReservation(
                                        core.requests(),
                                        reservations,
                                        floor.usages(),
                                        core.takeUnits(),
                                        core.audit(),
                                        core.screens()),
                                new CheckIn(
                                        stores.catalogue(),
                                        stores.settings(),
                                        core.builds(),
                                        core.requests(),
                                        core.shiftRule(),
                                        reservations,
                                        stores.order().orders(),
                                        floor.usages(),
                                        core.takeUnits(),
                                        core.effects(),
                                        core.screens(),
                                        core.ids()),
                                new CancelReservation(
                                        stores.settings(),
                                        core.requests(),
                                        reservations,
                                        floor.usages(),
                                        core.audit(),
                                        core.screens()),
                                new DeleteReservation(core.requests(), reservations, core.audit())),
                        reservations,
                        floor.views())
                .routes();
    }

    /** Guests who did not come. */
    static Sweep.Task expireMissed(Core core, Stores stores) {
        ExpireReservations expire = new ExpireReservations(
                stores.reservations(),
                stores.settings(),
                core.work(),
                stores.reservations(),
                stores.floor().usages(),
                core.audit(),
                core.screens(),
                core.clock());
        return new Sweep.Task(
                "expiredReservations",
                origin -> expire.handle(new ExpireReservations.Command(Sweep.BATCH, Sweep.EACH, origin)));
    }
}
