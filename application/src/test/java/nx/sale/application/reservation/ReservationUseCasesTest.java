package nx.sale.application.reservation;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.CHARGES;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nx.sale.application.Till;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.ReservationError;
import nx.sale.domain.settings.MoneyRules;
import nx.sale.domain.settings.Reason;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Reasons;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reservations on fakes: requested, changed, kept, called off, missed. */
class ReservationUseCasesTest {
    private static final Instant SEVEN = NOON.plus(Duration.ofHours(7));
    private static final Reservation.Guest MINH = new Reservation.Guest(
            "Minh", Optional.empty(), Optional.empty(), Optional.of("by the window"), Optional.empty());

    private final Till till = new Till();
    private final FloorUnit table = till.table("T1");
    private final RequestReservation request = new RequestReservation(
            till.settings,
            till.requests,
            till.stores.reservations,
            till.takeUnits,
            till.outbox,
            till.screens,
            till.ids);
    private final ChangeReservation change = new ChangeReservation(
            till.requests, till.stores.reservations, till.usages, till.takeUnits, till.outbox, till.screens);
    private final CancelReservation cancel = new CancelReservation(
            till.settings, till.requests, till.stores.reservations, till.usages, till.outbox, till.screens);
    private final DeleteReservation delete =
            new DeleteReservation(till.requests, till.stores.reservations, till.outbox);
    private boolean olderServes;
    private final CheckIn checkIn = new CheckIn(
            till.catalogue,
            till.settings,
            () -> olderServes,
            till.requests,
            till.shiftRule,
            till.stores.reservations,
            till.orders,
            till.usages,
            till.takeUnits,
            till.effects,
            till.screens,
            till.ids);
    private final ExpireReservations expire = new ExpireReservations(
            till.stores.reservations,
            till.settings,
            till.store,
            till.stores.reservations,
            till.usages,
            till.outbox,
            till.screens,
            till.clock);

    private Booked request(int guests) {
        return request.handle(
                new RequestReservation.Command(
                        Till.request(),
                        MERCHANT,
                        MINH,
                        guests,
                        SEVEN,
                        Optional.empty(),
                        Reservation.Source.PHONE,
                        List.of(table.id()),
                        false),
                Till.result());
    }

    private Booked change(ReservationId id, Optional<Long> expected, Optional<Instant> from, boolean confirm) {
        return change.handle(
                new ChangeReservation.Command(
                        Till.request(),
                        MERCHANT,
                        id,
                        expected,
                        UnaryOperator.identity(),
                        Optional.empty(),
                        from,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        confirm),
                Till.result());
    }

    private void money(MoneyRules rules) {
        Settings plain = Settings.DEFAULT;
        Settings changed = new Settings(
                plain.timezone(),
                plain.dayCutoffHour(),
                plain.shiftManagement(),
                plain.priceHold(),
                plain.kitchenAutoSend(),
                plain.spendPerPoint(),
                plain.cashTolerance(),
                plain.maxRecounts(),
                plain.defaultStationId(),
                plain.reservationGrace(),
                plain.noShow(),
                plain.turn(),
                rules,
                1);
        till.store.run(tx -> {
            till.settings.lock(tx, MERCHANT);
            till.settings.update(tx, MERCHANT, changed, ORIGIN, NOON);
            return changed;
        });
    }

    // SETTING-11
    @Test
    void aReservationIsCalledOffForAReasonOfTheList_orBecauseNobodyCame() {
        ReservationId id = request(2).reservation().id();
        money(new MoneyRules(
                Reasons.NONE.with(ReasonKind.CANCEL, List.of(new Reason("ILL", "Ill"))),
                new BigDecimal(100),
                List.of()));

        assertRejected(() -> cancel(id, "ill"), new SettingsError.ReasonUnknown(ReasonKind.CANCEL, List.of("ILL")));
        assertRejected(
                () -> cancel(id, Reservation.NO_SHOW),
                new ReservationError.NoShowTooEarly(id, SEVEN.plus(Settings.DEFAULT.noShow())));
        assertThat(cancel(id, "ILL").cancellationReason()).contains("ILL");
    }

    private Reservation cancel(ReservationId id, String reason) {
        return cancel.handle(
                new CancelReservation.Command(Till.request(), MERCHANT, id, Optional.empty(), reason), Till.result());
    }

    private void delete(ReservationId id) {
        delete.handle(new DeleteReservation.Command(Till.request(), MERCHANT, id, Optional.empty()), Till.result());
    }

    private CheckIn.Arrived checkIn(ReservationId id, SaleChannelId channel) {
        return checkIn.handle(
                new CheckIn.Command(Till.request(), MERCHANT, id, Optional.empty(), channel), Till.result());
    }

