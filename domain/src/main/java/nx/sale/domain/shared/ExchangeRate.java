package nx.sale.domain.shared;

import java.math.BigDecimal;

/**
 * Units of the merchant's book currency for one unit of the order's currency.
 *
 * @param value positive, six decimals, below a million
 */
public record ExchangeRate(BigDecimal value) {
    public static final ExchangeRate ONE = new ExchangeRate(BigDecimal.ONE);

    public ExchangeRate {
        value = Decimals.exact(value, 6);
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("not a rate: " + value);
        }
    }
}
