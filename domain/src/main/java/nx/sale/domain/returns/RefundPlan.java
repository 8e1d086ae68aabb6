package nx.sale.domain.returns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.payment.refund.Held;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;

/**
 * Which money goes back (RETURN-5 to RETURN-8): of each bill its own, what was not paid in cash first, the newest first, and cash last; by
 * the tender it came by unless a person asks otherwise.
 */
final class RefundPlan {
    /**
     * A part of the money.
     *
     * @param otherTender whether it goes back by another tender than it came by
     */
    record Piece(Refund.Source source, Refund.Means means, Money amount, boolean otherTender) {}

    /** What is held, and how much of it is left while pieces are taken. */
    private static final class Purse {
        private final Held held;
        private Money left;

        Purse(Held held) {
            this.held = held;
            left = held.amount();
        }

        boolean ofCash() {
            return held.tender() == Tender.CASH;
        }

        Piece take(Money amount, Refund.Means means) {
            left = left.minus(amount);
            return new Piece(
                    new Refund.Source(held.attemptUid(), held.check()), means, amount, means.tender() != held.tender());
        }
    }

    /** What one bill gives back, and how much of it is taken. */
    private static final class Share {
        private final Giving giving;
        private Money other;
        private Money cash;

        Share(Giving giving) {
            this.giving = giving;
            other = Money.zero(giving.given().currency());
            cash = other;
        }

        /** What the bill gives back when so much of what is not cash was taken. */
        Money due() {
            Money possible = giving.possible(other);
            return possible.plus(giving.cashBack(possible));
        }

        /** Whether what was taken is what the bill gives back. */
        boolean met() {
            return other.plus(cash).equals(due());
        }

        Money room(boolean ofCash) {
            return ofCash
                    ? giving.cashBack(giving.possible(other)).minus(cash)
                    : giving.mostOther().minus(other);
        }

        void take(boolean ofCash, Money amount) {
            if (ofCash) {
                cash = cash.plus(amount);
            } else {
                other = other.plus(amount);
            }
        }
    }

    private final Map<Optional<CheckId>, Share> shares = new HashMap<>();
    private final List<Purse> purses;
    private final Money zero;

    RefundPlan(List<Held> held, Money zero) {
        this.zero = zero;
        purses = held.stream()
                .sorted(Comparator.comparing((Held one) -> one.tender() == Tender.CASH)
                        .thenComparing(Held::paidAt, Comparator.reverseOrder())
                        .thenComparing(one -> one.attemptUid().orElse("")))
                .map(Purse::new)
                .toList();
    }

    /** Money of a bill that is here, in cash or not. */
    Money here(Optional<CheckId> check, boolean ofCash) {
        return purses.stream()
                .filter(purse -> purse.held.check().equals(check) && purse.ofCash() == ofCash)
                .map(purse -> purse.left)
                .reduce(zero, Money::plus);
    }

    /** A bill gives back. */
    void giveBack(Optional<CheckId> check, Giving giving) {
        shares.put(check, new Share(giving));
    }

    /** What of the money that is not cash a bill gives back, once the pieces are taken. */
    Money otherBack(Optional<CheckId> check) {
        return Optional.ofNullable(shares.get(check)).map(share -> share.other).orElse(zero);
    }

    private Money due() {
        return shares.values().stream().map(Share::due).reduce(zero, Money::plus);
    }

    /**
     * The pieces. Rejects what was asked for when it does not come to what is given back, or cannot be given so.
     *
     * @param asked empty for the tender that each came by
     */
    List<Piece> pieces(List<Returning.Asked> asked) {
        List<Piece> pieces = new ArrayList<>();
        if (asked.isEmpty()) {
            purses.forEach(purse -> take(pieces, purse.left, purse::equals, Optional.empty()));
            return pieces;
        }
        for (int place = 0; place < asked.size(); place++) {
            requirePayable(place, money(asked.get(place)));
        }
        Money wanted = asked.stream().map(this::money).reduce(zero, Money::plus);
        List<Runnable> refusals = new ArrayList<>();
        for (Returning.Asked one : asked) {
            if (one instanceof Returning.Asked.ToAttempt to) {
                Money left = take(
                        pieces,
                        money(one),
                        purse ->
                                purse.held.attemptUid().filter(to.uid()::equals).isPresent(),
                        Optional.empty());
                refusals.add(() -> require(one, left));
            }
        }
        for (Returning.Asked one : asked) {
            if (one instanceof Returning.Asked.By by) {
                Money own = take(pieces, money(one), purse -> purse.held.tender() == by.tender(), Optional.empty());
                Money left = take(pieces, own, purse -> true, Optional.of(by.tender()));
                refusals.add(() -> require(one, left));
            }
        }
        if (!wanted.equals(due())) {
            throw new Rejected(new RefundError.Differ(wanted, due()));
        }
        refusals.forEach(Runnable::run);
        if (!shares.values().stream().allMatch(Share::met)) {
            throw new Rejected(new RefundError.Differ(wanted, due()));
        }
        return pieces;
    }

    private Money money(Returning.Asked asked) {
        return new Money(asked.amount(), zero.currency());
    }

    private static void requirePayable(int place, Money amount) {
        if (!amount.payable().equals(amount)) {
            throw new Rejected(new RefundError.NotPayable(place, amount));
        }
    }

    private void require(Returning.Asked asked, Money left) {
        if (left.positive()) {
            throw new Rejected(
                    new RefundError.Exceeds(money(asked), money(asked).minus(left)));
        }
    }

    /** Takes so much of the purses that fit. Returns what none had. */
    private Money take(List<Piece> pieces, Money amount, Predicate<Purse> fitting, Optional<Tender> by) {
        Money left = amount;
        for (Purse purse : purses) {
            Share share = shares.get(purse.held.check());
            if (share != null && fitting.test(purse)) {
                Money part = left.min(purse.left).min(share.room(purse.ofCash()));
                if (part.positive()) {
                    pieces.add(purse.take(part, means(purse.held, by)));
                    share.take(purse.ofCash(), part);
                    left = left.minus(part);
                }
            }
        }
        return left;
    }

    /** By the tender it came by, or by another: out of the drawer, or by somebody's hand. */
    static Refund.Means means(Held held, Optional<Tender> by) {
        Tender tender = by.orElse(held.tender());
        if (tender == Tender.CASH) {
            return new Refund.Means(Refund.Way.CASH, tender);
        }
        return tender == held.tender() && held.attemptUid().isPresent()
                ? new Refund.Means(Refund.Way.MQ_PAY, tender)
                : new Refund.Means(Refund.Way.PERSON, tender);
    }
}
