package nx.sale.domain.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.LineDiscount;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.settlement.Payable;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.order.settlement.Tendered;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Internal;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/**
 * A whole order, all lines loaded: for what concerns every line. Commands on single lines go through {@link Cart}. Everything
 * here needs the order's lock.
 */
public final class SaleOrder {
    private final long loadedRevision;
    private final List<OrderEvent> events = new ArrayList<>();
    private OrderHeader header;
    private List<Line> lines;
    private boolean linesChanged;
    private boolean allowed;
    private Tendered money;

    private SaleOrder(OrderSnapshot snapshot) {
        this.header = snapshot.header();
        this.loadedRevision = header.revision();
        this.lines = snapshot.lines();
        this.money = header.progress().tally().tendered();
    }

    public static SaleOrder rehydrate(OrderSnapshot snapshot) {
        return new SaleOrder(snapshot);
    }

    /** Rejects with RevisionMismatch unless the order is at this revision. */
    public SaleOrder expect(Optional<Long> revision) {
        RequestError.expect(loadedRevision, revision);
        return this;
    }

    /** Rejects unless the order could be checked out now: asked before pricing is. */
    public void requireReadyToCheckOut() {
        header.require(OrderStatus.Action.CHECK_OUT);
        if (lines.isEmpty()) {
            throw new Rejected(new OrderError.Empty(header.id()));
        }
    }

    /**
     * Turns the cart into a committed order at the prices quoted. Money that came too early or too late before is applied now
     * (PRICE-9); an order of total zero is complete at once (PRICE-8).
     *
     * @param late open late money of this order
     */
    public void checkOut(Quote quote, OrderHeader.Checkout terms, Money late, Settings settings, Actor by, Instant at) {
        requireReadyToCheckOut();
        price(quote);
        OrderHeader.Checkout agreed = terms.done(by, settings.money().cash().increment(header.currency()));
        header = header.withAgreement(new OrderHeader.Agreement(
                        Optional.of(agreed), header.agreement().announced()))
                .entered(OrderStatus.PROCESSING, at);
        header = header.withProgress(
                header.progress().tallied(settlementWith(zero()).tally()));
        write(by, at);
        emitChange(after -> new OrderEvent.CheckedOut(after, at));
        if (late.positive() || header.totals().total().zero()) {
            count(new Incoming(late, Optional.empty(), Optional.empty()), settlementWith(late), settings, by, at);
        }
    }

    /** Remembers on what was given who allowed it at checkout: a revert and another checkout ask nobody again (DISCOUNT-13). */
    public void allow(Map<AdjustmentId, Adjustment.Allowed> words) {
        header = header.withDiscounts(header.discounts().withAllowed(words));
        changeLines(line -> line.allowed(words));
        allowed = true;
    }

    /** The cart as it would be checked out with this quote; nothing of it changes. */
    public OrderSnapshot pricedBy(Quote quote) {
        SaleOrder trial = new SaleOrder(snapshot());
        trial.price(quote);
        return trial.snapshot();
    }

    /** Pricing's amounts, what people gave laid over them in the order of effect, and the charges of what is left. */
    private void price(Quote quote) {
        Map<LineId, Quote.Priced> priced =
                quote.lines().stream().collect(Collectors.toMap(Quote.Priced::line, Function.identity()));
        OrderDiscount given = header.discounts();
        List<LineDiscount> own = lines.stream()
                .map(line -> line.lead().isPresent()
                        ? line.discounts()
                        : line.discounts().counted(Line.start(price(line, priced)), given))
                .toList();
        List<Money> shares = given.amounts().isEmpty() ? List.of() : given.takenOf(rests(priced, own));
        changeLines((line, place) -> line.lead().isPresent()
                ? line
                : line.priced(
                        price(line, priced),
                        shares.isEmpty()
                                ? own.get(place)
                                : own.get(place)
                                        .withAmount(own.get(place).amount().plus(shares.get(place)))));
        Totals sums = Lines.sum(lines, header.currency());
        header = header.charged(sums.subtotal(), sums.discount(), sums.tax(), given.withAmount(zero()));
        if (header.charges().amount().positive()) {
            List<Charges.Part> parts = header.charges().parts(lefts());
            changeLines((line, place) -> line.charged(parts.get(place)));
        }
    }

