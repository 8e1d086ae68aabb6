package nx.sale.domain.requests;

import java.util.Optional;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Rejected;

/** What can be wrong with a request as such, whatever it asks for. */
public sealed interface RequestError extends DomainError {
    /** The key was used before for another request. */
    @ErrorCode("idempotency-key-reused")
    record KeyReused(String key) implements RequestError {}

    /** The caller expects another revision than the present one. */
    @ErrorCode("revision-mismatch")
    record RevisionMismatch(long currentRevision) implements RequestError {}

    /** Reading the list or report takes longer than it may: asking again for the same takes as long. */
    @ErrorCode("list-too-costly")
    record ListTooCostly() implements RequestError {}

    /** Rejects with {@link RevisionMismatch} when the caller insists on another revision. */
    static void expect(long present, Optional<Long> expected) {
        if (expected.isPresent() && expected.get() != present) {
            throw new Rejected(new RevisionMismatch(present));
        }
    }
}
