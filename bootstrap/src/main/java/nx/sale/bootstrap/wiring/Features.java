package nx.sale.bootstrap.wiring;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import nx.sale.application.payment.AskMqPay;
import nx.sale.bootstrap.config.Config;
import nx.sale.bootstrap.upkeep.Sweep;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.http.server.Route;

/**
 * Every feature, wired to its stores and to what they share.
 *
 * @param routes that lead to them
 * @param tasks what they do by themselves as time passes
 * @param askMqPay how announced payments ended whose webhook does not come
 */
public record Features(List<Route> routes, List<Sweep.Task> tasks, AskMqPay askMqPay, SettingsStore settings) {

    public static Features of(Infrastructure on, Config config) {
        Core core = on.core;
        Stores stores = on.stores;
        PaymentWiring payment = PaymentWiring.of(on, config.webhooks());
        List<Route> routes = Stream.of(
                        OrderWiring.routes(core, stores, on.commerce, on.timedPricing),
                        CatalogueWiring.routes(core, stores),
                        payment.routes(),
                        CheckWiring.routes(core, stores, payment.askMqPay()),
                        ReturnWiring.routes(core, stores),
                        ShiftWiring.routes(core, stores),
                        ReportWiring.routes(stores),
                        OperationsWiring.routes(on, payment.askMqPay()),
                        KitchenWiring.routes(core, stores),
                        ApprovalWiring.routes(core, stores),
                        FloorWiring.routes(core, stores),
                        ReservationWiring.routes(core, stores))
                .flatMap(List::stream)
                .toList();
        List<Sweep.Task> tasks = List.of(
                ReservationWiring.expireMissed(core, stores),
                FloorWiring.extendOverdue(core, stores),
                ReportWiring.foldSales(core, stores));
        return new Features(routes, tasks, payment.askMqPay(), stores.settings());
    }

    /** The zone of a merchant's wall clock. */
    public ZoneId zone(MerchantId merchant) {
        return settings.get(merchant).timezone();
    }
}
