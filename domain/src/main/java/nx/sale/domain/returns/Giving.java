package nx.sale.domain.returns;

import java.util.Optional;
import nx.sale.domain.order.settlement.Payable;
import nx.sale.domain.shared.Money;

/**
 * What one bill gives back for a return: of what was not paid in cash as much as is asked for, and so much cash that what stays of it is what
 * the guest would pay in cash for the goods that are kept (RETURN-19).
 *
 * @param kept what is kept of the bill after the return, with what its cash is rounded to
 * @param given what the return takes off what was kept
 * @param other what is here of it and was not paid in cash
 * @param cash what is here of it and was paid in cash
 * @param rounding what rounding to cash came to before the return
 */
record Giving(Payable kept, Money given, Money other, Money cash, Money rounding) {
    /** Without cash nothing is rounded, and nothing of a bill of which a part was never paid (ROUND-3). */
    Giving {
        boolean settled = cash.positive()
                && cash.plus(other).compareTo(kept.total().plus(given).plus(rounding)) >= 0;
        kept = settled || !rounding.zero() ? kept : new Payable(kept.total(), Optional.empty());
    }

    private Money zero() {
        return Money.zero(given.currency());
    }

    /** What nobody paid, or the provider took back. Below zero while the money of refunds that failed is here. */
    private Money missing() {
        return kept.total().plus(given).plus(rounding).minus(other).minus(cash);
    }

    /** What of the money that is not cash is for the goods: less what refunds that failed still owe. */
    private Money forGoods() {
        return other.plus(missing().min(zero()));
    }

    /** Cash for the goods: that of somebody who never paid counts as well. */
    private Money cashForGoods() {
        return cash.plus(missing().max(zero()));
    }

    /** What the guest would pay in cash for what is kept, beside this money. */
    private Money needed(Money stays) {
        return kept.total().zero() ? zero() : kept.need(stays.max(zero()));
    }

    /** The most that can go back of what is not cash: cash goes back last, and what refunds that failed owe stays in cash then. */
    Money mostOther() {
        Money andOfFailed = cashForGoods().plus(forGoods()).minus(needed(zero()));
        Money most = kept.total().zero() ? given.plus(rounding) : given;
        return other.min(most).min(forGoods().max(andOfFailed)).max(zero());
    }

    /** The least: cash goes back first, and is not enough. */
    Money leastOther() {
        Money beyond = forGoods().plus(missing().max(zero())).minus(kept.total());
        return beyond.max(zero()).min(mostOther());
    }

    /** So much of what is not cash as was asked for, within what is possible. */
    Money possible(Money otherBack) {
        return otherBack.max(leastOther()).min(mostOther());
    }

    /** What is to go back in cash beside so much of the other money, whether it is here or not. */
    private Money inCash(Money otherBack) {
        Money stays = forGoods().minus(otherBack);
        Money owed = stays.negate().max(zero());
        return cashForGoods().minus(needed(stays)).minus(owed).max(zero());
    }

    /** What goes back in cash beside so much of the other money. */
    Money cashBack(Money otherBack) {
        return inCash(otherBack).min(cash);
    }

    /** What the return gives beyond what is here (RETURN-7). */
    Money unpaid(Money otherBack) {
        return inCash(otherBack).minus(cashBack(otherBack));
    }

    /** What of the rounding to cash is taken back: with the total, what goes back and what nobody had paid. */
    Money roundingBack(Money otherBack) {
        return otherBack.plus(inCash(otherBack)).minus(given);
    }
}
