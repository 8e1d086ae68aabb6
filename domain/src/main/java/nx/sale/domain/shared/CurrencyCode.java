package nx.sale.domain.shared;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** An ISO 4217 currency, by code. */
public record CurrencyCode(String value) {
    private static final Set<String> KNOWN = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .filter(currency -> currency.getDefaultFractionDigits() <= Money.SCALE)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    public static final CurrencyCode VND = new CurrencyCode("VND");

    public CurrencyCode {
        if (!KNOWN.contains(value)) {
            throw new IllegalArgumentException("not a currency: " + value);
        }
    }

    public static boolean known(String code) {
        return KNOWN.contains(code);
    }

    /** How many decimals people pay in: 0 for VND and JPY, 2 for USD. */
    public int digits() {
        return Currency.getInstance(value).getDefaultFractionDigits();
    }

    @Override
    public String toString() {
        return value;
    }
}
