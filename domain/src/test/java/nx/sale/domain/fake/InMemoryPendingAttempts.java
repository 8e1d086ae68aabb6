package nx.sale.domain.fake;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.pending.PendingAttempt;
import nx.sale.domain.payment.pending.PendingAttempts;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Tx;

/** The attempts to be asked for, in memory. */
public final class InMemoryPendingAttempts implements PendingAttempts {
    private static final String PREFIX = "pending ";

    private final InMemoryStore store;
    private final Predicate<PendingAttempt> inLedger;

    public InMemoryPendingAttempts(InMemoryStore store, InMemoryPayments payments) {
        this.store = store;
        inLedger = attempt -> payments.attempts(attempt.order()).stream()
                .map(PaymentLedger.Attempt::uid)
                .anyMatch(uid -> uid.equals(attempt.attemptUid()) || uid.equals(attempt.attemptId()));
    }

    private static String key(PendingAttempt attempt) {
        return PREFIX + attempt.order() + " " + attempt.attemptUid();
    }

    @Override
    public PendingAttempt add(Tx tx, PendingAttempt attempt, Actor by) {
        PendingAttempt known = store.get(key(attempt), null);
        PendingAttempt stored = known == null
                ? attempt
                : new PendingAttempt(
                        known.merchant(),
                        known.order(),
                        known.check().or(attempt::check),
                        known.attemptId(),
                        known.attemptUid(),
                        known.transactionUid().or(attempt::transactionUid),
                        known.amount().or(attempt::amount),
                        known.firstSeenAt(),
                        known.asked(),
                        known.nextAt(),
                        known.endedAt());
        store.put(key(attempt), stored);
        return stored;
    }

    @Override
    public List<MerchantId> listWithDue(Instant now, Collection<MerchantId> without, int limit) {
        return due(now).map(PendingAttempt::merchant)
                .filter(merchant -> !without.contains(merchant))
                .distinct()
                .limit(limit)
                .toList();
    }

    private Stream<PendingAttempt> due(Instant now) {
        return all().stream()
                .filter(attempt ->
                        attempt.nextAt().filter(at -> !at.isAfter(now)).isPresent())
                .sorted(Comparator.comparing(attempt -> attempt.nextAt().orElseThrow()));
    }

    @Override
    public List<PendingAttempt> claim(Tx tx, MerchantId merchant, Instant now, Instant until, int limit) {
        List<PendingAttempt> due = due(now).filter(attempt -> attempt.merchant().equals(merchant))
                .limit(limit)
                .toList();
        due.forEach(attempt -> store.put(
                key(attempt),
                inLedger.test(attempt)
                        ? at(attempt, Optional.empty(), Optional.of(now))
                        : at(attempt, Optional.of(until), Optional.empty())));
        return due.stream()
                .filter(inLedger.negate())
                .map(attempt -> at(attempt, Optional.of(until), Optional.empty()))
                .toList();
    }

    private static PendingAttempt at(PendingAttempt attempt, Optional<Instant> nextAt, Optional<Instant> endedAt) {
        return new PendingAttempt(
                attempt.merchant(),
                attempt.order(),
                attempt.check(),
                attempt.attemptId(),
                attempt.attemptUid(),
                attempt.transactionUid(),
                attempt.amount(),
                attempt.firstSeenAt(),
                attempt.asked(),
                nextAt,
                endedAt);
    }

    @Override
    public void update(Tx tx, PendingAttempt attempt, Actor by, Instant at) {
        PendingAttempt known = store.get(key(attempt), attempt);
        if (known.endedAt().isEmpty()) {
            store.put(key(attempt), attempt);
        }
    }

    @Override
    public List<PendingAttempt> list(MerchantId merchant, OrderId order) {
        return all().stream()
                .filter(attempt -> attempt.merchant().equals(merchant)
                        && attempt.order().equals(order)
                        && attempt.endedAt().isEmpty())
                .filter(inLedger.negate())
                .toList();
    }

    private List<PendingAttempt> all() {
        return store.keys(PREFIX).stream()
                .map(key -> store.<PendingAttempt>get(key, null))
                .toList();
    }
}
