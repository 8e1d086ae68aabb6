package nx.sale.domain.returns;

import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.check.Bill;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.Purse;
import nx.sale.domain.payment.ReviewBalance;
import nx.sale.domain.payment.refund.Held;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.payment.refund.RefundNotice;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Trace;

/** What becomes of money that goes back: asked for, answered, tried again, or done by hand. Under the order's lock. */
public final class Refunding {
    private Refunding() {}

    /**
     * The money of a review that was resolved as REFUNDED goes back in the same way as that of a return (RETURN-14).
     *
     * @param cash whether the person gave it out of a drawer
     */
    public static PaymentEvent.RefundRequested ofReview(
            PaymentReview review, boolean cash, Bill bill, PaymentLedger ledger, Returning.Context context) {
        Held money = held(
                review.about().attemptUid(),
                new Refund.Source(review.about().attemptUid(), review.about().check()),
                ledger,
                review.amount());
        Refund.Means means = RefundPlan.means(money, cash ? Optional.of(Tender.CASH) : Optional.empty());
        if (!cash && means.way() == Refund.Way.CASH) {
            means = new Refund.Means(Refund.Way.PERSON, Tender.CASH);
        }
        Refund refund = Returning.request(
                bill.order(),
                ledger,
                Refund.Cause.of(review.id()),
                new RefundPlan.Piece(
                        new Refund.Source(money.attemptUid(), money.check()), means, review.amount(), false),
                context);
        if (means.way() == Refund.Way.PERSON) {
            refund = ledger.refunds()
                    .put(refund.resolved(
                            Refund.Status.MANUAL,
                            review.note().orElse(review.kind().name()),
                            context.by(),
                            context.at()));
        }
        align(bill, ledger, context);
        return new PaymentEvent.RefundRequested(bill.order().header(), refund, Optional.empty(), context.at());
    }

    private static Held held(Optional<String> attempt, Refund.Source source, PaymentLedger ledger, Money amount) {
        Tender tender = attempt.flatMap(uid -> ledger.attempts().stream()
                        .filter(known -> known.uid().equals(uid))
                        .findFirst())
                .map(PaymentLedger.Attempt::method)
                .orElse(Tender.OTHER);
        return new Held(source.check(), attempt, tender, Instant.EPOCH, amount);
    }

    /** Takes an answer of MQ-Pay's in; empty when it says nothing new. A guest who has money twice is a review's concern (RETURN-13). */
    public static Optional<PaymentEvent.RefundChanged> answer(
            RefundNotice notice, Bill bill, PaymentLedger ledger, Returning.Context context) {
        Refund before = ledger.refunds().require(notice.refund());
        Refund answered = before.answered(notice.status(), notice.reason(), context.by(), context.at());
        if (answered.equals(before)) {
            return Optional.empty();
        }
        if (answered.status() == Refund.Status.SUCCESS) {
            ledger.review(
                    PaymentReview.Kind.REFUNDED_TWICE,
                    twice(before, Purse.of(bill, ledger)),
                    new PaymentReview.About(
                            before.source().attemptUid(), before.source().check()),
                    context.ids(),
                    context.by(),
                    context.at());
        }
        return Optional.of(entered(before, answered, bill, ledger, context));
    }

    /** What the guest was to have twice while this one had its money is lowered when it fails. */
    private static PaymentEvent.RefundChanged entered(
            Refund before, Refund after, Bill bill, PaymentLedger ledger, Returning.Context context) {
        Money beyond = Purse.of(bill, ledger).beyondOwed(before);
        ledger.refunds().put(after);
        if (before.counts() && !after.counts()) {
            ReviewBalance.onceAfterAll(
                    ledger,
                    before.source().check(),
                    beyond.minus(Purse.of(bill, ledger).beyondOwed(after)),
                    context.by(),
                    context.at());
        }
        align(bill, ledger, context);
        return changed(bill, before, after, context);
    }

