package nx.sale.http.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** Records with every component filled, each with a value of its own that comes from its name. */
public final class Filled {
    private Filled() {}

    public static <R extends Record> R of(Class<R> type) {
        return type.cast(value(type, type.getSimpleName()));
    }

    private static Object value(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            Object inner = value(generic.getActualTypeArguments()[0], name);
            return generic.getRawType() == Optional.class ? Optional.of(inner) : List.of(inner);
        }
        Class<?> plain = (Class<?>) type;
        int number = 1 + Math.floorMod(name.hashCode(), 900);
        if (plain == CurrencyCode.class) {
            return CurrencyCode.VND;
        }
        if (plain == Money.class) {
            return Money.of(number + "000", CurrencyCode.VND);
        }
        if (plain == Quantity.class) {
            return new Quantity(BigDecimal.valueOf(number));
        }
        if (plain.isRecord()) {
            return record(plain, name);
        }
        if (plain.isEnum()) {
            Object[] constants = plain.getEnumConstants();
            return constants[number % constants.length];
        }
        if (plain == String.class) {
            return name.equals("priceMetadata") ? "{\"" + name + "\":1.50}" : name;
        }
        if (plain == long.class) {
            return (long) number;
        }
        if (plain == int.class) {
            return number;
        }
        if (plain == boolean.class) {
            return true;
        }
        if (plain == BigDecimal.class) {
            return BigDecimal.valueOf(number);
        }
        if (plain == OptionalInt.class) {
            return OptionalInt.of(number);
        }
        if (plain == Instant.class) {
            return Instant.ofEpochSecond(1_800_000_000L + number);
        }
        if (plain == LocalDate.class) {
            return LocalDate.ofEpochDay(20_000L + number);
        }
        throw new IllegalArgumentException("no value of a " + type);
    }

    private static Object record(Class<?> type, String name) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(part -> value(part.getGenericType(), part.getName().equals("value") ? name : part.getName()))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " of " + Arrays.toString(values), e);
        }
    }
}
