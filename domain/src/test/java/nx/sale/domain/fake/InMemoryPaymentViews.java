package nx.sale.domain.fake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.PaymentViews;

/**
 * What is seen of payments in memory. Money that waits is not listed here: since when it waits is a column of PostgreSQL, which no port
 * writes.
 */
public final class InMemoryPaymentViews implements PaymentViews {
    private final InMemoryOrders orders;
    private final InMemoryPayments payments;

    public InMemoryPaymentViews(InMemoryOrders orders, InMemoryPayments payments) {
        this.orders = orders;
        this.payments = payments;
    }

    @Override
    public List<AttemptView> listAttempts(MerchantId merchant, OrderId order) {
        return orders.findHeader(merchant, order).stream()
                .flatMap(header -> payments.attempts(header.id()).stream())
                .map(InMemoryPaymentViews::view)
                .toList();
    }

    private static AttemptView view(PaymentLedger.Attempt attempt) {
        return new AttemptView(
                attempt.uid(),
                attempt.transactionUid(),
                attempt.check(),
                attempt.amount(),
                attempt.provider(),
                attempt.method(),
                attempt.status(),
                attempt.reason(),
                attempt.firstSeenAt(),
                attempt.successAt(),
                attempt.cancels().isPresent(),
                attempt.cancels().flatMap(PaymentNotice.Cancels::parent),
                new TipView(
                        attempt.tip().declared(),
                        attempt.tip().user(),
                        attempt.tip().booked()));
    }

    private Stream<PaymentReview> reviews(MerchantId merchant) {
        return payments.allReviews().filter(review -> review.merchant().equals(merchant));
    }

    @Override
    public Page<PaymentReview> listReviews(
            MerchantId merchant, ReviewFilter filter, int limit, Optional<Long> after, boolean counted) {
        List<PaymentReview> wanted = reviews(merchant)
                .filter(review -> filter.status().stream().allMatch(status -> review.status() == status))
                .filter(review -> filter.kind().stream().allMatch(kind -> review.kind() == kind))
                .filter(review -> filter.orders().isEmpty() || filter.orders().contains(review.order()))
                .sorted(Comparator.comparing(PaymentReview::id))
                .toList();
        List<PaymentReview> behind = wanted.stream()
                .filter(review -> review.id().value() > after.orElse(0L))
                .toList();
        List<PaymentReview> page = new ArrayList<>(behind.subList(0, Math.min(limit, behind.size())));
        return new Page<>(
                page,
                counted ? OptionalLong.of(wanted.size()) : OptionalLong.empty(),
                behind.size() > limit ? Optional.of(page.getLast().id().toString()) : Optional.empty());
    }

    @Override
    public Page<Waiting> listWaiting(MerchantId merchant, int limit, Optional<Long> after, boolean counted) {
        throw new UnsupportedOperationException("money that waits is proven on PostgreSQL");
    }

    @Override
    public Optional<PaymentReview> findReview(MerchantId merchant, ReviewId id) {
        return reviews(merchant).filter(review -> review.id().equals(id)).findFirst();
    }
}
