package nx.sale.application.payment;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.application.shared.OrderEffects;
import nx.sale.application.shared.Reply;
import nx.sale.application.shared.Request;
import nx.sale.application.shared.Requests;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.Bills;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentPosting;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Answer;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.CheckId;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Ids;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.OrderId;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitOfWork;

/**
 * Applies a payment webhook once: inbox first, then the order's lock, then the ledger decides. Rejects: payment-target-unknown,
 * after the webhook was parked.
 */
public final class ApplyPayment {
    public record Command(PaymentInbox.Webhook webhook, PaymentNotice notice, Origin origin) {}

    private final OrderViews views;
    private final BillViews billViews;
    private final SettingsStore settings;
    private final UnitOfWork work;
    private final Requests requests;
    private final PaymentInbox inbox;
    private final Orders orders;
    private final Bills bills;
    private final Payments payments;
    private final OrderEffects effects;
    private final AuditTrail audit;
    private final Ids ids;
    private final Clock clock;

    public ApplyPayment(
            OrderViews views,
            BillViews billViews,
            SettingsStore settings,
            UnitOfWork work,
            Requests requests,
            PaymentInbox inbox,
            Orders orders,
            Bills bills,
            Payments payments,
            OrderEffects effects,
            AuditTrail audit,
            Ids ids,
            Clock clock) {
        this.views = views;
        this.billViews = billViews;
        this.settings = settings;
        this.work = work;
        this.requests = requests;
        this.inbox = inbox;
        this.orders = orders;
        this.bills = bills;
        this.payments = payments;
        this.effects = effects;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    public WebhookOutcome handle(Command c) {
        PaymentNotice.Target target = c.notice().target();
        Optional<BillViews.Owner> owner = owner(target);
        if (owner.isEmpty()) {
            WebhookOutcome outcome = work.run(tx -> park(tx, c));
            if (outcome == WebhookOutcome.PARKED) {
                throw new Rejected(new PaymentError.TargetUnknown(target.kind().name(), target.id()));
            }
            return outcome;
        }
        MerchantId merchant = owner.get().merchant();
        OrderId order = owner.get().order();
        Settings merchantSettings = settings.settings(merchant);
        return work.run(order, tx -> apply(tx, c, merchant, order, merchantSettings));
    }

    /**
     * As when it came, by an operator's hand: once for one key, and written down with what it came to.
     *
     * @param note who has it applied, and where
     */
    public Answer replay(Command c, Request request, NoteReplay.Command note, Reply<WebhookOutcome> reply) {
        PaymentNotice.Target target = c.notice().target();
        return requests.once(request, reply, attempt -> {
            Optional<BillViews.Owner> owner = owner(target);
            if (owner.isEmpty() && work.run(tx -> park(tx, c)) == WebhookOutcome.PARKED) {
                throw new Rejected(new PaymentError.TargetUnknown(target.kind().name(), target.id()));
            }
            if (owner.isEmpty()) {
                return attempt.run(tx -> noted(tx, note, WebhookOutcome.DUPLICATE));
            }
            MerchantId merchant = owner.get().merchant();
            OrderId order = owner.get().order();
            Settings merchantSettings = settings.settings(merchant);
            return attempt.run(order, tx -> noted(tx, note, apply(tx, c, merchant, order, merchantSettings)));
        });
    }

    private WebhookOutcome noted(Tx tx, NoteReplay.Command note, WebhookOutcome outcome) {
        audit.append(tx, NoteReplay.entry(note, clock.instant()), note.origin());
        return outcome;
    }

    private Optional<BillViews.Owner> owner(PaymentNotice.Target target) {
        return switch (target.kind()) {
            case SALE_ORDER -> {
                OrderId order = new OrderId(target.id());
                yield views.findMerchant(order).map(merchant -> new BillViews.Owner(merchant, order));
            }
            case SALE_CHECK -> billViews.findOwner(new CheckId(target.id()));
        };
    }

    private WebhookOutcome apply(Tx tx, Command c, MerchantId merchant, OrderId orderId, Settings merchantSettings) {
        PaymentInbox.Entry entry = inbox.lock(tx, c.webhook());
        if (entry.before().filter(WebhookOutcome::done).isPresent()) {
            return WebhookOutcome.DUPLICATE;
        }
        Instant at = clock.instant();
        SaleOrder order = orders.lock(tx, merchant, orderId);
        Bill bill = bills.lock(tx, order);
        PaymentLedger ledger = payments.lock(tx, order.header());
        PaymentPosting.Posted posted = PaymentPosting.post(
                c.notice(), bill, ledger, merchantSettings, ids, c.origin().actor(), at);
        orders.update(tx, order);
        bills.update(tx, bill);
        payments.update(tx, ledger);
        inbox.update(tx, entry, posted.outcome(), Optional.of(merchant), Optional.of(orderId), Optional.empty(), at);
        List<DomainEvent> events = new ArrayList<>(order.events());
        posted.booked().ifPresent(events::add);
        effects.follow(tx, events, c.origin());
        return posted.outcome();
    }

    private WebhookOutcome park(Tx tx, Command c) {
        PaymentInbox.Entry entry = inbox.lock(tx, c.webhook());
        if (entry.before().filter(WebhookOutcome::done).isPresent()) {
            return WebhookOutcome.DUPLICATE;
        }
        inbox.update(
                tx,
                entry,
                WebhookOutcome.PARKED,
                Optional.empty(),
                Optional.empty(),
                Optional.of("target unknown"),
                clock.instant());
        return WebhookOutcome.PARKED;
    }
}
