package nx.sale.http.operations;

import static nx.sale.http.shared.Route.Method.GET;

import java.time.Clock;
import java.time.Duration;
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

    public record StuckOrder(
            String id, String orderNumber, String status, String processingAt, String total, String paid) {}

    public record LatePayment(String saleOrderId, String amount, String currency, String since) {}

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
                        "What needs a person: stuck orders, late money, troubled webhooks, the outbox")
                .needs("Operations.overview")
                .gives(Overview.class)
                .handledBy(this::overview));
    }

    private Answer overview(Call call) {
        var merchant = views.merchant(call.merchant(), clock.instant().minus(STUCK_AFTER));
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
        if (!call.caller().platform()) {
            return Answers.ok(new Overview(stuck, late, null, null));
        }
        var platform = views.platform(clock.instant());
        return Answers.ok(new Overview(
                stuck,
                late,
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
