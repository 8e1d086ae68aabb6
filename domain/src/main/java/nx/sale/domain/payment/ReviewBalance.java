package nx.sale.domain.payment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nx.sale.domain.check.Bill;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/**
 * Keeps the reviews of an order in line with its money, under the order's lock: what is refundable and what was refunded never exceed
 * what was received, per order and per attempt.
 */
public final class ReviewBalance {
    private final Bill bill;
    private final PaymentLedger ledger;
    private final Reviews reviews;
    private final Map<Optional<CheckId>, Money> counted;
    private final Money zero;
    private final Ids ids;
    private final Actor by;
    private final Instant at;

    private ReviewBalance(Bill bill, PaymentLedger ledger, Ids ids, Actor by, Instant at) {
        this.bill = bill;
        this.ledger = ledger;
        this.reviews = ledger.reviews();
        this.counted = bill.counted();
        this.zero = Money.zero(bill.order().header().currency());
        this.ids = ids;
        this.by = by;
        this.at = at;
    }

    /**
     * REVERSED for what was taken back of each attempt, for ever, and nothing refundable of that; one OVERPAID for each attempt that
     * brought more than was due; of refunds that failed, whether they can still be given.
     *
     * @param first the attempt that surplus is said to come from, before others
     */
    public static void align(Bill bill, PaymentLedger ledger, Optional<String> first, Ids ids, Actor by, Instant at) {
        new ReviewBalance(bill, ledger, ids, by, at).align(first);
    }

    /** Late money: a review for each attempt it came by. */
    static void late(
            Bill bill,
            PaymentLedger ledger,
            Optional<CheckId> purpose,
            Optional<String> first,
            Money amount,
            Ids ids,
            Actor by,
            Instant at) {
        ReviewBalance balance = new ReviewBalance(bill, ledger, ids, by, at);
        Money left = amount;
        for (Unclaimed.Piece piece :
                Unclaimed.withReversed(ledger, balance.counted, balance.zero).take(purpose, first, amount)) {
            left = left.minus(piece.amount());
            balance.reviews.raise(PaymentReview.Kind.LATE, piece.amount(), piece.about(), ids, by, at);
        }
        balance.reviews.raise(
                PaymentReview.Kind.LATE, left, new PaymentReview.About(Optional.empty(), purpose), ids, by, at);
    }

    /** The order is cancelled: what was counted and no review speaks for is due back. Returns what is due back in all. */
    public static Money refundDue(Bill bill, PaymentLedger ledger, Ids ids, Actor by, Instant at) {
        ReviewBalance balance = new ReviewBalance(bill, ledger, ids, by, at);
        balance.align(Optional.empty());
        balance.unclaimed()
                .pieces()
                .forEach(piece -> balance.reviews.raise(
                        PaymentReview.Kind.REFUND_DUE, piece.amount(), piece.about(), ids, by, at));
        return balance.reviews.sum(Stream.concat(
                balance.reviews.open(PaymentReview.Kind.REFUND_DUE),
                balance.reviews.open(PaymentReview.Kind.OVERPAID)));
    }

    /** Rejects unless all the money of an open review is here to be given back. */
    public static void requireRefundable(ReviewId id, Bill bill, PaymentLedger ledger, Ids ids, Actor by, Instant at) {
        PaymentReview before = ledger.require(id);
        if (!before.open() || !before.kind().held()) {
            return;
        }
        align(bill, ledger, Optional.empty(), ids, by, at);
        PaymentReview now = ledger.require(id);
        if (!now.open() || !now.amount().equals(before.amount())) {
            Money left = now.open() ? now.amount() : Money.zero(before.amount().currency());
            throw new Rejected(new PaymentError.ReviewNotRefundable(id, before.amount(), left));
        }
        Purse purse = Purse.of(bill, ledger);
        ledger.attempts().stream()
                .filter(attempt -> now.about().names(attempt.uid()))
                .flatMap(attempt -> purse.here(attempt, now.about().check()).stream())
                .filter(here -> here.compareTo(now.amount()) < 0)
                .findFirst()
                .ifPresent(here -> {
                    throw new Rejected(new PaymentError.ReviewNotRefundable(
                            id, now.amount(), here.max(Money.zero(here.currency()))));
                });
    }

