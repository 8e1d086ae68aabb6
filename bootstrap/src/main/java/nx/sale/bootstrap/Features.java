package nx.sale.bootstrap;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import nx.sale.application.payment.AskMqPay;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.http.server.Route;

/** Every feature, wired to what it stands on, and the routes that lead to it. */
final class Features {
    final OfficeWiring office;
    final FloorWiring floor;
    private final SettingsStore settings;
    final AskMqPay askMqPay;
    private final List<Route> routes = new ArrayList<>();

    Features(Infrastructure on, Config config) {
        OrderWiring order = new OrderWiring(on);
        settings = order.settings;
        routes.addAll(order.routes());
        PaymentWiring payment = new PaymentWiring(on, order, config);
        routes.addAll(payment.routes());
        askMqPay = payment.askMqPay;
        routes.addAll(order.checkRoutes(on, askMqPay));
        office = new OfficeWiring(on, order, askMqPay);
        routes.addAll(office.routes());
        routes.addAll(new KitchenWiring(on, order).routes());
        floor = new FloorWiring(on, order);
        routes.addAll(floor.routes());
    }

    /** The zone of a merchant's wall clock. */
    ZoneId zone(MerchantId merchant) {
        return settings.get(merchant).timezone();
    }

    List<Route> routes() {
        return routes;
    }
}
