package nx.sale.domain.payment;

import java.util.Arrays;
import java.util.Optional;

/** The events of MQ-Pay (platform contract). */
public enum PaymentEventType {
    TRANSACTION_SETTLED("mq-pay:transaction.settled"),
    TRANSACTION_CANCELLED("mq-pay:transaction.cancelled"),
    ATTEMPT_SUCCESS("mq-pay:attempt.success"),
    ATTEMPT_FAILED("mq-pay:attempt.failed"),
    ATTEMPT_EXPIRED("mq-pay:attempt.expired"),
    ATTEMPT_CANCELLED("mq-pay:attempt.cancelled"),
    REFUND_SENT("mq-pay:refund.sent"),
    REFUND_SUCCESS("mq-pay:refund.success"),
    REFUND_FAILED("mq-pay:refund.failed");

    /** How every event about an attempt begins, also those we do not act on. */
    public static final String ABOUT_ATTEMPTS = "mq-pay:attempt.";

    private static final String ABOUT_REFUNDS = "mq-pay:refund.";

    private final String wireName;

    PaymentEventType(String wireName) {
        this.wireName = wireName;
    }

    /** Whether it is about one attempt, not about a transaction. */
    public boolean aboutAttempt() {
        return wireName.startsWith(ABOUT_ATTEMPTS);
    }

    /** Whether it answers a refund that MQ-Pay was asked for. */
    public boolean aboutRefund() {
        return wireName.startsWith(ABOUT_REFUNDS);
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<PaymentEventType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }
}
