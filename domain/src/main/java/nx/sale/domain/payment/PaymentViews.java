package nx.sale.domain.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;

/** Payments and reviews, for reading. */
public interface PaymentViews {
    /**
     * One try to pay, or to take a payment back, as screens show it.
     *
     * @param cancels whether it takes a payment back
     * @param parent the payment it takes back, by id or uid
     */
    record AttemptView(
            String uid,
            Optional<String> transactionUid,
            Optional<CheckId> check,
            Money amount,
            String provider,
            Tender method,
            AttemptStatus status,
            Optional<String> reason,
            Instant firstSeenAt,
            Optional<Instant> successAt,
            boolean cancels,
            Optional<String> parent,
            TipView tip) {}

    /**
     * The tip of a payment.
     *
     * @param declared what MQ-Pay or staff say of it
     * @param user whose it is, when staff named somebody
     * @param booked what of it is a tip of its bill
     */
    record TipView(Optional<Money> declared, Optional<String> user, Money booked) {}

    /** The attempts of an order in the order they were received. */
    List<AttemptView> listAttempts(MerchantId merchant, OrderId order);

    /**
     * Which reviews are asked for.
     *
     * @param orders those of any of these orders; all when there is none
     */
    record ReviewFilter(
            Optional<PaymentReview.Status> status, Optional<PaymentReview.Kind> kind, List<OrderId> orders) {
        public ReviewFilter {
            orders = List.copyOf(orders);
        }
    }

    /** Reviews by id; the cursor is the last id seen. */
    Page<PaymentReview> listReviews(
            MerchantId merchant, ReviewFilter filter, int limit, Optional<Long> after, boolean counted);

    /**
     * Money that a transaction reports beyond its attempts while it is not known what it is for (PAYMENT-6): it is counted nowhere.
     *
     * @param since when it was last received
     */
    record Waiting(OrderId order, String transactionUid, Money amount, Instant since) {}

    /** What waits for its target; what other orders have of the same transaction is taken off. The cursor is the last row seen. */
    Page<Waiting> listWaiting(MerchantId merchant, int limit, Optional<Long> after, boolean counted);

    Optional<PaymentReview> findReview(MerchantId merchant, ReviewId id);
}
