package nx.sale.application.allocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.Orders;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.Reservations;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/**
 * Takes a unit for an order or for a reservation. Rejects: order-not-found, order-not-allowed, order-merged,
 * reservation-not-found, reservation-not-allowed, unit-not-found, unit-taken, window-empty, window-over,
 * window-too-long.
 */
public final class TakeUnit {
    /**
     * @param startsAt now when empty; a reservation's own start
     * @param endsAt the merchant's turn after the start when empty; a reservation's own end
     */
    public record Command(
            Request request,
            MerchantId merchant,
            UnitId unit,
            Taker taker,
            Optional<Instant> startsAt,
            Optional<Instant> endsAt,
            Optional<String> assignee) {}

    private final SettingsStore settings;
    private final Requests requests;
    private final Orders orders;
    private final Reservations reservations;
    private final TakeUnits takeUnits;

    public TakeUnit(
            SettingsStore settings, Requests requests, Orders orders, Reservations reservations, TakeUnits takeUnits) {
        this.settings = settings;
        this.requests = requests;
        this.orders = orders;
        this.reservations = reservations;
        this.takeUnits = takeUnits;
    }

    public <A> A handle(Command c, Reply<AllocationUsage, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            Settings merchantSettings = settings.get(c.merchant());
            return switch (c.taker().kind()) {
                case SALE_ORDER -> {
                    OrderId order = new OrderId(c.taker().id());
                    yield attempt.runOnFloor(c.merchant(), (tx, at) -> forOrder(tx, at, c, order, merchantSettings));
                }
                case RESERVATION -> attempt.runOnFloor(c.merchant(), (tx, at) -> forReservation(tx, at, c));
            };
        });
    }

    private AllocationUsage forOrder(Tx tx, Instant at, Command c, OrderId id, Settings merchantSettings) {
        OrderHeader order = orders.lockHeaders(tx, c.merchant(), List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new Rejected(new OrderError.NotFound(id)));
        order.require(OrderStatus.Action.SEAT);
        Instant from = c.startsAt().orElse(at);
        Window window = Window.wanted(from, c.endsAt().orElse(from.plus(merchantSettings.turn())), at);
        return takeUnits
                .forOrder(
                        tx,
                        order,
                        List.of(c.unit()),
                        window,
                        c.assignee(),
                        c.request().origin(),
                        at)
                .getFirst();
    }

    private AllocationUsage forReservation(Tx tx, Instant at, Command c) {
        Reservation reservation =
                reservations.lock(tx, c.merchant(), new ReservationId(c.taker().id()));
        reservation.requireOpen();
        return takeUnits
                .forReservation(
                        tx, reservation, List.of(c.unit()), true, c.request().origin(), at)
                .getFirst();
    }
}
