package nx.sale.postgres.sql;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jspecify.annotations.Nullable;

/** One statement with {@code :named} parameters, parsed once. JSON goes in as text under {@code cast(:x as jsonb)}. */
public final class Sql {
    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    /** In the place of a value that was not given; null is one. */
    private static final Object MISSING = new Object();

    private final String text;
    private final List<String> names;
    /** Where the value of a name is among the values: each name has one, however often the text has it. */
    private final Map<String, Integer> slots = new HashMap<>();
    /** The slot of each parameter of the text. */
    private final int[] order;

    private Sql(ParsedSql parsed) {
        this.text = parsed.getSql().strip();
        this.names = parsed.getParameters().getParameterNames();
        List<String> distinct = names.stream().distinct().toList();
        distinct.forEach(name -> slots.put(name, slots.size()));
        this.order = names.stream().mapToInt(distinct::indexOf).toArray();
    }

    public static Sql of(String named) {
        return new Sql(PARSER.parse(named, null));
    }

    /** The name of each parameter of the text, in its order. */
    List<String> names() {
        return names;
    }

    public Bound bind(String name, @Nullable Object value) {
        return bound().bind(name, value);
    }

    public Bound bound() {
        return new Bound(this);
    }

    private record Texts(Collection<String> values) {}

    /** A statement with its values. */
    public static final class Bound {
        private final Sql sql;
        private final @Nullable Object[] values;

        private Bound(Sql sql) {
            this.sql = sql;
            this.values = new Object[sql.slots.size()];
            Arrays.fill(values, MISSING);
        }

        public Bound bind(String name, @Nullable Object value) {
            Integer slot = sql.slots.get(name);
            if (slot != null) {
                values[slot] = value;
            }
            return this;
        }

        /** Binds a list of texts, which may be empty; an empty list that does not say what it holds is bound as numbers. */
        public Bound bindTexts(String name, Collection<String> values) {
            return bind(name, new Texts(values));
        }

        String text() {
            return sql.text;
        }

        /** Sets the values from parameter {@code first} on; returns the position after the last. */
        int bindTo(PreparedStatement statement, int first) throws SQLException {
            int position = first;
            for (int slot : sql.order) {
                if (values[slot] == MISSING) {
                    throw new IllegalStateException(
                            "no value for :" + sql.names.get(position - first) + " in " + sql.text);
                }
                set(statement, position++, values[slot]);
            }
            return position;
        }
    }

    /** Every type that a statement here has; a library's search for it took a fifth of a request's time in the profile (0013). */
    private static void set(PreparedStatement statement, int position, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(position, Types.OTHER);
            case Optional<?> optional -> set(statement, position, optional.orElse(null));
            case OptionalInt optional -> set(statement, position, optional.isPresent() ? optional.getAsInt() : null);
            case OptionalLong optional -> set(statement, position, optional.isPresent() ? optional.getAsLong() : null);
            case String text -> statement.setString(position, text);
            case Long number -> statement.setLong(position, number);
            case Integer number -> statement.setInt(position, number);
            case BigDecimal number -> statement.setBigDecimal(position, number);
            case Boolean flag -> statement.setBoolean(position, flag);
            case Enum<?> constant -> statement.setString(position, constant.name());
            case Instant instant -> statement.setObject(position, instant.atOffset(ZoneOffset.UTC));
            case LocalDate date -> statement.setObject(position, date);
            case UUID uuid -> statement.setObject(position, uuid);
            case Texts many -> setArray(statement, position, "text", many.values());
            case Collection<?> many -> setArray(statement, position, elementType(many), many);
            default -> throw new IllegalStateException("no way to bind a " + value.getClass());
        }
    }

    private static void setArray(PreparedStatement statement, int position, String type, Collection<?> values)
            throws SQLException {
        statement.setArray(position, statement.getConnection().createArrayOf(type, values.toArray()));
    }

    private static String elementType(Collection<?> values) {
        Object first = values.isEmpty() ? 0L : values.iterator().next();
        return switch (first) {
            case Long number -> "bigint";
            case Integer number -> "integer";
            case UUID uuid -> "uuid";
            case BigDecimal number -> "numeric";
            default -> "text";
        };
    }
}
