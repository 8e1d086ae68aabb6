package nx.sale.application.payment;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Effects;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.Bills;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderHeader;
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
import nx.sale.domain.payment.refund.RefundNotice;
import nx.sale.domain.payment.refund.RefundViews;
import nx.sale.domain.returns.Refunding;
import nx.sale.domain.returns.Returning;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/**
 * The way a payment webhook goes into an order, whoever has it applied: inbox first, then the order's lock, then the ledger decides.
 */
public final class WebhookWork {
    /** A webhook, what it says, and who has it applied. */
    record Task(PaymentInbox.Webhook webhook, PaymentInbox.Notice notice, Origin origin) {}

    private final TargetOwners owners;
    private final RefundViews refundViews;
    private final SettingsStore settings;
    private final PaymentInbox inbox;
    private final Orders orders;
    private final Bills bills;
    private final Payments payments;
    private final Effects effects;
    private final Screens screens;
    private final Ids ids;
    private final Clock clock;

    public WebhookWork(
            OrderViews views,
            BillViews billViews,
            RefundViews refundViews,
            SettingsStore settings,
            PaymentInbox inbox,
            Orders orders,
            Bills bills,
            Payments payments,
            Effects effects,
            Screens screens,
            Ids ids,
            Clock clock) {
        this.owners = new TargetOwners(views, billViews);
        this.refundViews = refundViews;
        this.settings = settings;
        this.inbox = inbox;
        this.orders = orders;
        this.bills = bills;
        this.payments = payments;
        this.effects = effects;
        this.screens = screens;
        this.ids = ids;
        this.clock = clock;
    }

    /** Whose it is what a webhook is about; empty when that is not here (yet). */
    Optional<BillViews.Owner> owner(PaymentInbox.Notice notice) {
        return switch (notice) {
            case PaymentNotice payment -> owners.find(payment.target(), payment.merchant());
            case RefundNotice refund -> owner(refund);
        };
    }

    /** The same whichever merchant the event names: a person looked. */
    Optional<BillViews.Owner> ownerByHand(PaymentInbox.Notice notice) {
        return switch (notice) {
            case PaymentNotice payment -> owners.find(payment.target());
            case RefundNotice refund -> refundViews.findOwner(refund.refund());
        };
    }

    /** As of an order: a merchant that the event names is asked alone (WEBHOOK-14). */
    private Optional<BillViews.Owner> owner(RefundNotice refund) {
        return refund.merchant().isEmpty()
                ? refundViews.findOwner(refund.refund())
                : refund.merchant()
                        .flatMap(merchant -> refundViews
                                .findRefund(merchant, refund.refund())
                                .map(known -> new BillViews.Owner(merchant, known.order())));
    }

    /** What to say of one whose target is not here. */
    static PaymentError.TargetUnknown unknown(PaymentInbox.Notice notice) {
        return switch (notice) {
            case PaymentNotice payment ->
                new PaymentError.TargetUnknown(
                        payment.target().kind().name(), payment.target().id());
            case RefundNotice refund ->
                new PaymentError.TargetUnknown("REFUND", refund.refund().value());
        };
    }

    Settings settings(MerchantId merchant) {
        return settings.get(merchant);
    }

    WebhookOutcome apply(Tx tx, Task c, MerchantId merchant, OrderId orderId, Settings merchantSettings) {
        PaymentInbox.Entry entry = inbox.lock(tx, merchant, c.webhook());
        if (entry.before().filter(WebhookOutcome::done).isPresent()) {
            return WebhookOutcome.DUPLICATE;
        }
        return post(tx, c, entry, merchant, orderId, merchantSettings, bill -> {})
                .outcome();
    }

    /** What became of a webhook, and its order after it. */
    record Applied(WebhookOutcome outcome, OrderHeader order) {}

