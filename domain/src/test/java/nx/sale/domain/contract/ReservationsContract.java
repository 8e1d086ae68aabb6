package nx.sale.domain.contract;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.listing.ListField;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.ReservationError;
import nx.sale.domain.reservation.ReservationFields;
import nx.sale.domain.reservation.ReservationViews;
import nx.sale.domain.reservation.Reservations;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of reservations must do. */
public abstract class ReservationsContract extends Contract {
    /** Long before what other tests leave behind. */
    private static final Instant EVENING = Instant.parse("2020-01-01T12:00:00Z");

    private static final Window TIME = new Window(EVENING, EVENING.plus(Duration.ofHours(2)));

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Reservations reservations, ReservationViews views) {}

    private final Reservations reservations;
    private final ReservationViews views;

    protected ReservationsContract(Stores stores) {
        super(stores.work());
        reservations = stores.reservations();
        views = stores.views();
    }

    private Reservation stored(String name, int guests) {
        Reservation reservation = Reservation.requested(
                new ReservationId(IDS.next()),
                merchant,
                new Reservation.Guest(
                        name,
                        Optional.of(new Reservation.Guest.Phone("0901")),
                        Optional.of(new Reservation.Guest.Occasion("birthday")),
                        Optional.of("by the window"),
                        Optional.of(new CustomerId(5))),
                guests,
                TIME,
                Reservation.Source.PHONE,
                WAITER,
                NOON);
        return work.run(tx -> {
            reservations.add(tx, reservation);
            return reservation;
        });
    }

    private void update(Reservation reservation) {
        work.run(tx -> {
            reservations.lock(tx, merchant, reservation.id());
            reservations.update(tx, reservation);
            return reservation;
        });
    }

    @Test
    void aReservationIsStoredToTheLastField_andFoundByItsMerchantOnly() {
        Reservation reservation = stored("Minh", 4);
        assertThat(views.find(merchant, reservation.id())).contains(reservation);
        assertThat(this.<Reservation>inTx(tx -> reservations.lock(tx, merchant, reservation.id())))
                .isEqualTo(reservation);

        Reservation confirmed = reservation.confirmed(WAITER, NOON.plusSeconds(1));
        update(confirmed);

        assertThat(views.find(merchant, reservation.id())).contains(confirmed);
        MerchantId stranger = new MerchantId(8);
        assertThat(views.find(stranger, reservation.id())).isEmpty();
        assertRejected(
                () -> work.run(tx -> reservations.lock(tx, stranger, reservation.id())),
                new ReservationError.NotFound(reservation.id()));
    }

    @Test
    void aStaleReservationIsNotStored() {
        Reservation reservation = stored("Minh", 4);
        update(reservation.confirmed(WAITER, NOON));

        assertThatThrownBy(() -> update(reservation)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRemovedReservationIsNotFound() {
        Reservation reservation = stored("Minh", 4);

        work.run(tx -> {
            reservations.remove(tx, reservations.lock(tx, merchant, reservation.id()), ORIGIN, NOON);
            return reservation;
        });

        assertThat(views.find(merchant, reservation.id())).isEmpty();
        assertThat(views.count(merchant, Optional.empty())).isZero();
    }

    @Test
    void aReservationIsMissedAfterTheGrace_whileItIsOpen() {
        Reservation missed = stored("Minh", 4);
        update(stored("Lan", 4).cancelled("ill", Duration.ZERO, WAITER, NOON));
        Duration grace = Duration.ofMinutes(15);

        assertThat(missed(TIME.until().plus(grace), grace)).isEmpty();
        assertThat(missed(TIME.until().plus(grace).plusSeconds(1), grace)).containsExactly(missed.id());
    }

    private List<ReservationId> missed(Instant at, Duration grace) {
        return views.listMissed(merchant, at, grace, 1_000);
    }

    @Test
    void reservationsAreListed_filteredOrderedAndPaged() {
        Reservation minh = stored("Minh", 4);
        Reservation lan = stored("Lan", 2);
        Reservation hoa = stored("Hoa", 4);
        ListField<Reservation> guests = Queries.field(ReservationFields.ALL, "partySize");
        List<ListQuery.Term> order = List.of(new ListQuery.Term(guests, true));
        ListQuery.Filter four = new ListQuery.Filter.Compare(guests, ListQuery.Comparison.EQ, 4);

        assertThat(views.list(merchant, Queries.page(Optional.empty(), order, 1, Optional.empty())))
                .as("one more than the limit")
                .containsExactly(hoa, minh);
        assertThat(views.list(
                        merchant,
                        Queries.page(
                                Optional.empty(),
                                order,
                                1,
                                Optional.of(List.of(4, minh.id().value())))))
                .containsExactly(lan);
        assertThat(views.count(merchant, Optional.of(four))).isEqualTo(2);
        assertThat(views.count(
                        merchant,
                        Optional.of(new ListQuery.Filter.Like(
                                Queries.field(ReservationFields.ALL, "guestName"), "la%", true))))
                .isEqualTo(1);
        assertThat(views.list(new MerchantId(8), Queries.page(Optional.of(four), order, 9, Optional.empty())))
                .isEmpty();
    }
}
