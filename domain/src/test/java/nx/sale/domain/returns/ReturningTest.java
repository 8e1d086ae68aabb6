package nx.sale.domain.returns;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.api.Test;

/** Goods come back: what for, how much, and to whom. */
class ReturningTest {
    private static final CurrencyCode USD = new CurrencyCode("USD");

    /** Three soups at 3.3333 and one tea: 13.34 with tax. */
    private static Sale paidByCard() {
        Sale sale = Sale.of(USD, List.of(), "8", "3.3333x3", "2.35x1");
        return sale.pay("card", Tender.CARD, sale.header().totals().total().plain());
    }

    private static List<String> refunds(Returning.Accepted accepted) {
        return accepted.event().refunds().stream()
                .map(refund -> refund.means().way() + " " + refund.means().tender() + " "
                        + refund.source().attemptUid().orElse("-") + " "
                        + refund.amount().plain())
                .toList();
    }

    private static Totals totals(Returning.Accepted accepted) {
        return accepted.event().goods().sums().totals();
    }

    // RETURN-2, RETURN-3
    @Test
    void lineComesBackByExactShares_andAllOfItIsAllOfIt() {
        Sale sale = paidByCard();

        Totals first = totals(sale.back("0x1"));
        Totals second = totals(sale.back("0x1"));
        Totals third = totals(sale.back("0x1", "1x1"));

        assertThat(first.subtotal()).isEqualTo(sale.money("3.3333"));
        assertThat(first.plus(second).plus(third)).isEqualTo(sale.header().totals());
        assertThat(sale.header().progress().returned().status()).isEqualTo(Returned.Status.FULL);
        assertThat(sale.kept()).isEqualTo(Totals.zero(USD));
        sale.requireConserved();
    }

    // RETURN-1
    @Test
    void orderStaysCompleted_andSaysHowMuchCameBack() {
        Sale sale = paidByCard();

        Returning.Accepted accepted = sale.back("1x1");

        assertThat(sale.header().status().name()).isEqualTo("COMPLETED");
        assertThat(sale.header().progress().returned().status()).isEqualTo(Returned.Status.PARTIAL);
        assertThat(sale.header().progress().returned().refunded())
                .isEqualTo(totals(accepted).total());
        assertThat(accepted.event().goods().number()).isEqualTo(1);
    }

    // RETURN-1
    @Test
    void whatIsNotThereDoesNotComeBack() {
        Sale sale = paidByCard();
        sale.back("0x2");

        assertRejected(
                () -> sale.back("0x2"), new ReturnError.Exceeds(sale.line(0), Quantity.of("2"), Quantity.of("1")));
        Sale draft = Sale.of(USD, List.of(), "8", "1x1");
        assertThat(Sale.refusal(() -> draft.back("0x1"))).contains("order-not-allowed");
    }

    // RETURN-5
    @Test
    void checksGiveBackToTheirOwnPayments_centByCent() {
        Sale sale = Sale.of(USD, List.of(), "0", "10.01x1").divide(3);
        sale.pay("a", Tender.CARD, "3.34", Optional.of(sale.check(0)));
        sale.pay("b", Tender.CASH, "3.34", Optional.of(sale.check(1)));
        sale.pay("c", Tender.QR, "3.33", Optional.of(sale.check(2)));

        Returning.Accepted accepted = sale.back("0x1");

        assertThat(refunds(accepted))
                .containsExactlyInAnyOrder("MQ_PAY CARD a 3.34", "CASH CASH b 3.34", "MQ_PAY QR c 3.33");
        sale.requireConserved();
    }

    // RETURN-4, RETURN-5
    @Test
    void halfOfADividedLine_thenTheRest_isWhatEachCheckPaid() {
        Sale sale = Sale.of(USD, List.of(), "7.25", "9.99x4", "0.05x3").divide(3);
        for (int check = 0; check < 3; check++) {
            sale.pay(
                    "p" + check,
                    Tender.CARD,
                    sale.act((bill, ledger) -> bill)
                            .checks()
                            .get(check)
                            .totals()
                            .total()
                            .plain(),
                    Optional.of(sale.check(check)));
        }

        sale.back("0x1");
        sale.requireConserved();
        sale.back("0x1", "1x2");
        sale.requireConserved();
        sale.back("0x2", "1x1");

        sale.requireConserved();
        assertThat(sale.held()).isEmpty();
    }

