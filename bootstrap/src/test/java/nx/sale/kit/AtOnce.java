package nx.sale.kit;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nx.sale.containers.OutsidePostgres;

/** Two requests about one order that meet at its row. */
public final class AtOnce {
    private AtOnce() {}

    /** Both wait for the order, each with a connection of its own, until it is free. */
    public static List<Api.Reply> at(String order, Supplier<Api.Reply> one, Supplier<Api.Reply> other)
            throws SQLException {
        try (Connection blocker = DriverManager.getConnection(Stack.get().postgresUrl())) {
            blocker.setAutoCommit(false);
            blocker.createStatement()
                    .execute(Stack.quoted("select 1 from sale.SaleOrder where id = " + order + " for update"));
            List<CompletableFuture<Api.Reply>> waiting =
                    Stream.of(one, other).map(CompletableFuture::supplyAsync).toList();
            await().until(() ->
                    Stack.sql(OutsidePostgres.waitingForLocks(Duration.ZERO)).equals(List.of("2")));
            blocker.rollback();
            return waiting.stream().map(CompletableFuture::join).toList();
        }
    }
}
