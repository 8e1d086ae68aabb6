package nx.sale.http.json;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** Error records with blank fields, so that their codes and statuses can be listed. */
public final class Blank {
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
        if (type == long.class) {
            return 0L;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == BigDecimal.class) {
            return BigDecimal.ZERO;
        }
        if (type == UUID.class) {
            return new UUID(0, 0);
        }
        if (type == String.class) {
            return "";
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == CurrencyCode.class) {
            return CurrencyCode.VND;
        }
        if (type == Money.class) {
            return Money.zero(CurrencyCode.VND);
        }
        if (type == Quantity.class) {
            return Quantity.ZERO;
        }
        return type.isEnum() ? type.getEnumConstants()[0] : record(type);
    }
}
