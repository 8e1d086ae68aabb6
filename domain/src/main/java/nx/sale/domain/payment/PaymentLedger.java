package nx.sale.domain.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CheckId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Ids;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.OrderId;
import nx.sale.domain.shared.ReviewId;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Trace;

/**
 * All that was heard about the payments of one order, and the reviews still open. Lives under the order's lock. What was received
 * is a function of the set of notices, so repeats and any order of them end the same.
 */
public final class PaymentLedger {
    /**
     * One of MQ-Pay's groups of attempts.
     *
     * @param check the check it was first heard of for; empty for the order as a whole
     */
    public record Transaction(
            String uid, Optional<CheckId> check, Optional<String> status, Optional<Money> total, Money reportedPaid) {}

    /**
     * One try to pay.
     *
     * @param transactionUid its group, once an event has named both
     * @param check the check it was first heard of for; empty for the order as a whole
     * @param seen every end that was heard of
     */
    public record Attempt(
            String uid,
            Optional<String> transactionUid,
            Optional<CheckId> check,
            Money amount,
            String provider,
            Tender method,
            Optional<String> reason,
            Set<AttemptStatus> seen,
            Instant firstSeenAt,
            Optional<Instant> successAt) {
        public Attempt {
            seen = seen.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(seen));
        }

        public AttemptStatus status() {
            return EnumSet.copyOf(seen).iterator().next();
        }

        boolean successful() {
            return seen.contains(AttemptStatus.SUCCESS);
        }

