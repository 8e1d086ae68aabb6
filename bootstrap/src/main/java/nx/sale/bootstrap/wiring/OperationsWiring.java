package nx.sale.bootstrap.wiring;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.operations.ChangeMessage;
import nx.sale.application.operations.ReplayPayment;
import nx.sale.application.order.CompleteOrder;
import nx.sale.application.order.RecomputeOrder;
import nx.sale.application.payment.AskMqPay;
import nx.sale.http.operations.DeskRoutes;
import nx.sale.http.operations.OperationsRoutes;
import nx.sale.http.operations.RepairRoutes;
import nx.sale.http.server.Route;

/** What needs a person: the desk of the outbox, the history, repairs, the overview. */
final class OperationsWiring {
    private OperationsWiring() {}

    static List<Route> routes(Infrastructure on, AskMqPay askMqPay) {
        Core core = on.core;
        Stores stores = on.stores;
        List<Route> routes = new ArrayList<>(new DeskRoutes(
                        new DeskRoutes.UseCases(
                                new ChangeMessage(
                                        core.requests(),
                                        stores.operations().outbox(),
                                        core.audit(),
                                        on.relay::wake,
                                        core.clock()),
                                new ReplayPayment(
                                        core.requests(), stores.order().orders(), core.effects(), core.clock()),
                                OrderWiring.cancelOrder(core, stores, askMqPay)),
                        stores.operations().outbox(),
                        stores.operations().audit(),
                        core.path(),
                        on.hub,
                        core.clock())
                .routes());
        routes.addAll(repairs(core, stores, askMqPay));
        routes.addAll(new OperationsRoutes(
                        stores.operations().views(),
                        stores.payment().views(),
                        stores.payment().refunds(),
                        on.broker,
                        core.clock())
                .routes());
        return routes;
    }

    private static List<Route> repairs(Core core, Stores stores, AskMqPay askMqPay) {
        Stores.OfOrders order = stores.order();
        return new RepairRoutes(
                        new RecomputeOrder(
                                order.views(),
                                stores.settings(),
                                core.requests(),
                                order.orders(),
                                stores.bills(),
                                stores.payment().payments(),
                                core.permits(),
                                core.effects(),
                                core.ids()),
                        new CompleteOrder(
                                stores.settings(),
                                core.requests(),
                                order.orders(),
                                stores.bills(),
                                stores.payment().payments(),
                                core.permits(),
                                askMqPay,
                                core.effects(),
                                core.audit(),
                                core.ids()),
                        core.path())
                .routes();
    }
}
