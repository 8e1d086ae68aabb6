package nx.sale.domain.kitchen;

import static nx.sale.domain.order.TestOrders.MERCHANT;
import static nx.sale.domain.order.TestOrders.NOON;
import static nx.sale.domain.order.TestOrders.WAITER;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.StationId;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Trace;

/** Kitchens in the situations that stories start from. */
public final class TestKitchens {
    public static final KitchenStation HOT = station(1, "HOT");
    public static final KitchenStation BAR = station(2, "BAR");

    private TestKitchens() {}

    public static KitchenStation station(long id, String code, String... categories) {
        return new KitchenStation(
                new StationId(id), MERCHANT, code, code, List.of(categories), 1, Trace.created(NOON, WAITER));
    }

    /** Everything that no other station takes goes to this one. */
    public static Routing allTo(KitchenStation station) {
        return new Routing(List.of(station), Optional.of(station.id()), true);
    }

    /** The tickets of everything on the order. */
    public static List<KitchenTicket> sent(OrderSnapshot order, Routing routing, Ids ids) {
        return Sending.ALL.tickets(
                order.header(), order.lines(), routing, Settings.DEFAULT.businessDate(NOON), ids, WAITER, NOON);
    }
}
