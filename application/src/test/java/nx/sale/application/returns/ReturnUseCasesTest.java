package nx.sale.application.returns;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.application.Till;
import nx.sale.application.audit.OrderHistory;
import nx.sale.application.effects.OrderEffects;
import nx.sale.application.kitchen.KitchenReactions;
import nx.sale.application.live.ScreenReactions;
import nx.sale.application.loyalty.PointReactions;
import nx.sale.application.payment.ApplyPayment;
import nx.sale.application.payment.ResolveReview;
import nx.sale.application.report.ReportReactions;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Request;
import nx.sale.application.shift.TillReactions;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.loyalty.PointTransaction;
import nx.sale.domain.loyalty.Points;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.payment.refund.RefundNotice;
import nx.sale.domain.returns.ReturnError;
import nx.sale.domain.returns.Returning;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftError;
import nx.sale.domain.shift.ShiftReading;
import nx.sale.domain.shift.Shifts;
import org.junit.jupiter.api.Test;

/** Returns and refunds on fakes. The order is two pho, 143,000 with tax. */
class ReturnUseCasesTest {
    private final Till till = new Till();
    private boolean older;
    private final ReturnItems give = give(till.effects);
    private final ChangeRefund change = new ChangeRefund(
            till.stores.returns,
            till.settings,
            () -> older,
            till.requests,
            till.orders,
            till.bills,
            till.payments,
            till.permits,
            till.effects,
            till.ids);
    private final ApplyPayment apply = new ApplyPayment(till.webhooks(till.clock), till.store);
    private final ResolveReview resolve = new ResolveReview(
            till.stores.paymentViews,
            till.settings,
            till.requests,
            till.orders,
            till.bills,
            till.payments,
            till.shifts,
            () -> older,
            till.effects,
            till.outbox,
            till.screens,
            till.ids);
    private final OrderId order = till.checkedOut();

    private ReturnItems give(Effects effects) {
        return new ReturnItems(
                till.settings,
                () -> older,
                till.requests,
                till.store,
                till.orders,
                till.bills,
                till.payments,
                till.stores.returns,
                till.permits,
                effects,
                till.ids,
                till.clock);
    }

    private static PaymentInbox.Webhook webhook(PaymentEventType type, String uid) {
        return new PaymentInbox.Webhook(
                type.wireName(), Optional.empty(), Optional.of(uid), "{}", Map.of(), true, NOON);
    }

    private void pay(String uid, Tender tender, String amount) {
        PaymentNotice notice =
                PaymentNotice.received(uid, PaymentNotice.Target.of(order), Till.vnd(amount), "SYSTEM", tender);
        apply.handle(new ApplyPayment.Command(webhook(notice.type(), uid), notice, ORIGIN));
    }

    private WebhookOutcome answer(RefundId refund, PaymentEventType type, Refund.Status status) {
        return answer(refund, type, status, Optional.empty());
    }

    private WebhookOutcome answer(
            RefundId refund, PaymentEventType type, Refund.Status status, Optional<MerchantId> merchant) {
        return apply.handle(new ApplyPayment.Command(
                webhook(type, refund.toString()),
                new RefundNotice(refund, status, Optional.empty(), merchant),
                ORIGIN));
    }

    private ReturnItems.Command command(
            String quantity, List<Returning.Asked> refunds, Authority authority, boolean dryRun) {
        return new ReturnItems.Command(
                Till.request(),
                MERCHANT,
                order,
                Optional.empty(),
                new Returning.Wanted(
                        List.of(new SaleReturn.Item(
                                till.found(order).lines().getFirst().id(),
                                Quantity.of(quantity),
                                true,
                                Optional.empty())),
                        refunds,
                        Optional.empty()),
                authority,
                dryRun);
    }

    private ReturnItems.Result back(String quantity) {
        return give.handle(command(quantity, List.of(), Till.NOBODY, false), Till.result());
    }

    private Refund refund() {
        return till.stores.returns.listRefunds(MERCHANT, order).getLast();
    }

