package nx.sale.postgres.shared;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlParser;
import org.jspecify.annotations.Nullable;

/** One statement with {@code :named} parameters, parsed once. JSON goes in as text under {@code cast(:x as jsonb)}. */
public final class Sql {
    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    private final String text;
    private final List<String> names;

    private Sql(ParsedSql parsed) {
        this.text = parsed.getSql().strip();
        this.names = parsed.getParameters().getParameterNames();
    }

    public static Sql of(String named) {
        return new Sql(PARSER.parse(named, null));
    }

    public Bound bind(String name, @Nullable Object value) {
        return bound().bind(name, value);
    }

    public Bound bound() {
        return new Bound(this);
    }

    /** A statement with its values. */
    public static final class Bound {
        private final Sql sql;
        private final Map<String, @Nullable Object> values = new HashMap<>();

        private Bound(Sql sql) {
            this.sql = sql;
        }

        public Bound bind(String name, @Nullable Object value) {
            values.put(name, value);
            return this;
        }

        String text() {
            return sql.text;
        }

        /** Sets the values from parameter {@code first} on, counted from 0; returns the position after the last. */
        int bindTo(Query query, int first) {
            int position = first;
            for (String name : sql.names) {
                if (!values.containsKey(name)) {
                    throw new IllegalStateException("no value for :" + name + " in " + sql.text);
                }
                Object value = values.get(name);
                if (value instanceof Collection<?> many) {
                    query.bindArray(position++, elementType(many), many);
                } else {
                    query.bind(position++, value);
                }
            }
            return position;
        }

        private static Class<?> elementType(Collection<?> values) {
            Object first = values.isEmpty() ? 0L : values.iterator().next();
            return switch (first) {
                case Long number -> Long.class;
                case Integer number -> Integer.class;
                case UUID uuid -> UUID.class;
                case BigDecimal number -> BigDecimal.class;
                default -> String.class;
            };
        }
    }
}
