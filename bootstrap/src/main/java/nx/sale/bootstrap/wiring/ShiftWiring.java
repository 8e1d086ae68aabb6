package nx.sale.bootstrap.wiring;

import java.util.List;
import nx.sale.application.settings.GivenReasons;
import nx.sale.application.shift.CloseSession;
import nx.sale.application.shift.MoveCash;
import nx.sale.application.shift.NoteNoSale;
import nx.sale.application.shift.OpenSession;
import nx.sale.application.shift.StaffTill;
import nx.sale.http.server.Route;
import nx.sale.http.shift.ShiftRoutes;

/** Cashier shifts. */
final class ShiftWiring {
    private ShiftWiring() {}

    static List<Route> routes(Core core, Stores stores) {
        Stores.OfShifts shift = stores.shift();
        return new ShiftRoutes(
                        new ShiftRoutes.UseCases(
                                new OpenSession(
                                        stores.catalogue(),
                                        core.requests(),
                                        shift.shifts(),
                                        core.audit(),
                                        core.screens(),
                                        core.ids()),
                                new StaffTill(core.requests(), shift.shifts(), core.audit(), core.screens()),
                                new MoveCash(
                                        core.requests(),
                                        shift.shifts(),
                                        core.builds(),
                                        core.audit(),
                                        core.screens(),
                                        core.ids()),
                                new NoteNoSale(
                                        new GivenReasons(stores.settings()),
                                        core.requests(),
                                        shift.shifts(),
                                        core.builds(),
                                        core.audit(),
                                        core.screens()),
                                new CloseSession(
                                        stores.settings(),
                                        core.requests(),
                                        shift.shifts(),
                                        core.permits(),
                                        core.effects(),
                                        core.audit(),
                                        core.ids(),
                                        core.clock())),
                        shift.views(),
                        core.clock())
                .routes();
    }
}
