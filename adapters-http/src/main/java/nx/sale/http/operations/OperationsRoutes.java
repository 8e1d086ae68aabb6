package nx.sale.http.operations;

import static nx.sale.http.server.Route.Method.GET;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.operations.BrokerState;
import nx.sale.domain.operations.BrokerViews;
import nx.sale.domain.operations.OperationsViews;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.payment.PaymentViews;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundViews;
import nx.sale.domain.shared.Decimals;
import nx.sale.http.json.Rules;
import nx.sale.http.payment.PaymentEvents;
import nx.sale.http.payment.WaitingPayment;
import nx.sale.http.returns.RefundJson;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Route;
import org.jspecify.annotations.Nullable;

/** What needs a person. The merchant's part is for owners and managers, the platform's for operators and services (ACCESS-16). */
public final class OperationsRoutes {
    public record StuckOrder(
            String id,
            String orderNumber,
            @Rules.OneOf(OrderStatus.class) String status,
            @Rules.Means("since when it waits for money") String processingAt,
            String total,
            String paid) {}

    public record LatePayment(
            @Rules.Means("the review that asks for a decision")
            String reviewId,

            String saleOrderId,

            @Rules.Means("null for money known from its transaction only") @Nullable
            String attemptUid,

            String amount,
            String currency,
            String since) {}

    /**
     * A payment that was announced, or named by MQ-Pay, for an order that waits for money, and whose end is not known.
     *
     * @param saleCheckId the check it was announced for; null for the order as a whole
     * @param asked how often MQ-Pay was asked and answered
     * @param nextAskAt null when MQ-Pay is not asked any more: six hours have passed
     */
    public record PendingPayment(
            String saleOrderId,

            @Rules.Means("the check it was announced for; null for the order as a whole") @Nullable
            String saleCheckId,

            String attemptUid,
            @Nullable String amount,
            @Nullable String currency,
            String announcedAt,

            @Rules.Means("how often MQ-Pay was asked and answered")
            int asked,

            @Rules.Means("null when MQ-Pay is not asked any more: six hours have passed") @Nullable
            String nextAskAt) {
        static PendingPayment of(OperationsViews.PendingPayment pending) {
            return new PendingPayment(
                    pending.order().toString(),
                    pending.check().map(CheckId::toString).orElse(null),
                    pending.attemptUid(),
                    pending.amount().map(Decimals::plain).orElse(null),
                    pending.currency().orElse(null),
                    pending.announcedAt().toString(),
                    pending.asked(),
                    pending.nextAt().map(Instant::toString).orElse(null));
        }
    }

    /**
     * How much there is of each in all; the lists of the overview show the oldest 100.
     *
     * @param openReviews payment reviews of every kind, late money among them
     * @param waitingPayments transactions that report money of no known target: it is counted nowhere
     * @param pendingPayments announced payments whose end is not known, of orders that wait for money
     * @param parkedWebhooks null for callers who are not of the platform
     * @param failedWebhooks null for callers who are not of the platform
     */
    public record Counts(
            long stuckOrders,
            long latePayments,

            @Rules.Means("payment reviews of every kind, late money among them")
            long openReviews,

            @Rules.Means("transactions that report money of no known target: it is counted nowhere")
            long waitingPayments,

            @Rules.Means("announced payments whose end is not known, of orders that wait for money")
            long pendingPayments,

            @Rules.Means("money that goes back and has not ended, or failed and can still be given")
            long openRefunds,

            @Rules.Means("shifts open for more than 24 hours")
            long leakedSessions,

            @Rules.Means("tables that an order still has 24 hours after it was cancelled")
            long stuckUsages,

            @Rules.Means("null for callers who are not of the platform") @Nullable
            Long parkedWebhooks,

            @Rules.Means("null for callers who are not of the platform") @Nullable
            Long failedWebhooks) {}

