package nx.sale.domain.payment;

import static nx.sale.domain.payment.PaymentStories.WHOLE;
import static nx.sale.domain.payment.PaymentStories.attempt;
import static nx.sale.domain.payment.PaymentStories.cancelled;
import static nx.sale.domain.payment.PaymentStories.cancelling;
import static nx.sale.domain.payment.PaymentStories.of;
import static nx.sale.domain.payment.PaymentStories.settled;
import static nx.sale.domain.payment.PaymentStories.success;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is refundable and what was refunded never exceed what was received, per order and per attempt (invariant 5 of the package), over
 * every random sequence of webhooks, cancels, write-offs, divisions and decisions. The order is 154,000.
 */
class RefundableMoneyTest {
    private static final int SEQUENCES = 10_000;
    private static final int STEPS = 25;

    private final PaymentTill till = new PaymentTill(TestOrders.checkedOut());

    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    private Money refundable() {
        return till.open(true);
    }

    // PAYMENT-3, REVIEW-3
    @Test
    void overEverySequence() {
        Set<OrderStatus> ends = EnumSet.noneOf(OrderStatus.class);
        Set<PaymentReview.Kind> kinds = EnumSet.noneOf(PaymentReview.Kind.class);
        Set<PaymentReview.Status> resolutions = EnumSet.noneOf(PaymentReview.Status.class);
        Seeded.times(SEQUENCES, random -> {
            PaymentTill sequence = new PaymentTill(TestOrders.checkedOut());
            List<PaymentNotice.Target> targets = new ArrayList<>(List.of(WHOLE));
            for (int step = 0; step < STEPS; step++) {
                OrderStatus before = sequence.status();
                Money paid = sequence.paid();
                if (random.nextInt(3) > 0) {
                    PaymentNotice notice = notice(random, targets);
                    sequence.receive(notice);
                    assertThat(sequence.paid()).isGreaterThanOrEqualTo(paid);
                    assertThat(sequence.status()).isGreaterThanOrEqualTo(before);
                } else {
                    decide(random, sequence);
                }
                sequence.checks().stream()
                        .map(PaymentStories::of)
                        .filter(target -> !targets.contains(target))
                        .forEach(targets::add);
                sequence.requireMoneyToBeThere();
            }
            sequence.requireBooksToAgree();
            ends.add(sequence.status());
            sequence.reviews().forEach(review -> {
                kinds.add(review.kind());
                resolutions.add(review.status());
            });
        });
        assertThat(ends).hasSize(OrderStatus.values().length);
        assertThat(kinds).isEqualTo(EnumSet.complementOf(EnumSet.of(PaymentReview.Kind.REFUNDED_TWICE)));
        assertThat(resolutions).hasSize(PaymentReview.Status.values().length);
    }

    private static PaymentNotice notice(Random random, List<PaymentNotice.Target> targets) {
        String transaction = "t" + random.nextInt(3);
        String amount = Seeded.one(random, List.of("1000", "54000", "77000", "154000", "200000"));
        PaymentNotice.Target target = Seeded.one(random, targets);
        Optional<PaymentNotice.Target> own =
                random.nextBoolean() ? Optional.empty() : Optional.of(Seeded.one(random, targets));
        if (random.nextInt(6) == 0) {
            return settled(transaction, target, amount);
        }
        return attempt(
                Seeded.one(
                        random,
                        List.of(
                                PaymentEventType.ATTEMPT_SUCCESS,
                                PaymentEventType.ATTEMPT_SUCCESS,
                                PaymentEventType.ATTEMPT_SUCCESS,
                                PaymentEventType.ATTEMPT_CANCELLED,
                                PaymentEventType.ATTEMPT_FAILED,
                                PaymentEventType.ATTEMPT_EXPIRED)),
                "a" + random.nextInt(6),
                target,
                amount,
                transaction,
                own,
                random.nextInt(3) == 0 ? Optional.of(amount) : Optional.empty());
    }

