package nx.sale.application.payment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Bills;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentPosting;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.ShiftError;
import nx.sale.domain.shift.Shifts;

/**
 * Says what of a payment is a tip, and whose: it wins over what MQ-Pay says, whichever comes first (TIP-1). Rejects: order-not-found,
 * payment-not-found, tip-not-payable, tip-too-large, shift-closed, older-build-live, revision-mismatch.
 */
public final class EnterTip {
    /**
     * @param user whose tip it is; empty for who checked out
     */
    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<Long> expected,
            String attemptUid,
            BigDecimal amount,
            Optional<String> user) {}

    private final SettingsStore settings;
    private final Requests requests;
    private final Orders orders;
    private final Bills bills;
    private final Payments payments;
    private final Shifts shifts;
    private final LiveBuilds builds;
    private final Effects effects;
    private final AuditTrail audit;
    private final Screens screens;
    private final Ids ids;

    public EnterTip(
            SettingsStore settings,
            Requests requests,
            Orders orders,
            Bills bills,
            Payments payments,
            Shifts shifts,
            LiveBuilds builds,
            Effects effects,
            AuditTrail audit,
            Screens screens,
            Ids ids) {
        this.settings = settings;
        this.requests = requests;
        this.orders = orders;
        this.bills = bills;
        this.payments = payments;
        this.shifts = shifts;
        this.builds = builds;
        this.effects = effects;
        this.audit = audit;
        this.screens = screens;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<OrderSnapshot, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            builds.requireNoOlder();
            Settings merchantSettings = settings.get(c.merchant());
            return attempt.run(c.order(), (tx, at) -> enter(tx, at, c, merchantSettings));
        });
    }

    private OrderSnapshot enter(Tx tx, Instant at, Command c, Settings merchantSettings) {
        var origin = c.request().origin();
        SaleOrder order = orders.lock(tx, c.merchant(), c.order()).expect(c.expected());
        Bill bill = bills.read(tx, order);
        PaymentLedger ledger = payments.read(tx, order.header());
        PaymentLedger.Attempt payment = ledger.requirePayment(c.attemptUid());
        requireOpenBooks(tx, c, bill, payment);
        Money tip = new Money(
                c.amount().setScale(Money.SCALE, RoundingMode.UNNECESSARY),
                order.header().currency());
        Map<String, String> details = new LinkedHashMap<>();
        details.put("attempt", payment.uid());
        details.put("before", payment.tip().declared().map(Money::canonical).orElse(""));
        details.put("amount", tip.canonical());
        c.user().ifPresent(user -> details.put("userId", user));
        List<DomainEvent> events = new ArrayList<>(PaymentPosting.enterTip(
                payment.uid(), tip, c.user(), bill, ledger, merchantSettings, ids, origin.actor(), at));
        orders.update(tx, order);
        bills.update(tx, bill);
        payments.update(tx, ledger);
        audit.append(
                tx,
                new AuditTrail.Entry(
                        c.merchant(), Optional.of(c.order()), AuditAction.TIP_ENTERED, Optional.empty(), details, at),
                origin);
        screens.order(tx, order.header(), LiveAction.ORDER_TIP_CHANGED);
        events.addAll(order.events());
        effects.follow(tx, events, origin);
        return order.snapshot();
    }

    /** What a closed shift has in its Z is not changed behind it. */
    private void requireOpenBooks(Tx tx, Command c, Bill bill, PaymentLedger.Attempt payment) {
        bill.drawer(payment.check().filter(bill::has))
                .flatMap(drawer -> payment.successAt()
                        .flatMap(paidAt -> shifts.readClosed(tx, c.merchant(), drawer, c.order(), paidAt)))
                .ifPresent(closed -> {
                    throw new Rejected(new ShiftError.BookedInClosed(closed));
                });
    }
}
