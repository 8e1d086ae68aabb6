package nx.sale.postgres.sql;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.listing.ListQuery;

/**
 * A statement of the stores.
 *
 * @param name class and constant
 * @param text with {@code ?} for each parameter
 * @param parameters the names of the parameters, one for each {@code ?}
 */
public record Statement(String name, String text, List<String> parameters) {
    private static Statement of(String name, Sql sql) {
        return new Statement(name, sql.bound().text(), sql.names());
    }

    /** For statements that a test makes up. */
    public static Statement made(String name, String sql) {
        return of(name, Sql.of(sql));
    }

    /** The text with its parameters as PostgreSQL numbers them. */
    public String numbered() {
        return replaced(position -> "$" + position);
    }

    /** The text with the names of its parameters, in small letters, without texts and comments. */
    public String named() {
        return replaced(position -> ":" + parameters.get(position - 1))
                .replaceAll("--[^\n]*", "")
                .replaceAll("'[^']*'", "''")
                .toLowerCase(Locale.ROOT);
    }

    private String replaced(IntFunction<String> parameter) {
        StringBuilder replaced = new StringBuilder();
        int position = 0;
        for (String part : text.split("\\?", -1)) {
            replaced.append(position == 0 ? "" : parameter.apply(position)).append(part);
            position++;
        }
        if (position != parameters.size() + 1) {
            throw new IllegalStateException("cannot tell the parameters of " + text);
        }
        return replaced.toString();
    }

    /** Every statement that a class of the stores keeps, found in its static fields. */
    public static List<Statement> all() {
        List<Statement> found = new ArrayList<>();
        for (Class<?> type : classes()) {
            try {
                addOf(type, found);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return found;
    }

    private static List<Class<?>> classes() {
        try {
            Path classes = Path.of(Sql.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<Class<?>> found = new ArrayList<>();
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                        .sorted()
                        .toList()) {
                    String name = classes.relativize(file).toString();
                    found.add(Class.forName(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')));
                }
            }
            return found;
        } catch (IOException | URISyntaxException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Id() implements ListQuery.Field {
        @Override
        public String fieldName() {
            return "id";
        }

        @Override
        public ListQuery.FieldType type() {
            return ListQuery.FieldType.ID;
        }

        @Override
        public boolean sortable() {
            return true;
        }
    }

    /** What the listings of every store send for a filter with alternatives, for a page behind a cursor and for the count. */
    public static List<Statement> ofListings(Reads reads) {
        List<Statement> found = new ArrayList<>();
        for (Class<?> type : classes()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == PostgresListing.class) {
                    PostgresListing<?> listing = listing(type, field, reads);
                    OneMerchant.during(() -> ask(listing))
                            .forEach(sent -> found.add(new Statement(
                                    type.getSimpleName() + "." + field.getName() + "." + found.size(),
                                    sent.text(),
                                    sent.parameters())));
                }
            }
        }
        return found;
    }

    private static PostgresListing<?> listing(Class<?> store, Field field, Reads reads) {
        try {
            field.setAccessible(true);
            return (PostgresListing<?>)
                    field.get(store.getConstructor(Reads.class).newInstance(reads));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ask(PostgresListing<?> listing) {
        MerchantId merchant = new MerchantId(7);
        Id id = new Id();
        Optional<ListQuery.Filter> where = Optional.of(new ListQuery.Filter.Or(List.of(
                new ListQuery.Filter.Compare(id, ListQuery.Comparison.EQ, 1L),
                new ListQuery.Filter.Compare(id, ListQuery.Comparison.GT, 2L))));
        List<ListQuery.Term> order = List.of(new ListQuery.Term(id, true));
        listing.list(merchant, new ListQuery(where, order, 5, 0, Optional.empty(), false));
        listing.list(merchant, new ListQuery(where, order, 5, 0, Optional.of(List.of(1L, 1L)), false));
        listing.count(merchant, where);
    }

    private static void addOf(Class<?> type, List<Statement> found) throws ReflectiveOperationException {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive() && !field.isSynthetic()) {
                field.setAccessible(true);
                add(type.getSimpleName() + "." + field.getName(), field.get(null), found);
            }
        }
    }

    private static void add(String name, Object value, List<Statement> found) throws ReflectiveOperationException {
        switch (value) {
            case Sql sql -> found.add(of(name, sql));
            case Collection<?> many -> {
                for (Object one : many) {
                    add(name, one, found);
                }
            }
            case Map<?, ?> many -> {
                for (Map.Entry<?, ?> one : many.entrySet()) {
                    add(name + "." + one.getKey(), one.getValue(), found);
                }
            }
            case Record record
            when record.getClass().getName().startsWith("nx.sale.postgres") -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    component.getAccessor().setAccessible(true);
                    add(
                            name + "." + component.getName(),
                            component.getAccessor().invoke(record),
                            found);
                }
            }
            case null, default -> {}
        }
    }
}
