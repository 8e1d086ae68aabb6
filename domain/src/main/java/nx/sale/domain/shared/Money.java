package nx.sale.domain.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * An amount in one currency, kept to {@value #SCALE} decimals. Rounding happens in named places only: {@link #times},
 * {@link #percent}, {@link #inProportion} and {@link #per} (HALF_UP to four decimals), {@link #payable} (HALF_UP to the currency's own
 * digits), {@link #inMultiplesOf} and {@link #upToMultiplesOf} (to coins) and {@link #allocate} (largest remainder). Amounts of two currencies never meet: that is a bug and throws {@link IllegalArgumentException}.
 *
 * @param amount at most eleven digits before the point; more rejects with {@link ValueError.AmountTooLarge}
 */
public record Money(BigDecimal amount, CurrencyCode currency) implements Comparable<Money> {
    public static final int SCALE = 4;
    private static final int DIGITS = 11;
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    public Money {
        if (Decimals.larger(amount, DIGITS)) {
            throw new Rejected(new ValueError.AmountTooLarge());
        }
        amount = Decimals.exact(amount, SCALE);
    }

    public static Money of(String amount, CurrencyCode currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    public static Money zero(CurrencyCode currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    public Money plus(Money other) {
        return new Money(amount.add(same(other)), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(same(other)), currency);
    }

    public Money negate() {
        return new Money(amount.negate(), currency);
    }

    /** Price times quantity, HALF_UP to four decimals. */
    public Money times(Quantity quantity) {
        return new Money(amount.multiply(quantity.value()).setScale(SCALE, RoundingMode.HALF_UP), currency);
    }

    /** So many hundredths of it, HALF_UP to four decimals. */
    public Money percent(BigDecimal percent) {
        return new Money(amount.multiply(percent).divide(HUNDRED, SCALE, RoundingMode.HALF_UP), currency);
    }

    /**
     * This amount in the proportion of a part to its whole, HALF_UP to four decimals.
     *
     * @param whole not zero
     */
    public Money inProportion(Money part, Money whole) {
        return new Money(amount.multiply(same(part)).divide(same(whole), SCALE, RoundingMode.HALF_UP), currency);
    }

    /** This amount in the proportion of a part to its whole, HALF_UP to four decimals; {@code whole} is not zero. */
    public Money inProportion(Quantity part, Quantity whole) {
        return new Money(amount.multiply(part.value()).divide(whole.value(), SCALE, RoundingMode.HALF_UP), currency);
    }

    /** What one of so many costs, HALF_UP to four decimals. */
    public Money per(Quantity quantity) {
        return new Money(amount.divide(quantity.value(), SCALE, RoundingMode.HALF_UP), currency);
    }

    /** What people can pay: HALF_UP to the currency's own digits. */
    public Money payable() {
        return new Money(amount.setScale(currency.digits(), RoundingMode.HALF_UP), currency);
    }

    /**
     * The nearest multiple of this coin; half of one is rounded up.
     *
     * @param coin above zero
     */
    public Money inMultiplesOf(Money coin) {
        return multiple(coin, RoundingMode.HALF_UP);
    }

    /** The least multiple of this coin that is not below it. */
    public Money upToMultiplesOf(Money coin) {
        return multiple(coin, RoundingMode.CEILING);
    }

    private Money multiple(Money coin, RoundingMode mode) {
        return new Money(amount.divide(same(coin), 0, mode).multiply(coin.amount), currency);
    }

    public Money max(Money other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public boolean negative() {
        return amount.signum() < 0;
    }

    public boolean positive() {
        return amount.signum() > 0;
    }

    public boolean zero() {
        return amount.signum() == 0;
    }

    /** Divides this amount as {@link Allocation#of} does: the parts add up to it exactly. */
    public List<Money> allocate(List<BigDecimal> weights, int digits) {
        return Allocation.of(amount, weights, digits).stream()
                .map(part -> new Money(part, currency))
                .toList();
    }

    private BigDecimal same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("two currencies: " + currency + " and " + other.currency);
        }
        return other.amount;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other));
    }

    /** As people read it: with at least the currency's own decimals, {@code 45000} VND, {@code 7.50} USD, {@code 0.125} USD. */
    public String plain() {
        int needed = amount.stripTrailingZeros().scale();
        return amount.setScale(Math.max(needed, currency.digits())).toPlainString();
    }

    /** The shortest decimal, as messages, proofs and stored documents of the service carry it: {@code 45000}, {@code 7.5}. */
    public String canonical() {
        return Decimals.plain(amount);
    }

    @Override
    public String toString() {
        return plain() + " " + currency;
    }
}
