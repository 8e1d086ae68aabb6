package nx.sale.http.json;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** Error records with blank fields, so that their codes and statuses can be listed. */
public final class Blank {
    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(long.class, 0L),
            Map.entry(int.class, 0),
            Map.entry(boolean.class, false),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(BigDecimal.class, BigDecimal.ZERO),
            Map.entry(UUID.class, new UUID(0, 0)),
            Map.entry(String.class, ""),
            Map.entry(List.class, List.of()),
            Map.entry(CurrencyCode.class, CurrencyCode.VND),
            Map.entry(Money.class, Money.zero(CurrencyCode.VND)),
            Map.entry(Quantity.class, Quantity.ZERO));

    private Blank() {}

    public static DomainError of(Class<? extends DomainError> type) {
        return (DomainError) record(type);
    }

    private static Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types)
                    .newInstance(Arrays.stream(types).map(Blank::value).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a blank " + type, e);
        }
    }

    private static Object value(Class<?> type) {
        Object blank = VALUES.get(type);
        if (blank != null) {
            return blank;
        }
        return type.isEnum() ? type.getEnumConstants()[0] : record(type);
    }
}
