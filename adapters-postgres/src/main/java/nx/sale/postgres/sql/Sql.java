package nx.sale.postgres.sql;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One statement with {@code :named} parameters, parsed once. JSON goes in as text under {@code cast(:x as jsonb)}. */
public final class Sql {
    /** In the place of a value that was not given; null is one. */
    private static final Object MISSING = new Object();

    /** So many rows are inserted by one statement at most: few texts, each of which is prepared once. */
    static final int ROWS = 64;

    private static final Pattern VALUES = Pattern.compile("\\bvalues\\s*(?=\\()");

    private final String text;
    private final List<String> names;
    /** Where the value of a name is among the values: each name has one, however often the text has it. */
    private final Map<String, Integer> slots = new HashMap<>();
    /** The same by the names in small letters, as columns of JSON have them. */
    private final Map<String, Integer> columns = new HashMap<>();
    /** The slot of each parameter of the text. */
    private final int[] order;

    private final Row row;
    /** The text for two rows, for three and so on, each made when it is needed. */
    private final @Nullable String[] repeated = new String[ROWS - 1];

    /**
     * The row that a text inserts: where it is in the text, and which parameters it has. Nothing, behind the end, when there is none.
     */
    private record Row(int from, int to, int first, int end) {
        static Row in(String text, int parameters) {
            Matcher values = VALUES.matcher(text);
            if (!values.find()) {
                return new Row(text.length(), text.length(), parameters, parameters);
            }
            int from = values.end();
            int to = from;
            for (int depth = 0; to == from || depth > 0; to++) {
                depth += text.charAt(to) == '(' ? 1 : text.charAt(to) == ')' ? -1 : 0;
            }
            int first = count(text.substring(0, from));
            return new Row(from, to, first, first + count(text.substring(from, to)));
        }

        private static int count(String text) {
            return (int) text.chars().filter(letter -> letter == '?').count();
        }
    }

    private Sql(Named named) {
        this.text = named.text().strip();
        this.names = named.names();
        List<String> distinct = names.stream().distinct().toList();
        distinct.forEach(name -> slots.put(name, slots.size()));
        slots.forEach((name, slot) -> columns.put(name.toLowerCase(Locale.ROOT), slot));
        this.order = names.stream().mapToInt(distinct::indexOf).toArray();
        this.row = Row.in(text, names.size());
    }

    public static Sql of(String named) {
        return new Sql(Named.of(named));
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

    /** One insert for rows of one statement, as few statements as may be. What is outside the rows is as the first has it. */
    static List<Bound> together(List<Bound> rows) {
        List<Bound> inserts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += ROWS) {
            List<Bound> some = rows.subList(from, Math.min(rows.size(), from + ROWS));
            inserts.add(new Bound(some.getFirst(), some.subList(1, some.size())));
        }
        return inserts;
    }

    private String text(int rows) {
        if (rows == 1) {
            return text;
        }
        String made = repeated[rows - 2];
        if (made == null) {
            String one = text.substring(row.from(), row.to());
            made = text.substring(0, row.to()) + (", " + one).repeat(rows - 1) + text.substring(row.to());
            repeated[rows - 2] = made;
        }
        return made;
    }

    private record Texts(Collection<? extends @Nullable String> values) {}

    /** Of no type: PostgreSQL reads it as the column it goes into, whether it is null or not, so one prepared statement does for both. */
    private record Field(@Nullable Object value) {}

    /** A statement with its values. */
    public static final class Bound {
        private final Sql sql;
        private final @Nullable Object[] values;
        private final List<Bound> more;