        boolean reversed() {
            return successful() && seen.contains(AttemptStatus.CANCELLED);
        }
    }

    /** What a notice brought. */
    public record Rise(Money amount, Optional<Attempt> attempt) {}

    private final MerchantId merchant;
    private final OrderId order;
    private final CurrencyCode currency;
    private final Map<String, Transaction> transactions = new LinkedHashMap<>();
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();
    private final Map<ReviewId, PaymentReview> reviews = new LinkedHashMap<>();
    private final Set<String> changedTransactions = new LinkedHashSet<>();
    private final Set<String> changedAttempts = new LinkedHashSet<>();
    private final Set<ReviewId> changedReviews = new LinkedHashSet<>();

    private PaymentLedger(Snapshot snapshot) {
        this.merchant = snapshot.merchant();
        this.order = snapshot.order();
        this.currency = snapshot.currency();
        snapshot.transactions().forEach(transaction -> transactions.put(transaction.uid(), transaction));
        snapshot.attempts().forEach(attempt -> attempts.put(attempt.uid(), attempt));
        snapshot.openReviews().forEach(review -> reviews.put(review.id(), review));
    }

    /** A ledger as stored: everything of the order, of the reviews only the open ones. */
    public record Snapshot(
            MerchantId merchant,
            OrderId order,
            CurrencyCode currency,
            List<Transaction> transactions,
            List<Attempt> attempts,
            List<PaymentReview> openReviews) {
        public Snapshot {
            transactions = List.copyOf(transactions);
            attempts = List.copyOf(attempts);
            openReviews = List.copyOf(openReviews);
        }
    }

    public static PaymentLedger rehydrate(Snapshot snapshot) {
        return new PaymentLedger(snapshot);
    }

    /**
     * What a payment is for, as far as the bill knows now.
     *
     * @param check the live check; empty for the order as a whole, which also takes what comes for checks that are gone
     * @param live every live check of the order
     * @param before what had been received for it
     */
    public record Purpose(Optional<CheckId> check, Set<CheckId> live, Money before) {}

    /**
     * Writes a notice down.
     *
     * @param announced the means the guest announced at checkout: what SYSTEM payments are booked as
     * @return by how much received is now above what it was, and the attempt of the notice when it is successful
     */
    public Rise record(PaymentNotice notice, Purpose purpose, Optional<Tender> announced, Instant at) {
        Optional<CheckId> named = notice.target().check();
        notice.transaction().ifPresent(transaction -> note(transaction, named));
        notice.attempt().ifPresent(attempt -> note(notice, attempt, named, announced, at));
        Money rise = received(purpose).minus(purpose.before()).max(Money.zero(currency));
        Optional<Attempt> receipt = notice.attempt()
                .flatMap(attempt -> Optional.ofNullable(attempts.get(attempt.uid())))
                .filter(Attempt::successful);
        return new Rise(rise, receipt);
    }

    /**
     * All money heard of for one purpose (spec 07.19). Attempts whose transaction was never named, and transactions without a named
     * attempt, may be the same money: of the two sums the larger counts.
     */
    public Money received(Purpose purpose) {
        Predicate<Optional<CheckId>> meant =
                check -> check.filter(purpose.live()::contains).equals(purpose.check());
        Money linked = Money.zero(currency);
        Money reportedAlone = Money.zero(currency);
        for (Transaction transaction : transactions.values()) {
            if (!meant.test(transaction.check())) {
                continue;
            }
            Collection<Attempt> own = attempts.values().stream()
                    .filter(attempt -> attempt.transactionUid()
                            .filter(transaction.uid()::equals)
                            .isPresent())
                    .toList();
            if (own.isEmpty()) {
                reportedAlone = reportedAlone.plus(transaction.reportedPaid());
            } else {
                linked = linked.plus(successful(own).max(transaction.reportedPaid()));
            }
        }
        Money unlinked = successful(attempts.values().stream()
                .filter(attempt -> attempt.transactionUid().isEmpty())
                .filter(attempt -> meant.test(attempt.check()))
                .toList());
        return linked.plus(unlinked.max(reportedAlone));
    }

    /** What came in by each tender so far. */
    Takings takings() {
        return Takings.of(attempts.values().stream().filter(Attempt::successful), currency);
    }

    private Money successful(Collection<Attempt> among) {
        return among.stream()
                .filter(Attempt::successful)
                .map(Attempt::amount)
                .reduce(Money.zero(currency), Money::plus);
    }

    private void note(PaymentNotice.Transaction heard, Optional<CheckId> check) {
        Transaction known = transactions.get(heard.uid());
        Money paid = heard.paid().map(this::money).orElse(Money.zero(currency));
        transactions.put(
                heard.uid(),
                known == null
                        ? new Transaction(
                                heard.uid(),
                                check,
                                heard.status(),
                                heard.total().map(this::money),
                                paid)
                        : new Transaction(
                                heard.uid(),
                                known.check(),
                                heard.status().or(known::status),
                                heard.total().map(this::money).or(known::total),
                                known.reportedPaid().max(paid)));
        changedTransactions.add(heard.uid());
    }

    private void note(
            PaymentNotice notice,
            PaymentNotice.Attempt heard,
            Optional<CheckId> check,
            Optional<Tender> announced,
            Instant at) {
        Optional<AttemptStatus> end = switch (notice.type()) {
            case ATTEMPT_SUCCESS -> Optional.of(AttemptStatus.SUCCESS);
            case ATTEMPT_FAILED -> Optional.of(AttemptStatus.FAILED);
            case ATTEMPT_EXPIRED -> Optional.of(AttemptStatus.EXPIRED);
            case ATTEMPT_CANCELLED -> Optional.of(AttemptStatus.CANCELLED);
            case TRANSACTION_SETTLED, TRANSACTION_CANCELLED -> Optional.empty();
        };
        if (end.isEmpty()) {
            return;
        }
        Attempt known = attempts.get(heard.uid());
        Set<AttemptStatus> seen = EnumSet.of(end.get());
        if (known != null) {
            seen.addAll(known.seen());
        }
        Optional<Instant> successAt = Optional.of(at).filter(now -> end.get() == AttemptStatus.SUCCESS);
        attempts.put(
                heard.uid(),
                new Attempt(
                        heard.uid(),
                        Optional.ofNullable(known)
                                .flatMap(Attempt::transactionUid)
                                .or(() -> notice.transaction().map(PaymentNotice.Transaction::uid)),
                        known == null ? check : known.check(),
                        known == null ? money(heard.amount()) : known.amount().max(money(heard.amount())),
                        heard.provider(),
                        TenderRule.tender(heard.method(), heard.provider(), announced),
                        heard.reason().or(() -> Optional.ofNullable(known).flatMap(Attempt::reason)),
                        seen,
                        known == null ? at : known.firstSeenAt(),
                        Optional.ofNullable(known).flatMap(Attempt::successAt).or(() -> successAt)));
        changedAttempts.add(heard.uid());
    }

    private Money money(BigDecimal amount) {
        return new Money(amount, currency);
    }

    /** Whether this attempt was counted and then taken back, and no review says so yet. */
    public boolean reversalUnreviewed(String attemptUid) {
        Attempt attempt = attempts.get(attemptUid);
        return attempt != null
                && attempt.reversed()
                && find(PaymentReview.Kind.REVERSED, PaymentReview.About.attempt(attemptUid))
                        .isEmpty();
    }

    /** Opens a review, or raises the open one of this kind. Nothing happens for an amount of zero. */
    public void review(
            PaymentReview.Kind kind, Money amount, PaymentReview.About about, Ids ids, Actor by, Instant at) {
        if (!amount.positive()) {
            return;
        }
        PaymentReview review = find(kind, about)
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
                        Trace.born(at, by)));
        reviews.put(review.id(), review);
        changedReviews.add(review.id());
    }

    private Optional<PaymentReview> find(PaymentReview.Kind kind, PaymentReview.About about) {
        return reviews.values().stream()
                .filter(PaymentReview::open)
                .filter(review -> review.kind() == kind && review.about().equals(about))
                .findFirst();
    }

    /** Late money waiting for this order. */
    public Money late() {
        return find(PaymentReview.Kind.LATE, PaymentReview.About.ORDER)
                .map(PaymentReview::amount)
                .orElse(Money.zero(currency));
    }

    /** Closes the late-money review: the order has taken the money. */
    public void applyLate(Actor by, Instant at) {
        find(PaymentReview.Kind.LATE, PaymentReview.About.ORDER).ifPresent(review -> {
            reviews.put(
                    review.id(),
                    review.resolved(
                            PaymentReview.Status.APPLIED,
                            Optional.of("applied at checkout"),
                            review.trace().touched(at, by)));
            changedReviews.add(review.id());
        });
    }

    /** Closes a review as a person decides. Rejects one that is not open here. */
    public PaymentReview resolve(
            ReviewId id, PaymentReview.Status resolution, Optional<String> note, Actor by, Instant at) {
        PaymentReview review = require(id);
        PaymentReview closed = review.resolved(resolution, note, review.trace().touched(at, by));
        reviews.put(id, closed);
        changedReviews.add(id);
        return closed;
    }

    /** Rejects a review that is not open here. */
    public PaymentReview require(ReviewId id) {
        return Optional.ofNullable(reviews.get(id))
                .orElseThrow(() -> new nx.sale.domain.shared.Rejected(new PaymentError.ReviewNotFound(id)));
    }

    public List<Attempt> attempts() {
        return List.copyOf(attempts.values());
    }

    public List<PaymentReview> openReviews() {
        return reviews.values().stream().filter(PaymentReview::open).toList();
    }

    /** What storage must write. */
    public record Changes(
            MerchantId merchant,
            OrderId order,
            List<Transaction> transactions,
            List<Attempt> attempts,
            List<PaymentReview> reviews) {}

    public Changes changes() {
        List<Transaction> changedTx =
                changedTransactions.stream().map(transactions::get).toList();
        List<Attempt> changedTries = changedAttempts.stream().map(attempts::get).toList();
        List<PaymentReview> changedReview = new ArrayList<>();
        changedReviews.forEach(id -> changedReview.add(require(id)));
        return new Changes(merchant, order, changedTx, changedTries, List.copyOf(changedReview));
    }
}
