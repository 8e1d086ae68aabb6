package nx.sale.application.shift;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import nx.sale.application.Till;
import nx.sale.application.requests.Authority;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.fixture.TestShifts;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.Enrolment;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftError;
import org.junit.jupiter.api.Test;

/** Cash sessions on fakes: opened, staffed, moved cash in, closed. */
class ShiftUseCasesTest {
    private final Till till = new Till();
    private final OpenSession open =
            new OpenSession(till.catalogue, till.requests, till.shifts, till.outbox, till.screens, till.ids);
    private final MoveCash move =
            new MoveCash(till.requests, till.shifts, () -> false, till.outbox, till.screens, till.ids);
    private final StaffTill staff = new StaffTill(till.requests, till.shifts, till.outbox, till.screens);
    private final CloseSession close = new CloseSession(
            till.settings, till.requests, till.shifts, till.permits, till.effects, till.outbox, till.ids, till.clock);

    private PosSession open(SaleChannelId channel) {
        return open.handle(
                new OpenSession.Command(
                        Till.request(), MERCHANT, TestShifts.TILL, channel, new BigDecimal("500000"), Optional.empty()),
                Till.result());
    }

    private PosSession.Moved cash(SessionId session, MoveCash.CashRequest request) {
        return move.handle(
                new MoveCash.Command(Till.request(), MERCHANT, session, Optional.empty(), request, "change"),
                Till.result());
    }

    private void staff(SessionId session, String user, StaffTill.Move how) {
        staff.handle(
                new StaffTill.Command(Till.request(), MERCHANT, session, Optional.empty(), user, how), Till.result());
    }

    private CloseSession.Result close(SessionId session, PosSession.CloseRequest request, Authority authority) {
        return close.handle(
                new CloseSession.Command(Till.request(), MERCHANT, session, Optional.empty(), request, authority),
                Till.result());
    }

    // SHIFT-1
    @Test
    void aTillHasOneOpenSession() {
        PosSession session = open(Till.ROOM);

        assertThat(till.shifts.findOpen(MERCHANT, TestShifts.TILL))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(session));
        assertThat(till.shifts.listEnrolments(MERCHANT, session.id()))
                .extracting(Enrolment::userId)
                .containsExactly("42");
        assertThat(till.outbox.actions()).containsExactly("SHIFT_OPENED");
        assertThat(till.screenActions()).containsExactly("SESSION_OPENED");
        assertRejected(() -> open(Till.ROOM), new ShiftError.AlreadyOpen(TestShifts.TILL, session.id()));
        assertRejected(() -> open(new SaleChannelId(404)), new CatalogueError.ChannelUnknown(new SaleChannelId(404)));
    }

    @Test
    void cashIsMovedOnce_andTakenBackOnce() {
        SessionId session = till.shift().id();

        PosSession.Moved in =
                cash(session, new MoveCash.CashRequest.Move(CashMovement.Kind.PAY_IN, new BigDecimal("100000")));
        MovementId movement = in.movement().id();
        cash(session, new MoveCash.CashRequest.Reverse(movement));

        assertThat(till.shifts.listMovements(MERCHANT, session)).hasSize(2);
        assertThat(till.outbox.actions()).containsExactly("CASH_MOVED", "CASH_MOVEMENT_REVERSED");
        assertThat(till.screenActions()).containsExactly("CASH_MOVED", "CASH_MOVED");
        assertRejected(
                () -> cash(session, new MoveCash.CashRequest.Reverse(movement)),
                new ShiftError.MovementFinal(movement));
        assertRejected(
                () -> cash(new SessionId(404), new MoveCash.CashRequest.Move(CashMovement.Kind.PAY_IN, BigDecimal.ONE)),
                new ShiftError.NotFound(new SessionId(404)));
    }

    @Test
    void staffJoinsAndLeaves() {
        SessionId session = till.shift().id();

        staff(session, "8", StaffTill.Move.ENROL);
        staff(session, "8", StaffTill.Move.LEAVE);

        assertThat(till.shifts.listEnrolments(MERCHANT, session))
                .containsExactly(new Enrolment("8", NOON, WAITER.label(), Optional.of(NOON)));
        assertThat(till.outbox.actions()).containsExactly("STAFF_ENROLLED", "STAFF_LEFT");
        assertThat(till.screenActions()).containsExactly("STAFF_ENROLLED", "STAFF_LEFT");
        assertRejected(() -> staff(session, "8", StaffTill.Move.LEAVE), new ShiftError.NotEnrolled("8"));
    }

    @Test
    void aDrawerThatAgreesIsClosed_withItsZ() {
        SessionId session = till.shift().id();

        CloseSession.Result result = close(session, TestShifts.counted("500000"), Till.NOBODY);

        assertThat(result).isInstanceOfSatisfying(CloseSession.Result.Closed.class, closed -> {
            assertThat(closed.z().number()).isEqualTo(1);
            assertThat(till.shifts.findZ(MERCHANT, session)).contains(closed.z());
        });
        assertThat(till.shifts.findOpen(MERCHANT, TestShifts.TILL)).isEmpty();
        assertThat(till.events()).containsExactly("Closed");
        assertThat(till.outbox.actions()).containsExactly("SHIFT_CLOSED");
        assertRejected(() -> close(session, TestShifts.counted("500000"), Till.NOBODY), new ShiftError.Closed(session));
    }

    @Test
    void aDrawerThatDiffersIsCountedAgain_andThenClosedWithPermissionOnly() {
        SessionId session = till.shift().id();
        PosSession.CloseRequest short1000 = TestShifts.counted("499000", "coins");

        assertThat(close(session, short1000, Till.NOBODY)).isInstanceOf(CloseSession.Result.Recount.class);
        assertThat(close(session, short1000, Till.NOBODY)).isInstanceOf(CloseSession.Result.Recount.class);
        assertRejected(
                () -> close(session, short1000, Till.NOBODY),
                new AccessError.Denied(Permissions.SHIFT_CLOSE_WITH_DIFFERENCE));
        assertThat(close(
                        session,
                        short1000,
                        till.approved(Permissions.SHIFT_CLOSE_WITH_DIFFERENCE, Approval.About.session(session))))
                .isInstanceOf(CloseSession.Result.Closed.class);

        assertThat(till.outbox.actions()).containsExactly("SHIFT_RECOUNT", "SHIFT_RECOUNT", "APPROVED", "SHIFT_CLOSED");
    }
}
