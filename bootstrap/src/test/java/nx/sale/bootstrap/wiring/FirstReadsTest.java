package nx.sale.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.http.server.Bodies;
import nx.sale.kit.Stack;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What a start asks before the first request does. */
class FirstReadsTest {
    // OPS-20
    @Test
    void theyArePreparedOnTheConnection_andNoneOfThemWrites() throws SQLException {
        List<String> prepared = new ArrayList<>();
        try (Connection connection = Stack.source().getConnection()) {
            connection.unwrap(PGConnection.class).setPrepareThreshold(2);
            FirstReads reads = new FirstReads(new AtomicLong()::incrementAndGet, Clock.systemUTC());
            reads.on(Jdbi.create(connection));
            reads.on(Jdbi.create(connection));

            assertThat(connection.getAutoCommit()).isTrue();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select statement from pg_prepared_statements")) {
                while (rows.next()) {
                    prepared.add(rows.getString(1).strip());
                }
            }
        }

        assertThat(prepared)
                .hasSizeGreaterThan(10)
                .noneMatch(statement -> statement.matches("(?is)(insert|update|delete|merge)\\b.*|.*for update"));
    }

    // OPS-20
    @Test
    void theBodiesTriedAreThoseOfOperationsThatThereAre() {
        assertThat(Stack.contract().document().findValuesAsText("operationId")).containsAll(Bodies.FIRST);
    }
}
