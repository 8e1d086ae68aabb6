package nx.sale.domain.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillPart;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.settlement.Balance;
import nx.sale.domain.payment.refund.GoodsBack;
import nx.sale.domain.payment.refund.Held;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;

/**
 * Where each unit of the money of a bill is (RETURN-22): the one answer that returns, refunds, their retries and reviews ask. A unit is
 * kept for goods, a tip, spoken for by a review, in a refund, taken back by the provider, owed by a refund that failed, or beyond all that: due back by a review.
 */
public final class Purse {
    private final Bill bill;
    private final PaymentLedger ledger;
    private final Money zero;
    private Optional<Unclaimed> unclaimed = Optional.empty();

    private Purse(Bill bill, PaymentLedger ledger) {
        this.bill = bill;
        this.ledger = ledger;
        zero = Money.zero(bill.order().header().currency());
    }

    /** The money of all parts of a bill, as it is now: after a change it is another. */
    public static Purse of(Bill bill, PaymentLedger ledger) {
        return new Purse(bill, ledger);
    }

    private Unclaimed unclaimed() {
        Unclaimed now = unclaimed.orElseGet(() -> Unclaimed.of(ledger, bill.counted(), zero));
        unclaimed = Optional.of(now);
        return now;
    }

    /** Everything that is here of the money of a bill, and can go back. */
    public List<Held> held() {
        Map<String, PaymentLedger.Attempt> attempts = new HashMap<>();
        Map<Optional<CheckId>, Money> gone = new HashMap<>();
        for (PaymentLedger.Attempt attempt : ledger.attempts()) {
            attempts.put(attempt.uid(), attempt);
            gone.merge(purpose(attempt.check()), tip(attempt), Money::plus);
        }
        List<Held> held = new ArrayList<>();
        for (Unclaimed.Piece piece : unclaimed().pieces()) {
            Optional<PaymentLedger.Attempt> attempt = piece.attempt().map(attempts::get);
            Money tip =
                    attempt.map(known -> tip(known)).map(piece.amount()::min).orElse(zero);
            gone.merge(piece.check(), tip.negate(), Money::plus);
            held.add(new Held(
                    piece.check(),
                    piece.attempt(),
                    attempt.map(PaymentLedger.Attempt::method).orElse(Tender.OTHER),
                    attempt.map(known -> known.successAt().orElse(known.firstSeenAt()))
                            .orElse(Instant.EPOCH),
                    piece.amount().minus(tip)));
        }
        bill.counted().keySet().forEach(purpose -> gone.merge(purpose, overdrawn(purpose), Money::plus));
        return held.stream()
                .map(one -> without(one, gone))
                .filter(one -> one.amount().positive())
                .toList();
    }

    /** What an attempt has no money for, of its tip or of what the guest has from it, is of others of its bill. */
    private static Held without(Held one, Map<Optional<CheckId>, Money> gone) {
        Money left = gone.getOrDefault(one.check(), Money.zero(one.amount().currency()));
        Money taken = left.min(one.amount());
        gone.put(one.check(), left.minus(taken));
        return one.less(taken);
    }

    /** What of a payment is a tip, and no review speaks for. */
    private Money tip(PaymentLedger.Attempt attempt) {
        Money made = sum(reviews(review -> madeTip(review) && review.about().names(attempt.uid())));
        return attempt.tip().booked().minus(made).max(zero);
    }

    private static boolean madeTip(PaymentReview review) {
        return review.kind() == PaymentReview.Kind.OVERPAID && review.status() == PaymentReview.Status.TIP;
    }

    /** What of a payment the guest does not have back, from the provider or by a refund; whatever it was for. */
    public Money notBack(PaymentLedger.Attempt attempt) {
        return attempt.amount().minus(ledger.takenBack(attempt)).minus(refunded(attempt.uid()));
    }

    /** What went back of a payment by refunds, and by reviews from before there were refunds. */
    private Money refunded(String attempt) {
        Money byRefunds = amounts(counting(
                refund -> refund.source().attemptUid().filter(attempt::equals).isPresent()));
        return byRefunds.plus(sum(
                reviews(review -> givenWithoutRefund(review) && review.about().names(attempt))));
    }