    private List<AllocationUsage.Status> usages(ReservationId id) {
        return till.usages.all().stream()
                .filter(usage -> usage.taker().equals(Taker.reservation(id)))
                .map(AllocationUsage::status)
                .toList();
    }

    @Test
    void aReservationTakesItsTableForATurn() {
        Booked booked = request(4);

        assertThat(till.stores.reservations.find(MERCHANT, booked.reservation().id()))
                .contains(booked.reservation());
        assertThat(booked.reservation().window().length()).isEqualTo(Duration.ofMinutes(90));
        assertThat(till.usages.all()).isEqualTo(booked.usages()).hasSize(1);
        assertThat(till.outbox.actions()).containsExactly("RESERVATION_REQUESTED");
        assertThat(till.screenActions()).containsExactlyInAnyOrder("USAGE_CREATED", "RESERVATION_CREATED");
    }

    @Test
    void aTableThatIsTooSmallIsRefused_andNothingIsStored() {
        assertRejected(() -> request(5), new ReservationError.TooSmall(5, 4));

        assertThat(till.stores.reservations.listMissed(MERCHANT, NOON.plus(Duration.ofDays(9)), Duration.ZERO, 9))
                .isEmpty();
        assertThat(till.usages.all()).isEmpty();
    }

    @Test
    void aReservationMovesWithItsTable_andIsConfirmed() {
        ReservationId id = request(4).reservation().id();

        Booked moved = change(id, Optional.of(1L), Optional.of(SEVEN.plusSeconds(1_800)), false);
        Booked confirmed = change(id, Optional.of(2L), Optional.empty(), true);

        assertThat(moved.usages())
                .singleElement()
                .satisfies(usage ->
                        assertThat(usage.window()).isEqualTo(moved.reservation().window()));
        assertThat(usages(id)).containsExactly(AllocationUsage.Status.CANCELLED, AllocationUsage.Status.ACTIVE);
        assertThat(confirmed.reservation().status()).isEqualTo(Reservation.Status.CONFIRMED);
        assertThat(till.outbox.actions())
                .containsExactly("RESERVATION_REQUESTED", "RESERVATION_CHANGED", "RESERVATION_CONFIRMED");
        assertRejected(
                () -> change(id, Optional.of(2L), Optional.empty(), false), new RequestError.RevisionMismatch(4));
    }

    @Test
    void aCancelledReservationGivesItsTableBack_andCanBeDeleted() {
        ReservationId id = request(4).reservation().id();
        assertRejected(
                () -> delete(id),
                new ReservationError.NotAllowed(id, Reservation.Status.PENDING, Reservation.Action.DELETE));

        Reservation cancelled = cancel(id, "ill");
        delete(id);

        assertThat(cancelled.cancellationReason()).contains("ill");
        assertThat(usages(id)).containsExactly(AllocationUsage.Status.CANCELLED);
        assertThat(till.outbox.actions())
                .containsExactly("RESERVATION_REQUESTED", "RESERVATION_CANCELLED", "RESERVATION_DELETED");
        assertThat(till.screenActions()).contains("USAGE_CANCELLED", "RESERVATION_CANCELLED");
        assertRejected(() -> delete(id), new ReservationError.NotFound(id));
    }

    // RESERVATION-5
    @Test
    void guestsAreWaitedForBeforeTheyDidNotShow() {
        ReservationId id = request(4).reservation().id();

        assertRejected(
                () -> cancel(id, Reservation.NO_SHOW),
                new ReservationError.NoShowTooEarly(id, SEVEN.plus(Duration.ofMinutes(30))));
        till.pass(Duration.ofMinutes(7 * 60 + 30));
        assertThat(cancel(id, Reservation.NO_SHOW).status()).isEqualTo(Reservation.Status.CANCELLED);
        assertThat(usages(id)).containsExactly(AllocationUsage.Status.CANCELLED);
        assertRejected(
                () -> change(id, Optional.empty(), Optional.empty(), true),
                new ReservationError.NotAllowed(id, Reservation.Status.CANCELLED, Reservation.Action.CHANGE));
    }

    @Test
    void guestsWhoArriveHaveAnOrderAndTheirTable() {
        ReservationId id = request(4).reservation().id();
        till.pass(Duration.ofHours(7));

        CheckIn.Arrived arrived = checkIn(id, Till.ROOM);

        assertThat(till.found(arrived.order().id()).header()).isEqualTo(arrived.order());
        assertThat(arrived.order().status()).isEqualTo(OrderStatus.DRAFT);
        assertThat(arrived.order().details().note()).contains("by the window");
        assertThat(arrived.booked().reservation().stamps().of(Reservation.Status.CONFIRMED))
                .isPresent();
        assertThat(arrived.booked().reservation().order())
                .contains(arrived.order().id());
        assertThat(till.usages.all())
                .singleElement()
                .satisfies(usage -> assertThat(usage.taker())
                        .isEqualTo(Taker.order(arrived.order().id())));
        assertThat(till.events()).containsExactly("Opened");
        assertThat(till.outbox.actions()).endsWith("ORDER_OPENED", "CHECKED_IN");
        assertThat(till.screenActions()).contains("USAGE_MOVED", "RESERVATION_CHECKED_IN");
        assertRejected(
                () -> checkIn(id, new SaleChannelId(404)), new CatalogueError.ChannelUnknown(new SaleChannelId(404)));
    }

