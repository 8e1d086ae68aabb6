package nx.sale.bootstrap.wiring;

import java.util.List;
import nx.sale.application.check.BillWork;
import nx.sale.application.check.DescribeCheck;
import nx.sale.application.check.DivideBill;
import nx.sale.application.check.RejoinBill;
import nx.sale.application.check.WriteOffCheck;
import nx.sale.application.order.UnpaidCheck;
import nx.sale.http.check.CheckRoutes;
import nx.sale.http.server.Route;

/** The divided bill. */
final class CheckWiring {
    private CheckWiring() {}

    /**
     * @param unpaid is asked before a check is written off
     */
    static List<Route> routes(Core core, Stores stores, UnpaidCheck unpaid) {
        Stores.OfOrders order = stores.order();
        BillWork billWork = new BillWork(
                stores.settings(),
                core.requests(),
                order.orders(),
                stores.bills(),
                stores.payment().payments(),
                order.operations(),
                core.effects(),
                core.ids());
        return new CheckRoutes(
                        new CheckRoutes.UseCases(
                                new DivideBill(billWork, core.ids()),
                                new RejoinBill(billWork),
                                new DescribeCheck(
                                        stores.bills(),
                                        core.requests(),
                                        order.orders(),
                                        stores.bills(),
                                        core.effects()),
                                new WriteOffCheck(
                                        stores.bills(),
                                        stores.settings(),
                                        core.requests(),
                                        order.orders(),
                                        stores.bills(),
                                        stores.payment().payments(),
                                        unpaid,
                                        core.effects(),
                                        core.ids())),
                        core.path(),
                        stores.bills())
                .routes();
    }
}
