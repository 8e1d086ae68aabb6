package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nx.sale.dev.Restaurant;
import nx.sale.http.server.Route;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks on every route there is: things of another merchant, bodies too large and too deep, injections through every filter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTest {
    /** Routes whose path names nothing of a merchant: what they answer a stranger is not 404. */
    private static final List<String> OF_NO_MERCHANT = List.of(
            "/operations/outbox/{id}",
            "/operations/webhooks/{id}",
            "/customers/{customerId}",
            "/reports/sales/category");

    private final Api owner = Stack.as("owner").with("x-device-info", "security");
    private final Api stranger = Api.at(
            Stack.get().baseUrl(),
            Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
            Restaurant.OTHER_MERCHANT);
    private final Map<String, String> things = new LinkedHashMap<>();

    /** One of everything, by the path it is found at. */
    SecurityTest() {
        String unit =
                owner.get("/allocation-units/free?partySize=2").expect(200).at("/data/0/id");
        JsonNode order =
                owner.newOrder().at(unit).items(PHO.x(2)).create().expect(201).body();
        String id = order.at("/id").asText();
        things.put("/sale-orders/{id}", id);
        things.put(
                "{adjustmentId}",
                owner.post(
                                "/sale-orders/" + id + "/adjustments",
                                json("{'scope':'ORDER','kind':'PERCENT','value':'10'}"))
                        .expect(200)
                        .at("/adjustments/0/id"));
        things.put("{code}", "SERVICE");
        things.put(
                "{itemId}", owner.get("/sale-orders/" + id + "?include=items").at("/items/0/id"));
        JsonNode tickets = owner.post("/sale-orders/" + id + "/kitchen-tickets", "")
                .expect(201)
                .body();
        things.put("/kitchen-tickets/{id}", tickets.at("/data/0/id").asText());
        things.put(
                "/kitchen-ticket-items/{id}", tickets.at("/data/0/items/0/id").asText());
        things.put("/kitchen-stations/{id}", tickets.at("/data/0/stationId").asText());
        things.put(
                "/allocation-usages/{id}",
                owner.get("/allocation-usages?usageId=" + id).at("/data/0/id"));
        things.put("/allocation-layouts/{id}", owner.get("/allocation-layouts").at("/data/0/id"));
        String billed = owner.open(PHO.x(2));
        owner.checkout(billed).expect(200);
        things.put("/sale-checks/{id}", owner.divide(billed, 2).expect(201).at("/data/0/id"));
        things.put("/operations/orders/{id}", billed);
        String cart = owner.open(PHO.x(1));
        Webhooks.success(cart).amount("5000").send().expect(200);
        things.put("{attemptUid}", "a-" + cart);
        things.put(
                "/payment-reviews/{id}",
                Stack.sql("select id from PaymentReview where saleOrderId = " + cart)
                        .getFirst());
        JsonNode returned =
                owner.giveBack(owner.sold("CARD", PHO.x(2)), "1").expect(200).body();
        things.put("/sale-returns/{id}", returned.at("/saleReturn/id").asText());
        things.put("/refunds/{id}", returned.at("/refunds/0/id").asText());
        things.put(
                "/operations/webhooks/{id}",
                Stack.sql("select id from " + Stack.WEBHOOKS + " where attemptUid = 'a-" + cart + "'")
                        .getFirst());
        things.put(
                "/reservations/{id}",
                owner.post(
                                "/reservations",
                                json("{'guestName':'Lan','partySize':2,'reservedFrom':'2027-01-01T18:00:00Z',"
                                        + "'reservedTo':'2027-01-01T20:00:00Z'}"))
                        .expect(201)
                        .at("/id"));
        things.put("/pos/sessions/{id}", owner.openShift("0").expect(201).at("/id"));
        things.put(
                "/point-transactions/{id}",
                Stack.sql("""
                        insert into "PointTransaction" (id, merchantId, customerId, saleOrderId, kind, points, spend, currency, createdAt)
                        values (%s, %s, 5, %s, 'EARN', 1, 1, 'VND', now()) returning id
                        """.formatted(System.nanoTime(), Restaurant.MERCHANT, cart))
                        .getFirst());
    }

    /** The path with what it names put in. */
    private String named(Route route) {
        String path = route.path();
        for (Map.Entry<String, String> thing : things.entrySet()) {
            String pattern = thing.getKey();
            path = pattern.startsWith("{")
                    ? path.replace(pattern, thing.getValue())
                    : path.startsWith(pattern)
                            ? thing.getValue().transform(id -> pattern.replace("{id}", id))
                                    + path.substring(pattern.length())
                            : path;
        }
        return path.replace("{userId}", "somebody");
    }

    static Stream<Route> naming() {
        return Stack.get().service().routes().stream()
                .filter(route -> route.path().contains("{"))
                .filter(route -> route.entry() instanceof Route.Entry.Needs)
                .filter(route -> OF_NO_MERCHANT.stream().noneMatch(route.path()::startsWith));
    }

    // ACCESS-15
    @ParameterizedTest
    @MethodSource("naming")
    void resourcesOfAnotherMerchantAreNotFound(Route route) {
        String path = named(route);
        assertThat(path).as("somebody must say where to find one").doesNotContain("{");
        List<String> before = Stack.sql("select status, revision from SaleOrder where merchantId = "
                + Restaurant.MERCHANT + " and id in (" + things.get("/sale-orders/{id}") + ","
                + things.get("/operations/orders/{id}") + ") order by id");

        Api.Reply refused = stranger.call(route.method().name(), path, "");
        assertThat(refused.status()).as(refused.text()).isEqualTo(404);
        assertThat(refused.at("/code")).endsWith("-not-found");
        assertThat(Stack.sql("select status, revision from SaleOrder where merchantId = " + Restaurant.MERCHANT
                        + " and id in (" + things.get("/sale-orders/{id}") + "," + things.get("/operations/orders/{id}")
                        + ") order by id"))
                .isEqualTo(before);
    }

    static Stream<Route> taking() {
        return Stack.get().service().routes().stream()
                .filter(route -> route.body().isPresent());
    }

    @ParameterizedTest
    @MethodSource("taking")
    void tooLargeBodyIsRejected(Route route) {
        String path = named(route).replaceAll("\\{[^}]+}", "1");
        Api by = route.path().startsWith("/operations/outbox") ? Stack.as("operator") : owner;
        String method = route.method().name();
        String huge = json("{'name':'%s'}", "x".repeat(1_100_000));
        String deep = json("{'a':").repeat(5_000) + "1" + "}".repeat(5_000);

        assertThat(by.call(method, path, huge).status()).as("huge").isEqualTo(413);
        assertThat(by.call(method, path, deep).status()).as("deep").isEqualTo(400);
        assertThat(by.call(method, path, json("{'a':1,}")).status())
                .as("no JSON")
                .isEqualTo(400);
        assertThat(by.call(method, path, "[]").status()).as("no object").isEqualTo(422);
        assertThat(by.call(method, path, json("{'__proto__':{}}")).status())
                .as("unknown field")
                .isEqualTo(422);
        assertThat(by.with("Content-Type", "text/plain")
                        .call(method, path, "{}")
                        .status())
                .as("no media type of ours")
                .isEqualTo(415);
    }

    static Stream<Route> guarded() {
        return Stack.get().service().routes().stream().filter(route -> route.entry() instanceof Route.Entry.Needs);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void whatIsAroundTheBodyIsRefusedFirst(Route route) {
        String path = named(route).replaceAll("\\{[^}]+}", "1");
        Api by = route.path().matches("/operations/(outbox|webhooks|kafka).*") ? Stack.as("operator") : owner;
        String method = route.method().name();

        assertThat(by.with("x-merchant-id", "")
                        .call(method, path, "")
                        .expect(400)
                        .at("/code"))
                .isEqualTo("bad-request");
        assertThat(by.call(method, path + "?nope=1", "").expect(422).at("/errors/0/path"))
                .isEqualTo("query.nope");
        if (route.method() != Route.Method.GET) {
            assertThat(by.with("Content-Encoding", "gzip")
                            .call(method, path, "{}")
                            .expect(415)
                            .at("/code"))
                    .isEqualTo("media-type-unsupported");
            assertThat(by.key("huge-" + System.nanoTime())
                            .call(method, path, json("{'name':'%s'}", "x".repeat(1_100_000)))
                            .expect(413)
                            .at("/code"))
                    .isEqualTo("body-too-large");
        }
    }

    static Stream<Route> listing() {
        return Stack.get().service().routes().stream()
                .filter(route -> route.shape() == Route.Shape.LIST)
                .filter(route -> route.parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals("filter")));
    }

    private Api.Reply filtered(Route route, Object filter) {
        try {
            return owner.get(route.path() + "?filter="
                    + URLEncoder.encode(Api.JSON.writeValueAsString(filter), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    // LIST-2
    @ParameterizedTest
    @MethodSource("listing")
    void noFilterReachesTheDatabaseAsAStatement(Route route) {
        String known = filtered(route, Map.of("where", Map.of("nothing", 1)))
                .expect(422)
                .at("/errors/0/message");
        List<String> fields =
                Arrays.asList(known.replaceAll(".*\\[(.*)].*", "$1").split(", "));
        assertThat(fields).contains("id");
        long rows = Long.parseLong(Stack.sql("select count(*) from SaleOrder").getFirst());
        for (String field : fields) {
            for (String operator : List.of(
                    "eq", "neq", "gt", "gte", "lt", "lte", "like", "ilike", "nlike", "inq", "nin", "between", "is")) {
                for (String text : List.of(
                        "' or 1=1 --",
                        """
                                1; drop table sale."SaleOrder"; --""",
                        "\\'; select pg_sleep(9); --",
                        "%_\\",
                        "$1",
                        ":merchant",
                        "?",
                        "x".repeat(3_000))) {
                    Object value = List.of("inq", "nin", "between").contains(operator) ? List.of(text, text) : text;
                    Api.Reply reply = filtered(route, Map.of("where", Map.of(field, Map.of(operator, value))));
                    assertThat(reply.status())
                            .as(field + " " + operator + " " + text + reply.text())
                            .isIn(200, 422);
                    if (reply.status() == 200 && operator.equals("eq")) {
                        assertThat(reply.body().at("/data"))
                                .as(field + " " + text)
                                .isEmpty();
                    }
                }
            }
            assertThat(filtered(route, Map.of("where", Map.of(field + '"' + " or 1=1 --", 1)))
                            .status())
                    .isEqualTo(422);
            assertThat(filtered(route, Map.of("order", List.of(field + " DESC; drop table x")))
                            .status())
                    .isEqualTo(422);
        }
        assertThat(Long.parseLong(Stack.sql("select count(*) from SaleOrder").getFirst()))
                .isEqualTo(rows);
    }

    // LIST-8
    @ParameterizedTest
    @MethodSource("listing")
    void everyListCanBeCutByTime(Route route) {
        Api.Reply none = owner.get(route.path() + "?from=2199-01-01T00:00:00Z").expect(200);
        assertThat(none.body().at("/data")).isEmpty();
        owner.get(route.path() + "?to=2199-01-01T00:00:00Z").expect(200);
    }

    @Test
    void platformResourcesAreHiddenFromOthers() {
        assertThat(stranger.get("/customers/5/points").expect(200).at("/balance"))
                .isEqualTo("0");
        stranger.get("/operations/outbox").expect(403);
        stranger.get("/operations/webhooks").expect(403);
    }
}
