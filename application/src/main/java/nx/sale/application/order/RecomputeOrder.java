package nx.sale.application.order;

import java.util.ArrayList;
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
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.Recount;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.payment.BillMoney;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.ReviewBalance;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Rejected;

/**
 * Counts the sums of an order again from its lines, when they were damaged. Where money was paid somebody else must agree; an order that
 * is paid in full by the counted sums completes, what was paid beyond them is reviewed. Rejects: order-not-found,
 * order-sums-agree, second-person-needed, approval-refused, revision-mismatch.
 */
public final class RecomputeOrder {
    /**
     * @param dryRun only report the stored and the recomputed sums
     */
    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<Long> expected,
            String reason,
            Authority authority,
            boolean dryRun) {}

    /** The current order, and its sums before and after. */
    public record Recomputed(OrderSnapshot order, Recount recount) {}

    private final OrderViews views;
    private final SettingsStore settings;
    private final Requests requests;
    private final Orders orders;
    private final Bills bills;
    private final Payments payments;
    private final Permits permits;
    private final Effects effects;
    private final Ids ids;

    public RecomputeOrder(
            OrderViews views,
            SettingsStore settings,
            Requests requests,
            Orders orders,
            Bills bills,
            Payments payments,
            Permits permits,
            Effects effects,
            Ids ids) {
        this.views = views;
        this.settings = settings;
        this.requests = requests;
        this.orders = orders;
        this.bills = bills;
        this.payments = payments;
        this.permits = permits;
        this.effects = effects;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<Recomputed, A> reply) {
        if (c.dryRun()) {
            OrderSnapshot order = views.find(c.merchant(), c.order())
                    .orElseThrow(() -> new Rejected(new OrderError.NotFound(c.order())));
            return reply.of(new Recomputed(order, Recount.of(order)));
        }
        return requests.once(c.request(), reply, attempt -> {
            Settings merchantSettings = settings.get(c.merchant());
            return attempt.run(c.order(), (tx, at) -> {
                var origin = c.request().origin();
                SaleOrder order = orders.lock(tx, c.merchant(), c.order()).expect(c.expected());
                Bill bill = bills.read(tx, order);
                Recount recount = order.recompute(c.reason(), origin.actor(), at);
                if (order.header().progress().paid().positive()) {
                    permits.requireAnother(
                            tx,
                            new Permits.PermissionRequest(
                                    Permissions.OPERATIONS_RECOMPUTE,
                                    c.merchant(),
                                    Approval.About.order(c.order()),
                                    c.authority(),
                                    origin,
                                    at));
                }
                PaymentLedger ledger = payments.read(tx, order.header());
                ReviewBalance.align(bill, ledger, Optional.empty(), ids, origin.actor(), at);
                List<PaymentEvent.Booked> booked = BillMoney.align(bill, ledger, merchantSettings, origin.actor(), at);
                orders.update(tx, order);
                bills.update(tx, bill);
                payments.update(tx, ledger);
                List<DomainEvent> events = new ArrayList<>(order.events());
                events.addAll(booked);
                effects.follow(tx, events, origin);
                return new Recomputed(order.snapshot(), recount);
            });
        });
    }
}
