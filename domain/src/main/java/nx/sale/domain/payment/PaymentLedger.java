package nx.sale.domain.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.order.settlement.DeclaredTip;
import nx.sale.domain.payment.refund.GoodsBack;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.Refunds;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;

/**
 * All notices received about the payments of one order, and its reviews. Lives under the order's lock. What was received is a function
 * of the set of notices, so repeats and any order of them end the same.
 */
public final class PaymentLedger {
    /** What a transaction names as its own target, by all notices received. */
    public enum Aim {
        /** Nothing: its attempts say what they are for. */
        UNNAMED,
        /** This order, or a check of it. */
        HERE,
        /** Another order. */
        ELSEWHERE,
        /** More than one target. */
        SEVERAL
    }

    /**
     * One of MQ-Pay's groups of attempts.
     *
     * @param check the check it names when it aims HERE; empty for the order as a whole
     * @param waiting what it reports that belongs to no target yet: it is counted nowhere
     */
    public record Transaction(
            String uid,
            Aim aim,
            Optional<CheckId> check,
            Optional<String> status,
            Optional<Money> total,
            Money reportedPaid,
            Money waiting) {
        private Transaction waits(Money now) {
            return new Transaction(uid, aim, check, status, total, reportedPaid, now);
        }
    }

    /**
     * One try to pay, or to take a payment back.
     *
     * @param id MQ-Pay's own id of it, once an event has named it
     * @param transactionUid its group, once an event has named both
     * @param check the check it is for; empty for the order as a whole
     * @param amount of one that takes a payment back: zero for all of it
     * @param seen every end that was received; CANCELLED of one that took a payment back, never SUCCESS
     * @param cancels present when it takes another attempt back
     * @param tip what is known of its tip
     */
    public record Attempt(
            String uid,
            Optional<String> id,
            Optional<String> transactionUid,
            Optional<CheckId> check,
            Money amount,
            String provider,
            Tender method,
            Optional<String> reason,
            Set<AttemptStatus> seen,
            Instant firstSeenAt,
            Optional<Instant> successAt,
            Optional<PaymentNotice.Cancels> cancels,
            DeclaredTip tip) {
        public Attempt {
            seen = seen.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(seen));
        }

        public AttemptStatus status() {
            return EnumSet.copyOf(seen).iterator().next();
        }

        boolean successful() {
            return seen.contains(AttemptStatus.SUCCESS);
        }

        boolean cancelled() {
            return seen.contains(AttemptStatus.CANCELLED);
        }

        boolean payment() {
            return cancels.isEmpty();
        }

        Attempt with(DeclaredTip newTip) {
            return new Attempt(
                    uid,
                    id,
                    transactionUid,
                    check,
                    amount,
                    provider,
                    method,
                    reason,
                    seen,
                    firstSeenAt,
                    successAt,
                    cancels,
                    newTip);
        }

