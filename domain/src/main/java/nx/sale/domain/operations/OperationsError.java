package nx.sale.domain.operations;

import nx.sale.domain.shared.DomainError;

/** What an operator can do wrong. */
public sealed interface OperationsError extends DomainError {
    /** No such message in the outbox; delivered ones are forgotten after three days. */
    record MessageNotFound(long messageId) implements OperationsError {
        @Override
        public String code() {
            return "message-not-found";
        }
    }

    /** The message was delivered, or is parked already. */
    record MessageNotAllowed(long messageId, StoredMessage.Status messageStatus) implements OperationsError {
        @Override
        public String code() {
            return "message-not-allowed";
        }
    }
}