    /** What was returned and never paid for is missing no more: it lowers the shortfall of its bill. */
    public static void unpaidReturned(
            PaymentLedger ledger, Optional<CheckId> purpose, Money unpaid, Actor by, Instant at) {
        ledger.reviews()
                .lower(
                        review -> review.kind() == PaymentReview.Kind.SHORTFALL
                                && review.about().check().equals(purpose),
                        unpaid,
                        PaymentReview.Status.DISMISSED,
                        "returned",
                        by,
                        at);
    }

    /** What the guest was to have twice went once: another refund failed. It lowers what is open about its bill (RETURN-13). */
    public static void onceAfterAll(PaymentLedger ledger, Optional<CheckId> purpose, Money once, Actor by, Instant at) {
        ledger.reviews()
                .lower(
                        review -> review.kind() == PaymentReview.Kind.REFUNDED_TWICE
                                && review.about().check().equals(purpose),
                        once,
                        PaymentReview.Status.DISMISSED,
                        "another refund failed",
                        by,
                        at);
    }

    private void align(Optional<String> first) {
        counted.keySet().forEach(purpose -> name(purpose, first));
        ledger.attempts().forEach(this::takenBack);
        ledger.attempts().stream().filter(PaymentLedger.Attempt::successful).forEach(this::notTwice);
        BillMoney.report(bill, ledger);
        surpluses(first);
        counted.keySet().forEach(this::lateBeyond);
        if (reviews.all()
                .anyMatch(review -> review.open()
                        && review.claims()
                        && review.about().attemptUid().isEmpty())) {
            reviews.lower(
                    review -> review.claims() && review.about().attemptUid().isEmpty(),
                    unclaimed().uncovered(),
                    PaymentReview.Status.DISMISSED,
                    "more than was received",
                    by,
                    at);
        }
        Purse.noteWhatIsLeft(bill, ledger, by, at);
    }

    /** What was known from a transaction only, and is an attempt's by now. */
    private void name(Optional<CheckId> purpose, Optional<String> first) {
        List<PaymentReview> unnamed = reviews.all()
                .filter(review -> review.open() && review.claims())
                .filter(review -> review.about().attemptUid().isEmpty())
                .filter(review -> review.about().check().filter(bill::has).equals(purpose))
                .toList();
        if (unnamed.isEmpty()) {
            return;
        }
        Unclaimed named = Unclaimed.named(ledger, counted, zero);
        Money more = reviews.sum(unnamed.stream()).minus(named.unnamed(purpose));
        for (Unclaimed.Piece piece : named.takeNamed(purpose, first, more)) {
            Money left = piece.amount();
            for (PaymentReview review : unnamed) {
                PaymentReview now = reviews.require(review.id());
                boolean open = now.open() && now.about().attemptUid().isEmpty();
                if (open && left.positive()) {
                    Money part = now.amount().compareTo(left) <= 0 ? now.amount() : left;
                    left = left.minus(part);
                    reviews.name(now, part, piece.attempt().orElseThrow(), ids, by, at);
                }
            }
        }
    }

    private void takenBack(PaymentLedger.Attempt attempt) {
        Money back = ledger.takenBack(attempt);
        if (!back.positive()) {
            return;
        }
        String uid = attempt.uid();
        Money known = reviews.sum(about(uid, review -> review.kind() == PaymentReview.Kind.REVERSED));
        PaymentReview.About about =
                new PaymentReview.About(Optional.of(uid), attempt.check().filter(bill::has));
        reviews.raise(PaymentReview.Kind.REVERSED, back.minus(known), about, ids, by, at);
    }