        private boolean reverses(Attempt other) {
            return cancelled()
                    && cancels.filter(parent -> parent.names(other.uid, other.id))
                            .isPresent();
        }
    }

    private final MerchantId merchant;
    private final OrderId order;
    private final CurrencyCode currency;
    private final Predicate<String> shared;
    private final List<Attempt> loaded;
    private final Map<String, Transaction> transactions = new LinkedHashMap<>();
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();
    private final Set<String> changedTransactions = new LinkedHashSet<>();
    private final Set<String> changedAttempts = new LinkedHashSet<>();
    private final Reviews reviews;
    private final Refunds refunds;

    private PaymentLedger(Snapshot snapshot) {
        this.merchant = snapshot.merchant();
        this.order = snapshot.order();
        this.currency = snapshot.currency();
        this.shared = snapshot.shared();
        snapshot.transactions().forEach(transaction -> transactions.put(transaction.uid(), transaction));
        snapshot.attempts().forEach(attempt -> attempts.put(attempt.uid(), attempt));
        loaded = snapshot.attempts();
        reviews = new Reviews(merchant, order, currency, snapshot.reviews());
        refunds = new Refunds(snapshot.refunds(), snapshot.goodsBack());
    }

    /**
     * A ledger as stored: everything of the order.
     *
     * @param goodsBack what returns took out of its bills
     * @param shared whether attempts for another order belong to a transaction; asked only about one that reports more than its
     *     attempts for this order
     */
    public record Snapshot(
            MerchantId merchant,
            OrderId order,
            CurrencyCode currency,
            List<Transaction> transactions,
            List<Attempt> attempts,
            List<PaymentReview> reviews,
            List<Refund> refunds,
            List<GoodsBack> goodsBack,
            Predicate<String> shared) {
        public Snapshot {
            transactions = List.copyOf(transactions);
            attempts = List.copyOf(attempts);
            reviews = List.copyOf(reviews);
            refunds = List.copyOf(refunds);
            goodsBack = List.copyOf(goodsBack);
        }

        /** Of an order of which no money went back through this service. */
        public Snapshot(
                MerchantId merchant,
                OrderId order,
                CurrencyCode currency,
                List<Transaction> transactions,
                List<Attempt> attempts,
                List<PaymentReview> reviews,
                Predicate<String> shared) {
            this(merchant, order, currency, transactions, attempts, reviews, List.of(), List.of(), shared);
        }
    }

    public static PaymentLedger rehydrate(Snapshot snapshot) {
        return new PaymentLedger(snapshot);
    }

    /**
     * Writes a notice down.
     *
     * @param announced the means the guest announced at checkout: what SYSTEM payments are booked as
     * @return the attempt of the notice, when it is successful
     */
    public Optional<Attempt> record(PaymentNotice notice, Optional<Tender> announced, Instant at) {
        notice.transaction().ifPresent(this::note);
        notice.attempt().ifPresent(attempt -> note(notice, attempt, announced, at));
        return notice.attempt()
                .flatMap(attempt -> Optional.ofNullable(attempts.get(attempt.uid())))
                .filter(Attempt::successful);
    }

    /** What was received, by what it is for. */
    Received received(Set<CheckId> live) {
        return Received.of(
                transactions.values(),
                attempts.values().stream().filter(Attempt::payment).toList(),
                live,
                shared,
                currency);
    }

    /**
     * How much of a payment the provider took back, by all notices received: all of it when it was cancelled itself, else what the attempts
     * that cancel it come to. Nothing of one that was never paid.
     */
    Money takenBack(Attempt payment) {
        Money zero = Money.zero(currency);
        if (!payment.successful()) {
            return zero;
        }
        if (payment.cancelled()) {
            return payment.amount();
        }
        List<Money> parts = attempts.values().stream()
                .filter(other -> other.reverses(payment))
                .map(Attempt::amount)
                .toList();
        Money sum = parts.stream().reduce(zero, Money::plus);
        boolean whole = parts.stream().anyMatch(Money::zero) || sum.compareTo(payment.amount()) > 0;
        return whole ? payment.amount() : sum;
    }

    /** What came in by each tender so far, for each live check and for the order as a whole. */
    Map<Optional<CheckId>, Takings> takings(Set<CheckId> live) {
        return attempts.values().stream()
                .filter(Attempt::successful)
                .collect(Collectors.groupingBy(
                        attempt -> attempt.check().filter(live::contains),
                        Collectors.collectingAndThen(
                                Collectors.toList(), these -> Takings.of(these.stream(), currency))));
    }

    /**
     * Notes what waits for its target, by transaction.
     *
     * @param limit how much of all the reported money was not counted
     */
    void waits(Map<String, Money> waiting, Money limit) {
        Money left = limit;
        for (Transaction transaction : List.copyOf(transactions.values())) {
            Money now = waiting.getOrDefault(transaction.uid(), Money.zero(currency))
                    .min(left);
            left = left.minus(now);
            if (!now.equals(transaction.waiting())) {
                transactions.put(transaction.uid(), transaction.waits(now));
                changedTransactions.add(transaction.uid());
            }
        }
    }

    private void note(PaymentNotice.Transaction incoming) {
        Transaction known = transactions.get(incoming.uid());
        Money zero = Money.zero(currency);
        Money paid = incoming.paid().map(this::money).orElse(zero);
        Aim aim = incoming.target().map(this::aim).orElse(Aim.UNNAMED);
        Optional<CheckId> check = incoming.target().flatMap(PaymentNotice.Target::check);
        Optional<Money> total = incoming.total().map(this::money);
        transactions.put(
                incoming.uid(),
                known == null
                        ? new Transaction(incoming.uid(), aim, check, incoming.status(), total, paid, zero)
                        : new Transaction(
                                incoming.uid(),
                                NoticeMerge.aim(known, aim, check),
                                known.aim() == Aim.UNNAMED ? check : known.check(),
                                incoming.status().or(known::status),
                                total.or(known::total),
                                known.reportedPaid().max(paid),
                                known.waiting()));
        changedTransactions.add(incoming.uid());
    }

    private Aim aim(PaymentNotice.Target target) {
        boolean other = target.kind() == PaymentNotice.Target.Kind.SALE_ORDER && target.id() != order.value();
        return other ? Aim.ELSEWHERE : Aim.HERE;
    }

    private void note(PaymentNotice notice, PaymentNotice.Attempt incoming, Optional<Tender> announced, Instant at) {
        Attempt known = attempts.get(incoming.uid());
        Optional<PaymentNotice.Cancels> cancels = NoticeMerge.cancels(known, incoming);
        Optional<AttemptStatus> end = switch (notice.type()) {
            case ATTEMPT_SUCCESS -> Optional.of(cancels.isPresent() ? AttemptStatus.CANCELLED : AttemptStatus.SUCCESS);
            case ATTEMPT_FAILED -> Optional.of(AttemptStatus.FAILED);
            case ATTEMPT_EXPIRED -> Optional.of(AttemptStatus.EXPIRED);
            case ATTEMPT_CANCELLED -> Optional.of(AttemptStatus.CANCELLED);
            case TRANSACTION_SETTLED, TRANSACTION_CANCELLED, REFUND_SENT, REFUND_SUCCESS, REFUND_FAILED ->
                Optional.empty();
        };
        if (end.isEmpty()) {
            return;
        }
        Set<AttemptStatus> seen = EnumSet.of(end.get());
        if (known != null) {
            seen.addAll(known.seen());
        }
        Optional<Instant> successAt = Optional.of(at).filter(now -> end.get() == AttemptStatus.SUCCESS);
        attempts.put(
                incoming.uid(),
                new Attempt(
                        incoming.uid(),
                        incoming.id().or(() -> Optional.ofNullable(known).flatMap(Attempt::id)),
                        Optional.ofNullable(known)
                                .flatMap(Attempt::transactionUid)
                                .or(() -> notice.transaction().map(PaymentNotice.Transaction::uid)),
                        NoticeMerge.check(known, incoming, notice.target()),
                        NoticeMerge.amount(known, money(incoming.amount()), cancels.isPresent(), end.get()),
                        NoticeMerge.provider(known, incoming),
                        NoticeMerge.tender(known, incoming, announced),
                        incoming.reason().or(() -> Optional.ofNullable(known).flatMap(Attempt::reason)),
                        seen,
                        known == null ? at : known.firstSeenAt(),
                        Optional.ofNullable(known).flatMap(Attempt::successAt).or(() -> successAt),
                        cancels,
                        (known == null ? DeclaredTip.none(currency) : known.tip())
                                .reportedAs(incoming.tip().map(this::money))));
        changedAttempts.add(incoming.uid());
    }

    private Money money(BigDecimal amount) {
        return new Money(amount, currency);
    }

    /** Opens a review, or raises the open one of this kind about the same. Nothing happens for an amount of zero. */
    public void review(
            PaymentReview.Kind kind, Money amount, PaymentReview.About about, Ids ids, Actor by, Instant at) {
        reviews.raise(kind, amount, about, ids, by, at);
    }

    Reviews reviews() {
        return reviews;
    }

    /** The money of the order that goes back, or went. */
    public Refunds refunds() {
        return refunds;
    }

    /** Late money waiting for this order. */
    public Money late() {
        return reviews.sum(reviews.open(PaymentReview.Kind.LATE));
    }

    /** Closes every review of late money: the order has taken it. */
    public void applyLate(Actor by, Instant at) {
        reviews.lower(
                review -> review.kind() == PaymentReview.Kind.LATE,
                late(),
                PaymentReview.Status.APPLIED,
                "applied at checkout",
                by,
                at);
    }

    /** Closes a review as a person decides. Rejects one that is not of this order, one that is closed, and what its kind does not allow. */
    public PaymentReview resolve(
            ReviewId id, PaymentReview.Status resolution, Optional<String> note, Actor by, Instant at) {
        PaymentReview review = require(id);
        return reviews.put(review.resolved(resolution, note, review.trace().touched(at, by)));
    }

    /** Rejects a review that is not of this order. */
    public PaymentReview require(ReviewId id) {
        return reviews.require(id);
    }

    public List<Attempt> attempts() {
        return List.copyOf(attempts.values());
    }

    /** The attempts as they were when the ledger was read. */
    List<Attempt> loaded() {
        return loaded;
    }

    /** A successful payment of this order. Rejects with AttemptNotFound. */
    public Attempt requirePayment(String uid) {
        return Optional.ofNullable(attempts.get(uid))
                .filter(Attempt::successful)
                .filter(Attempt::payment)
                .orElseThrow(() -> new Rejected(new PaymentError.AttemptNotFound(order, uid)));
    }

    /** What staff say of a payment's tip. Rejects one that is more than the payment. */
    public void enterTip(String uid, Money tip, Optional<String> user) {
        Attempt payment = requirePayment(uid);
        if (tip.compareTo(payment.amount()) > 0) {
            throw new Rejected(new PaymentError.TipTooLarge(uid, tip, payment.amount()));
        }
        put(payment.with(payment.tip().enteredAs(tip, user)));
    }

    void bookTip(String uid, Money booked) {
        Attempt payment = requirePayment(uid);
        if (!payment.tip().booked().equals(booked)) {
            put(payment.with(payment.tip().bookedAs(booked)));
        }
    }

    private void put(Attempt attempt) {
        attempts.put(attempt.uid(), attempt);
        changedAttempts.add(attempt.uid());
    }

    public List<PaymentReview> openReviews() {
        return reviews.all().filter(PaymentReview::open).toList();
    }

    /** What storage must write. */
    public record Changes(
            MerchantId merchant,
            OrderId order,
            List<Transaction> transactions,
            List<Attempt> attempts,
            List<PaymentReview> reviews,
            List<Refund> refunds) {}

    public Changes changes() {
        List<Transaction> changedTx =
                changedTransactions.stream().map(transactions::get).toList();
        List<Attempt> changedTries = changedAttempts.stream().map(attempts::get).toList();
        return new Changes(merchant, order, changedTx, changedTries, reviews.changes(), refunds.changes());
    }
}
