package nx.sale.application.kitchen;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenEvent;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.kitchen.Routing;
import nx.sale.domain.kitchen.Sending;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.Orders;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/**
 * Sends items that are not sent yet to their stations, one ticket each. The same key again gives the same tickets. Rejects:
 * order-not-found, order-not-allowed, item-not-found, nothing-to-send, send-exceeded, no-station,
 * kitchen-key-reused, revision-mismatch.
 */
public final class SendToKitchen {
    public record Command(
            Request request, MerchantId merchant, OrderId order, Optional<Long> expected, Sending sending) {}

    private final SettingsStore settings;
    private final KitchenViews views;
    private final Requests requests;
    private final Orders orders;
    private final Kitchens kitchens;
    private final Effects effects;
    private final Ids ids;

    public SendToKitchen(
            SettingsStore settings,
            KitchenViews views,
            Requests requests,
            Orders orders,
            Kitchens kitchens,
            Effects effects,
            Ids ids) {
        this.settings = settings;
        this.views = views;
        this.requests = requests;
        this.orders = orders;
        this.kitchens = kitchens;
        this.effects = effects;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<List<KitchenTicket>, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            Settings merchantSettings = settings.get(c.merchant());
            Routing routing = views.getRouting(c.merchant(), merchantSettings.defaultStationId());
            return attempt.run(c.order(), (tx, at) -> send(tx, at, c, merchantSettings, routing));
        });
    }

    /** Tickets stored without their content are from before it was kept: they answer for the key alone. */
    private static void requireRepeated(List<KitchenTicket> before, OrderId order, Sending sending) {
        if (before.stream()
                .flatMap(ticket -> ticket.send().key().stream())
                .flatMap(key -> key.content().stream())
                .anyMatch(content -> !content.equals(sending.fingerprint()))) {
            throw new Rejected(new KitchenError.KeyReused(order, sending.key().orElseThrow()));
        }
    }

    private List<KitchenTicket> send(Tx tx, Instant at, Command c, Settings merchantSettings, Routing routing) {
        var origin = c.request().origin();
        Sending sending = c.sending();
        LineKeys keys = sending.pieces().isEmpty()
                ? LineKeys.UNSENT
                : LineKeys.ofDishes(
                        sending.pieces().stream().map(Sending.Piece::line).toList());
        Cart cart = orders.lockCart(tx, c.merchant(), c.order(), keys).expect(c.expected());
        if (sending.key().isPresent()) {
            List<KitchenTicket> before =
                    kitchens.readSent(tx, cart.header(), sending.key().get());
            if (!before.isEmpty()) {
                requireRepeated(before, cart.header().id(), sending);
                return before;
            }
        }
        List<KitchenTicket> tickets = kitchens.add(
                tx,
                sending.tickets(
                        cart.header(),
                        cart.lines(),
                        routing,
                        merchantSettings.businessDate(at),
                        ids,
                        origin.actor(),
                        at));
        effects.follow(tx, List.of(new KitchenEvent.Sent(cart.header(), tickets, at)), origin);
        return tickets;
    }
}
