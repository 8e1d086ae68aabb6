package nx.sale.domain.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CheckId;
import nx.sale.domain.shared.DeviceId;
import nx.sale.domain.shared.Ids;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;

/**
 * Posts a notice to a bill and its ledger, both under the order's lock: what rose counts as paid when the order, or the check, waits
 * for money, and becomes a review otherwise. Money is never ignored and never revives an order (spec 03, webhook 4 and 5). What
 * comes for a check that was freed is for the order as a whole.
 */
public final class PaymentPosting {
    private final Bill bill;
    private final PaymentLedger ledger;
    private final Settings settings;
    private final Ids ids;
    private final Actor by;
    private final Instant at;
    private Money over;

    private PaymentPosting(Bill bill, PaymentLedger ledger, Settings settings, Ids ids, Actor by, Instant at) {
        this.bill = bill;
        this.ledger = ledger;
        this.settings = settings;
        this.ids = ids;
        this.by = by;
        this.at = at;
        this.over = Money.zero(bill.order().header().currency());
    }

    /**
     * What became of a notice.
     *
     * @param outcome APPLIED, or LATE when the money did not count
     * @param booked what it brings into the books of a till; empty when it brought nothing
     */
    public record Posted(WebhookOutcome outcome, Optional<PaymentEvent.Booked> booked) {}

    /** Posts a notice. */
    public static Posted post(
            PaymentNotice notice, Bill bill, PaymentLedger ledger, Settings settings, Ids ids, Actor by, Instant at) {
        return new PaymentPosting(bill, ledger, settings, ids, by, at).post(notice);
    }

    /** Counts late money for its order: a person says it belongs there. Rejects while the order does not wait for money. */
    public static void settle(
            PaymentReview late, Bill bill, PaymentLedger ledger, Settings settings, Ids ids, Actor by, Instant at) {
        if (!bill.takesMoneyWhole()) {
            throw new Rejected(new PaymentError.ReviewNotApplicable(late.id()));
        }
        new PaymentPosting(bill, ledger, settings, ids, by, at)
                .countWhole(
                        standing -> bill.order().settleLate(late.amount(), standing, settings, by, at), late.amount());
    }

    private Posted post(PaymentNotice notice) {
        Optional<CheckId> check = notice.target().check().filter(bill::has);
        Takings before = ledger.takings();
        PaymentLedger.Rise rise = ledger.record(notice, purpose(check), announced(), at);
        List<Takings.Change> takings = ledger.takings().since(before, rise.amount());
        WebhookOutcome outcome = count(notice, check, rise);
        Money late = outcome == WebhookOutcome.LATE
                ? rise.amount()
                : Money.zero(rise.amount().currency());
        return new Posted(
                outcome,
                Optional.of(new PaymentEvent.Booked(
                                bill.order().header(), check, drawer(check), takings, late, over, at))
                        .filter(booked -> !booked.takings().isEmpty()));
    }

    /** The till that divided the bill, or that checked out, or whose order it is (spec 07.21). */
    private Optional<DeviceId> drawer(Optional<CheckId> check) {
        return check.flatMap(id -> bill.require(id).device())
                .or(() -> bill.order().header().drawer());
    }

    private WebhookOutcome count(PaymentNotice notice, Optional<CheckId> check, PaymentLedger.Rise rise) {
        notice.attempt()
                .filter(attempt -> ledger.reversalUnreviewed(attempt.uid()))
                .ifPresent(attempt -> ledger.attempts().stream()
                        .filter(known -> known.uid().equals(attempt.uid()))
                        .forEach(known -> ledger.review(
                                PaymentReview.Kind.REVERSED,
                                known.amount(),
                                PaymentReview.About.attempt(known.uid()),
                                ids,
                                by,
                                at)));
        if (!rise.amount().positive()) {
            return WebhookOutcome.APPLIED;
        }
        Optional<OrderEvent.Receipt> receipt = rise.attempt()
                .map(attempt ->
                        new OrderEvent.Receipt(attempt.uid(), attempt.amount(), attempt.provider(), attempt.method()));
        return check.isPresent() ? onCheck(check.get(), rise.amount(), receipt) : onWhole(rise.amount(), receipt);
    }

    private PaymentLedger.Purpose purpose(Optional<CheckId> check) {
        return new PaymentLedger.Purpose(
                check,
                bill.checks().stream().map(SaleCheck::id).collect(Collectors.toUnmodifiableSet()),
                check.map(id -> bill.require(id).received()).orElseGet(bill::receivedWhole));
    }

    private Optional<Tender> announced() {
        return bill.order()
                .header()
                .checkout()
                .flatMap(OrderHeader.Checkout::finance)
                .map(OrderHeader.Finance::type);
    }

    private WebhookOutcome onWhole(Money amount, Optional<OrderEvent.Receipt> receipt) {
        SaleOrder order = bill.order();
        if (!bill.takesMoneyWhole()) {
            order.noteLate(amount, by, at);
            ledger.review(PaymentReview.Kind.LATE, amount, PaymentReview.About.ORDER, ids, by, at);
            return WebhookOutcome.LATE;
        }
        SaleOrder.Incoming incoming = new SaleOrder.Incoming(amount, receipt, Optional.empty());
        countWhole(standing -> order.receive(incoming, standing, settings, by, at), amount);
        return WebhookOutcome.APPLIED;
    }

    /** Counts money on the order as a whole; what is too much becomes a review. */
    private void countWhole(Consumer<SaleOrder.Standing> count, Money amount) {
        Money overBefore = bill.overpaidWhole();
        count.accept(bill.standingWith(amount));
        over = bill.overpaidWhole().minus(overBefore);
        ledger.review(PaymentReview.Kind.OVERPAID, over, PaymentReview.About.ORDER, ids, by, at);
    }

    private WebhookOutcome onCheck(CheckId check, Money amount, Optional<OrderEvent.Receipt> receipt) {
        SaleOrder order = bill.order();
        if (!bill.takesMoney(check)) {
            bill.noteLate(check, amount, by, at);
            order.noteLate(amount, by, at);
            ledger.review(PaymentReview.Kind.LATE, amount, PaymentReview.About.ORDER, ids, by, at);
            return WebhookOutcome.LATE;
        }
        Money overBefore = bill.require(check).overpaid();
        over = bill.receive(check, amount, by, at).overpaid().minus(overBefore);
        order.receive(
                new SaleOrder.Incoming(amount, receipt, Optional.of(bill.onCheck(check))),
                bill.standingWith(amount),
                settings,
                by,
                at);
        ledger.review(PaymentReview.Kind.OVERPAID, over, PaymentReview.About.check(check), ids, by, at);
        return WebhookOutcome.APPLIED;
    }
}
