package nx.sale.application.payment;

import java.util.Optional;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.payment.PaymentNotice;

/** Whose the order or check is that MQ-Pay names. */
final class TargetOwners {
    private final OrderViews views;
    private final BillViews bills;

    TargetOwners(OrderViews views, BillViews bills) {
        this.views = views;
        this.bills = bills;
    }

    /**
     * Empty when it is not here (yet). A merchant that the event names is asked alone: its money never goes to another's order.
     */
    Optional<BillViews.Owner> find(PaymentNotice.Target target, Optional<MerchantId> named) {
        return named.isEmpty() ? find(target) : named.flatMap(merchant -> find(target, merchant));
    }

    private Optional<BillViews.Owner> find(PaymentNotice.Target target, MerchantId merchant) {
        return switch (target.kind()) {
            case SALE_ORDER ->
                views.findHeader(merchant, new OrderId(target.id()))
                        .map(order -> new BillViews.Owner(merchant, order.id()));
            case SALE_CHECK -> bills.findOwner(merchant, new CheckId(target.id()));
        };
    }

    /** Whichever merchant the event names. */
    Optional<BillViews.Owner> find(PaymentNotice.Target target) {
        return switch (target.kind()) {
            case SALE_ORDER -> {
                OrderId order = new OrderId(target.id());
                yield views.findMerchant(order).map(merchant -> new BillViews.Owner(merchant, order));
            }
            case SALE_CHECK -> bills.findOwner(new CheckId(target.id()));
        };
    }
}