    private Refund change(Refund refund, ChangeRefund.Decision decision) {
        return change.handle(
                new ChangeRefund.Command(
                        Till.request(), MERCHANT, refund.id(), Optional.empty(), decision, Till.NOBODY),
                Till.result());
    }

    // RETURN-1, RETURN-11, RETURN-17
    @Test
    void whatWasPaidByCardIsAskedForAtMqPay() {
        pay("card", Tender.CARD, "143000");

        ReturnItems.Result result = back("1");

        assertThat(result.order().progress().returned().refunded()).isEqualTo(Till.vnd("71500"));
        assertThat(till.events()).endsWith("Completed", "Returned", "RefundRequested");
        assertThat(till.outbox.actions()).endsWith("COMPLETED", "RETURNED", "REFUND_REQUESTED");
        assertThat(till.screenActions()).endsWith("ORDER_RETURNED");
        assertThat(refund().status()).isEqualTo(Refund.Status.REQUESTED);
    }

    // RETURN-15
    @Test
    void rehearsalSaysWhatItWouldComeTo_orWhatIsInTheWay_andChangesNothing() {
        pay("card", Tender.CARD, "143000");

        ReturnItems.Result fine = give.handle(command("1", List.of(), Till.NOBODY, true), Till.result());
        ReturnItems.Result tooMuch = give.handle(command("3", List.of(), Till.NOBODY, true), Till.result());
        ReturnItems.Result otherTender = give.handle(
                command("1", List.of(new Returning.Asked.By(Tender.CASH, new BigDecimal("71500"))), Till.NOBODY, true),
                Till.result());

        assertThat(fine.returned().orElseThrow().goods().sums().totals().total())
                .isEqualTo(Till.vnd("71500"));
        assertThat(fine.blockers()).isEmpty();
        assertThat(tooMuch.blockers()).singleElement().isInstanceOf(ReturnError.Exceeds.class);
        assertThat(otherTender.blockers())
                .containsExactly(new AccessError.Denied(Permissions.SALE_ORDER_REFUND_OTHER_TENDER));
        assertThat(till.stores.returns.listReturns(MERCHANT, order)).isEmpty();
        assertThat(till.stores.returns.listRefunds(MERCHANT, order)).isEmpty();
    }

    // RETURN-15
    @Test
    void rehearsalJudgesApprovals_andSpendsNone() {
        pay("card", Tender.CARD, "143000");
        List<Returning.Asked> cash = List.of(new Returning.Asked.By(Tender.CASH, new BigDecimal("71500")));
        Authority fitting = till.approved(Permissions.SALE_ORDER_REFUND_OTHER_TENDER, Approval.About.order(order));
        Authority ofAnother = till.approved(
                Permissions.SALE_ORDER_REFUND_OTHER_TENDER, Approval.About.order(new OrderId(order.value() + 1)));
        Authority forAnother = till.approved(Permissions.SALE_ORDER_COMP, Approval.About.order(order));

        for (Authority wrong : List.of(ofAnother, forAnother)) {
            assertThat(give.handle(command("1", cash, wrong, true), Till.result())
                            .blockers())
                    .containsExactly(new AccessError.ApprovalRefused(Permissions.SALE_ORDER_REFUND_OTHER_TENDER));
        }
        assertThat(give.handle(command("1", cash, fitting, true), Till.result()).blockers())
                .isEmpty();
        assertThat(give.handle(command("1", cash, fitting, false), Till.result())
                        .returned())
                .isPresent();
    }

    // RETURN-8
    @Test
    void whatNoCoinHasIsRefused_alsoInARehearsal() {
        pay("card", Tender.CARD, "143000");
        List<Returning.Asked> parts = List.of(
                new Returning.Asked.By(Tender.CARD, new BigDecimal("1000")),
                new Returning.Asked.By(Tender.CARD, new BigDecimal("70500.5")));
        RefundError refusal = new RefundError.NotPayable(1, Till.vnd("70500.5"));

        assertRejected(() -> give.handle(command("1", parts, Till.NOBODY, false), Till.result()), refusal);
        assertThat(give.handle(command("1", parts, Till.NOBODY, true), Till.result())
                        .blockers())
                .containsExactly(refusal);
    }