    /**
     * Where each is listed whole, page by page: paths below the base path of the API.
     *
     * @param parkedWebhooks null for callers who are not of the platform
     * @param failedWebhooks null for callers who are not of the platform
     */
    public record Lists(
            String stuckOrders,
            String latePayments,
            String openReviews,
            String waitingPayments,
            String refunds,
            String leakedSessions,
            String stuckUsages,

            @Rules.Means("null for callers who are not of the platform") @Nullable
            String parkedWebhooks,

            @Rules.Means("null for callers who are not of the platform") @Nullable
            String failedWebhooks) {
        static Lists of(Instant stuckBefore, Instant leakedBefore, boolean platform) {
            return new Lists(
                    filtered(
                            "/sale-orders",
                            "{\"where\":{\"status\":{\"inq\":[\"PROCESSING\",\"PARTIAL\"]},\"processingAt\":{\"lt\":\""
                                    + stuckBefore + "\"}}}"),
                    "/payment-reviews?status=OPEN&kind=LATE",
                    "/payment-reviews?status=OPEN",
                    "/payment-transactions/waiting",
                    "/refunds",
                    filtered(
                            "/pos/sessions",
                            "{\"where\":{\"status\":\"OPEN\",\"openedAt\":{\"lt\":\"" + leakedBefore + "\"}}}"),
                    "/allocation-usages?status=ACTIVE&usageType=SALE_ORDER",
                    platform ? "/operations/webhooks?outcome=PARKED" : null,
                    platform ? "/operations/webhooks?outcome=FAILED" : null);
        }

        private static String filtered(String path, String filter) {
            return path + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        }
    }

    public record LeakedSession(
            String id,
            String deviceId,
            String openedAt,
            String openedBy,

            @Rules.Means("how often it was to be counted again so far")
            int closeRecountCount) {}

    public record StuckUsage(
            String id,
            String unitCode,
            String saleOrderId,
            @Rules.Means("when the order was cancelled") String cancelledAt) {}

    public record Webhook(
            String id,

            @Rules.Means("as it came") @Rules.Known(value = PaymentEvents.class, others = true)
            String eventType,

            @Rules.OneOf(WebhookOutcome.class) String outcome,

            @Rules.Means("why it could not be applied") @Nullable
            String error,

            @Rules.Means("how often it was tried") int attempts,
            String receivedAt) {}

    public record Outbox(
            @Rules.Means("messages that wait") long depth,
            @Rules.Means("messages that wait for a person") long parked,
            long oldestAgeSeconds) {}

    /**
     * The overview.
     *
     * @param webhooks null for callers who are not of the platform
     * @param outbox null for callers who are not of the platform
     */
    @Rules.Means("what needs a person")
    public record Overview(
            @Rules.Means("how many there are of each in all")
            Counts counts,

            @Rules.Means("where each is listed whole: paths below the base path of the API")
            Lists lists,

            List<StuckOrder> stuckOrders,
            List<LatePayment> latePayments,
            List<WaitingPayment> waitingPayments,
            List<PendingPayment> pendingPayments,
            List<RefundJson.Refund> openRefunds,
            List<LeakedSession> leakedSessions,
            List<StuckUsage> stuckUsages,

            @Rules.Means("null for callers who are not of the platform") @Nullable
            List<Webhook> webhooks,

            @Rules.Means("null for callers who are not of the platform") @Nullable
            Outbox outbox) {}

    public record Broker(
            String id,
            String address,
            @Rules.Means("whether it leads the cluster") boolean controller) {}

    /**
     * @param partitions 0 when the topic is not there
     * @param withoutLeader partitions that take nothing now
     * @param underReplicated partitions with fewer copies than they should have
     */
    public record Topic(
            String name,
            @Rules.Means("0 when the topic is not there") int partitions,
            @Rules.Means("partitions that take nothing now") int withoutLeader,

            @Rules.Means("partitions with fewer copies than they should have")
            int underReplicated) {}

    /**
     * Kafka as this replica sees it, and what waits for it.
     *
     * @param status {@code up}, {@code degraded} (answers, but not for every topic as it should) or {@code down}
     * @param detail what is wrong, in Kafka's words
     */
    @Rules.Means("Kafka as this replica sees it")
    public record Kafka(
            @Rules.Means("degraded: answers, but not for every topic as it should")
            @Rules.Words({"up", "degraded", "down"})
            String status,

            @Rules.Means("what is wrong, in Kafka's words") @Nullable
            String detail,

            @Rules.Means("the id of the cluster") @Nullable String cluster,
            List<Broker> brokers,
            List<Topic> topics,
            Outbox outbox) {}

    private static final int SHOWN = 100;

    private final OperationsViews views;
    private final PaymentViews payments;
    private final RefundViews refunds;
    private final BrokerViews broker;
    private final Clock clock;

