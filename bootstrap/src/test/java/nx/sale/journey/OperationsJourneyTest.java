package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import nx.sale.dev.Restaurant;
import nx.sale.domain.operations.BrokerState;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Watch;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.KafkaCluster;
import nx.sale.messaging.KafkaPublisher;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators do when something needs a person. */
class OperationsJourneyTest {
    private static final String BECAUSE = json("{'reason':'asked by finance'}");

    private final Api operator = Stack.as("operator");
    private final Api manager = Stack.as("manager");
    private final Api cashier = Stack.as("cashier");
    private final String key = "key-" + System.nanoTime();

    /** A message in the outbox that the relay leaves alone for now; its id. */
    private String message(String status) {
        return Stack.sql(
                        "insert into Outbox (merchantId, eventId, bucket, topic, key, type, version, body, requestId, occurredAt, status,"
                                + " retryAt, lastError) values (70001, " + System.nanoTime() + ", 5, '"
                                + Topics.PAYMENT_SUCCESS + "', '" + key
                                + "', 'payment.success', 1, '{}', 'r', now(), '" + status
                                + "', now() + interval '1 hour', 'broker said no') returning position")
                .getFirst();
    }

    private static String statusOf(String message) {
        return Stack.sql("select status from Outbox where position = " + message)
                .getFirst();
    }

    // OUTBOX-7
    @Test
    void parkedMessageIsResubmitted() {
        String parked = message("PARKED");
        JsonNode listed = operator.get("/operations/outbox?status=PARKED&limit=200")
                .expect(200)
                .body();
        assertThat(listed.at("/data").findValuesAsText("id")).contains(parked);
        assertThat(listed.at("/data").findValuesAsText("lastError")).contains("broker said no");

        assertThat(operator.post("/operations/outbox/" + parked + "/retry", BECAUSE)
                        .expect(200)
                        .at("/status"))
                .isEqualTo("PENDING");
        assertThat(Topic.of(Stack.get().kafkaBootstrap(), Topics.PAYMENT_SUCCESS, key, 1))
                .hasSize(1);
        await().untilAsserted(() -> assertThat(statusOf(parked)).isEqualTo("PUBLISHED"));
        assertThat(operator.post("/operations/outbox/" + parked + "/retry", BECAUSE)
                        .expect(409)
                        .at("/code"))
                .isEqualTo("message-not-allowed");
        assertThat(manager.get("/operations/audit?action=MESSAGE_RETRY&limit=200")
                        .expect(200)
                        .text())
                .contains(json("'messageId':'%s'", parked), "asked by finance");
    }

