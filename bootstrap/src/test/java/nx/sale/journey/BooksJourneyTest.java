package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The books of the tills: over all shifts they say what the payments say, and what the reports say. */
class BooksJourneyTest {
    /** The days around now. */
    private static final String NOW = "?from=" + LocalDate.now(ZoneOffset.UTC).minusDays(2) + "&to="
            + LocalDate.now(ZoneOffset.UTC).plusDays(2);

    private final Random random = new Random();

    /** A merchant of its own that sells for dong and for dollars. */
    private final class Shop {
        private final String merchant = Long.toString(System.nanoTime());
        private final String dong = merchant + "1";
        private final String dollars = merchant + "2";
        private final Api owner =
                Api.at(Stack.get().baseUrl(), Stack.get().sisters().identity().token("owner", merchant), merchant);

        Shop() {
            owner.put(
                            "/catalogue/channels",
                            json(
                                    "{'channels':[{'id':'%s','name':'Room','currency':'VND'},{'id':'%s','name':'Bar',"
                                            + "'currency':'USD'}]}",
                                    dong, dollars))
                    .expect(200);
        }

        Api till(String name) {
            return owner.with("x-device-info", name);
        }

        String openShift(String till, boolean inDollars) {
            return till(till)
                    .post(
                            "/pos/sessions",
                            json("{'saleChannelId':'%s','openingFloat':'100'}", inDollars ? dollars : dong))
                    .expect(201)
                    .at("/id");
        }

        /** Closes it as the drawer says it should be. */
        void closeShift(String session) {
            String cash = owner.get("/pos/sessions/" + session + "/x-report")
                    .expect(200)
                    .at("/cash/expected");
            assertThat(owner.post(
                                    "/pos/sessions/" + session + "/close",
                                    json("{'actualCash':'%s','handOver':true}", cash))
                            .expect(200)
                            .at("/outcome"))
                    .isEqualTo("CLOSED");
        }

        String order(String till, boolean inDollars, String tender) {
            String order = till(till)
                    .post(
                            "/sale-orders",
                            json(
                                    "{'saleChannelId':'%s','items':[{'mode':'CUSTOM','name':'Dish','basePrice':'%s',"
                                            + "'quantity':'%s'}]}",
                                    inDollars ? dollars : dong, inDollars ? "7.35" : "65000", random.nextInt(1, 4)))
                    .expect(201)
                    .at("/id");
            till(till).checkout(order, tender).expect(200);
            return order;
        }

        /** What all Z reports say, by tender and currency. */
        Map<String, BigDecimal> zTenders(String member) {
            Map<String, BigDecimal> sums = new TreeMap<>();
            for (String content : Stack.sql("select content from PosSessionReport where merchantId = " + merchant)) {
                for (JsonNode sum : tree(content).at("/tenders")) {
                    add(
                            sums,
                            sum.at("/method").asText() + " "
                                    + sum.at("/currency").asText(),
                            sum.at("/" + member).asText());
                }
            }
            sums.values().removeIf(sum -> sum.signum() == 0);
            return sums;
        }

        /** What the payments say: attempts by tender, and what was received beyond them. */
        Map<String, BigDecimal> payments() {
            Map<String, BigDecimal> sums = new TreeMap<>();
            rows("""
                    select a.method || ' ' || o.currency, sum(a.amount) from "PaymentAttempt" a
                      join "SaleOrder" o on o.id = a.saleOrderId where a.status = 'SUCCESS' and a.merchantId = %s group by 1
                     union all
                    select 'UNKNOWN ' || o.currency, sum(o.received - coalesce((select sum(amount) from "PaymentAttempt" a
                             where a.saleOrderId = o.id and a.status = 'SUCCESS'), 0))
                      from "SaleOrder" o where o.merchantId = %s group by 1
                    """, sums);
            sums.values().removeIf(sum -> sum.signum() == 0);
            return sums;
        }

