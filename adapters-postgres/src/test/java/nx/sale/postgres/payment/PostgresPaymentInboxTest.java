package nx.sale.postgres.payment;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.payment.InboxViews;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Gate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.Test;

/** A webhook is kept without owner until its owner is known. */
class PostgresPaymentInboxTest {
    private static final Instant AT = Instant.parse("2026-11-26T12:00:00Z");
    private static long last = System.nanoTime();
    private static final Ids IDS = () -> ++last;

    private final Reads reads = new Reads(TestDatabase.get().pooled());
    private final PostgresUnitOfWork work =
            new PostgresUnitOfWork(TestDatabase.get().pooled(), new Gate(100, Duration.ofSeconds(2)));
    private final PaymentInbox inbox = new PostgresPaymentInbox(IDS);
    private final InboxViews views = new PostgresInboxViews(reads);

    private static PaymentInbox.Webhook webhook() {
        return new PaymentInbox.Webhook(
                "mq-pay:attempt.success",
                Optional.empty(),
                Optional.of("unowned-" + IDS.next()),
                "{}",
                Map.of(),
                true,
                AT);
    }

    private InboxViews.Kept parked(PaymentInbox.Webhook webhook) {
        long id = work.run(tx -> {
            PaymentInbox.Entry entry = inbox.lock(tx, webhook);
            inbox.update(tx, entry, WebhookOutcome.PARKED, Optional.empty(), Optional.of("target unknown"), AT);
            return entry.id();
        });
        return views.find(id).orElseThrow();
    }

    private WebhookOutcome applied(PaymentInbox.Webhook webhook) {
        return work.run(tx -> {
            PaymentInbox.Entry entry = inbox.lock(tx, MERCHANT, webhook);
            if (entry.before().filter(WebhookOutcome::done).isPresent()) {
                return WebhookOutcome.DUPLICATE;
            }
            inbox.update(tx, entry, WebhookOutcome.APPLIED, Optional.of(new OrderId(1)), Optional.empty(), AT);
            return WebhookOutcome.APPLIED;
        });
    }

    private long unowned(PaymentInbox.Webhook webhook) {
        return reads.first(Sql.of("""
                                select count(*) as kept from "PaymentEventUnowned" where attemptUid = :attempt
                                """).bind("attempt", webhook.attemptUid()), row -> row.getLong("kept"))
                .orElseThrow();
    }

    // WEBHOOK-1
    @Test
    void movesWithItsId_whenItsOwnerIsKnown() {
        PaymentInbox.Webhook webhook = webhook();
        parked(webhook);
        InboxViews.Kept kept = parked(webhook);
        assertThat(kept.attempts()).isEqualTo(2);
        assertThat(unowned(webhook)).isOne();

        assertThat(applied(webhook)).isEqualTo(WebhookOutcome.APPLIED);

        assertThat(unowned(webhook)).isZero();
        InboxViews.Kept moved = views.find(kept.id()).orElseThrow();
        assertThat(moved.outcome()).contains(WebhookOutcome.APPLIED);
        assertThat(moved.attempts()).isEqualTo(3);
        assertThat(moved.order()).isPresent();
    }

    // WEBHOOK-1
    @Test
    void isADuplicateInBothPlaces() {
        PaymentInbox.Webhook webhook = webhook();
        parked(webhook);

        assertThat(applied(webhook)).isEqualTo(WebhookOutcome.APPLIED);

        assertThat(unowned(webhook)).isZero();
        assertThat(applied(webhook)).isEqualTo(WebhookOutcome.DUPLICATE);
        assertThat(work.run(tx -> inbox.lock(tx, webhook)).before()).contains(WebhookOutcome.APPLIED);
    }
}
