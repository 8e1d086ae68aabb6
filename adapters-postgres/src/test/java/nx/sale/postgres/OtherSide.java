package nx.sale.postgres;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.Sql;

/** Another transaction at the same moment, on a thread of its own. Every wait for it has an end, and its failure is thrown by the wait. */
public final class OtherSide {
    private OtherSide() {}

    public static <T> CompletableFuture<T> onAThread(Supplier<T> body) {
        return CompletableFuture.supplyAsync(
                body, command -> Thread.ofPlatform().start(command));
    }

    public static <T> T joined(CompletableFuture<T> other) {
        return other.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** A transaction that holds its locks until it may commit. */
    public record Held(CompletableFuture<Void> go, CompletableFuture<?> result) {
        public void commit() {
            go.complete(null);
            joined(result);
        }
    }

    /** Returns once the body has run and its transaction is open. */
    public static Held held(Function<Tx, ?> body) {
        CompletableFuture<Void> holds = new CompletableFuture<>();
        CompletableFuture<Void> go = new CompletableFuture<>();
        CompletableFuture<Object> result = onAThread(() -> TestDatabase.work().run(tx -> {
            Object given = body.apply(tx);
            holds.complete(null);
            joined(go);
            return given;
        }));
        failWith(holds, result);
        joined(holds);
        return new Held(go, result);
    }

    /** Ends the wait for {@code reached} when {@code other} fails. */
    public static void failWith(CompletableFuture<Void> reached, CompletableFuture<?> other) {
        other.whenComplete((result, failure) -> {
            if (failure != null) {
                reached.completeExceptionally(failure);
            }
        });
    }

    /** Returns once so many of them wait for a lock. */
    public static void awaitWaiting(int count, CompletableFuture<?>... others) {
        await().failFast(() -> Stream.of(others)
                        .filter(CompletableFuture::isCompletedExceptionally)
                        .forEach(CompletableFuture::join))
                .until(() -> waitingForLocks() == count);
    }

    private static long waitingForLocks() {
        return TestDatabase.reads()
                .first(Sql.of(TestDatabase.WAITING_FOR_LOCKS).bound(), row -> row.getLong("waiting"))
                .orElseThrow();
    }
}