    // RETURN-16
    @Test
    void anotherTenderNeedsAPermissionOrAnApproval() {
        pay("card", Tender.CARD, "143000");
        List<Returning.Asked> cash = List.of(new Returning.Asked.By(Tender.CASH, new BigDecimal("71500")));

        assertRejected(
                () -> give.handle(command("1", cash, Till.NOBODY, false), Till.result()),
                new AccessError.Denied(Permissions.SALE_ORDER_REFUND_OTHER_TENDER));
        give.handle(
                command(
                        "1",
                        cash,
                        till.approved(Permissions.SALE_ORDER_REFUND_OTHER_TENDER, Approval.About.order(order)),
                        false),
                Till.result());

        assertThat(refund().means()).isEqualTo(new Refund.Means(Refund.Way.CASH, Tender.CASH));
    }

    /** The effects, with the name of each ask for points and of each lock of a till. */
    private Effects noting(List<String> asked) {
        Points points = new Points() {
            @Override
            public void add(Tx tx, PointTransaction transaction) {
                till.stores.points.add(tx, transaction);
            }

            @Override
            public List<PointTransaction> read(Tx tx, MerchantId merchant, OrderId of) {
                asked.add("points");
                return till.stores.points.read(tx, merchant, of);
            }
        };
        Shifts shifts = (Shifts) Proxy.newProxyInstance(
                Shifts.class.getClassLoader(), new Class<?>[] {Shifts.class}, (self, method, arguments) -> {
                    if (method.getName().equals("addBooking")) {
                        asked.add("till");
                    }
                    return method.invoke(till.shifts, arguments);
                });
        return new OrderEffects(
                till.outbox,
                new OrderHistory(till.outbox),
                new ScreenReactions(till.screens),
                till.tables,
                new KitchenReactions(till.kitchens, till.ids),
                new TillReactions(shifts),
                new ReportReactions(till.stores.folding),
                new PointReactions(points, till.outbox, till.ids));
    }

    // STORE-3
    @Test
    void pointsAreReadBeforeTheTillIsLocked() {
        till.store.run(tx -> {
            Cart cart = till.orders.lockCart(tx, MERCHANT, order, LineKeys.ALL);
            cart.describe(
                    new Cart.Description(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(Optional.of(new CustomerId(9))),
                            Optional.empty(),
                            Optional.empty()),
                    WAITER,
                    NOON);
            till.orders.update(tx, cart);
            return cart;
        });
        pay("cash", Tender.CASH, "143000");
        List<String> asked = new ArrayList<>();

        give(noting(asked)).handle(command("1", List.of(), Till.NOBODY, false), Till.result());

        assertThat(asked).startsWith("points").contains("till").doesNotContainSubsequence("till", "points");
    }

    // SHIFT-26, SHIFT-27
    @Test
    void cashLeavesTheDrawer_andIsAMovementThatNobodyReverses() {
        PosSession.Open session = till.shift();
        pay("cash", Tender.CASH, "143000");

        back("1");

        ShiftReading reading =
                till.shifts.findReading(MERCHANT, session.id(), NOON).orElseThrow();
        assertThat(reading.session().expectedCash(reading.figures())).isEqualByComparingTo("571500");
        assertThat(reading.canonical(OptionalLong.empty()))
                .contains(
                        json("'refund':'71500'"),
                        json("'method':'CASH','refunds':1"),
                        json("'returns':1,'total':'71500'"));
        CashMovement movement =
                till.shifts.listMovements(MERCHANT, session.id()).getFirst();
        assertThat(movement.kind()).isEqualTo(CashMovement.Kind.REFUND);
        assertRejected(
                () -> session.reverse(movement, false, movement.id(), "oops", WAITER, NOON),
                new ShiftError.MovementFinal(movement.id()));
    }