    /** What the guest has of what reviews of a payment speak for. */
    Money refundedByReviews(String attempt) {
        return reviews(review -> review.kind().held()
                        && review.status() == PaymentReview.Status.REFUNDED
                        && review.about().names(attempt))
                .map(review -> givenWithoutRefund(review)
                        ? review.amount()
                        : review.amount()
                                .min(amounts(counting(refund -> refund.cause()
                                        .review()
                                        .filter(review.id()::equals)
                                        .isPresent()))))
                .reduce(zero, Money::plus);
    }

    private boolean givenWithoutRefund(PaymentReview review) {
        return review.kind().held()
                && review.status() == PaymentReview.Status.REFUNDED
                && ledger.refunds()
                        .all()
                        .noneMatch(refund -> refund.cause()
                                .review()
                                .filter(review.id()::equals)
                                .isPresent());
    }

    /** What refunds for goods that failed still owe: not what a refund that was replaced gave after all (RETURN-10). */
    public Money owed(Optional<CheckId> check) {
        return owing(check).max(zero);
    }

    /** The same; below zero when refunds that were replaced gave more after all. */
    private Money owing(Optional<CheckId> check) {
        Optional<CheckId> purpose = purpose(check);
        Money failed = amounts(goods(purpose).filter(Refund::failed));
        Money afterAll = amounts(goods(purpose)
                .filter(refund -> refund.counts() && refund.state().replacedBy().isPresent()));
        return failed.minus(afterAll);
    }

    /** What a review still gives, less what refunds of it have; below zero when they have more. */
    private Money owing(ReviewId review) {
        Money given = amounts(counting(
                refund -> refund.cause().review().filter(review::equals).isPresent()));
        return ledger.require(review).amount().minus(given);
    }

    /** What refunds for the same goods, or of the same review, have beyond what was to be given: the guest has it twice, or will (RETURN-13). */
    public Money beyondOwed(Refund refund) {
        return refund.cause()
                .review()
                .map(review -> owing(review))
                .orElseGet(() -> owing(refund.source().check()))
                .negate()
                .max(zero);
    }

    /**
     * What an attempt can give for a refund that failed. What a review speaks for is of its own attempt; what a return gives back may be of
     * any of its bill, and is no more than is owed.
     */
    public Money possible(Refund failed, Optional<String> attempt) {
        if (failed.cause().review().isPresent()) {
            return attempt.equals(failed.source().attemptUid()) ? ofReview(failed) : zero;
        }
        return held().stream()
                .filter(held -> held.attemptUid().equals(attempt)
                        && held.check().equals(failed.source().check()))
                .map(Held::amount)
                .reduce(zero, Money::plus)
                .min(owed(failed.source().check()));
    }

    /** What a review speaks for, less what another refund of it has; and of its attempt and its bill, what the guest does not have back. */
    private Money ofReview(Refund failed) {
        Money left = failed.cause().review().map(review -> owing(review)).orElse(zero);
        return ledger.attempts().stream()
                .filter(known ->
                        failed.source().attemptUid().filter(known.uid()::equals).isPresent())
                .findFirst()
                .map(attempt -> notBack(attempt)
                        .min(left)
                        .min(here(attempt, failed.source().check()).orElse(left)))
                .orElse(left)
                .max(zero);
    }

    /**
     * Says of each refund that failed whether anything of it can still be given, after every change of money: another refund may have
     * succeeded, the provider may have taken a payment back, or other money is here (RETURN-23).
     */
    static void noteWhatIsLeft(Bill bill, PaymentLedger ledger, Actor by, Instant at) {
        List<Refund> failed = ledger.refunds().all().filter(Refund::failed).toList();
        if (failed.isEmpty()) {
            return; // as with nearly every order: no purse is made for nothing
        }
        Purse purse = of(bill, ledger);
        for (Refund before : failed) {
            Refund after = before.left(purse.nothingLeft(before), by, at);
            if (!after.equals(before)) {
                ledger.refunds().put(after);
            }
        }
    }

    /** Whether no payment has anything for a refund that failed: all of it, or as much as there are coins for (RETURN-23). */
    private boolean nothingLeft(Refund failed) {
        Money coin = new Money(BigDecimal.ONE.movePointLeft(zero.currency().digits()), zero.currency());
        Money least = failed.amount().min(coin);
        return Stream.concat(
                        Stream.of(failed.source().attemptUid()),
                        ledger.attempts().stream().map(attempt -> Optional.of(attempt.uid())))
                .allMatch(attempt -> possible(failed, attempt).compareTo(least) < 0);
    }

