package nx.sale.storm;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Menu.Dish;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** Storms: many writers on one order, the same request twice at the same moment. */
class ManyAtOnceTest {
    private static final int WRITERS = 8;
    private static final int ADDS = 100;

    private final Api waiter = Stack.as("waiter");

    // CART-4
    @Test
    void eightWritersAddAHundredTimesEach_andNothingIsLost() {
        StringBuilder variants = new StringBuilder();
        for (int product = 0; product < 20; product++) {
            variants.append(product == 0 ? "" : ",")
                    .append(json(
                            "{'id':'7150%s','name':'Dish %s','type':'CONSUMABLE','price':'%s'}",
                            100 + product, product, 1000 + product));
        }
        Stack.as("owner")
                .put("/catalogue/variants", json("{'variants':[%s]}", variants))
                .expect(200);
        String order = waiter.open();
        AtomicInteger added = new AtomicInteger();

        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                int offset = writer;
                writers.submit(() -> {
                    for (int add = 0; add < ADDS; add++) {
                        Dish product = new Dish("7150" + (100 + (offset * 7 + add) % 20));
                        if (waiter.add(order, product.x(1)).status() == 200) {
                            added.incrementAndGet();
                        }
                    }
                });
            }
        }

        assertThat(added).hasValue(WRITERS * ADDS);
        Api.Reply cart = waiter.get("/sale-orders/" + order + "?include=items").expect(200);
        assertThat(cart.body().at("/items")).hasSize(20);
        BigDecimal quantity = BigDecimal.ZERO;
        BigDecimal total = BigDecimal.ZERO;
        for (var item : cart.body().at("/items")) {
            quantity = quantity.add(new BigDecimal(item.at("/quantity").asText()));
            total = total.add(new BigDecimal(item.at("/quantity").asText())
                    .multiply(new BigDecimal(item.at("/basePrice").asText())));
        }
        assertThat(quantity).isEqualByComparingTo("800");
        assertThat(new BigDecimal(cart.at("/subtotal"))).isEqualByComparingTo(total);
        assertThat(cart.body().at("/revision").asInt()).isEqualTo(1 + WRITERS * ADDS);
    }

    // REQUEST-9
    @Test
    void twoHundredRequestsSentTwiceAtTheSameMomentActOnce() {
        List<String> orders = new ArrayList<>();
        IntStream.range(0, 10).forEach(number -> orders.add(waiter.open()));
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> pairs = new ArrayList<>();
            for (int request = 0; request < 200; request++) {
                String order = orders.get(request % 10);
                Api keyed = waiter.patient().key(UUID.randomUUID().toString());
                CyclicBarrier together = new CyclicBarrier(2);
                CompletableFuture<Api.Reply> one =
                        CompletableFuture.supplyAsync(() -> twin(keyed, order, together), pool);
                CompletableFuture<Api.Reply> other =
                        CompletableFuture.supplyAsync(() -> twin(keyed, order, together), pool);
                pairs.add(one.thenCombine(other, (first, second) -> {
                    assertThat(first.status()).isEqualTo(200);
                    assertThat(second.status()).isEqualTo(200);
                    assertThat(first.text()).isEqualTo(second.text());
                    assertThat(List.of(first.header("Idempotent-Replayed"), second.header("Idempotent-Replayed")))
                            .containsExactlyInAnyOrder("", "true");
                    assertThat(first.header("ETag")).isEqualTo(second.header("ETag"));
                    return null;
                }));
            }
            CompletableFuture.allOf(pairs.toArray(CompletableFuture[]::new)).join();
        }

        for (String order : orders) {
            assertThat(waiter.get("/sale-orders/" + order + "?include=items").at("/items/0/quantity"))
                    .isEqualTo("20");
        }
    }

    private static Api.Reply twin(Api keyed, String order, CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return keyed.add(order, PHO.x(1));
    }

    // REQUEST-10
    @Test
    void theSameKeyForAnotherRequestIsRefused() {
        String order = waiter.open();
        Api keyed = waiter.key(UUID.randomUUID().toString());
        keyed.add(order, PHO.x(1)).expect(200);

        assertThat(keyed.add(order, PHO.x(2)).expect(422).at("/code")).isEqualTo("idempotency-key-reused");
        assertThat(keyed.add(order, PHO.x(1)).expect(200).header("Idempotent-Replayed"))
                .isEqualTo("true");
    }

    // REQUEST-9, REQUEST-22
    @Test
    void aRepeatGetsTheSameOctets_fromAnAnswerStoredInAThirdOfThem() {
        String order = waiter.open(PHO.x(1));
        String key = UUID.randomUUID().toString();
        Api.Reply first = waiter.key(key).add(order, TEA.x(1)).expect(200);

        Api.Reply again = waiter.key(key).add(order, TEA.x(1)).expect(200);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(Integer.parseInt(Stack.sql("select length(answer) from IdempotencyKey where key = '" + key + "'")
                        .getFirst()))
                .isLessThan(first.text().length() / 3);
    }

    // PRICE-11, REQUEST-12
    @Test
    void rejectedRequestIsEvaluatedAgainUnderItsKey() {
        String order = waiter.open();
        Api keyed = Stack.as("cashier").key(UUID.randomUUID().toString());
        assertThat(keyed.checkout(order).expect(409).at("/code")).isEqualTo("order-empty");
        waiter.add(order, PHO.x(1)).expect(200);

        keyed.checkout(order).expect(200);
        Api.Reply again = keyed.checkout(order).expect(200);

        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.at("/status")).isEqualTo("PROCESSING");
        assertThat(Stack.as("cashier").checkout(order).expect(409).at("/code")).isEqualTo("order-not-allowed");
    }

    // CART-11
    @Test
    void clientLineIdIsAddedOnce_alsoAfterItsLineWasRemoved() {
        String order = waiter.open();
        String body = json("{'items':[{'itemId':'71001','clientLineId':'%s'}]}", UUID.randomUUID());
        Api.Reply first = waiter.post("/sale-orders/" + order + "/items", body).expect(200);

        Api.Reply second = waiter.post("/sale-orders/" + order + "/items", body).expect(200);
        assertThat(second.at("/items/0/id")).isEqualTo(first.at("/items/0/id"));
        assertThat(second.at("/items/0/quantity")).isEqualTo("1");
        waiter.delete("/sale-orders/" + order + "/items/" + first.at("/items/0/id"))
                .expect(200);
        Api.Reply third = waiter.post("/sale-orders/" + order + "/items", body).expect(200);

        assertThat(third.body().at("/items")).isEmpty();
        assertThat(third.at("/removedItemIds/0")).isEqualTo(first.at("/items/0/id"));
        assertThat(third.at("/order/total")).isEqualTo("0");
    }

    // WEBHOOK-12
    @Test
    void thousandWebhooksForOneOrderDoNotStarveOthers() {
        Api cashier = Stack.as("cashier");
        String hot = cashier.open(PHO.x(1));
        cashier.checkout(hot).expect(200);
        try (ExecutorService storm = Executors.newFixedThreadPool(32)) {
            List<CompletableFuture<Integer>> webhooks = IntStream.range(0, 1_000)
                    .mapToObj(number -> CompletableFuture.supplyAsync(
                            () -> Webhooks.failed(hot)
                                    .attempt("a-" + hot + "-" + number)
                                    .amount("5")
                                    .send()
                                    .status(),
                            storm))
                    .toList();
            List<Integer> others = IntStream.range(0, 20)
                    .mapToObj(number -> cashier.newOrder().create().status())
                    .toList();

            assertThat(others).containsOnly(201);
            assertThat(webhooks).extracting(CompletableFuture::join).containsOnly(200);
        }
        assertThat(cashier.get("/sale-orders/" + hot).at("/status")).isEqualTo("PROCESSING");
    }

    @Test
    void paymentsAreCountedOnce_duringDivideAndRejoin() {
        Api cashier = Stack.as("cashier");
        String order = cashier.open(PHO.x(100));
        cashier.checkout(order).expect(200);
        String checks = "/sale-orders/" + order + "/checks";
        AtomicInteger paying = new AtomicInteger(8);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int payer = 0; payer < 8; payer++) {
                Random random = new Random(payer);
                String uid = "storm-" + order + "-" + payer + "-";
                all.add(CompletableFuture.runAsync(
                        () -> {
                            for (int number = 0; number < 25; number++) {
                                var live =
                                        cashier.get(checks).expect(200).body().at("/data");
                                String webhook = live.isEmpty()
                                        ? Webhooks.success(order)
                                                .attempt(uid + number)
                                                .amount("1000")
                                                .body()
                                        : Webhooks.onCheck(live.get(random.nextInt(live.size()))
                                                        .at("/id")
                                                        .asText())
                                                .attempt(uid + number)
                                                .amount("1000")
                                                .body();
                                Webhooks.send(webhook).expect(200);
                            }
                            paying.decrementAndGet();
                        },
                        pool));
            }
            for (int divider = 0; divider < 4; divider++) {
                all.add(CompletableFuture.runAsync(
                        () -> {
                            while (paying.get() > 0) {
                                assertThat(cashier.post(checks, json("{'mode':'EVENLY','parts':3}"))
                                                .status())
                                        .isIn(201, 409);
                                assertThat(cashier.delete(checks).status()).isIn(200, 409);
                            }
                        },
                        pool));
            }
            all.forEach(CompletableFuture::join);
        }

        assertThat(Stack.sql("select o.received, o.paid + coalesce((select sum(amount) from PaymentReview r "
                        + "where r.saleOrderId = o.id and r.kind = 'LATE'), 0) from SaleOrder o where o.id = "
                        + order))
                .containsExactly("200000.0000|200000.0000");
        Audit.nothingIsLost();
    }
}