    // SHIFT-27
    @Test
    void cashWithoutATillIsRefused() {
        pay("cash", Tender.CASH, "143000");
        ReturnItems.Command here = command("1", List.of(), Till.NOBODY, false);
        ReturnItems.Command nowhere = new ReturnItems.Command(
                new Request(new Origin(WAITER, Optional.empty(), "request-1"), Optional.empty()),
                here.merchant(),
                here.order(),
                here.expected(),
                here.wanted(),
                here.authority(),
                false);

        assertRejected(() -> give.handle(nowhere, Till.result()), new ShiftError.NoDevice());
    }

    // RETURN-12, WEBHOOK-15
    @Test
    void answersOfMqPayAreAppliedOnce() {
        pay("card", Tender.CARD, "143000");
        back("1");
        RefundId id = refund().id();

        assertThat(answer(id, PaymentEventType.REFUND_SUCCESS, Refund.Status.SUCCESS))
                .isEqualTo(WebhookOutcome.APPLIED);
        assertThat(answer(id, PaymentEventType.REFUND_SUCCESS, Refund.Status.SUCCESS))
                .isEqualTo(WebhookOutcome.DUPLICATE);
        assertThat(answer(id, PaymentEventType.REFUND_FAILED, Refund.Status.FAILED))
                .isEqualTo(WebhookOutcome.APPLIED);

        assertThat(refund().status()).isEqualTo(Refund.Status.SUCCESS);
        assertThat(till.outbox.actions()).containsOnlyOnce("REFUND_CHANGED");
        assertRejected(
                () -> answer(new RefundId(404), PaymentEventType.REFUND_SUCCESS, Refund.Status.SUCCESS),
                new PaymentError.TargetUnknown("REFUND", 404));
    }

    // WEBHOOK-14
    @Test
    void answerThatNamesAMerchantIsOfItsRefundsAlone() {
        pay("card", Tender.CARD, "143000");
        back("1");
        RefundId asked = refund().id();

        assertRejected(
                () -> answer(
                        asked,
                        PaymentEventType.REFUND_SUCCESS,
                        Refund.Status.SUCCESS,
                        Optional.of(new MerchantId(70_999))),
                new PaymentError.TargetUnknown("REFUND", asked.value()));
        assertThat(refund().status()).isEqualTo(Refund.Status.REQUESTED);

        answer(asked, PaymentEventType.REFUND_SENT, Refund.Status.SENT, Optional.of(MERCHANT));

        assertThat(refund().status()).isEqualTo(Refund.Status.SENT);
    }

