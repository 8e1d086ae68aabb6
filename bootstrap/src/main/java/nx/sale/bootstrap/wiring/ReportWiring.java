package nx.sale.bootstrap.wiring;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.report.FoldSales;
import nx.sale.bootstrap.upkeep.Sweep;
import nx.sale.http.loyalty.PointRoutes;
import nx.sale.http.report.ReportRoutes;
import nx.sale.http.server.Route;

/** What the back office reads: points and reports. */
final class ReportWiring {
    private static final int FOLDS = 20;
    private static final int ORDERS_EACH = 1_000;

    private ReportWiring() {}

    static List<Route> routes(Stores stores) {
        List<Route> routes = new ArrayList<>(new PointRoutes(stores.points()).routes());
        routes.addAll(
                new ReportRoutes(stores.report().reports(), stores.report().exceptions(), stores.settings()).routes());
        return routes;
    }

    /** Sales of closed orders, folded into daily sums. */
    static Sweep.Task foldSales(Core core, Stores stores) {
        FoldSales fold = new FoldSales(core.work(), stores.report().folding(), core.clock());
        return new Sweep.Task("salesFolded", origin -> fold.handle(new FoldSales.Command(ORDERS_EACH, FOLDS)));
    }
}
