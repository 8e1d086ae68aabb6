package nx.sale.application.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.application.order.UnpaidCheck;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.Bills;
import nx.sale.domain.check.CheckError;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.payment.BillMoney;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/**
 * Writes off what is due on a check, once MQ-Pay, asked first, knows of no payment for its order; closing the last open one completes the order (CHECK-12). Rejects: check-not-found,
 * check-not-allowed, order-not-allowed, payment-arrived, reason-unknown, revision-mismatch.
 */
public final class WriteOffCheck {
    /**
     * @param force MQ-Pay is not asked; its pending attempts stay pending, and their money would be late
     */
    public record Command(
            Request request,
            MerchantId merchant,
            CheckId check,
            Optional<Long> expected,
            String reason,
            boolean force) {}

    private final BillViews views;
    private final SettingsStore settings;
    private final Requests requests;
    private final Orders orders;
    private final Bills bills;
    private final Payments payments;
    private final UnpaidCheck unpaid;
    private final Effects effects;
    private final Ids ids;

    public WriteOffCheck(
            BillViews views,
            SettingsStore settings,
            Requests requests,
            Orders orders,
            Bills bills,
            Payments payments,
            UnpaidCheck unpaid,
            Effects effects,
            Ids ids) {
        this.views = views;
        this.settings = settings;
        this.requests = requests;
        this.orders = orders;
        this.bills = bills;
        this.payments = payments;
        this.unpaid = unpaid;
        this.effects = effects;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<SaleCheck, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            SaleCheck seen = views.find(c.merchant(), c.check())
                    .orElseThrow(() -> new Rejected(new CheckError.NotFound(c.check())));
            Settings merchantSettings = settings.get(c.merchant());
            merchantSettings.money().reasons().accept(ReasonKind.CANCEL, c.reason());
            if (!c.force()) {
                unpaid.require(c.merchant(), seen.order(), c.request().origin());
            }
            return attempt.run(seen.order(), (tx, at) -> writeOff(tx, at, c, seen, merchantSettings));
        });
    }

    private SaleCheck writeOff(Tx tx, Instant at, Command c, SaleCheck seen, Settings merchantSettings) {
        var origin = c.request().origin();
        SaleOrder order = orders.lock(tx, c.merchant(), seen.order());
        Bill bill = bills.read(tx, order).expect(c.check(), c.expected());
        Money shortfall = bill.writeOff(c.check(), c.reason(), merchantSettings, origin.actor(), at);
        PaymentLedger ledger = payments.read(tx, order.header());
        ledger.review(
                PaymentReview.Kind.SHORTFALL, shortfall, PaymentReview.About.check(c.check()), ids, origin.actor(), at);
        List<DomainEvent> events = new ArrayList<>(BillMoney.align(bill, ledger, merchantSettings, origin.actor(), at));
        orders.update(tx, order);
        bills.update(tx, bill);
        payments.update(tx, ledger);
        SaleCheck writtenOff = bill.require(c.check());
        effects.follow(tx, List.of(new CheckEvent.WrittenOff(order.header(), writtenOff, shortfall, at)), origin);
        events.addAll(order.events());
        effects.follow(tx, events, origin);
        return writtenOff;
    }
}
