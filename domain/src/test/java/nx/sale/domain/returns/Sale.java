package nx.sale.domain.returns;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.VIET_NAM;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.payment.AttemptStatus;
import nx.sale.domain.payment.BillMoney;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentPosting;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.Purse;
import nx.sale.domain.payment.ReviewBalance;
import nx.sale.domain.payment.refund.Held;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.payment.refund.RefundNotice;
import nx.sale.domain.settings.ServiceCharge;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;

/** An order with its bill, ledger and returns, loaded anew for every act as storage would: nothing of a refused act stays. */
final class Sale {
    private final Ids ids = TestOrders.ids(700_000);
    private final CurrencyCode currency;
    private OrderSnapshot order;
    private List<SaleCheck> checks = List.of();
    private final Map<String, PaymentLedger.Attempt> attempts = new TreeMap<>();
    private final Map<String, PaymentLedger.Transaction> transactions = new TreeMap<>();
    private final Map<Long, PaymentReview> reviews = new TreeMap<>();
    private final Map<Long, Refund> refunds = new TreeMap<>();
    private final List<SaleReturn> returns = new ArrayList<>();
    private final List<PaymentEvent.Booked> booked = new ArrayList<>();
    private final Map<Refund.Way, Money> out = new TreeMap<>();
    private final Map<String, Money> parts = new TreeMap<>();
    private final Map<Object, Money> given = new HashMap<>();
    private boolean provider;
    private boolean paidAfter;

    private Sale(CurrencyCode currency, OrderSnapshot order) {
        this.currency = currency;
        this.order = order;
    }

    /** Dishes {@code price x quantity}, checked out with so much tax on each. */
    static Sale of(CurrencyCode currency, List<ServiceCharge> charges, String taxPercent, String... dishes) {
        return of(currency, Settings.DEFAULT, charges, taxPercent, dishes);
    }

    /** The same of a merchant with these settings, which say what cash is rounded to. */
    static Sale of(
            CurrencyCode currency,
            Settings settings,
            List<ServiceCharge> charges,
            String taxPercent,
            String... dishes) {
        Cart.Opening like = TestOrders.opening(100);
        Cart cart = Cart.open(
                new Cart.Opening(
                        like.id(),
                        like.place(),
                        currency,
                        like.exchangeRate(),
                        Optional.empty(),
                        charges,
                        like.description()),
                VIET_NAM,
                WAITER,
                NOON);
        Ids lines = TestOrders.ids(1_000);
        for (String dish : dishes) {
            String[] parts = dish.split("x");
            LineDraft draft = parts[0].equals("LUNCH")
                    ? LineDraft.of(TestMenus.LUNCH, Quantity.of(parts[1]))
                    : TestOrders.special(parts[0], parts[1]);
            cart.add(List.of(draft), TestMenus.menu(), lines, WAITER, NOON);
        }
        OrderSnapshot draft = new OrderSnapshot(cart.header(), cart.touched());
        SaleOrder order = SaleOrder.rehydrate(draft);
        order.checkOut(quote(draft, taxPercent), TestOrders.TERMS, Money.zero(currency), settings, WAITER, NOON);
        return new Sale(currency, order.snapshot());
    }

    private static Quote quote(OrderSnapshot order, String taxPercent) {
        Money zero = Money.zero(order.header().currency());
        List<Quote.Priced> lines = QuoteRequest.of(order, true, NOON).items().stream()
                .map(item -> {
                    Money total = item.base().times(item.quantity());
                    return new Quote.Priced(
                            item.ref(),
                            item.base(),
                            item.base(),
                            zero,
                            total.percent(new BigDecimal(taxPercent)),
                            total,
                            new Line.Fare(Optional.empty(), Optional.empty()),
                            "{}");
                })
                .toList();
        Money subtotal = lines.stream().map(Quote.Priced::total).reduce(zero, Money::plus);
        Money tax = lines.stream().map(Quote.Priced::tax).reduce(zero, Money::plus);
        return new Quote(lines, subtotal, zero, tax, subtotal.plus(tax), "{}");
    }

    Money money(String amount) {
        return Money.of(amount, currency);
    }

