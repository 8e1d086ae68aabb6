package nx.sale.domain.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import nx.sale.domain.check.Division;
import nx.sale.domain.fixture.TestBills;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Seeded;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.api.Test;

/** Webhooks repeated and in any order end where the ordered ones end (invariants 1 to 4 of the package). */
class WebhookSequencesTest {
    private static final int SEQUENCES = 10_000;

    private static final PaymentNotice.Target WHOLE_ORDER =
            new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, 100);

    /**
     * @param targets what may be paid for
     */
    private static List<PaymentNotice> story(Random random, List<PaymentNotice.Target> targets) {
        List<PaymentNotice> notices = new ArrayList<>();
        int groups = targets.size() + random.nextInt(2);
        for (int group = 0; group < groups; group++) {
            String transaction = "t" + group;
            PaymentNotice.Target target = Seeded.one(random, targets);
            BigDecimal paid = BigDecimal.ZERO;
            for (int number = 0; number < 1 + random.nextInt(3); number++) {
                String uid = transaction + "-a" + number;
                BigDecimal amount =
                        BigDecimal.valueOf(Seeded.one(random, List.of(1_000, 54_000, 77_000, 154_000, 200_000)));
                PaymentEventType end = Seeded.one(
                        random,
                        List.of(
                                PaymentEventType.ATTEMPT_SUCCESS,
                                PaymentEventType.ATTEMPT_SUCCESS,
                                PaymentEventType.ATTEMPT_FAILED,
                                PaymentEventType.ATTEMPT_EXPIRED,
                                PaymentEventType.ATTEMPT_CANCELLED));
                paid = end == PaymentEventType.ATTEMPT_SUCCESS ? paid.add(amount) : paid;
                notices.add(notice(end, target, transaction, Optional.of(paid), uid, amount));
                if (random.nextInt(4) == 0) {
                    notices.add(notice(
                            PaymentEventType.ATTEMPT_CANCELLED, target, transaction, Optional.of(paid), uid, amount));
                }
                if (random.nextInt(6) == 0) {
                    notices.add(notice(
                            PaymentEventType.ATTEMPT_EXPIRED, target, transaction, Optional.empty(), uid, amount));
                }
            }
            if (random.nextBoolean()) {
                notices.add(new PaymentNotice(
                        PaymentEventType.TRANSACTION_SETTLED,
                        target,
                        Optional.of(new PaymentNotice.Transaction(
                                transaction,
                                Optional.of(target),
                                Optional.of("SETTLED"),
                                Optional.empty(),
                                Optional.of(paid))),
                        Optional.empty()));
            }
        }
        return notices;
    }

    private static PaymentNotice notice(
            PaymentEventType type,
            PaymentNotice.Target target,
            String transaction,
            Optional<BigDecimal> paid,
            String attempt,
            BigDecimal amount) {
        return new PaymentNotice(
                type,
                target,
                Optional.of(new PaymentNotice.Transaction(
                        transaction, Optional.of(target), Optional.empty(), Optional.empty(), paid)),
                Optional.of(new PaymentNotice.Attempt(
                        attempt, Optional.empty(), amount, "SYSTEM", tender(attempt), Optional.empty())));
    }

    /** Always the same for one attempt. */
    private static Optional<Tender> tender(String attempt) {
        return Optional.of(Tender.values()[Math.floorMod(attempt.hashCode(), Tender.values().length)]);
    }

    private static List<PaymentNotice> shaken(Random random, List<PaymentNotice> ordered) {
        List<PaymentNotice> shaken = new ArrayList<>(ordered);
        ordered.stream().filter(notice -> random.nextInt(3) == 0).forEach(shaken::add);
        Collections.shuffle(shaken, random);
        return shaken;
    }

    // PAYMENT-1, PAYMENT-3
    @Test
    void repeatedAndReordered_theyEndInTheStateOfTheOrderedOnes() {
        OrderSnapshot checkedOut = TestOrders.checkedOut();
        Seeded.times(SEQUENCES, random -> {
            List<PaymentNotice> ordered = story(random, List.of(WHOLE_ORDER));
            PaymentTill straight = new PaymentTill(checkedOut);
            ordered.forEach(straight::receive);

            PaymentTill shaken = new PaymentTill(checkedOut);
            for (PaymentNotice notice : shaken(random, ordered)) {
                OrderStatus before = shaken.status();
                Money paid = shaken.paid();
                shaken.receive(notice);
                assertThat(shaken.status()).isGreaterThanOrEqualTo(before);
                assertThat(shaken.paid()).isGreaterThanOrEqualTo(paid);
            }

            assertThat(shaken.state()).isEqualTo(straight.state());
            shaken.requireBooksToAgree();
            straight.requireBooksToAgree();
        });
    }

    @Test
    void onADividedBillToo_whateverIsPaidFirst() {
        TestBills divided = new TestBills(TestOrders.checkedOut(), TestOrders.ids(5_000));
        divided.divide(new Division.Evenly(2));
        List<PaymentNotice.Target> targets = new ArrayList<>(List.of(WHOLE_ORDER));
        divided.checks()
                .forEach(check -> targets.add(new PaymentNotice.Target(
                        PaymentNotice.Target.Kind.SALE_CHECK, check.id().value())));
        Set<OrderStatus> ends = EnumSet.noneOf(OrderStatus.class);
        Seeded.times(SEQUENCES, random -> {
            List<PaymentNotice> ordered = story(random, targets);
            PaymentTill straight = new PaymentTill(divided.order(), divided.checks());
            ordered.forEach(straight::receive);

            PaymentTill shaken = new PaymentTill(divided.order(), divided.checks());
            for (PaymentNotice notice : shaken(random, ordered)) {
                OrderStatus before = shaken.status();
                shaken.receive(notice);
                assertThat(shaken.status()).isGreaterThanOrEqualTo(before);
            }

            assertThat(shaken.state()).isEqualTo(straight.state());
            shaken.requireBooksToAgree();
            straight.requireBooksToAgree();
            shaken.requireMoneyToBeThere();
            ends.add(shaken.status());
        });
        assertThat(ends).containsExactlyInAnyOrder(OrderStatus.PROCESSING, OrderStatus.PARTIAL, OrderStatus.COMPLETED);
    }

    @Test
    void ofOneTransactionForSeveralChecks_whateverComesFirst() {
        TestBills divided = new TestBills(TestOrders.checkedOut(), TestOrders.ids(5_000));
        divided.divide(new Division.Evenly(3));
        List<PaymentNotice.Target> targets = new ArrayList<>(List.of(WHOLE_ORDER));
        divided.checks()
                .forEach(check -> targets.add(new PaymentNotice.Target(
                        PaymentNotice.Target.Kind.SALE_CHECK, check.id().value())));
        Seeded.times(SEQUENCES, random -> {
            List<PaymentNotice> ordered = new ArrayList<>();
            BigDecimal paid = BigDecimal.ZERO;
            for (int number = 0; number < 2 + random.nextInt(4); number++) {
                PaymentNotice.Target target = Seeded.one(random, targets);
                BigDecimal amount = BigDecimal.valueOf(Seeded.one(random, List.of(1_000, 51_334, 77_000, 200_000)));
                paid = paid.add(amount);
                ordered.add(new PaymentNotice(
                        Seeded.one(
                                random,
                                List.of(
                                        PaymentEventType.ATTEMPT_SUCCESS,
                                        PaymentEventType.ATTEMPT_SUCCESS,
                                        PaymentEventType.ATTEMPT_FAILED,
                                        PaymentEventType.ATTEMPT_CANCELLED)),
                        target,
                        Optional.of(new PaymentNotice.Transaction(
                                "t", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(paid))),
                        Optional.of(new PaymentNotice.Attempt(
                                "a" + number,
                                Optional.of(target),
                                amount,
                                "SYSTEM",
                                tender("a" + number),
                                Optional.empty()))));
            }
            PaymentTill straight = new PaymentTill(divided.order(), divided.checks());
            ordered.forEach(straight::receive);

            PaymentTill shaken = new PaymentTill(divided.order(), divided.checks());
            shaken(random, ordered).forEach(shaken::receive);

            assertThat(shaken.state()).isEqualTo(straight.state());
            shaken.requireBooksToAgree();
            shaken.requireMoneyToBeThere();
        });
    }

    // PAYMENT-1
    @Test
    void everyAmountIsPaidOrInAReview_withRevertAndCancelBetween() {
        Seeded.times(SEQUENCES, random -> {
            PaymentTill till = new PaymentTill(TestOrders.checkedOut());
            for (PaymentNotice notice : shaken(random, story(random, List.of(WHOLE_ORDER)))) {
                Money paid = till.paid();
                switch (random.nextInt(8)) {
                    case 0 -> till.revert();
                    case 1 -> till.checkOut(TestOrders.TERMS);
                    case 2 -> {
                        if (random.nextInt(5) == 0) {
                            till.cancel();
                        }
                    }
                    default -> till.receive(notice);
                }
                till.receive(notice);
                assertThat(till.paid()).isGreaterThanOrEqualTo(paid);
                till.requireMoneyToBeThere();
            }

            till.requireBooksToAgree();
        });
    }
}
