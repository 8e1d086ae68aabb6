package nx.sale.bootstrap.upkeep;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import nx.sale.application.payment.AskMqPay;
import nx.sale.bootstrap.metrics.Metrics;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks MQ-Pay for what is due, a few attempts at once. Every replica does so: an attempt is claimed by one of them at a time. While MQ-Pay
 * does not answer, a round ends at the first question.
 */
public final class Reconciler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final Actor MQ_PAY = Actor.service("mq-pay");
    private static final int AT_ONCE = 4;
    private static final int BATCH = 10;
    /** At most so many questions of one round of one thread. */
    private static final int BUDGET = 100;

    private final AskMqPay askMqPay;
    private final Metrics metrics;
    private final ScheduledExecutorService rounds = Executors.newScheduledThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("reconciler-", 0).factory());

    public Reconciler(AskMqPay askMqPay, Metrics metrics) {
        this.askMqPay = askMqPay;
        this.metrics = metrics;
    }

    public void start() {
        if (askMqPay.configured()) {
            for (int thread = 0; thread < AT_ONCE; thread++) {
                rounds.scheduleWithFixedDelay(this::round, 1_000 + 250L * thread, 1_000, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void round() {
        try {
            int asked = 0;
            boolean more = true;
            while (more && asked < BUDGET) {
                List<AskMqPay.Asked> some =
                        askMqPay.due(BATCH, new Origin(MQ_PAY, Optional.empty(), "reconciler-" + UUID.randomUUID()));
                some.forEach(this::count);
                asked += some.size();
                more = some.size() == BATCH;
            }
        } catch (Unavailable unavailable) {
            metrics.asked("unavailable");
            log.atWarn()
                    .addKeyValue("code", unavailable.part().code())
                    .log("Payment verification postponed: MQ-Pay unavailable");
        } catch (RuntimeException e) {
            log.error("Payment verification failed", e);
        }
    }

    private void count(AskMqPay.Asked asked) {
        metrics.asked(asked.end().map(PaymentEventType::wireName).orElse("pending"));
        if (asked.paid()) {
            log.atInfo()
                    .addKeyValue("saleOrderId", asked.attempt().order())
                    .addKeyValue("attemptUid", asked.attempt().attemptUid())
                    .addKeyValue("outcome", asked.outcome())
                    .log("Payment found at MQ-Pay before its webhook was received");
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}
