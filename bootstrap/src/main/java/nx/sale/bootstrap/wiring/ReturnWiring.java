package nx.sale.bootstrap.wiring;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.returns.ChangeRefund;
import nx.sale.application.returns.ReturnItems;
import nx.sale.http.Problems;
import nx.sale.http.returns.RefundRoutes;
import nx.sale.http.returns.ReturnRoutes;
import nx.sale.http.server.Route;

/** Goods that come back, and the money for them. */
final class ReturnWiring {
    private ReturnWiring() {}

    static List<Route> routes(Core core, Stores stores) {
        List<Route> routes = new ArrayList<>(new ReturnRoutes(
                        new ReturnItems(
                                stores.settings(),
                                core.builds(),
                                core.requests(),
                                core.work(),
                                stores.order().orders(),
                                stores.bills(),
                                stores.payment().payments(),
                                stores.order().returns(),
                                core.permits(),
                                core.effects(),
                                core.ids(),
                                core.clock()),
                        stores.order().returns(),
                        stores.order().views(),
                        core.path(),
                        new Problems())
                .routes());
        routes.addAll(new RefundRoutes(
                        new ChangeRefund(
                                stores.payment().refunds(),
                                stores.settings(),
                                core.builds(),
                                core.requests(),
                                stores.order().orders(),
                                stores.bills(),
                                stores.payment().payments(),
                                core.permits(),
                                core.effects(),
                                core.ids()),
                        stores.payment().refunds())
                .routes());
        return routes;
    }
}
