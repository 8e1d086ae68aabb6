package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nx.sale.dev.PricingStandIn.Fare;
import nx.sale.fractions.ByFractions;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Awkward bills from the cart to reports and messages: every amount of orders, items, checks, reports and Kafka records is that of a second
 * program, which imports nothing of the service and counts in fractions.
 */
class CountedTwiceJourneyTest {
    /** Seven lines, three tax rates, two of them at the price of the happy hour, for three guests and one dish in the middle. */
    private static final String ITEMS =
            "A 33333.3333x1.5 seat 1; B 45000x2 seat 2; C 7777x3 seat 3; D 20000x0.3333 seat 1; "
                    + "E 9999.9999x7 seat 2; F 1x1 seat 3; G 10x3 seat 0";

    private static final String PRICING = "A t8; B d20 t8; C t10; D d20 t5; E t10; F t5; G t8";
    private static final String CHARGES = "5% t8; 8% t10";
    private static final List<String> COLUMNS = List.of("subtotal", "discount", "charge", "tax", "rounding", "total");
    private static final List<String> SHARES = List.of("subtotal", "discount", "charge", "tax", "chargeTax");

    private final String merchant = Long.toString(System.nanoTime());
    private final Api owner =
            Api.at(Stack.get().baseUrl(), Stack.get().sisters().identity().token("owner", merchant), merchant);
    private final Map<String, String> items = new LinkedHashMap<>();

    @AfterEach
    void usualFares() {
        Stack.get().sisters().pricing().fares(Map.of());
    }

    private static List<String> list(String text) {
        return List.of(text.split("; "));
    }

