package nx.sale.bootstrap;

import java.util.ArrayList;
import java.util.List;
import nx.sale.http.loyalty.PointRoutes;
import nx.sale.http.operations.OperationsRoutes;
import nx.sale.http.report.ReportRoutes;
import nx.sale.http.shared.Route;
import nx.sale.postgres.operations.PostgresOperationsViews;
import nx.sale.postgres.report.PostgresReports;

/** What the back office reads: points, reports, and what needs a person. */
final class OfficeWiring {
    private final List<Route> routes = new ArrayList<>();

    OfficeWiring(Infrastructure on, OrderWiring order) {
        routes.addAll(new PointRoutes(on.points).routes());
        routes.addAll(new ReportRoutes(new PostgresReports(on.reads, on.clock), order.settings).routes());
        routes.addAll(new OperationsRoutes(new PostgresOperationsViews(on.reads), on.clock).routes());
    }

    List<Route> routes() {
        return routes;
    }
}