        private void rows(String sql, Map<String, BigDecimal> sums) {
            Stack.sql(sql.formatted(merchant, merchant)).forEach(row -> {
                String[] parts = row.split("\\|");
                add(sums, parts[0], parts[1]);
            });
        }

        /** What the report says, and the money of orders that are not completed. */
        Map<String, BigDecimal> reports() {
            Map<String, BigDecimal> sums = new TreeMap<>();
            owner.get("/reports/sales/payment-methods" + NOW)
                    .expect(200)
                    .body()
                    .at("/data")
                    .forEach(row -> add(
                            sums,
                            row.at("/method").asText() + " "
                                    + row.at("/currency").asText(),
                            row.at("/amount").asText()));
            rows("""
                    select a.method || ' ' || o.currency, sum(a.amount) from "PaymentAttempt" a
                      join "SaleOrder" o on o.id = a.saleOrderId
                     where a.status = 'SUCCESS' and a.merchantId = %s and o.status <> 'COMPLETED' group by 1
                     union all
                    select 'UNKNOWN ' || o.currency, sum(o.received - coalesce((select sum(amount) from "PaymentAttempt" a
                             where a.saleOrderId = o.id and a.status = 'SUCCESS'), 0))
                      from "SaleOrder" o where o.merchantId = %s and o.status <> 'COMPLETED' group by 1
                    """, sums);
            sums.values().removeIf(sum -> sum.signum() == 0);
            return sums;
        }

        /** Orders and totals completed, as all Z reports say, by currency. */
        Map<String, BigDecimal> zSales() {
            Map<String, BigDecimal> sums = new TreeMap<>();
            for (String content : Stack.sql("select content from PosSessionReport where merchantId = " + merchant)) {
                for (JsonNode sum : tree(content).at("/sales")) {
                    String currency = sum.at("/currency").asText();
                    add(sums, "orders " + currency, sum.at("/orders").asText());
                    add(sums, "total " + currency, sum.at("/total").asText());
                    add(sums, "tax " + currency, sum.at("/tax").asText());
                }
            }
            return sums;
        }

        /** The same as the summary report says. */
        Map<String, BigDecimal> summary() {
            Map<String, BigDecimal> sums = new TreeMap<>();
            owner.get("/reports/sales/summary" + NOW + "&groupBy=month")
                    .expect(200)
                    .body()
                    .at("/data")
                    .forEach(row -> {
                        String currency = row.at("/currency").asText();
                        add(sums, "orders " + currency, row.at("/orders").asText());
                        add(sums, "total " + currency, row.at("/total").asText());
                        add(sums, "tax " + currency, row.at("/tax").asText());
                    });
            return sums;
        }
    }