    private static List<JsonNode> rows(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private static String columns(JsonNode node, List<String> names) {
        return names.stream().map(name -> node.at("/" + name).asText()).collect(Collectors.joining(" "));
    }

    private void sells(String currency) {
        owner.put(
                        "/catalogue/channels",
                        json("{'channels':[{'id':'%s','name':'Room','currency':'%s'}]}", merchant, currency))
                .expect(200);
        String charges = IntStream.range(0, list(CHARGES).size())
                .mapToObj(place -> {
                    String[] words = list(CHARGES).get(place).split("% t");
                    return json(
                            "{'code':'C%s','name':'Charge %s','kind':'PERCENT','value':'%s','taxRate':'%s','when':{}}",
                            place + 1, place + 1, words[0], words[1]);
                })
                .collect(Collectors.joining(","));
        owner.put("/settings", json("{'serviceCharges':[") + charges + "]}").expect(200);
        Map<String, Fare> fares = new TreeMap<>();
        Map<String, String> prices = list(ITEMS).stream()
                .map(item -> item.split("[ x]"))
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        list(PRICING).forEach(said -> {
            List<String> words = List.of(said.split(" "));
            fares.put(prices.get(words.getFirst()), Fare.of(word(words, "d"), word(words, "t")));
        });
        Stack.get().sisters().pricing().fares(fares);
    }

    private static String word(List<String> words, String what) {
        return words.stream()
                .filter(word -> word.startsWith(what))
                .map(word -> word.substring(1))
                .findFirst()
                .orElse("0");
    }

    private String opened() {
        String wanted = list(ITEMS).stream()
                .map(item -> item.split("[ x]"))
                .map(words -> json(
                        "{'mode':'CUSTOM','name':'%s','basePrice':'%s','quantity':'%s','seat':%s}",
                        words[0], words[1], words[2], words[4]))
                .collect(Collectors.joining(","));
        String order = owner.post(
                        "/sale-orders",
                        json("{'saleChannelId':'%s','guestCount':3,'items':[", merchant) + wanted + "]}")
                .expect(201)
                .at("/id");
        rows(owner.get("/sale-orders/" + order + "?include=items")
                        .expect(200)
                        .body()
                        .at("/items"))
                .forEach(item ->
                        items.put(item.at("/id").asText(), item.at("/name").asText()));
        return order;
    }

    private void give(String order, String given) {
        String[] words = given.split(" -");
        String on = words[0].equals("all")
                ? "'scope':'ORDER'"
                : "'scope':'LINE','itemIds':['"
                        + items.entrySet().stream()
                                .filter(item -> item.getValue().equals(words[0]))
                                .findFirst()
                                .orElseThrow()
                                .getKey()
                        + "']";
        owner.post(
                        "/sale-orders/" + order + "/adjustments",
                        json("{" + on + ",'kind':'%s','value':'%s'}", kind(given), words[1].replace("%", "")))
                .expect(200);
    }

    private static String kind(String given) {
        return given.endsWith("%") ? "PERCENT" : "AMOUNT";
    }

    // DISCOUNT-2, CHARGE-5, MONEY-4
    @ParameterizedTest
    @CsvSource({
        "VND, A -10%; A -3333; A -33.33%; all -12345",
        "USD, A -10%; A -33.33; A -33.33%; all -5%; all -123.45",
        "JPY, A -7%; A -3333; A -33.33%; all -12345; all -13",
        "KWD, A -10%; A -3.333; A -0.01%; all -123.455"
    })
    void everyAmountIsTheSameCountedTwice(String currency, String given) {
        sells(currency);
        String order = opened();
        list(given).forEach(one -> give(order, one));
        String text = String.join(" | ", currency, ITEMS, given, PRICING, CHARGES);
        Map<String, String> bill = ByFractions.bill(text);

        Api.Reply preview =
                owner.post("/sale-orders/" + order + "/pricing-preview", "{}").expect(200);
        owner.checkout(order).expect(200);
        JsonNode sold = owner.get("/sale-orders/" + order + "?include=items,adjustments,charges")
                .expect(200)
                .body();
        assertThat(columns(preview.body(), COLUMNS)).isEqualTo(bill.get("bill"));
        assertThat(bill(sold)).isEqualTo(bill);

        owner.divide(order, 7).expect(201);
        assertThat(checks(order)).isEqualTo(ByFractions.divided(text, 7));
        owner.delete("/sale-orders/" + order + "/checks").expect(200);
        owner.post("/sale-orders/" + order + "/checks", json("{'mode':'BY_SEAT'}"))
                .expect(201);
        Map<String, String> bySeat = ByFractions.divided(text, 0);
        assertThat(checks(order)).isEqualTo(bySeat);

        for (JsonNode check : divided(order)) {
            Webhooks.onCheck(check.at("/id").asText())
                    .amount(check.at("/total").asText())
                    .send()
                    .expect(200);
        }
        JsonNode completed = owner.get("/sale-orders/" + order).expect(200).body();
        assertThat(completed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(columns(completed, COLUMNS)).isEqualTo(bill.get("bill"));
        messagesSay(order, bill, bySeat);
        reportsSay(completed.at("/businessDate").asText(), list(given), bill);
    }

    /** The order as the second program writes it. */
    private Map<String, String> bill(JsonNode order) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("bill", columns(order, COLUMNS));
        rows(order.at("/items"))
                .forEach(item -> columns.put(
                        item.at("/name").asText(),
                        columns(item, List.of("total", "discount", "charge", "tax", "chargeTax"))));
        List<JsonNode> adjustments = rows(order.at("/adjustments"));
        IntStream.range(0, adjustments.size())
                .forEach(place -> columns.put(
                        "given " + (place + 1),
                        adjustments.get(place).at("/amount").asText()));
        List<JsonNode> charges = rows(order.at("/charges"));
        IntStream.range(0, charges.size())
                .forEach(place ->
                        columns.put("charge " + (place + 1), columns(charges.get(place), List.of("amount", "tax"))));
        return columns;
    }

    private List<JsonNode> divided(String order) {
        return rows(owner.get("/sale-orders/" + order + "/checks")
                .expect(200)
                .body()
                .at("/data"));
    }

    private Map<String, String> checks(String order) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (JsonNode check : divided(order)) {
            String name = "check " + check.at("/number").asText();
            columns.put(name, columns(check, COLUMNS));
            rows(check.at("/items")).stream()
                    .filter(share -> !columns(share, SHARES).equals("0 0 0 0 0"))
                    .forEach(share -> columns.put(
                            name + " " + items.get(share.at("/saleOrderItemId").asText()), columns(share, SHARES)));
        }
        return columns;
    }

