package nx.sale.domain.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.check.Bill;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.order.settlement.Tendered;
import nx.sale.domain.order.settlement.TipChange;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Money;

/**
 * What of the money of a bill is cash and tips, by all the ledger knows: a function of attempts and reviews, whatever their order. Each act
 * that touches money ends with {@link #align}, under the order's lock, so that every change is an entry of the difference.
 */
public final class BillMoney {
    private final Bill bill;
    private final PaymentLedger ledger;
    private final Money zero;

    private BillMoney(Bill bill, PaymentLedger ledger) {
        this.bill = bill;
        this.ledger = ledger;
        this.zero = Money.zero(bill.order().header().currency());
    }

    /** Says to the bill what its money is made of: before money is counted. */
    static void report(Bill bill, PaymentLedger ledger) {
        BillMoney money = new BillMoney(bill, ledger);
        Map<Optional<CheckId>, Tendered> reported = new HashMap<>();
        Purse purse = Purse.of(bill, ledger);
        bill.counted().keySet().forEach(purpose -> reported.put(purpose, money.tendered(purpose, purse)));
        bill.report(reported);
    }

    /** Brings order, checks and attempts in line, and gives what that brings into the books of tills and into the reports. */
    public static List<PaymentEvent.Booked> align(
            Bill bill, PaymentLedger ledger, Settings settings, Actor by, Instant at) {
        List<PaymentEvent.Booked> booked = new ArrayList<>();
        differences(bill, ledger, by, at)
                .forEach((purpose, difference) ->
                        booked.add(difference.booked(bill, purpose, settings.businessDate(at), at)));
        settle(bill, settings, by, at);
        return booked;
    }

    /** A tender that became known may be all that an order waited for. */
    static void settle(Bill bill, Settings settings, Actor by, Instant at) {
        Money nothing = Money.zero(bill.order().header().currency());
        bill.order().settleTallied(bill.settlementWith(nothing), settings, by, at);
    }

    /** By how much what came too much, the rounding and the tips of one bill changed. */
    record Difference(Money over, Money cashRounding, List<TipChange> tips) {
        private boolean nothing() {
            return over.zero() && cashRounding.zero() && tips.isEmpty();
        }

        private PaymentEvent.Booked booked(Bill bill, Optional<CheckId> purpose, LocalDate day, Instant at) {
            Money late = Money.zero(over.currency());
            return new PaymentEvent.Booked(
                    bill.order().header(),
                    purpose,
                    bill.drawer(purpose),
                    List.of(),
                    new PaymentEvent.Beside(late, over, cashRounding, tips),
                    day,
                    at);
        }
    }

    static Map<Optional<CheckId>, Difference> differences(Bill bill, PaymentLedger ledger, Actor by, Instant at) {
        report(bill, ledger);
        bill.tallied(by, at);
        BillMoney money = new BillMoney(bill, ledger);
        Map<Optional<CheckId>, Difference> differences = new LinkedHashMap<>();
        for (Optional<CheckId> purpose : bill.counted().keySet()) {
            Tally before = bill.before(purpose).tally();
            Tally now = bill.tally(purpose);
            money.bookTips(purpose, now.tip());
            Difference difference = new Difference(
                    money.overpaid(purpose, now).minus(bill.before(purpose).overpaid()),
                    now.cashRounding().minus(before.cashRounding()),
                    TipChange.sum(
                            money.tips(purpose, now.tip(), ledger.attempts()),
                            money.tips(purpose, before.tip(), ledger.loaded()).stream()
                                    .map(TipChange::negated)
                                    .toList()));
            if (!difference.nothing()) {
                differences.put(purpose, difference);
            }
        }
        Purse.noteWhatIsLeft(bill, ledger, by, at);
        return differences;
    }

    /** A cancelled order owes nobody a surplus: all its money is due back. */
    private Money overpaid(Optional<CheckId> purpose, Tally now) {
        return bill.order().header().status() == OrderStatus.CANCELLED
                ? bill.before(purpose).overpaid()
                : bill.balance(purpose).over().minus(now.tip());
    }

    private Stream<PaymentLedger.Attempt> of(Optional<CheckId> purpose, List<PaymentLedger.Attempt> attempts) {
        return attempts.stream()
                .filter(PaymentLedger.Attempt::successful)
                .filter(PaymentLedger.Attempt::payment)
                .filter(attempt -> attempt.check().filter(bill::has).equals(purpose));
    }

