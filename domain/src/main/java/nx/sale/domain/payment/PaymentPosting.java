package nx.sale.domain.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.check.Bill;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;

/**
 * Posts a notice to a bill and its ledger, both under the order's lock: what rose counts as paid when the order, or the check, waits
 * for money, and becomes a review otherwise. Money is never ignored and never revives an order (PAYMENT-8). What
 * comes for a check that was freed is for the order as a whole.
 *
 * <p>The one way to count money: the steps on order, check and ledger are no API. Whoever takes money himself posts {@link
 * PaymentNotice#received}.
 */
public final class PaymentPosting {
    private final Bill bill;
    private final PaymentLedger ledger;
    private final Settings settings;
    private final Ids ids;
    private final Actor by;
    private final Instant at;
    private final Money zero;

    private PaymentPosting(Bill bill, PaymentLedger ledger, Settings settings, Ids ids, Actor by, Instant at) {
        this.bill = bill;
        this.ledger = ledger;
        this.settings = settings;
        this.ids = ids;
        this.by = by;
        this.at = at;
        this.zero = Money.zero(bill.order().header().currency());
    }

    /**
     * What became of a notice.
     *
     * @param outcome APPLIED, or LATE when the money did not count
     * @param booked what it brings into the books of tills; for all but rare notices one till at most
     */
    public record Posted(WebhookOutcome outcome, List<PaymentEvent.Booked> booked) {
        public Posted {
            booked = List.copyOf(booked);
        }
    }

    /** Posts a notice. */
    public static Posted post(
            PaymentNotice notice, Bill bill, PaymentLedger ledger, Settings settings, Ids ids, Actor by, Instant at) {
        return new PaymentPosting(bill, ledger, settings, ids, by, at).post(notice);
    }

    /**
     * Counts late money for its order: a person says it belongs there. Rejects while the order does not wait for money.
     *
     * @param late resolved already
     */
    public static List<PaymentEvent.Booked> settle(
            PaymentReview late, Bill bill, PaymentLedger ledger, Settings settings, Ids ids, Actor by, Instant at) {
        if (!bill.takesMoneyWhole()) {
            throw new Rejected(new PaymentError.ReviewNotApplicable(late.id()));
        }
        BillMoney.report(bill, ledger);
        bill.order().settleLate(late.amount(), bill::settlementWith, settings, by, at);
        ReviewBalance.align(bill, ledger, late.about().attemptUid(), ids, by, at);
        return BillMoney.align(bill, ledger, settings, by, at);
    }

    /** Checks an order out, and counts the late money of its ledger for it (PRICE-9). */
    public static List<PaymentEvent.Booked> checkOut(
            Quote quote,
            OrderHeader.Checkout terms,
            SaleOrder order,
            PaymentLedger ledger,
            Settings settings,
            Ids ids,
            Actor by,
            Instant at) {
        Bill bill = Bill.undivided(order);
        Money late = ledger.late();
        ledger.applyLate(by, at);
        BillMoney.report(bill, ledger);
        order.checkOut(quote, terms, late, settings, by, at);
        ReviewBalance.align(bill, ledger, Optional.empty(), ids, by, at);
        return BillMoney.align(bill, ledger, settings, by, at);
    }

    /** What staff say of a payment's tip. Rejects payment-not-found, tip-too-large. */
    public static List<PaymentEvent.Booked> enterTip(
            String payment,
            Money tip,
            Optional<String> user,
            Bill bill,
            PaymentLedger ledger,
            Settings settings,
            Ids ids,
            Actor by,
            Instant at) {
        if (!tip.payable().equals(tip)) {
            throw new Rejected(new PaymentError.TipNotPayable(tip));
        }
        ledger.enterTip(payment, tip, user);
        ReviewBalance.align(bill, ledger, Optional.of(payment), ids, by, at);
        return BillMoney.align(bill, ledger, settings, by, at);
    }

    /** A check, or the order as a whole, and what a notice changed of it. */
    private static final class Share {
        private final Optional<CheckId> check;
        private Money counted;
        private Money change;
        private Money late;

        Share(Optional<CheckId> check, Money counted, Money zero) {
            this.check = check;
            this.counted = counted;
            this.change = zero;
            this.late = zero;
        }

        void change(Money by) {
            counted = counted.plus(by);
            change = change.plus(by);
        }
    }

    private Posted post(PaymentNotice notice) {
        Set<CheckId> live = bill.live();
        List<Share> shares = shares(notice.target().check().filter(bill::has));
        Map<Optional<CheckId>, Takings> before = ledger.takings(live);
        Optional<PaymentLedger.Attempt> attempt = ledger.record(notice, announced(), at);
        BillMoney.report(bill, ledger);
        Received received = ledger.received(live);
        WebhookOutcome outcome = count(shares, received, attempt);
        ReviewBalance.align(bill, ledger, attempt.map(PaymentLedger.Attempt::uid), ids, by, at);
        ledger.waits(received.waiting(), received.total().minus(sum(shares)).max(zero));
        Map<Optional<CheckId>, BillMoney.Difference> differences = BillMoney.differences(bill, ledger, by, at);
        BillMoney.settle(bill, settings, by, at);
        return new Posted(outcome, booked(shares, before, ledger.takings(live), differences));
    }

    /** The notice's own first. */
    private List<Share> shares(Optional<CheckId> named) {
        List<Share> shares = new ArrayList<>();
        bill.counted().forEach((check, counted) -> {
            Share share = new Share(check, counted, zero);
            if (check.equals(named)) {
                shares.addFirst(share);
            } else {
                shares.add(share);
            }
        });
        return shares;
    }

