package nx.sale.docs;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.OnCall.CANCELLED;
import static nx.sale.kit.OnCall.CHECKED_OUT;
import static nx.sale.kit.OnCall.COMPLETED;
import static nx.sale.kit.OnCall.NOTIFIED;
import static nx.sale.kit.OnCall.OPENED;
import static nx.sale.kit.OnCall.PAID;
import static nx.sale.kit.OnCall.agreed;
import static nx.sale.kit.OnCall.asked;
import static nx.sale.kit.OnCall.events;
import static nx.sale.kit.OnCall.messages;
import static nx.sale.kit.OnCall.read;
import static nx.sale.kit.OnCall.refused;
import static nx.sale.kit.OnCall.reviews;
import static nx.sale.kit.OnCall.row;
import static nx.sale.kit.OnCall.state;
import static nx.sale.kit.OnCall.status;
import static nx.sale.kit.OnCall.typed;
import static nx.sale.kit.OnCall.typedBy;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import nx.sale.dev.Restaurant;
import nx.sale.dev.Sisters;
import nx.sale.drill.ReadinessTest;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.LogBook;
import nx.sale.kit.LostPayments;
import nx.sale.kit.Menu.Portion;
import nx.sale.kit.Operator;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Troubles;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every trouble of the runbook: made, seen and solved by the runbook's own commands and queries, which are read from its page. What
 * needs a stack of its own is tested elsewhere; {@link #SOLVED_BY} names all.
 */
class TroublesTest {
    /** Every trouble, and below it the tests that make and solve it; those without a class are here. */
    private static final String SOLVED_BY = """
            SaleHighErrorRate
              whoHoldsALockIsSeen_andEnded
              ReadinessTest#unknownKeyIsUnavailable_whenIdentityIsUnreachable_andTheCauseIsShown
              DatabaseUnavailableTest#whatNeedsItIsUnavailable_aDenialStaysADenial
              CostlyListsTest#costlyListsDoNotBlockSelling
            SaleWebhookFailures
              aWebhookOfAnUnknownOrder_isReplayedWhenTheOrderIsThere
              WebhookInboxTest#foreignPaymentIsIgnored_boundedAndNeverReplayed
              WebhookInboxTest#sourceOfNineteenDigitsIsAnUnknownOrder_andALargerOneIsInvalid
            MQ-Pay changed what it sends
              aWebhookThatMqPayWritesDifferently_isSeenByItsKind_andAppliedInTheOldForm
            A release was taken back, or served beside an older one
              ReturnJourneyTest#answerThatAnOlderReleaseIgnoredIsAppliedByAReplay
            SaleCheckoutFailures
              withPricingUnavailable_ordersStayDraft_guestsOrderOn_andTheSameKeyChecksOutOnce
            SaleKafkaProduceFailure
              aMessageThatKafkaRefusesIsParked_andSentWhenTheBrokerTakesIt
              OperationsJourneyTest#parkedMessageHoldsBackThoseOfItsKey
              KafkaUnavailableTest#theAlertFires_whileKafkaIsAway_theListNamesTheCause_andItClears
            SaleOutboxLag
              TroublesApartTest#aReplicaThatHangsHoldsItsMessages_untilItsPodIsRestarted
            SaleStuckOrder
              aStuckOrderThatNobodyPaysIsCancelledByTwo_andItsTableIsFree
              aStuckOrderThatWasPaidIsVerified
              aCancelThatFindsTheMoneyBooksIt
              withMqPayUnavailableAnOrderIsCancelledByForce_andItsMoneyIsLate
              anOrderWhoseMoneyWasSeenOutsideIsCompletedByTwo
              withMqPayUnavailableAnOrderIsCompletedByForce_andItsMoneyCountsOnce
              ChecksJourneyTest#anUnpaidCheckIsWrittenOff_andTheShortfallIsKnown
            SaleSessionLeak
              aShiftThatNobodyClosedIsClosed_andSaysThatNobodyCounted
            SaleAllocationStuck
              aTableOfACancelledOrderIsFreed
            SaleLatePayment
              lateMoneyIsAppliedOrGivenBack
              moneyOfAnAttemptThatNeverCameWaits_untilMqPaySendsItAgain
            SaleTenderUnknown
              WebhookMetricsTest#eachProviderIsCounted_andWarnedAboutOnce
            SaleNoReadyReplica
              DatabaseUnavailableTest#withASchemaThatDoesNotFitOrWithoutADatabaseItIsNotReady
              ProductionJarIT#itRefusesASchemaThatIsTooOld_andAWrongConfiguration
            A replica that starts while Kafka is unavailable
              KafkaUnavailableTest#theAlertFires_whileKafkaIsAway_theListNamesTheCause_andItClears
            The database takes no writes
              ReadinessTest#fullDiskAndReadOnlyPrimaryAreNamedInReadiness
            disk full
              ReadinessTest#fullDiskAndReadOnlyPrimaryAreNamedInReadiness
              whatTakesMostRoomIsSeen
            read-only
              ReadinessTest#fullDiskAndReadOnlyPrimaryAreNamedInReadiness
            Migrations by hand
              TroublesApartTest#migrationsByHandSayHowManySteps_andASecondRunTakesNone
            When no replica answers
              withNoReplicaTheDatabaseIsEnough
              RunbookTest#withNoReplicaAtAll_theDatabaseIsEnough
            Wrong total
              aWrongTotalIsFoundAndRecomputed_andTheMergeUndone
              aWrongSplitIsUndone
              WrongTotalTest#theProofShowsIt_theUndoIsRefusedWithIt_andRecomputingMendsIt
            Questions to the database
              whyOrdersAreCancelledIsCounted
              everyZIsProven
              RunbookTest#aCatalogueComesInFromAFile
            Release
              RollingRestartTest#bothReplicasAreReplacedUnderLoad_withNoRequestRefusedAndNoEventLost
            crash in the middle of a checkout
              KilledTest#killedInTheMiddleOfACheckout_theOrderIsADraftOrProcessing_neverBetween
            webhook arrived, Kafka down
              KafkaUnavailableTest#theAlertFires_whileKafkaIsAway_theListNamesTheCause_andItClears
            a consumer lost `payment.success`
              aConsumerThatLostAPaymentIsToldAgain
            MQ-Pay loses webhooks
              LostWebhooksJourneyTest#anAnnouncedPaymentWhoseWebhooksAreLostIsBookedOnce
            duplicate webhook
              aDuplicateWebhookChangesNothing
            stuck PROCESSING after an MQ-Pay timeout
              aStuckOrderThatNobodyPaysIsCancelledByTwo_andItsTableIsFree
            wrong total after a merge or a split
              aWrongTotalIsFoundAndRecomputed_andTheMergeUndone
              aWrongSplitIsUndone
            lost shift of a till
              aShiftThatNobodyClosedIsClosed_andSaysThatNobodyCounted
            kill -9, power cut
              KilledTest#killedBetweenCommitAndPublish_everyEventArrivesAfterTheRestart_inOrderPerOrder
            restore of PostgreSQL to an earlier moment
              TroublesApartTest#afterARestoreMqPaySendsAgain_andConsumersSeeThePaymentAgainWithANewId
            """;

    private final Sisters sisters = Stack.get().sisters();
    private final Api manager = Stack.as("manager").with("x-device-info", "troubles");
    private final Troubles troubles = new Troubles();

    @AfterEach
    void everybodyAnswersAgain() {
        sisters.up("mq-pay", true);
        sisters.up("pricing", true);
    }

    private String checkedOut() {
        String order = manager.open(PHO.x(1));
        manager.checkout(order).expect(200);
        return order;
    }

    private String total(String order) {
        return manager.get("/sale-orders/" + order).expect(200).at("/total");
    }

    private static Api.Reply paid(String order, String amount) {
        return Webhooks.success(order).amount(amount).send();
    }

    /** As if it had waited since long ago, longer than every other. */
    private static void old(String order) {
        Stack.sql("update SaleOrder set processingAt = processingAt - interval '60 days' where id = " + order);
        Stack.sql("update AllocationUsage set createdAt = createdAt - interval '60 days' where usageId = " + order);
    }

    @Test
    void aWebhookOfAnUnknownOrder_isReplayedWhenTheOrderIsThere() {
        String order = checkedOut();
        String total = total(order);
        Stack.sql("update SaleOrder set deletedAt = now() where id = " + order);
        assertThat(paid(order, total).expect(404).at("/code")).isEqualTo("payment-target-unknown");
        Stack.sql("update SaleOrder set deletedAt = null where id = " + order);
        String webhook = Stack.sql("select id from " + Stack.WEBHOOKS + " where attemptUid = 'a-" + order + "'")
                .getFirst();
        assertThat(row("SaleWebhookFailures", "webhook list --outcome PARKED", webhook)
                        .orElseThrow()
                        .at("/eventType")
                        .asText())
                .isEqualTo("mq-pay:attempt.success");
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT);

        assertThat(typed("SaleWebhookFailures", "webhook replay", "WEBHOOK", webhook)
                        .at("/outcome")
                        .asText())
                .isEqualTo("APPLIED");

        assertThat(typed("SaleWebhookFailures", "webhook replay", "WEBHOOK", webhook)
                        .at("/outcome")
                        .asText())
                .as("a repeat changes nothing")
                .isEqualTo("DUPLICATE");
        assertThat(row("SaleWebhookFailures", "webhook list --outcome PARKED", webhook))
                .isEmpty();
        assertThat(state(order)).isEqualTo("COMPLETED|" + total + "|0");
        assertThat(events(order))
                .containsExactly("ORDER_OPENED", "ITEMS_ADDED", "CHECKED_OUT", "PAYMENT_RECEIVED", "COMPLETED");
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT, PAID, NOTIFIED, COMPLETED);
    }

    @Test
    void aDuplicateWebhookChangesNothing() {
        String order = checkedOut();
        String total = total(order);
        assertThat(paid(order, total).expect(200).at("/outcome")).isEqualTo("APPLIED");
        List<String> events = events(order);
        List<String> messages = messages(order);

        assertThat(paid(order, total).expect(200).at("/outcome")).isEqualTo("DUPLICATE");

        assertThat(state(order)).isEqualTo("COMPLETED|" + total + "|0");
        assertThat(events(order)).isEqualTo(events);
        assertThat(messages(order)).isEqualTo(messages).hasSize(5);
        assertThat(Stack.sql(
                        "select outcome, attempts from " + Stack.WEBHOOKS + " where attemptUid = 'a-" + order + "'"))
                .containsExactly("APPLIED|2");
    }

    @Test
    void aWebhookThatMqPayWritesDifferently_isSeenByItsKind_andAppliedInTheOldForm() {
        String order = checkedOut();
        String total = total(order);
        String right = Webhooks.success(order).amount(total).body();
        String renamed = right.replace(json("'amount'"), json("'sum%s'", order));
        assertThat(Webhooks.send(renamed).expect(500).at("/code")).isEqualTo("webhook-unreadable");
        String nameless = right.replace(json("'uid'"), json("'key'")).replace(json("'id'"), json("'key%s'", order));
        assertThat(Webhooks.send(nameless).expect(500).at("/code")).isEqualTo("webhook-unreadable");

        String kept = Stack.sql("select id from " + Stack.WEBHOOKS + " where attemptUid = 'a-" + order + "'")
                .getFirst();
        String lost = Stack.sql("select id from " + Stack.WEBHOOKS + " where body like '%key" + order + "%'")
                .getFirst();
        assertThat(asked("SaleWebhookFailures", "PaymentEvent"))
                .as("the newest of each kind")
                .anyMatch(row -> row.startsWith("mq-pay:attempt.success|FAILED|a successful attempt without amount|")
                        && row.endsWith("|" + kept))
                .anyMatch(row -> row.startsWith("mq-pay:attempt.success|FAILED|the attempt is missing, or has no uid|")
                        && row.endsWith("|" + lost));
        assertThat(row("SaleWebhookFailures", "webhook list --outcome FAILED", kept))
                .isPresent();
        assertThat(row("SaleWebhookFailures", "webhook list --outcome FAILED", lost))
                .isPresent();
        assertThat(refused("SaleWebhookFailures", "webhook replay", "WEBHOOK", kept))
                .startsWith("sale ops: 500 webhook-unreadable");
        assertThat(refused("SaleWebhookFailures", "webhook replay", "WEBHOOK", lost))
                .startsWith("sale ops: 409 webhook-not-replayable");

        String richer = right.replace(json("'payload':{"), json("'since':'v2','payload':{'risk':{'score':1},"));
        assertThat(Webhooks.send(richer).expect(200).at("/outcome"))
                .as("the old form, with new fields that do no harm")
                .isEqualTo("APPLIED");

        assertThat(typed("SaleWebhookFailures", "webhook replay", "WEBHOOK", kept)
                        .at("/outcome")
                        .asText())
                .isEqualTo("DUPLICATE");
        assertThat(row("SaleWebhookFailures", "webhook list --outcome FAILED", kept))
                .isEmpty();
        assertThat(state(order)).isEqualTo("COMPLETED|" + total + "|0");
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT, PAID, NOTIFIED, COMPLETED);
    }

    @Test
    void withPricingUnavailable_ordersStayDraft_guestsOrderOn_andTheSameKeyChecksOutOnce() {
        String order = manager.open(PHO.x(1));
        Api till = manager.key("troubles-" + order);
        sisters.up("pricing", false);
        try (LogBook log = new LogBook()) {
            assertThat(till.with("X-Request-Id", "unpriced-" + order)
                            .checkout(order)
                            .expect(503)
                            .at("/code"))
                    .isEqualTo("pricing-unavailable");
            assertThat(Runbook.section("SaleCheckoutFailures")).contains("`level=error AND PricingNetworkService`");
            assertThat(log.found("level=error", "PricingNetworkService", "requestId=unpriced-" + order))
                    .isTrue();
        }
        await().untilAsserted(() -> assertThat(
                        ReadinessTest.part(manager.get("/readyz").expect(200).body(), "pricing"))
                .isEqualTo("degraded"));
        assertThat(status(order)).isEqualTo("DRAFT");
        manager.add(order, BUN_CHA.x(1)).expect(200);

        sisters.up("pricing", true);

        await().until(() -> till.checkout(order).status() == 200);
        assertThat(till.checkout(order).expect(200).header("Idempotent-Replayed"))
                .isEqualTo("true");
        assertThat(status(order)).isEqualTo("PROCESSING");
        assertThat(events(order)).containsExactly("ORDER_OPENED", "ITEMS_ADDED", "ITEMS_ADDED", "CHECKED_OUT");
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT);
    }

    /** Lets the broker take no larger records on this topic; 0 takes the limit back. */
    private static void limit(String topic, int bytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Stack.get().kafkaBootstrap()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
                                    bytes > 0 ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE))))
                    .all()
                    .get();
        }
    }

    @Test
    void aMessageThatKafkaRefusesIsParked_andSentWhenTheBrokerTakesIt() throws Exception {
        String order = checkedOut();
        messages(order);
        String of = "select position from Outbox where topic = '" + Topics.PAYMENT_SUCCESS + "' and key = '" + order
                + "' order by position";
        limit(Topics.PAYMENT_SUCCESS, 100);
        try {
            paid(order, "1000").expect(200);
            await().until(() -> row(
                            "SaleKafkaProduceFailure",
                            "outbox list --status PARKED",
                            Stack.sql(of).getFirst())
                    .isPresent());
            typed("Recovery", "order replay-payment", "ORDER", order);
            JsonNode parked = row(
                            "SaleKafkaProduceFailure",
                            "outbox list --status PARKED",
                            Stack.sql(of).getFirst())
                    .orElseThrow();
            assertThat(parked.at("/attempts").asInt()).isEqualTo(5);
            assertThat(parked.at("/lastError").asText()).contains("RecordTooLarge");
            assertThat(typed("SaleKafkaProduceFailure", "kafka status")
                            .at("/outbox/parked")
                            .asInt())
                    .isPositive();
            JsonNode behind = row(
                            "SaleKafkaProduceFailure",
                            "outbox list",
                            Stack.sql(of).getLast())
                    .orElseThrow();
            assertThat(behind.at("/status").asText() + behind.at("/attempts").asText())
                    .as("what is behind it waits and is not tried")
                    .isEqualTo("PENDING0");
        } finally {
            limit(Topics.PAYMENT_SUCCESS, 0);
        }

        typed(
                "SaleKafkaProduceFailure",
                "outbox retry",
                "MESSAGE",
                Stack.sql(of).getFirst());

        List<Topic.Event> sent = Topic.of(Stack.get().kafkaBootstrap(), Topics.PAYMENT_SUCCESS, order, 2);
        assertThat(sent).extracting(Topic.Event::sequence).containsExactly(1L, 2L);
        assertThat(sent)
                .extracting(event -> event.body().path("replayed").asBoolean())
                .containsExactly(false, true);
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT, PAID, NOTIFIED, PAID);
        assertThat(row(
                        "SaleKafkaProduceFailure",
                        "outbox list --status PARKED",
                        Stack.sql(of).getFirst()))
                .isEmpty();
    }

    @Test
    void aStuckOrderThatNobodyPaysIsCancelledByTwo_andItsTableIsFree() {
        Floor floor = Floor.drawn(manager, 1);
        String order = manager.newOrder()
                .at(floor.unit(0))
                .items(PHO.x(1))
                .create()
                .expect(201)
                .at("/id");
        manager.checkout(order).expect(200);
        paid(order, "1000").expect(200);
        old(order);
        assertThat(typed("SaleLatePayment", "overview").at("/stuckOrders").findValuesAsText("id"))
                .contains(order);
        assertThat(asked("Questions to the database", "processingAt"))
                .anyMatch(row -> row.startsWith(order + "|" + Restaurant.MERCHANT + "|"));
        assertThat(status(order)).isEqualTo("PARTIAL");
        assertThat(asked("Questions to the database", "AllocationUsage"))
                .anyMatch(row -> row.contains("|" + order + "|"));
        assertThat(floor.now(manager, 0).at("/state").asText()).isEqualTo("OCCUPIED");
        assertThat(typed("SaleStuckOrder", "order verify", "ORDER", order))
                .hasToString(json("{'configured':true,'paid':0,'pending':0,'attempts':[]}"));

        String token = agreed("approve-cancel", order);
        typed("SaleStuckOrder", "order cancel ORDER --approval APPROVAL --reason", "ORDER", order, "APPROVAL", token);

        assertThat(state(order)).startsWith("CANCELLED|1000|");
        assertThat(floor.now(manager, 0).at("/state").asText()).isEqualTo("FREE");
        assertThat(Stack.sql("select status from AllocationUsage where usageId = " + order))
                .containsExactly("CANCELLED");
        assertThat(reviews(order)).containsExactly("REFUND_DUE|OPEN|1000");
        assertThat(events(order))
                .containsExactly(
                        "ORDER_OPENED",
                        "ITEMS_ADDED",
                        "SEATED",
                        "CHECKED_OUT",
                        "PAYMENT_RECEIVED",
                        "PAYMENTS_VERIFIED",
                        "APPROVAL_GIVEN",
                        "APPROVED",
                        "CANCELLED");
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT, PAID, NOTIFIED, CANCELLED);
        assertThat(Stack.sql("select action, reason, actor = (select actor from AuditEntry where action = 'CANCELLED'"
                        + " and saleOrderId = " + order + ") from AuditEntry where saleOrderId = " + order
                        + " and reason is not null order by id"))
                .as("both of them")
                .containsExactly(
                        "APPROVAL_GIVEN|saw the empty table|f",
                        "APPROVED|saw the empty table|t",
                        "CANCELLED|MQ-Pay timeout, guests left|t");
        assertThat(typed("SaleLatePayment", "overview").at("/stuckOrders").findValuesAsText("id"))
                .doesNotContain(order);
    }

    @Test
    void aStuckOrderThatWasPaidIsVerified() {
        String order = checkedOut();
        String total = total(order);
        LostPayments.announce(manager, order, total).expect(200);
        old(order);
        new LostPayments(sisters).make(order, total, "success");

        assertThat(typed("SaleStuckOrder", "order verify", "ORDER", order))
                .hasToString(json(
                        "{'configured':true,'paid':1,'pending':0,'attempts':[{'attemptUid':'at-%s',"
                                + "'event':'mq-pay:attempt.success','outcome':'APPLIED'}]}",
                        order));

        assertThat(state(order)).isEqualTo("COMPLETED|" + total + "|0");
        assertThat(events(order))
                .containsExactly(
                        "ORDER_OPENED",
                        "ITEMS_ADDED",
                        "CHECKED_OUT",
                        "PAYMENT_ANNOUNCED",
                        "PAYMENT_RECEIVED",
                        "COMPLETED",
                        "PAYMENTS_VERIFIED");
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT, PAID, NOTIFIED, COMPLETED);
    }

    @Test
    void aCancelThatFindsTheMoneyBooksIt() {
        String order = checkedOut();
        String total = total(order);
        LostPayments.announce(manager, order, total).expect(200);
        old(order);
        String token = agreed("approve-cancel", order);
        new LostPayments(sisters).make(order, total, "success");

        assertThat(refused(
                        "SaleStuckOrder",
                        "order cancel ORDER --approval APPROVAL --reason",
                        "ORDER",
                        order,
                        "APPROVAL",
                        token))
                .startsWith("sale ops: 409 payment-arrived");

        assertThat(state(order)).isEqualTo("COMPLETED|" + total + "|0");
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT, PAID, NOTIFIED, COMPLETED);
    }

    /** MQ-Pay answers again, and is asked for what was announced for this order. */
    private void mqPayIsAsked(String order) {
        sisters.up("mq-pay", true);
        await().until(() -> {
            Stack.sql("update PendingAttempt set nextAt = now() where nextAt > now() and saleOrderId = " + order);
            return Stack.sql("select endedAt is not null from PendingAttempt where saleOrderId = " + order)
                    .equals(List.of("t"));
        });
    }

    @Test
    void withMqPayUnavailableAnOrderIsCancelledByForce_andItsMoneyIsLate() {
        String order = checkedOut();
        String total = total(order);
        LostPayments.announce(manager, order, total).expect(200);
        old(order);
        new LostPayments(sisters).make(order, total, "success");
        sisters.up("mq-pay", false);
        String[] ids = {"ORDER", order, "APPROVAL", agreed("approve-cancel", order)};
        assertThat(refused("SaleStuckOrder", "order verify", "ORDER", order))
                .startsWith("sale ops: 503 mq-pay-unavailable");
        assertThat(refused("SaleStuckOrder", "order cancel ORDER --approval APPROVAL --reason", ids))
                .startsWith("sale ops: 503 mq-pay-unavailable");
        assertThat(status(order)).isEqualTo("PROCESSING");

        typed("SaleStuckOrder", "order cancel ORDER --approval APPROVAL --force", ids);
        assertThat(state(order)).startsWith("CANCELLED|0|");
        mqPayIsAsked(order);

        assertThat(state(order)).startsWith("CANCELLED|0|");
        assertThat(reviews(order)).containsExactly("LATE|OPEN|" + total);
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT, CANCELLED);
    }

    @Test
    void anOrderWhoseMoneyWasSeenOutsideIsCompletedByTwo() {
        String order = checkedOut();
        String total = total(order);
        old(order);

        typed(
                "SaleStuckOrder",
                "order complete ORDER --approval APPROVAL --reason",
                "ORDER",
                order,
                "APPROVAL",
                agreed("approve-complete", order));

        assertThat(state(order)).isEqualTo("COMPLETED|0|" + total);
        assertThat(reviews(order)).containsExactly("SHORTFALL|OPEN|" + total);
        paid(order, total).expect(200);
        assertThat(state(order)).as("the webhook comes after all").isEqualTo("COMPLETED|" + total + "|0");
        assertThat(reviews(order)).containsExactly("SHORTFALL|OPEN|" + total);
        assertThat(events(order))
                .containsExactly(
                        "ORDER_OPENED",
                        "ITEMS_ADDED",
                        "CHECKED_OUT",
                        "APPROVAL_GIVEN",
                        "APPROVED",
                        "COMPLETED_BY_HAND",
                        "PAYMENT_RECEIVED",
                        "COMPLETED",
                        "PAYMENT_RECEIVED");
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT, PAID, NOTIFIED, COMPLETED, PAID, NOTIFIED);
    }

    @Test
    void withMqPayUnavailableAnOrderIsCompletedByForce_andItsMoneyCountsOnce() {
        String order = checkedOut();
        String total = total(order);
        LostPayments.announce(manager, order, total).expect(200);
        old(order);
        new LostPayments(sisters).make(order, total, "success");
        sisters.up("mq-pay", false);
        String[] ids = {"ORDER", order, "APPROVAL", agreed("approve-complete", order)};
        assertThat(refused("SaleStuckOrder", "order complete ORDER --approval APPROVAL --reason", ids))
                .startsWith("sale ops: 503 mq-pay-unavailable");

        typed("SaleStuckOrder", "order complete ORDER --approval APPROVAL --force", ids);
        mqPayIsAsked(order);

        assertThat(state(order)).isEqualTo("COMPLETED|" + total + "|0");
        assertThat(reviews(order)).containsExactly("SHORTFALL|OPEN|" + total);
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT, PAID, NOTIFIED, COMPLETED, PAID, NOTIFIED);
    }

    @Test
    void aShiftThatNobodyClosedIsClosed_andSaysThatNobodyCounted() {
        String device = "till-" + System.nanoTime();
        String session = manager.with("x-device-info", device)
                .openShift("500000")
                .expect(201)
                .at("/id");
        Stack.sql("update PosSession set openedAt = openedAt - interval '60 days' where id = " + session);
        assertThat(row("SaleSessionLeak", "session list --leaked", session)
                        .orElseThrow()
                        .at("/deviceId")
                        .asText())
                .isEqualTo(device);
        assertThat(asked("Questions to the database", "PosSession")).anyMatch(row -> row.startsWith(session + "|"));

        JsonNode closed = typed("SaleSessionLeak", "session close", "SESSION", session);

        assertThat(closed.at("/session/status").asText()).isEqualTo("CLOSED");
        assertThat(closed.at("/session/actualCash").isNull()).isTrue();
        assertThat(row("SaleSessionLeak", "session list --leaked", session)).isEmpty();
        assertThat(messages(Restaurant.MERCHANT + ":" + device)).containsExactly(Topics.POS_SESSION_CLOSED);
        assertThat(Stack.sql("select reason, details->>'discrepancy' from AuditEntry where action = 'SHIFT_CLOSED'"
                        + " and details->>'posSessionId' = '" + session + "'"))
                .containsExactly("till was replaced|not counted");
    }

    @Test
    void aTableOfACancelledOrderIsFreed() {
        Floor floor = Floor.drawn(manager, 1);
        String order = manager.open(PHO.x(1));
        floor.seat(manager, 0, order).expect(201);
        manager.cancel(order, "left").expect(200);
        Stack.sql("update SaleOrder set cancelledAt = cancelledAt - interval '60 days' where id = " + order);
        Stack.sql("update AllocationUsage set status = 'ACTIVE' where usageId = " + order);
        String usage = Stack.sql("select id from AllocationUsage where usageId = " + order)
                .getFirst();
        assertThat(row("SaleAllocationStuck", "usage list --stuck", usage)
                        .orElseThrow()
                        .at("/saleOrderId")
                        .asText())
                .isEqualTo(order);
        assertThat(floor.now(manager, 0).at("/state").asText()).isEqualTo("OCCUPIED");

        typed("SaleAllocationStuck", "usage cancel", "USAGE", usage);

        assertThat(floor.now(manager, 0).at("/state").asText()).isEqualTo("FREE");
        assertThat(row("SaleAllocationStuck", "usage list --stuck", usage)).isEmpty();
        assertThat(state(order)).startsWith("CANCELLED|0|");
        assertThat(events(order))
                .containsExactly("ORDER_OPENED", "ITEMS_ADDED", "SEATED", "CANCELLED", "TABLE_CANCELLED");
        assertThat(messages(order)).containsExactly(OPENED, CANCELLED);
    }

    private JsonNode late(String order) {
        String review = Stack.sql("select id from PaymentReview where saleOrderId = " + order)
                .getFirst();
        return row("SaleLatePayment", "review list", review).orElseThrow();
    }

    private Api.Reply resolved(JsonNode review, String resolution) {
        return manager.resolve(review.at("/id").asText(), resolution);
    }

    @Test
    void lateMoneyIsAppliedOrGivenBack() {
        String gone = checkedOut();
        String divided = checkedOut();
        String draft = manager.open(PHO.x(1));
        String total = total(gone);
        manager.cancel(gone, "left").expect(200);
        manager.divide(divided, 2).expect(201);
        assertThat(paid(gone, total).expect(200).at("/outcome")).isEqualTo("LATE");
        assertThat(paid(divided, total).expect(200).at("/outcome")).isEqualTo("LATE");
        assertThat(paid(draft, "1000").expect(200).at("/outcome")).isEqualTo("LATE");
        assertThat(late(gone).at("/amount").asText()).isEqualTo(total);
        assertThat(late(divided).at("/amount").asText()).isEqualTo(total);
        assertThat(late(draft).at("/amount").asText()).isEqualTo("1000");

        resolved(late(gone), "REFUNDED").expect(200);
        JsonNode ofDivided = late(divided);
        assertThat(resolved(ofDivided, "APPLIED").expect(409).at("/code"))
                .as("its checks wait for money, it does not")
                .isEqualTo("review-not-applicable");
        manager.delete("/sale-orders/" + divided + "/checks").expect(200);
        resolved(ofDivided, "APPLIED").expect(200);
        manager.checkout(draft).expect(200);

        assertThat(reviews(gone)).containsExactly("LATE|REFUNDED|" + total);
        assertThat(state(gone)).isEqualTo("CANCELLED|0|" + total);
        assertThat(messages(gone)).containsExactly(OPENED, CHECKED_OUT, CANCELLED);
        assertThat(reviews(divided)).containsExactly("LATE|APPLIED|" + total);
        assertThat(state(divided)).isEqualTo("COMPLETED|" + total + "|0");
        assertThat(messages(divided)).containsExactly(OPENED, CHECKED_OUT, PAID, NOTIFIED, COMPLETED);
        assertThat(reviews(draft)).containsExactly("LATE|APPLIED|1000");
        assertThat(state(draft)).startsWith("PARTIAL|1000|");
        assertThat(messages(draft)).containsExactly(OPENED, CHECKED_OUT, PAID, NOTIFIED);
    }

    private static boolean waits(String order) {
        return typed("SaleLatePayment", "payment waiting")
                .findValuesAsText("saleOrderId")
                .contains(order);
    }

    @Test
    void moneyOfAnAttemptThatNeverCameWaits_untilMqPaySendsItAgain() {
        String order = checkedOut();
        String total = total(order);
        BigDecimal rest = new BigDecimal(total).subtract(new BigDecimal("1000"));
        String first = Webhooks.named("success", "SaleOrder", order, "t-" + order, "a1-" + order, "1000");
        Webhooks.send(first.replace(json("'paid':1000"), json("'paid':%s", total)))
                .expect(200);
        assertThat(waits(order)).isTrue();

        Webhooks.send(Webhooks.named("success", "SaleOrder", order, "t-" + order, "a2-" + order, rest.toPlainString()))
                .expect(200);

        assertThat(waits(order)).isFalse();
        assertThat(state(order)).isEqualTo("COMPLETED|" + total + "|0");
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT, PAID, NOTIFIED, PAID, NOTIFIED, COMPLETED);
    }

    @Test
    void withNoReplicaTheDatabaseIsEnough() {
        Map<String, String> database =
                Map.of("APP_ENV_DB_URL", Stack.get().postgresUrl(), "SALE_MERCHANT", Restaurant.MERCHANT);
        String order = checkedOut();
        old(order);
        String section = "When no replica answers";
        assertThat(Operator.in(database, "", Operator.words(Runbook.command(section, "overview") + " --json"))
                        .out())
                .contains(json("'id':'%s'", order));

        Operator.Output agreed = Operator.in(
                database,
                "",
                Operator.words(Runbook.command(section, "order approve-cancel", "ORDER", order) + " --json"));
        String token =
                read(agreed.out().lines().toList().getLast()).at("/token").asText();
        assertThat(Operator.in(
                                database,
                                "",
                                Operator.words(
                                        Runbook.command(section, "order cancel", "ORDER", order, "APPROVAL", token)))
                        .exit())
                .isZero();

        assertThat(state(order)).startsWith("CANCELLED|0|");
        assertThat(messages(order)).containsExactly(OPENED, CHECKED_OUT, CANCELLED);
        assertThat(Stack.sql("select action, actor from AuditEntry where saleOrderId = " + order
                        + " and actor like 'system:emergency%' order by id"))
                .containsExactly(
                        "APPROVAL_GIVEN|system:emergency/ben",
                        "APPROVED|system:emergency/anna",
                        "CANCELLED|system:emergency/anna");
    }

    @Test
    void aConsumerThatLostAPaymentIsToldAgain() {
        String order = checkedOut();
        String total = total(order);
        paid(order, total).expect(200);
        List<String> before = messages(order);

        typed("Recovery", "order replay-payment", "ORDER", order);

        assertThat(state(order)).isEqualTo("COMPLETED|" + total + "|0");
        assertThat(messages(order).subList(0, before.size())).isEqualTo(before);
        assertThat(messages(order)).endsWith("payment.success").hasSize(before.size() + 1);
        List<Topic.Event> sent = Topic.of(Stack.get().kafkaBootstrap(), Topics.PAYMENT_SUCCESS, order, 2);
        assertThat(sent)
                .extracting(event -> event.sequence() + " " + event.body().path("replayed"))
                .containsExactly("1 ", "2 true");
    }

    @Test
    void aWrongTotalIsFoundAndRecomputed_andTheMergeUndone() {
        String section = "Wrong total";
        String order = troubles.merged();
        String total = total(order);
        Stack.sql("update SaleOrder set total = total + 1000, rounding = rounding + 1000 where id = " + order);
        assertThat(refused(section, "order undo-merge ORDER --yes", "ORDER", order))
                .startsWith(
                        "sale ops: 409 order-sums-differ: The stored total of order " + order + " differs by 1000 ");
        JsonNode wrong = typed(section, "order proof", "ORDER", order).at("/0/today/0");
        assertThat(wrong.at("/agrees").asBoolean()).isFalse();
        assertThat(wrong.at("/difference/total").asText()).isEqualTo("1000");
        String recompute = "order recompute ORDER --reason";
        assertThat(typed(section, recompute, "ORDER", order)
                        .at("/today/difference/total")
                        .asText())
                .as("the page rehearses it")
                .isEqualTo("1000");
        assertThat(total(order)).isNotEqualTo(total);
        String token = typedBy("manager", section, "order approve-recompute", "ORDER", order)
                .at("/token")
                .asText();

        typed(section, "order recompute ORDER --approval", "ORDER", order, "APPROVAL", token);

        assertThat(total(order)).isEqualTo(total);
        assertThat(typed(section, "order proof", "ORDER", order)
                        .at("/0/today/0/agrees")
                        .asBoolean())
                .isTrue();
        assertThat(typed(section, "order undo-merge ORDER --dry-run", "ORDER", order)
                        .at("/blockers"))
                .isEmpty();
        typed(section, "order undo-merge ORDER --yes", "ORDER", order);
        assertThat(events(order))
                .containsExactly("ORDER_OPENED", "ITEMS_ADDED", "MERGE", "APPROVAL_GIVEN", "RECOMPUTED", "UNDO_MERGE");
        assertThat(messages(order))
                .containsExactly(
                        OPENED,
                        "sale-order.changed MERGED",
                        "sale-order.changed RECOMPUTED",
                        "sale-order.changed UNDONE");
        assertThat(Stack.sql(
                        "select action, reason from AuditEntry where action = 'RECOMPUTED' and saleOrderId = " + order))
                .containsExactly("RECOMPUTED|total was changed by SQL");
    }

    @Test
    void aWrongSplitIsUndone() {
        String order = troubles.split();
        String total = total(order);

        typed("Wrong total", "order undo-split", "ORDER", order);

        assertThat(new BigDecimal(total(order))).isGreaterThan(new BigDecimal(total));
        assertThat(typed("Wrong total", "order proof", "ORDER", order).findValuesAsText("agrees"))
                .containsOnly("true");
        assertThat(messages(order)).containsExactly(OPENED, "sale-order.changed SPLIT", "sale-order.changed UNDONE");
    }

    @Test
    void whyOrdersAreCancelledIsCounted() {
        String reason = "kitchen closed " + System.nanoTime();
        for (Portion items : List.of(PHO.x(1), BUN_CHA.x(1))) {
            manager.cancel(manager.open(items), reason).expect(200);
        }
        assertThat(asked("Questions to the database", "cancellationReason")).contains(reason + "|2");
    }

    @Test
    void everyZIsProven() {
        Operator.Output proven =
                Operator.ops("", Operator.words(Runbook.command("Questions to the database", "z verify")));
        assertThat(proven.exit()).isZero();
        assertThat(proven.out()).contains("all as they were written");
    }

    @Test
    void whoHoldsALockIsSeen_andEnded() throws Exception {
        String order = manager.open(PHO.x(1));
        try (Connection holding = DriverManager.getConnection(Stack.get().postgresUrl());
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute(Stack.quoted("select 1 from sale.SaleOrder where id = " + order + " for update"));
            CompletableFuture<Api.Reply> waiting =
                    CompletableFuture.supplyAsync(() -> manager.add(order, BUN_CHA.x(1)));
            String holder = await().until(
                            () -> asked("SaleHighErrorRate", "pg_stat_activity").stream()
                                    .map(row -> row.split("\\|"))
                                    .filter(row -> row[2].equals("Lock"))
                                    .map(row -> row[3].replaceAll("[{}]", ""))
                                    .toList(),
                            waits -> waits.size() == 1)
                    .getFirst();
            assertThat(asked("SaleHighErrorRate", "pg_stat_activity"))
                    .anyMatch(row -> row.startsWith(holder + "|idle in transaction|")
                            && row.contains(Stack.quoted("select 1 from sale.SaleOrder where id = " + order)));

            assertThat(Runbook.section("SaleHighErrorRate")).contains("`select pg_terminate_backend(PID)`");
            Stack.sql("select pg_terminate_backend(" + holder + ")");

            waiting.join().expect(200);
        }
        assertThat(messages(order)).containsExactly(OPENED);
    }

    @Test
    void whatTakesMostRoomIsSeen() {
        assertThat(asked("The database takes no writes", "pg_stat_user_tables"))
                .hasSize(10)
                .allMatch(row -> row.matches("\\w+\\|\\d+ \\w+\\|\\d+"));
        String slot = "unread_" + System.nanoTime();
        Stack.sql("select pg_create_physical_replication_slot('" + slot + "', true)");
        try {
            assertThat(asked("The database takes no writes", "pg_replication_slots"))
                    .anyMatch(row -> row.matches(slot + "\\|f\\|\\d+ \\w+"));
        } finally {
            Stack.sql("select pg_drop_replication_slot('" + slot + "')");
        }
    }

    /** A trouble that is added to the page, or a test that is renamed, fails here. */
    @Test
    void everyTroubleHasItsTests() throws IOException {
        Map<String, List<String>> tests = new LinkedHashMap<>();
        List<String> under = List.of();
        for (String line : SOLVED_BY.lines().toList()) {
            if (line.startsWith(" ")) {
                under.add(line.strip());
            } else {
                under = tests.computeIfAbsent(line, trouble -> new ArrayList<>());
            }
        }
        assertThat(tests.keySet()).containsExactlyInAnyOrderElementsOf(Runbook.troubles());
        assertThat(tests.values()).doesNotContain(List.of());
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        Set<String> here = new TreeSet<>();
        for (String test : tests.values().stream().flatMap(List::stream).toList()) {
            String[] parts = test.split("#");
            if (parts.length == 1) {
                here.add(test);
            } else {
                assertThat(sources.getOrDefault(parts[0] + ".java", ""))
                        .as(test)
                        .containsPattern(
                                "@(Test|ParameterizedTest)\\b((?!\n    })[\\s\\S])*? void " + parts[1] + "\\(");
            }
        }
        assertThat(Stream.of(getClass().getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(Method::getName)
                        .filter(name -> !name.equals("everyTroubleHasItsTests")))
                .containsExactlyInAnyOrderElementsOf(here);
    }
}
