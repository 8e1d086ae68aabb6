package nx.sale.domain.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.check.TestBills;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.TestOrders;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Seeded;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.api.Test;

/** Webhooks repeated and in any order end where the ordered ones end (invariants 1 to 4 of the package). */
class WebhookSequencesTest {
    private static final PaymentLedger.Purpose WHOLE =
            new PaymentLedger.Purpose(Optional.empty(), Set.of(), Money.zero(CurrencyCode.VND));

    private static final int SEQUENCES = 10_000;

    /** An order and its ledger, fed one notice after the other; repeats are dropped as the inbox would. */
    private static final class Till {
        private OrderSnapshot snapshot;
        private List<SaleCheck> checks;
        private PaymentLedger ledger;
        private final Set<String> heard = new LinkedHashSet<>();
        private final List<PaymentReview> closed = new ArrayList<>();
        private final Map<String, Takings.Part> books = new TreeMap<>();

        Till(OrderSnapshot order) {
            this(order, List.of());
        }

        Till(OrderSnapshot order, List<SaleCheck> divided) {
            snapshot = order;
            checks = divided;
            ledger = PaymentLedger.rehydrate(new PaymentLedger.Snapshot(
                    order.header().merchant(), order.header().id(), CurrencyCode.VND, List.of(), List.of(), List.of()));
        }

        void hear(PaymentNotice notice) {
            String event = notice.type() + "|" + notice.transaction().map(PaymentNotice.Transaction::uid) + "|"
                    + notice.attempt().map(PaymentNotice.Attempt::uid);
            if (heard.add(event)) {
                act(order -> {
                    Bill bill = Bill.rehydrate(order, checks);
                    PaymentPosting.post(
                                    notice,
                                    bill,
                                    ledger,
                                    Settings.DEFAULT,
                                    TestOrders.ids(heard.size() * 1_000L),
                                    TestOrders.WAITER,
                                    TestOrders.NOON)
                            .booked()
                            .ifPresent(booked -> booked.takings().forEach(this::book));
                    checks = bill.checks();
                });
            }
        }

        private void book(Takings.Change change) {
            books.merge(
                    change.tender().map(Enum::name).orElse("UNKNOWN"),
                    new Takings.Part(change.payments(), change.amount()),
                    (one, more) -> new Takings.Part(
                            one.payments() + more.payments(), one.amount().plus(more.amount())));
        }

        /** What the books should say: each tender its successful attempts, and the rest of what was received unknown. */
        private Map<String, Takings.Part> expectedBooks() {
            Map<String, Takings.Part> expected = new TreeMap<>();
            Takings takings = ledger.takings();
            takings.parts().forEach((tender, part) -> expected.put(tender.name(), part));
            Money unknown = takings.parts().values().stream()
                    .map(Takings.Part::amount)
                    .reduce(snapshot.header().progress().received(), Money::minus);
            if (!unknown.zero()) {
                expected.put("UNKNOWN", new Takings.Part(0, unknown));
            }
            return expected;
        }

        void requireBooksToAgree() {
            Map<String, Takings.Part> told = new TreeMap<>(books);
            told.values().removeIf(part -> part.payments() == 0 && part.amount().zero());
            assertThat(told).isEqualTo(expectedBooks());
        }

        void act(java.util.function.Consumer<SaleOrder> action) {
            SaleOrder order = SaleOrder.rehydrate(snapshot);
            try {
                action.accept(order);
                snapshot = order.snapshot();
            } catch (Rejected notNow) {
                assertThat(notNow.error().code()).startsWith("order-");
            }
        }

        void checkOut() {
            act(order -> {
                order.requireReadyToCheckOut();
                Money late = ledger.late();
                List<PaymentReview> before = ledger.openReviews();
                order.checkOut(
                        TestOrders.quote(snapshot),
                        TestOrders.TERMS,
                        late,
                        Settings.DEFAULT,
                        TestOrders.WAITER,
                        TestOrders.NOON);
                ledger.applyLate(TestOrders.WAITER, TestOrders.NOON);
                before.stream()
                        .filter(review -> review.kind() == PaymentReview.Kind.LATE)
                        .forEach(closed::add);
                ledger.review(
                        PaymentReview.Kind.OVERPAID,
                        Bill.undivided(order).overpaidWhole(),
                        PaymentReview.About.ORDER,
                        TestOrders.ids(heard.size() * 1_000L + 500),
                        TestOrders.WAITER,
                        TestOrders.NOON);
            });
        }

