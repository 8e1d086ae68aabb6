package nx.sale.application.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Optional;
import nx.sale.application.Till;
import nx.sale.domain.fake.InMemoryStore;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.requests.RequestLog;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
    /** A log that waits for a row in vain. */
    private record Waiting(boolean inProgress) implements RequestLog {
        @Override
        public Optional<Remembered> find(RequestKey key) {
            return Optional.empty();
        }

        @Override
        public void add(Tx tx, RequestKey key) {
            throw new Unavailable(Unavailable.Part.ORDER_BUSY, null);
        }

        @Override
        public void update(Tx tx, RequestKey key, Kept answer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean inProgress(RequestKey key) {
            return inProgress;
        }
    }

    // REQUEST-11
    @ParameterizedTest
    @CsvSource({"true, REQUEST_IN_PROGRESS", "false, ORDER_BUSY"})
    void whoWaitsInVainIsToldWhatFor(boolean twin, Unavailable.Part part) {
        Requests requests = new Requests(new InMemoryStore(), new Waiting(twin), Clock.systemUTC());

        assertThatThrownBy(() -> requests.once(
                        new Till().request("k"), Till.reply(result -> {}), attempt -> attempt.run(tx -> "done")))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.part()).isEqualTo(part));
    }
}
