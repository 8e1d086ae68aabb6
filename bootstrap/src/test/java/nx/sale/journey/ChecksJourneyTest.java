package nx.sale.journey;

import static nx.sale.kit.Api.etag;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** The bill divided over HTTP: paid check by check, taken back, written off, and everything that is refused on the way. */
class ChecksJourneyTest {
    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");

    /** Two pho and three teas, checked out. */
    private String bill() {
        String order = cashier.open(PHO.x(2), TEA.x(3));
        cashier.checkout(order).expect(200);
        return order;
    }

    private Api.Reply divide(String order, String body) {
        return cashier.post("/sale-orders/" + order + "/checks", body);
    }

    private static String evenly(int parts) {
        return json("{'mode':'EVENLY','parts':%s}", parts);
    }

    private List<String> items(String order) {
        List<String> ids = new ArrayList<>();
        cashier.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .body()
                .at("/items")
                .forEach(item -> ids.add(item.at("/id").asText()));
        return ids;
    }

    private static List<String> texts(JsonNode list, String pointer) {
        List<String> texts = new ArrayList<>();
        list.forEach(node -> texts.add(node.at(pointer).asText()));
        return texts;
    }

    private static BigDecimal sum(JsonNode list, String pointer) {
        return texts(list, pointer).stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void assertAddsUp(String order, JsonNode checks) {
        Api.Reply whole = cashier.get("/sale-orders/" + order).expect(200);
        for (String column : List.of("/subtotal", "/discount", "/tax", "/rounding", "/total")) {
            assertThat(sum(checks, column)).as(column).isEqualByComparingTo(whole.at(column));
        }
    }

    // OUTBOX-9, REQUEST-19
    @Test
    void everyGuestPaysTheirOwn_andTheLastCompletesTheOrder() {
        String order = bill();
        List<String> items = items(order);
        Api.Reply made = divide(
                        order,
                        json(
                                "{'mode':'BY_ITEM','checks':[{'name':'Lan','customerId':'7','items':[{'itemId':'%s',"
                                        + "'quantity':'1'}]}],'remainder':true}",
                                items.get(0)))
                .expect(201);
        assertThat(made.header("Location")).endsWith("/sale-orders/" + order + "/checks");
        assertThat(made.header("ETag"))
                .isEqualTo(cashier.get("/sale-orders/" + order).header("ETag"));
        JsonNode checks = made.body().at("/data");
        assertAddsUp(order, checks);
        assertThat(texts(checks, "/name")).containsExactly("Lan", "Check 2");
        String lan = checks.at("/0/id").asText();
        String rest = checks.at("/1/id").asText();
        assertThat(cashier.get("/sale-orders/" + order + "?include=checks")
                        .expect(200)
                        .body()
                        .at("/checks"))
                .isEqualTo(cashier.get("/sale-orders/" + order + "/checks")
                        .expect(200)
                        .body()
                        .at("/data"));
        assertThat(cashier.get("/sale-orders/" + order).at("/checkSplitAt")).isNotEmpty();

        assertThat(Webhooks.onCheck(lan)
                        .amount(checks.at("/0/total").asText())
                        .send()
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("APPLIED");
        assertThat(cashier.get("/sale-checks/" + lan).expect(200).at("/status")).isEqualTo("COMPLETED");
        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("PARTIAL");
        String half = "1000";
        Webhooks.onCheck(rest).attempt("a1-" + rest).amount(half).send().expect(200);
        Api.Reply partial = cashier.get("/sale-checks/" + rest).expect(200);
        assertThat(partial.at("/status")).isEqualTo("PARTIAL");
        assertThat(partial.at("/paid")).isEqualTo(half);
        String last = Webhooks.onCheck(rest)
                .attempt("a2-" + rest)
                .amount(partial.at("/due"))
                .body();
        Webhooks.send(last).expect(200);
        assertThat(Webhooks.send(last).expect(200).at("/outcome")).isEqualTo("DUPLICATE");

        Api.Reply done =
                cashier.get("/sale-orders/" + order + "?include=payments").expect(200);
        assertThat(done.at("/status")).isEqualTo("COMPLETED");
        assertThat(done.at("/counter/paid")).isEqualTo(done.at("/total"));
        assertThat(done.body().at("/counter/paidItemIds")).hasSize(2);
        assertThat(texts(done.body().at("/payments"), "/saleCheckId")).containsExactly(lan, rest, rest);
        List<Topic.Event> published = Topic.of(Stack.get().kafkaBootstrap(), "payment.success", order, 3);
        assertThat(published)
                .extracting(event -> event.body().at("/checkId").asText())
                .containsExactly(lan, rest, rest);
        assertThat(published.getLast().body().at("/check/paid").decimalValue())
                .isEqualByComparingTo(partial.at("/total"));
        assertThat(published.getLast().body().at("/payment/paid").decimalValue())
                .isEqualByComparingTo(done.at("/total"));
        assertThat(texts(
                        cashier.get("/sale-orders/" + order + "/history?limit=200")
                                .expect(200)
                                .body()
                                .at("/data"),
                        "/action"))
                .containsExactly(
                        "ORDER_OPENED",
                        "ITEMS_ADDED",
                        "CHECKED_OUT",
                        "BILL_DIVIDED",
                        "PAYMENT_RECEIVED",
                        "PAYMENT_RECEIVED",
                        "PAYMENT_RECEIVED",
                        "COMPLETED");
        Api.Reply proof = cashier.get("/sale-orders/" + order + "/proof").expect(200);
        assertThat(texts(proof.body().at("/data"), "/kind")).containsExactly("DIVIDE_BILL");
        assertThat(proof.at("/data/0/difference/exact")).isEqualTo("0");
    }

    /** Thirty dishes for forty: 1,200 shares, which are in their checks and not in rows of their own (decision 0070). */
    // CHECK-6, CHECK-11
    @Test
    void largeBillIsDividedPaidJoinedAndTakenBackAsAnyOther() {
        String dishes = IntStream.range(0, 30)
                .mapToObj(dish -> json("{'mode':'CUSTOM','name':'Dish %s','basePrice':'%s'}", dish, 10_007 + dish))
                .collect(Collectors.joining(","));
        String order = cashier.open();
        cashier.post("/sale-orders/" + order + "/items", json("{'items':[%s]}", dishes))
                .expect(200);
        cashier.checkout(order).expect(200);

        JsonNode checks = divide(order, evenly(40)).expect(201).body().at("/data");

        assertThat(checks).hasSize(40);
        assertAddsUp(order, checks);
        assertThat(texts(checks.at("/39/items"), "/saleOrderItemId")).isEqualTo(items(order));
        assertThat(cashier.get("/sale-orders/" + order + "/checks")
                        .expect(200)
                        .body()
                        .at("/data"))
                .isEqualTo(checks);
        assertThat(Stack.sql(
                        "select 1 from SaleCheckItem i join SaleCheck c on c.id = i.saleCheckId where c.saleOrderId = "
                                + order))
                .isEmpty();
        String first = checks.at("/0/id").asText();
        Webhooks.onCheck(first).amount(checks.at("/0/total").asText()).send().expect(200);
        assertThat(cashier.get("/sale-checks/" + first).expect(200).at("/status"))
                .isEqualTo("COMPLETED");
        Audit.nothingIsLost();

        JsonNode left = cashier.delete("/sale-orders/" + order + "/checks")
                .expect(200)
                .body()
                .at("/data");
        assertThat(texts(left, "/id")).containsExactly(first);
        assertThat(divide(order, evenly(2)).expect(201).body().at("/data/2/items"))
                .hasSize(30);
        for (JsonNode check : cashier.get("/sale-orders/" + order + "/checks")
                .expect(200)
                .body()
                .at("/data")) {
            if (!check.at("/id").asText().equals(first)) {
                Webhooks.onCheck(check.at("/id").asText())
                        .amount(check.at("/total").asText())
                        .send()
                        .expect(200);
            }
        }
        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("COMPLETED");
        JsonNode goods = manager.post(
                        "/sale-orders/" + order + "/returns",
                        json(
                                "{'lines':[{'itemId':'%s','quantity':'1'}]}",
                                items(order).getFirst()))
                .expect(200)
                .body();
        assertThat(goods.at("/saleReturn/items")).hasSize(3);
        Audit.nothingIsLost();
    }

    // CHECK-13, REVIEW-7
    @Test
    void dividedOrderRejectsOtherChanges() {
        String order = bill();
        divide(order, evenly(2)).expect(201);

        assertThat(cashier.post("/sale-orders/" + order + "/revert", "")
                        .expect(409)
                        .at("/code"))
                .isEqualTo("order-has-checks");
        assertThat(divide(order, evenly(3)).expect(409).at("/code")).isEqualTo("bill-divided");
        assertThat(cashier.merge(order, cashier.open()).expect(409).at("/code")).isEqualTo("order-not-allowed");
        assertThat(Webhooks.success(order)
                        .attempt("whole-" + order)
                        .amount("5000")
                        .send()
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("LATE");
        assertThat(cashier.get("/sale-orders/" + order).at("/counter/paid")).isEqualTo("0");
        assertThat(Stack.sql("select kind, amount from PaymentReview where saleOrderId = " + order))
                .containsExactly("LATE|5000.0000");
        String review = Stack.sql("select id from PaymentReview where saleOrderId = " + order)
                .getFirst();
        assertThat(manager.resolve(review, "APPLIED").expect(409).at("/code")).isEqualTo("review-not-applicable");

        cashier.delete("/sale-orders/" + order + "/checks").expect(200);
        manager.resolve(review, "APPLIED").expect(200);
        assertThat(cashier.get("/sale-orders/" + order).at("/counter/paid")).isEqualTo("5000");
    }

    // CHECK-15
    @Test
    void rejoinKeepsPaidChecks_andTheRestIsDividedOrPaidAgain() {
        String order = bill();
        JsonNode checks = divide(order, evenly(3)).expect(201).body().at("/data");
        String paid = checks.at("/0/id").asText();
        String freed = checks.at("/1/id").asText();
        Webhooks.onCheck(paid).amount(checks.at("/0/total").asText()).send().expect(200);

        JsonNode left = cashier.delete("/sale-orders/" + order + "/checks")
                .expect(200)
                .body()
                .at("/data");
        assertThat(texts(left, "/id")).containsExactly(paid);
        assertThat(cashier.get("/sale-checks/" + freed).expect(404).at("/code")).isEqualTo("check-not-found");
        assertThat(cashier.delete("/sale-orders/" + order + "/checks")
                        .expect(409)
                        .at("/code"))
                .isEqualTo("no-check-to-free");
        divide(order, evenly(2)).expect(201);
        assertAddsUp(
                order, cashier.get("/sale-orders/" + order + "/checks").body().at("/data"));
        cashier.delete("/sale-orders/" + order + "/checks").expect(200);

        assertThat(Webhooks.onCheck(freed)
                        .amount(sum(checks, "/total").toPlainString())
                        .send()
                        .expect(200)
                        .at("/outcome"))
                .as("money for a check that is gone is for the order")
                .isEqualTo("APPLIED");
        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("COMPLETED");
        assertThat(Stack.sql("select kind, amount, saleCheckId from PaymentReview where saleOrderId = " + order))
                .containsExactly(
                        "OVERPAID|" + new BigDecimal(checks.at("/0/total").asText()).setScale(4) + "|null");
    }

    // CHECK-12
    @Test
    void anUnpaidCheckIsWrittenOff_andTheShortfallIsKnown() {
        String order = bill();
        JsonNode checks = divide(order, evenly(2)).expect(201).body().at("/data");
        String paid = checks.at("/0/id").asText();
        String removedCheck = checks.at("/1/id").asText();
        Webhooks.onCheck(paid).amount(checks.at("/0/total").asText()).send().expect(200);

        assertThat(cashier.post("/sale-checks/" + removedCheck + "/cancel", json("{'reason':'ran'}"))
                        .expect(403)
                        .at("/code"))
                .isEqualTo("permission-denied");
        assertThat(manager.post("/sale-checks/" + paid + "/cancel", json("{'reason':'ran'}"))
                        .expect(409)
                        .at("/code"))
                .isEqualTo("check-not-allowed");
        Api.Reply written = manager.post("/sale-checks/" + removedCheck + "/cancel", json("{'reason':'ran'}"))
                .expect(200);

        assertThat(written.at("/status")).isEqualTo("CANCELLED");
        assertThat(written.at("/cancellationReason")).isEqualTo("ran");
        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("COMPLETED");
        assertThat(Stack.sql("select kind, saleCheckId from PaymentReview where saleOrderId = " + order))
                .containsExactly("SHORTFALL|" + removedCheck);
        assertThat(Webhooks.onCheck(removedCheck)
                        .attempt("late-" + removedCheck)
                        .amount("5000")
                        .send()
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("LATE");
        assertThat(Topic.of(Stack.get().kafkaBootstrap(), "payment.success", order, 2))
                .extracting(event -> event.body().at("/payment/isFullyPaid").asBoolean())
                .containsExactly(false, true);
    }

    // CHECK-16
    @Test
    void cancelledOrderHasARefundDueForEveryPaidCheck() {
        String order = bill();
        JsonNode checks = divide(order, evenly(3)).expect(201).body().at("/data");
        for (int index = 0; index < 2; index++) {
            String check = checks.at("/" + index + "/id").asText();
            Webhooks.onCheck(check)
                    .amount(checks.at("/" + index + "/total").asText())
                    .send()
                    .expect(200);
        }

        assertThat(cashier.cancel(order, "fire").expect(403).at("/code")).isEqualTo("permission-denied");
        manager.cancel(order, "fire").expect(200);

        assertThat(Stack.sql("select kind, saleCheckId from PaymentReview where saleOrderId = " + order
                        + " order by saleCheckId"))
                .containsExactly(
                        "REFUND_DUE|" + checks.at("/0/id").asText(),
                        "REFUND_DUE|" + checks.at("/1/id").asText());
        assertThat(texts(cashier.get("/sale-orders/" + order + "/checks").body().at("/data"), "/status"))
                .containsExactly("COMPLETED", "COMPLETED", "CANCELLED");
        String late = checks.at("/2/id").asText();
        assertThat(Webhooks.onCheck(late).amount("5").send().expect(200).at("/outcome"))
                .isEqualTo("LATE");
    }

    @Test
    void aCheckIsNamedUnderItsOwnRevision() {
        String order = bill();
        String check = divide(order, evenly(2)).expect(201).at("/data/0/id");

        Api.Reply named = cashier.ifMatch("1")
                .patch("/sale-checks/" + check, json("{'name':'Minh','customerId':'8'}"))
                .expect(200);
        assertThat(named.header("ETag")).isEqualTo(etag("2"));
        assertThat(named.at("/customerId")).isEqualTo("8");
        assertThat(cashier.ifMatch("1")
                        .patch("/sale-checks/" + check, json("{'name':'Other'}"))
                        .expect(412)
                        .at("/currentRevision"))
                .isEqualTo("2");
        assertThat(cashier.patch("/sale-checks/" + check, json("{'name':null}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("name");
        assertThat(cashier.patch("/sale-checks/" + check, json("{'customerId':null}"))
                        .expect(200)
                        .body()
                        .at("/customerId")
                        .isNull())
                .isTrue();
    }

    // CHECK-4
    @Test
    void invalidDivisionIsRejected_namingTheField() {
        String order = bill();
        List<String> items = items(order);
        String tooMuch = json(
                "{'mode':'BY_ITEM','checks':[{'items':[{'itemId':'%s','quantity':'2.5'}]}],'remainder':true}",
                items.get(0));
        String some = json("{'mode':'BY_ITEM','checks':[{'items':[{'itemId':'%s','quantity':'1'}]}]}", items.get(0));

        for (String[] bad : new String[][] {
            {"{}", "mode"},
            {json("{'mode':'HALF'}"), "mode"},
            {json("{'mode':'EVENLY'}"), "parts"},
            {json("{'mode':'EVENLY','parts':1}"), "parts"},
            {json("{'mode':'EVENLY','parts':101}"), "parts"},
            {json("{'mode':'EVENLY','parts':2,'remainder':true}"), "remainder"},
            {json("{'mode':'EVENLY','parts':2,'amounts':['5']}"), "amounts"},
            {json("{'mode':'BY_ITEM'}"), "checks"},
            {json("{'mode':'BY_ITEM','checks':[{'items':[]}]}"), "checks[0].items"},
            {
                json("{'mode':'BY_ITEM','checks':[{'items':[{'itemId':'1','quantity':'0'}]}]}"),
                "checks[0].items[0].quantity"
            },
            {json("{'mode':'BY_SEAT','seats':[0]}"), "seats[0]"},
            {json("{'mode':'BY_SEAT','seats':[1,1]}"), "seats"},
            {json("{'mode':'BY_AMOUNT'}"), "amounts"},
            {json("{'mode':'BY_AMOUNT','amounts':['-1']}"), "amounts[0]"}
        }) {
            assertThat(divide(order, bad[0]).expect(422).at("/errors/0/path"))
                    .as(bad[0])
                    .isEqualTo(bad[1]);
        }
        assertThat(divide(order, tooMuch).expect(409).at("/code")).isEqualTo("item-overallocated");
        Api.Reply unallocated = divide(order, some).expect(409);
        assertThat(unallocated.at("/code")).isEqualTo("items-unallocated");
        assertThat(texts(unallocated.body().at("/itemIds"), "")).containsExactlyElementsOf(items);
        assertThat(divide(order, some.replace(items.get(0), "1")).expect(404).at("/code"))
                .isEqualTo("item-not-found");
        assertThat(divide(order, json("{'mode':'BY_SEAT'}")).expect(409).at("/code"))
                .isEqualTo("no-seats");
        Api.Reply exceeds = divide(order, json("{'mode':'BY_AMOUNT','amounts':['99999999']}"))
                .expect(409);
        assertThat(exceeds.at("/code")).isEqualTo("amounts-exceed");
        assertThat(exceeds.at("/left"))
                .isEqualTo(cashier.get("/sale-orders/" + order).at("/total"));
        assertThat(divide(order, json("{'mode':'BY_AMOUNT','amounts':['5']}"))
                        .expect(409)
                        .at("/code"))
                .isEqualTo("amounts-short");
        assertThat(divide(order, json("{'mode':'BY_AMOUNT','amounts':['0.5'],'remainder':true}"))
                        .expect(422)
                        .at("/code"))
                .isEqualTo("amount-not-payable");
        assertThat(divide(cashier.open(PHO.x(1)), evenly(2)).expect(409).at("/code"))
                .isEqualTo("order-not-allowed");
        Webhooks.success(order).attempt("w-" + order).amount("5").send().expect(200);
        assertThat(divide(order, evenly(2)).expect(409).at("/code")).isEqualTo("bill-paid-whole");
        assertThat(cashier.get("/sale-orders/" + order + "/checks").body().at("/data"))
                .isEmpty();
        assertThat(divide("1", evenly(2)).expect(404).at("/code")).isEqualTo("order-not-found");
    }

    @Test
    void anotherMerchantSeesNoneOfIt() {
        String order = bill();
        String check = divide(order, evenly(2)).expect(201).at("/data/0/id");
        Api other = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
                Restaurant.OTHER_MERCHANT);

        other.get("/sale-checks/" + check).expect(404);
        other.patch("/sale-checks/" + check, json("{'name':'x'}")).expect(404);
        other.post("/sale-checks/" + check + "/cancel", json("{'reason':'x'}")).expect(404);
        other.get("/sale-orders/" + order + "/checks").expect(404);
        other.delete("/sale-orders/" + order + "/checks").expect(404);
    }

    @Test
    void aRepeatedDivisionIsAnsweredFromMemory() {
        String order = bill();
        Api keyed = cashier.key("divide-" + order);

        Api.Reply first =
                keyed.post("/sale-orders/" + order + "/checks", evenly(2)).expect(201);
        Api.Reply again =
                keyed.post("/sale-orders/" + order + "/checks", evenly(2)).expect(201);

        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(cashier.get("/sale-orders/" + order + "/checks")
                        .body()
                        .at("/count")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aPaymentAndARollbackAtTheSameMomentBothMakeSense() throws Exception {
        for (int round = 0; round < 10; round++) {
            String order = bill();
            JsonNode checks = divide(order, evenly(2)).expect(201).body().at("/data");
            String check = checks.at("/0/id").asText();
            String total = checks.at("/0/total").asText();
            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Api.Reply> payment =
                    later(together, () -> Webhooks.onCheck(check).amount(total).send());
            CompletableFuture<Api.Reply> rollback =
                    later(together, () -> cashier.delete("/sale-orders/" + order + "/checks"));

            assertThat(payment.get().expect(200).at("/outcome")).isEqualTo("APPLIED");
            rollback.get().expect(200);
            Api.Reply after = cashier.get("/sale-orders/" + order).expect(200);
            assertThat(after.at("/status")).isEqualTo("PARTIAL");
            assertThat(after.at("/counter/paid")).isEqualTo(total);
            String stays = rollback.get().at("/count");
            assertThat(cashier.get("/sale-orders/" + order + "/checks").at("/count"))
                    .isEqualTo(stays);
        }
    }

    private static CompletableFuture<Api.Reply> later(CyclicBarrier together, Supplier<Api.Reply> call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        together.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return call.get();
                },
                command -> Thread.ofVirtual().start(command));
    }
}