    private static void decide(Random random, PaymentTill till) {
        List<SaleCheck> checks = till.checks();
        switch (random.nextInt(10)) {
            case 0, 1 -> till.divide(new Division.Evenly(2 + random.nextInt(2)), "");
            case 2 -> till.rejoin();
            case 3 -> till.revert();
            case 4 -> till.checkOut(TestOrders.TERMS);
            case 5 -> {
                if (!checks.isEmpty()) {
                    till.writeOff(Seeded.one(random, checks).id());
                }
            }
            case 6 -> {
                if (random.nextInt(3) == 0) {
                    till.cancel();
                }
            }
            default -> {
                List<PaymentReview> reviews = till.reviews().toList();
                if (!reviews.isEmpty()) {
                    till.resolve(
                            Seeded.one(random, reviews).id(),
                            Seeded.one(
                                    random,
                                    List.of(
                                            PaymentReview.Status.APPLIED,
                                            PaymentReview.Status.REFUNDED,
                                            PaymentReview.Status.TIP,
                                            PaymentReview.Status.DISMISSED)));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"OPEN,87000", "REFUNDED,77000", "DISMISSED,77000"})
    void surplusIsRefundDueOnce_whateverHappenedBeforeTheCancel(PaymentReview.Status surplus, String refundable) {
        till.divide(new Division.Evenly(2), "");
        till.receive(success("a", of(till.checks().getFirst()), "87000"));
        PaymentReview over = till.open(PaymentReview.Kind.OVERPAID);
        assertThat(over.amount()).isEqualTo(vnd("10000"));
        assertThat(over.about().attemptUid()).contains("a");
        if (surplus != PaymentReview.Status.OPEN) {
            till.resolve(over.id(), surplus);
        }

        till.cancel();

        assertThat(till.open(PaymentReview.Kind.REFUND_DUE).amount()).isEqualTo(vnd("77000"));
        assertThat(till.open(PaymentReview.Kind.REFUND_DUE).about().attemptUid())
                .contains("a");
        assertThat(refundable()).isEqualTo(vnd(refundable));
    }

    // REVIEW-6
    @Test
    void reversedPaymentIsRefundDueOnce_whenItsOrderIsCancelled() {
        till.receive(success("a", WHOLE, "54000"));
        till.receive(cancelled("a", WHOLE, "54000"));

        till.cancel();

        assertThat(refundable().zero()).isTrue();
        assertThat(till.open(PaymentReview.Kind.REVERSED).amount()).isEqualTo(vnd("54000"));
    }

    @Test
    void cancellationAfterTheOrderCancelIsNotRefundDueAgain() {
        till.receive(success("a", WHOLE, "54000"));
        till.cancel();
        assertThat(refundable()).isEqualTo(vnd("54000"));

        till.receive(cancelled("a", WHOLE, "54000"));

        assertThat(refundable().zero()).isTrue();
        assertThat(till.open(PaymentReview.Kind.REVERSED).amount()).isEqualTo(vnd("54000"));
    }

    // REVIEW-5, REVIEW-6
    @Test
    void partOfASurplusThatTheProviderTakesBackAfterTheCancel_isTakenOffWhatIsDueOnce() {
        till.divide(new Division.Evenly(2), "");
        till.receive(success("a", of(till.checks().getFirst()), "87000"));
        assertThat(till.open(PaymentReview.Kind.OVERPAID).amount()).isEqualTo(vnd("10000"));
        till.cancel();
        assertThat(refundable()).isEqualTo(vnd("87000"));

        till.receive(cancelling("c", "a", "30000"));

        assertThat(refundable()).isEqualTo(vnd("57000"));
    }

    @Test
    void cancelledLateMoneyIsNeitherRefundableNorApplied() {
        till.revert();
        till.receive(success("a", WHOLE, "154000"));
        assertThat(till.open(PaymentReview.Kind.LATE).about().attemptUid()).contains("a");
        till.receive(cancelled("a", WHOLE, "154000"));
        assertThat(refundable().zero()).isTrue();

        till.checkOut(TestOrders.TERMS);

        assertThat(till.paid().zero()).isTrue();
        assertThat(till.status()).isEqualTo(OrderStatus.PROCESSING);
    }

    @Test
    void paymentAfterAReversalIsNoDuplicate() {
        till.receive(success("a", WHOLE, "154000"));
        till.receive(cancelled("a", WHOLE, "154000"));

        till.receive(success("b", WHOLE, "154000"));

        assertThat(refundable().zero()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = PaymentEventType.class,
            names = {"ATTEMPT_EXPIRED", "ATTEMPT_FAILED", "TRANSACTION_SETTLED", "TRANSACTION_CANCELLED"})
    void resolvedReversalStaysResolved(PaymentEventType later) {
        till.receive(success("a", WHOLE, "54000"));
        till.receive(cancelled("a", WHOLE, "54000"));
        till.resolve(till.open(PaymentReview.Kind.REVERSED).id(), PaymentReview.Status.DISMISSED);

        till.receive(attempt(later, "a", WHOLE, "54000", "t-a", Optional.of(WHOLE), Optional.of("54000")));

        assertThat(till.reviews().filter(review -> review.kind() == PaymentReview.Kind.REVERSED))
                .singleElement()
                .satisfies(review -> assertThat(review.status()).isEqualTo(PaymentReview.Status.DISMISSED));
    }

    // REVIEW-8
    @Test
    void secondResolutionIsRejected() {
        till.receive(success("a", WHOLE, "160000"));
        PaymentReview over = till.open(PaymentReview.Kind.OVERPAID);

        assertThat(till.resolve(over.id(), PaymentReview.Status.REFUNDED)).isEmpty();
        assertThat(till.resolve(over.id(), PaymentReview.Status.DISMISSED)).contains("review-resolved");
        assertThat(till.resolve(over.id(), PaymentReview.Status.REFUNDED)).contains("review-resolved");
    }

    // REVIEW-1
    @ParameterizedTest
    @CsvSource({
        "LATE, true, APPLIED REFUNDED DISMISSED",
        "OVERPAID, true, REFUNDED TIP DISMISSED",
        "REFUND_DUE, true, REFUNDED DISMISSED",
        "REVERSED, false, DISMISSED",
        "SHORTFALL, false, DISMISSED",
        "REFUNDED_TWICE, false, DISMISSED"
    })
    void allowedResolutionsOfEachKind(PaymentReview.Kind kind, boolean held, String possible) {
        PaymentReview review = switch (kind) {
            case LATE -> {
                till.revert();
                till.receive(success("a", WHOLE, "54000"));
                till.divide(new Division.Evenly(2), "");
                yield till.open(kind);
            }
            case OVERPAID -> {
                till.receive(success("a", WHOLE, "160000"));
                yield till.open(kind);
            }
            case REFUND_DUE -> {
                till.receive(success("a", WHOLE, "54000"));
                till.cancel();
                yield till.open(kind);
            }
            case REVERSED -> {
                till.receive(success("a", WHOLE, "54000"));
                till.receive(cancelled("a", WHOLE, "54000"));
                yield till.open(kind);
            }
            case SHORTFALL -> {
                till.divide(new Division.Evenly(2), "");
                till.receive(success("a", of(till.checks().getFirst()), "77000"));
                till.writeOff(till.checks().getLast().id());
                yield till.open(kind);
            }
            case REFUNDED_TWICE -> {
                till.act((bill, ledger) -> ledger.review(
                        kind,
                        vnd("54000"),
                        PaymentReview.About.ORDER,
                        TestOrders.ids(1),
                        TestOrders.WAITER,
                        TestOrders.NOON));
                yield till.open(kind);
            }
        };

        assertThat(kind.held()).isEqualTo(held);
        for (PaymentReview.Status resolution : PaymentReview.Status.values()) {
            PaymentTill fresh = till.copy();
            Optional<String> refused = fresh.resolve(review.id(), resolution);
            if (List.of(possible.split(" ")).contains(resolution.name())) {
                assertThat(refused.filter(code -> !code.equals("review-not-applicable")))
                        .as("%s", resolution)
                        .isEmpty();
            } else {
                assertThat(refused).as("%s", resolution).contains("review-resolution-not-allowed");
            }
        }
    }

    // REVIEW-8
    @Test
    void reviewsOfAnOlderBuildAreNotRefundedBeyondWhatWasReceived() {
        till.receive(success("a", WHOLE, "54000"));
        till.cancel();
        PaymentReview due = till.open(PaymentReview.Kind.REFUND_DUE);
        PaymentReview twice = new PaymentReview(
                new nx.sale.domain.id.ReviewId(7),
                due.merchant(),
                due.order(),
                PaymentReview.Kind.OVERPAID,
                vnd("10000"),
                new PaymentReview.About(Optional.empty(), Optional.empty()),
                PaymentReview.Status.OPEN,
                Optional.empty(),
                1,
                due.trace());
        till.plant(twice);

        assertThat(till.resolve(twice.id(), PaymentReview.Status.REFUNDED)).contains("review-not-refundable");
        assertThat(till.resolve(twice.id(), PaymentReview.Status.DISMISSED)).isEmpty();
        assertThat(till.resolve(due.id(), PaymentReview.Status.REFUNDED)).isEmpty();
    }
}