    private void messagesSay(String order, Map<String, String> bill, Map<String, String> bySeat) {
        List<JsonNode> paid = Topic.of(Stack.get().kafkaBootstrap(), "payment.success", order, 3).stream()
                .map(Topic.Event::body)
                .toList();
        assertThat(paid).hasSize(3);
        for (JsonNode payment : paid) {
            rows(payment.at("/items"))
                    .forEach(item -> assertThat(
                                    columns(item, List.of("total", "discount", "charge", "tax", "chargeTax")))
                            .isEqualTo(bill.get(
                                    items.get(item.at("/saleOrderItemId").asText()))));
            assertThat(rows(payment.at("/items"))).hasSize(7);
            assertThat(payment.at("/payment/total").decimalValue()).isEqualByComparingTo(last(bill.get("bill")));
        }
        assertThat(paid.stream()
                        .map(payment -> payment.at("/check/total")
                                .decimalValue()
                                .stripTrailingZeros()
                                .toPlainString()))
                .containsExactly(IntStream.rangeClosed(1, 3)
                        .mapToObj(check -> last(bySeat.get("check " + check)))
                        .toArray(String[]::new));

        List<JsonNode> changes = Topic.of(Stack.get().kafkaBootstrap(), "sale-order.changed", order, 3).stream()
                .map(Topic.Event::body)
                .filter(change -> !change.at("/change").asText().equals("OPENED"))
                .toList();
        assertThat(changes)
                .isNotEmpty()
                .allSatisfy(change -> assertThat(columns(change, COLUMNS)).isEqualTo(bill.get("bill")));
        JsonNode completed = changes.getLast();
        assertThat(completed.at("/change").asText()).isEqualTo("COMPLETED");
        assertThat(rows(completed.at("/charges")).stream()
                        .map(charge -> columns(charge, List.of("code", "amount", "tax"))))
                .containsExactly("C1 " + bill.get("charge 1"), "C2 " + bill.get("charge 2"));
    }

    private static String last(String columns) {
        return columns.substring(columns.lastIndexOf(' ') + 1);
    }

    private List<JsonNode> report(String name, String day) {
        return rows(owner.get("/reports/sales/%s?from=%s&to=%s".formatted(name, day, day))
                .expect(200)
                .body()
                .at("/data"));
    }

    // REPORT-7, REPORT-8
    private void reportsSay(String day, List<String> given, Map<String, String> bill) {
        assertThat(report("summary", day))
                .extracting(row -> columns(row, COLUMNS))
                .containsExactly(bill.get("bill"));
        Map<String, String> products = new TreeMap<>();
        report("by-product", day)
                .forEach(row -> products.put(
                        row.at("/name").asText(),
                        columns(row, List.of("subtotal", "discount", "charge", "tax", "net"))));
        Map<String, String> lines = new TreeMap<>();
        items.values().forEach(name -> {
            List<BigDecimal> line =
                    Stream.of(bill.get(name).split(" ")).map(BigDecimal::new).toList();
            lines.put(
                    name,
                    Stream.of(
                                    line.get(0),
                                    line.get(1),
                                    line.get(2),
                                    line.get(3).add(line.get(4)),
                                    line.get(0).subtract(line.get(1)).add(line.get(2)))
                            .map(CountedTwiceJourneyTest::plain)
                            .collect(Collectors.joining(" ")));
        });
        assertThat(products).isEqualTo(lines);
        assertThat(report("by-category", day))
                .extracting(row -> columns(row, COLUMNS.subList(0, 4)))
                .containsExactly(
                        String.join(" ", List.of(bill.get("bill").split(" ")).subList(0, 4)));
        for (String name : List.of("hourly", "staff")) {
            assertThat(report(name, day).stream().map(row -> row.at("/total").asText()))
                    .as(name)
                    .contains(last(bill.get("bill")));
        }
        assertThat(plain(report("payment-methods", day).stream()
                        .map(row -> new BigDecimal(row.at("/amount").asText()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)))
                .isEqualTo(last(bill.get("bill")));

        Map<String, BigDecimal> taken = new TreeMap<>();
        IntStream.range(0, given.size())
                .forEach(place -> taken.merge(
                        kind(given.get(place)), new BigDecimal(bill.get("given " + (place + 1))), BigDecimal::add));
        assertThat(report("discounts", day).stream().map(row -> columns(row, List.of("kind", "amount"))))
                .containsExactlyInAnyOrderElementsOf(taken.entrySet().stream()
                        .map(kind -> kind.getKey() + " " + plain(kind.getValue()))
                        .toList());
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
