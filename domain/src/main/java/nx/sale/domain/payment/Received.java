package nx.sale.domain.payment;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * What was received for each check and for the order as a whole, and what waits: a function of the transactions and attempts received,
 * whatever their order (PAYMENT-2, PAYMENT-6). The money of an attempt is for the attempt's own target. What a transaction reports beyond
 * its successful attempts is for the transaction's own target, while none of its attempts names another; otherwise it waits.
 */
final class Received {
    private final Map<Optional<CheckId>, Money> byPurpose = new HashMap<>();
    private final Map<String, Money> waiting = new LinkedHashMap<>();
    private final Money zero;
    private final Set<CheckId> live;
    private final Predicate<String> shared;

    private Received(Set<CheckId> live, Predicate<String> shared, CurrencyCode currency) {
        this.live = live;
        this.shared = shared;
        this.zero = Money.zero(currency);
    }

    /**
     * Adds up.
     *
     * @param live the live checks: what came for any other is for the order as a whole
     * @param shared whether attempts for another order belong to a transaction
     */
    static Received of(
            Collection<PaymentLedger.Transaction> transactions,
            Collection<PaymentLedger.Attempt> attempts,
            Set<CheckId> live,
            Predicate<String> shared,
            CurrencyCode currency) {
        Received received = new Received(live, shared, currency);
        Map<String, List<PaymentLedger.Attempt>> linked = attempts.stream()
                .filter(attempt -> attempt.transactionUid().isPresent())
                .collect(Collectors.groupingBy(
                        attempt -> attempt.transactionUid().get()));
        Map<Optional<CheckId>, Money> alone = new HashMap<>();
        for (PaymentLedger.Transaction transaction : transactions) {
            received.add(transaction, linked.getOrDefault(transaction.uid(), List.of()), alone);
        }
        Map<Optional<CheckId>, Money> unlinked = new HashMap<>();
        attempts.stream()
                .filter(attempt -> attempt.transactionUid().isEmpty() && attempt.successful())
                .forEach(attempt -> unlinked.merge(received.purpose(attempt.check()), attempt.amount(), Money::plus));
        received.addLarger(unlinked, alone);
        return received;
    }

    private void add(
            PaymentLedger.Transaction transaction,
            List<PaymentLedger.Attempt> own,
            Map<Optional<CheckId>, Money> alone) {
        Money successful = zero;
        for (PaymentLedger.Attempt attempt : own) {
            if (attempt.successful()) {
                successful = successful.plus(attempt.amount());
                byPurpose.merge(purpose(attempt.check()), attempt.amount(), Money::plus);
            }
        }
        Money beyond = transaction.reportedPaid().minus(successful);
        if (!beyond.positive()) {
            return;
        }
        Optional<CheckId> target = purpose(transaction.check());
        boolean known = transaction.aim() == PaymentLedger.Aim.HERE
                && own.stream().allMatch(attempt -> purpose(attempt.check()).equals(target))
                && !shared.test(transaction.uid());
        if (!known) {
            waiting.put(transaction.uid(), beyond);
        } else if (own.isEmpty()) {
            alone.merge(target, beyond, Money::plus);
        } else {
            byPurpose.merge(target, beyond, Money::plus);
        }
    }

    /** Attempts without a transaction, and transactions without attempts, may be the same money: the larger of the two sums counts. */
    private void addLarger(Map<Optional<CheckId>, Money> unlinked, Map<Optional<CheckId>, Money> alone) {
        alone.forEach((purpose, sum) -> unlinked.merge(purpose, sum, Money::max));
        unlinked.forEach((purpose, sum) -> byPurpose.merge(purpose, sum, Money::plus));
    }

    private Optional<CheckId> purpose(Optional<CheckId> check) {
        return check.filter(live::contains);
    }

    /** All money for one live check, or for the order as a whole. */
    Money of(Optional<CheckId> purpose) {
        return byPurpose.getOrDefault(purpose, zero);
    }

    /** By transaction, what it reports that belongs to no target yet. */
    Map<String, Money> waiting() {
        return waiting;
    }

    /** All reported money, also what waits. */
    Money total() {
        Money counted = byPurpose.values().stream().reduce(zero, Money::plus);
        return waiting.values().stream().reduce(counted, Money::plus);
    }
}