    /** What of a bill is here and no tip, by all that came and went; below zero when more went than came. */
    public Money here(Optional<CheckId> check) {
        Optional<CheckId> purpose = purpose(check);
        Money here = bill.counted().getOrDefault(purpose, zero);
        for (PaymentLedger.Attempt attempt : of(purpose)) {
            here = here.minus(ledger.takenBack(attempt)).minus(tip(attempt));
        }
        Money went = amounts(counting(refund -> purpose(refund.source().check()).equals(purpose)));
        return here.minus(went)
                .minus(sum(reviews(review -> givenWithoutRefund(review)
                        && purpose(review.about().check()).equals(purpose))));
    }

    /** The same of the bill of a review, for the payment that it names; empty when that was paid on another. */
    public Optional<Money> here(PaymentLedger.Attempt attempt, Optional<CheckId> check) {
        return Optional.of(purpose(check))
                .filter(purpose(attempt.check())::equals)
                .map(this::here);
    }

    /**
     * What of a bill is neither kept for goods, nor a tip, nor owed, and no review speaks for: somebody must decide about it. Below zero when
     * money is missing. After the ledger was reported to the bill.
     */
    Money beyond(Optional<CheckId> purpose) {
        if (bill.order().header().status() == OrderStatus.CANCELLED) {
            return free(purpose);
        }
        Balance balance = bill.balance(purpose);
        Money made = sum(reviews(
                review -> madeTip(review) && purpose(review.about().check()).equals(purpose)));
        return beyondGoods(purpose, balance.cashRounding()).minus(balance.tip()).plus(made);
    }

    /** The same with tips that no review speaks for. */
    Money beyondGoods(Optional<CheckId> purpose, Money rounding) {
        return free(purpose).minus(owed(purpose)).minus(kept(purpose, rounding));
    }

    private Money free(Optional<CheckId> purpose) {
        return unclaimed().free(purpose).minus(overdrawn(purpose));
    }

    /** What the guest has beyond what his payments brought, because money went back twice. */
    Money overdrawn(Optional<CheckId> purpose) {
        return of(purpose).stream()
                .map(attempt -> notBack(attempt).negate().max(zero))
                .reduce(unclaimed().overdrawn(purpose), Money::plus);
    }

    /** What is kept of a bill, with its rounding to cash: nothing when no goods are kept. */
    private Money kept(Optional<CheckId> purpose, Money rounding) {
        Optional<GoodsBack> back = back(purpose);
        if (back.isEmpty()) {
            return bill.total(purpose).plus(rounding);
        }
        Money goods = goods(back.get());
        return goods.zero()
                ? zero
                : goods.plus(rounding).minus(back.get().cashRounding()).max(zero);
    }

    private Money goods(GoodsBack back) {
        return BillPart.of(bill).stream()
                .filter(part -> part.check().equals(back.check()))
                .map(part -> part.kept(back.exact()))
                .findFirst()
                .orElse(zero);
    }

    private Optional<GoodsBack> back(Optional<CheckId> purpose) {
        return ledger.refunds().goodsBack().stream()
                .filter(back -> purpose(back.check()).equals(purpose))
                .reduce(GoodsBack::plus);
    }

    private Optional<CheckId> purpose(Optional<CheckId> check) {
        return check.filter(bill::has);
    }

    private List<PaymentLedger.Attempt> of(Optional<CheckId> purpose) {
        return ledger.attempts().stream()
                .filter(PaymentLedger.Attempt::successful)
                .filter(PaymentLedger.Attempt::payment)
                .filter(attempt -> purpose(attempt.check()).equals(purpose))
                .toList();
    }

    private Stream<Refund> counting(Predicate<Refund> which) {
        return ledger.refunds().all().filter(Refund::counts).filter(which);
    }

    private Stream<Refund> goods(Optional<CheckId> purpose) {
        return ledger.refunds()
                .all()
                .filter(refund -> refund.cause().goods().isPresent())
                .filter(refund -> purpose(refund.source().check()).equals(purpose));
    }

    private Stream<PaymentReview> reviews(Predicate<PaymentReview> which) {
        return ledger.reviews().all().filter(which);
    }

    private Money sum(Stream<PaymentReview> reviews) {
        return ledger.reviews().sum(reviews);
    }

    private Money amounts(Stream<Refund> refunds) {
        return refunds.map(Refund::amount).reduce(zero, Money::plus);
    }
}