    /** What the guest has back of an attempt is no review's. */
    private void notTwice(PaymentLedger.Attempt attempt) {
        String uid = attempt.uid();
        Money notBack = Purse.of(bill, ledger).notBack(attempt).max(zero);
        Money beyond = claimed(uid).minus(notBack);
        if (beyond.positive() && ledger.takenBack(attempt).positive()) {
            reviews.takeBackLate(uid, beyond, ids, by, at);
            beyond = claimed(uid).minus(notBack);
        }
        if (beyond.positive()) {
            reviews.lower(
                    review -> review.kind() != PaymentReview.Kind.LATE
                            && review.claims()
                            && review.about().names(uid),
                    beyond,
                    PaymentReview.Status.APPLIED,
                    ledger.takenBack(attempt).positive() ? PaymentReview.TAKEN_BACK : "the guest has it already",
                    by,
                    at);
        }
    }

    /** What the guest has of one payment twice is not due back as late money of another of the bill. */
    private void lateBeyond(Optional<CheckId> purpose) {
        List<PaymentReview> late = reviews.open(PaymentReview.Kind.LATE)
                .filter(review -> ledger.attempts().stream()
                        .filter(attempt -> review.about().names(attempt.uid()))
                        .anyMatch(attempt -> attempt.check().filter(bill::has).equals(purpose)))
                .toList();
        if (late.isEmpty()) {
            return;
        }
        Purse purse = Purse.of(bill, ledger);
        Money beyond =
                reviews.sum(late.stream()).minus(purse.here(purpose).max(zero)).min(purse.overdrawn(purpose));
        for (PaymentReview review : late.reversed()) {
            Money part = review.amount().min(beyond);
            if (part.positive()) {
                reviews.takeBackLate(review.about().attemptUid().orElseThrow(), part, ids, by, at);
                beyond = beyond.minus(part);
            }
        }
    }

    private Stream<PaymentReview> about(String attempt, Predicate<PaymentReview> which) {
        return reviews.all().filter(which).filter(review -> review.about().names(attempt));
    }

    /** Of an attempt's money, what reviews speak for and the guest does not have. */
    private Money claimed(String attempt) {
        return reviews.sum(about(attempt, review -> review.claims() && !review.takenBack()))
                .minus(Purse.of(bill, ledger).refundedByReviews(attempt));
    }

    /** What is beyond all that a bill keeps is due back by a review, once; when money is missing, so much less is. */
    private void surpluses(Optional<String> first) {
        Purse purse = Purse.of(bill, ledger);
        for (Optional<CheckId> purpose : counted.keySet()) {
            Money beyond = purse.beyond(purpose);
            if (!beyond.zero()) {
                surplus(purpose, beyond, first);
                purse = Purse.of(bill, ledger);
            }
        }
    }

    private void surplus(Optional<CheckId> purpose, Money beyond, Optional<String> first) {
        PaymentReview.Kind kind = bill.order().header().status() == OrderStatus.CANCELLED
                ? PaymentReview.Kind.REFUND_DUE
                : PaymentReview.Kind.OVERPAID;
        if (beyond.positive()) {
            unclaimed()
                    .take(purpose, first, beyond)
                    .forEach(piece -> reviews.raise(kind, piece.amount(), piece.about(), ids, by, at));
        } else {
            reviews.lower(
                    review -> surplusOf(review, kind, purpose),
                    beyond.negate(),
                    PaymentReview.Status.APPLIED,
                    "no longer more than is due",
                    by,
                    at);
        }
    }

    private boolean surplusOf(PaymentReview review, PaymentReview.Kind kind, Optional<CheckId> purpose) {
        return (review.kind() == PaymentReview.Kind.OVERPAID || review.kind() == kind)
                && review.about().check().filter(bill::has).equals(purpose);
    }

    private Unclaimed unclaimed() {
        return Unclaimed.of(ledger, counted, zero);
    }
}
