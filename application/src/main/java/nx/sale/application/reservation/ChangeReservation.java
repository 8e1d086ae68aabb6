package nx.sale.application.reservation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nx.sale.application.allocation.TakeUnits;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.Reservations;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Tx;

/**
 * Rewrites a reservation, and confirms it when asked to. With another time, or other units, the units are taken anew. Rejects:
 * reservation-not-found, reservation-not-allowed, unit-not-found, party-too-large, unit-taken, window-empty, revision-mismatch.
 */
public final class ChangeReservation {
    /**
     * @param guest from the present guest to the wanted one
     * @param units those wanted from now on; the present ones when empty
     * @param anyCapacity whether units that are too small for the party will do
     */
    public record Command(
            Request request,
            MerchantId merchant,
            ReservationId reservation,
            Optional<Long> expected,
            UnaryOperator<Reservation.Guest> guest,
            Optional<Integer> partySize,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<List<UnitId>> units,
            boolean anyCapacity,
            boolean confirm) {
        boolean moves() {
            return from.isPresent() || to.isPresent() || units.isPresent() || partySize.isPresent();
        }
    }

    private final Requests requests;
    private final Reservations reservations;
    private final Usages usages;
    private final TakeUnits takeUnits;
    private final AuditTrail audit;
    private final Screens screens;

    public ChangeReservation(
            Requests requests,
            Reservations reservations,
            Usages usages,
            TakeUnits takeUnits,
            AuditTrail audit,
            Screens screens) {
        this.requests = requests;
        this.reservations = reservations;
        this.usages = usages;
        this.takeUnits = takeUnits;
        this.audit = audit;
        this.screens = screens;
    }

    public <A> A handle(Command c, Reply<Booked, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.runOnFloor(c.merchant(), (tx, at) -> {
                    var origin = c.request().origin();
                    Reservation present = reservations.lock(tx, c.merchant(), c.reservation());
                    RequestError.expect(present.revision(), c.expected());
                    Reservation changed = present.changed(
                            c.guest().apply(present.guest()),
                            c.partySize().orElse(present.partySize()),
                            c.from().isPresent() || c.to().isPresent()
                                    ? Window.wanted(
                                            c.from().orElse(present.window().from()),
                                            c.to().orElse(present.window().until()),
                                            at)
                                    : present.window(),
                            origin.actor(),
                            at);
                    Reservation after = c.confirm() ? changed.confirmed(origin.actor(), at) : changed;
                    reservations.update(tx, after);
                    Taker taker = Taker.reservation(after.id());
                    List<AllocationUsage> had =
                            usages.lockOf(tx, c.merchant(), taker, c.units().orElse(List.of()));
                    Booked booked = new Booked(after, c.moves() ? takenAnew(tx, c, after, had, at) : had);
                    audit.append(
                            tx,
                            booked.entry(
                                    c.confirm() ? AuditAction.RESERVATION_CONFIRMED : AuditAction.RESERVATION_CHANGED,
                                    at),
                            origin);
                    screens.reservation(
                            tx, after, c.confirm() ? LiveAction.RESERVATION_CONFIRMED : LiveAction.RESERVATION_CHANGED);
                    return booked;
                }));
    }

    private List<AllocationUsage> takenAnew(
            Tx tx, Command c, Reservation after, List<AllocationUsage> had, Instant at) {
        var origin = c.request().origin();
        List<AllocationUsage> given = had.stream()
                .map(usage -> usage.ended(AllocationUsage.Status.CANCELLED, origin.actor(), at))
                .toList();
        usages.update(tx, given);
        screens.usages(tx, given, LiveAction.USAGE_CANCELLED);
        List<UnitId> wanted = c.units()
                .orElseGet(() -> had.stream().map(usage -> usage.unit().id()).toList());
        return takeUnits.forReservation(tx, after, wanted, c.anyCapacity(), origin, at);
    }
}
