package nx.sale.bench;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nx.sale.dev.LocalStack;
import nx.sale.dev.PricingStandIn;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What discounts and charges cost: adding to an order that has some beside adding to one that has none, and checking out a thousand lines
 * with all kinds of them beside a thousand without. One client, in turns within a round. Not part of the test suite: {@code
 * ops/bench/discounts.sh} runs it.
 */
class DiscountsCostBench {
    private static final int ROUNDS = Integer.getInteger("discounts.rounds", 15);
    private static final int ADDS = Integer.getInteger("discounts.adds", 200);
    private static final int LINES = Integer.getInteger("discounts.lines", 1_000);

    /** As many in a row as a collection of garbage does not decide the round. */
    private static final int CHECKOUTS = Integer.getInteger("discounts.checkouts", 5);

    private static final int AT_ONCE = 100;
    private static final String CHARGES = json(
            "{'serviceCharges':[{'code':'SERVICE','name':'Service','kind':'PERCENT','value':'5','taxRate':'8','when':{}},"
                    + "{'code':'COVER','name':'Cover','kind':'AMOUNT','value':'1500','currency':'VND','taxRate':'10','when':{}}]}");

    @TempDir
    Path folder;

    private LocalStack stack;
    private Api manager;

    /** An order and how long each request took on it, in milliseconds. */
    private record Side(String order, List<Double> medians) {
        Side(String order) {
            this(order, new ArrayList<>());
        }
    }

    private interface Request {
        double millis(String order) throws IOException, InterruptedException;
    }

    @Test
    void compared() throws Exception {
        try (LocalStack started = LocalStack.start(folder, 0)) {
            stack = started;
            manager = Api.of(stack, "manager");
            Consumer<String> none = order -> {};
            Request adding = order -> timed(order, "items", json("{'items':[{'itemId':'%s'}]}", TEA));
            compare(
                    "add-item",
                    ADDS,
                    new Side(order(true, 0, this::fiveGiven)),
                    new Side(order(false, 0, none)),
                    adding);
            Request selling = order -> {
                double millis = timed(order, "checkout", "{}");
                timed(order, "revert", "");
                return millis;
            };
            compare(
                    "checkout of " + LINES + " lines",
                    CHECKOUTS,
                    new Side(order(true, LINES, this::everythingGiven)),
                    new Side(order(false, LINES, none)),
                    selling);
        }
    }

    private String order(boolean charged, int lines, Consumer<String> given) {
        Api owner = Api.of(stack, "owner");
        owner.put("/settings", charged ? CHARGES : json("{'serviceCharges':[]}"))
                .expect(200);
        String order = manager.open(PHO.x(2), TEA.x(1));
        IntStream.range(0, lines / AT_ONCE).forEach(batch -> addLines(order, batch));
        given.accept(order);
        return order;
    }

    private void addLines(String order, int batch) {
        String items = IntStream.range(batch * AT_ONCE, (batch + 1) * AT_ONCE)
                .mapToObj(line -> json("{'mode':'CUSTOM','name':'Dish %s','basePrice':'%s'}", line, 30_000 + line * 7))
                .collect(Collectors.joining(","));
        manager.post("/sale-orders/" + order + "/items", json("{'items':[") + items + "]}")
                .expect(200);
    }

    private void give(String order, String body) {
        manager.post("/sale-orders/" + order + "/adjustments", json(body)).expect(200);
    }

    private List<String> items(String order) {
        List<String> items = new ArrayList<>();
        for (JsonNode item : manager.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .body()
                .at("/items")) {
            items.add(item.at("/id").asText());
        }
        return items;
    }

    private void onLines(String order, List<String> items, String what) {
        give(order, "{'scope':'LINE'," + what + ",'note':'bench','itemIds':['" + String.join("','", items) + "']}");
    }

    private void fiveGiven(String order) {
        List<String> pho = items(order).subList(0, 1);
        onLines(order, pho, "'kind':'PERCENT','value':'10'");
        onLines(order, pho, "'kind':'AMOUNT','value':'3333'");
        onLines(order, pho, "'kind':'PERCENT','value':'33.33'");
        give(order, "{'scope':'ORDER','kind':'PERCENT','value':'5'}");
        give(order, "{'scope':'ORDER','kind':'AMOUNT','value':'7777'}");
    }

    private void everythingGiven(String order) {
        List<String> items = items(order);
        for (int from = 0; from < items.size(); from += AT_ONCE) {
            onLines(
                    order,
                    items.subList(from, Math.min(items.size(), from + AT_ONCE)),
                    "'kind':'PERCENT','value':'10'");
        }
        onLines(order, items.subList(0, AT_ONCE), "'kind':'AMOUNT','value':'3333'");
        onLines(order, items.subList(AT_ONCE, AT_ONCE + AT_ONCE / 2), "'kind':'COMP'");
        give(order, "{'scope':'ORDER','kind':'PERCENT','value':'5'}");
        give(order, "{'scope':'ORDER','kind':'AMOUNT','value':'77777'}");
        give(order, "{'scope':'ORDER','kind':'CODE','code':'" + PricingStandIn.PERCENT_CODE + "'}");
    }

    private final HttpClient http = HttpClient.newHttpClient();

    private double timed(String order, String what, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.baseUrl() + "/sale-orders/" + order + "/" + what))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + stack.sisters().identity().token("manager", Restaurant.MERCHANT))
                .header("x-merchant-id", Restaurant.MERCHANT)
                .header("x-device-info", Restaurant.DEVICE)
                .header("Content-Type", "application/json")
                .build();
        long begun = System.nanoTime();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        double millis = (System.nanoTime() - begun) / 1e6;
        if (answer.statusCode() != 200) {
            throw new AssertionError(what + ": " + answer.body());
        }
        return millis;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void round(Side side, int times, Request request) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            millis.add(request.millis(side.order()));
        }
        side.medians().add(median(millis));
    }

    /** A third of the rounds is for warming up. */
    private static void compare(String what, int times, Side with, Side without, Request request)
            throws IOException, InterruptedException {
        for (int number = 0; number < ROUNDS * 4 / 3; number++) {
            boolean first = number % 2 == 0;
            round(first ? with : without, times, request);
            round(first ? without : with, times, request);
        }
        List<Double> ratios = IntStream.range(ROUNDS / 3, ROUNDS * 4 / 3)
                .mapToObj(
                        number -> with.medians().get(number) / without.medians().get(number))
                .sorted()
                .toList();
        System.out.printf(
                Locale.ROOT,
                "discounts | %s | %.2f | %.2f to %.2f | %.1f | %.1f |%n",
                what,
                median(ratios),
                ratios.getFirst(),
                ratios.getLast(),
                median(with.medians()),
                median(without.medians()));
    }
}
