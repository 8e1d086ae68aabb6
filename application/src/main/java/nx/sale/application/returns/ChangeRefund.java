package nx.sale.application.returns;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Permits;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Bills;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.payment.refund.RefundViews;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.returns.Refunding;
import nx.sale.domain.returns.Returning;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.ShiftError;

/**
 * A person decides about money that goes back: tries a failed refund once more, says that it was given by hand, or that it failed. Rejects:
 * refund-not-found, refund-not-allowed, refund-exceeds, revision-mismatch, permission-denied, approval-refused, device-required, older-build-live.
 */
public final class ChangeRefund {
    /** What is to be done. */
    public sealed interface Decision {
        /**
         * Once more, to an attempt; or by a tender, with the money of the attempt that failed; or as before.
         *
         * @param amount how much of it; absent for all
         */
        record Retry(Optional<String> attemptUid, Optional<Tender> by, Optional<BigDecimal> amount)
                implements Decision {}

        /** How it ended: MANUAL or FAILED. */
        record Resolve(Refund.Status end, String note) implements Decision {}
    }

    /**
     * @param authority for money that goes back by another tender than it came by
     */
    public record Command(
            Request request,
            MerchantId merchant,
            RefundId refund,
            Optional<Long> expected,
            Decision decision,
            Authority authority) {}

    private final RefundViews views;
    private final SettingsStore settings;
    private final LiveBuilds builds;
    private final Requests requests;
    private final Orders orders;
    private final Bills bills;
    private final Payments payments;
    private final Permits permits;
    private final Effects effects;
    private final Ids ids;

    public ChangeRefund(
            RefundViews views,
            SettingsStore settings,
            LiveBuilds builds,
            Requests requests,
            Orders orders,
            Bills bills,
            Payments payments,
            Permits permits,
            Effects effects,
            Ids ids) {
        this.views = views;
        this.settings = settings;
        this.builds = builds;
        this.requests = requests;
        this.orders = orders;
        this.bills = bills;
        this.payments = payments;
        this.permits = permits;
        this.effects = effects;
        this.ids = ids;
    }

    /** Answers the refund that is in force now: after a retry the new one. */
    public <A> A handle(Command c, Reply<Refund, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            builds.requireNoOlder(); // it would not read MQ-Pay's answer, and give the money back once more
            Refund seen = views.findRefund(c.merchant(), c.refund())
                    .orElseThrow(() -> new Rejected(new RefundError.NotFound(c.refund())));
            if (!seen.undecided()) {
                throw new Rejected(new RefundError.NotAllowed(seen.id(), seen.status()));
            }
            OrderId id = seen.order();
            var merchantSettings = settings.get(c.merchant());
            var origin = c.request().origin();
            return attempt.run(id, (tx, at) -> {
                SaleOrder order = orders.lock(tx, c.merchant(), id);
                Bill bill = bills.read(tx, order);
                PaymentLedger ledger = payments.read(tx, order.header());
                RequestError.expect(ledger.refunds().require(c.refund()).revision(), c.expected());
                Decided decided = decided(
                        tx,
                        c,
                        bill,
                        ledger,
                        new Returning.Context(merchantSettings, origin.device(), ids, origin.actor(), at));
                orders.update(tx, order);
                payments.update(tx, ledger);
                effects.follow(tx, decided.events(), origin);
                return decided.refund();
            });
        });
    }

    private record Decided(Refund refund, List<DomainEvent> events) {}

    private Decided decided(Tx tx, Command c, Bill bill, PaymentLedger ledger, Returning.Context context) {
        return switch (c.decision()) {
            case Decision.Resolve resolve -> {
                PaymentEvent.RefundChanged changed =
                        Refunding.resolve(c.refund(), resolve.end(), resolve.note(), bill, ledger, context);
                yield new Decided(changed.refund(), List.of(changed));
            }
            case Decision.Retry retry -> {
                Refunding.Retried retried = Refunding.retry(
                        c.refund(),
                        retry.attemptUid(),
                        retry.by(),
                        retry.amount()
                                .map(amount ->
                                        new Money(amount, bill.order().header().currency())),
                        bill,
                        ledger,
                        context);
                Refund refund = retried.refund().refund();
                if (refund.means().way() == Refund.Way.CASH && context.device().isEmpty()) {
                    throw new Rejected(new ShiftError.NoDevice());
                }
                if (retried.otherTender()) {
                    permits.require(tx, permissionRequest(c, refund.order(), context.at()));
                }
                yield new Decided(refund, List.of(retried.failed(), retried.refund()));
            }
        };
    }

    private static Permits.PermissionRequest permissionRequest(Command c, OrderId order, Instant at) {
        return new Permits.PermissionRequest(
                Permissions.SALE_ORDER_REFUND_OTHER_TENDER,
                c.merchant(),
                Approval.About.order(order),
                c.authority(),
                c.request().origin(),
                at);
    }
}
