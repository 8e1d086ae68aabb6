package nx.sale.domain.settings;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.OrderType;

/**
 * A service charge on a merchant's orders (SETTING-8).
 *
 * @param value a percentage of what is left of the order, or an amount
 * @param currency of an AMOUNT
 * @param taxRate in per cent of the charge
 * @param when on which orders it is charged
 */
public record ServiceCharge(
        String code,
        String name,
        Kind kind,
        BigDecimal value,
        Optional<CurrencyCode> currency,
        BigDecimal taxRate,
        When when) {
    /** How the value is meant. */
    public enum Kind {
        PERCENT,
        AMOUNT
    }

    /**
     * The orders with the charge: those for which everything named here is so.
     *
     * @param minGuests an order whose guests were not counted has none
     */
    public record When(Set<OrderType> orderTypes, Set<SaleChannelId> channels, OptionalInt minGuests) {
        public static final When ALWAYS = new When(Set.of(), Set.of(), OptionalInt.empty());

        public When {
            orderTypes = Set.copyOf(orderTypes);
            channels = Set.copyOf(channels);
        }

        boolean holds(OrderType type, SaleChannelId channel, OptionalInt guests) {
            return (orderTypes.isEmpty() || orderTypes.contains(type))
                    && (channels.isEmpty() || channels.contains(channel))
                    && guests.orElse(0) >= minGuests.orElse(0);
        }
    }

    /** Whether it is charged on an order; an AMOUNT only one in its currency. */
    public boolean applies(CurrencyCode orders, OrderType type, SaleChannelId channel, OptionalInt guests) {
        return currency.filter(own -> !own.equals(orders)).isEmpty() && when.holds(type, channel, guests);
    }

    List<SettingFlaw> flaws() {
        return Stream.of(
                        SettingFlaw.code(code),
                        SettingFlaw.name(name),
                        valueFlaw(),
                        currencyFlaw(),
                        SettingFlaw.percent("taxRate", taxRate, "0", 4),
                        SettingFlaw.when(
                                when.minGuests().orElse(1) < 1, "when.minGuests", "out-of-range", "must be at least 1"))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<SettingFlaw> valueFlaw() {
        return switch (kind) {
            case PERCENT -> SettingFlaw.percent("value", value, "0.01", 2);
            case AMOUNT ->
                SettingFlaw.when(
                        value.signum() <= 0
                                || currency.filter(of -> SettingFlaw.digits(value) > of.digits())
                                        .isPresent(),
                        "value",
                        "out-of-range",
                        "must be above 0, in the digits of its currency");
        };
    }

    private Optional<SettingFlaw> currencyFlaw() {
        return switch (kind) {
            case PERCENT ->
                SettingFlaw.when(currency.isPresent(), "currency", "not-allowed", "belongs to an AMOUNT only");
            case AMOUNT -> SettingFlaw.when(currency.isEmpty(), "currency", "required", "is required for an AMOUNT");
        };
    }
}
