package nx.sale.application.payment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.CheckError;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.payment.pending.PendingAttempt;
import nx.sale.domain.payment.pending.PendingAttempts;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/**
 * A terminal says that it starts a payment, so that MQ-Pay can be asked how it ended when the webhook does not come. It moves no money and
 * locks no order. Rejects: order-not-found, check-not-found.
 */
public final class AnnouncePayment {
    /**
     * @param check the check that is paid; empty for the order as a whole
     */
    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<CheckId> check,
            String attemptId,
            String attemptUid,
            Optional<String> transactionUid,
            BigDecimal amount) {}

    private final OrderViews views;
    private final BillViews bills;
    private final Requests requests;
    private final PendingAttempts pending;
    private final AuditTrail audit;
    private final Clock clock;

    public AnnouncePayment(
            OrderViews views,
            BillViews bills,
            Requests requests,
            PendingAttempts pending,
            AuditTrail audit,
            Clock clock) {
        this.views = views;
        this.bills = bills;
        this.requests = requests;
        this.pending = pending;
        this.audit = audit;
        this.clock = clock;
    }

    public <A> A handle(Command c, Reply<PendingAttempt, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            OrderHeader order = views.findHeader(c.merchant(), c.order())
                    .orElseThrow(() -> new Rejected(new OrderError.NotFound(c.order())));
            requireCheck(c);
            Money amount = new Money(c.amount().setScale(Money.SCALE, RoundingMode.UNNECESSARY), order.currency());
            Instant at = clock.instant();
            PendingAttempt announced = PendingAttempt.create(
                    c.merchant(),
                    c.order(),
                    c.check(),
                    new PendingAttempt.Named(c.attemptId(), c.attemptUid(), c.transactionUid(), Optional.of(amount)),
                    at);
            return attempt.run(tx -> {
                PendingAttempt stored =
                        pending.add(tx, announced, c.request().origin().actor());
                audit.append(tx, entry(c, amount, at), c.request().origin());
                return stored;
            });
        });
    }

    private void requireCheck(Command c) {
        c.check().ifPresent(check -> {
            if (bills.find(c.merchant(), check)
                    .filter(found -> found.order().equals(c.order()))
                    .isEmpty()) {
                throw new Rejected(new CheckError.NotFound(check));
            }
        });
    }

    private static AuditTrail.Entry entry(Command c, Money amount, Instant at) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("attemptUid", c.attemptUid());
        details.put("amount", amount.canonical());
        c.check().ifPresent(check -> details.put("saleCheckId", check.toString()));
        return new AuditTrail.Entry(
                c.merchant(), Optional.of(c.order()), AuditAction.PAYMENT_ANNOUNCED, Optional.empty(), details, at);
    }
}
