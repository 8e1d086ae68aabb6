package nx.sale.domain.order.settlement;

import java.util.function.BinaryOperator;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * What of the money of a bill is what, and what is still due. That of a divided order is the sum over its checks and what is on none.
 *
 * @param cash of what counts as paid
 * @param other of what counts as paid, by attempts that are not cash
 * @param declared tips of its attempts, whether anything is left for them or not
 * @param cashRounding what rounding to cash added to the total or took off it
 * @param tip what is the staff's
 * @param due 0 once nothing is due any more
 * @param cashDue as due, when it is paid in cash
 */
public record Tally(Money cash, Money other, Money declared, Money cashRounding, Money tip, Money due, Money cashDue) {
    public static Tally none(CurrencyCode currency) {
        Money zero = Money.zero(currency);
        return new Tally(zero, zero, zero, zero, zero, zero, zero);
    }

    /** Of a bill to which this money came. */
    public static Tally of(Payable bill, Tendered money) {
        Balance balance = bill.paidBy(money);
        return new Tally(
                money.cash(),
                money.other(),
                money.tips().declared(),
                balance.cashRounding(),
                balance.tip(),
                balance.due(),
                balance.cashDue());
    }

    /** Of a bill that was cancelled: its money is nobody's payment any more, but what people made a tip stays one. */
    public static Tally cancelled(Tendered money) {
        Money zero = Money.zero(money.cash().currency());
        return new Tally(
                money.cash(),
                money.other(),
                money.tips().declared(),
                zero,
                money.tips().kept(),
                zero,
                zero);
    }

    /** The same bill, when nobody waits for what is due. */
    public Tally closed() {
        Money zero = Money.zero(due.currency());
        return new Tally(cash, other, declared, cashRounding, tip, zero, zero);
    }

    /** The money of the bill, as far as storage knows it. */
    public Tendered tendered() {
        return new Tendered(cash, other, Money.zero(cash.currency()), Tendered.Tips.declared(declared));
    }

    public Tally plus(Tally other) {
        return each(Money::plus, other);
    }

    public Tally minus(Tally other) {
        return each(Money::minus, other);
    }

    private Tally each(BinaryOperator<Money> operator, Tally others) {
        return new Tally(
                operator.apply(cash, others.cash),
                operator.apply(other, others.other),
                operator.apply(declared, others.declared),
                operator.apply(cashRounding, others.cashRounding),
                operator.apply(tip, others.tip),
                operator.apply(due, others.due),
                operator.apply(cashDue, others.cashDue));
    }
}
