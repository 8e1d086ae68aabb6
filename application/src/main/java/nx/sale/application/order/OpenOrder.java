package nx.sale.application.order;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nx.sale.application.allocation.TakeUnits;
import nx.sale.application.catalogue.ReadThroughMenu;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.application.shift.ShiftRule;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.Orders;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Tx;

/**
 * Opens an order, with its first items and its tables when there are some. Rejects: channel-unknown, variant-unknown, variant-inactive,
 * modifier-unknown, currency-mismatch, combo-*, unit-not-found, unit-taken, no-open-session, device-required.
 */
public final class OpenOrder {
    /**
     * @param currency the channel's when empty
     * @param description what is empty in it is dine-in, named by the order number, and else empty
     * @param units the tables the party sits down at
     */
    public record Command(
            Request request,
            MerchantId merchant,
            SaleChannelId channel,
            Optional<CurrencyCode> currency,
            ExchangeRate exchangeRate,
            Cart.Description description,
            List<LineDraft> items,
            List<UnitId> units) {}

    private final Catalogue catalogue;
    private final ReadThroughMenu menus;
    private final SettingsStore settings;
    private final LiveBuilds builds;
    private final Requests requests;
    private final ShiftRule shiftRule;
    private final Orders orders;
    private final TakeUnits takeUnits;
    private final Effects effects;
    private final CartTrail trail;
    private final Ids ids;
    private final Clock clock;

    public OpenOrder(
            Catalogue catalogue,
            ReadThroughMenu menus,
            SettingsStore settings,
            LiveBuilds builds,
            Requests requests,
            ShiftRule shiftRule,
            Orders orders,
            TakeUnits takeUnits,
            Effects effects,
            CartTrail trail,
            Ids ids,
            Clock clock) {
        this.catalogue = catalogue;
        this.menus = menus;
        this.settings = settings;
        this.builds = builds;
        this.requests = requests;
        this.shiftRule = shiftRule;
        this.orders = orders;
        this.takeUnits = takeUnits;
        this.effects = effects;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
    }

    public <A> A handle(Command c, Reply<OrderSnapshot, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            Channel channel = catalogue.getChannel(c.merchant(), c.channel());
            Settings merchantSettings = settings.get(c.merchant());
            var menu = menus.menu(c.merchant(), c.items());
            var by = c.request().origin().actor();
            Instant at = clock.instant();
            var device = c.request().origin().device();
            Function<Tx, OrderSnapshot> opening = tx -> {
                Cart cart = Cart.open(
                        opening(
                                c,
                                channel,
                                merchantSettings,
                                shiftRule.hold(tx, c.merchant(), device, merchantSettings)),
                        merchantSettings.timezone(),
                        by,
                        at);
                if (!c.items().isEmpty()) {
                    cart.add(c.items(), menu, ids, by, at);
                }
                orders.add(tx, cart);
                effects.follow(tx, cart.events(), c.request().origin());
                if (!c.items().isEmpty()) {
                    trail.itemsChanged(
                            tx,
                            AuditAction.ITEMS_ADDED,
                            cart,
                            Optional.empty(),
                            at,
                            c.request().origin());
                }
                if (!c.units().isEmpty()) {
                    takeUnits.forOrder(
                            tx,
                            cart.header(),
                            c.units(),
                            new Window(at, at.plus(merchantSettings.turn())),
                            Optional.empty(),
                            c.request().origin(),
                            at);
                }
                return new OrderSnapshot(cart.header(), cart.touched());
            };
            return c.units().isEmpty() ? attempt.run(opening) : attempt.runOnFloor(c.merchant(), opening);
        });
    }

    private Cart.Opening opening(Command c, Channel channel, Settings merchantSettings, Optional<SessionId> shift) {
        return new Cart.Opening(
                new OrderId(ids.next()),
                new OrderHeader.Place(
                        c.merchant(), c.channel(), c.request().origin().device()),
                c.currency().orElse(channel.currency()),
                c.exchangeRate(),
                shift,
                builds.olderServes() ? List.of() : merchantSettings.money().serviceCharges(),
                c.description());
    }
}
