package nx.sale.http.operations;

import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.POST;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import nx.sale.application.operations.ChangeMessage;
import nx.sale.application.operations.ReplayPayment;
import nx.sale.application.order.CancelOrder;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.listing.Page;
import nx.sale.domain.operations.AuditViews;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.operations.OperationsViews;
import nx.sale.domain.operations.OutboxViews;
import nx.sale.domain.operations.StoredMessage;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.json.Rules;
import nx.sale.http.list.ListOf;
import nx.sale.http.live.LiveHub;
import nx.sale.http.order.OrderJson;
import nx.sale.http.path.OrderPath;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;
import org.jspecify.annotations.Nullable;

/** What operators do: help messages on, tell a payment again, end an order that is stuck, read the audit. */
public final class DeskRoutes {
    /** What the messages of this build are called, and their topics: as doc/asyncapi.json has them. The outbox keeps those of other builds too. */
    public static final class MessageNames implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return List.of(
                    "payment.success",
                    "sale-order.changed",
                    "kitchen-ticket-item.status-changed",
                    "signal.activity-notification",
                    "pos-session.closed",
                    "sale-order.returned",
                    "refund.requested");
        }
    }

    @Rules.Example("""
            {"reason": "asked for by accounting"}""")
    public record Because(
            @Rules.Means("the audit keeps it") @Rules.Text(max = 500)
            String reason) {}

    @Rules.Example("""
            {"reason": "the guests left hours ago", "force": false}""")
    public record EndStuck(
            @Rules.Means("the audit keeps it, and the order as its cancellationReason") @Rules.Text(max = 500)
            String reason,

            @Rules.Means("cancel without asking MQ-Pay; its pending payments stay pending")
            Optional<Boolean> force) {}

    @Rules.Means("a message of the outbox")
    public record Message(
            String id,
            @Rules.Means("what consumers know a repeat by") String eventId,

            @Rules.Means("of Kafka; doc/asyncapi.json describes it")
            @Rules.Known(value = MessageNames.class, others = true)
            String topic,

            @Rules.Means("of Kafka: messages of one key are sent in their order")
            String key,

            @Rules.Means("counts the messages of one key") @Nullable
            Long sequence,

            @Rules.Means("what the message says; doc/asyncapi.json describes it")
            @Rules.Known(value = MessageNames.class, others = true)
            String type,

            StoredMessage.Status status,
            @Rules.Means("how often it was tried") int attempts,

            @Rules.Means("until when it waits after a failure") @Nullable
            String retryAt,

            @Rules.Means("why it could not be sent, or was parked") @Nullable
            String lastError,

            String occurredAt) {
        static Message of(StoredMessage message) {
            return new Message(
                    Long.toString(message.id()),
                    message.eventId(),
                    message.topic(),
                    message.key(),
                    message.sequence().isPresent() ? message.sequence().getAsLong() : null,
                    message.type(),
                    message.status(),
                    message.attempts(),
                    message.retryAt().map(Object::toString).orElse(null),
                    message.lastError().orElse(null),
                    message.occurredAt().toString());
        }
    }

    @Rules.Means("what somebody did, or was refused")
    public record AuditEntry(
            String id,
            @Rules.OneOf(AuditAction.class) String action,

            @Rules.Means("who: user: or service: and its name")
            String actor,

            @Rules.Means(
                    "what the person's token said then; null where it did not, and of entries from before this was kept")
            @Nullable
            String actorName,

            @Nullable String saleOrderId,
            @Nullable String deviceId,
            @Rules.Means("as it was given") @Nullable String reason,
            String requestId,
            @Rules.Means("facts of the action, by name") Map<String, String> details,
            String createdAt) {
        static AuditEntry of(AuditViews.Recorded entry) {
            return new AuditEntry(
                    Long.toString(entry.id()),
                    entry.action(),
                    entry.actor().label(),
                    entry.actor().name().orElse(null),
                    entry.order().map(OrderId::toString).orElse(null),
                    entry.deviceId().orElse(null),
                    entry.reason().orElse(null),
                    entry.requestId(),
                    entry.details(),
                    entry.at().toString());
        }
    }

    /** How many screens this replica shows things of the merchant to, and which rooms they watch. */
    @Rules.Means("what the screens of this replica watch")
    public record Watched(
            @Rules.Means("how many of the merchant are connected")
            int screens,

            @Rules.Means("by room: how many screens watch it")
            Map<String, Integer> rooms) {
        static Watched of(Map<String, Integer> watched) {
            Map<String, Integer> rooms = new TreeMap<>(watched);
            Integer screens = rooms.remove("");
            return new Watched(screens == null ? 0 : screens, rooms);
        }
    }

    /** The use cases behind the routes. */
    public record UseCases(ChangeMessage changeMessage, ReplayPayment replayPayment, CancelOrder cancel) {}

    private final UseCases use;
    private final OutboxViews outbox;
    private final OrderPath path;
    private final LiveHub hub;
    private final Clock clock;
    private final ListOf<AuditViews.Recorded> audit;

    public DeskRoutes(UseCases use, OutboxViews outbox, AuditViews audit, OrderPath path, LiveHub hub, Clock clock) {
        this.use = use;
        this.outbox = outbox;
        this.path = path;
        this.hub = hub;
        this.clock = clock;
        this.audit = new ListOf<>(
                AuditViews.FIELDS,
                List.of(
                        Parameter.anyOf("action", AuditAction.class),
                        Parameter.texts("actor"),
                        Parameter.ids("saleOrderId"),
                        Parameter.texts("requestId")),
                audit,
                AuditEntry::of);
    }

    public List<Route> routes() {
        return List.of(
                Route.of(
                                GET,
                                "/operations/outbox",
                                "listOutboxMessages",
                                "Messages not delivered yet, the oldest first")
                        .needs(Permissions.OPERATIONS_OUTBOX)
                        .costly()
                        .parameter(Parameter.choice("status", "only those", StoredMessage.Status.class))
                        .paged()
                        .lists(Message.class)
                        .handledBy(this::messages),
                change(
                        "retry",
                        Permissions.OPERATIONS_OUTBOX_RETRY,
                        "retryOutboxMessage",
                        "Send a waiting or parked message now",
                        ChangeMessage.Change.RETRY),
                change(
                        "park",
                        Permissions.OPERATIONS_OUTBOX_PARK,
                        "parkOutboxMessage",
                        "Set a message aside, and those of its key behind it",
                        ChangeMessage.Change.PARK),
                Route.of(
                                POST,
                                "/operations/orders/{id}/replay-payment-success",
                                "replayPayment",
                                "Tell the world once more what was paid for an order")
                        .needs(Permissions.OPERATIONS_REPLAY_PAYMENT)
                        .within(path::missing)
                        .takes(Because.class)
                        .gives(OrderJson.Order.class)
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.replayPayment()
                                .handle(
                                        new ReplayPayment.Command(
                                                call.request(),
                                                call.merchant(),
                                                order(call),
                                                call.expectedRevision(),
                                                call.body(Because.class).reason()),
                                        Answers.reply(order -> Answers.ok(
                                                OrderJson.Order.of(order.header()),
                                                order.header().revision())))),
                Route.of(
                                POST,
                                "/operations/orders/{id}/cancel-stuck",
                                "cancelStuckOrder",
                                "Cancel an order that has waited for money for more than an hour and that MQ-Pay, asked first, does not know as paid; somebody else must have agreed")
                        .needs(Permissions.OPERATIONS_CANCEL_STUCK)
                        .within(path::missing)
                        .takes(EndStuck.class)
                        .gives(OrderJson.Order.class)
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.NotStuck.class,
                                RequestError.RevisionMismatch.class,
                                AccessError.Denied.class,
                                AccessError.SecondPersonNeeded.class,
                                AccessError.ApprovalRefused.class,
                                PaymentError.Arrived.class)
                        .missesWithout(Unavailable.Part.MQ_PAY)
                        .handledBy(this::cancelStuck),
                audit.takenBy(Route.of(
                                GET,
                                "/operations/audit",
                                "listAuditEntries",
                                "Who did what, the newest first unless asked otherwise")
                        .needs(Permissions.OPERATIONS_AUDIT)
                        .lists(AuditEntry.class)
                        .handledBy(audit::list)),
                Route.of(GET, "/operations/stream", "getStreamState", "What the screens of this replica watch")
                        .needs(Permissions.OPERATIONS_STREAM)
                        .gives(Watched.class)
                        .handledBy(call -> Answers.ok(Watched.of(hub.watched(call.merchant())))));
    }

    private Route change(
            String action, String permission, String operation, String summary, ChangeMessage.Change change) {
        return Route.of(POST, "/operations/outbox/{id}/" + action, operation, summary)
                .needs(permission)
                .takes(Because.class)
                .gives(Message.class)
                .rejects(OperationsError.MessageNotFound.class, OperationsError.MessageNotAllowed.class)
                .handledBy(call -> {
                    call.requirePlatform();
                    return use.changeMessage()
                            .handle(
                                    new ChangeMessage.Command(
                                            call.request(),
                                            call.merchant(),
                                            call.pathId("id"),
                                            change,
                                            call.body(Because.class).reason()),
                                    Answers.reply(message -> Answers.ok(Message.of(message))));
                });
    }

    private Answer messages(Call call) {
        call.requirePlatform();
        int limit = call.limit();
        Optional<StoredMessage.Status> status = call.choice("status", StoredMessage.Status.class);
        List<StoredMessage> found = outbox.listWaiting(status, limit + 1, call.cursor());
        boolean more = found.size() > limit;
        List<StoredMessage> shown = more ? found.subList(0, limit) : found;
        return Answers.page(
                call,
                new Page<>(
                        shown,
                        call.wantsCount() ? OptionalLong.of(outbox.countWaiting(status)) : OptionalLong.empty(),
                        more ? Optional.of(Long.toString(shown.getLast().id())) : Optional.empty()),
                Message::of);
    }

    private Answer cancelStuck(Call call) {
        Instant before = clock.instant().minus(OperationsViews.STUCK_AFTER);
        EndStuck body = call.body(EndStuck.class);
        return use.cancel()
                .handle(
                        new CancelOrder.Command(
                                call.request(),
                                call.merchant(),
                                order(call),
                                call.expectedRevision(),
                                body.reason(),
                                call.authority(
                                        Permissions.SALE_ORDER_CANCEL_PAID, ItemStatus.Extra.VOID_STARTED.permission()),
                                Optional.of(new CancelOrder.Stuck(
                                        before, body.force().orElse(false)))),
                        Answers.reply(order -> Answers.ok(
                                OrderJson.Order.of(order.header()),
                                order.header().revision())));
    }

    private static OrderId order(Call call) {
        return new OrderId(call.pathId("id"));
    }
}