        private Bound(Sql sql) {
            this.more = List.of();
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

        private Bound(Bound first, List<Bound> more) {
            this.sql = first.sql;
            this.values = first.values;
            this.more = List.copyOf(more);
        }

        /** Binds the fields of a row, as JSON has them, to the parameters of their names. What is no text or number is JSON. */
        public Bound bindFields(Map<String, ? extends @Nullable Object> fields) {
            fields.forEach((name, value) -> {
                Integer slot = sql.columns.get(name);
                if (slot != null) {
                    values[slot] = new Field(value);
                }
            });
            return this;
        }

        /** Binds a list of texts, which may be empty, and of which some may be null; an empty list that does not say what it holds is bound as numbers. */
        public Bound bindTexts(String name, Collection<? extends @Nullable String> values) {
            return bind(name, new Texts(values));
        }

        String text() {
            return sql.text(1 + more.size());
        }

        Recorder.Sent sent() {
            List<Object> merchants = new ArrayList<>();
            Integer slot = sql.slots.get("merchant");
            if (slot != null) {
                merchants.add(values[slot]);
                more.forEach(row -> merchants.add(row.values[slot]));
            }
            return new Recorder.Sent(text(), sql.names, merchants);
        }

        /** How many values it sets. */
        int parameters() {
            return sql.order.length + more.size() * (sql.row.end() - sql.row.first());
        }

        /** Sets the values from parameter {@code first} on; returns the position after the last. */
        int bindTo(PreparedStatement statement, int first) throws SQLException {
            int position = bind(statement, first, 0, sql.row.end());
            for (Bound row : more) {
                position = row.bind(statement, position, sql.row.first(), sql.row.end());
            }
            return bind(statement, position, sql.row.end(), sql.order.length);
        }

        private int bind(PreparedStatement statement, int first, int from, int end) throws SQLException {
            for (int parameter = from; parameter < end; parameter++) {
                Object value = values[sql.order[parameter]];
                if (value == MISSING) {
                    throw new IllegalStateException("no value for :" + sql.names.get(parameter) + " in " + sql.text);
                }
                set(statement, first + parameter - from, value);
            }
            return first + end - from;
        }
    }

    /** Every type that a statement here has; a library's search for it took a fifth of a request's time in the profile (0013). */
    private static void set(PreparedStatement statement, int position, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(position, Types.OTHER);
            case Optional<?> optional -> setOptional(statement, position, optional.orElse(null));
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
            case byte[] octets -> statement.setBytes(position, octets);
            case Field field -> setField(statement, position, field.value());
            case Long[] numbers -> setNumbers(statement, position, numbers);
            case Texts many -> setArray(statement, position, "text", many.values());
            case Collection<?> many -> setArray(statement, position, elementType(many), many);
            default -> throw new IllegalStateException("no way to bind a " + value.getClass());
        }
    }

    /**
     * A text that may be absent is of no type, as its absence is: otherwise each change between the two would have the statement parsed and
     * planned anew. Absent numbers and times cost that once, since the driver learns their type.
     */
    private static void setOptional(PreparedStatement statement, int position, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case String text -> statement.setObject(position, text, Types.OTHER);
            case Enum<?> constant -> statement.setObject(position, constant.name(), Types.OTHER);
            case null, default -> set(statement, position, value);
        }
    }

    private static void setField(PreparedStatement statement, int position, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(position, Types.OTHER);
            case BigDecimal number -> statement.setObject(position, number.toPlainString(), Types.OTHER);
            case String text -> statement.setObject(position, text, Types.OTHER);
            case Number number -> statement.setObject(position, number.toString(), Types.OTHER);
            case Boolean flag -> statement.setObject(position, flag.toString(), Types.OTHER);
            default -> statement.setObject(position, Jsonb.text(value), Types.OTHER);
        }
    }

    private static void setArray(
            PreparedStatement statement, int position, String type, Collection<? extends @Nullable Object> values)
            throws SQLException {
        statement.setArray(position, statement.getConnection().createArrayOf(type, values.toArray()));
    }

    /** An array of this class is sent as the octets of its numbers, which nobody writes out and reads again. */
    private static void setNumbers(PreparedStatement statement, int position, Long[] numbers) throws SQLException {
        statement.setArray(position, statement.getConnection().createArrayOf("bigint", numbers));
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
