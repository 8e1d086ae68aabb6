package nx.sale.journey;

import static nx.sale.kit.Api.etag;
import static nx.sale.kit.Menu.BANH_MI;
import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.COFFEE;
import static nx.sale.kit.Menu.LUNCH;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import org.junit.jupiter.api.Test;

/** Orders merged and split over HTTP, taken back, rehearsed and proven; and what happens at the same moment. */
class MergeSplitJourneyTest {
    private final Api waiter = Stack.as("waiter");
    private final Api cashier = Stack.as("cashier");

    private Api.Reply merge(String target, String... sources) {
        return waiter.merge(target, sources);
    }

    private static String sourcesOf(String... sources) {
        return json("{'sourceOrderIds':['%s']}", String.join(json("','"), sources));
    }

    private Api.Reply undoMerge(String order) {
        return waiter.post("/sale-orders/" + order + "/merge/rollback", "");
    }

    private Api.Reply undoSplit(String order) {
        return waiter.post("/sale-orders/" + order + "/split/rollback", "");
    }

    private static String parts(String... itemsAndQuantities) {
        List<String> orders = new ArrayList<>();
        for (int index = 0; index < itemsAndQuantities.length; index += 2) {
            orders.add(json(
                    "{'items':[{'itemId':'%s','quantity':'%s'}]}",
                    itemsAndQuantities[index], itemsAndQuantities[index + 1]));
        }
        return json("{'orders':[%s]}", String.join(",", orders));
    }

    private JsonNode order(String id) {
        return waiter.get("/sale-orders/" + id + "?include=items").expect(200).body();
    }

    private String item(String order, int index) {
        return order(order).at("/items/" + index + "/id").asText();
    }

    /** All of an order but that something happened to it. */
    private static String essence(JsonNode order) {
        var copy = (ObjectNode) order.deepCopy();
        copy.remove(List.of("modifiedAt", "modifiedBy", "revision"));
        copy.at("/items").forEach(item -> ((ObjectNode) item).remove("transferHistory"));
        return copy.toString();
    }

    private static List<String> texts(JsonNode list, String pointer) {
        List<String> texts = new ArrayList<>();
        list.forEach(node -> texts.add(node.at(pointer).asText()));
        return texts;
    }

    // FAMILY-18
    @Test
    void threeOrdersAreMergedAndRestored() {
        String a = waiter.open(PHO.x(1));
        String b = waiter.open(BUN_CHA.x(2), LUNCH.x(1));
        String c = waiter.open(COFFEE.x(3));
        List<String> before = List.of(essence(order(a)), essence(order(b)), essence(order(c)));
        List<String> itemsOfB = texts(order(b).at("/items"), "/id");

        Api.Reply intoB = merge(b, c).expect(200);
        assertThat(intoB.at("/order/id")).isEqualTo(b);
        assertThat(intoB.at("/orders/0/status")).isEqualTo("CANCELLED");
        assertThat(intoB.at("/orders/0/cancellationReason")).isEqualTo("MERGED");
        assertThat(intoB.header("ETag")).isEqualTo(etag("2"));
        Api.Reply intoA = merge(a, b).expect(200);
        assertThat(texts(intoA.body().at("/order/items"), "/id")).containsAll(itemsOfB);
        assertThat(intoA.at("/order/items/4/transferHistory/0/sourceOrderId")).isEqualTo(b);
        assertThat(intoA.body().at("/order/items/0/transferHistory").isNull()).isTrue();
        assertThat(waiter.add(c, PHO.x(1)).expect(409).at("/mergedIntoOrderId")).isEqualTo(b);
        Api.Reply blocked = undoMerge(b).expect(409);
        assertThat(blocked.at("/code")).isEqualTo("later-operations");
        assertThat(blocked.at("/operationIds/0")).isEqualTo(intoA.at("/operation/id"));

        undoMerge(a).expect(200);
        undoMerge(b).expect(200);
        assertThat(List.of(essence(order(a)), essence(order(b)), essence(order(c))))
                .isEqualTo(before);
        assertThat(undoMerge(b).expect(409).at("/code")).isEqualTo("nothing-to-undo");

        assertThat(Topic.of(Stack.get().kafkaBootstrap(), "sale-order.changed", b, 5))
                .extracting(event -> event.body().at("/change").asText())
                .containsExactly("OPENED", "MERGED", "MERGED", "UNDONE", "UNDONE");
        JsonNode proof = waiter.get("/sale-orders/" + b + "/proof").expect(200).body();
        assertThat(texts(proof.at("/data"), "/kind")).containsExactly("MERGE", "MERGE", "UNDO_MERGE", "UNDO_MERGE");
        assertThat(texts(proof.at("/data"), "/difference/subtotal")).containsOnly("0");
        assertThat(proof.at("/data/2/undoes").asText()).isEqualTo(intoA.at("/operation/id"));
        assertThat(texts(waiter.get("/sale-orders/" + c + "/history").body().at("/data"), "/action"))
                .containsExactly("ORDER_OPENED", "ITEMS_ADDED", "MERGE", "UNDO_MERGE");
        Audit.nothingIsLost();
    }

