package nx.sale.domain.payment;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Trace;

/** All reviews of one order, the closed ones too: they say what was given back, and which reversals were seen. */
final class Reviews {
    private final MerchantId merchant;
    private final OrderId order;
    private final Money zero;
    private final Map<ReviewId, PaymentReview> reviews = new LinkedHashMap<>();
    private final Set<ReviewId> changed = new LinkedHashSet<>();

    Reviews(MerchantId merchant, OrderId order, CurrencyCode currency, List<PaymentReview> stored) {
        this.merchant = merchant;
        this.order = order;
        this.zero = Money.zero(currency);
        stored.forEach(review -> reviews.put(review.id(), review));
    }

    Stream<PaymentReview> all() {
        return reviews.values().stream();
    }

    Stream<PaymentReview> open(PaymentReview.Kind kind) {
        return all().filter(PaymentReview::open).filter(review -> review.kind() == kind);
    }

    Money sum(Stream<PaymentReview> of) {
        return of.map(PaymentReview::amount).reduce(zero, Money::plus);
    }

    /** Opens a review, or raises the open one of this kind. Nothing happens for an amount of zero. */
    void raise(PaymentReview.Kind kind, Money amount, PaymentReview.About about, Ids ids, Actor by, Instant at) {
        if (!amount.positive()) {
            return;
        }
        put(open(kind)
                .filter(review -> review.about().equals(about))
                .findFirst()
                .map(open -> open.raised(amount, open.trace().touched(at, by)))
                .orElseGet(() -> new PaymentReview(
                        new ReviewId(ids.next()),
                        merchant,
                        order,
                        kind,
                        amount,
                        about,
                        PaymentReview.Status.OPEN,
                        Optional.empty(),
                        1,
                        Trace.created(at, by))));
    }

    /** Takes so much off open reviews, the newest first; one that nothing is left of is closed with its amount as it was. */
    void lower(
            Predicate<PaymentReview> which, Money amount, PaymentReview.Status end, String why, Actor by, Instant at) {
        Money left = amount;
        List<PaymentReview> newestFirst = all().filter(PaymentReview::open)
                .filter(which)
                .sorted(Comparator.comparing(
                                (PaymentReview review) -> review.id().value())
                        .reversed())
                .toList();
        for (PaymentReview review : newestFirst) {
            if (left.compareTo(review.amount()) >= 0) {
                left = left.minus(review.amount());
                put(review.closed(end, Optional.of(why), review.trace().touched(at, by)));
            } else if (left.positive()) {
                put(review.lowered(left, review.trace().touched(at, by)));
                left = zero;
            }
        }
    }

    /**
     * Late money that the provider took back, so much of the open reviews about an attempt: it stays written down as received, so a part is
     * closed as a review of its own.
     */
    void takeBackLate(String attempt, Money amount, Ids ids, Actor by, Instant at) {
        Money left = amount;
        for (PaymentReview review : open(PaymentReview.Kind.LATE)
                .filter(late -> late.about().names(attempt))
                .toList()) {
            Optional<String> why = Optional.of(PaymentReview.TAKEN_BACK);
            if (left.positive() && left.compareTo(review.amount()) >= 0) {
                left = left.minus(review.amount());
                put(review.closed(
                        PaymentReview.Status.DISMISSED, why, review.trace().touched(at, by)));
            } else if (left.positive()) {
                put(review.lowered(left, review.trace().touched(at, by)));
                put(new PaymentReview(
                        new ReviewId(ids.next()),
                        merchant,
                        order,
                        PaymentReview.Kind.LATE,
                        left,
                        review.about(),
                        PaymentReview.Status.DISMISSED,
                        why,
                        1,
                        Trace.created(at, by)));
                left = zero;
            }
        }
    }

    /** Lets so much of an open review speak for the money of an attempt, now that it is known whose it is. */
    void name(PaymentReview review, Money part, String attempt, Ids ids, Actor by, Instant at) {
        PaymentReview.About about =
                new PaymentReview.About(Optional.of(attempt), review.about().check());
        boolean whole = part.equals(review.amount());
        if (whole && open(review.kind()).noneMatch(other -> other.about().equals(about))) {
            put(review.named(about, review.trace().touched(at, by)));
        } else {
            raise(review.kind(), part, about, ids, by, at);
            lower(
                    other -> other.id().equals(review.id()),
                    part,
                    PaymentReview.Status.APPLIED,
                    "its attempt is known now",
                    by,
                    at);
        }
    }

    /** Rejects a review that is not of this order. */
    PaymentReview require(ReviewId id) {
        return Optional.ofNullable(reviews.get(id))
                .orElseThrow(() -> new Rejected(new PaymentError.ReviewNotFound(id)));
    }

    PaymentReview put(PaymentReview review) {
        reviews.put(review.id(), review);
        changed.add(review.id());
        return review;
    }

    List<PaymentReview> changes() {
        return changed.stream().map(this::require).toList();
    }
}