    private static Quote.Priced price(Line line, Map<LineId, Quote.Priced> quoted) {
        return Optional.ofNullable(quoted.get(line.id()))
                .orElseThrow(() -> new IllegalStateException("no price for line " + line.id()));
    }

    /** What pricing and the discounts of lines and the percents of the order leave of each line. */
    private List<Money> rests(Map<LineId, Quote.Priced> quoted, List<LineDiscount> own) {
        return IntStream.range(0, lines.size())
                .mapToObj(place -> lines.get(place).lead().isPresent()
                        ? lines.get(place).prices().left()
                        : Line.start(price(lines.get(place), quoted))
                                .minus(own.get(place).amount()))
                .toList();
    }

    private List<Money> lefts() {
        return lines.stream().map(line -> line.prices().left()).toList();
    }

    /** Brings the order back to the cart at the prices held. Nothing may have been paid, and no checks exist. */
    public void revert(Actor by, Instant at) {
        header.require(OrderStatus.Action.REVERT);
        if (header.lineage().checkSplitAt().isPresent()) {
            throw new Rejected(new OrderError.HasChecks(header.id()));
        }
        if (header.progress().paid().positive()) {
            throw new Rejected(new OrderError.Paid(header.id()));
        }
        changeLines(line -> line.revertedToCart(header.discounts()));
        Totals sums = Lines.sum(lines, header.currency());
        header = header.inCart(sums.subtotal(), sums.discount())
                .withAgreement(header.agreement().reverted())
                .withProgress(header.progress().tallied(Tally.none(header.currency())))
                .entered(OrderStatus.DRAFT, at);
        write(by, at);
        emitChange(after -> new OrderEvent.Reverted(after, at));
    }

    /** Cancels an order of which nothing went back yet: all that was paid is due back. */
    public void cancel(String reason, Actor by, Instant at) {
        cancel(reason, header.progress().paid(), by, at);
    }

    /**
     * Cancels; the refund due is in the event.
     *
     * @param refundDue what of the money is due back now
     */
    public void cancel(String reason, Money refundDue, Actor by, Instant at) {
        header.require(OrderStatus.Action.CANCEL);
        header = header.withState(header.state().cancelled(reason, at))
                .withProgress(header.progress().tallied(Tally.cancelled(money)));
        write(by, at);
        emitChange(after -> new OrderEvent.Cancelled(after, refundDue, at));
    }

    /** Rejects unless the order has waited for money since before a moment. */
    public void requireStuck(Instant before) {
        if (!header.status().awaitsPayment()
                || header.stamps().processingAt().filter(before::isAfter).isEmpty()) {
            throw new Rejected(new OrderError.NotStuck(header.id(), header.status()));
        }
    }

    /** Publishes the payments again; nothing else of the order changes. */
    public void replayPayment(String reason, Actor by, Instant at) {
        header.require(OrderStatus.Action.REPLAY_PAYMENT);
        write(by, at);
        header = header.withSequences(header.sequences().nextPayment());
        events.add(new OrderEvent.PaymentReplayed(header, lines, reason, at));
    }

    /** Counts the sums again from the lines. Rejects with SumsAgree when there is nothing to mend. */
    public Recount recompute(String reason, Actor by, Instant at) {
        Recount recount = Recount.of(snapshot());
        if (recount.agrees()) {
            throw new Rejected(new OrderError.SumsAgree(header.id()));
        }
        changeLines(line -> line.recounted(Recount.givenInCart(header)));
        header = Recount.counted(header, lines);
        write(by, at);
        emitChange(after -> new OrderEvent.Recomputed(after, recount, reason, at));
        return recount;
    }

    /** Whether money counts as paid when it arrives now; otherwise it is late. */
    public boolean takesMoney() {
        return header.status().allows(OrderStatus.Action.PAY);
    }

    /**
     * Money as it comes in.
     *
     * @param amount not negative
     * @param check the check it was paid on, with the payment
     */
    public record Incoming(Money amount, Optional<OrderEvent.Receipt> receipt, Optional<OrderEvent.OnCheck> check) {}

    /**
     * The settlement of the bill once the money is counted.
     *
     * @param settled nothing is due any more
     * @param paidLines the lines paid for to the full
     * @param tally what of the money is what
     */
    public record Settlement(boolean settled, List<LineId> paidLines, Tally tally) {}

