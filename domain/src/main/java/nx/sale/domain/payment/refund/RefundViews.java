package nx.sale.domain.payment.refund;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.Page;

/** Refunds, for reading. */
public interface RefundViews {
    /** The refunds of an order, by id. */
    List<Refund> listRefunds(MerchantId merchant, OrderId order);

    /**
     * Which refunds, and in what order.
     *
     * @param status those of one status when given
     * @param newest the newest first, else the oldest
     */
    record Asked(Optional<Refund.Status> status, boolean newest) {}

    /** Refunds by id; the cursor is the last id seen. */
    Page<Refund> listRefunds(MerchantId merchant, Asked asked, int limit, Optional<Long> after, boolean counted);

    /** The oldest refunds that somebody must wait for or decide about, and how many there are (RETURN-23). */
    Page<Refund> listOpen(MerchantId merchant, int limit);

    Optional<Refund> findRefund(MerchantId merchant, RefundId id);

    /** Whose refund it is and of which order: MQ-Pay's answer names only the refund. */
    Optional<BillViews.Owner> findOwner(RefundId id);
}
