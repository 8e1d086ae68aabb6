package nx.sale.bootstrap.wiring;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.operations.ChangeMessage;
import nx.sale.application.operations.ReplayPayment;
import nx.sale.application.order.CancelOrder;
import nx.sale.application.order.CompleteOrder;
import nx.sale.application.order.RecomputeOrder;
import nx.sale.application.payment.AskMqPay;
import nx.sale.application.shift.CloseSession;
import nx.sale.application.shift.MoveCash;
import nx.sale.application.shift.OpenSession;
import nx.sale.application.shift.StaffTill;
import nx.sale.domain.operations.OperationsViews;
import nx.sale.http.loyalty.PointRoutes;
import nx.sale.http.operations.DeskRoutes;
import nx.sale.http.operations.OperationsRoutes;
import nx.sale.http.operations.RepairRoutes;
import nx.sale.http.report.ReportRoutes;
import nx.sale.http.server.Route;
import nx.sale.http.shift.ShiftRoutes;
import nx.sale.postgres.operations.PostgresAuditViews;
import nx.sale.postgres.operations.PostgresOperationsViews;
import nx.sale.postgres.operations.PostgresOutboxDesk;
import nx.sale.postgres.payment.PostgresPaymentViews;
import nx.sale.postgres.report.PostgresReports;

/** Shifts, and what the back office reads: points, reports, and what needs a person. */
public final class OfficeWiring {
    public final OperationsViews operations;
    private final List<Route> routes = new ArrayList<>();

    OfficeWiring(Infrastructure on, OrderWiring order, AskMqPay askMqPay) {
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
        PostgresOutboxDesk outbox = new PostgresOutboxDesk(on.reads);
        routes.addAll(new DeskRoutes(
                        new DeskRoutes.UseCases(
                                new ChangeMessage(on.requests, outbox, on.audit, on.relay::wake, on.clock),
                                new ReplayPayment(on.requests, order.orders, on.effects, on.clock),
                                new CancelOrder(
                                        on.requests,
                                        order.orders,
                                        order.bills,
                                        order.payments,
                                        on.kitchens,
                                        on.permits,
                                        askMqPay,
                                        on.effects,
                                        on.ids,
                                        on.clock)),
                        outbox,
                        new PostgresAuditViews(on.reads),
                        order.path,
                        on.hub,
                        on.clock)
                .routes());
        routes.addAll(new RepairRoutes(
                        new RecomputeOrder(
                                order.views,
                                order.settings,
                                on.requests,
                                order.orders,
                                order.bills,
                                order.payments,
                                on.permits,
                                on.effects,
                                on.ids,
                                on.clock),
                        new CompleteOrder(
                                order.settings,
                                on.requests,
                                order.orders,
                                order.bills,
                                order.payments,
                                on.permits,
                                askMqPay,
                                on.effects,
                                on.audit,
                                on.ids,
                                on.clock),
                        order.path)
                .routes());
        operations = new PostgresOperationsViews(on.reads);
        routes.addAll(
                new OperationsRoutes(operations, new PostgresPaymentViews(on.reads), on.broker, on.clock).routes());
    }

    List<Route> routes() {
        return routes;
    }
}
