package nx.sale.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** That something is rejected, and how. */
public final class Rejections {
    private Rejections() {}

    public static void assertRejected(Runnable action, DomainError error) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.error()).isEqualTo(error));
    }
}
