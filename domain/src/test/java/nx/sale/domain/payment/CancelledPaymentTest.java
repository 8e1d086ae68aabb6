package nx.sale.domain.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nx.sale.domain.check.Division;
import nx.sale.domain.fixture.TestBills;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Seeded;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts of type CANCEL_PAYMENT: never money, and what they take back of their parent is not refundable (PAYMENT-13). */
class CancelledPaymentTest {
    private static final int SEQUENCES = 5_000;
    private final PaymentTill till = new PaymentTill(TestOrders.checkedOut());

    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    private static PaymentNotice notice(
            PaymentEventType type,
            String uid,
            PaymentNotice.Target target,
            String amount,
            String transaction,
            Optional<PaymentNotice.Cancels> cancels) {
        return new PaymentNotice(
                type,
                target,
                Optional.of(new PaymentNotice.Transaction(
                        transaction, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
                Optional.of(new PaymentNotice.Attempt(
                        uid,
                        Optional.of("id-" + uid),
                        Optional.of(target),
                        new BigDecimal(amount),
                        "VNPAY_QR_MMS",
                        Optional.of(Tender.QR),
                        Optional.empty(),
                        cancels)));
    }

    private static PaymentNotice paid(String uid, PaymentNotice.Target target, String amount) {
        return notice(PaymentEventType.ATTEMPT_SUCCESS, uid, target, amount, "t", Optional.empty());
    }

    private static PaymentNotice cancel(
            PaymentEventType type, String uid, String parent, PaymentNotice.Target target, String amount) {
        return notice(type, uid, target, amount, "t", Optional.of(new PaymentNotice.Cancels(Optional.of(parent))));
    }

    private static PaymentNotice cancel(String uid, String parent, String amount) {
        return cancel(PaymentEventType.ATTEMPT_SUCCESS, uid, parent, PaymentStories.WHOLE, amount);
    }

    private Money reversed() {
        return PaymentTill.sum(till.reviews().filter(review -> review.kind() == PaymentReview.Kind.REVERSED));
    }

    @ParameterizedTest
    @EnumSource(
            value = PaymentEventType.class,
            names = {"ATTEMPT_SUCCESS", "ATTEMPT_FAILED", "ATTEMPT_EXPIRED", "ATTEMPT_CANCELLED"})
    void cancellationIsNeverCountedAsPayment(PaymentEventType type) {
        till.receive(cancel(type, "c", "a", PaymentStories.WHOLE, "154000"));

        assertThat(till.received().zero()).isTrue();
        assertThat(till.status()).isEqualTo(OrderStatus.PROCESSING);
        till.requireBooksToAgree();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "id-a"})
    void partialCancellationOpensAReversedReviewOfThatPart_withTheParentByIdOrUid(String parent) {
        till.receive(paid("a", PaymentStories.WHOLE, "54000"));
        till.receive(cancel("c", parent, "20000"));

        assertThat(till.open(PaymentReview.Kind.REVERSED).amount()).isEqualTo(vnd("20000"));
        assertThat(till.open(PaymentReview.Kind.REVERSED).about().attemptUid()).contains("a");
        assertThat(till.paid()).isEqualTo(vnd("54000"));
        till.cancel();
        assertThat(till.open(PaymentReview.Kind.REFUND_DUE).amount()).isEqualTo(vnd("34000"));
        till.requireMoneyToBeThere();
    }

    // PAYMENT-13
    @Test
    void cancellationReceivedBeforeItsPaymentIsAppliedLater() {
        till.receive(cancel("c", "id-a", "20000"));
        assertThat(till.reviews()).isEmpty();

        till.receive(paid("a", PaymentStories.WHOLE, "54000"));

        assertThat(till.open(PaymentReview.Kind.REVERSED).amount()).isEqualTo(vnd("20000"));
    }

    // PAYMENT-13
    @Test
    void partsAddUp_andNeverToMoreThanThePayment() {
        till.receive(paid("a", PaymentStories.WHOLE, "54000"));
        till.receive(cancel("c1", "a", "20000"));
        till.resolve(till.open(PaymentReview.Kind.REVERSED).id(), PaymentReview.Status.DISMISSED);
        till.receive(cancel("c2", "a", "20000"));
        assertThat(reversed()).isEqualTo(vnd("40000"));

        till.receive(cancel("c3", "a", "20000"));

        assertThat(reversed()).isEqualTo(vnd("54000"));
        till.requireMoneyToBeThere();
    }

    // PAYMENT-13
    @Test
    void cancellationWithoutAnAmountCancelsTheWholePayment() {
        till.receive(paid("a", PaymentStories.WHOLE, "54000"));
        till.receive(cancel(PaymentEventType.ATTEMPT_CANCELLED, "c", "a", PaymentStories.WHOLE, "0"));

        assertThat(reversed()).isEqualTo(vnd("54000"));
    }

    @Test
    void failedCancellationChangesNothing() {
        till.receive(paid("a", PaymentStories.WHOLE, "54000"));
        till.receive(cancel(PaymentEventType.ATTEMPT_FAILED, "c", "a", PaymentStories.WHOLE, "54000"));

        assertThat(till.reviews()).isEmpty();
    }

    @Test
    void partOfLateMoneyIsRecordedAsCancelled() {
        till.cancel();
        till.receive(paid("a", PaymentStories.WHOLE, "54000"));
        till.receive(cancel("c", "a", "20000"));

        assertThat(till.open(PaymentReview.Kind.LATE).amount()).isEqualTo(vnd("34000"));
        assertThat(till.received()).isEqualTo(vnd("54000"));
        till.requireMoneyToBeThere();
        till.resolve(till.open(PaymentReview.Kind.LATE).id(), PaymentReview.Status.REFUNDED);
        till.receive(cancel("c", "a", "20000"));
        till.requireMoneyToBeThere();
    }

    @Test
    void surplusIsCountedAfterIt() {
        till.receive(paid("a", PaymentStories.WHOLE, "200000"));
        Money over = till.open(PaymentReview.Kind.OVERPAID).amount();
        till.receive(cancel("c", "a", "20000"));

        assertThat(till.open(PaymentReview.Kind.OVERPAID).amount()).isEqualTo(over.minus(vnd("20000")));
        till.requireMoneyToBeThere();
    }

    private static List<PaymentNotice> story(Random random, List<PaymentNotice.Target> targets) {
        List<PaymentNotice> notices = new ArrayList<>();
        for (int number = 0; number < 1 + random.nextInt(4); number++) {
            String uid = "a" + number;
            PaymentNotice.Target target = Seeded.one(random, targets);
            PaymentEventType end = Seeded.one(
                    random,
                    List.of(
                            PaymentEventType.ATTEMPT_SUCCESS,
                            PaymentEventType.ATTEMPT_SUCCESS,
                            PaymentEventType.ATTEMPT_SUCCESS,
                            PaymentEventType.ATTEMPT_FAILED));
            String amount = Seeded.one(random, List.of("1000", "54000", "77000", "154000", "200000"));
            notices.add(notice(end, uid, target, amount, "t" + random.nextInt(2), Optional.empty()));
            for (int part = 0; part < random.nextInt(3); part++) {
                notices.add(cancel(
                        Seeded.one(
                                random,
                                List.of(
                                        PaymentEventType.ATTEMPT_SUCCESS,
                                        PaymentEventType.ATTEMPT_CANCELLED,
                                        PaymentEventType.ATTEMPT_FAILED)),
                        uid + "-c" + part,
                        Seeded.one(random, List.of(uid, "id-" + uid)),
                        target,
                        Seeded.one(random, List.of("0", "1000", "30000", "77000", "154000"))));
            }
            if (random.nextInt(5) == 0) {
                notices.add(notice(PaymentEventType.ATTEMPT_CANCELLED, uid, target, amount, "t0", Optional.empty()));
            }
        }
        return notices;
    }

    private static List<PaymentNotice> shaken(Random random, List<PaymentNotice> ordered) {
        List<PaymentNotice> shaken = new ArrayList<>(ordered);
        ordered.stream().filter(notice -> random.nextInt(3) == 0).forEach(shaken::add);
        Collections.shuffle(shaken, random);
        return shaken;
    }

    @Test
    void inAnyOrderTheyEndAlike_onADividedBillToo() {
        TestBills divided = new TestBills(TestOrders.checkedOut(), TestOrders.ids(5_000));
        divided.divide(new Division.Evenly(2));
        List<PaymentNotice.Target> targets = new ArrayList<>(List.of(PaymentStories.WHOLE));
        divided.checks().forEach(check -> targets.add(PaymentStories.of(check)));
        Seeded.times(SEQUENCES, random -> {
            boolean whole = random.nextBoolean();
            List<PaymentNotice> ordered = story(random, whole ? List.of(PaymentStories.WHOLE) : targets);
            PaymentTill straight = whole
                    ? new PaymentTill(TestOrders.checkedOut())
                    : new PaymentTill(divided.order(), divided.checks());
            ordered.forEach(straight::receive);
            PaymentTill mixed = whole
                    ? new PaymentTill(TestOrders.checkedOut())
                    : new PaymentTill(divided.order(), divided.checks());
            for (PaymentNotice notice : shaken(random, ordered)) {
                Money paid = mixed.paid();
                mixed.receive(notice);
                assertThat(mixed.paid()).isGreaterThanOrEqualTo(paid);
                mixed.requireMoneyToBeThere();
            }

            assertThat(mixed.state()).isEqualTo(straight.state());
            mixed.requireBooksToAgree();
            straight.requireMoneyToBeThere();
        });
    }

    @Test
    void nothingRefundedIsDueAgain_withRevertAndCancelBetween() {
        Seeded.times(SEQUENCES, random -> {
            PaymentTill shaken = new PaymentTill(TestOrders.checkedOut());
            for (PaymentNotice notice : shaken(random, story(random, List.of(PaymentStories.WHOLE)))) {
                switch (random.nextInt(8)) {
                    case 0 -> shaken.revert();
                    case 1 -> shaken.checkOut(TestOrders.TERMS);
                    case 2 -> {
                        if (random.nextInt(5) == 0) {
                            shaken.cancel();
                        }
                    }
                    case 3 ->
                        shaken.reviews()
                                .filter(review -> review.open() && review.kind().held())
                                .findFirst()
                                .ifPresent(review -> shaken.resolve(
                                        review.id(),
                                        Seeded.one(
                                                random,
                                                List.copyOf(review.kind().resolutions()))));
                    default -> shaken.receive(notice);
                }
                shaken.receive(notice);
                assertThat(shaken.received())
                        .isEqualTo(shaken.paid()
                                .plus(PaymentTill.sum(shaken.reviews()
                                        .filter(review -> review.kind() == PaymentReview.Kind.LATE
                                                && review.status() != PaymentReview.Status.APPLIED))));
            }
            shaken.requireBooksToAgree();
        });
    }
}
