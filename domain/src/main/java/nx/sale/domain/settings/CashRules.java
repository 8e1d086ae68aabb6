package nx.sale.domain.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * How a merchant takes cash.
 *
 * @param increment by currency, what cash is paid in multiples of (ROUND-1); a currency without one is not rounded
 * @param byTill whether tills take cash themselves, when MQ-Pay cannot be reached (TILL-1)
 */
public record CashRules(Map<CurrencyCode, BigDecimal> increment, boolean byTill) {
    private static final BigDecimal MOST = new BigDecimal(1_000_000);

    public static final CashRules DEFAULT = new CashRules(Map.of(), false);

    public CashRules {
        increment = Map.copyOf(increment);
    }

    /** Cash of this currency is paid in multiples of it. */
    public Optional<Money> increment(CurrencyCode currency) {
        return Optional.ofNullable(increment.get(currency)).map(coin -> new Money(coin, currency));
    }

    List<SettingFlaw> flaws() {
        List<SettingFlaw> flaws = new ArrayList<>();
        increment.forEach((currency, coin) -> SettingFlaw.when(
                        coin.signum() <= 0 || coin.compareTo(MOST) > 0 || SettingFlaw.digits(coin) > currency.digits(),
                        "cashIncrement." + currency,
                        "out-of-range",
                        "must be above 0, at most " + MOST + ", and a multiple of the smallest coin")
                .ifPresent(flaws::add));
        return flaws;
    }
}
