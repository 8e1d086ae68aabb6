package nx.sale.domain.payment.pending;

import java.util.Optional;
import nx.sale.domain.payment.PaymentEventType;

/** MQ-Pay, asked for an attempt. Never asked inside a transaction. */
public interface MqPay {
    /**
     * How an attempt ended.
     *
     * @param body as the webhook of that event would have it
     */
    record Ending(PaymentEventType event, String body) {}

    /** How the attempt ended; empty while it goes on, or when MQ-Pay does not know it. Throws Unavailable with MQ_PAY. */
    Optional<Ending> verify(PendingAttempt attempt, String requestId);

    /** Whether there is somebody to ask. */
    default boolean configured() {
        return true;
    }

    /** Nobody is asked. */
    MqPay NONE = new MqPay() {
        @Override
        public Optional<Ending> verify(PendingAttempt attempt, String requestId) {
            return Optional.empty();
        }

        @Override
        public boolean configured() {
            return false;
        }
    };
}
