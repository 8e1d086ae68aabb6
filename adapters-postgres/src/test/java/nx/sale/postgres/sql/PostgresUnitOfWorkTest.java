package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.domain.shared.ValueError;
import nx.sale.postgres.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a transaction that lost. */
class PostgresUnitOfWorkTest {
    private final PostgresUnitOfWork work =
            new PostgresUnitOfWork(TestDatabase.get().pooled(), new Gate(100, Duration.ofSeconds(2)));

    @ParameterizedTest
    @CsvSource({
        "40001,ORDER_BUSY,3",
        "40P01,ORDER_BUSY,3",
        "23P01,ORDER_BUSY,3",
        "23505,ORDER_BUSY,3",
        "55P03,ORDER_BUSY,1",
        "57014,DATABASE,1",
        "53300,DATABASE,1",
        "57P01,DATABASE,1",
        "08006,DATABASE,1"
    })
    void exhaustedRetriesAreUnavailable(String state, Unavailable.Part part, int tries) {
        AtomicInteger tried = new AtomicInteger();

        assertThatThrownBy(() -> work.run(tx -> {
                    tried.incrementAndGet();
                    throw new SqlFailure(new SQLException("lost", state));
                }))
                .isInstanceOfSatisfying(Unavailable.class, unavailable -> {
                    assertThat(unavailable.part()).isEqualTo(part);
                    assertThat(unavailable.retryAfter()).isPositive();
                });
        assertThat(tried).hasValue(tries);
    }

    // STORE-5
    @Test
    void serializationFailureThatIsRetriedSuccessfullyIsNotReported() {
        AtomicInteger tried = new AtomicInteger();

        String result = work.run(tx -> {
            if (tried.incrementAndGet() < 3) {
                throw SqlFailure.lostRace("moved");
            }
            return "won";
        });

        assertThat(result).isEqualTo("won");
    }

    @Test
    void numericOverflowIsRejectedAsTooLarge() {
        assertThatThrownBy(() -> work.run(tx -> {
                    throw new SqlFailure(new SQLException("numeric field overflow", "22003"));
                }))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isEqualTo(new ValueError.AmountTooLarge()));
    }

    @Test
    void anythingElseIsABug() {
        assertThatThrownBy(() -> work.run(tx -> {
                    throw new SqlFailure(new SQLException("a stale revision", "NX001"));
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
