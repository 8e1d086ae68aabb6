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
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.fixture.TestBills;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Seeded;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.api.Test;

/** Cash that is rounded, tips and payments taken back: whatever comes in which order, it ends alike. */
class CashAndTipSequencesTest {
    private static final int SEQUENCES = 10_000;

    private static final PaymentNotice.Target WHOLE =
            new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, 100);

    /** 154,000 to pay, in cash 156,000: half of 4,000 is rounded up. */
    private static OrderSnapshot rounded() {
        return TestOrders.checkedOut(TestOrders.withLines(), "4000");
    }

    private static List<PaymentNotice> story(Random random, List<PaymentNotice.Target> targets) {
        List<PaymentNotice> notices = new ArrayList<>();
        for (int group = 0; group < 1 + random.nextInt(3); group++) {
            PaymentNotice.Target target = Seeded.one(random, targets);
            String transaction = "t" + group;
            BigDecimal paid = BigDecimal.ZERO;
            for (int number = 0; number < 1 + random.nextInt(3); number++) {
                String uid = transaction + "-a" + number;
                int amount = Seeded.one(
                        random, List.of(740, 2_000, 76_000, 77_000, 80_000, 152_000, 154_000, 156_000, 200_000));
                boolean success = random.nextInt(4) > 0;
                Optional<BigDecimal> tip = random.nextBoolean()
                        ? Optional.of(BigDecimal.valueOf(random.nextInt(Math.min(amount, 9_000) + 1)))
                        : Optional.empty();
                paid = success ? paid.add(BigDecimal.valueOf(amount)) : paid;
                notices.add(attempt(
                        success ? PaymentEventType.ATTEMPT_SUCCESS : PaymentEventType.ATTEMPT_EXPIRED,
                        target,
                        transaction,
                        paid,
                        uid,
                        amount,
                        Optional.empty(),
                        tip));
                if (random.nextInt(5) == 0) {
                    notices.add(attempt(
                            PaymentEventType.ATTEMPT_SUCCESS,
                            target,
                            transaction,
                            paid,
                            uid + "-back",
                            Seeded.one(random, List.of(0, 1_000, amount)),
                            Optional.of(new PaymentNotice.Cancels(Optional.of(uid))),
                            Optional.empty()));
                }
                if (random.nextInt(6) == 0) {
                    notices.add(attempt(
                            PaymentEventType.ATTEMPT_CANCELLED,
                            target,
                            transaction,
                            paid,
                            uid,
                            amount,
                            Optional.empty(),
                            tip));
                }
            }
            if (random.nextBoolean()) {
                notices.add(new PaymentNotice(
                        PaymentEventType.TRANSACTION_SETTLED,
                        target,
                        Optional.of(new PaymentNotice.Transaction(
                                transaction,
                                Optional.of(target),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(paid))),
                        Optional.empty()));
            }
        }
        return notices;
    }

    private static PaymentNotice attempt(
            PaymentEventType type,
            PaymentNotice.Target target,
            String transaction,
            BigDecimal paid,
            String uid,
            int amount,
            Optional<PaymentNotice.Cancels> cancels,
            Optional<BigDecimal> tip) {
        boolean card = uid.equals("card") || Math.floorMod(uid.hashCode(), 3) == 0;
        Tender tender = card ? Tender.CARD : Tender.CASH;
        return new PaymentNotice(
                type,
                target,
                Optional.of(new PaymentNotice.Transaction(
                        transaction, Optional.of(target), Optional.empty(), Optional.empty(), Optional.of(paid))),
                Optional.of(new PaymentNotice.Attempt(
                        uid,
                        Optional.empty(),
                        Optional.empty(),
                        BigDecimal.valueOf(amount),
                        "SYSTEM",
                        Optional.of(tender),
                        Optional.empty(),
                        cancels,
                        tip)));
    }

    private static List<PaymentNotice> shaken(Random random, List<PaymentNotice> ordered) {
        List<PaymentNotice> shaken = new ArrayList<>(ordered);
        ordered.stream().filter(notice -> random.nextInt(3) == 0).forEach(shaken::add);
        Collections.shuffle(shaken, random);
        return shaken;
    }

    private static PaymentTill received(OrderSnapshot order, List<SaleCheck> checks, List<PaymentNotice> notices) {
        PaymentTill till = new PaymentTill(order, checks);
        for (PaymentNotice notice : notices) {
            OrderStatus before = till.status();
            till.receive(notice);
            assertThat(till.status()).isGreaterThanOrEqualTo(before);
        }
        till.requireMoneyToBeThere();
        till.requireSettledBillsToAddUp();
        till.requireBooksToAgree();
        return till;
    }

    // ROUND-3
    // ROUND-4
    // ROUND-6
    // TIP-4
    @Test
    void inAnyOrderTheyEndAlike_andNothingIsUnsettled() {
        OrderSnapshot order = rounded();
        Set<OrderStatus> ends = EnumSet.noneOf(OrderStatus.class);
        int[] roundedBills = new int[1];
        int[] tips = new int[1];
        Seeded.times(SEQUENCES, random -> {
            List<PaymentNotice> ordered = story(random, List.of(WHOLE));
            PaymentTill straight = received(order, List.of(), ordered);

            PaymentTill shaken = received(order, List.of(), shaken(random, ordered));

            assertThat(shaken.state()).isEqualTo(straight.state());
            ends.add(shaken.status());
            roundedBills[0] +=
                    shaken.order().header().progress().tally().cashRounding().zero() ? 0 : 1;
            tips[0] += shaken.order().header().progress().tally().tip().zero() ? 0 : 1;
        });
        assertThat(ends).contains(OrderStatus.PARTIAL, OrderStatus.COMPLETED);
        assertThat(roundedBills[0]).isGreaterThan(SEQUENCES / 50);
        assertThat(tips[0]).isGreaterThan(SEQUENCES / 50);
    }

    @Test
    void onADividedBillToo_eachCheckRoundedByItself() {
        TestBills divided = new TestBills(rounded(), TestOrders.ids(5_000));
        divided.divide(new Division.Evenly(2));
        List<PaymentNotice.Target> targets = new ArrayList<>(List.of(WHOLE));
        divided.checks().forEach(check -> targets.add(PaymentNotice.Target.of(check.id())));
        Seeded.times(SEQUENCES, random -> {
            List<PaymentNotice> ordered = story(random, targets);
            PaymentTill straight = received(divided.order(), divided.checks(), ordered);

            PaymentTill shaken = received(divided.order(), divided.checks(), shaken(random, ordered));

            assertThat(shaken.state()).isEqualTo(straight.state());
        });
    }

    // ROUND-6
    // TIP-6
    @Test
    void withCancelTipsAndResolutionsBetween_everyUnitIsBooked() {
        TestBills divided = new TestBills(rounded(), TestOrders.ids(5_000));
        divided.divide(new Division.Evenly(2));
        List<PaymentNotice.Target> targets = divided.checks().stream()
                .map(check -> PaymentNotice.Target.of(check.id()))
                .toList();
        Seeded.times(SEQUENCES / 5, random -> {
            PaymentTill till = new PaymentTill(divided.order(), divided.checks());
            for (PaymentNotice notice : shaken(random, story(random, targets))) {
                till.receive(notice);
                switch (random.nextInt(8)) {
                    case 0 ->
                        till.reviews()
                                .filter(review -> review.open() && review.kind() == PaymentReview.Kind.OVERPAID)
                                .map(PaymentReview::id)
                                .findFirst()
                                .ifPresent(id -> till.resolve(
                                        id,
                                        Seeded.one(
                                                random,
                                                List.of(
                                                        PaymentReview.Status.TIP,
                                                        PaymentReview.Status.REFUNDED,
                                                        PaymentReview.Status.DISMISSED))));
                    case 1 ->
                        till.attempts()
                                .findFirst()
                                .ifPresent(attempt ->
                                        till.enterTip(attempt.uid(), Integer.toString(random.nextInt(4_000))));
                    case 2 -> {
                        if (random.nextInt(8) == 0) {
                            till.cancel();
                        }
                    }
                    case 3 -> till.checks().stream().findFirst().ifPresent(check -> till.writeOff(check.id()));
                    default -> till.rejoin();
                }
                till.requireMoneyToBeThere();
                till.requireBesideToAgree();
            }
        });
    }

    // ROUND-2
    @Test
    void aGuestWithAlmostEnoughCashPaysTheBill_andMoneyThatBecomesKnownSettlesIt() {
        PaymentTill till = new PaymentTill(rounded());
        till.receive(new PaymentNotice(
                PaymentEventType.TRANSACTION_SETTLED,
                WHOLE,
                Optional.of(new PaymentNotice.Transaction(
                        "t",
                        Optional.of(WHOLE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new BigDecimal("77000")))),
                Optional.empty()));
        till.receive(PaymentNotice.received("cash", WHOLE, Money.of("76000", CurrencyCode.VND), "TILL", Tender.CASH));
        assertThat(till.status()).isEqualTo(OrderStatus.PARTIAL);

        till.receive(attempt(
                PaymentEventType.ATTEMPT_SUCCESS,
                WHOLE,
                "t",
                new BigDecimal("77000"),
                "card",
                77_000,
                Optional.empty(),
                Optional.empty()));

        assertThat(till.status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(till.order().header().progress().tally().cashRounding().canonical())
                .isEqualTo("-1000");
        till.requireBooksToAgree();
    }

    private static PaymentNotice by(Tender tender, PaymentEventType type, String amount) {
        PaymentNotice.Attempt attempt = PaymentNotice.received(
                        "guest", WHOLE, Money.of(amount, CurrencyCode.VND), "SYSTEM", tender)
                .attempt()
                .orElseThrow();
        return new PaymentNotice(type, WHOLE, Optional.empty(), Optional.of(attempt));
    }

    // ROUND-8
    @Test
    void aBillThatWasPaidStaysPaid_whenMqPayNamesAnotherTenderForItsCash() {
        PaymentTill till = new PaymentTill(TestOrders.checkedOut(TestOrders.withLines(), "20000"));
        till.receive(by(Tender.CASH, PaymentEventType.ATTEMPT_SUCCESS, "150000"));
        assertThat(till.status()).isEqualTo(OrderStatus.PARTIAL);
        till = new PaymentTill(TestOrders.checkedOut(TestOrders.withLines(), "50000"));
        till.receive(by(Tender.CASH, PaymentEventType.ATTEMPT_SUCCESS, "150000"));
        assertThat(till.status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(till.order().header().progress().tally().cashRounding().canonical())
                .isEqualTo("-4000");

        till.receive(by(Tender.CARD, PaymentEventType.ATTEMPT_EXPIRED, "150000"));

        assertThat(till.status()).isEqualTo(OrderStatus.COMPLETED);
        Tally tally = till.order().header().progress().tally();
        assertThat(List.of(tally.cash(), tally.other(), tally.cashRounding(), tally.due(), tally.cashDue()))
                .extracting(Money::canonical)
                .containsExactly("0", "150000", "0", "0", "0");
        till.requireBooksToAgree();
        till.requireBesideToAgree();
    }

    // TIP-1
    // TIP-4
    @Test
    void whatStaffSayWins_andATipLowersAnOpenOverpaidReviewOnly() {
        PaymentTill till = new PaymentTill(rounded());
        till.receive(attempt(
                PaymentEventType.ATTEMPT_SUCCESS,
                WHOLE,
                "t",
                new BigDecimal("160000"),
                "card",
                160_000,
                Optional.empty(),
                Optional.of(new BigDecimal("1000"))));
        assertThat(till.open(PaymentReview.Kind.OVERPAID).amount().canonical()).isEqualTo("5000");

        assertThat(till.enterTip("card", "4000")).isEmpty();
        assertThat(till.open(PaymentReview.Kind.OVERPAID).amount().canonical()).isEqualTo("2000");
        till.resolve(till.open(PaymentReview.Kind.OVERPAID).id(), PaymentReview.Status.REFUNDED);
        assertThat(till.enterTip("card", "6000")).isEmpty();

        assertThat(till.order().header().progress().tally().tip().canonical()).isEqualTo("4000");
        assertThat(till.reviews())
                .singleElement()
                .satisfies(review -> assertThat(review.amount().canonical()).isEqualTo("2000"));
        assertThat(till.enterTip("card", "160001")).contains("tip-too-large");
        assertThat(till.enterTip("card", "0.5")).contains("tip-not-payable");
        assertThat(till.enterTip("nobody", "1")).contains("payment-not-found");
        till.requireBesideToAgree();
    }

    // TIP-4
    @Test
    void anOverpaidReviewIsLeftForTheStaff() {
        PaymentTill till = new PaymentTill(rounded());
        till.receive(attempt(
                PaymentEventType.ATTEMPT_SUCCESS,
                WHOLE,
                "t",
                new BigDecimal("160000"),
                "card",
                160_000,
                Optional.empty(),
                Optional.empty()));

        assertThat(till.resolve(till.open(PaymentReview.Kind.OVERPAID).id(), PaymentReview.Status.TIP))
                .isEmpty();

        assertThat(till.order().header().progress().tally().tip().canonical()).isEqualTo("6000");
        till.requireBesideToAgree();
        till.requireSettledBillsToAddUp();
    }

    // ROUND-6
    // TIP-6
    @Test
    void aCancelledOrderTakesRoundingAndTipsBack() {
        TestBills divided = new TestBills(rounded(), TestOrders.ids(5_000));
        divided.divide(new Division.Evenly(2));
        CheckId check = divided.checks().getFirst().id();
        PaymentTill till = new PaymentTill(divided.order(), divided.checks());
        till.receive(PaymentNotice.received(
                "cash",
                PaymentNotice.Target.of(check),
                Money.of("77000", CurrencyCode.VND),
                Optional.of(Money.of("1000", CurrencyCode.VND)),
                "TILL",
                Tender.CASH));
        assertThat(till.order().header().progress().tally().cashRounding().canonical())
                .isEqualTo("-1000");
        assertThat(till.order().header().progress().tally().tip().canonical()).isEqualTo("1000");

        assertThat(till.cancel()).isEmpty();

        assertThat(till.order().header().progress().tally().cashRounding().canonical())
                .isEqualTo("0");
        assertThat(till.open(PaymentReview.Kind.REFUND_DUE).amount().canonical())
                .isEqualTo("77000");
        till.requireBesideToAgree();
    }
}
