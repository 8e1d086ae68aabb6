package nx.sale.bootstrap.wiring;

import java.time.Clock;
import java.util.List;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.VariantId;
import nx.sale.postgres.sql.Reads;
import org.jdbi.v3.core.Jdbi;

/**
 * What tills and screens ask first, asked on one connection for a merchant who has nothing: PostgreSQL and the driver have prepared it by
 * the time somebody does. Nothing is written, and no lock is taken.
 */
record FirstReads(Ids ids, Clock clock) {
    private static final MerchantId NOBODY = new MerchantId(0);
    private static final OrderId NO_ORDER = new OrderId(0);

    void on(Jdbi connection) {
        Stores stores = Stores.of(new Reads(connection), ids, clock, () -> 0, waited -> {});
        cart(stores);
        screens(stores);
    }

    private static void cart(Stores stores) {
        stores.settings().get(NOBODY);
        stores.catalogue().findChannel(NOBODY, new SaleChannelId(0));
        stores.catalogue().getMenu(NOBODY, List.of(new VariantId(0)));
        stores.shift().views().findOpen(NOBODY, new DeviceId("none"));
        stores.order().views().find(NOBODY, NO_ORDER);
    }

    private void screens(Stores stores) {
        stores.order().views().findHeader(NOBODY, NO_ORDER);
        stores.bills().list(NOBODY, NO_ORDER);
        stores.payment().views().listAttempts(NOBODY, NO_ORDER);
        stores.kitchen().views().listOfOrder(NOBODY, NO_ORDER);
        stores.kitchen().views().findQueue(NOBODY, new StationId(0), 20);
        stores.floor().views().findNow(NOBODY, new LayoutId(0), clock.instant());
        stores.floor().views().listOf(NOBODY, Taker.order(NO_ORDER));
    }
}