    // RETURN-8
    @Test
    void cardsGoBackFirst_theNewestFirst_andCashLast() {
        Sale sale = Sale.of(CurrencyCode.VND, List.of(), "0", "10000x10");
        sale.pay("old", Tender.CARD, "30000").pay("cash", Tender.CASH, "40000").pay("new", Tender.QR, "30000");

        assertThat(refunds(sale.back("0x4"))).containsExactly("MQ_PAY QR new 30000", "MQ_PAY CARD old 10000");
        assertThat(refunds(sale.back("0x4"))).containsExactly("MQ_PAY CARD old 20000", "CASH CASH cash 20000");
        assertThat(refunds(sale.back("0x2"))).containsExactly("CASH CASH cash 20000");
        sale.requireConserved();
    }

    // RETURN-8
    @Test
    void personMayAskOtherwise_asFarAsTheMoneyIsThere() {
        Sale sale = Sale.of(CurrencyCode.VND, List.of(), "0", "10000x10");
        sale.pay("card", Tender.CARD, "60000").pay("cash", Tender.CASH, "40000");

        assertRejected(
                () -> sale.back(List.of(new Returning.Asked.By(Tender.CASH, new BigDecimal("1"))), "0x1"),
                new RefundError.Differ(sale.money("1"), sale.money("10000")));
        assertRejected(
                () -> sale.back(
                        List.of(
                                new Returning.Asked.By(Tender.CASH, new BigDecimal("9999.5")),
                                new Returning.Asked.By(Tender.CASH, new BigDecimal("0.5"))),
                        "0x1"),
                new RefundError.NotPayable(0, sale.money("9999.5")));
        assertRejected(
                () -> sale.back(List.of(new Returning.Asked.ToAttempt("cash", new BigDecimal("50000"))), "0x5"),
                new RefundError.Exceeds(sale.money("50000"), sale.money("40000")));
        Returning.Accepted own =
                sale.back(List.of(new Returning.Asked.ToAttempt("cash", new BigDecimal("10000"))), "0x1");
        Returning.Accepted other =
                sale.back(List.of(new Returning.Asked.By(Tender.CASH, new BigDecimal("50000"))), "0x5");

        assertThat(refunds(own)).containsExactly("CASH CASH cash 10000");
        assertThat(own.otherTender()).isEqualTo(sale.money("0"));
        assertThat(refunds(other)).containsExactly("CASH CASH cash 30000", "CASH CASH card 20000");
        assertThat(other.otherTender()).isEqualTo(sale.money("20000"));
        sale.requireConserved();
    }

    // RETURN-6
    @Test
    void whatTheProviderTookBackIsNotGivenBackAgain() {
        Sale sale = Sale.of(CurrencyCode.VND, List.of(), "0", "10000x10");
        sale.pay("card", Tender.CARD, "60000").pay("cash", Tender.CASH, "40000").reverse("card");

        Returning.Accepted accepted = sale.back("0x10");

        assertThat(refunds(accepted)).containsExactly("CASH CASH cash 40000");
        assertThat(accepted.event().goods().sums().unpaid()).isEqualTo(sale.money("60000"));
        sale.requireConserved();
    }

    // RETURN-6
    @Test
    void whatAReviewSpeaksForIsNotTheReturns() {
        Sale sale = Sale.of(CurrencyCode.VND, List.of(), "0", "10000x1").pay("card", Tender.CARD, "15000");

        Returning.Accepted accepted = sale.back("0x1");

        assertThat(refunds(accepted)).containsExactly("MQ_PAY CARD card 10000");
        assertThat(sale.held()).isEmpty();
    }

