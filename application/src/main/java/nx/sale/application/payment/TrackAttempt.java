package nx.sale.application.payment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.Optional;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.pending.PendingAttempt;
import nx.sale.domain.payment.pending.PendingAttempts;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.UnitOfWork;

/** MQ-Pay names an attempt that goes on: it is asked for its end when that does not come. One of an order that is not here is left. */
public final class TrackAttempt {
    /**
     * @param merchant whose target it is, when MQ-Pay says so
     * @param amount as MQ-Pay names it, when it does
     */
    public record Command(
            PaymentNotice.Target target,
            Optional<MerchantId> merchant,
            String attemptId,
            String attemptUid,
            Optional<String> transactionUid,
            Optional<BigDecimal> amount,
            Actor by) {}

    private final OrderViews views;
    private final TargetOwners owners;
    private final PendingAttempts pending;
    private final UnitOfWork work;
    private final Clock clock;

    public TrackAttempt(OrderViews views, BillViews bills, PendingAttempts pending, UnitOfWork work, Clock clock) {
        this.views = views;
        this.owners = new TargetOwners(views, bills);
        this.pending = pending;
        this.work = work;
        this.clock = clock;
    }

    /** Whether it is asked for from now on. */
    public boolean handle(Command c) {
        Optional<OrderHeader> order = owners.find(c.target(), c.merchant())
                .flatMap(owner -> views.findHeader(owner.merchant(), owner.order()));
        order.ifPresent(header -> {
            PendingAttempt attempt = PendingAttempt.create(
                    header.merchant(),
                    header.id(),
                    c.target().check(),
                    new PendingAttempt.Named(
                            c.attemptId(),
                            c.attemptUid(),
                            c.transactionUid(),
                            c.amount()
                                    .map(amount -> new Money(
                                            amount.setScale(Money.SCALE, RoundingMode.UNNECESSARY),
                                            header.currency()))),
                    clock.instant());
            work.run(tx -> pending.add(tx, attempt, c.by()));
        });
        return order.isPresent();
    }
}