    @Test
    void splitOfTwoGuests_undoneForOne() {
        String table = waiter.open(PHO.x(3), LUNCH.x(2));
        String before = essence(order(table));
        String lead = item(table, 1);
        Api.Reply split = waiter.post(
                        "/sale-orders/" + table + "/split",
                        json(
                                "{'orders':[{'name':'Bar','customerId':'9','items':[{'itemId':'%s','quantity':'1'}]},"
                                        + "{'items':[{'itemId':'%s','quantity':'1'}]}]}",
                                item(table, 0), lead))
                .expect(200);
        String bar = split.at("/orders/0/id");
        String other = split.at("/orders/1/id");
        assertThat(split.at("/orders/0/name")).isEqualTo("Bar");
        assertThat(split.at("/orders/0/customerId")).isEqualTo("9");
        assertThat(split.at("/orders/0/originOrderId")).isEqualTo(table);
        assertThat(split.at("/orders/0/items/0/partOfItemId")).isEqualTo(item(table, 0));
        assertThat(texts(
                        waiter.get("/sale-orders?filter="
                                        + URLEncoder.encode(
                                                json("{'where':{'originOrderId':'%s'}}", table),
                                                StandardCharsets.UTF_8))
                                .expect(200)
                                .body()
                                .at("/data"),
                        "/id"))
                .containsExactlyInAnyOrder(bar, other);
        cashier.checkout(bar).expect(200);

        undoSplit(table).expect(200);
        assertThat(order(other).at("/cancellationReason").asText()).isEqualTo("SPLIT_UNDONE");
        assertThat(order(table).at("/items/0/quantity").asText()).isEqualTo("2");
        assertThat(undoSplit(table).expect(409).at("/code")).isEqualTo("split-orders-not-draft");
        assertThat(waiter.delete("/sale-orders/" + table).status()).isEqualTo(403);
        assertThat(cashier.delete("/sale-orders/" + table).expect(409).at("/code"))
                .isEqualTo("order-regrouped");
        cashier.post("/sale-orders/" + bar + "/revert", "").expect(200);
        undoSplit(table).expect(200);

        assertThat(essence(order(table))).isEqualTo(before);
        assertThat(Topic.of(Stack.get().kafkaBootstrap(), "sale-order.changed", bar, 4))
                .extracting(event -> event.body().at("/change").asText())
                .containsExactly("OPENED", "CHECKED_OUT", "REVERTED", "UNDONE");
        Audit.nothingIsLost();
    }

    @Test
    void mergeAddsUpGuests_andUndoRestoresThem() {
        String two = waiter.open(PHO.x(2));
        String three = waiter.open(BUN_CHA.x(3));
        String withoutGuests = waiter.open(BANH_MI.x(1));
        waiter.patch("/sale-orders/" + two, json("{'guestCount':19998}")).expect(200); // as after a merge
        waiter.patch("/sale-orders/" + two, json("{'guestCount':2}")).expect(200);
        waiter.patch("/sale-orders/" + three, json("{'guestCount':3}")).expect(200);

        Api.Reply merged = waiter.post("/sale-orders/" + two + "/merge", sourcesOf(three, withoutGuests))
                .expect(200);
        assertThat(merged.body().at("/order/guestCount").asInt()).isEqualTo(5);
        assertThat(merged.body().at("/operation/after/0/guestCount").asInt()).isEqualTo(5);
        assertThat(Stack.sql("select sum(guestCount) from SaleOrder where status <> 'CANCELLED' and id in (" + two + ","
                        + three + "," + withoutGuests + ")"))
                .containsExactly("5");

        waiter.post("/sale-orders/" + two + "/merge/rollback", "").expect(200);
        assertThat(order(two).at("/guestCount").asInt()).isEqualTo(2);
        assertThat(order(three).at("/guestCount").asInt()).isEqualTo(3);
        assertThat(order(withoutGuests).at("/guestCount").isNull()).isTrue();
    }