    // RETURN-6
    @Test
    void tipStaysWithTheStaff() {
        Sale sale = Sale.of(CurrencyCode.VND, List.of(), "0", "10000x2");
        sale.tip("card", Tender.CARD, "25000", "2000", Optional.empty());

        assertThat(sale.held()).extracting(held -> held.amount()).containsExactly(sale.money("20000"));
        assertThat(refunds(sale.back("0x1"))).containsExactly("MQ_PAY CARD card 10000");
        assertThat(refunds(sale.back("0x1"))).containsExactly("MQ_PAY CARD card 10000");
        assertThat(sale.held()).isEmpty();
        sale.requireConserved();
    }

    // RETURN-6
    @Test
    void whatIsHeldIsWhatTheBillAsksFor_whicheverPaymentIsTipped() {
        for (String tipped : List.of("more", "most")) {
            Sale sale = Sale.of(CurrencyCode.VND, List.of(), "0", "10000x1");
            sale.pay("paid", Tender.CARD, "10000")
                    .pay("more", Tender.QR, "3000")
                    .pay("most", Tender.QR, "3000");
            sale.tip(tipped, Tender.QR, "3000", "2500", Optional.empty());

            assertThat(sale.header().progress().tally().tip()).isEqualTo(sale.money("2500"));
            assertThat(sale.sum(sale.held().stream().map(held -> held.amount())))
                    .isEqualTo(sale.money("10000"));
            sale.back("0x1");
            assertThat(sale.held()).isEmpty();
            sale.requireConserved();
        }
    }

    // RETURN-19
    @Test
    void cashAskedForFirst_leavesWhatTheRestWouldBePaidWithInCash() {
        Sale sale = Sale.of(
                CurrencyCode.VND, TestOrders.rounding(CurrencyCode.VND, "500"), List.of(), "0", "10100x1", "37100x1");
        sale.pay("card", Tender.CARD, "20000").pay("cash", Tender.CASH, "27000");

        assertRejected(
                () -> sale.back(List.of(new Returning.Asked.ToAttempt("cash", new BigDecimal("10100"))), "0x1"),
                new RefundError.Differ(sale.money("10100"), sale.money("10000")));
        Returning.Accepted accepted =
                sale.back(List.of(new Returning.Asked.ToAttempt("cash", new BigDecimal("10000"))), "0x1");

        assertThat(refunds(accepted)).containsExactly("CASH CASH cash 10000");
        assertThat(accepted.event().goods().sums().cashRounding()).isEqualTo(sale.money("-100"));
        assertThat(accepted.booked())
                .singleElement()
                .satisfies(booked -> assertThat(booked.beside().cashRounding()).isEqualTo(sale.money("100")));
        sale.requireConserved();
        assertThat(refunds(sale.back("1x1"))).containsExactly("MQ_PAY CARD card 20000", "CASH CASH cash 17000");
        sale.requireConserved();
    }

    // RETURN-19
    @Test
    void billThatWasNeverPaidInFullIsNotRounded() {
        Sale sale = Sale.of(CurrencyCode.VND, TestOrders.rounding(CurrencyCode.VND, "500"), List.of(), "0", "9440x10")
                .divide(2);
        sale.pay("card", Tender.CARD, "47200", Optional.of(sale.check(0)));
        sale.pay("cash", Tender.CASH, "20000", Optional.of(sale.check(1)));
        sale.writeOff(1);

        Returning.Accepted accepted = sale.back("0x2");

        assertThat(refunds(accepted)).containsExactly("MQ_PAY CARD card 9440", "CASH CASH cash 9440");
        assertThat(accepted.event().goods().sums().roundings()).isEmpty();
        sale.requireConserved();
    }

    // RETURN-7
    @Test
    void unpaidGoodsLowerTheShortfall() {
        Sale sale = Sale.of(CurrencyCode.VND, List.of(), "0", "10000x2").divide(2);
        sale.pay("card", Tender.CARD, "10000", Optional.of(sale.check(0)));
        sale.writeOff(1);

        Returning.Accepted accepted = sale.back("0x1");

        assertThat(refunds(accepted)).containsExactly("MQ_PAY CARD card 5000");
        assertThat(accepted.event().goods().sums().unpaid()).isEqualTo(sale.money("5000"));
        assertThat(sale.reviews().filter(PaymentReview::open))
                .singleElement()
                .satisfies(review -> assertThat(review.amount()).isEqualTo(sale.money("5000")));
        sale.back("0x1");
        assertThat(sale.reviews().filter(PaymentReview::open)).isEmpty();
        sale.requireConserved();
    }

