package nx.sale.domain.shift;

import java.math.BigDecimal;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/** What cash movements of a shift add up to, by kind; counter-entries are taken off. */
public record CashMoved(Money payIn, Money payOut, Money drop, Money refund, Money tipOut) {
    public static CashMoved nothing(CurrencyCode currency) {
        Money zero = Money.zero(currency);
        return new CashMoved(zero, zero, zero, zero, zero);
    }

    CashMoved with(CashMovement movement) {
        Money more = movement.reverses().isEmpty()
                ? movement.amount()
                : movement.amount().negate();
        return switch (movement.kind()) {
            case PAY_IN -> new CashMoved(payIn.plus(more), payOut, drop, refund, tipOut);
            case PAY_OUT -> new CashMoved(payIn, payOut.plus(more), drop, refund, tipOut);
            case DROP -> new CashMoved(payIn, payOut, drop.plus(more), refund, tipOut);
            case REFUND -> new CashMoved(payIn, payOut, drop, refund.plus(more), tipOut);
            case TIP_OUT -> new CashMoved(payIn, payOut, drop, refund, tipOut.plus(more));
        };
    }

    /** By how much the drawer holds more because of all of them: a sum of sums, which money may be too small for. */
    BigDecimal net() {
        return payIn.amount()
                .subtract(payOut.amount())
                .subtract(drop.amount())
                .subtract(refund.amount())
                .subtract(tipOut.amount());
    }
}