    /** What went is no longer due back by a review, and what did not go after all is somebody's again. */
    private static void align(Bill bill, PaymentLedger ledger, Returning.Context context) {
        ReviewBalance.align(bill, ledger, Optional.empty(), context.ids(), context.by(), context.at());
    }

    /** What of a refund that succeeds after all went back in another way: by hand, by a refund in its place, or for other goods. */
    private static Money twice(Refund before, Purse purse) {
        Money zero = Money.zero(before.amount().currency());
        return switch (before.status()) {
            case MANUAL -> before.amount();
            case FAILED ->
                before.amount()
                        .minus(purse.possible(before, before.source().attemptUid()))
                        .max(zero);
            case REQUESTED, SENT, SUCCESS -> zero;
        };
    }

    private static PaymentEvent.RefundChanged changed(
            Bill bill, Refund before, Refund after, Returning.Context context) {
        return new PaymentEvent.RefundChanged(bill.order().header(), before, after, context.at());
    }

    /** A person says how a refund ended: done by hand, or failed. Rejects what has ended, and money that has gone another way. */
    public static PaymentEvent.RefundChanged resolve(
            RefundId id, Refund.Status end, String note, Bill bill, PaymentLedger ledger, Returning.Context context) {
        Refund before = ledger.refunds().require(id);
        Refund resolved = before.resolved(end, note, context.by(), context.at());
        if (!before.counts()) {
            requireHere(before, before.amount(), before.source().attemptUid(), bill, ledger);
        }
        return entered(before, resolved, bill, ledger, context);
    }

    /**
     * Another refund in the place of one that failed.
     *
     * @param otherTender whether it goes by another tender than the money came by
     */
    public record Retried(
            PaymentEvent.RefundChanged failed, PaymentEvent.RefundRequested refund, boolean otherTender) {}

    /**
     * Tries once more, to the same or another attempt of the bill, or by a tender. Rejects what has not failed, and money that is not here
     * any more.
     *
     * @param to the attempt; or by which tender, with the money of the attempt that failed
     * @param part how much of it, when no payment has all of it: the rest stays a refund that failed, and can be tried again too
     */
    public static Retried retry(
            RefundId id,
            Optional<String> to,
            Optional<Tender> by,
            Optional<Money> part,
            Bill bill,
            PaymentLedger ledger,
            Returning.Context context) {
        Refund failed = ledger.refunds().require(id);
        failed.requireFailed();
        Optional<String> attempt = to.or(() -> failed.source().attemptUid());
        Money amount = part.orElse(failed.amount());
        if (part.isPresent() && !amount.payable().equals(amount)) {
            throw new Rejected(new RefundError.NotPayable(0, amount));
        }
        if (!amount.positive() || amount.compareTo(failed.amount()) > 0) {
            throw new Rejected(new RefundError.Exceeds(amount, failed.amount()));
        }
        Held money = held(attempt, failed.source(), ledger, amount);
        requireHere(failed, amount, attempt, bill, ledger);
        Refund.Means means = RefundPlan.means(money, by);
        Refund refund = Returning.request(
                bill.order(),
                ledger,
                failed.cause(),
                new RefundPlan.Piece(new Refund.Source(attempt, failed.source().check()), means, amount, false),
                context);
        if (amount.compareTo(failed.amount()) < 0) {
            ledger.refunds()
                    .put(failed.rest(
                            new RefundId(context.ids().next()),
                            failed.amount().minus(amount),
                            Trace.created(context.at(), context.by())));
        }
        Refund replaced = ledger.refunds().put(failed.replaced(refund.id(), context.by(), context.at()));
        align(bill, ledger, context);
        return new Retried(
                changed(bill, failed, replaced, context),
                new PaymentEvent.RefundRequested(bill.order().header(), refund, context.device(), context.at()),
                means.tender() != money.tender());
    }

    private static void requireHere(
            Refund failed, Money amount, Optional<String> attempt, Bill bill, PaymentLedger ledger) {
        Money here = Purse.of(bill, ledger).possible(failed, attempt);
        if (here.compareTo(amount) < 0) {
            throw new Rejected(new RefundError.Exceeds(amount, here));
        }
    }
}
