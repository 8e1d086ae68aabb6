package nx.sale.application.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Permits;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.application.settings.GivenReasons;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Bills;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.payment.BillMoney;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.ReviewBalance;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;

/**
 * Cancels an order. What has been paid becomes a refund due, what the kitchen has not finished is voided, its tables are free. Paid
 * money and started dishes need a permission of their own each, or an approval. The reason is one of the merchant's list, when it has
 * one; an operator who ends a stuck order says why in own words. Rejects: reason-unknown, order-not-found, order-not-allowed,
 * order-not-stuck, payment-arrived, permission-denied, approval-refused, second-person-needed, revision-mismatch.
 */
public final class CancelOrder {
    /**
     * @param authority what the caller may beyond cancelling: needed for what was paid, and for what the kitchen has started
     * @param stuck only if it is stuck, and somebody else agrees
     */
    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<Long> expected,
            String reason,
            Authority authority,
            Optional<Stuck> stuck) {}

    /**
     * An order that has waited too long for money. MQ-Pay is asked first whether it was paid.
     *
     * @param before it has waited since before then
     * @param force MQ-Pay is not asked; its pending attempts stay pending, and their money would be late
     */
    public record Stuck(Instant before, boolean force) {}

    private final GivenReasons reasons;
    private final Requests requests;
    private final Orders orders;
    private final Bills bills;
    private final Payments payments;
    private final Kitchens kitchens;
    private final Permits permits;
    private final UnpaidCheck unpaid;
    private final Effects effects;
    private final Ids ids;

    public CancelOrder(
            GivenReasons reasons,
            Requests requests,
            Orders orders,
            Bills bills,
            Payments payments,
            Kitchens kitchens,
            Permits permits,
            UnpaidCheck unpaid,
            Effects effects,
            Ids ids) {
        this.reasons = reasons;
        this.requests = requests;
        this.orders = orders;
        this.bills = bills;
        this.payments = payments;
        this.kitchens = kitchens;
        this.permits = permits;
        this.unpaid = unpaid;
        this.effects = effects;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<OrderSnapshot, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            Settings settings = c.stuck().isEmpty()
                    ? reasons.require(c.merchant(), ReasonKind.CANCEL, Optional.of(c.reason()))
                    : reasons.free(c.merchant());
            c.stuck()
                    .filter(stuck -> !stuck.force())
                    .ifPresent(stuck ->
                            unpaid.require(c.merchant(), c.order(), c.request().origin()));
            return attempt.run(c.order(), (tx, at) -> {
                var by = c.request().origin().actor();
                SaleOrder order = orders.lock(tx, c.merchant(), c.order()).expect(c.expected());
                c.stuck().ifPresent(stuck -> {
                    permits.requireAnother(tx, permissionRequest(c, Permissions.OPERATIONS_CANCEL_STUCK, at));
                    order.requireStuck(stuck.before());
                });
                Money paid = order.header().progress().paid();
                order.header().require(OrderStatus.Action.CANCEL);
                if (paid.positive()) {
                    permits.require(tx, permissionRequest(c, Permissions.SALE_ORDER_CANCEL_PAID, at));
                }
                Bill bill = bills.read(tx, order);
                PaymentLedger ledger = payments.read(tx, order.header());
                order.cancel(c.reason(), ReviewBalance.refundDue(bill, ledger, ids, by, at), by, at);
                bill.cancelOpen(c.reason(), by, at);
                List<DomainEvent> events = new ArrayList<>(BillMoney.align(bill, ledger, settings, by, at));
                Kitchen kitchen = kitchens.lockOf(tx, order.header());
                if (kitchen.started(c.order())) {
                    permits.require(tx, permissionRequest(c, ItemStatus.Extra.VOID_STARTED.permission(), at));
                }
                kitchen.orderCancelled(c.order(), Optional.of(c.reason()), by, at);
                orders.update(tx, order);
                bills.update(tx, bill);
                payments.update(tx, ledger);
                kitchens.update(tx, kitchen);
                effects.follow(tx, kitchen.events(), c.request().origin());
                events.addAll(order.events());
                effects.follow(tx, events, c.request().origin());
                return order.snapshot();
            });
        });
    }

    private static Permits.PermissionRequest permissionRequest(Command c, String permission, Instant at) {
        return new Permits.PermissionRequest(
                permission,
                c.merchant(),
                Approval.About.order(c.order()),
                c.authority(),
                c.request().origin(),
                at);
    }
}