    /**
     * Applies what a till took itself, once for its uid: money that is here already is not taken again, whoever forgot the request.
     *
     * @param require rejects what must not be taken, before anything is written
     * @return the order after it; empty when the uid is that of other money
     */
    Optional<OrderHeader> take(
            Tx tx, Task c, MerchantId merchant, OrderId orderId, Settings merchantSettings, Consumer<Bill> require) {
        PaymentInbox.Entry entry = inbox.lock(tx, merchant, c.webhook());
        if (entry.before().filter(WebhookOutcome::done).isPresent()) {
            OrderHeader order = orders.lock(tx, merchant, orderId).header();
            return Optional.of(order)
                    .filter(taken ->
                            payments.read(tx, taken).attempts().stream().anyMatch(known -> same(known, c.notice())));
        }
        return Optional.of(
                post(tx, c, entry, merchant, orderId, merchantSettings, require).order());
    }

    private static boolean same(PaymentLedger.Attempt known, PaymentInbox.Notice notice) {
        return switch (notice) {
            case PaymentNotice payment ->
                payment.attempt()
                        .filter(cash -> known.uid().equals(cash.uid()))
                        .filter(cash -> known.amount().amount().compareTo(cash.amount()) == 0)
                        .filter(cash -> known.check().equals(payment.target().check()))
                        .filter(cash -> reported(known).compareTo(cash.tip().orElse(BigDecimal.ZERO)) == 0)
                        .isPresent();
            case RefundNotice refund -> false;
        };
    }

    private static BigDecimal reported(PaymentLedger.Attempt known) {
        return known.tip().reported().map(Money::amount).orElse(BigDecimal.ZERO);
    }

    private Applied post(
            Tx tx,
            Task c,
            PaymentInbox.Entry entry,
            MerchantId merchant,
            OrderId orderId,
            Settings merchantSettings,
            Consumer<Bill> require) {
        Instant at = clock.instant();
        SaleOrder order = orders.lock(tx, merchant, orderId);
        Bill bill = bills.read(tx, order);
        require.accept(bill);
        PaymentLedger ledger = payments.read(tx, order.header());
        List<DomainEvent> events = new ArrayList<>();
        WebhookOutcome outcome = switch (c.notice()) {
            case PaymentNotice payment -> {
                PaymentPosting.Posted posted = PaymentPosting.post(
                        payment, bill, ledger, merchantSettings, ids, c.origin().actor(), at);
                events.addAll(order.events());
                events.addAll(posted.booked());
                yield posted.outcome();
            }
            case RefundNotice refund -> {
                Refunding.answer(
                                refund,
                                bill,
                                ledger,
                                new Returning.Context(
                                        merchantSettings,
                                        c.origin().device(),
                                        ids,
                                        c.origin().actor(),
                                        at))
                        .ifPresent(events::add);
                yield WebhookOutcome.APPLIED;
            }
        };
        orders.update(tx, order);
        bills.update(tx, bill);
        payments.update(tx, ledger);
        inbox.update(tx, entry, outcome, Optional.of(orderId), Optional.empty(), at);
        effects.follow(tx, events, c.origin());
        screens.payments(tx, order.header(), events);
        return new Applied(outcome, order.header());
    }

    /** Keeps it for when its target is there. */
    WebhookOutcome park(Tx tx, Task c) {
        return park(tx, inbox.lock(tx, c.webhook()), Optional.empty(), "target unknown");
    }

    /** Keeps money beyond the largest amount that an order can hold: no redelivery mends that, a person must decide. */
    WebhookOutcome parkTooLarge(Tx tx, Task c, BillViews.Owner owner) {
        PaymentInbox.Entry entry = inbox.lock(tx, owner.merchant(), c.webhook());
        return park(tx, entry, Optional.of(owner.order()), "the order would hold more than the largest amount");
    }

    private WebhookOutcome park(Tx tx, PaymentInbox.Entry entry, Optional<OrderId> order, String why) {
        if (entry.before().filter(WebhookOutcome::done).isPresent()) {
            return WebhookOutcome.DUPLICATE;
        }
        inbox.update(tx, entry, WebhookOutcome.PARKED, order, Optional.of(why), clock.instant());
        return WebhookOutcome.PARKED;
    }
}