    // RETURN-9
    @Test
    void moneyOfATransactionOnlyIsGivenByAPerson() {
        Sale sale = Sale.of(CurrencyCode.VND, List.of(), "0", "10000x1").report("t", "10000");

        assertThat(refunds(sale.back("0x1"))).containsExactly("PERSON OTHER - 10000");
        assertThat(sale.refunds()).allMatch(Refund::open);
        sale.requireConserved();
    }

    // RETURN-1
    @Test
    void comboComesBackWhole_withItsParts() {
        Sale sale = Sale.of(CurrencyCode.VND, List.of(), "10", "LUNCHx2").pay("cash", Tender.CASH, "286000");

        assertRejected(() -> sale.back("0x0.5"), new ReturnError.NotWhole(sale.line(0), Quantity.of("0.5")));
        assertRejected(() -> sale.back("1x1"), new OrderError.PartOfCombo(sale.line(1), sale.line(0)));
        Returning.Accepted accepted = sale.back("0x1");

        assertThat(accepted.event().goods().items())
                .extracting(item -> item.quantity().toString())
                .containsExactly("1", "2", "2");
        assertThat(totals(accepted).total()).isEqualTo(sale.money("143000"));
    }

    // RETURN-12
    @Test
    void successBeatsManualBeatsFailed_whateverComesFirst() {
        List<Refund.Status> told = List.of(Refund.Status.SENT, Refund.Status.SUCCESS, Refund.Status.FAILED);
        for (Refund.Status first : told) {
            for (Refund.Status second : told) {
                for (Refund.Status third : told) {
                    Sale sale = paidByCard();
                    Refund refund = sale.back("1x1").event().refunds().getFirst();
                    sale.answer(refund.id(), first);
                    sale.answer(refund.id(), second);
                    sale.answer(refund.id(), third);
                    Refund.Status most = List.of(first, second, third).stream()
                            .max(Refund.Status::compareTo)
                            .orElseThrow();
                    assertThat(sale.refunds())
                            .singleElement()
                            .satisfies(after -> assertThat(after.status()).isEqualTo(most));
                }
            }
        }
    }

    // RETURN-13
    @Test
    void successAfterManualIsMoneyGivenTwice() {
        Sale sale = paidByCard();
        Refund refund = sale.back("1x1").event().refunds().getFirst();
        sale.resolve(refund.id(), Refund.Status.MANUAL);
        assertThat(sale.answer(refund.id(), Refund.Status.FAILED)).isEmpty();

        sale.answer(refund.id(), Refund.Status.SUCCESS);

        assertThat(sale.reviews()).singleElement().satisfies(review -> {
            assertThat(review.kind()).isEqualTo(PaymentReview.Kind.REFUNDED_TWICE);
            assertThat(review.amount()).isEqualTo(refund.amount());
        });
        assertThat(sale.answer(refund.id(), Refund.Status.SUCCESS)).isEmpty();
    }

    // RETURN-10, RETURN-13
    @Test
    void failedRefundFreesItsMoney_andIsTriedAgainOnce() {
        Sale sale = Sale.of(CurrencyCode.VND, List.of(), "0", "10000x2").pay("card", Tender.CARD, "20000");
        Refund refund = sale.back("0x1").event().refunds().getFirst();
        assertRejected(
                () -> sale.retry(refund.id(), Optional.empty(), Optional.empty()),
                new RefundError.NotAllowed(refund.id(), Refund.Status.REQUESTED));
        sale.answer(refund.id(), Refund.Status.FAILED);
        assertThat(sale.held()).extracting(held -> held.amount()).containsExactly(sale.money("20000"));

        Refunding.Retried retried = sale.retry(refund.id(), Optional.empty(), Optional.of(Tender.CASH));

        assertThat(retried.otherTender()).isTrue();
        assertThat(retried.refund().refund().status()).isEqualTo(Refund.Status.SUCCESS);
        assertThat(sale.held()).extracting(held -> held.amount()).containsExactly(sale.money("10000"));
        sale.requireConserved();
        assertRejected(
                () -> sale.retry(refund.id(), Optional.empty(), Optional.empty()),
                new RefundError.NotAllowed(refund.id(), Refund.Status.FAILED));
        sale.answer(refund.id(), Refund.Status.SUCCESS);
        assertThat(sale.reviews()).extracting(PaymentReview::kind).containsExactly(PaymentReview.Kind.REFUNDED_TWICE);
    }

