package nx.sale.domain.payment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.shared.Money;

/**
 * The money that was counted and that no review speaks for, piece by piece: what can become due back. What the provider took back of an
 * attempt is none: the guest has it; nor is what went back for a return. So what is refundable and what was refunded never exceed what was received, per order and per attempt.
 */
final class Unclaimed {
    /**
     * A piece of it.
     *
     * @param attempt whose money it is; empty for what is known from a transaction only
     * @param check the live check it came for; empty for the order as a whole
     */
    record Piece(Optional<String> attempt, Optional<CheckId> check, Money amount) {
        private Piece less(Money taken) {
            return new Piece(attempt, check, amount.minus(taken));
        }

        PaymentReview.About about() {
            return new PaymentReview.About(attempt, check);
        }
    }

    private final List<Piece> pieces = new ArrayList<>();
    private final Money zero;
    private final Map<Optional<CheckId>, Money> overdrawn = new HashMap<>();
    private Money uncovered;

    private Unclaimed(Money zero) {
        this.zero = zero;
        uncovered = zero;
    }

    /**
     * Adds up.
     *
     * @param counted what was counted by live check, and for the order as a whole
     */
    static Unclaimed of(PaymentLedger ledger, Map<Optional<CheckId>, Money> counted, Money zero) {
        Map<String, Money> reversed = new HashMap<>();
        for (PaymentLedger.Attempt attempt : ledger.attempts()) {
            Reviews reviews = ledger.reviews();
            Money late = reviews.sum(reviews.all()
                    .filter(PaymentReview::takenBack)
                    .filter(review -> review.about().names(attempt.uid())));
            reversed.put(attempt.uid(), ledger.takenBack(attempt).minus(late).max(zero));
        }
        return claimed(ledger, counted, zero, reversed);
    }

    /** As {@link #of}, with what was taken back as if it were not: late money is recorded as late before it is reversed. */
    static Unclaimed withReversed(PaymentLedger ledger, Map<Optional<CheckId>, Money> counted, Money zero) {
        return claimed(ledger, counted, zero, Map.of());
    }

    /**
     * By all reviews.
     *
     * @param reversed how much of an attempt was taken back, beyond late money that its reviews say was
     */
    private static Unclaimed claimed(
            PaymentLedger ledger, Map<Optional<CheckId>, Money> counted, Money zero, Map<String, Money> reversed) {
        Unclaimed unclaimed = named(ledger, counted, zero);
        Map<ReviewId, Money> spoken =
                ledger.reviews().all().collect(Collectors.toMap(PaymentReview::id, PaymentReview::amount));
        ledger.refunds().all().filter(Refund::counts).forEach(refund -> unclaimed.giveBack(refund, spoken));
        Unclaimed taken = new Unclaimed(zero);
        Set<Optional<String>> known =
                unclaimed.pieces.stream().map(Piece::attempt).collect(Collectors.toSet());
        for (int index = 0; index < unclaimed.pieces.size(); index++) {
            Piece piece = unclaimed.pieces.get(index);
            Money part = min(
                    piece.amount(),
                    piece.attempt().map(uid -> reversed.getOrDefault(uid, zero)).orElse(zero));
            taken.pieces.add(new Piece(piece.attempt(), piece.check(), part));
            unclaimed.pieces.set(index, piece.less(part));
        }
        List<PaymentReview> nameless = ledger.reviews()
                .all()
                .filter(PaymentReview::claims)
                .filter(review -> review.about().attemptUid().isEmpty()
                        || !known.contains(review.about().attemptUid()))
                .toList();
        nameless.stream().filter(review -> !review.open()).forEach(review -> unclaimed.decided(review, taken));
        nameless.stream()
                .filter(PaymentReview::open)
                .forEach(review ->
                        unclaimed.uncovered = unclaimed.uncovered.plus(unclaimed.claim(review, review.amount())));
        return unclaimed;
    }

    /**
     * What went back for a return is nobody's to claim; what went back for a review, the review speaks for, but for what went twice.
     *
     * @param spoken what each review speaks for, less the refunds before
     */
    private void giveBack(Refund refund, Map<ReviewId, Money> spoken) {
        Money ofReview = refund.cause()
                .review()
                .map(review -> spoken.getOrDefault(review, zero).min(refund.amount()))
                .orElse(zero);
        refund.cause().review().ifPresent(review -> spoken.merge(review, ofReview.negate(), Money::plus));
        Money left = refund.amount().minus(ofReview);
        for (int index = 0; index < pieces.size() && left.positive(); index++) {
            Piece piece = pieces.get(index);
            boolean own = piece.attempt().equals(refund.source().attemptUid())
                    && (piece.attempt().isPresent()
                            || piece.check().equals(refund.source().check()));
            if (own) {
                Money part = min(piece.amount(), left);
                pieces.set(index, piece.less(part));
                left = left.minus(part);
            }
        }
        if (refund.source().attemptUid().isEmpty()) {
            overdrawn.merge(refund.source().check(), left, Money::plus);
        }
    }

