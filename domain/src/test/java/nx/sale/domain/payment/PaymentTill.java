package nx.sale.domain.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.settlement.Balance;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.order.settlement.TipChange;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/**
 * An order, its bill and its ledger, loaded anew for every act as storage would: nothing of a refused act stays. Repeats of a webhook are
 * dropped as the inbox would.
 */
final class PaymentTill {
    private static final Money ZERO = Money.zero(CurrencyCode.VND);

    private final Ids ids = TestOrders.ids(900_000);
    private final Map<String, PaymentLedger.Transaction> transactions = new LinkedHashMap<>();
    private final Map<String, PaymentLedger.Attempt> attempts = new LinkedHashMap<>();
    private final Map<ReviewId, PaymentReview> reviews = new LinkedHashMap<>();
    private final Set<String> shared = new LinkedHashSet<>();
    private final Set<String> seenEvents = new LinkedHashSet<>();
    private final Map<String, Takings.Part> books = new TreeMap<>();
    private final Map<String, Money> cash = new TreeMap<>();
    private Money rounded = ZERO;
    private Money tipped = ZERO;
    private OrderSnapshot order;
    private List<SaleCheck> checks;

    PaymentTill(OrderSnapshot order) {
        this(order, List.of());
    }

    PaymentTill(OrderSnapshot order, List<SaleCheck> checks) {
        this.order = order;
        this.checks = checks;
    }

    /** Attempts for another order belong to this transaction. */
    void share(String transaction) {
        shared.add(transaction);
    }

    /** The same once more, to be tried otherwise. */
    PaymentTill copy() {
        PaymentTill copy = new PaymentTill(order, checks);
        copy.transactions.putAll(transactions);
        copy.attempts.putAll(attempts);
        copy.reviews.putAll(reviews);
        copy.shared.addAll(shared);
        return copy;
    }

    private PaymentLedger ledger() {
        return PaymentLedger.rehydrate(new PaymentLedger.Snapshot(
                order.header().merchant(),
                order.header().id(),
                CurrencyCode.VND,
                List.copyOf(transactions.values()),
                List.copyOf(attempts.values()),
                List.copyOf(reviews.values()),
                shared::contains));
    }

    /** Does something; what is rejected changes nothing. Returns the code of the rejection. */
    Optional<String> act(BiConsumer<Bill, PaymentLedger> action) {
        Bill bill = Bill.rehydrate(SaleOrder.rehydrate(order), checks);
        PaymentLedger ledger = ledger();
        try {
            action.accept(bill, ledger);
        } catch (Rejected notNow) {
            return Optional.of(notNow.error().code());
        }
        order = bill.order().snapshot();
        checks = bill.checks();
        PaymentLedger.Changes changes = ledger.changes();
        changes.transactions().forEach(transaction -> transactions.put(transaction.uid(), transaction));
        changes.attempts().forEach(attempt -> attempts.put(attempt.uid(), attempt));
        changes.reviews().forEach(review -> reviews.put(review.id(), review));
        return Optional.empty();
    }

    /** What became of it; DUPLICATE for a repeat. */
    WebhookOutcome receive(PaymentNotice notice) {
        String event = notice.type() + "|" + notice.transaction().map(PaymentNotice.Transaction::uid) + "|"
                + notice.attempt().map(PaymentNotice.Attempt::uid);
        if (!seenEvents.add(event)) {
            return WebhookOutcome.DUPLICATE;
        }
        WebhookOutcome[] outcome = new WebhookOutcome[1];
        Optional<String> rejected = act((bill, ledger) -> {
            PaymentPosting.Posted posted = PaymentPosting.post(
                    notice, bill, ledger, Settings.DEFAULT, ids, TestOrders.WAITER, TestOrders.NOON);
            outcome[0] = posted.outcome();
            posted.booked().forEach(booked -> booked.takings().forEach(change -> book(booked, change)));
            beside(posted.booked());
        });
        assertThat(rejected).isEmpty();
        return outcome[0];
    }

