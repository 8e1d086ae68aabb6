package nx.sale.application.reservation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.application.allocation.TakeUnits;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.application.shift.ShiftRule;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.Orders;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.Reservations;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Tx;

/**
 * The guests are there: they get an order, and the units become its own. Rejects: reservation-not-found,
 * reservation-not-allowed, channel-unknown, unit-taken, no-open-session, device-required, revision-mismatch.
 */
public final class CheckIn {
    public record Command(
            Request request,
            MerchantId merchant,
            ReservationId reservation,
            Optional<Long> expected,
            SaleChannelId channel) {}

    /** The reservation with its units, and the order that has them now. */
    public record Arrived(Booked booked, OrderHeader order) {}

    private final Catalogue catalogue;
    private final SettingsStore settings;
    private final LiveBuilds builds;
    private final Requests requests;
    private final ShiftRule shiftRule;
    private final Reservations reservations;
    private final Orders orders;
    private final Usages usages;
    private final TakeUnits takeUnits;
    private final Effects effects;
    private final Screens screens;
    private final Ids ids;

    public CheckIn(
            Catalogue catalogue,
            SettingsStore settings,
            LiveBuilds builds,
            Requests requests,
            ShiftRule shiftRule,
            Reservations reservations,
            Orders orders,
            Usages usages,
            TakeUnits takeUnits,
            Effects effects,
            Screens screens,
            Ids ids) {
        this.catalogue = catalogue;
        this.settings = settings;
        this.builds = builds;
        this.requests = requests;
        this.shiftRule = shiftRule;
        this.reservations = reservations;
        this.orders = orders;
        this.usages = usages;
        this.takeUnits = takeUnits;
        this.effects = effects;
        this.screens = screens;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<Arrived, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            Channel channel = catalogue.getChannel(c.merchant(), c.channel());
            Settings merchantSettings = settings.get(c.merchant());
            return attempt.runOnFloor(c.merchant(), (tx, at) -> checkIn(tx, at, c, channel, merchantSettings));
        });
    }

    private Arrived checkIn(Tx tx, Instant at, Command c, Channel channel, Settings merchantSettings) {
        var origin = c.request().origin();
        Optional<SessionId> shift = shiftRule.hold(tx, c.merchant(), origin.device(), merchantSettings);
        Reservation reservation = reservations.lock(tx, c.merchant(), c.reservation());
        RequestError.expect(reservation.revision(), c.expected());
        OrderId id = new OrderId(ids.next());
        Reservation arrived = reservation.checkedIn(id, origin.actor(), at);
        Cart cart = Cart.open(
                opening(arrived, id, channel, c, merchantSettings, shift),
                merchantSettings.timezone(),
                origin.actor(),
                at);
        orders.add(tx, cart);
        reservations.update(tx, arrived);
        Window time = arrived.sitting(merchantSettings.turn(), at);
        List<AllocationUsage> sitting =
                usages.lockOf(tx, c.merchant(), Taker.reservation(arrived.id()), List.of()).stream()
                        .map(usage -> usage.checkedIn(id, time, origin.actor(), at))
                        .toList();
        usages.update(tx, sitting);
        effects.follow(tx, cart.events(), origin);
        takeUnits.note(tx, c.merchant(), id, AuditAction.CHECKED_IN, sitting, origin, at);
        screens.usages(tx, sitting, LiveAction.USAGE_MOVED);
        screens.reservation(tx, arrived, LiveAction.RESERVATION_CHECKED_IN);
        return new Arrived(new Booked(arrived, sitting), cart.header());
    }

    private Cart.Opening opening(
            Reservation arrived,
            OrderId id,
            Channel channel,
            Command c,
            Settings merchantSettings,
            Optional<SessionId> shift) {
        return new Cart.Opening(
                id,
                new OrderHeader.Place(
                        c.merchant(), channel.id(), c.request().origin().device()),
                channel.currency(),
                ExchangeRate.ONE,
                shift,
                builds.olderServes() ? List.of() : merchantSettings.money().serviceCharges(),
                new Cart.Description(
                        Optional.empty(),
                        Optional.of(arrived.guest().note()),
                        Optional.of(OptionalInt.of(arrived.partySize())),
                        Optional.of(arrived.guest().customer()),
                        Optional.empty(),
                        Optional.empty()));
    }
}
