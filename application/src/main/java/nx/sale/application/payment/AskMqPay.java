package nx.sale.application.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.application.order.UnpaidCheck;
import nx.sale.application.upkeep.Failures;
import nx.sale.application.upkeep.Turns;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.payment.pending.MqPay;
import nx.sale.domain.payment.pending.PaymentIntake;
import nx.sale.domain.payment.pending.PendingAttempt;
import nx.sale.domain.payment.pending.PendingAttempts;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.domain.shared.UnitOfWork;

/**
 * Asks MQ-Pay how attempts ended whose webhook has not come, outside every lock and transaction, and takes an end as its webhook would have
 * been taken.
 */
public final class AskMqPay implements UnpaidCheck {
    private static final Duration CLAIMED = Duration.ofMinutes(1);
    /** So many merchants share a round when they have much to ask for. */
    private static final int TURNS = 5;

    /**
     * An attempt MQ-Pay was asked for.
     *
     * @param end how it ended; empty while it goes on
     * @param outcome what became of the end here
     */
    public record Asked(PendingAttempt attempt, Optional<PaymentEventType> end, Optional<WebhookOutcome> outcome) {
        /** Whether it was paid, booked or not. */
        public boolean paid() {
            return end.filter(event -> event == PaymentEventType.ATTEMPT_SUCCESS)
                    .isPresent();
        }
    }

    private final MqPay mqPay;
    private final PaymentIntake intake;
    private final PendingAttempts pending;
    private final UnitOfWork work;
    private final Clock clock;

    public AskMqPay(MqPay mqPay, PaymentIntake intake, PendingAttempts pending, UnitOfWork work, Clock clock) {
        this.mqPay = mqPay;
        this.intake = intake;
        this.pending = pending;
        this.work = work;
        this.clock = clock;
    }

    /** Whether there is somebody to ask. */
    public boolean configured() {
        return mqPay.configured();
    }

    /**
     * Asks for every attempt of an order without an end, whenever it is due. Throws Unavailable with MQ_PAY; the ends that arrived before
     * that are taken.
     */
    public List<Asked> ofOrder(MerchantId merchant, OrderId order, Origin origin) {
        List<Asked> asked = new ArrayList<>();
        if (configured()) {
            for (PendingAttempt attempt : pending.list(merchant, order)) {
                asked.add(ask(attempt, origin));
            }
        }
        return asked;
    }

    @Override
    public void require(MerchantId merchant, OrderId order, Origin origin) {
        List<String> paid = ofOrder(merchant, order, origin).stream()
                .filter(Asked::paid)
                .map(asked -> asked.attempt().attemptUid())
                .toList();
        if (!paid.isEmpty()) {
            throw new Rejected(new PaymentError.Arrived(order, paid));
        }
    }

    /** Asks for at most {@code limit} attempts that are due, and leaves the rest for later when MQ-Pay does not answer. */
    public List<Asked> due(int limit, Origin origin) {
        Round round = new Round(limit, origin);
        if (configured()) {
            Turns.take(
                    limit,
                    (without, most) -> round.over() ? List.of() : pending.listWithDue(clock.instant(), without, most),
                    round::turn);
        }
        return List.copyOf(round.asked);
    }

    /** Ends when MQ-Pay does not answer; what else fails for an attempt is that one's own. */
    private final class Round {
        private final List<Asked> asked = new ArrayList<>();
        private final int limit;
        private final Origin origin;
        private boolean silent;

        private Round(int limit, Origin origin) {
            this.limit = limit;
            this.origin = origin;
        }

        private boolean over() {
            return silent || asked.size() >= limit;
        }

        private int turn(MerchantId merchant, long atMost) {
            if (over()) {
                return 0;
            }
            Instant now = clock.instant();
            int most = (int) Math.min(Math.ceilDiv(limit, TURNS), Math.min(atMost, limit - asked.size()));
            List<PendingAttempt> claimed = work.run(tx -> pending.claim(tx, merchant, now, now.plus(CLAIMED), most));
            Failures failures = new Failures();
            for (PendingAttempt attempt : claimed) {
                if (silent || !failures.tried(() -> add(attempt))) {
                    note(List.of(attempt.unanswered(clock.instant())), origin);
                }
            }
            failures.rethrow();
            return claimed.size();
        }

        private void add(PendingAttempt attempt) {
            try {
                asked.add(ask(attempt, origin));
            } catch (Unavailable unavailable) {
                silent = unavailable.part() == Unavailable.Part.MQ_PAY;
                throw unavailable;
            }
        }
    }

    private Asked ask(PendingAttempt attempt, Origin origin) {
        Optional<MqPay.Ending> end = mqPay.verify(attempt, origin.requestId());
        Optional<WebhookOutcome> outcome = end.map(ending -> intake.take(ending.event(), ending.body(), origin));
        boolean taken = outcome.filter(what -> what.done() || what == WebhookOutcome.DUPLICATE)
                .isPresent();
        Instant now = clock.instant();
        note(List.of(taken ? attempt.ended(now) : attempt.goesOn(now)), origin);
        return new Asked(attempt, end.map(MqPay.Ending::event), outcome);
    }

    private void note(List<PendingAttempt> attempts, Origin origin) {
        work.run(tx -> {
            attempts.forEach(attempt -> pending.update(tx, attempt, origin.actor(), clock.instant()));
            return attempts;
        });
    }
}
