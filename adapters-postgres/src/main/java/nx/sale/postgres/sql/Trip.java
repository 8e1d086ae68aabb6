package nx.sale.postgres.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Several statements in one round trip. PostgreSQL runs them one after the other, each with a snapshot of its own: a read that
 * follows a lock in the same trip sees what was committed while the lock was waited for (CART-19).
 */
public final class Trip {
    private sealed interface Step {
        Sql.Bound statement();

        record Write(Sql.Bound statement, IntConsumer count, boolean deciding) implements Step {}

        record Read<T>(Sql.Bound statement, Rows.Reader<T> reader, Reply<T> reply, boolean deciding) implements Step {}

        /** Whether somebody must look at what it gave before the commit. */
        default boolean decides() {
            return switch (this) {
                case Write write -> write.deciding();
                case Read<?> read -> read.deciding();
            };
        }
    }

    /** Rows that are there once the trip was made. */
    public static final class Reply<T> {
        private final Runnable make;
        private @Nullable List<T> rows;

        private Reply(Runnable make) {
            this.make = make;
        }

        /** The rows; makes the trip when that has not happened yet. */
        public List<T> rows() {
            if (rows == null) {
                make.run();
            }
            if (rows == null) {
                throw new IllegalStateException("the trip failed");
            }
            return rows;
        }

        public Optional<T> first() {
            return rows().stream().findFirst();
        }
    }

    /** What PostgreSQL's protocol counts parameters with ends a little above it. */
    private static final int MOST_PARAMETERS = 60_000;

    private static final @Nullable Recorder RECORDER =
            ServiceLoader.load(Recorder.class).findFirst().orElse(null);

    private final Handle handle;
    private List<Step> steps = new ArrayList<>();

    public Trip(Handle handle) {
        this.handle = handle;
    }

    /** Adds a write; {@code count} learns how many rows it touched, and may refuse. */
    public void write(Sql.Bound statement, IntConsumer count) {
        steps.add(new Step.Write(statement, count, true));
    }

    /** Adds a write that does what it should or fails by itself: nobody needs to look at its count. */
    public void write(Sql.Bound statement) {
        steps.add(new Step.Write(statement, count -> {}, false));
    }

    private static final Sql COMMIT = Sql.of("commit");

    /**
     * Sends what is left and the commit with it, in one round trip: a statement that fails keeps the commit from being run. Returns
     * false, with nothing committed, when a count must be looked at first.
     */
    boolean makeWithCommit() {
        if (steps.isEmpty() || steps.stream().anyMatch(Step::decides)) {
            make();
            return false;
        }
        write(COMMIT.bound());
        make();
        return true;
    }

    public <T> Reply<T> read(Sql.Bound statement, Rows.Reader<T> reader) {
        Reply<T> reply = new Reply<>(this::make);
        steps.add(new Step.Read<>(statement, reader, reply, true));
        return reply;
    }

    /** As {@link #read}, for rows nobody looks at before the commit. */
    <T> Reply<T> readAside(Sql.Bound statement, Rows.Reader<T> reader) {
        Reply<T> reply = new Reply<>(this::make);
        steps.add(new Step.Read<>(statement, reader, reply, false));
        return reply;
    }

    /** Sends everything added so far, in one round trip unless it is huge; nothing happens when there is nothing. */
    public void make() {
        if (steps.isEmpty()) {
            return;
        }
        List<Step> waiting = steps;
        steps = new ArrayList<>();
        int from = 0;
        int parameters = 0;
        for (int at = 0; at < waiting.size(); at++) {
            int more = waiting.get(at).statement().parameters();
            if (at > from && parameters + more > MOST_PARAMETERS) {
                send(waiting.subList(from, at));
                from = at;
                parameters = 0;
            }
            parameters += more;
        }
        send(waiting.subList(from, waiting.size()));
    }

    private void send(List<Step> sent) {
        Recorder recorder = RECORDER;
        if (recorder != null) {
            sent.forEach(step -> recorder.sent(this, step.statement().sent()));
        }
        String text = sent.stream().map(step -> step.statement().text()).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = handle.getConnection().prepareStatement(text)) {
            int position = 1;
            for (Step step : sent) {
                position = step.statement().bindTo(statement, position);
            }
            statement.execute();
            for (Step step : sent) {
                take(step, statement);
                statement.getMoreResults();
            }
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private static void take(Step step, PreparedStatement statement) throws SQLException {
        switch (step) {
            case Step.Write write -> write.count().accept(statement.getUpdateCount());
            case Step.Read<?> read -> read(read, statement.getResultSet());
        }
    }

    private static <T> void read(Step.Read<T> step, ResultSet result) throws SQLException {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
            rows.add(step.reader().read(result));
        }
        step.reply().rows = List.copyOf(rows);
    }
}
