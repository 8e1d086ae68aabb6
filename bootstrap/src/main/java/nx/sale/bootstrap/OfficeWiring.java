package nx.sale.bootstrap;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.shift.CloseSession;
import nx.sale.application.shift.MoveCash;
import nx.sale.application.shift.OpenSession;
import nx.sale.application.shift.StaffTill;
import nx.sale.http.loyalty.PointRoutes;
import nx.sale.http.operations.OperationsRoutes;
import nx.sale.http.report.ReportRoutes;
import nx.sale.http.shared.Route;
import nx.sale.http.shift.ShiftRoutes;
import nx.sale.postgres.operations.PostgresOperationsViews;
import nx.sale.postgres.report.PostgresReports;

/** Shifts, and what the back office reads: points, reports, and what needs a person. */
final class OfficeWiring {
    private final List<Route> routes = new ArrayList<>();

    OfficeWiring(Infrastructure on, OrderWiring order) {
        routes.addAll(new ShiftRoutes(
                        new ShiftRoutes.UseCases(
                                new OpenSession(
                                        order.catalogue,
                                        on.requests,
                                        on.shifts,
                                        on.audit,
                                        on.screens,
                                        on.ids,
                                        on.clock),
                                new StaffTill(on.requests, on.shifts, on.audit, on.screens, on.clock),
                                new MoveCash(on.requests, on.shifts, on.audit, on.screens, on.ids, on.clock),
                                new CloseSession(
                                        order.settings,
                                        on.requests,
                                        on.shifts,
                                        on.permits,
                                        on.effects,
                                        on.audit,
                                        on.ids,
                                        on.clock)),
                        on.shiftViews,
                        on.clock)
                .routes());
        routes.addAll(new PointRoutes(on.points).routes());
        routes.addAll(new ReportRoutes(new PostgresReports(on.reads, on.clock), order.settings).routes());
        routes.addAll(new OperationsRoutes(new PostgresOperationsViews(on.reads), on.clock).routes());
    }

    List<Route> routes() {
        return routes;
    }
}
