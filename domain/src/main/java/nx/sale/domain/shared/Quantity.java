package nx.sale.domain.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much of something: never negative, four decimals, below a million. Zero only ever means "take it off".
 *
 * @param value 0 to 999999.9999; more rejects with {@link ValueError.QuantityTooLarge}
 */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {
    private static final int DIGITS = 6;
    public static final Quantity ZERO = Quantity.of("0");
    public static final Quantity ONE = Quantity.of("1");

    public Quantity {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a negative quantity");
        }
        if (Decimals.larger(value, DIGITS)) {
            throw new Rejected(new ValueError.QuantityTooLarge());
        }
        value = Decimals.exact(value, Money.SCALE);
    }

    public static Quantity of(String value) {
        return new Quantity(new BigDecimal(value));
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value));
    }

    /** What is left of it. */
    public Quantity minus(Quantity other) {
        return new Quantity(value.subtract(other.value));
    }

    /** The smaller of the two. */
    public Quantity min(Quantity other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** This quantity in the proportion of a part to its whole, HALF_UP to four decimals; {@code whole} is not zero. */
    public Quantity inProportion(Quantity part, Quantity whole) {
        return new Quantity(value.multiply(part.value).divide(whole.value, Money.SCALE, RoundingMode.HALF_UP));
    }

    /** Whether it is so many whole units. */
    public boolean whole() {
        return value.stripTrailingZeros().scale() <= 0;
    }

    public boolean positive() {
        return value.signum() > 0;
    }

    /** A part in proportion, HALF_UP to four decimals, never below 0.0001: a child of a combo cannot vanish by rounding. */
    public Quantity times(Quantity factor) {
        BigDecimal product = value.multiply(factor.value).setScale(Money.SCALE, RoundingMode.HALF_UP);
        return new Quantity(product.signum() == 0 && !zero() && !factor.zero() ? product.ulp() : product);
    }

    public boolean zero() {
        return value.signum() == 0;
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return Decimals.plain(value);
    }
}
