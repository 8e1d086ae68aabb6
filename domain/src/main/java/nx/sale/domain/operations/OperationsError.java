package nx.sale.domain.operations;

import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;

/** What an operator can do wrong. */
public sealed interface OperationsError extends DomainError {
    /** No such message in the outbox; delivered ones are forgotten after one to three days. */
    @ErrorCode("message-not-found")
    record MessageNotFound(long messageId) implements OperationsError {}

    /** The message was delivered, or is parked already. */
    @ErrorCode("message-not-allowed")
    record MessageNotAllowed(long messageId, StoredMessage.Status messageStatus) implements OperationsError {}

    /** A replica of an older release serves, which computes totals without service charges and manual discounts. */
    @ErrorCode("older-build-live")
    record OlderBuildLive() implements OperationsError {}
}
