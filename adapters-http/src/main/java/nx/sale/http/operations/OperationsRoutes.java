package nx.sale.http.operations;

import static nx.sale.http.shared.Route.Method.GET;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nx.sale.domain.operations.OperationsViews;
import nx.sale.domain.shared.Answer;
import nx.sale.domain.shared.Decimals;
import nx.sale.http.shared.Answers;
import nx.sale.http.shared.Call;
import nx.sale.http.shared.Route;
import org.jspecify.annotations.Nullable;

/** What needs a person. The merchant's part is for owners and managers, the platform's for operators and services (spec 07.35). */
public final class OperationsRoutes {
    private static final Duration STUCK_AFTER = Duration.ofHours(1);
    private static final Duration LEAKED_AFTER = Duration.ofHours(24);

    public record StuckOrder(
            String id, String orderNumber, String status, String processingAt, String total, String paid) {}

    public record LatePayment(String saleOrderId, String amount, String currency, String since) {}

    public record LeakedSession(String id, String deviceId, String openedAt, String openedBy, int closeRecountCount) {}

    public record Webhook(
            String id,
            String eventType,
            String outcome,
            @Nullable String error,
            int attempts,
            String receivedAt) {}

    public record Outbox(long depth, long parked, long oldestAgeSeconds) {}

    /**
     * The overview.
     *
     * @param webhooks null for callers who are not of the platform
     * @param outbox null for callers who are not of the platform
     */
    public record Overview(
            List<StuckOrder> stuckOrders,
            List<LatePayment> latePayments,
            List<LeakedSession> leakedSessions,
            @Nullable List<Webhook> webhooks,
            @Nullable Outbox outbox) {}

    private final OperationsViews views;
    private final Clock clock;

    public OperationsRoutes(OperationsViews views, Clock clock) {
        this.views = views;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(Route.of(
                        GET,
                        "/operations/overview",
                        "GetOverview",
                        "What needs a person: stuck orders, late money, forgotten shifts, troubled webhooks, the outbox")
                .needs("Operations.overview")
                .gives(Overview.class)
                .handledBy(this::overview));
    }

    private Answer overview(Call call) {
        Instant now = clock.instant();
        var merchant = views.merchant(call.merchant(), now.minus(STUCK_AFTER), now.minus(LEAKED_AFTER));
        List<StuckOrder> stuck = merchant.stuckOrders().stream()
                .map(order -> new StuckOrder(
                        order.id().toString(),
                        order.orderNumber(),
                        order.status(),
                        order.processingAt().toString(),
                        Decimals.plain(order.total()),
                        Decimals.plain(order.paid())))
                .toList();
        List<LatePayment> late = merchant.latePayments().stream()
                .map(money -> new LatePayment(
                        money.order().toString(),
                        Decimals.plain(money.amount()),
                        money.currency(),
                        money.since().toString()))
                .toList();
        List<LeakedSession> leaked = merchant.leakedSessions().stream()
                .map(session -> new LeakedSession(
                        session.id().toString(),
                        session.deviceId(),
                        session.openedAt().toString(),
                        session.openedBy(),
                        session.recounts()))
                .toList();
        if (!call.caller().platform()) {
            return Answers.ok(new Overview(stuck, late, leaked, null, null));
        }
        var platform = views.platform(now);
        return Answers.ok(new Overview(
                stuck,
                late,
                leaked,
                platform.webhooks().stream()
                        .map(webhook -> new Webhook(
                                Long.toString(webhook.id()),
                                webhook.eventType(),
                                webhook.outcome(),
                                webhook.error().orElse(null),
                                webhook.attempts(),
                                webhook.receivedAt().toString()))
                        .toList(),
                new Outbox(
                        platform.outbox().depth(),
                        platform.outbox().parked(),
                        platform.outbox().oldestAge().toSeconds())));
    }
}
