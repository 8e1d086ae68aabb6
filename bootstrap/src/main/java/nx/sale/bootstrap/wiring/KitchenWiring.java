package nx.sale.bootstrap.wiring;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.kitchen.ChangeTicketItems;
import nx.sale.application.kitchen.CloseStation;
import nx.sale.application.kitchen.DescribeStation;
import nx.sale.application.kitchen.OpenStation;
import nx.sale.application.kitchen.RushTicket;
import nx.sale.application.kitchen.SendToKitchen;
import nx.sale.application.kitchen.TicketWork;
import nx.sale.application.kitchen.VoidTicket;
import nx.sale.application.settings.GivenReasons;
import nx.sale.http.kitchen.KitchenRoutes;
import nx.sale.http.kitchen.StationRoutes;
import nx.sale.http.server.Route;

/** The kitchen. */
final class KitchenWiring {
    private KitchenWiring() {}

    static List<Route> routes(Core core, Stores stores) {
        Stores.OfKitchens kitchen = stores.kitchen();
        TicketWork work = new TicketWork(
                new GivenReasons(stores.settings()),
                core.requests(),
                stores.order().orders(),
                kitchen.kitchens(),
                core.permits(),
                core.effects(),
                core.clock());
        List<Route> routes = new ArrayList<>(new KitchenRoutes(
                        new KitchenRoutes.UseCases(
                                new SendToKitchen(
                                        stores.settings(),
                                        kitchen.views(),
                                        core.requests(),
                                        stores.order().orders(),
                                        kitchen.kitchens(),
                                        core.effects(),
                                        core.ids()),
                                new RushTicket(kitchen.views(), work),
                                new VoidTicket(kitchen.views(), work),
                                new ChangeTicketItems(kitchen.views(), work)),
                        kitchen.views(),
                        core.path())
                .routes());
        routes.addAll(new StationRoutes(
                        new StationRoutes.UseCases(
                                new OpenStation(core.requests(), kitchen.stations(), core.audit(), core.ids()),
                                new DescribeStation(core.requests(), kitchen.stations(), core.audit()),
                                new CloseStation(core.requests(), kitchen.stations(), core.audit())),
                        kitchen.views())
                .routes());
        return routes;
    }
}
