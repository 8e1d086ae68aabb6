package nx.sale.application.payment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.Optional;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.OrderId;
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
     * @param amount as MQ-Pay names it, when it does
     */
    public record Command(
            PaymentNotice.Target target,
            String attemptId,
            String attemptUid,
            Optional<String> transactionUid,
            Optional<BigDecimal> amount,
            Actor by) {}

    private final OrderViews views;
    private final BillViews bills;
    private final PendingAttempts pending;
    private final UnitOfWork work;
    private final Clock clock;

    public TrackAttempt(OrderViews views, BillViews bills, PendingAttempts pending, UnitOfWork work, Clock clock) {
        this.views = views;
        this.bills = bills;
        this.pending = pending;
        this.work = work;
        this.clock = clock;
    }

    /** Whether it is asked for from now on. */
    public boolean handle(Command c) {
        Optional<OrderHeader> order = order(c.target());
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

    private Optional<OrderHeader> order(PaymentNotice.Target target) {
        return switch (target.kind()) {
            case SALE_ORDER -> {
                OrderId order = new OrderId(target.id());
                yield views.findMerchant(order).flatMap(merchant -> views.findHeader(merchant, order));
            }
            case SALE_CHECK ->
                bills.findOwner(new CheckId(target.id()))
                        .flatMap(owner -> views.findHeader(owner.merchant(), owner.order()));
        };
    }
}
