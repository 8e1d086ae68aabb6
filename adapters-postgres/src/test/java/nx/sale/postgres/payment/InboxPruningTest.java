package nx.sale.postgres.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.Ids;
import nx.sale.domain.payment.InboxViews;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Gate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import org.junit.jupiter.api.Test;

class InboxPruningTest {
    private static final Ids IDS = TestOrders.ids(System.nanoTime());
    private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2001-02-01T00:00:00Z");

    private final Reads reads = new Reads(TestDatabase.get().pooled());
    private final PostgresUnitOfWork work =
            new PostgresUnitOfWork(TestDatabase.get().pooled(), new Gate(100, Duration.ofSeconds(2)));
    private final PaymentInbox inbox = new PostgresPaymentInbox(IDS);
    private final InboxViews views = new PostgresInboxViews(reads);

    private long kept(WebhookOutcome outcome, boolean readable, Instant at) {
        PaymentInbox.Webhook webhook = new PaymentInbox.Webhook(
                "mq-pay:attempt.success",
                Optional.empty(),
                Optional.of("pruned-" + IDS.next()),
                "{" + IDS.next(),
                Map.of(),
                readable,
                at);
        return work.run(tx -> {
            PaymentInbox.Entry entry =
                    readable ? inbox.lock(tx, TestOrders.MERCHANT, webhook) : inbox.lock(tx, webhook);
            inbox.update(tx, entry, outcome, Optional.empty(), Optional.empty(), at);
            return entry.id();
        });
    }

    // WEBHOOK-7
    @Test
    void ignoredWebhooksArePruned_andPaymentsNever() {
        long unknown = kept(WebhookOutcome.IGNORED, false, LONG_AGO);
        long before = kept(WebhookOutcome.IGNORED, true, LONG_AGO);
        long unreadable = kept(WebhookOutcome.FAILED, false, LONG_AGO);
        long young = kept(WebhookOutcome.IGNORED, false, LATER.minusSeconds(1));
        long applied = kept(WebhookOutcome.APPLIED, true, LONG_AGO);
        long parked = kept(WebhookOutcome.PARKED, true, LONG_AGO);
        long failed = kept(WebhookOutcome.FAILED, true, LONG_AGO);

        assertThat(new InboxPruning(reads).prune(LATER, Duration.ofDays(30))).isGreaterThanOrEqualTo(3);

        assertThat(views.find(unknown)).isEmpty();
        assertThat(views.find(before)).isEmpty();
        assertThat(views.find(unreadable)).isEmpty();
        for (long stays : new long[] {young, applied, parked, failed}) {
            assertThat(views.find(stays)).isPresent();
        }
    }
}
