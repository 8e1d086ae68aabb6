package nx.sale.http.json;

import static nx.sale.text.Json.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** Records whose components each have a value of their own that comes from their name. */
public final class Filled {
    /** Whether what may be missing is there. */
    private final boolean whole;

    private Filled(boolean whole) {
        this.whole = whole;
    }

    /** With every component filled; of a sealed type, the last it permits. */
    public static <T> T of(Class<T> type) {
        return type.cast(new Filled(true).value(type, type.getSimpleName()));
    }

    /** With every optional and list empty; of a sealed type, the first it permits. */
    public static <T> T bare(Class<T> type) {
        return type.cast(new Filled(false).value(type, type.getSimpleName()));
    }

    private Object value(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == Map.class) {
                return times((Class<?>) generic.getActualTypeArguments()[0]);
            }
            if (generic.getRawType() == Set.class) {
                return whole ? Set.of(value(generic.getActualTypeArguments()[0], name)) : Set.of();
            }
            boolean optional = generic.getRawType() == Optional.class;
            if (!whole) {
                return optional ? Optional.empty() : List.of();
            }
            Object inner = value(generic.getActualTypeArguments()[0], name);
            return optional ? Optional.of(inner) : List.of(inner);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isSealed()) {
            Class<?>[] permitted = plain.getPermittedSubclasses();
            return value(permitted[whole ? permitted.length - 1 : 0], name);
        }
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
            return name.equals("priceMetadata") ? json("{'%s':1.50}", name) : name;
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
            return whole ? OptionalInt.of(number) : OptionalInt.empty();
        }
        if (plain == Instant.class) {
            return Instant.ofEpochSecond(1_800_000_000L + number);
        }
        if (plain == LocalDate.class) {
            return LocalDate.ofEpochDay(20_000L + number);
        }
        throw new IllegalArgumentException("no value of a " + type);
    }

    /** A time for each status, of its own name: {@code checkedInAt} for CHECKED_IN. */
    private Map<?, ?> times(Class<?> statuses) {
        return whole
                ? Arrays.stream(statuses.getEnumConstants())
                        .collect(Collectors.toMap(Function.identity(), status -> value(Instant.class, timeOf(status))))
                : Map.of();
    }

    private static String timeOf(Object status) {
        return Pattern.compile("_(\\w)")
                        .matcher(status.toString().toLowerCase(Locale.ROOT))
                        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT))
                + "At";
    }

    private Object record(Class<?> type, String name) {
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