    // RETURN-13
    @Test
    void failedRefundThatSucceedsAfterAll_isGivenTwiceWhereOtherGoodsTookItsMoney() {
        Sale sale = Sale.of(CurrencyCode.VND, List.of(), "0", "10000x2");
        sale.pay("a", Tender.CARD, "10000").pay("b", Tender.CARD, "10000").reverse("b");
        Refund refund = sale.back("0x1").event().refunds().getFirst();
        sale.answer(refund.id(), Refund.Status.FAILED);
        sale.back("0x1");
        assertThat(Sale.refusal(() -> sale.resolve(refund.id(), Refund.Status.MANUAL)))
                .contains("refund-exceeds");

        sale.answer(refund.id(), Refund.Status.SUCCESS);

        assertThat(sale.reviews()
                        .filter(review -> review.kind() == PaymentReview.Kind.REFUNDED_TWICE)
                        .map(PaymentReview::amount))
                .containsExactly(sale.money("10000"));
    }

    private static Sale overpaid() {
        return Sale.of(CurrencyCode.VND, List.of(), "0", "10000x1").pay("card", Tender.CARD, "15000");
    }

    private static void assertNothingIsHere(Sale sale, Refund failed) {
        RefundError exceeds = new RefundError.Exceeds(failed.amount(), sale.money("0"));
        assertRejected(() -> sale.retry(failed.id(), Optional.empty(), Optional.empty()), exceeds);
        assertRejected(() -> sale.retry(failed.id(), Optional.empty(), Optional.of(Tender.CASH)), exceeds);
        assertRejected(() -> sale.resolve(failed.id(), Refund.Status.MANUAL), exceeds);
    }

    // RETURN-13, RETURN-14
    @Test
    void moneyOfAReviewThatSucceedsAfterAllIsNotGivenAgain() {
        Sale sale = overpaid();
        Refund first = sale.refunded();
        sale.answer(first.id(), Refund.Status.FAILED);
        Refund second = sale.retry(first.id(), Optional.empty(), Optional.empty())
                .refund()
                .refund();
        sale.answer(second.id(), Refund.Status.FAILED);

        sale.answer(first.id(), Refund.Status.SUCCESS);

        assertThat(sale.reviews()).extracting(PaymentReview::kind).containsExactly(PaymentReview.Kind.OVERPAID);
        assertNothingIsHere(sale, second);
    }

    // RETURN-6, RETURN-14
    @Test
    void moneyOfAReviewThatTheProviderTookBackIsNotGivenAgain() {
        Sale sale = overpaid();
        Refund refund = sale.refunded();
        sale.answer(refund.id(), Refund.Status.FAILED);

        sale.reverse("card");

        assertNothingIsHere(sale, refund);
    }

    // RETURN-11
    @Test
    void refundsOfAnOrderAreNumbered() {
        Sale sale = paidByCard();
        sale.back("0x1");
        sale.back("0x1");

        assertThat(sale.refunds()).extracting(Refund::number).containsExactly(1L, 2L);
    }

    @Test
    void chargesComeBackWithTheirLines() {
        Sale sale = Sale.of(CurrencyCode.VND, TestOrders.CHARGES, "8", "33333x3", "47x7");
        sale.pay("cash", Tender.CASH, sale.header().totals().total().plain());
        Money charge = sale.header().totals().charge();

        Totals first = totals(sale.back("0x1", "1x3"));
        Totals rest = totals(sale.back("0x2", "1x4"));

        assertThat(first.charge().plus(rest.charge())).isEqualTo(charge);
        assertThat(first.plus(rest)).isEqualTo(sale.header().totals());
    }
}
