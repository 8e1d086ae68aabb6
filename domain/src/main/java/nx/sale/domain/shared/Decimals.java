package nx.sale.domain.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How a decimal is written everywhere, and the way it gets its scale without becoming gigabytes of digits. */
public final class Decimals {
    /** More digits than any value of this service has, on either side of the point. */
    private static final int DIGITS = 200;

    private Decimals() {}

    /** Plain, without exponent and without trailing zeros. */
    public static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Whether it has more than so many digits before the point; asked before anything is written out. */
    public static boolean larger(BigDecimal value, int digits) {
        return value.signum() != 0 && (long) value.precision() - value.scale() > digits;
    }

    /**
     * The same value with exactly so many decimals. Throws ArithmeticException when it has more of them, or so many digits that
     * writing them out would cost memory.
     */
    static BigDecimal exact(BigDecimal value, int scale) {
        if (value.scale() == scale) {
            return value;
        }
        if (value.signum() == 0) {
            return BigDecimal.ZERO.setScale(scale, RoundingMode.UNNECESSARY);
        }
        if (Math.abs((long) value.scale()) > DIGITS || value.precision() > DIGITS) {
            throw new ArithmeticException("a number of too many digits");
        }
        return value.setScale(scale, RoundingMode.UNNECESSARY);
    }
}