    private void book(PaymentEvent.Booked booked, Takings.Change change) {
        String tender = change.tender().map(Enum::name).orElse("UNKNOWN");
        books.merge(
                tender,
                new Takings.Part(change.payments(), change.amount()),
                (one, more) -> new Takings.Part(
                        one.payments() + more.payments(), one.amount().plus(more.amount())));
        cash.merge(booked.drawer().map(DeviceId::value).orElse("") + " " + tender, change.amount(), Money::plus);
    }

    /** What is booked beside the takings. */
    private void beside(List<PaymentEvent.Booked> booked) {
        for (PaymentEvent.Booked one : booked) {
            rounded = rounded.plus(one.beside().cashRounding());
            tipped = one.beside().tips().stream().map(TipChange::amount).reduce(tipped, Money::plus);
        }
    }

    /** As staff would. */
    Optional<String> enterTip(String attempt, String amount) {
        return act((bill, ledger) -> beside(PaymentPosting.enterTip(
                attempt,
                Money.of(amount, CurrencyCode.VND),
                Optional.empty(),
                bill,
                ledger,
                Settings.DEFAULT,
                ids,
                TestOrders.WAITER,
                TestOrders.NOON)));
    }

    /** What the books of one till have of one tender. */
    Money booked(String device, String tender) {
        return cash.getOrDefault(device + " " + tender, ZERO);
    }

    Optional<String> divide(Division division, String device) {
        return act((bill, ledger) -> bill.divide(
                division,
                context(),
                ids,
                Optional.of(device).filter(name -> !name.isEmpty()).map(DeviceId::new)));
    }

    Optional<String> rejoin() {
        return act((bill, ledger) -> {
            bill.rejoin(context());
            ReviewBalance.align(bill, ledger, Optional.empty(), ids, TestOrders.WAITER, TestOrders.NOON);
            beside(BillMoney.align(bill, ledger, Settings.DEFAULT, TestOrders.WAITER, TestOrders.NOON));
        });
    }

    private OrderOperation.Context context() {
        return new OrderOperation.Context(new OperationId(ids.next()), TestOrders.WAITER, TestOrders.NOON);
    }

    Optional<String> revert() {
        return act((bill, ledger) -> bill.order().revert(TestOrders.WAITER, TestOrders.NOON));
    }

    Optional<String> checkOut(OrderHeader.Checkout terms) {
        return act((bill, ledger) -> {
            bill.order().requireReadyToCheckOut();
            beside(PaymentPosting.checkOut(
                    TestOrders.quote(order),
                    terms,
                    bill.order(),
                    ledger,
                    Settings.DEFAULT,
                    ids,
                    TestOrders.WAITER,
                    TestOrders.NOON));
        });
    }

    /** Afterwards all that was paid, and not taken back, is due back, went back or was decided about. */
    Optional<String> cancel() {
        Optional<String> refused = act((bill, ledger) -> {
            Money due = ReviewBalance.refundDue(bill, ledger, ids, TestOrders.WAITER, TestOrders.NOON);
            bill.order().cancel("left", due, TestOrders.WAITER, TestOrders.NOON);
            bill.cancelOpen("left", TestOrders.WAITER, TestOrders.NOON);
            beside(BillMoney.align(bill, ledger, Settings.DEFAULT, TestOrders.WAITER, TestOrders.NOON));
        });
        if (refused.isEmpty()) {
            Bill bill = Bill.rehydrate(SaleOrder.rehydrate(order), checks);
            assertThat(Unclaimed.of(ledger(), bill.counted(), ZERO).pieces()).isEmpty();
        }
        return refused;
    }

    Optional<String> writeOff(CheckId check) {
        return act((bill, ledger) -> {
            Money shortfall = bill.writeOff(check, "ran", Settings.DEFAULT, TestOrders.WAITER, TestOrders.NOON);
            ledger.review(
                    PaymentReview.Kind.SHORTFALL,
                    shortfall,
                    PaymentReview.About.check(check),
                    ids,
                    TestOrders.WAITER,
                    TestOrders.NOON);
            beside(BillMoney.align(bill, ledger, Settings.DEFAULT, TestOrders.WAITER, TestOrders.NOON));
        });
    }

