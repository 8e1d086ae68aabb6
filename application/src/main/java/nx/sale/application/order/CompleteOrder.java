package nx.sale.application.order;

import java.util.Map;
import java.util.Optional;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Permits;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.check.Bills;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/**
 * Completes an order for money that was proven outside, on a bank statement, say, and never came through MQ-Pay. Somebody else must agree. What
 * was due is a review of its own (SHORTFALL); when the webhook comes after all, the order is paid to the full and nothing is counted twice.
 * MQ-Pay is asked first whether it was paid there. Rejects: order-not-found, order-not-allowed, order-has-checks, payment-arrived,
 * second-person-needed, approval-refused, revision-mismatch.
 */
public final class CompleteOrder {
    /**
     * @param reason where the money was seen
     * @param force MQ-Pay is not asked; its pending attempts stay pending, and what they bring is counted when it comes
     */
    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<Long> expected,
            String reason,
            boolean force,
            Authority authority) {}

    private final SettingsStore settings;
    private final Requests requests;
    private final Orders orders;
    private final Bills bills;
    private final Payments payments;
    private final Permits permits;
    private final UnpaidCheck unpaid;
    private final Effects effects;
    private final AuditTrail audit;
    private final Ids ids;

    public CompleteOrder(
            SettingsStore settings,
            Requests requests,
            Orders orders,
            Bills bills,
            Payments payments,
            Permits permits,
            UnpaidCheck unpaid,
            Effects effects,
            AuditTrail audit,
            Ids ids) {
        this.settings = settings;
        this.requests = requests;
        this.orders = orders;
        this.bills = bills;
        this.payments = payments;
        this.permits = permits;
        this.unpaid = unpaid;
        this.effects = effects;
        this.audit = audit;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<OrderSnapshot, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            if (!c.force()) {
                unpaid.require(c.merchant(), c.order(), c.request().origin());
            }
            Settings merchantSettings = settings.get(c.merchant());
            return attempt.run(c.order(), (tx, at) -> {
                var origin = c.request().origin();
                SaleOrder order = orders.lock(tx, c.merchant(), c.order()).expect(c.expected());
                if (!bills.read(tx, order).checks().isEmpty()) {
                    throw new Rejected(new OrderError.HasChecks(c.order()));
                }
                Money due = order.completeProven(merchantSettings, origin.actor(), at);
                permits.requireAnother(
                        tx,
                        new Permits.PermissionRequest(
                                Permissions.OPERATIONS_COMPLETE,
                                c.merchant(),
                                Approval.About.order(c.order()),
                                c.authority(),
                                origin,
                                at));
                PaymentLedger ledger = payments.read(tx, order.header());
                ledger.review(PaymentReview.Kind.SHORTFALL, due, PaymentReview.About.ORDER, ids, origin.actor(), at);
                orders.update(tx, order);
                payments.update(tx, ledger);
                audit.append(
                        tx,
                        new AuditTrail.Entry(
                                c.merchant(),
                                Optional.of(c.order()),
                                AuditAction.COMPLETED_BY_HAND,
                                Optional.of(c.reason()),
                                Map.of("due", due.canonical()),
                                at),
                        origin);
                effects.follow(tx, order.events(), origin);
                return order.snapshot();
            });
        });
    }
}