    /**
     * What the ledger knows of the money of an order whose bill is not divided. A step of posting a payment: call {@code
     * PaymentPosting.post}.
     */
    @Internal
    public void report(Tendered reported) {
        money = reported;
    }

    /**
     * Brings what the order shows of its money in line with its bill. A step of posting a payment: call {@code PaymentPosting.post}.
     */
    @Internal
    public void tallied(Settlement settlement, Actor by, Instant at) {
        Tally now = header.status().awaitsPayment() || header.status() == OrderStatus.CANCELLED
                ? settlement.tally()
                : settlement.tally().closed();
        if (header.status() != OrderStatus.DRAFT
                && !now.equals(header.progress().tally())) {
            header = header.withProgress(header.progress().tallied(now));
            write(by, at);
        }
    }

    /**
     * Counts money that arrived: PARTIAL while something is due, COMPLETED from then on; a completed order stays so. A step of posting a
     * payment: call {@code PaymentPosting.post}.
     *
     * @param bill the settlement with so much more paid; asked with what arrived
     */
    @Internal
    public void receive(Incoming incoming, Function<Money, Settlement> bill, Settings settings, Actor by, Instant at) {
        header.require(OrderStatus.Action.PAY);
        Settlement settlement = bill.apply(incoming.amount());
        arrived(incoming.amount());
        count(incoming, settlement, settings, by, at);
    }

    /**
     * Notes money that arrived while the order does not wait for it: it does not count as paid. A step of posting a payment: call
     * {@code PaymentPosting.post}.
     */
    @Internal
    public void noteLate(Money amount, Actor by, Instant at) {
        arrived(amount);
        write(by, at);
    }

    /**
     * Takes back money that turned out to be for another part of the bill. A step of posting a payment: call {@code PaymentPosting.post}.
     *
     * @param ofPaid how much of it counted as paid
     */
    @Internal
    public void takeBack(Money ofPaid, Money amount, Actor by, Instant at) {
        header = header.withProgress(header.progress().takenBack(ofPaid, amount));
        write(by, at);
    }

    /**
     * Counts money noted as late before: a person says it belongs here. A step: call {@code PaymentPosting.settle}.
     *
     * @param bill the settlement with so much more paid; asked with this amount
     */
    @Internal
    public void settleLate(Money amount, Function<Money, Settlement> bill, Settings settings, Actor by, Instant at) {
        header.require(OrderStatus.Action.PAY);
        count(new Incoming(amount, Optional.empty(), Optional.empty()), bill.apply(amount), settings, by, at);
    }

    /**
     * Notes a return: the order stays COMPLETED. A step: call {@code Returning.accept}.
     *
     * @param everything whether nothing of the order is kept now
     */
    @Internal
    public void noteReturned(Money total, boolean everything, Actor by, Instant at) {
        header.require(OrderStatus.Action.RETURN);
        note(header.progress().returned().with(total, everything), by, at);
    }

    /** Counts a refund that MQ-Pay is asked for; returns its number within the order. A step of giving money back. */
    @Internal
    public long noteRefundAsked(Actor by, Instant at) {
        note(header.progress().returned().withRefund(), by, at);
        return header.progress().returned().messages().refunds();
    }

    private void note(Returned returned, Actor by, Instant at) {
        header = header.withProgress(header.progress().noted(returned));
        write(by, at);
    }

    /** Completes an order whose last due was written off. A step: call {@code Bill.writeOff}. */
    @Internal
    public void closeShort(OrderEvent.OnCheck check, Settlement settlement, Settings settings, Actor by, Instant at) {
        header.require(OrderStatus.Action.PAY);
        count(new Incoming(zero(), Optional.empty(), Optional.of(check)), settlement, settings, by, at);
    }

    /** Completes an order that waits for money of which somebody proved that it came, past this service. Returns what was due. */
    public Money completeProven(Settings settings, Actor by, Instant at) {
        if (!header.status().awaitsPayment()) {
            throw new Rejected(new OrderError.NotAllowed(header.id(), header.status(), OrderStatus.Action.PAY));
        }
        Money due = header.totals().total().minus(header.progress().paid()).max(zero());
        count(
                new Incoming(zero(), Optional.empty(), Optional.empty()),
                new Settlement(
                        true,
                        lines.stream().map(Line::id).toList(),
                        header.progress().tally()),
                settings,
                by,
                at);
        return due;
    }