    /** By the reviews that name an attempt only, with reversed ones as if they were not. */
    static Unclaimed named(PaymentLedger ledger, Map<Optional<CheckId>, Money> counted, Money zero) {
        Unclaimed unclaimed = new Unclaimed(zero);
        Map<Optional<CheckId>, List<PaymentLedger.Attempt>> own = ledger.attempts().stream()
                .filter(PaymentLedger.Attempt::successful)
                .sorted(Comparator.comparing((PaymentLedger.Attempt attempt) ->
                                attempt.successAt().orElse(attempt.firstSeenAt()))
                        .thenComparing(PaymentLedger.Attempt::uid))
                .collect(Collectors.groupingBy(
                        attempt -> attempt.check().filter(check -> counted.containsKey(Optional.of(check)))));
        Map<Optional<String>, Money> claimed = ledger.reviews()
                .all()
                .filter(PaymentReview::claims)
                .collect(Collectors.toMap(review -> review.about().attemptUid(), PaymentReview::amount, Money::plus));
        counted.forEach((purpose, sum) -> {
            List<PaymentLedger.Attempt> here = own.getOrDefault(purpose, List.of());
            Money beyond = here.stream().map(PaymentLedger.Attempt::amount).reduce(sum, Money::minus);
            unclaimed.pieces.add(new Piece(Optional.empty(), purpose, beyond.max(zero)));
            Money uncounted = beyond.negate().max(zero);
            for (PaymentLedger.Attempt attempt : here.reversed()) {
                Optional<String> uid = Optional.of(attempt.uid());
                Money free =
                        attempt.amount().minus(claimed.getOrDefault(uid, zero)).max(zero);
                Money missing = min(free, uncounted);
                uncounted = uncounted.minus(missing);
                unclaimed.pieces.add(new Piece(uid, purpose, free.minus(missing)));
            }
        });
        return unclaimed;
    }

    /** It was for money that the provider took back since, before others: what was refunded of that went back twice. */
    private void decided(PaymentReview review, Unclaimed taken) {
        Money others = taken.claim(review, review.amount());
        Money missing = claim(review, others);
        if (review.status() == PaymentReview.Status.REFUNDED) {
            overdrawn.merge(
                    review.about().check(), review.amount().minus(others).plus(missing), Money::plus);
        }
    }

    /**
     * A review without an attempt speaks for money of its own check first, and for what only a transaction reports before others. One that
     * is closed may have been for a payment that was taken back since.
     *
     * @return what of it no piece is left for
     */
    private Money claim(PaymentReview review, Money amount) {
        Optional<CheckId> purpose = review.about().check();
        Money left = amount;
        for (boolean own : new boolean[] {true, false}) {
            for (int index = 0; index < pieces.size() && left.positive(); index++) {
                Piece piece = pieces.get(index);
                if (piece.check().equals(purpose) == own) {
                    Money taken = min(piece.amount(), left);
                    pieces.set(index, piece.less(taken));
                    left = left.minus(taken);
                }
            }
        }
        return left;
    }

    /** Every piece of which something is left: by check, what only a transaction reports before the attempts, the newest of these first. */
    List<Piece> pieces() {
        return pieces.stream().filter(piece -> piece.amount().positive()).toList();
    }

    /** Of a purpose, all that no review speaks for. */
    Money free(Optional<CheckId> purpose) {
        return pieces.stream()
                .filter(piece -> piece.check().equals(purpose))
                .map(Piece::amount)
                .reduce(zero, Money::plus);
    }

    /** Of a purpose, what went back of money that was known from a transaction only, and is not here: it became known whose it is. */
    Money overdrawn(Optional<CheckId> purpose) {
        return overdrawn.getOrDefault(purpose, zero);
    }

    /** Of a purpose, what is known from transactions only. */
    Money unnamed(Optional<CheckId> purpose) {
        return pieces.stream()
                .filter(piece -> piece.attempt().isEmpty() && piece.check().equals(purpose))
                .map(Piece::amount)
                .findFirst()
                .orElse(zero);
    }

    /** By how much the open reviews that name no attempt speak for more than there is. */
    Money uncovered() {
        return uncovered;
    }

    /**
     * So much of the pieces of a purpose, of one attempt first when it is named; of other purposes when these are not enough.
     */
    List<Piece> take(Optional<CheckId> purpose, Optional<String> first, Money amount) {
        return take(pieces(), purpose, first, amount);
    }

    /** As {@link #take}, of attempts only. */
    List<Piece> takeNamed(Optional<CheckId> purpose, Optional<String> first, Money amount) {
        List<Piece> ofAttempts =
                pieces().stream().filter(piece -> piece.attempt().isPresent()).toList();
        return take(ofAttempts, purpose, first, amount);
    }

    private static List<Piece> take(List<Piece> from, Optional<CheckId> purpose, Optional<String> first, Money amount) {
        List<Piece> sorted = from.stream()
                .sorted(Comparator.comparing((Piece piece) -> !piece.check().equals(purpose))
                        .thenComparing(
                                piece -> first.isEmpty() || !piece.attempt().equals(first)))
                .toList();
        List<Piece> taken = new ArrayList<>();
        Money left = amount;
        for (Piece piece : sorted) {
            if (left.positive()) {
                Money part = min(piece.amount(), left);
                taken.add(new Piece(piece.attempt(), purpose, part));
                left = left.minus(part);
            }
        }
        return taken;
    }

    private static Money min(Money one, Money other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
