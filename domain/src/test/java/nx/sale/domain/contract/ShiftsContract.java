package nx.sale.domain.contract;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.fixture.TestShifts;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.settlement.TipChange;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.Takings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.Enrolment;
import nx.sale.domain.shift.OpenOrders;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftError;
import nx.sale.domain.shift.ShiftFigures;
import nx.sale.domain.shift.ShiftViews;
import nx.sale.domain.shift.Shifts;
import nx.sale.domain.shift.Till;
import nx.sale.domain.shift.TillBooking;
import nx.sale.domain.shift.ZReport;
import nx.sale.domain.shift.ZReportId;
import org.junit.jupiter.api.Test;

/** What every store of shifts must do. */
public abstract class ShiftsContract extends Contract {
    private static final Actor COOK = Actor.user("7", "Hoa");
    private static final Instant AT = Instant.parse("2026-03-01T05:00:00Z");

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Orders orders, OrderViews views, Shifts shifts, ShiftViews shiftViews) {}

    private final Orders orders;
    private final Shifts shifts;
    private final ShiftViews shiftViews;
    private final StoredOrders stored;

    protected ShiftsContract(Stores stores) {
        super(stores.work());
        orders = stores.orders();
        shifts = stores.shifts();
        shiftViews = stores.shiftViews();
        stored = new StoredOrders(work, merchant, stores.orders(), stores.views());
    }

    private PosSession.Open opened(DeviceId till) {
        return work.run(tx -> {
            SessionId id = new SessionId(IDS.next());
            Till opening = shifts.lockTill(tx, merchant, till).opening(id);
            PosSession.Open session = PosSession.opened(
                    id,
                    new PosSession.Place(merchant, till, new SaleChannelId(70)),
                    new BigDecimal("500000"),
                    CurrencyCode.VND,
                    Optional.of("early"),
                    COOK,
                    AT);
            shifts.add(tx, session, opening);
            shifts.addEnrolment(tx, session, "7", ORIGIN, AT);
            return session;
        });
    }

    private ZReport closed(PosSession.Open session, String counted) {
        return work.run(tx -> {
            PosSession.Open locked = shifts.lock(tx, merchant, session.id()).requireOpen();
            Shifts.Books books = shifts.lockBooks(tx, locked);
            PosSession.Closed closed =
                    TestShifts.closed(locked, TestShifts.counted(counted, "so it is"), books.figures());
            ZReport z = ZReport.sealed(new ZReportId(IDS.next()), closed, books);
            shifts.update(tx, closed, z, books.till().closedBy(z));
            return z;
        });
    }

    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    private void book(DeviceId till, OrderId order, String cash, Optional<TillBooking.Sale> sale) {
        work.run(tx -> {
            shifts.addBooking(
                    tx,
                    new TillBooking(
                            merchant,
                            till,
                            order,
                            Optional.empty(),
                            cash.equals("0")
                                    ? List.of()
                                    : List.of(new Takings.Change(Optional.of(Tender.CASH), 1, vnd(cash))),
                            PaymentEvent.Beside.nothing(CurrencyCode.VND),
                            sale,
                            AT));
            return cash;
        });
    }

    /** Cash of 47,000 for 47,200 in a shift, with a tip of 3,000 by card of another. */
    private void bookRoundingAndTip(DeviceId till, OrderId order) {
        work.run(tx -> {
            shifts.addBooking(
                    tx,
                    new TillBooking(
                            merchant,
                            till,
                            order,
                            Optional.empty(),
                            List.of(new Takings.Change(Optional.of(Tender.CASH), 1, vnd("47000"))),
                            new PaymentEvent.Beside(
                                    vnd("0"),
                                    vnd("0"),
                                    vnd("-200"),
                                    List.of(new TipChange(Optional.of(Tender.CARD), "user:hoa", vnd("3000")))),
                            Optional.empty(),
                            AT));
            return order;
        });
    }

    private static Optional<TillBooking.Sale> sale(TillBooking.Outcome outcome, String total) {
        return Optional.of(new TillBooking.Sale(outcome, Totals.of(vnd(total), vnd("0"), vnd("0"))));
    }

    private ShiftFigures figures(PosSession session) {
        return shiftViews.findReading(merchant, session.id(), AT).orElseThrow().figures();
    }

    private static String cash(ShiftFigures figures) {
        return figures.tenders().stream()
                .map(sum -> sum.tender().map(Enum::name).orElse("?") + " " + sum.payments() + " "
                        + sum.amount().stripTrailingZeros().toPlainString() + " carried "
                        + sum.carried().stripTrailingZeros().toPlainString())
                .toList()
                .toString();
    }

    @Test
    void aShiftIsStoredToTheLastField() {
        DeviceId till = new DeviceId("T" + IDS.next());
        PosSession.Open session = opened(till);
        assertThat(shiftViews.find(merchant, session.id())).contains(session);
        assertThat(shiftViews.findOpen(merchant, till)).contains(session);
        assertThat(shiftViews.find(new MerchantId(1), session.id())).isEmpty();

        ZReport z = closed(session, "500000");
        assertThat(shiftViews.find(merchant, session.id()))
                .containsInstanceOf(PosSession.Closed.class)
                .hasValueSatisfying(closed -> assertThat(closed.findClosing()
                                .orElseThrow()
                                .counted()
                                .orElseThrow()
                                .amount())
                        .isEqualByComparingTo("500000"));
        assertThat(shiftViews.findZ(merchant, session.id())).contains(z);
        assertThat(z.hash()).isEqualTo(z.computedHash());
        assertThat(shiftViews.findOpen(merchant, till)).isEmpty();
        assertThat(shiftViews.listEnrolments(merchant, session.id()))
                .containsExactly(new Enrolment("7", AT, ORIGIN.actor().label(), Optional.of(z.at())));
    }

    // SHIFT-1, SHIFT-13
    @Test
    void aTillHasOneOpenShift_andItsChainGoesOn() {
        DeviceId till = new DeviceId("T" + IDS.next());
        PosSession.Open first = opened(till);
        assertRejected(() -> opened(till), new ShiftError.AlreadyOpen(till, first.id()));
        ZReport one = closed(first, "500000");
        ZReport two = closed(opened(till), "500000");

        assertThat(one.number()).isEqualTo(1);
        assertThat(two.number()).isEqualTo(2);
        assertThat(two.previousHash()).isEqualTo(one.hash());
        assertThat(this.<Optional<SessionId>>inTx(tx -> shifts.lockOpen(tx, merchant, till)))
                .isEmpty();
    }

    // SHIFT-11
    @Test
    void bookingsBelongToTheOpenShift_andThoseBetweenShiftsToTheNext_marked() {
        DeviceId till = new DeviceId("T" + IDS.next());
        book(till, stored.pho("1"), "1", sale(TillBooking.Outcome.COMPLETED, "1"));
        PosSession.Open first = opened(till);
        book(till, stored.pho("1"), "65000", sale(TillBooking.Outcome.COMPLETED, "65000"));
        book(till, stored.pho("1"), "30000", Optional.empty());
        book(till, stored.pho("1"), "0", sale(TillBooking.Outcome.CANCELLED, "9000"));
        assertThat(cash(figures(first))).isEqualTo("[CASH 2 95000 carried 0]");
        closed(first, "595000");
        book(till, stored.pho("1"), "20000", sale(TillBooking.Outcome.COMPLETED, "20000"));
        assertThat(cash(figures(first))).as("closed").isEqualTo("[CASH 2 95000 carried 0]");

        PosSession.Open second = opened(till);
        book(till, stored.pho("1"), "5000", sale(TillBooking.Outcome.COMPLETED, "5000"));
        assertThat(cash(figures(second))).isEqualTo("[CASH 2 25000 carried 20000]");
        assertThat(figures(second).sales()).singleElement().satisfies(sum -> {
            assertThat(sum.orders()).isEqualTo(2);
            assertThat(sum.carriedOrders()).isEqualTo(1);
            assertThat(sum.total()).isEqualByComparingTo("25000");
        });
        assertThat(figures(first).sales()).singleElement().satisfies(sum -> {
            assertThat(sum.orders()).isEqualTo(1);
            assertThat(sum.cancelledOrders()).isEqualTo(1);
            assertThat(sum.cancelledTotal()).isEqualByComparingTo("9000");
        });
    }

    // SHIFT-24
    @Test
    void roundingAndTipsAreOfTheShift_alsoThoseBetweenShifts() {
        DeviceId till = new DeviceId("T" + IDS.next());
        PosSession.Open first = opened(till);
        bookRoundingAndTip(till, stored.pho("1"));
        bookRoundingAndTip(till, stored.pho("1"));
        requireRoundingAndTip(figures(first), "-400", "6000");
        closed(first, "594000");
        bookRoundingAndTip(till, stored.pho("1"));
        requireRoundingAndTip(figures(first), "-400", "6000");

        requireRoundingAndTip(figures(opened(till)), "-200", "3000");
    }

    private static void requireRoundingAndTip(ShiftFigures figures, String rounding, String tip) {
        assertThat(figures.sales())
                .singleElement()
                .satisfies(sum -> assertThat(sum.cashRounding()).isEqualByComparingTo(rounding));
        assertThat(figures.tips()).singleElement().satisfies(sum -> {
            assertThat(sum.tender()).contains(Tender.CARD);
            assertThat(sum.user()).isEqualTo("user:hoa");
            assertThat(sum.amount()).isEqualByComparingTo(tip);
        });
    }

    // SHIFT-24
    @Test
    void aPaymentIsBookedInAClosedShift_onceItIsClosed() {
        DeviceId till = new DeviceId("T" + IDS.next());
        PosSession.Open first = opened(till);
        OrderId order = stored.pho("1");
        bookRoundingAndTip(till, order);
        assertThat(this.<Optional<SessionId>>inTx(tx -> shifts.readClosed(tx, merchant, till, order, AT)))
                .isEmpty();

        closed(first, "547000");

        assertThat(this.<Optional<SessionId>>inTx(tx -> shifts.readClosed(tx, merchant, till, order, AT)))
                .contains(first.id());
        assertThat(this.<Optional<SessionId>>inTx(
                        tx -> shifts.readClosed(tx, merchant, till, order, AT.plusSeconds(1))))
                .isEmpty();
    }

    @Test
    void theOpenOrdersOfATillAreSummed() {
        PosSession.Open session = opened(TestShifts.TILL);
        stored.pho("1");
        stored.pho("2");
        stored.checkedOut();

        OpenOrders open =
                shiftViews.findReading(merchant, session.id(), AT).orElseThrow().open();

        assertThat(open.sums())
                .extracting(
                        OpenOrders.Sum::status,
                        OpenOrders.Sum::orders,
                        sum -> sum.total().intValueExact())
                .containsExactly(tuple(OrderStatus.DRAFT, 2L, 195_000), tuple(OrderStatus.PROCESSING, 1L, 154_000));
        assertThat(this.<OpenOrders>inTx(tx -> shifts.lockBooks(tx, session).open()))
                .isEqualTo(open);
    }

    @Test
    void cashMovementsAreKept_andKnownWhenReversed() {
        PosSession.Open session = opened(new DeviceId("T" + IDS.next()));
        PosSession.Moved in = session.move(
                new MovementId(IDS.next()), CashMovement.Kind.PAY_IN, new BigDecimal("100"), "change", COOK, AT);
        PosSession.Moved back =
                in.session().reverse(in.movement(), false, new MovementId(IDS.next()), "was 1,000", COOK, AT);
        work.run(tx -> {
            shifts.lock(tx, merchant, session.id());
            shifts.update(tx, in.session());
            shifts.addMovement(tx, merchant, in.movement());
            assertThat(shifts.readMovement(tx, session, in.movement().id()).reversed())
                    .isFalse();
            shifts.update(tx, back.session());
            shifts.addMovement(tx, merchant, back.movement());
            Shifts.RecordedMovement known =
                    shifts.readMovement(tx, session, in.movement().id());
            assertThat(known).isEqualTo(new Shifts.RecordedMovement(in.movement(), true));
            return known;
        });

        PosSession.Moved tips =
                back.session().payTips(new MovementId(IDS.next()), new BigDecimal("5"), "hoa", "tips", COOK, AT);
        work.run(tx -> {
            shifts.lock(tx, merchant, session.id());
            shifts.update(tx, tips.session());
            shifts.addMovement(tx, merchant, tips.movement());
            return tips;
        });
        assertThat(tips.movement().cause().user()).contains("hoa");

        assertThat(shiftViews.listMovements(merchant, session.id()))
                .containsExactly(in.movement(), back.movement(), tips.movement());
        assertThat(shiftViews.find(merchant, session.id())).contains(tips.session());
        MovementId unknown = new MovementId(1);
        assertRejected(
                () -> work.run(tx -> shifts.readMovement(tx, session, unknown)),
                new ShiftError.MovementNotFound(unknown));
    }

    @Test
    void staffIsEnrolledAndLeaves() {
        PosSession.Open session = opened(new DeviceId("T" + IDS.next()));
        work.run(tx -> {
            shifts.addEnrolment(tx, session, "8", ORIGIN, AT.plusSeconds(1));
            shifts.addEnrolment(tx, session, "8", ORIGIN, AT.plusSeconds(2));
            shifts.removeEnrolment(tx, session, "8", AT.plusSeconds(3));
            shifts.addEnrolment(tx, session, "8", ORIGIN, AT.plusSeconds(4));
            return session;
        });

        assertThat(shiftViews.listEnrolments(merchant, session.id()))
                .extracting(Enrolment::userId, Enrolment::leftAt)
                .containsExactly(
                        tuple("7", Optional.empty()),
                        tuple("8", Optional.of(AT.plusSeconds(3))),
                        tuple("8", Optional.empty()));
        assertRejected(
                () -> work.run(tx -> {
                    shifts.removeEnrolment(tx, session, "9", AT);
                    return session;
                }),
                new ShiftError.NotEnrolled("9"));
    }
}