    private Tendered tendered(Optional<CheckId> purpose, Purse purse) {
        Money cash = zero;
        Money other = zero;
        Money declared = zero;
        for (PaymentLedger.Attempt attempt : of(purpose, ledger.attempts()).toList()) {
            Money counted = counted(attempt);
            switch (attempt.method()) {
                case CASH -> cash = cash.plus(counted);
                case BANK, CARD, WALLET, QR, OTHER -> other = other.plus(counted);
            }
            declared = declared.plus(declared(attempt));
        }
        Money kept = sum(overpaid(purpose).filter(review -> review.status() == PaymentReview.Status.TIP));
        Money rounding = bill.order()
                .header()
                .payable(bill.total(purpose))
                .paidBy(Tendered.of(cash, other))
                .cashRounding();
        Money beyond = bill.paid(purpose).minus(bill.total(purpose)).minus(rounding);
        Money undecided =
                purse.beyondGoods(purpose, rounding).plus(sum(overpaid(purpose).filter(PaymentReview::open)));
        return new Tendered(cash, other, zero, new Tendered.Tips(declared, beyond.minus(undecided), kept));
    }

    /** What of a payment counts as paid: not what was late, and is not applied. */
    private Money counted(PaymentLedger.Attempt attempt) {
        return attempt.amount()
                .minus(sum(late(attempt).filter(PaymentReview::claims)))
                .max(zero);
    }

    /** What the provider took back of what counts: late money that it took back never counted. */
    private Money back(PaymentLedger.Attempt attempt) {
        return ledger.takenBack(attempt)
                .minus(sum(late(attempt).filter(PaymentReview::takenBack)))
                .min(counted(attempt))
                .max(zero);
    }

    private Money declared(PaymentLedger.Attempt attempt) {
        return attempt.tip().declared().orElse(zero).min(counted(attempt).minus(back(attempt)));
    }

    private Stream<PaymentReview> late(PaymentLedger.Attempt attempt) {
        return ledger.reviews()
                .all()
                .filter(review -> review.kind() == PaymentReview.Kind.LATE)
                .filter(review -> review.about().names(attempt.uid()));
    }

    private Stream<PaymentReview> overpaid(Optional<CheckId> purpose) {
        return ledger.reviews()
                .all()
                .filter(review -> review.kind() == PaymentReview.Kind.OVERPAID && review.claims())
                .filter(review -> review.about().check().filter(bill::has).equals(purpose));
    }

    private Money sum(Stream<PaymentReview> reviews) {
        return ledger.reviews().sum(reviews);
    }

    /** Of a tip that is less than its attempts declare each has its share (MONEY-4), by what it declares, in the order of their uids. */
    private void bookTips(Optional<CheckId> purpose, Money tip) {
        List<PaymentLedger.Attempt> attempts = of(purpose, ledger.attempts())
                .sorted(Comparator.comparing(PaymentLedger.Attempt::uid))
                .toList();
        List<Money> declared = attempts.stream().map(this::declared).toList();
        Money kept = sum(overpaid(purpose).filter(review -> review.status() == PaymentReview.Status.TIP));
        List<Money> shares = shares(tip.minus(kept).max(zero), declared);
        for (int place = 0; place < attempts.size(); place++) {
            String uid = attempts.get(place).uid();
            Money made = sum(overpaid(purpose)
                    .filter(review -> review.status() == PaymentReview.Status.TIP)
                    .filter(review -> review.about().names(uid)));
            ledger.bookTip(uid, shares.get(place).plus(made));
        }
    }

    private static List<Money> shares(Money tip, List<Money> declared) {
        if (tip.zero()) {
            return declared.stream().map(none -> tip).toList();
        }
        int digits = tip.payable().equals(tip) ? tip.currency().digits() : Money.SCALE;
        return tip.allocate(declared.stream().map(Money::amount).toList(), digits);
    }

    /** What is booked, by tender and person; what no attempt explains is of no tender. */
    private List<TipChange> tips(Optional<CheckId> purpose, Money tip, List<PaymentLedger.Attempt> attempts) {
        String fallback = bill.order().header().tipped();
        List<TipChange> tips = new ArrayList<>();
        Money unnamed = tip;
        for (PaymentLedger.Attempt attempt : of(purpose, attempts).toList()) {
            Money booked = attempt.tip().booked();
            unnamed = unnamed.minus(booked);
            tips.add(new TipChange(
                    Optional.of(attempt.method()),
                    attempt.tip()
                            .user()
                            .map(user -> Actor.user(user, user).label())
                            .orElse(fallback),
                    booked));
        }
        tips.add(new TipChange(Optional.empty(), fallback, unnamed));
        return tips;
    }
}