    // OUTBOX-7
    @Test
    void parkedMessageHoldsBackThoseOfItsKey() {
        String first = message("PENDING");
        String behind = message("PENDING");
        operator.post("/operations/outbox/" + first + "/park", BECAUSE).expect(200);
        assertThat(statusOf(first)).isEqualTo("PARKED");
        assertThat(operator.post("/operations/outbox/" + first + "/park", BECAUSE)
                        .expect(409)
                        .at("/code"))
                .isEqualTo("message-not-allowed");

        operator.post("/operations/outbox/" + behind + "/retry", BECAUSE).expect(200);
        operator.post("/operations/outbox/" + first + "/retry", BECAUSE).expect(200);
        List<Topic.Event> came = Topic.of(Stack.get().kafkaBootstrap(), Topics.PAYMENT_SUCCESS, key, 2);
        assertThat(came)
                .extracting(Topic.Event::eventId)
                .containsExactly(Stack.sql("select eventId from Outbox where key = '" + key + "' order by position")
                        .toArray(String[]::new));
        assertThat(operator.post("/operations/outbox/999999999999/retry", BECAUSE)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void kafkaIsSeenFromHere() {
        String parked = message("PARKED");
        JsonNode seen = operator.get("/operations/kafka").expect(200).body();
        assertThat(seen.at("/status").asText()).as(seen.toString()).isEqualTo("up");
        assertThat(seen.at("/detail").isNull()).isTrue();
        assertThat(seen.at("/brokers")).singleElement().satisfies(broker -> {
            assertThat(broker.at("/address").asText()).isEqualTo(Stack.get().kafkaBootstrap());
            assertThat(broker.at("/controller").asBoolean()).isTrue();
        });
        assertThat(seen.at("/topics").findValuesAsText("name")).containsExactlyElementsOf(new TreeSet<>(Topics.ALL));
        assertThat(seen.at("/topics").findValuesAsText("partitions")).doesNotContain("0");
        assertThat(seen.at("/outbox/parked").asInt()).isPositive();
        operator.post("/operations/outbox/" + parked + "/retry", BECAUSE).expect(200);
        manager.get("/operations/kafka").expect(403);
    }

    @Test
    void missingTopicIsReported() {
        BrokerState elsewhere = new KafkaCluster(
                        new KafkaPublisher.Access(Stack.get().kafkaBootstrap(), "test", Map.of(), "nowhere."),
                        Duration.ofSeconds(10))
                .getState();
        assertThat(elsewhere.health()).isEqualTo(BrokerState.Health.DEGRADED);
        assertThat(elsewhere.trouble()).isEmpty();
        assertThat(elsewhere.topics()).hasSize(Topics.ALL.size()).allSatisfy(topic -> {
            assertThat(topic.name()).startsWith("nowhere.");
            assertThat(topic.partitions()).isZero();
        });
    }

    // WEBHOOK-2
    @Test
    void aParkedWebhookIsAppliedOnceItsOrderIsThere() {
        String order = cashier.open(PHO.x(1));
        String total = cashier.checkout(order).expect(200).at("/total");
        Stack.sql("update SaleOrder set deletedAt = now() where id = " + order);
        Webhooks.success(order).amount(total).send().expect(404);
        Stack.sql("update SaleOrder set deletedAt = null where id = " + order);
        String webhook = Stack.sql("select id from " + Stack.WEBHOOKS + " where attemptUid = 'a-" + order + "'")
                .getFirst();
        assertThat(operator.get("/operations/webhooks?outcome=PARKED&limit=200")
                        .expect(200)
                        .body()
                        .at("/data")
                        .findValuesAsText("id"))
                .contains(webhook);

        assertThat(operator.post("/operations/webhooks/" + webhook + "/replay", "")
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("APPLIED");
        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("COMPLETED");
        assertThat(operator.post("/operations/webhooks/" + webhook + "/replay", "")
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("DUPLICATE");
        assertThat(cashier.get("/sale-orders/" + order).at("/counter/paid")).isEqualTo(total);
        assertThat(operator.get("/operations/audit?action=WEBHOOK_REPLAYED&limit=200")
                        .expect(200)
                        .body()
                        .at("/data")
                        .findValuesAsText("webhookId"))
                .as("each time, also when it changes nothing")
                .filteredOn(webhook::equals)
                .hasSize(2);
        assertThat(operator.post("/operations/webhooks/5/replay", "")
                        .expect(404)
                        .at("/code"))
                .isEqualTo("webhook-not-found");
    }

    /** A lost answer is asked for again: the first answer comes back, marked, and the webhook was applied once. */
    @Test
    void aReplayUnderOneKeyActsOnce() {
        String order = cashier.open(PHO.x(1));
        String total = cashier.checkout(order).expect(200).at("/total");
        Stack.sql("update SaleOrder set deletedAt = now() where id = " + order);
        Webhooks.success(order).amount(total).send().expect(404);
        String webhook = Stack.sql("select id from " + Stack.WEBHOOKS + " where attemptUid = 'a-" + order + "'")
                .getFirst();
        String path = "/operations/webhooks/" + webhook + "/replay";
        Api keyed = operator.key("replay-" + order);
        keyed.post(path, "").expect(404);
        Stack.sql("update SaleOrder set deletedAt = null where id = " + order);
        String audited =
                "select count(*) from AuditEntry where action = 'WEBHOOK_REPLAYED' and details->>'webhookId' = '"
                        + webhook + "'";
        assertThat(Stack.sql(audited))
                .as("a try that failed is written down too")
                .containsExactly("1");

        Api.Reply first = keyed.post(path, "").expect(200);
        Api.Reply again = keyed.post(path, "").expect(200);

        assertThat(first.at("/outcome")).isEqualTo("APPLIED");
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(Stack.sql(audited)).containsExactly("2");
        assertThat(keyed.post("/operations/webhooks/" + webhook + "/replay", "{}")
                        .expect(422)
                        .at("/code"))
                .isEqualTo("idempotency-key-reused");
        assertThat(Stack.sql(audited)).containsExactly("2");
        assertThat(Stack.sql("select outcome from " + Stack.WEBHOOKS + " where id = " + webhook))
                .containsExactly("APPLIED");
        assertThat(cashier.get("/sale-orders/" + order).at("/counter/paid")).isEqualTo(total);
    }

    /** Every action of an operator under one key: the first answer again, marked, and one line in the audit. */
    @Test
    void everyActionUnderOneKeyActsOnce() {
        String paid = cashier.open(PHO.x(1));
        String total = cashier.checkout(paid).expect(200).at("/total");
        Webhooks.success(paid).amount(total).send().expect(200);
        String message = Stack.sql(
                        "insert into Outbox (merchantId, eventId, bucket, topic, key, type, version, body, requestId, occurredAt, retryAt) values (70001, "
                                + System.nanoTime()
                                + ", 1, 'payment.success', 'once', 'payment.success', 1, '{}', 'r', now(),"
                                + " now() + interval '1 hour') returning position")
                .getFirst();
        String stuck = cashier.open(PHO.x(1));
        cashier.checkout(stuck).expect(200);
        Stack.sql("update SaleOrder set processingAt = processingAt - interval '2 hours' where id = " + stuck);
        String agreed = operator.approve("Operations.cancelStuck", stuck, "r")
                .expect(201)
                .at("/token");

        actsOnce(operator, "/operations/outbox/" + message + "/park");
        actsOnce(operator, "/operations/outbox/" + message + "/retry");
        actsOnce(manager, "/operations/orders/" + paid + "/replay-payment-success");
        actsOnce(manager.with("X-Approval", agreed), "/operations/orders/" + stuck + "/cancel-stuck");
        Stack.sql("delete from Outbox where position = " + message);
    }

    private static void actsOnce(Api who, String path) {
        String request = "once-" + System.nanoTime();
        Api keyed = who.key(request).with("X-Request-Id", request);

        Api.Reply first = keyed.post(path, BECAUSE).expect(200);
        String audited = "select count(*) from AuditEntry where requestId = '" + request + "'";
        List<String> entries = Stack.sql(audited);
        Api.Reply again = keyed.post(path, BECAUSE).expect(200);

        assertThat(entries).as(path).isNotEqualTo(List.of("0"));
        assertThat(again.text()).as(path).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).as(path).isEqualTo("true");
        assertThat(Stack.sql(audited)).as(path).isEqualTo(entries);
    }

    @Test
    void webhookWithoutAPaymentIsNotReplayed() {
        Webhooks.send(json("{'eventType':'mq-pay:attempt.success','payload':{'n':'%s'}}", key))
                .expect(500);
        String webhook = Stack.sql("select id from " + Stack.WEBHOOKS + " where body like '%" + key + "%'")
                .getFirst();

        assertThat(operator.post("/operations/webhooks/" + webhook + "/replay", "")
                        .expect(409)
                        .at("/code"))
                .isEqualTo("webhook-not-replayable");
    }

    // OUTBOX-12
    @Test
    void replayedPaymentIsPublishedAgain_markedAsReplay() {
        String order = cashier.open(PHO.x(2));
        cashier.checkout(order).expect(200);
        assertThat(manager.post("/operations/orders/" + order + "/replay-payment-success", BECAUSE)
                        .expect(409)
                        .at("/code"))
                .isEqualTo("order-not-allowed");
        Webhooks.success(order).amount("50000").send().expect(200);

        manager.post("/operations/orders/" + order + "/replay-payment-success", BECAUSE)
                .expect(200);
        List<Topic.Event> published = Topic.of(Stack.get().kafkaBootstrap(), Topics.PAYMENT_SUCCESS, order, 2);
        assertThat(published).extracting(Topic.Event::sequence).containsExactly(1L, 2L);
        JsonNode first = published.get(0).body();
        JsonNode again = published.get(1).body();
        assertThat(first.has("replayed")).isFalse();
        assertThat(again.at("/replayed").asBoolean()).isTrue();
        assertThat(again.at("/payment/paid")).isEqualTo(first.at("/payment/paid"));
        assertThat(again.at("/payment/amountReceived").asText()).isEqualTo("0");
        assertThat(again.at("/items")).isEqualTo(first.at("/items"));
        assertThat(cashier.get("/sale-orders/" + order + "/history").text())
                .contains("PAYMENT_REPLAYED", "asked by finance");
        assertThat(cashier.get("/sale-orders/" + order).at("/counter/paid")).isEqualTo("50000");
    }

    // ACCESS-13, OPS-11, ORDER-14
    @Test
    void onlyStuckOrdersAreCancelled() {
        String order = cashier.open(PHO.x(2));
        cashier.checkout(order).expect(200);
        String path = "/operations/orders/" + order + "/cancel-stuck";
        Api agreed = manager.with("X-Approval", agreement(operator, order));
        assertThat(agreed.post(path, BECAUSE).expect(409).at("/code")).isEqualTo("order-not-stuck");
        Stack.sql("update SaleOrder set processingAt = processingAt - interval '61 minutes' where id = " + order);

        assertThat(manager.get("/operations/overview").body().at("/stuckOrders").findValuesAsText("id"))
                .contains(order);
        assertThat(agreed.post(path, BECAUSE).expect(200).at("/status"))
                .as("the refusal above spent nothing")
                .isEqualTo("CANCELLED");
        assertThat(manager.with("X-Approval", agreement(operator, order))
                        .post(path, BECAUSE)
                        .expect(409)
                        .at("/code"))
                .isEqualTo("order-not-stuck");
        assertThat(manager.get("/operations/overview").body().at("/stuckOrders").findValuesAsText("id"))
                .doesNotContain(order);
        assertThat(manager.get("/operations/audit?action=APPROVED&saleOrderId=" + order)
                        .expect(200)
                        .text())
                .contains(json("'action':'Operations.cancelStuck'"), json("'reason':'nobody sits there'"));
    }

    private static String agreement(Api who, String order) {
        return who.approve("Operations.cancelStuck", order, "nobody sits there")
                .expect(201)
                .at("/token");
    }

    // ACCESS-14, ORDER-14
    @Test
    void endingAStuckOrderNeedsASecondPerson() {
        String order = cashier.open(PHO.x(2));
        cashier.checkout(order).expect(200);
        Stack.sql("update SaleOrder set processingAt = processingAt - interval '61 minutes' where id = " + order);
        String path = "/operations/orders/" + order + "/cancel-stuck";

        for (Api alone : List.of(manager, manager.with("X-Approval", agreement(manager, order)))) {
            Api.Reply refused = alone.post(path, BECAUSE).expect(403);
            assertThat(refused.at("/code")).isEqualTo("second-person-needed");
            assertThat(refused.at("/detail")).contains("Operations.cancelStuck", "POST /approvals");
        }
        assertThat(cashier.approve("Operations.cancelStuck", order, "let me")
                        .expect(403)
                        .at("/code"))
                .isEqualTo("permission-denied");
        String other = agreement(operator, cashier.open(PHO.x(1)));
        assertThat(manager.with("X-Approval", other)
                        .post(path, BECAUSE)
                        .expect(403)
                        .at("/code"))
                .isEqualTo("approval-refused");
        assertThat(manager.get("/sale-orders/" + order).at("/status")).isEqualTo("PROCESSING");
        assertThat(Stack.sql("select spentAt is null from Approval where saleOrderId = " + order))
                .as("refused, so not spent")
                .containsExactly("t");
    }

    // OPS-11
    @Test
    void usageOfACancelledOrderIsListed() {
        String unit =
                cashier.get("/allocation-units/free?partySize=2").expect(200).at("/data/0/id");
        String order = cashier.newOrder().at(unit).create().expect(201).at("/id");
        cashier.cancel(order, "left").expect(200);
        Stack.sql("update SaleOrder set cancelledAt = cancelledAt - interval '25 hours' where id = " + order);
        Stack.sql("update AllocationUsage set status = 'ACTIVE' where usageId = " + order);
        assertThat(manager.get("/operations/overview").body().at("/stuckUsages").findValuesAsText("saleOrderId"))
                .containsExactly(order);

        Stack.sql("update AllocationUsage set status = 'CANCELLED' where usageId = " + order);
        assertThat(manager.get("/operations/overview").body().at("/stuckUsages"))
                .isEmpty();
    }

    @Test
    void theAuditIsTheMerchantsOwn() {
        String order = cashier.open(PHO.x(1));
        JsonNode entries = manager.get("/operations/audit?saleOrderId=" + order)
                .expect(200)
                .body();
        assertThat(entries.at("/data").findValuesAsText("action"))
                .containsExactlyInAnyOrder("ORDER_OPENED", "ITEMS_ADDED");
        assertThat(entries.at("/count").asInt()).isEqualTo(2);
        Api stranger = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
                Restaurant.OTHER_MERCHANT);
        assertThat(stranger.get("/operations/audit?saleOrderId=" + order)
                        .expect(200)
                        .body()
                        .at("/count")
                        .asInt())
                .isZero();
    }

    // OPS-14
    @Test
    void watchedRoomsAreListed() {
        try (Watch screen = Watch.rooms(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("cashier", Restaurant.MERCHANT),
                "merchant/" + Restaurant.MERCHANT)) {
            JsonNode state = manager.get("/operations/stream").expect(200).body();
            assertThat(state.at("/screens").asInt()).isPositive();
            assertThat(state.at("/rooms")
                            .path("merchant/" + Restaurant.MERCHANT)
                            .asInt())
                    .isPositive();
            screen.rest();
        }
    }

    // ACCESS-9
    @Test
    void aRoleOfThePlatformIsConfinedToTheActiveMerchantToo() {
        String order = cashier.open(PHO.x(1));
        Api elsewhere = operator.with("x-merchant-id", Restaurant.OTHER_MERCHANT);

        operator.get("/sale-orders/" + order).expect(200);
        assertThat(elsewhere.get("/sale-orders/" + order).expect(404).at("/code"))
                .isEqualTo("order-not-found");
        elsewhere.get("/sale-orders").expect(200);
    }

    // ACCESS-16
    @ParameterizedTest
    @ValueSource(strings = {"/operations/outbox", "/operations/webhooks"})
    void platformResourcesNeedAPlatformCaller(String path) {
        manager.get(path).expect(403);
        operator.get(path).expect(200);
    }
}
