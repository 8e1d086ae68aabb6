package nx.sale.bootstrap.wiring;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import nx.sale.application.payment.AskMqPay;
import nx.sale.bootstrap.config.Config;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.http.server.Route;

/** Every feature, wired to what it stands on, and the routes that lead to it. */
public final class Features {
    public final OfficeWiring office;
    public final FloorWiring floor;
    private final SettingsStore settings;
    public final AskMqPay askMqPay;
    private final List<Route> routes = new ArrayList<>();

    public Features(Infrastructure on, Config config) {
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
    public ZoneId zone(MerchantId merchant) {
        return settings.get(merchant).timezone();
    }

    public List<Route> routes() {
        return routes;
    }
}