        String state() {
            Map<String, String> reviews = new TreeMap<>();
            ledger.openReviews()
                    .forEach(review -> reviews.put(
                            review.kind() + " " + review.about(),
                            review.amount().plain()));
            return snapshot.header().status() + " "
                    + snapshot.header().progress().paid() + " "
                    + snapshot.header().progress().received() + " " + reviews + " "
                    + checks.stream()
                            .map(check -> check.status() + " " + check.paid() + " " + check.received())
                            .toList()
                    + " "
                    + ledger.attempts().stream()
                            .sorted(java.util.Comparator.comparing(PaymentLedger.Attempt::uid))
                            .map(attempt -> attempt.uid() + "=" + attempt.status())
                            .collect(Collectors.joining(","));
        }
    }

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
                                transaction, Optional.of("SETTLED"), Optional.empty(), Optional.of(paid))),
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
                Optional.of(new PaymentNotice.Transaction(transaction, Optional.empty(), Optional.empty(), paid)),
                Optional.of(new PaymentNotice.Attempt(attempt, amount, "SYSTEM", tender(attempt), Optional.empty())));
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

    @Test
    void repeatedAndReordered_theyEndInTheStateOfTheOrderedOnes() {
        OrderSnapshot checkedOut = TestOrders.checkedOut();
        Seeded.times(SEQUENCES, random -> {
            List<PaymentNotice> ordered = story(random, List.of(WHOLE_ORDER));
            Till straight = new Till(checkedOut);
            ordered.forEach(straight::hear);

            Till shaken = new Till(checkedOut);
            for (PaymentNotice notice : shaken(random, ordered)) {
                OrderStatus before = shaken.snapshot.header().status();
                Money paid = shaken.snapshot.header().progress().paid();
                shaken.hear(notice);
                assertThat(shaken.snapshot.header().status()).isGreaterThanOrEqualTo(before);
                assertThat(shaken.snapshot.header().progress().paid()).isGreaterThanOrEqualTo(paid);
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
            Till straight = new Till(divided.order(), divided.checks());
            ordered.forEach(straight::hear);

            Till shaken = new Till(divided.order(), divided.checks());
            for (PaymentNotice notice : shaken(random, ordered)) {
                OrderStatus before = shaken.snapshot.header().status();
                shaken.hear(notice);
                assertThat(shaken.snapshot.header().status()).isGreaterThanOrEqualTo(before);
            }

            assertThat(shaken.state()).isEqualTo(straight.state());
            shaken.requireBooksToAgree();
            straight.requireBooksToAgree();
            assertThat(shaken.snapshot.header().progress().paid().plus(shaken.ledger.late()))
                    .isEqualTo(shaken.snapshot.header().progress().received());
            ends.add(shaken.snapshot.header().status());
        });
        assertThat(ends).containsExactlyInAnyOrder(OrderStatus.PROCESSING, OrderStatus.PARTIAL, OrderStatus.COMPLETED);
    }

    @Test
    void withRevertAndCancelBetween_everyUnitOfMoneyIsInPaidOrInAReview() {
        Seeded.times(SEQUENCES, random -> {
            Till till = new Till(TestOrders.checkedOut());
            for (PaymentNotice notice : shaken(random, story(random, List.of(WHOLE_ORDER)))) {
                Money paid = till.snapshot.header().progress().paid();
                switch (random.nextInt(8)) {
                    case 0 -> till.act(order -> order.revert(TestOrders.WAITER, TestOrders.NOON));
                    case 1 -> till.checkOut();
                    case 2 ->
                        till.act(order -> {
                            if (random.nextInt(5) == 0) {
                                order.cancel("left", TestOrders.WAITER, TestOrders.NOON);
                            }
                        });
                    default -> till.hear(notice);
                }
                till.hear(notice);
                assertThat(till.snapshot.header().progress().paid()).isGreaterThanOrEqualTo(paid);
            }

            till.requireBooksToAgree();
            Money received = till.ledger.received(WHOLE);
            assertThat(till.snapshot.header().progress().received()).isEqualTo(received);
            assertThat(till.snapshot.header().progress().paid().plus(till.ledger.late()))
                    .isEqualTo(received);
        });
    }

    @Test
    void whatIsTakenBackAfterItWasCountedNeedsAPerson() {
        Till till = new Till(TestOrders.checkedOut());
        till.hear(notice(
                PaymentEventType.ATTEMPT_SUCCESS, WHOLE_ORDER, "t", Optional.empty(), "a", new BigDecimal("154000")));
        till.hear(notice(
                PaymentEventType.ATTEMPT_CANCELLED, WHOLE_ORDER, "t", Optional.empty(), "a", new BigDecimal("154000")));

        assertThat(till.snapshot.header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(till.ledger.openReviews()).singleElement().satisfies(review -> {
            assertThat(review.kind()).isEqualTo(PaymentReview.Kind.REVERSED);
            assertThat(review.amount()).isEqualTo(Money.of("154000", CurrencyCode.VND));
        });
    }
}
