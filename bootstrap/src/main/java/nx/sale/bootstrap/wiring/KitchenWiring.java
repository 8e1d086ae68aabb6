package nx.sale.bootstrap.wiring;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nx.sale.application.access.GiveApproval;
import nx.sale.application.kitchen.ChangeTicketItems;
import nx.sale.application.kitchen.CloseStation;
import nx.sale.application.kitchen.DescribeStation;
import nx.sale.application.kitchen.OpenStation;
import nx.sale.application.kitchen.RushTicket;
import nx.sale.application.kitchen.SendToKitchen;
import nx.sale.application.kitchen.TicketWork;
import nx.sale.application.kitchen.VoidTicket;
import nx.sale.http.access.ApprovalRoutes;
import nx.sale.http.kitchen.KitchenRoutes;
import nx.sale.http.kitchen.StationRoutes;
import nx.sale.http.server.Route;

/** The kitchen, and the approvals that its exceptions need. */
final class KitchenWiring {
    private static final int TOKEN_BYTES = 24;

    private final List<Route> routes = new ArrayList<>();

    KitchenWiring(Infrastructure on, OrderWiring order) {
        TicketWork work = new TicketWork(on.requests, order.orders, on.kitchens, on.permits, on.effects, on.clock);
        routes.addAll(new KitchenRoutes(
                        new KitchenRoutes.UseCases(
                                new SendToKitchen(
                                        order.settings,
                                        order.kitchenViews,
                                        on.requests,
                                        order.orders,
                                        on.kitchens,
                                        on.effects,
                                        on.ids,
                                        on.clock),
                                new RushTicket(order.kitchenViews, work),
                                new VoidTicket(order.kitchenViews, work),
                                new ChangeTicketItems(order.kitchenViews, work)),
                        order.kitchenViews,
                        order.path)
                .routes());
        routes.addAll(new StationRoutes(
                        new StationRoutes.UseCases(
                                new OpenStation(on.requests, on.kitchens, on.audit, on.ids, on.clock),
                                new DescribeStation(on.requests, on.kitchens, on.audit, on.clock),
                                new CloseStation(on.requests, on.kitchens, on.audit, on.clock)),
                        order.kitchenViews)
                .routes());
        SecureRandom random = new SecureRandom();
        routes.addAll(new ApprovalRoutes(new GiveApproval(
                        order.views,
                        on.shiftViews,
                        on.requests,
                        on.approvals,
                        on.audit,
                        () -> token(random),
                        on.ids,
                        on.clock))
                .routes());
    }

    private static String token(SecureRandom random) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    List<Route> routes() {
        return routes;
    }
}
