package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import nx.sale.application.allocation.TableReactions;
import nx.sale.application.audit.OrderHistory;
import nx.sale.application.effects.OrderEffects;
import nx.sale.application.kitchen.KitchenReactions;
import nx.sale.application.live.ScreenReactions;
import nx.sale.application.live.Screens;
import nx.sale.application.loyalty.PointReactions;
import nx.sale.application.payment.TakeCash;
import nx.sale.application.payment.WebhookWork;
import nx.sale.application.report.ReportReactions;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.application.shift.TillReactions;
import nx.sale.dev.Restaurant;
import nx.sale.domain.access.Organizers;
import nx.sale.domain.fixture.ForgetfulRequestLog;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Origin;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.messaging.KafkaEventCodec;
import nx.sale.postgres.allocation.PostgresUsages;
import nx.sale.postgres.audit.PostgresAuditTrail;
import nx.sale.postgres.check.PostgresBills;
import nx.sale.postgres.kitchen.PostgresKitchens;
import nx.sale.postgres.loyalty.PostgresPoints;
import nx.sale.postgres.order.PostgresOrderViews;
import nx.sale.postgres.order.PostgresOrders;
import nx.sale.postgres.outbox.PostgresOutbox;
import nx.sale.postgres.payment.PostgresPaymentInbox;
import nx.sale.postgres.payment.PostgresPayments;
import nx.sale.postgres.payment.PostgresRefundViews;
import nx.sale.postgres.report.PostgresSalesFolding;
import nx.sale.postgres.settings.PostgresSettings;
import nx.sale.postgres.shift.PostgresShifts;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Gate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cash that a till takes is one payment by its uid alone: two connections of PostgreSQL, and nobody remembers the request. */
class CashOnceTest {
    private static final MerchantId MERCHANT = new MerchantId(Long.parseLong(Restaurant.MERCHANT));
    private static final Ids IDS = new AtomicLong(System.currentTimeMillis() << 10)::getAndIncrement;

    private final Api owner = Stack.as("owner");
    private final Api cashier = Stack.as("cashier");
    private final Jdbi jdbi = Database.jdbi(Stack.source());
    private final Reads reads = new Reads(jdbi);
    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    private final PostgresSettings settings = new PostgresSettings(reads, IDS);
    private final PostgresOrderViews views = new PostgresOrderViews(reads);
    private final TakeCash take = new TakeCash(
            webhooks(),
            views,
            settings,
            new Requests(
                    new PostgresUnitOfWork(jdbi, new Gate(10, Duration.ofSeconds(5))),
                    new ForgetfulRequestLog(),
                    clock),
            () -> false,
            IDS,
            clock);

    private WebhookWork webhooks() {
        PostgresAuditTrail audit = new PostgresAuditTrail(IDS);
        Screens screens = new Screens(update -> {});
        PostgresBills bills = new PostgresBills(reads, IDS, () -> Long.MAX_VALUE);
        return new WebhookWork(
                views,
                bills,
                new PostgresRefundViews(reads),
                settings,
                new PostgresPaymentInbox(IDS),
                new PostgresOrders(millis -> {}),
                bills,
                new PostgresPayments(IDS, clock),
                new OrderEffects(
                        new PostgresOutbox(new KafkaEventCodec(Organizers.NONE), IDS, handed -> {}),
                        new OrderHistory(audit),
                        new ScreenReactions(screens),
                        new TableReactions(new PostgresUsages(reads), screens),
                        new KitchenReactions(new PostgresKitchens(), IDS),
                        new TillReactions(new PostgresShifts(IDS)),
                        new ReportReactions(new PostgresSalesFolding(reads, IDS)),
                        new PointReactions(new PostgresPoints(reads), audit, IDS)),
                screens,
                IDS,
                clock);
    }

    @BeforeEach
    void tillsTakeCash() {
        owner.put("/settings", json("{'cashByTill':true}")).expect(200);
    }

    @AfterEach
    void tillsTakeNone() {
        owner.put("/settings", json("{'cashByTill':false}")).expect(200);
    }

    private Answer taken(String order, CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
        return take.handle(
                new TakeCash.Command(
                        new Request(
                                new Origin(Actor.user("1", "test"), Optional.empty(), "once"),
                                Optional.of(new RequestKey(MERCHANT, "test", "once-" + order, "print"))),
                        MERCHANT,
                        new OrderId(Long.parseLong(order)),
                        Optional.empty(),
                        new BigDecimal("1000"),
                        Optional.empty()),
                Answers.reply(
                        after -> Answers.ok(List.of(after.progress().received().canonical()))));
    }

    // TILL-2
    @Test
    void twoConnectionsTakeTheSameCashOnce() {
        try (ExecutorService tills = Executors.newFixedThreadPool(2)) {
            for (int time = 0; time < 5; time++) {
                String order = cashier.open(PHO.x(1));
                cashier.checkout(order).expect(200);
                CyclicBarrier together = new CyclicBarrier(2);

                List<CompletableFuture<Answer>> sent = Stream.of(1, 2)
                        .map(till -> CompletableFuture.supplyAsync(() -> taken(order, together), tills))
                        .toList();

                assertThat(sent.stream().map(CompletableFuture::join))
                        .extracting(Answer::status)
                        .containsExactly(200, 200);
                assertThat(Stack.sql(
                                "select cast(sum(amount) as text) from PaymentAttempt where saleOrderId = " + order))
                        .singleElement()
                        .satisfies(sum -> assertThat(new BigDecimal(sum)).isEqualByComparingTo("1000"));
                assertThat(Stack.sql("select cast(received as text) from SaleOrder where id = " + order))
                        .singleElement()
                        .satisfies(sum -> assertThat(new BigDecimal(sum)).isEqualByComparingTo("1000"));
            }
        }
    }
}