    // FAMILY-16
    @Test
    void dryRunReportsEveryBlocker_andChangesNothing() {
        String a = waiter.open(PHO.x(2));
        String b = waiter.open(BUN_CHA.x(1));
        String processing = cashier.open(PHO.x(1));
        cashier.checkout(processing).expect(200);
        String everything = "select (select sum(revision) from SaleOrder), (select count(*) from OrderOperation), "
                + "(select count(*) from Outbox), (select count(*) from AuditEntry), "
                + "(select count(*) from IdempotencyKey)";
        List<String> before = Stack.sql(everything);

        Api.Reply merge = waiter.key("dry-" + a)
                .post("/sale-orders/" + a + "/merge?dryRun=true", sourcesOf(b))
                .expect(200);
        assertThat(merge.body().at("/order/items")).hasSize(2);
        assertThat(merge.at("/operation/kind")).isEqualTo("MERGE");
        assertThat(merge.body().at("/blockers")).isEmpty();
        Api.Reply blocked = waiter.post("/sale-orders/" + a + "/merge?dryRun=true", sourcesOf(processing))
                .expect(200);
        assertThat(blocked.at("/blockers/0/code")).isEqualTo("order-not-allowed");
        assertThat(blocked.body().at("/operation").isNull()).isTrue();
        assertThat(blocked.at("/order/items/0/quantity")).isEqualTo("2");
        Api.Reply all = waiter.post("/sale-orders/" + a + "/merge?dryRun=true", sourcesOf(b, processing, a, "1"))
                .expect(200);
        assertThat(texts(all.body().at("/blockers"), "/code"))
                .as("all that is in the way")
                .containsExactlyInAnyOrder("order-not-found", "merge-with-itself", "order-not-allowed");
        Api.Reply tooMuch = waiter.post("/sale-orders/" + a + "/split?dryRun=true", parts(item(a, 0), "9", "1", "1"))
                .expect(200);
        assertThat(texts(tooMuch.body().at("/blockers"), "/code"))
                .containsExactly("item-quantity-exceeded", "item-not-found");
        assertThat(tooMuch.at("/blockers/0/facts/present")).isEqualTo("2");
        Api.Reply split = waiter.post("/sale-orders/" + a + "/split?dryRun=true", parts(item(a, 0), "1"))
                .expect(200);
        assertThat(split.at("/orders/0/items/0/quantity")).isEqualTo("1");
        assertThat(waiter.post("/sale-orders/" + a + "/merge/rollback?dryRun=true", "")
                        .expect(200)
                        .at("/blockers/0/code"))
                .isEqualTo("nothing-to-undo");
        assertThat(waiter.post("/sale-orders/" + a + "/split/rollback?dryRun=true", "")
                        .expect(200)
                        .at("/blockers/0/code"))
                .isEqualTo("nothing-to-undo");
        assertThat(waiter.post("/sale-orders/" + a + "/split?dryRun=yes", parts(item(a, 0), "1"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("query.dryRun");

        assertThat(Stack.sql(everything)).isEqualTo(before);
    }

    // ORDER-3
    @Test
    void invalidMergesAndSplitsAreRejected() {
        String a = waiter.open(PHO.x(2), LUNCH.x(1));
        String lead = item(a, 1);
        String part = item(a, 2);
        String dollars = waiter.post(
                        "/sale-orders", json("{'saleChannelId':'%s','currency':'USD'}", Restaurant.CHANNEL))
                .expect(201)
                .at("/id");

        assertThat(merge(a, a).expect(422).at("/code")).isEqualTo("merge-with-itself");
        Api.Reply differs = merge(a, dollars).expect(409);
        assertThat(differs.at("/code")).isEqualTo("orders-differ");
        assertThat(differs.at("/difference")).isEqualTo("currency");
        assertThat(merge(a, "1").expect(404).at("/orderId")).isEqualTo("1");
        assertThat(waiter.post("/sale-orders/" + a + "/merge", json("{'sourceOrderIds':[]}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("sourceOrderIds");
        assertThat(waiter.post("/sale-orders/" + a + "/split", parts(part, "1"))
                        .expect(409)
                        .at("/leadItemId"))
                .isEqualTo(lead);
        Api.Reply exceeded = waiter.post("/sale-orders/" + a + "/split", parts(item(a, 0), "1.5", item(a, 0), "1"))
                .expect(409);
        assertThat(exceeded.at("/code")).isEqualTo("item-quantity-exceeded");
        assertThat(exceeded.at("/present")).isEqualTo("2");
        assertThat(waiter.post("/sale-orders/" + a + "/split", parts("1", "1"))
                        .expect(404)
                        .at("/code"))
                .isEqualTo("item-not-found");
        assertThat(waiter.post("/sale-orders/" + a + "/merge/rollback", json("{'operationId':'1'}"))
                        .expect(404)
                        .at("/code"))
                .isEqualTo("operation-not-found");
        assertThat(waiter.ifMatch("99")
                        .post("/sale-orders/" + a + "/split", parts(lead, "1"))
                        .expect(412)
                        .at("/currentRevision"))
                .isEqualTo("1");
        Api kitchen = Stack.as("kitchen");
        assertThat(kitchen.post("/sale-orders/" + a + "/split", parts(lead, "1"))
                        .expect(403)
                        .at("/permission"))
                .isEqualTo("SaleOrder.split");
        Api other = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
                Restaurant.OTHER_MERCHANT);
        assertThat(other.post("/sale-orders/" + a + "/merge", sourcesOf(dollars))
                        .status())
                .isEqualTo(404);
        other.get("/sale-orders/" + a + "/proof").expect(404);
        assertThat(order(a).at("/revision").asInt()).isEqualTo(1);
    }

    @Test
    void theSameMergeAskedTwiceActsOnce() {
        String a = waiter.open(PHO.x(1));
        String b = waiter.open(BUN_CHA.x(1));
        Api keyed = waiter.key("merge-" + a);

        Api.Reply first =
                keyed.post("/sale-orders/" + a + "/merge", sourcesOf(b)).expect(200);
        Api.Reply again =
                keyed.post("/sale-orders/" + a + "/merge", sourcesOf(b)).expect(200);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void aMergeAndAnAddAtTheSameMoment_neitherIsLost() {
        for (int round = 0; round < 10; round++) {
            String a = waiter.open(PHO.x(1));
            String b = waiter.open(BUN_CHA.x(1));
            List<Api.Reply> both = together(() -> merge(a, b), () -> waiter.add(b, TEA.x(1)));

            both.get(0).expect(200);
            assertThat(both.get(1).status()).isIn(200, 409);
            if (both.get(1).status() == 409) {
                assertThat(both.get(1).at("/code")).isEqualTo("order-merged");
            }
            assertThat(order(a).at("/items")).hasSize(both.get(1).status() == 200 ? 3 : 2);
        }
        Audit.nothingIsLost();
    }

    @Test
    void aSplitAndACheckoutAtTheSameMoment_oneAfterTheOther() {
        for (int round = 0; round < 10; round++) {
            String a = waiter.open(PHO.x(2), TEA.x(1));
            String pho = item(a, 0);
            List<Api.Reply> both = together(
                    () -> waiter.post("/sale-orders/" + a + "/split", parts(pho, "1")), () -> cashier.checkout(a));

            both.get(1).expect(200);
            assertThat(both.get(0).status()).isIn(200, 409);
            String quantity = both.get(0).status() == 200 ? "1" : "2";
            assertThat(order(a).at("/items/0/quantity").asText()).isEqualTo(quantity);
            assertThat(order(a).at("/status").asText()).isEqualTo("PROCESSING");
        }
        Audit.nothingIsLost();
    }

    @Test
    void crossingMerges_oneSucceedsAndOneIsRejected() {
        for (int round = 0; round < 10; round++) {
            String a = waiter.open(PHO.x(1));
            String b = waiter.open(BUN_CHA.x(1));
            List<Api.Reply> both = together(() -> merge(a, b), () -> merge(b, a));

            assertThat(Set.of(both.get(0).status(), both.get(1).status())).containsExactlyInAnyOrder(200, 409);
            Api.Reply refused = both.stream()
                    .filter(reply -> reply.status() == 409)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.at("/code")).isEqualTo("order-merged");
        }
        Audit.nothingIsLost();
    }

    private static List<Api.Reply> together(Supplier<Api.Reply> one, Supplier<Api.Reply> other) {
        CyclicBarrier start = new CyclicBarrier(2);
        List<CompletableFuture<Api.Reply>> calls = List.of(later(start, one), later(start, other));
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<Api.Reply> later(CyclicBarrier start, Supplier<Api.Reply> call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        start.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return call.get();
                },
                command -> Thread.ofVirtual().start(command));
    }
}