    /** As a person would, money in hand. */
    Optional<String> resolve(ReviewId id, PaymentReview.Status resolution) {
        return act((bill, ledger) -> {
            if (resolution == PaymentReview.Status.REFUNDED) {
                ReviewBalance.requireRefundable(id, bill, ledger, ids, TestOrders.WAITER, TestOrders.NOON);
            }
            PaymentReview closed = ledger.resolve(id, resolution, Optional.empty(), TestOrders.WAITER, TestOrders.NOON);
            if (closed.status() == PaymentReview.Status.APPLIED) {
                beside(PaymentPosting.settle(
                        closed, bill, ledger, Settings.DEFAULT, ids, TestOrders.WAITER, TestOrders.NOON));
            } else {
                beside(BillMoney.align(bill, ledger, Settings.DEFAULT, TestOrders.WAITER, TestOrders.NOON));
            }
        });
    }

    /** The one open review of a kind. */
    PaymentReview open(PaymentReview.Kind kind) {
        return reviews()
                .filter(PaymentReview::open)
                .filter(review -> review.kind() == kind)
                .collect(Collectors.collectingAndThen(Collectors.toList(), all -> {
                    assertThat(all).hasSize(1);
                    return all.getFirst();
                }));
    }

    void plant(PaymentReview review) {
        reviews.put(review.id(), review);
    }

    void plant(PaymentLedger.Transaction transaction) {
        transactions.put(transaction.uid(), transaction);
    }

    void plant(PaymentLedger.Attempt attempt) {
        attempts.put(attempt.uid(), attempt);
    }

    Stream<PaymentReview> reviews() {
        return reviews.values().stream();
    }

    Stream<PaymentLedger.Attempt> attempts() {
        return attempts.values().stream();
    }

    OrderStatus status() {
        return order.header().status();
    }

    Money paid() {
        return order.header().progress().paid();
    }

    Money received() {
        return order.header().progress().received();
    }

    List<SaleCheck> checks() {
        return checks;
    }

    OrderSnapshot order() {
        return order;
    }

    Money waiting() {
        return transactions.values().stream()
                .map(PaymentLedger.Transaction::waiting)
                .reduce(ZERO, Money::plus);
    }

    Money open(boolean held) {
        return sum(reviews()
                .filter(PaymentReview::open)
                .filter(review -> review.kind().held() == held));
    }

    static Money sum(Stream<PaymentReview> reviews) {
        return reviews.map(PaymentReview::amount).reduce(ZERO, Money::plus);
    }

    /** What must hold after every act; the audit of the database asks the same by SQL. */
    void requireMoneyToBeThere() {
        Money claimed = sum(reviews().filter(PaymentReview::claims));
        assertThat(claimed).as("refundable and refunded").isLessThanOrEqualTo(received());
        assertThat(received())
                .as("in paid, or late")
                .isEqualTo(paid().plus(sum(reviews()
                        .filter(review -> review.kind() == PaymentReview.Kind.LATE
                                && review.status() != PaymentReview.Status.APPLIED))));
        for (PaymentLedger.Attempt attempt : attempts.values()) {
            List<PaymentReview> own = reviews()
                    .filter(review -> review.about().names(attempt.uid()))
                    .toList();
            assertThat(sum(own.stream().filter(PaymentReview::claims)))
                    .as("of %s", attempt)
                    .isLessThanOrEqualTo(attempt.successful() ? attempt.amount() : ZERO);
            Money back = ledger().takenBack(attempt);
            assertThat(sum(own.stream().filter(review -> review.kind() == PaymentReview.Kind.REVERSED)))
                    .as("taken back of %s", attempt)
                    .isEqualTo(back);
            assertThat(sum(own.stream().filter(review -> review.open() && review.claims())))
                    .as("open of %s", attempt)
                    .isLessThanOrEqualTo((attempt.successful() ? attempt.amount() : ZERO).minus(back));
        }
        assertThat(reviews().filter(review -> review.status() == PaymentReview.Status.REFUNDED))
                .allMatch(review -> review.kind().held());
    }

