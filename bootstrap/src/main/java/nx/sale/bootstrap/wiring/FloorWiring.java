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
import nx.sale.bootstrap.upkeep.Sweep;
import nx.sale.http.allocation.LayoutRoutes;
import nx.sale.http.allocation.UsageRoutes;
import nx.sale.http.server.Route;

/** The floor: layouts, and who has which unit when. */
final class FloorWiring {
    private FloorWiring() {}

    static List<Route> routes(Core core, Stores stores) {
        Stores.OfFloors floor = stores.floor();
        List<Route> routes = new ArrayList<>(new LayoutRoutes(
                        new LayoutRoutes.UseCases(
                                new DrawLayout(core.requests(), floor.layouts(), core.audit(), core.ids()),
                                new RedrawLayout(core.requests(), floor.layouts(), core.audit(), core.ids()),
                                new RemoveLayout(core.requests(), floor.layouts(), core.audit())),
                        floor.views(),
                        stores.settings(),
                        core.clock())
                .routes());
        routes.addAll(new UsageRoutes(
                        new UsageRoutes.UseCases(
                                new TakeUnit(
                                        stores.settings(),
                                        core.requests(),
                                        stores.order().orders(),
                                        stores.reservations(),
                                        core.takeUnits()),
                                new ChangeUsage(core.requests(), floor.usages(), core.screens(), core.clock()),
                                new EndUsages(core.requests(), floor.usages(), core.takeUnits(), core.screens()),
                                new TransferParty(core.requests(), floor.usages(), core.takeUnits(), core.screens()),
                                new DeleteUsage(core.requests(), floor.usages(), core.clock())),
                        floor.views())
                .routes());
        return routes;
    }

    /** Parties that stay on. */
    static Sweep.Task extendOverdue(Core core, Stores stores) {
        ExtendOverdue extend = new ExtendOverdue(core.work(), stores.floor().usages(), core.screens(), core.clock());
        return new Sweep.Task(
                "overduePartiesExtended",
                origin -> extend.handle(new ExtendOverdue.Command(Sweep.BATCH, Sweep.EACH, origin)));
    }
}
