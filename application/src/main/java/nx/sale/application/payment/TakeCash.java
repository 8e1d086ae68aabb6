package nx.sale.application.payment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.CheckError;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.TwinViews;
import nx.sale.domain.requests.Fingerprint;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;

/**
 * Takes cash by the till itself, when MQ-Pay cannot be reached (TILL-1): it goes the way of a webhook, as a payment whose uid is made from the
 * request's key. Rejects: order-not-found, cash-by-till-off, order-not-allowed, check-not-found, check-not-allowed,
 * cash-amount-not-payable, tip-not-payable, tip-too-large, older-build-live, idempotency-key-reused.
 */
public final class TakeCash {
    private static final String PROVIDER = "SYSTEM";

    /**
     * @param tip what of the amount is one
     * @param check the check that is paid; empty for the order as a whole
     */
    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<CheckId> check,
            BigDecimal amount,
            Optional<BigDecimal> tip) {}

    private final WebhookWork webhooks;
    private final OrderViews views;
    private final SettingsStore settings;
    private final Requests requests;
    private final LiveBuilds builds;
    private final Ids ids;
    private final Clock clock;

    public TakeCash(
            WebhookWork webhooks,
            OrderViews views,
            SettingsStore settings,
            Requests requests,
            LiveBuilds builds,
            Ids ids,
            Clock clock) {
        this.webhooks = webhooks;
        this.views = views;
        this.settings = settings;
        this.requests = requests;
        this.builds = builds;
        this.ids = ids;
        this.clock = clock;
    }

    public <A> A handle(Command c, Reply<OrderHeader, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            builds.requireNoOlder();
            OrderHeader seen = views.findHeader(c.merchant(), c.order())
                    .orElseThrow(() -> new Rejected(new OrderError.NotFound(c.order())));
            Settings merchantSettings = settings.get(c.merchant());
            WebhookWork.Task task = task(c, seen, clock.instant());
            return attempt.run(
                    c.order(),
                    tx -> webhooks.take(
                                    tx,
                                    task,
                                    c.merchant(),
                                    c.order(),
                                    merchantSettings,
                                    bill -> require(bill, c.check(), merchantSettings))
                            .orElseThrow(() -> new Rejected(new RequestError.KeyReused(
                                    c.request().key().map(RequestKey::key).orElse("")))));
        });
    }

    /** Only what is waited for is taken: what a guest hands over beyond it is change, not money of an order. */
    private static void require(Bill bill, Optional<CheckId> check, Settings merchantSettings) {
        if (!merchantSettings.money().cash().byTill()) {
            throw new Rejected(new PaymentError.CashByTillOff());
        }
        OrderHeader order = bill.order().header();
        boolean waits = order.status() == OrderStatus.PROCESSING || order.status() == OrderStatus.PARTIAL;
        if (!waits) {
            throw new Rejected(new OrderError.NotAllowed(order.id(), order.status(), OrderStatus.Action.PAY));
        }
        check.ifPresent(id -> {
            if (!bill.require(id).status().open()) {
                throw new Rejected(
                        new CheckError.NotAllowed(id, bill.require(id).status()));
            }
        });
        if (check.isEmpty() && !bill.takesMoneyWhole()) {
            throw new Rejected(new OrderError.HasChecks(order.id()));
        }
    }

    private WebhookWork.Task task(Command c, OrderHeader order, Instant at) {
        Money amount = money(c.amount(), order);
        Optional<Money> tip = c.tip().map(said -> money(said, order));
        if (!amount.positive() || !amount.payable().equals(amount)) {
            throw new Rejected(new PaymentError.CashNotPayable(amount));
        }
        tip.filter(more -> !more.payable().equals(more)).ifPresent(more -> {
            throw new Rejected(new PaymentError.TipNotPayable(more));
        });
        String uid = TwinViews.BY_TILL + name(c);
        tip.filter(more -> more.compareTo(amount) > 0).ifPresent(more -> {
            throw new Rejected(new PaymentError.TipTooLarge(uid, more, amount));
        });
        PaymentNotice.Target target =
                c.check().map(PaymentNotice.Target::of).orElseGet(() -> PaymentNotice.Target.of(c.order()));
        PaymentNotice notice = PaymentNotice.received(uid, target, amount, tip, PROVIDER, Tender.CASH);
        PaymentInbox.Webhook webhook = new PaymentInbox.Webhook(
                PaymentEventType.ATTEMPT_SUCCESS.wireName(),
                Optional.empty(),
                Optional.of(uid),
                body(uid, target, amount, tip),
                Map.of(),
                true,
                at);
        return new WebhookWork.Task(webhook, notice, c.request().origin());
    }

    private static Money money(BigDecimal amount, OrderHeader order) {
        return new Money(amount.setScale(Money.SCALE, RoundingMode.UNNECESSARY), order.currency());
    }

    /** A repeat of the request is the same money. */
    private String name(Command c) {
        return c.request()
                .key()
                .map(key -> Fingerprint.of(List.of(key.merchant().toString(), key.caller(), key.key())))
                .orElseGet(() -> Long.toString(ids.next()));
    }

    /** As MQ-Pay would have sent it, so that an operator reads and replays it like any other. */
    private static String body(String uid, PaymentNotice.Target target, Money amount, Optional<Money> tip) {
        String type = target.kind() == PaymentNotice.Target.Kind.SALE_ORDER ? "SaleOrder" : "SaleCheck";
        return """
            {"eventType":"%s","payload":{"attempt":{"uid":"%s","amount":"%s","paymentProvider":"%s","metadata":{"method":"CASH",%s\
            "source":{"type":"%s","id":"%d"}}}}}""".formatted(
                        PaymentEventType.ATTEMPT_SUCCESS.wireName(),
                        uid,
                        amount.canonical(),
                        PROVIDER,
                        tip.map(more -> "\"tip\":\"" + more.canonical() + "\",").orElse(""),
                        type,
                        target.id());
    }
}