    /** Each tender its successful attempts, and the rest of what was received unknown. */
    void requireBooksToAgree() {
        Map<String, Takings.Part> bookedParts = new TreeMap<>(books);
        bookedParts
                .values()
                .removeIf(part -> part.payments() == 0 && part.amount().zero());
        Map<String, Takings.Part> expected = new TreeMap<>();
        Takings takings = Takings.of(attempts().filter(PaymentLedger.Attempt::successful), CurrencyCode.VND);
        takings.parts().forEach((tender, part) -> expected.put(tender.name(), part));
        Money unknown =
                takings.parts().values().stream().map(Takings.Part::amount).reduce(received(), Money::minus);
        if (!unknown.zero()) {
            expected.put("UNKNOWN", new Takings.Part(0, unknown));
        }
        assertThat(bookedParts).isEqualTo(expected);
        requireBesideToAgree();
    }

    /** What is booked of rounding and tips is what the order shows, and its checks with what is on none; each payment has its own tip. */
    void requireBesideToAgree() {
        Tally tally = order.header().progress().tally();
        assertThat(rounded).as("rounding").isEqualTo(tally.cashRounding());
        assertThat(tipped).as("tips").isEqualTo(tally.tip());
        Money unnamed = sum(reviews()
                .filter(review -> review.status() == PaymentReview.Status.TIP)
                .filter(review -> review.about().attemptUid().isEmpty()));
        assertThat(attempts().map(attempt -> attempt.tip().booked()).reduce(unnamed, Money::plus))
                .as("tips of payments")
                .isEqualTo(tally.tip());
        Bill bill = Bill.rehydrate(SaleOrder.rehydrate(order), checks);
        Tally parts =
                bill.counted().keySet().stream().map(bill::tally).reduce(Tally.none(CurrencyCode.VND), Tally::plus);
        assertThat(parts).isEqualTo(tally);
    }

    /** Of each settled bill that nobody took money back of: received = total + cashRounding + tip + what is overpaid. */
    void requireSettledBillsToAddUp() {
        Bill bill = Bill.rehydrate(SaleOrder.rehydrate(order), checks);
        boolean reversed = reviews().anyMatch(review -> review.kind() == PaymentReview.Kind.REVERSED);
        if (reversed || status() == OrderStatus.CANCELLED || status() == OrderStatus.DRAFT) {
            return;
        }
        bill.counted().keySet().forEach(purpose -> {
            Balance balance = bill.balance(purpose);
            Money overpaid = sum(reviews()
                    .filter(review -> review.kind() == PaymentReview.Kind.OVERPAID && review.claims())
                    .filter(review -> review.status() != PaymentReview.Status.TIP)
                    .filter(review -> review.about().check().filter(bill::has).equals(purpose)));
            Money paid = purpose.map(id -> bill.require(id).paid()).orElseGet(bill::paidWhole);
            Money total = purpose.map(id -> bill.require(id).totals().total())
                    .orElseGet(() -> checks.stream()
                            .map(check -> check.totals().total())
                            .reduce(order.header().totals().total(), Money::minus));
            if (balance.settled()) {
                Tally tally = bill.tally(purpose);
                assertThat(total.plus(tally.cashRounding()).plus(tally.tip()).plus(overpaid))
                        .as("of %s", purpose)
                        .isEqualTo(paid);
            }
        });
    }

    /** Where it stands: what does not depend on the order in which webhooks came. */
    String state() {
        Map<String, Money> open = new TreeMap<>();
        reviews()
                .filter(PaymentReview::open)
                .forEach(review ->
                        open.merge(review.kind() + " " + review.about().check(), review.amount(), Money::plus));
        List<String> ends = new ArrayList<>();
        attempts().forEach(attempt -> ends.add(attempt.uid() + "=" + attempt.status()));
        ends.sort(null);
        return status() + " " + paid() + " " + received() + " "
                + order.header().progress().tally() + " " + open + " " + waiting() + " "
                + checks.stream()
                        .map(check ->
                                check.status() + " " + check.paid() + " " + check.received() + " " + check.tally())
                        .toList()
                + " " + ends;
    }
}
