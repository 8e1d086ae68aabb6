package nx.sale.application.operations;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.operations.OutboxDesk;
import nx.sale.domain.operations.StoredMessage;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/**
 * Sends a waiting or parked message of the outbox now, or parks one that waits. The audit entry belongs to the merchant the operator is
 * signed in at: a message may belong to another. Rejects: message-not-found, message-not-allowed.
 */
public final class ChangeMessage {
    /** What is to be done. */
    public enum Change {
        RETRY,
        PARK
    }

    public record Command(Request request, MerchantId merchant, long message, Change change, String reason) {}

    private final Requests requests;
    private final OutboxDesk desk;
    private final AuditTrail audit;
    private final Runnable wake;
    private final Clock clock;

    /**
     * @param wake wakes the relay: a message may be due
     */
    public ChangeMessage(Requests requests, OutboxDesk desk, AuditTrail audit, Runnable wake, Clock clock) {
        this.requests = requests;
        this.desk = desk;
        this.audit = audit;
        this.wake = wake;
        this.clock = clock;
    }

    public <A> A handle(Command c, Reply<StoredMessage, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            MerchantId owner = desk.getMerchant(c.message());
            return attempt.run(tx -> {
                StoredMessage message = desk.lock(tx, owner, c.message());
                StoredMessage changed = switch (c.change()) {
                    case RETRY -> message.retried();
                    case PARK -> message.parked(c.reason());
                };
                desk.update(tx, changed);
                audit.append(
                        tx,
                        new AuditTrail.Entry(
                                c.merchant(),
                                Optional.empty(),
                                switch (c.change()) {
                                    case RETRY -> AuditAction.MESSAGE_RETRY;
                                    case PARK -> AuditAction.MESSAGE_PARK;
                                },
                                Optional.of(c.reason()),
                                Map.of(
                                        "messageId",
                                        Long.toString(c.message()),
                                        "topic",
                                        message.topic(),
                                        "key",
                                        message.key()),
                                clock.instant()),
                        c.request().origin());
                tx.afterCommit(wake);
                return changed;
            });
        });
    }
}