    // CHARGE-2
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void guestsWhoArriveHaveTheMerchantsCharges_unlessAnOlderBuildServes(boolean older) {
        money(new MoneyRules(Reasons.NONE, new BigDecimal(100), CHARGES));
        olderServes = older;
        ReservationId id = request(4).reservation().id();
        change(id, Optional.empty(), Optional.empty(), true);
        till.pass(Duration.ofHours(7));

        assertThat(checkIn(id, Till.ROOM).order().charges().all()).hasSize(older ? 0 : CHARGES.size());
    }

    // RESERVATION-7
    @Test
    void aPartyStillAtTheTableKeepsTheGuestsWaiting() {
        OrderId sitting = till.draft();
        till.pass(Duration.ofHours(6));
        till.seat(sitting, till.table("T2"));
        Booked booked = request.handle(
                new RequestReservation.Command(
                        Till.request(),
                        MERCHANT,
                        MINH,
                        4,
                        NOON.plus(Duration.ofHours(8)),
                        Optional.empty(),
                        Reservation.Source.PHONE,
                        List.of(till.usages.all().getFirst().unit().id()),
                        false),
                Till.result());
        ReservationId id = booked.reservation().id();
        change(id, Optional.empty(), Optional.empty(), true);
        long orders = till.orders.count(MERCHANT, Optional.empty());

        assertThatThrownBy(() -> checkIn(id, Till.ROOM))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        e -> assertThat(e.error())
                                .isInstanceOfSatisfying(
                                        AllocationError.UnitTaken.class,
                                        taken -> assertThat(taken.usageId()).isEqualTo(sitting.toString())));

        assertThat(till.stores.reservations.find(MERCHANT, id).orElseThrow().status())
                .isEqualTo(Reservation.Status.CONFIRMED);
        assertThat(till.orders.count(MERCHANT, Optional.empty())).isEqualTo(orders);
    }

    // RESERVATION-8
    @Test
    void guestsWhoComeMuchTooEarlyHaveTheTableForATurnMore() {
        ReservationId id = request(4).reservation().id();
        change(id, Optional.empty(), Optional.empty(), true);

        AllocationUsage usage = checkIn(id, Till.ROOM).booked().usages().getFirst();

        assertThat(usage.window()).isEqualTo(new Window(NOON, NOON.plus(Duration.ofMinutes(180))));
    }

    // RESERVATION-9
    @Test
    void aTimeThatIsOverOrWithoutEndIsRefused() {
        assertRejected(
                () -> request(NOON.minusSeconds(7_200), Optional.of(NOON.minusSeconds(3_600))),
                new AllocationError.WindowOver(NOON.minusSeconds(3_600)));
        Instant never = SEVEN.plus(Duration.ofDays(32));
        assertRejected(() -> request(SEVEN, Optional.of(never)), new AllocationError.WindowTooLong(SEVEN, never, 31));
        assertThat(till.outbox.actions()).isEmpty();
    }

    private Booked request(Instant from, Optional<Instant> to) {
        return request.handle(
                new RequestReservation.Command(
                        Till.request(), MERCHANT, MINH, 2, from, to, Reservation.Source.PHONE, List.of(), false),
                Till.result());
    }

    // RESERVATION-6
    @Test
    void aMissedReservationExpires_afterTheGrace() {
        ReservationId id = request(4).reservation().id();
        till.pass(Duration.ofMinutes(7 * 60 + 90 + 15));
        assertThat(expire.handle(new ExpireReservations.Command(10, 10, ORIGIN)))
                .isZero();

        till.pass(Duration.ofSeconds(1));

        assertThat(expire.handle(new ExpireReservations.Command(10, 10, ORIGIN)))
                .isEqualTo(1);
        assertThat(till.stores.reservations.find(MERCHANT, id))
                .hasValueSatisfying(expired -> assertThat(expired.status()).isEqualTo(Reservation.Status.EXPIRED));
        assertThat(usages(id)).containsExactly(AllocationUsage.Status.EXPIRED);
        assertThat(till.outbox.actions()).containsExactly("RESERVATION_REQUESTED", "RESERVATION_EXPIRED");
        assertThat(expire.handle(new ExpireReservations.Command(10, 10, ORIGIN)))
                .isZero();
    }
}