    <T> T act(BiFunction<Bill, PaymentLedger, T> action) {
        Bill bill = Bill.rehydrate(SaleOrder.rehydrate(order), checks);
        PaymentLedger ledger = ledger();
        T result = action.apply(bill, ledger);
        order = bill.order().snapshot();
        checks = bill.checks();
        PaymentLedger.Changes changes = ledger.changes();
        changes.attempts().forEach(attempt -> attempts.put(attempt.uid(), attempt));
        changes.transactions().forEach(transaction -> transactions.put(transaction.uid(), transaction));
        changes.reviews().forEach(review -> reviews.put(review.id().value(), review));
        changes.refunds().forEach(refund -> refunds.put(refund.id().value(), refund));
        return result;
    }

    private PaymentLedger ledger() {
        return PaymentLedger.rehydrate(new PaymentLedger.Snapshot(
                order.header().merchant(),
                order.header().id(),
                currency,
                List.copyOf(transactions.values()),
                List.copyOf(attempts.values()),
                List.copyOf(reviews.values()),
                List.copyOf(refunds.values()),
                returns.stream().flatMap(goods -> goods.goodsBack().stream()).toList(),
                uid -> false));
    }

    Sale divide(int parts) {
        return act((bill, ledger) -> {
            bill.divide(
                    new Division.Evenly(parts),
                    new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON),
                    ids,
                    Optional.empty());
            return this;
        });
    }

    Sale writeOff(int check) {
        return act((bill, ledger) -> {
            CheckId id = check(check);
            Money shortfall = bill.writeOff(id, "ran", Settings.DEFAULT, WAITER, NOON);
            ledger.review(PaymentReview.Kind.SHORTFALL, shortfall, PaymentReview.About.check(id), ids, WAITER, NOON);
            return this;
        });
    }

    CheckId check(int number) {
        return checks.get(number).id();
    }

    private PaymentNotice.Target target(Optional<CheckId> check) {
        return check.map(PaymentNotice.Target::of)
                .orElseGet(() -> PaymentNotice.Target.of(order.header().id()));
    }

    Sale pay(String uid, Tender tender, String amount) {
        return pay(uid, tender, amount, Optional.empty());
    }

    Sale pay(String uid, Tender tender, String amount, Optional<CheckId> check) {
        return post(PaymentNotice.received(uid, target(check), money(amount), "SYSTEM", tender));
    }

    /** Money of which so much is a tip. */
    Sale tip(String uid, Tender tender, String amount, String tip, Optional<CheckId> check) {
        return post(
                PaymentNotice.received(uid, target(check), money(amount), Optional.of(money(tip)), "SYSTEM", tender));
    }

    /** Money that only its transaction reports. */
    Sale report(String transaction, String paid) {
        return post(new PaymentNotice(
                PaymentEventType.TRANSACTION_SETTLED,
                target(Optional.empty()),
                Optional.of(new PaymentNotice.Transaction(
                        transaction,
                        Optional.of(target(Optional.empty())),
                        Optional.of("304_SETTLED"),
                        Optional.of(new BigDecimal(paid)),
                        Optional.of(new BigDecimal(paid)))),
                Optional.empty()));
    }

    /** The provider takes so much of an attempt back. */
    Sale reverse(String uid, String part) {
        provider = true;
        PaymentNotice.Attempt cancel = new PaymentNotice.Attempt(
                "c" + ids.next(),
                Optional.empty(),
                Optional.empty(),
                new BigDecimal(part),
                "SYSTEM",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new PaymentNotice.Cancels(Optional.of(uid))));
        parts.merge(uid, money(part), Money::plus);
        return post(new PaymentNotice(
                PaymentEventType.ATTEMPT_SUCCESS, target(Optional.empty()), Optional.empty(), Optional.of(cancel)));
    }

    /** The provider takes an attempt back. */
    Sale reverse(String uid) {
        provider = true;
        return post(new PaymentNotice(
                PaymentEventType.ATTEMPT_CANCELLED,
                target(Optional.empty()),
                Optional.empty(),
                Optional.of(new PaymentNotice.Attempt(
                        uid,
                        Optional.empty(),
                        attempts.get(uid).amount().amount(),
                        "SYSTEM",
                        Optional.empty(),
                        Optional.empty()))));
    }

    private Sale post(PaymentNotice notice) {
        paidAfter = paidAfter || !returns.isEmpty();
        return act((bill, ledger) -> {
            PaymentPosting.post(notice, bill, ledger, Settings.DEFAULT, ids, WAITER, NOON.plusSeconds(ids.next()));
            return this;
        });
    }

    private Returning.Context context() {
        return new Returning.Context(Settings.DEFAULT, Optional.of(new DeviceId("till-1")), ids, WAITER, NOON);
    }

    LineId line(int number) {
        return order.lines().get(number).id();
    }

    SaleReturn.Item item(int line, String quantity) {
        return new SaleReturn.Item(line(line), Quantity.of(quantity), false, Optional.empty());
    }

    /** Takes lines back by number, {@code 0x1}. */
    Returning.Accepted back(String... items) {
        return back(List.of(), items);
    }

    Returning.Accepted back(List<Returning.Asked> asked, String... items) {
        List<SaleReturn.Item> wanted = Stream.of(items)
                .map(item -> item(Integer.parseInt(item.split("x")[0]), item.split("x")[1]))
                .toList();
        Returning.Accepted accepted = act((bill, ledger) -> Returning.accept(
                new Returning.Wanted(wanted, asked, Optional.empty()), bill, ledger, List.copyOf(returns), context()));
        returns.add(accepted.event().goods());
        booked.addAll(accepted.booked());
        accepted.event().refunds().forEach(refund -> out.merge(refund.means().way(), refund.amount(), Money::plus));
        return accepted;
    }

    Optional<PaymentEvent.RefundChanged> answer(RefundId id, Refund.Status status) {
        provider = true;
        return act((bill, ledger) -> Refunding.answer(
                new RefundNotice(id, status, Optional.empty(), Optional.empty()), bill, ledger, context()));
    }

    void resolve(RefundId id, Refund.Status end) {
        act((bill, ledger) -> Refunding.resolve(id, end, "by hand", bill, ledger, context()));
    }

    /** The refund of its only open review. */
    Refund refunded() {
        PaymentReview open = reviews().filter(PaymentReview::open).findFirst().orElseThrow();
        return act((bill, ledger) -> {
            PaymentReview closed =
                    ledger.resolve(open.id(), PaymentReview.Status.REFUNDED, Optional.empty(), WAITER, NOON);
            return Refunding.ofReview(closed, false, bill, ledger, context()).refund();
        });
    }

    Refunding.Retried retry(RefundId id, Optional<String> to, Optional<Tender> by) {
        return retry(id, to, by, Optional.empty());
    }

    Refunding.Retried retry(RefundId id, Optional<String> to, Optional<Tender> by, Optional<Money> part) {
        return act((bill, ledger) -> Refunding.retry(id, to, by, part, bill, ledger, context()));
    }

    /** A person decides about a review, as the use case does. */
    void decide(ReviewId id, PaymentReview.Status end, boolean cash) {
        act((bill, ledger) -> {
            if (end == PaymentReview.Status.REFUNDED) {
                ReviewBalance.requireRefundable(id, bill, ledger, ids, WAITER, NOON);
            }
            PaymentReview closed = ledger.resolve(id, end, Optional.empty(), WAITER, NOON);
            return switch (end) {
                case APPLIED -> PaymentPosting.settle(closed, bill, ledger, Settings.DEFAULT, ids, WAITER, NOON);
                case TIP -> BillMoney.align(bill, ledger, Settings.DEFAULT, WAITER, NOON);
                case REFUNDED -> List.of(Refunding.ofReview(closed, cash, bill, ledger, context()));
                case OPEN, DISMISSED -> List.of();
            };
        });
    }

    /** Staff say what of a payment is a tip. */
    void enterTip(String uid, String tip) {
        act((bill, ledger) -> PaymentPosting.enterTip(
                uid, money(tip), Optional.empty(), bill, ledger, Settings.DEFAULT, ids, WAITER, NOON));
    }

    /** The payments that succeeded. */
    List<String> payments() {
        return paid().map(PaymentLedger.Attempt::uid).toList();
    }

    private Stream<PaymentLedger.Attempt> paid() {
        return attempts.values().stream()
                .filter(attempt ->
                        attempt.cancels().isEmpty() && attempt.successAt().isPresent());
    }

    Money amount(String uid) {
        return attempts.get(uid).amount();
    }

    List<Held> held() {
        return Purse.of(Bill.rehydrate(SaleOrder.rehydrate(order), checks), ledger())
                .held();
    }

    Totals kept() {
        return returns.stream()
                .map(goods -> goods.sums().totals())
                .reduce(order.header().totals(), Totals::minus);
    }

    OrderHeader header() {
        return order.header();
    }

    List<Line> lines() {
        return order.lines();
    }

    List<SaleReturn> returns() {
        return returns;
    }

    Stream<Refund> refunds() {
        return refunds.values().stream();
    }

    Stream<PaymentReview> reviews() {
        return reviews.values().stream();
    }

    Money sum(Stream<Money> amounts) {
        return amounts.reduce(Money.zero(currency), Money::plus);
    }

    /** How much of a line is still kept. */
    Quantity left(int number) {
        Quantity left = lines().get(number).quantity();
        for (SaleReturn goods : returns) {
            for (SaleReturn.Item item : goods.items()) {
                if (item.line().equals(line(number))) {
                    left = left.minus(item.quantity());
                }
            }
        }
        return left;
    }

    /** What must hold after every act (invariants 2 and 3 of the package). */
    void requireConserved() {
        for (PaymentLedger.Attempt attempt : attempts.values()) {
            Money back = sum(refunds()
                    .filter(Refund::counts)
                    .filter(refund -> refund.source()
                            .attemptUid()
                            .filter(attempt.uid()::equals)
                            .isPresent())
                    .map(Refund::amount));
            boolean twice = reviews().anyMatch(review -> review.kind() == PaymentReview.Kind.REFUNDED_TWICE);
            if (!twice) {
                assertThat(back).as("of %s", attempt.uid()).isLessThanOrEqualTo(attempt.amount());
            }
        }
        Money given = sum(returns.stream().map(goods -> goods.sums().totals().total()));
        assertThat(header().progress().returned().refunded()).isEqualTo(given);
        Money unpaid = sum(returns.stream().map(goods -> goods.sums().unpaid()));
        Money rounding = rounding();
        Money asked = sum(refunds()
                .filter(refund -> refund.cause().goods().isPresent())
                .filter(refund -> refund.state().replacedBy().isEmpty())
                .map(Refund::amount));
        assertThat(asked).isEqualTo(given.plus(rounding).minus(unpaid));
        assertThat(kept().total().negative()).isFalse();
        if (header().progress().returned().status() == Returned.Status.FULL) {
            assertThat(kept()).isEqualTo(Totals.zero(currency));
            if (!paidAfter) {
                assertThat(rounding).isEqualTo(header().progress().tally().cashRounding());
            }
        }
        assertThat(sum(booked.stream().map(one -> one.beside().cashRounding()))).isEqualTo(rounding.negate());
    }

    /** What the provider has of a payment, by what it said here. */
    private Money takenBack(PaymentLedger.Attempt payment) {
        boolean whole = payment.seen().contains(AttemptStatus.CANCELLED);
        Money part = parts.getOrDefault(payment.uid(), money("0"));
        return whole ? payment.amount() : part.min(payment.amount());
    }

    /** What went back of a payment, or of a bill. */
    private Money refunded(Predicate<Refund.Source> which) {
        return sum(refunds()
                .filter(Refund::counts)
                .filter(refund -> which.test(refund.source()))
                .map(Refund::amount));
    }

    /** What came on a bill, less all that went back. */
    Money inHouse(Optional<CheckId> check) {
        return sum(paid().filter(payment -> payment.check().equals(check))
                        .map(payment -> payment.amount().minus(takenBack(payment))))
                .minus(refunded(source -> source.check().equals(check)));
    }

    List<Optional<CheckId>> bills() {
        return Stream.concat(
                        Stream.of(Optional.<CheckId>empty()), checks.stream().map(check -> Optional.of(check.id())))
                .toList();
    }

    /** What of a bill stays: tips, and what somebody decided to keep. */
    Money stays(Optional<CheckId> check) {
        Money tip = act((bill, ledger) -> bill.tally(check).tip());
        return tip.plus(sum(reviews()
                .filter(review -> review.kind().held() && review.status() == PaymentReview.Status.DISMISSED)
                .filter(review -> review.about().check().equals(check))
                .map(PaymentReview::amount)));
    }

    /**
     * No act of ours gives more of a payment or of a bill than came; the provider may. After every act the reviews say all there is to say:
     * to look again changes nothing, of refunds neither.
     */
    void requireOneWayBack() {
        Map<Object, Money> now = new HashMap<>();
        paid().forEach(payment -> now.put(
                payment.uid(),
                takenBack(payment)
                        .plus(refunded(source -> source.attemptUid()
                                .filter(payment.uid()::equals)
                                .isPresent()))
                        .minus(payment.amount())
                        .max(money("0"))));
        bills().forEach(check -> now.put(check, inHouse(check).negate().max(money("0"))));
        now.forEach((what, beyond) -> assertThat(provider)
                .as("more than came of %s: %s", what, beyond)
                .matches(his -> his || beyond.compareTo(given.getOrDefault(what, money("0"))) <= 0));
        given.clear();
        given.putAll(now);
        provider = false;
        Map<Long, PaymentReview> before = Map.copyOf(reviews);
        Map<Long, Refund> refundsBefore = Map.copyOf(refunds);
        act((bill, ledger) -> {
            ReviewBalance.align(bill, ledger, Optional.empty(), ids, WAITER, NOON);
            return BillMoney.align(bill, ledger, Settings.DEFAULT, WAITER, NOON);
        });
        assertThat(reviews).as("reviews that are looked at again").isEqualTo(before);
        assertThat(refunds).as("refunds that are looked at again").isEqualTo(refundsBefore);
    }

    /** A refund that failed is open exactly while somebody can give something of it: to whichever payment of its bill. */
    void requireOpenCanBeClosed() {
        refunds()
                .filter(refund -> refund.status() == Refund.Status.FAILED)
                .filter(refund -> refund.state().replacedBy().isEmpty())
                .forEach(refund -> assertThat(refund.open())
                        .as("whether refund %s is open", refund.id())
                        .isEqualTo(Stream.concat(
                                        Stream.of(Optional.<String>empty()),
                                        payments().stream().map(Optional::of))
                                .anyMatch(to -> canBeGiven(refund.id(), to, Optional.empty()))));
    }

    /** Whether it can be tried again, or as much of it as is said then; nothing is kept of the trial. */
    private boolean canBeGiven(RefundId id, Optional<String> to, Optional<Money> part) {
        Optional<Money> possible = Optional.empty();
        try {
            Bill bill = Bill.rehydrate(SaleOrder.rehydrate(order), checks);
            Refunding.retry(id, to, Optional.empty(), part, bill, ledger(), context());
            return true;
        } catch (Rejected refused) {
            if (part.isEmpty() && refused.error() instanceof RefundError.Exceeds exceeds) {
                possible = Optional.of(inCoins(exceeds.possible()));
            }
        }
        return possible.filter(Money::positive)
                .filter(coins -> canBeGiven(id, to, Optional.of(coins)))
                .isPresent();
    }

    /** As much of it as there are coins for. */
    static Money inCoins(Money amount) {
        return new Money(amount.amount().setScale(amount.currency().digits(), RoundingMode.DOWN), amount.currency());
    }

    /** What of the rounding to cash was taken back. */
    Money rounding() {
        return sum(returns.stream().map(goods -> goods.sums().cashRounding()));
    }

    /** The code of the refusal; empty when it was not refused. */
    static Optional<String> refusal(Runnable act) {
        try {
            act.run();
            return Optional.empty();
        } catch (Rejected refused) {
            return Optional.of(refused.error().code());
        }
    }
}