    private Money sum(List<Share> shares) {
        return shares.stream().map(share -> share.counted).reduce(zero, Money::plus);
    }

    /**
     * Counts what rose. In all never more than was reported: what a transaction's report had brought to one check, as a surplus or as
     * late money, goes to the check that an attempt names for it now.
     */
    private WebhookOutcome count(List<Share> shares, Received received, Optional<PaymentLedger.Attempt> attempt) {
        Money rises = rises(shares, received);
        Money room = received.total().minus(sum(shares)).max(zero);
        if (rises.compareTo(room) > 0) {
            release(shares, received, rises.minus(room));
            room = received.total().minus(sum(shares)).max(zero);
        }
        WebhookOutcome outcome = WebhookOutcome.APPLIED;
        List<Share> payableFirst = shares.stream()
                .sorted(Comparator.comparing(share -> !takesMoney(share)))
                .toList();
        for (Share share : payableFirst) {
            Money rise = min(received.of(share.check).minus(share.counted), room);
            if (rise.positive()) {
                room = room.minus(rise);
                share.change(rise);
                if (count(share, rise, attempt) == WebhookOutcome.LATE) {
                    outcome = WebhookOutcome.LATE;
                }
            }
        }
        return outcome;
    }

    private Money rises(List<Share> of, Received received) {
        return of.stream()
                .map(share -> received.of(share.check).minus(share.counted).max(zero))
                .reduce(zero, Money::plus);
    }

    private boolean takesMoney(Share share) {
        return share.check.map(bill::takesMoney).orElseGet(bill::takesMoneyWhole);
    }

    /** What counted as paid is released for what will count as paid only, so that paid never falls. */
    private void release(List<Share> shares, Received received, Money needed) {
        Money left = needed;
        Money payable = rises(shares.stream().filter(this::takesMoney).toList(), received);
        for (Share share : shares) {
            Money fallen = min(share.counted.minus(received.of(share.check)), left);
            Money late = min(fallen, open(PaymentReview.Kind.LATE, share.check));
            Money over = min(min(fallen.minus(late), payable), open(PaymentReview.Kind.OVERPAID, share.check));
            Money released = late.plus(over);
            if (released.positive()) {
                lower(PaymentReview.Kind.LATE, share.check, late);
                lower(PaymentReview.Kind.OVERPAID, share.check, over);
                bill.takeBack(share.check, over, released, by, at);
                share.change(released.negate());
                left = left.minus(released);
                payable = payable.minus(over);
            }
        }
    }

    /** Of late money, what only the transaction reports: an attempt's stays where its attempt says. */
    private boolean releasable(PaymentReview review, PaymentReview.Kind kind, Optional<CheckId> check) {
        return review.open()
                && review.kind() == kind
                && review.about().check().filter(bill::has).equals(check)
                && (kind == PaymentReview.Kind.OVERPAID
                        || review.about().attemptUid().isEmpty());
    }

    private Money open(PaymentReview.Kind kind, Optional<CheckId> check) {
        Reviews reviews = ledger.reviews();
        return reviews.sum(reviews.all().filter(review -> releasable(review, kind, check)));
    }

    private void lower(PaymentReview.Kind kind, Optional<CheckId> check, Money amount) {
        ledger.reviews()
                .lower(
                        review -> releasable(review, kind, check),
                        amount,
                        PaymentReview.Status.APPLIED,
                        "it was the money of another payment",
                        by,
                        at);
    }

    private List<PaymentEvent.Booked> booked(
            List<Share> shares,
            Map<Optional<CheckId>, Takings> before,
            Map<Optional<CheckId>, Takings> after,
            Map<Optional<CheckId>, BillMoney.Difference> differences) {
        BillMoney.Difference same = new BillMoney.Difference(zero, zero, List.of());
        Takings none = Takings.none(zero.currency());
        Map<Optional<DeviceId>, PaymentEvent.Booked> byDrawer = new LinkedHashMap<>();
        for (Share share : shares) {
            List<Takings.Change> changes =
                    after.getOrDefault(share.check, none).since(before.getOrDefault(share.check, none), share.change);
            if (!changes.isEmpty() || differences.containsKey(share.check)) {
                BillMoney.Difference difference = differences.getOrDefault(share.check, same);
                PaymentEvent.Booked booked = new PaymentEvent.Booked(
                        bill.order().header(),
                        share.check,
                        bill.drawer(share.check),
                        changes,
                        new PaymentEvent.Beside(
                                share.late, difference.over(), difference.cashRounding(), difference.tips()),
                        settings.businessDate(at),
                        at);
                byDrawer.merge(booked.drawer(), booked, PaymentEvent.Booked::with);
            }
        }
        return List.copyOf(byDrawer.values());
    }

    private Optional<Tender> announced() {
        return bill.order().header().announcedTender();
    }

    private WebhookOutcome count(Share share, Money amount, Optional<PaymentLedger.Attempt> attempt) {
        Optional<PaymentLedger.Attempt> own =
                attempt.filter(reported -> reported.check().filter(bill::has).equals(share.check));
        if (!takesMoney(share)) {
            bill.noteLate(share.check, amount, by, at);
            share.late = amount;
            ReviewBalance.late(bill, ledger, share.check, own.map(PaymentLedger.Attempt::uid), amount, ids, by, at);
            return WebhookOutcome.LATE;
        }
        Optional<OrderEvent.Receipt> receipt = own.map(reported ->
                new OrderEvent.Receipt(reported.uid(), reported.amount(), reported.provider(), reported.method()));
        bill.receive(share.check, amount, receipt, settings, by, at);
        return WebhookOutcome.APPLIED;
    }

    private static Money min(Money one, Money other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