    // RETURN-10, SHIFT-26
    @Test
    void failedRefundIsTriedAgain_andTheShiftCountsWhatWentBack() {
        PosSession.Open session = till.shift();
        pay("card", Tender.CARD, "143000");
        back("1");
        Refund first = refund();
        answer(first.id(), PaymentEventType.REFUND_FAILED, Refund.Status.FAILED);
        assertThat(till.shifts
                        .findReading(MERCHANT, session.id(), NOON)
                        .orElseThrow()
                        .figures()
                        .refunds())
                .isEmpty();

        Refund second =
                change(first, new ChangeRefund.Decision.Retry(Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(second.number()).isEqualTo(2);
        assertThat(till.stores
                        .returns
                        .findRefund(MERCHANT, first.id())
                        .orElseThrow()
                        .state()
                        .replacedBy())
                .contains(second.id());
        assertThat(till.shifts
                        .findReading(MERCHANT, session.id(), NOON)
                        .orElseThrow()
                        .figures()
                        .refunds())
                .singleElement()
                .satisfies(sum -> assertThat(sum.amount()).isEqualByComparingTo("71500"));
        assertThat(change(second, new ChangeRefund.Decision.Resolve(Refund.Status.MANUAL, "at the bank"))
                        .status())
                .isEqualTo(Refund.Status.MANUAL);
        assertRejected(
                () -> change(second, new ChangeRefund.Decision.Resolve(Refund.Status.FAILED, "no")),
                new RefundError.NotAllowed(second.id(), Refund.Status.MANUAL));
    }

    // RETURN-14
    @Test
    void refundedReviewAsksForItsMoneyTheSameWay() {
        pay("card", Tender.CARD, "150000");
        PaymentReview over = till.payments.reviews(order).getFirst();

        resolve(over, PaymentReview.Status.REFUNDED);

        assertThat(refund().cause()).isEqualTo(Refund.Cause.of(over.id()));
        assertThat(refund().means()).isEqualTo(new Refund.Means(Refund.Way.MQ_PAY, Tender.CARD));
        assertThat(refund().amount()).isEqualTo(Till.vnd("7000"));
        assertThat(till.events()).endsWith("RefundRequested");
        assertThat(back("2").returned().orElseThrow().refunds())
                .singleElement()
                .satisfies(goods -> assertThat(goods.amount()).isEqualTo(Till.vnd("143000")));
    }

    private void resolve(PaymentReview review, PaymentReview.Status resolution) {
        resolve.handle(
                new ResolveReview.Command(
                        Till.request(),
                        MERCHANT,
                        review.id(),
                        Optional.empty(),
                        resolution,
                        Optional.of("too much"),
                        Optional.empty()),
                Till.result());
    }

    // RETURN-6
    @Test
    void reviewThatIsATipGivesNothingBack() {
        pay("card", Tender.CARD, "150000");

        resolve(till.payments.reviews(order).getFirst(), PaymentReview.Status.TIP);

        assertThat(till.stores.returns.listRefunds(MERCHANT, order)).isEmpty();
        assertThat(back("2").returned().orElseThrow().refunds())
                .singleElement()
                .satisfies(goods -> assertThat(goods.amount()).isEqualTo(Till.vnd("143000")));
    }

    // RETURN-20
    @Test
    void nothingIsTakenBackWhileAnOlderBuildServes() {
        pay("cash", Tender.CASH, "143000");
        ReturnItems.Command once = keyed();
        assertThat(give.handle(once, Till.reply(done -> {})).replayed()).isFalse();
        older = true;

        assertRejected(() -> back("1"), new OperationsError.OlderBuildLive());
        assertThat(give.handle(once, Till.reply(done -> {})).replayed())
                .as("what was done is answered again")
                .isTrue();
        ReturnItems.Result rehearsed = give.handle(command("1", List.of(), Till.NOBODY, true), Till.result());
        assertThat(rehearsed.blockers()).containsExactly(new OperationsError.OlderBuildLive());
        assertThat(rehearsed.returned()).isPresent();
    }

    private ReturnItems.Command keyed() {
        ReturnItems.Command like = command("1", List.of(), Till.NOBODY, false);
        return new ReturnItems.Command(
                till.request("k"),
                like.merchant(),
                like.order(),
                like.expected(),
                like.wanted(),
                like.authority(),
                false);
    }

    // RETURN-20
    @Test
    void noRefundIsTriedAgainOrEndedWhileAnOlderBuildServes() {
        pay("card", Tender.CARD, "143000");
        back("1");
        Refund asked = refund();
        older = true;
        assertRejected(
                () -> change(asked, new ChangeRefund.Decision.Resolve(Refund.Status.MANUAL, "at the bank")),
                new OperationsError.OlderBuildLive());
        older = false;
        answer(asked.id(), PaymentEventType.REFUND_FAILED, Refund.Status.FAILED);
        older = true;

        assertRejected(
                () -> change(
                        asked, new ChangeRefund.Decision.Retry(Optional.empty(), Optional.empty(), Optional.empty())),
                new OperationsError.OlderBuildLive());
    }

    // RETURN-20
    @Test
    void noMoneyOfAReviewIsAskedForWhileAnOlderBuildServes() {
        pay("card", Tender.CARD, "150000");
        PaymentReview over = till.payments.reviews(order).getFirst();
        older = true;

        assertRejected(() -> resolve(over, PaymentReview.Status.REFUNDED), new OperationsError.OlderBuildLive());
    }
}
