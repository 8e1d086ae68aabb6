package nx.sale.domain.operations;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.id.UsageId;

/** The operator's overview. */
public interface OperationsViews {
    /** How long an order waits for money before it counts as stuck. */
    Duration STUCK_AFTER = Duration.ofHours(1);

    /** How long a shift is open before it counts as forgotten, and a unit may outlive the cancel of its order. */
    Duration LEAKED_AFTER = Duration.ofHours(24);

    /** An order that waits for money longer than it should. */
    record StuckOrder(
            OrderId id, String orderNumber, String status, Instant processingAt, BigDecimal total, BigDecimal paid) {}

    /** Money that came for an order that no longer waits for it. */
    record LateMoney(
            ReviewId review,
            OrderId order,
            Optional<String> attemptUid,
            BigDecimal amount,
            String currency,
            Instant since) {}

    /**
     * A payment that was announced, or named by MQ-Pay, for an order that waits for money, and whose end is not known.
     *
     * @param asked how often MQ-Pay was asked and answered
     * @param nextAt when it is asked next; empty when it is not asked any more
     */
    record PendingPayment(
            OrderId order,
            Optional<CheckId> check,
            String attemptUid,
            Optional<BigDecimal> amount,
            Optional<String> currency,
            Instant announcedAt,
            int asked,
            Optional<Instant> nextAt) {}

    /** A shift that was never closed. */
    record LeakedSession(SessionId id, String deviceId, Instant openedAt, String openedBy, int recounts) {}

    /** A unit that is still taken by an order that was cancelled: a bug, or somebody's SQL. */
    record StuckUsage(UsageId id, String unitCode, OrderId order, Instant cancelledAt) {}

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

    /**
     * How much there is of each, however much of it is shown.
     *
     * @param openReviews payment reviews of every kind, late money among them
     */
    record Wholes(
            long stuckOrders,
            long latePayments,
            long openReviews,
            long pendingPayments,
            long leakedSessions,
            long stuckUsages) {}

    /** What needs a person, of one merchant. */
    record MerchantOverview(
            Wholes counts,
            List<StuckOrder> stuckOrders,
            List<LateMoney> latePayments,
            List<PendingPayment> pendingPayments,
            List<LeakedSession> leakedSessions,
            List<StuckUsage> stuckUsages) {}

    /** What needs a person, of the whole service. */
    record PlatformOverview(
            long parkedWebhooks, long failedWebhooks, List<TroubledWebhook> webhooks, OutboxState outbox) {}

    /**
     * At most 100 rows of each kind, the oldest first, and how many there are in all.
     *
     * @param stuckBefore orders that wait for money since before then
     * @param leakedBefore shifts that are open, and units taken by orders that were cancelled, since before then
     */
    MerchantOverview getMerchantOverview(MerchantId merchant, Instant stuckBefore, Instant leakedBefore);

    /**
     * How much needs a person, over all merchants: what the alerts count.
     *
     * @param outboxAge seconds the oldest message not delivered has waited
     */
    record Counts(
            long stuckOrders,
            long leakedSessions,
            long stuckUsages,
            long latePayments,
            long outboxDepth,
            long outboxParked,
            long outboxAge) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
    }

    /** As {@link #getMerchantOverview}, counted over all merchants. */
    Counts getCounts(Instant now, Instant stuckBefore, Instant leakedBefore);

    /** At most 100 webhooks, the oldest first, and how many there are in all. */
    PlatformOverview getPlatformOverview(Instant now);
}
