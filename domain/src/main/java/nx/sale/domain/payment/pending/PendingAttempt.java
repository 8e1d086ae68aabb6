package nx.sale.domain.payment.pending;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.Money;

/**
 * A try to pay whose end is not known yet: announced by a terminal, or named by MQ-Pay while it goes on. MQ-Pay sends a webhook a few
 * times and then forgets it, so MQ-Pay is asked for the attempt at set times.
 *
 * @param attemptId MQ-Pay's own id of it, which it is asked with
 * @param attemptUid the name its webhooks carry
 * @param check the check it was announced for; empty for the order as a whole
 * @param amount what was announced; what counts is what MQ-Pay says
 * @param asked how often MQ-Pay was asked and answered
 * @param nextAt when it is asked next; empty when it is not asked any more
 * @param endedAt when its end was applied; empty while it is pending
 */
public record PendingAttempt(
        MerchantId merchant,
        OrderId order,
        Optional<CheckId> check,
        String attemptId,
        String attemptUid,
        Optional<String> transactionUid,
        Optional<Money> amount,
        Instant firstSeenAt,
        int asked,
        Optional<Instant> nextAt,
        Optional<Instant> endedAt) {
    /** After how long MQ-Pay is asked (PAYMENT-14). */
    public static final List<Duration> SCHEDULE = List.of(
            Duration.ofSeconds(15),
            Duration.ofSeconds(45),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6));

    /** How long after MQ-Pay did not answer it is asked again. */
    public static final Duration AGAIN = SCHEDULE.getFirst();

    /** What an announcement or an event names. */
    public record Named(String attemptId, String attemptUid, Optional<String> transactionUid, Optional<Money> amount) {}

    /** An attempt received for the first time. */
    public static PendingAttempt create(
            MerchantId merchant, OrderId order, Optional<CheckId> check, Named named, Instant at) {
        return new PendingAttempt(
                merchant,
                order,
                check,
                named.attemptId(),
                named.attemptUid(),
                named.transactionUid(),
                named.amount(),
                at,
                0,
                Optional.of(at.plus(SCHEDULE.getFirst())),
                Optional.empty());
    }

    /** MQ-Pay has no end of it yet: it is asked at the next set time, until there is none. */
    public PendingAttempt goesOn(Instant now) {
        Optional<Instant> next = SCHEDULE.stream()
                .map(firstSeenAt::plus)
                .filter(time -> time.isAfter(now))
                .findFirst();
        return next(asked + 1, next, Optional.empty());
    }

    /** MQ-Pay did not answer: no set time is lost by that. */
    public PendingAttempt unanswered(Instant now) {
        return next(asked, Optional.of(now.plus(AGAIN)), Optional.empty());
    }

    /** Its end was taken into the books. */
    public PendingAttempt ended(Instant now) {
        return next(asked + 1, Optional.empty(), Optional.of(now));
    }

    private PendingAttempt next(int times, Optional<Instant> at, Optional<Instant> end) {
        return new PendingAttempt(
                merchant, order, check, attemptId, attemptUid, transactionUid, amount, firstSeenAt, times, at, end);
    }
}
