package nx.sale.application.payment;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.application.Till;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.application.settings.GivenReasons;
import nx.sale.application.shift.MoveCash;
import nx.sale.application.shift.NoteNoSale;
import nx.sale.application.shift.OpenSession;
import nx.sale.domain.fixture.ForgetfulRequestLog;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.fixture.TestShifts;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.report.SalesEntry;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.PosSession;
import org.junit.jupiter.api.Test;

/** Tips, cash by till and no-sales on fakes. */
class SettlementUseCasesTest {
    private static final DomainError OLDER = new OperationsError.OlderBuildLive();

    private final Till till = new Till();

    private void settings(Settings wanted) {
        till.store.run(tx -> {
            till.settings.lock(tx, MERCHANT);
            till.settings.update(tx, MERCHANT, wanted.withRevision(1), ORIGIN, TestOrders.NOON);
            return tx;
        });
    }

    private EnterTip enter(LiveBuilds builds) {
        return new EnterTip(
                till.settings,
                till.requests,
                till.orders,
                till.bills,
                till.payments,
                till.shifts,
                builds,
                till.effects,
                till.outbox,
                till.screens,
                till.ids);
    }

    private OrderSnapshot tip(LiveBuilds builds, OrderId order, String attempt, String amount) {
        return enter(builds)
                .handle(
                        new EnterTip.Command(
                                Till.request(),
                                MERCHANT,
                                order,
                                Optional.empty(),
                                attempt,
                                new BigDecimal(amount),
                                Optional.of("hoa")),
                        Till.result());
    }

    private TakeCash take(LiveBuilds builds) {
        return new TakeCash(
                till.webhooks(till.clock), till.orders, till.settings, till.requests, builds, till.ids, till.clock);
    }

    private TakeCash.Command cash(Request request, OrderId order, String amount, Optional<String> tip) {
        return new TakeCash.Command(
                request, MERCHANT, order, Optional.<CheckId>empty(), new BigDecimal(amount), tip.map(BigDecimal::new));
    }

    private OrderHeader take(OrderId order, String amount, Optional<String> tip) {
        return take(() -> false).handle(cash(Till.request(), order, amount, tip), Till.result());
    }

    private SessionId shift() {
        PosSession opened = new OpenSession(
                        till.catalogue, till.requests, till.shifts, till.outbox, till.screens, till.ids)
                .handle(
                        new OpenSession.Command(
                                Till.request(),
                                MERCHANT,
                                TestShifts.TILL,
                                Till.ROOM,
                                new BigDecimal("500000"),
                                Optional.empty()),
                        Till.result());
        return opened.id();
    }