    public OperationsRoutes(
            OperationsViews views, PaymentViews payments, RefundViews refunds, BrokerViews broker, Clock clock) {
        this.views = views;
        this.payments = payments;
        this.refunds = refunds;
        this.broker = broker;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(
                                GET,
                                "/operations/overview",
                                "getOverview",
                                "What needs a person: stuck orders, late money, forgotten shifts, troubled webhooks, the outbox; how much in all, and"
                                        + " the oldest 100 of each")
                        .needs(Permissions.OPERATIONS_OVERVIEW)
                        .costly()
                        .gives(Overview.class)
                        .handledBy(this::overview),
                Route.of(
                                GET,
                                "/operations/kafka",
                                "getKafkaState",
                                "Kafka as this replica sees it, and what waits for it")
                        .needs(Permissions.OPERATIONS_KAFKA)
                        .gives(Kafka.class)
                        .handledBy(this::kafka));
    }

    private Answer kafka(Call call) {
        call.requirePlatform();
        BrokerState state = broker.getState();
        return Answers.ok(new Kafka(
                state.health().name().toLowerCase(Locale.ROOT),
                state.trouble().orElse(null),
                state.cluster().orElse(null),
                state.nodes().stream()
                        .map(node -> new Broker(Integer.toString(node.id()), node.address(), node.controller()))
                        .toList(),
                state.topics().stream()
                        .map(topic -> new Topic(
                                topic.name(), topic.partitions(), topic.leaderless(), topic.underReplicated()))
                        .toList(),
                outbox(views.getPlatformOverview(clock.instant()).outbox())));
    }

    private static Outbox outbox(OperationsViews.OutboxState state) {
        return new Outbox(state.depth(), state.parked(), state.oldestAge().toSeconds());
    }

    private static Counts counts(
            OperationsViews.Wholes wholes,
            long waiting,
            long openRefunds,
            @Nullable Long parked,
            @Nullable Long failed) {
        return new Counts(
                wholes.stuckOrders(),
                wholes.latePayments(),
                wholes.openReviews(),
                waiting,
                wholes.pendingPayments(),
                openRefunds,
                wholes.leakedSessions(),
                wholes.stuckUsages(),
                parked,
                failed);
    }

    private Answer overview(Call call) {
        Instant now = clock.instant();
        Instant stuckBefore = now.minus(OperationsViews.STUCK_AFTER);
        Instant leakedBefore = now.minus(OperationsViews.LEAKED_AFTER);
        var merchant = views.getMerchantOverview(call.merchant(), stuckBefore, leakedBefore);
        Page<PaymentViews.Waiting> waits = payments.listWaiting(call.merchant(), SHOWN, Optional.empty(), true);
        Page<Refund> open = refunds.listOpen(call.merchant(), SHOWN);
        long openCount = open.count().orElse(0);
        List<RefundJson.Refund> back =
                open.rows().stream().map(RefundJson.Refund::of).toList();
        List<WaitingPayment> waiting =
                waits.rows().stream().map(WaitingPayment::of).toList();
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
                        money.review().toString(),
                        money.order().toString(),
                        money.attemptUid().orElse(null),
                        Decimals.plain(money.amount()),
                        money.currency(),
                        money.since().toString()))
                .toList();
        List<PendingPayment> pending =
                merchant.pendingPayments().stream().map(PendingPayment::of).toList();
        List<LeakedSession> leaked = merchant.leakedSessions().stream()
                .map(session -> new LeakedSession(
                        session.id().toString(),
                        session.deviceId(),
                        session.openedAt().toString(),
                        session.openedBy(),
                        session.recounts()))
                .toList();
        List<StuckUsage> usages = merchant.stuckUsages().stream()
                .map(usage -> new StuckUsage(
                        usage.id().toString(),
                        usage.unitCode(),
                        usage.order().toString(),
                        usage.cancelledAt().toString()))
                .toList();
        if (!call.caller().platform()) {
            return Answers.ok(new Overview(
                    counts(merchant.counts(), waits.count().orElse(0), openCount, null, null),
                    Lists.of(stuckBefore, leakedBefore, false),
                    stuck,
                    late,
                    waiting,
                    pending,
                    back,
                    leaked,
                    usages,
                    null,
                    null));
        }
        var platform = views.getPlatformOverview(now);
        return Answers.ok(new Overview(
                counts(
                        merchant.counts(),
                        waits.count().orElse(0),
                        openCount,
                        platform.parkedWebhooks(),
                        platform.failedWebhooks()),
                Lists.of(stuckBefore, leakedBefore, true),
                stuck,
                late,
                waiting,
                pending,
                back,
                leaked,
                usages,
                platform.webhooks().stream()
                        .map(webhook -> new Webhook(
                                Long.toString(webhook.id()),
                                webhook.eventType(),
                                webhook.outcome(),
                                webhook.error().orElse(null),
                                webhook.attempts(),
                                webhook.receivedAt().toString()))
                        .toList(),
                outbox(platform.outbox())));
    }
}
