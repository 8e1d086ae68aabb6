package nx.sale.http.payment;

import static nx.sale.http.server.Route.Method.POST;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.application.payment.AnnouncePayment;
import nx.sale.application.payment.AskMqPay;
import nx.sale.application.payment.VerifyPayments;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.check.CheckError;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.payment.pending.PendingAttempt;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.json.Rules;
import nx.sale.http.path.OrderPath;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Route;
import org.jspecify.annotations.Nullable;

/** Payments that are on their way: a terminal announces them, and MQ-Pay is asked for them. */
public final class AnnounceRoutes {
    @Rules.Example("""
            {"attemptId": "9001", "attemptUid": "att-9001", "transactionUid": "trx-9000", "amount": "120000"}""")
    public record Announce(
            @Rules.Means("MQ-Pay's id of the attempt, which it is asked with")
            String attemptId,

            @Rules.Means("the attempt's uid, as its webhooks name it")
            String attemptUid,

            @Rules.Means("of MQ-Pay's group of attempts") Optional<String> transactionUid,

            @Rules.Means("in the order's currency") @Rules.Positive
            BigDecimal amount,

            @Rules.Means("the check that is paid; the order as a whole when absent")
            Optional<Long> checkId) {}

    /** A payment whose end is not known yet. */
    @Rules.Means("a payment whose end is not known yet")
    public record Announced(
            String saleOrderId,

            @Rules.Means("null for the order as a whole") @Nullable
            String saleCheckId,

            @Rules.Means("MQ-Pay's id of the attempt, which it is asked with")
            String attemptId,

            @Rules.Means("the attempt's uid, as its webhooks name it")
            String attemptUid,

            @Nullable String transactionUid,
            @Nullable String amount,
            @Nullable String currency,
            @Rules.Means("when it was announced first") String heardAt,

            @Rules.Means("null when MQ-Pay is not asked any more") @Nullable
            String nextAskAt) {
        static Announced of(PendingAttempt attempt) {
            return new Announced(
                    attempt.order().toString(),
                    attempt.check().map(CheckId::toString).orElse(null),
                    attempt.attemptId(),
                    attempt.attemptUid(),
                    attempt.transactionUid().orElse(null),
                    attempt.amount().map(Money::canonical).orElse(null),
                    attempt.amount().map(amount -> amount.currency().value()).orElse(null),
                    attempt.firstSeenAt().toString(),
                    attempt.nextAt().map(Object::toString).orElse(null));
        }
    }

    /**
     * An attempt MQ-Pay was asked for.
     *
     * @param event how it ended; null while it goes on
     * @param outcome what became of that here, as of a webhook
     */
    public record AskedFor(
            String attemptUid,

            @Rules.Means("how it ended; null while it goes on") @Rules.Known(PaymentEvents.class) @Nullable
            String event,

            @Rules.Means("what became of that here, as of a webhook") @Nullable
            WebhookOutcome outcome) {
        static AskedFor of(AskMqPay.Asked asked) {
            return new AskedFor(
                    asked.attempt().attemptUid(),
                    asked.end().map(PaymentEventType::wireName).orElse(null),
                    asked.outcome().orElse(null));
        }
    }

    /**
     * What MQ-Pay said.
     *
     * @param configured false when there is no MQ-Pay to ask
     */
    @Rules.Means("what MQ-Pay said")
    public record Verified(
            @Rules.Means("false when there is no MQ-Pay to ask")
            boolean configured,

            @Rules.Means("how many attempts were paid") int paid,
            @Rules.Means("how many attempts go on") int pending,
            List<AskedFor> attempts) {}

    private final AnnouncePayment announce;
    private final VerifyPayments verify;
    private final boolean configured;
    private final OrderPath path;

    /**
     * @param configured whether there is an MQ-Pay to ask
     */
    public AnnounceRoutes(AnnouncePayment announce, VerifyPayments verify, boolean configured, OrderPath path) {
        this.announce = announce;
        this.verify = verify;
        this.configured = configured;
        this.path = path;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(
                                POST,
                                "/sale-orders/{id}/payments/announce",
                                "announcePayment",
                                "Say which payment is started, so that MQ-Pay is asked for it when its webhook does not come")
                        .needs(Permissions.SALE_ORDER_PAY)
                        .within(path::missing)
                        .takes(Announce.class)
                        .gives(Announced.class)
                        .rejects(OrderError.NotFound.class, CheckError.NotFound.class)
                        .handledBy(this::announce),
                Route.of(
                                POST,
                                "/operations/orders/{id}/verify-payments",
                                "verifyPayments",
                                "Ask MQ-Pay now for the payments of an order whose end is not known")
                        .needs(Permissions.OPERATIONS_VERIFY_PAYMENTS)
                        .within(path::missing)
                        .gives(Verified.class)
                        .rejects(OrderError.NotFound.class)
                        .missesWithout(Unavailable.Part.MQ_PAY)
                        .handledBy(this::verify));
    }

    private Answer announce(Call call) {
        Announce body = call.body(Announce.class);
        return announce.handle(
                new AnnouncePayment.Command(
                        call.request(),
                        call.merchant(),
                        OrderPath.id(call),
                        body.checkId().map(CheckId::new),
                        body.attemptId(),
                        body.attemptUid(),
                        body.transactionUid(),
                        body.amount()),
                Answers.reply(attempt -> Answers.ok(Announced.of(attempt))));
    }

    private Answer verify(Call call) {
        path.require(call); // there is no body before which it would be asked
        return verify.handle(
                new VerifyPayments.Command(call.request(), call.merchant(), OrderPath.id(call)),
                Answers.reply(asked -> Answers.ok(new Verified(
                        configured,
                        (int) asked.stream().filter(AskMqPay.Asked::paid).count(),
                        (int) asked.stream().filter(one -> one.end().isEmpty()).count(),
                        asked.stream().map(AskedFor::of).toList()))));
    }
}
