package nx.sale.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A test that waits for another transaction fails with that transaction's failure. */
class OtherSideTest {
    private static final IllegalArgumentException FAILURE = new IllegalArgumentException("stop");

    @Test
    void aFailureBeforeTheLocksAreHeldEndsTheWaitForThem() {
        assertThatThrownBy(() -> OtherSide.held(tx -> {
                    throw FAILURE;
                }))
                .hasCause(FAILURE);
    }

    @Test
    void aFailureOfWhoShouldWaitForALockEndsTheWaitForIt() {
        assertThatThrownBy(() -> OtherSide.awaitWaiting(1, CompletableFuture.failedFuture(FAILURE)))
                .hasRootCause(FAILURE);
    }
}