    private static JsonNode tree(String json) {
        try {
            return Api.JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(Map<String, BigDecimal> sums, String key, String amount) {
        sums.merge(
                key,
                new BigDecimal(amount).stripTrailingZeros(),
                (a, b) -> a.add(b).stripTrailingZeros());
    }

    private static void pay(String order, String attempt, String amount) {
        Webhooks.success(order)
                .transaction("t-" + order + attempt)
                .attempt(attempt + "-" + order)
                .amount(amount)
                .send()
                .expect(200);
    }

    /** A day of three tills: paid in parts, too much, late, before its tender is known, between shifts; what happens is up to chance. */
    // SHIFT-22
    @RepeatedTest(3)
    void randomDayAddsUp() {
        Shop shop = new Shop();
        List<String> tills = List.of("a", "b", "c");
        Map<String, String> open = new TreeMap<>();
        tills.forEach(till -> open.put(till, shop.openShift(till, till.equals("c"))));
        List<String> unpaid = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            String till = tills.get(random.nextInt(3));
            switch (random.nextInt(12)) {
                case 0 -> {
                    if (open.containsKey(till)) {
                        shop.closeShift(open.remove(till));
                    } else {
                        open.put(till, shop.openShift(till, random.nextBoolean()));
                    }
                }
                case 1 -> {
                    if (!unpaid.isEmpty()) {
                        pay(unpaid.removeFirst(), "late" + step, "5");
                    }
                }
                default -> unpaid.addAll(happen(shop, till, step));
            }
        }
        tills.forEach(till -> shop.closeShift(
                open.containsKey(till) ? open.remove(till) : shop.openShift(till, random.nextBoolean())));

        Audit.nothingIsLost();
        assertThat(shop.zTenders("amount"))
                .isNotEmpty()
                .isEqualTo(shop.payments())
                .isEqualTo(shop.reports());
        assertThat(shop.zSales()).isEqualTo(shop.summary());
    }

    /** An order and what becomes of it; itself when it is not paid. */
    private List<String> happen(Shop shop, String till, int step) {
        boolean dollars = random.nextInt(3) == 0;
        String order =
                shop.order(till, dollars, List.of("CASH", "CARD", "WALLET").get(random.nextInt(3)));
        BigDecimal total = new BigDecimal(
                shop.owner.get("/sale-orders/" + order).expect(200).at("/total"));
        switch (random.nextInt(7)) {
            case 0 -> {
                return List.of(order);
            }
            case 1 -> pay(order, "part" + step, "1");
            case 2 -> {
                pay(order, "part" + step, "1");
                pay(order, "rest" + step, total.toPlainString());
            }
            case 3 -> {
                Webhooks.settled(order)
                        .transaction("s-" + order)
                        .paid(total.toPlainString())
                        .send()
                        .expect(200);
                if (random.nextBoolean()) {
                    Webhooks.success(order)
                            .transaction("s-" + order)
                            .attempt("s-" + order)
                            .amount(total.toPlainString())
                            .send()
                            .expect(200);
                }
            }
            case 4 -> {
                shop.owner.cancel(order, "left").expect(200);
                return List.of(order);
            }
            default -> pay(order, "all" + step, total.toPlainString());
        }
        return List.of();
    }

    /** Payments pour in at one till while its shifts are closed and opened as fast as they can be. */
    // SHIFT-10
    @Test
    void everyPaymentIsInOneShift_howeverOftenTheTillIsClosedMeanwhile() {
        Shop shop = new Shop();
        String till = "hot";
        shop.closeShift(shop.openShift(till, false));
        int payers = 6;
        int each = 12;
        List<List<String>> orders = IntStream.range(0, payers)
                .mapToObj(payer -> IntStream.range(0, each)
                        .mapToObj(number -> shop.order(till, false, "CASH"))
                        .toList())
                .toList();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger shifts = new AtomicInteger();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> closing = CompletableFuture.runAsync(
                    () -> {
                        while (!done.get()) {
                            closeUncounted(shop, shop.openShift(till, false));
                            shifts.incrementAndGet();
                        }
                    },
                    many);
            CompletableFuture.allOf(orders.stream()
                            .map(some -> CompletableFuture.runAsync(
                                    () -> some.forEach(order -> pay(order, "a", "60000")), many))
                            .toArray(CompletableFuture[]::new))
                    .join();
            done.set(true);
            closing.join();
        }
        closeUncounted(shop, shop.openShift(till, false));

        Audit.nothingIsLost();
        assertThat(shifts.get()).isGreaterThan(3);
        assertThat(shop.zTenders("amount"))
                .isEqualTo(Map.of("CASH VND", new BigDecimal(payers * each * 60_000).stripTrailingZeros()));
        assertThat(Stack.sql(
                        "select count(*) from TillEntry where posSessionId is null and merchantId = " + shop.merchant))
                .containsExactly("0");
        assertThat(Stack.sql("select count(distinct number), max(number) from PosSessionReport where merchantId = "
                        + shop.merchant))
                .containsExactly((shifts.get() + 2) + "|" + (shifts.get() + 2));
        assertThat(Audit.deadlocks()).isZero();
    }

    private static void closeUncounted(Shop shop, String session) {
        shop.owner
                .post("/pos/sessions/" + session + "/close", json("{'note':'nobody counts','handOver':true}"))
                .expect(200);
    }
}