    /** Completes an order that waited for money which nobody owes: its sums were counted again, or a tender became known. */
    public void settleTallied(Settlement settlement, Settings settings, Actor by, Instant at) {
        if (header.status().awaitsPayment() && settlement.settled()) {
            count(new Incoming(zero(), Optional.empty(), Optional.empty()), settlement, settings, by, at);
        }
    }

    /** Rejects unless the bill can be divided into checks, or the division taken back, in this status. */
    public void requireBillDivisible() {
        header.require(OrderStatus.Action.DIVIDE_BILL);
    }

    /**
     * Notes that the bill has been divided, or is whole again.
     *
     * @param divided whether checks exist now
     * @param settlement of the bill as it is now
     */
    public void billDivided(boolean divided, Settlement settlement, Actor by, Instant at) {
        requireBillDivisible();
        OrderHeader.Lineage lineage = header.lineage();
        header = header.withLineage(
                        lineage.divided(divided ? lineage.checkSplitAt().or(() -> Optional.of(at)) : Optional.empty()))
                .withProgress(header.progress().counted(zero(), settlement.paidLines(), settlement.tally()));
        write(by, at);
    }

    private void arrived(Money amount) {
        header = header.withProgress(header.progress().arrived(amount));
    }

    private void count(Incoming incoming, Settlement settlement, Settings settings, Actor by, Instant at) {
        boolean completes = settlement.settled() && header.status() != OrderStatus.COMPLETED;
        Tally tally = completes || header.status() == OrderStatus.COMPLETED
                ? settlement.tally().closed()
                : settlement.tally();
        header = header.withProgress(header.progress().counted(incoming.amount(), settlement.paidLines(), tally));
        if (completes) {
            header = header.withState(header.state().completed(settings.businessDate(at), at));
        } else if (header.status() != OrderStatus.COMPLETED) {
            header = header.entered(OrderStatus.PARTIAL, at);
        }
        write(by, at);
        header = header.withSequences(header.sequences().nextPayment());
        events.add(new OrderEvent.PaymentReceived(
                header, lines, incoming.amount(), incoming.receipt(), incoming.check(), at));
        if (completes) {
            emitChange(after -> new OrderEvent.Completed(after, lines, settings, at));
        }
    }

    /** The settlement of the order with this amount more paid, when its bill is not divided. */
    public Settlement settlementWith(Money more) {
        Payable payable = header.payable();
        Tendered tendered = money.within(header.progress().paid().plus(more));
        boolean settled = payable.paidBy(tendered).settled();
        return new Settlement(
                settled,
                settled
                        ? lines.stream().map(Line::id).toList()
                        : header.progress().paidLines(),
                header.status() == OrderStatus.CANCELLED ? Tally.cancelled(tendered) : Tally.of(payable, tendered));
    }

    private Money zero() {
        return Money.zero(header.currency());
    }

    private void emitChange(Function<OrderHeader, OrderEvent> event) {
        header = header.withSequences(header.sequences().nextChanged());
        events.add(event.apply(header));
    }

    private void changeLines(Function<Line, Line> change) {
        lines = lines.stream().map(change).toList();
        linesChanged = true;
    }

    private void changeLines(BiFunction<Line, Integer, Line> change) {
        List<Line> changed = new ArrayList<>();
        for (Line line : lines) {
            changed.add(change.apply(line, changed.size()));
        }
        lines = List.copyOf(changed);
        linesChanged = true;
    }

    private void write(Actor by, Instant at) {
        header = header.written(loadedRevision + 1, header.trace().touched(at, by));
    }

    public OrderHeader header() {
        return header;
    }

    public List<Line> lines() {
        return lines;
    }

    public OrderSnapshot snapshot() {
        return new OrderSnapshot(header, lines);
    }

    /**
     * What storage must write.
     *
     * @param lines with other amounts; nothing else of them changes, but what {@code allowed} says
     * @param allowed whether something that was given on them says now who allowed it
     */
    public record Changes(OrderHeader header, long loadedRevision, List<Line> lines, boolean allowed) {}

    public Changes changes() {
        return new Changes(header, loadedRevision, linesChanged ? lines : List.of(), allowed);
    }

    /** The events since it was loaded. */
    public List<OrderEvent> events() {
        return List.copyOf(events);
    }
}