    // TILL-1
    // TILL-2
    @Test
    void aTillTakesCashItself_onceForEachKey() {
        OrderId order = till.checkedOut();
        assertRejected(() -> take(order, "143000", Optional.empty()), new PaymentError.CashByTillOff());
        settings(TestOrders.rounding(CurrencyCode.VND, "500"));

        take(() -> false)
                .handle(
                        cash(till.request("k"), order, "143000", Optional.empty()),
                        Till.reply(taken -> assertThat(taken.status()).isEqualTo(OrderStatus.COMPLETED)));
        Till.Answer again = take(() -> false)
                .handle(cash(till.request("k"), order, "143000", Optional.empty()), Till.reply(taken -> {}));

        assertThat(again.replayed()).isTrue();
        assertThat(till.found(order).header().progress().received().canonical()).isEqualTo("143000");
        assertThat(till.payments.attempts(order))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.uid()).startsWith("cash-by-till-"));
        assertRejected(
                () -> take(order, "1000", Optional.empty()),
                new OrderError.NotAllowed(order, OrderStatus.COMPLETED, OrderStatus.Action.PAY));
        OrderId other = till.checkedOut();
        assertRejected(
                () -> take(other, "0.5", Optional.empty()),
                new PaymentError.CashNotPayable(Money.of("0.5", CurrencyCode.VND)));
    }

    // TILL-2
    @Test
    void cashIsTakenOnceForItsKey_alsoWhenTheRequestIsForgotten() {
        settings(TestOrders.rounding(CurrencyCode.VND, "500"));
        OrderId order = till.checkedOut();
        OrderId other = till.checkedOut();
        TakeCash forgetting = new TakeCash(
                till.webhooks(till.clock),
                till.orders,
                till.settings,
                new Requests(till.store, new ForgetfulRequestLog(), till.clock),
                () -> false,
                till.ids,
                till.clock);

        for (int time = 0; time < 2; time++) {
            forgetting.handle(
                    cash(till.request("k"), order, "43000", Optional.empty()),
                    Till.reply(taken ->
                            assertThat(taken.progress().received().canonical()).isEqualTo("43000")));
        }

        assertThat(till.payments.attempts(order)).hasSize(1);
        assertThat(till.found(order).header().status()).isEqualTo(OrderStatus.PARTIAL);
        for (TakeCash.Command reused : List.of(
                cash(till.request("k"), order, "100000", Optional.empty()),
                cash(till.request("k"), other, "43000", Optional.empty()))) {
            assertRejected(() -> forgetting.handle(reused, Till.reply(taken -> {})), new RequestError.KeyReused("k"));
        }
        assertThat(till.found(other).header().progress().received().canonical()).isEqualTo("0");
    }

    // TIP-5
    @Test
    void tipInPartsOfACoinIsRefused() {
        settings(TestOrders.rounding(CurrencyCode.VND, "500"));
        OrderId order = till.checkedOut();
        PaymentError half = new PaymentError.TipNotPayable(Money.of("0.5", CurrencyCode.VND));

        assertRejected(() -> take(order, "150000", Optional.of("0.5")), half);
        take(order, "150000", Optional.empty());
        assertRejected(
                () -> tip(
                        () -> false,
                        order,
                        till.payments.attempts(order).getFirst().uid(),
                        "0.5"),
                half);
    }

    // ROUND-6
    // TIP-6
    @Test
    void whatStaffEnterIsATip_inReportsAndHistory() {
        settings(TestOrders.rounding(CurrencyCode.VND, "500"));
        OrderId order = till.checkedOut();
        take(order, "150000", Optional.of("2000"));
        String attempt = till.payments.attempts(order).getFirst().uid();
        assertThat(till.stores.folding.entries())
                .extracting(
                        SalesEntry::kind,
                        entry -> entry.amount().canonical(),
                        entry -> entry.staff().orElse(""))
                .containsExactly(org.assertj.core.groups.Tuple.tuple(SalesEntry.Kind.TIP, "2000", "user:42"));

        OrderSnapshot after = tip(() -> false, order, attempt, "5000");

        assertThat(after.header().progress().tally().tip().canonical()).isEqualTo("5000");
        assertThat(till.payments.reviews(order)).singleElement().satisfies(review -> {
            assertThat(review.kind()).isEqualTo(PaymentReview.Kind.OVERPAID);
            assertThat(review.amount().canonical()).isEqualTo("2000");
        });
        assertThat(till.stores.folding.entries())
                .extracting(
                        entry -> entry.amount().canonical(),
                        entry -> entry.staff().orElse(""))
                .contains(
                        org.assertj.core.groups.Tuple.tuple("5000", "user:hoa"),
                        org.assertj.core.groups.Tuple.tuple("-2000", "user:42"));
        assertThat(till.outbox.actions()).contains("TIP_ENTERED");
        assertThat(till.screenActions()).contains("ORDER_TIP_CHANGED");
        assertRejected(() -> tip(() -> false, order, "nobody", "1"), new PaymentError.AttemptNotFound(order, "nobody"));
    }

    // SHIFT-25
    @Test
    void aDrawerOpenedWithoutASaleIsCounted() {
        SessionId session = shift();

        PosSession after = noSale(() -> false, session);

        assertThat(after.noSales()).isEqualTo(1);
        assertThat(till.outbox.actions()).contains("NO_SALE");
        assertThat(till.screenActions()).contains("NO_SALE");
    }

    private PosSession noSale(LiveBuilds builds, SessionId session) {
        return new NoteNoSale(
                        new GivenReasons(till.settings), till.requests, till.shifts, builds, till.outbox, till.screens)
                .handle(
                        new NoteNoSale.Command(
                                Till.request(), MERCHANT, session, Optional.empty(), Optional.of("change")),
                        Till.result());
    }

    // ROUND-7
    @Test
    void nothingOfItGoesOnWhileAnOlderBuildServes() {
        OrderId order = till.checkedOut();
        SessionId session = shift();
        LiveBuilds older = () -> true;

        assertRejected(() -> tip(older, order, "a", "1"), OLDER);
        assertRejected(
                () -> take(older).handle(cash(Till.request(), order, "1", Optional.empty()), Till.result()), OLDER);
        assertRejected(() -> noSale(older, session), OLDER);
        assertRejected(
                () -> new MoveCash(till.requests, till.shifts, older, till.outbox, till.screens, till.ids)
                        .handle(
                                new MoveCash.Command(
                                        Till.request(),
                                        MERCHANT,
                                        session,
                                        Optional.empty(),
                                        new MoveCash.CashRequest.Move(
                                                CashMovement.Kind.TIP_OUT, new BigDecimal("1000")),
                                        "tips"),
                                Till.result()),
                OLDER);
        assertThat(List.of(till.found(order).header().progress().paid().canonical()))
                .containsExactly("0");
    }
}
