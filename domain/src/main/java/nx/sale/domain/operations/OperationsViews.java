package nx.sale.domain.operations;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.OrderId;
import nx.sale.domain.shared.SessionId;

/** The operator's overview. */
public interface OperationsViews {
    /** An order that waits for money longer than it should. */
    record StuckOrder(
            OrderId id, String orderNumber, String status, Instant processingAt, BigDecimal total, BigDecimal paid) {}

    /** Money that came for an order that no longer waits for it. */
    record LateMoney(OrderId order, BigDecimal amount, String currency, Instant since) {}

    /** A shift that was never closed. */
    record LeakedSession(SessionId id, String deviceId, Instant openedAt, String openedBy, int recounts) {}

    /** A webhook that could not be applied. */
    record TroubledWebhook(
            long id, String eventType, String outcome, Optional<String> error, int attempts, Instant receivedAt) {}

    /**
     * Messages not yet delivered.
     *
     * @param depth how many wait
     * @param oldestAge how long the oldest has waited; zero when none waits
     */
    record OutboxState(long depth, long parked, Duration oldestAge) {}

    /** What needs a person, of one merchant. */
    record MerchantOverview(
            List<StuckOrder> stuckOrders, List<LateMoney> latePayments, List<LeakedSession> leakedSessions) {}

    /** What needs a person, of the whole service. */
    record PlatformOverview(List<TroubledWebhook> webhooks, OutboxState outbox) {}

    /**
     * At most 100 rows of each kind, the oldest first.
     *
     * @param stuckBefore orders that wait for money since before then
     * @param leakedBefore shifts that are open since before then
     */
    MerchantOverview merchant(MerchantId merchant, Instant stuckBefore, Instant leakedBefore);

    /** At most 100 webhooks, the oldest first. */
    PlatformOverview platform(Instant now);
}
