package nx.sale.domain.shared;

import java.math.BigDecimal;

/** How a decimal is written everywhere: plain, without exponent and without trailing zeros. */
public final class Decimals {
    private Decimals() {}

    public static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
