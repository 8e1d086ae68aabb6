package nx.sale.journey;

import static nx.sale.kit.Api.etag;
import static nx.sale.kit.Menu.BANH_MI;
import static nx.sale.kit.Menu.LUNCH;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import nx.sale.dev.IdentityStandIn;
import nx.sale.dev.Restaurant;
import nx.sale.http.server.Route;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input of every kind gets a clear problem, in the order of REQUEST-1, and changes nothing. */
class RefusalsTest {
    private final Api waiter = Stack.as("waiter");

    // CART-2, MONEY-5, MONEY-6, REQUEST-4, REQUEST-6
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"items":[]}|items|too-few
            {}|items|required
            {"items":null}|items|required
            {"items":{}}|items|type
            {"items":[1]}|items[0]|type
            {"items":[{}]}|items[0].itemId|required
            {"items":[{"itemId":"abc"}]}|items[0].itemId|format
            {"items":[{"itemId":"99999999999999999999"}]}|items[0].itemId|format
            {"items":[{"itemId":"9999999999999999999"}]}|items[0].itemId|out-of-range
            {"items":[{"itemId":"71001","quantity":"0"}]}|items[0].quantity|out-of-range
            {"items":[{"itemId":"71001","quantity":"-1"}]}|items[0].quantity|out-of-range
            {"items":[{"itemId":"71001","quantity":"1000000"}]}|items[0].quantity|out-of-range
            {"items":[{"itemId":"71001","quantity":"1.00001"}]}|items[0].quantity|format
            {"items":[{"itemId":"71001","quantity":1e2}]}|items[0].quantity|format
            {"items":[{"itemId":"71001","quantity":"NaN"}]}|items[0].quantity|format
            {"items":[{"itemId":"71001","seat":"1"}]}|items[0].seat|type
            {"items":[{"itemId":"71001","seat":-1}]}|items[0].seat|out-of-range
            {"items":[{"itemId":"71001","note":" "}]}|items[0].note|too-short
            {"items":[{"itemId":"71001","note":"a\\u0000b"}]}|items[0].note|format
            {"items":[{"itemId":"71001","note":"\\ud800"}]}|items[0].note|format
            {"items":[{"itemId":"71001","mode":"FREE"}]}|items[0].mode|not-allowed
            {"items":[{"itemId":"71001","clientLineId":"1-2-3-4-5"}]}|items[0].clientLineId|format
            {"items":[{"itemId":"71001","mode":"CUSTOM"}]}|items[0].basePrice|required
            {"items":[{"itemId":"71001","name":"x"}]}|items[0].name|not-allowed
            {"items":[{"itemId":"71001","colour":"red"}]}|items[0].colour|unknown
            {"items":[{"itemId":"71001"}],"tip":1}|tip|unknown
            {"items":[{"itemId":"71001","modifiers":[{"code":5}]}]}|items[0].modifiers[0].code|type
            """)
    void aBadItemIsNamedByFieldAndRule(String body, String path, String code) {
        String order = waiter.open();

        Api.Reply refused =
                waiter.post("/sale-orders/" + order + "/items", body).expect(422);

        assertThat(refused.at("/errors/0/path")).isEqualTo(path);
        assertThat(refused.at("/errors/0/code")).isEqualTo(code);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(waiter.get("/sale-orders/" + order).body().at("/revision").asInt())
                .isEqualTo(1);
    }

    // CART-2, CART-3, CART-5, REQUEST-7
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"items":[{"itemId":"1"}]}|422|variant-unknown
            {"items":[{"itemId":"81001"}]}|422|variant-unknown
            {"items":[{"itemId":"71001","modifiers":[{"code":"GOLD"}]}]}|422|modifier-unknown
            {"items":[{"itemId":"71001","basePrice":"1"}]}|403|permission-denied
            {"items":[{"name":"Cake","mode":"CUSTOM","basePrice":"1"}]}|403|permission-denied
            {"items":[{"itemId":"71001","quantity":"999999"},{"itemId":"71001","quantity":"999999"}]}|422|quantity-too-large
            {"items":[{"itemId":"71001"}|400|malformed-json
            {"items":[],"items":[]}|400|malformed-json
            []|422|invalid
            nonsense|400|malformed-json
            """)
    void aWrongRequestHasItsOwnCode(String body, int status, String code) {
        String order = waiter.open();

        assertThat(waiter.post("/sale-orders/" + order + "/items", body)
                        .expect(status)
                        .at("/code"))
                .isEqualTo(code);
        assertThat(waiter.get("/sale-orders/" + order).body().at("/revision").asInt())
                .isEqualTo(1);
    }

    // REQUEST-1
    @Test
    void refusalsComeInOrder() {
        String items = "/sale-orders/1/items";
        assertThat(waiter.with("Authorization", "").post("/nothing/here", "{").status())
                .isEqualTo(404);
        assertThat(waiter.with("Authorization", "").put(items, "{").status()).isEqualTo(405);
        assertThat(waiter.with("Authorization", "")
                        .with("x-merchant-id", "")
                        .post(items, "{")
                        .status())
                .isEqualTo(401);
        assertThat(waiter.with("x-merchant-id", "").post(items, "{").expect(400).at("/errors/0/path"))
                .isEqualTo("header.x-merchant-id");
        assertThat(Stack.as("kitchen").post(items, "{").status()).isEqualTo(403);
        assertThat(waiter.post(items, "{").expect(404).at("/code")).isEqualTo("order-not-found");
        String order = waiter.open();
        assertThat(waiter.with("Content-Type", "text/plain")
                        .post("/sale-orders/" + order + "/items", "{}")
                        .status())
                .isEqualTo(415);
    }

    // CART-3, REQUEST-6, REQUEST-7
    @Test
    void hugeBodyIsRejected_withAReadableProblem() {
        String order = waiter.open();
        String huge = json("{'items':[{'itemId':'71001','note':'%s'}]}", "x".repeat(2_000_000));

        assertThat(waiter.post("/sale-orders/" + order + "/items", huge)
                        .expect(413)
                        .at("/code"))
                .isEqualTo("body-too-large");
        assertThat(waiter.post("/sale-orders/" + order + "/items", "[".repeat(5_000))
                        .expect(400)
                        .at("/code"))
                .isEqualTo("malformed-json");
        String many = json(
                "{'items':[%s{'itemId':'71001'}]}", json("{'itemId':'71001'},").repeat(100));
        assertThat(waiter.post("/sale-orders/" + order + "/items", many)
                        .expect(422)
                        .at("/errors/0/code"))
                .isEqualTo("too-many");
    }

    // REQUEST-13
    @Test
    void preconditionsHold() {
        String order = waiter.open();
        waiter.add(order, PHO.x(1)).expect(200);

        Api.Reply stale = waiter.ifMatch("1").add(order, PHO.x(1)).expect(412);
        assertThat(stale.body().at("/currentRevision").asLong()).isEqualTo(2);
        assertThat(waiter.ifMatch("2").add(order, PHO.x(1)).expect(200).header("ETag"))
                .isEqualTo(etag("3"));
        assertThat(waiter.with("If-Match", "yesterday")
                        .add(order, PHO.x(1))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("header.If-Match");
    }

    // LIST-1, REQUEST-19
    @Test
    void queriesAreChecked() {
        String order = waiter.open();
        for (String query : List.of("limit=0", "limit=201", "limit=x", "cursor=abc", "colour=red")) {
            assertThat(waiter.get("/sale-orders/" + order + "/history?" + query)
                            .expect(422)
                            .at("/code"))
                    .isEqualTo("invalid");
        }
        assertThat(waiter.get("/sale-orders/" + order + "?include=everything")
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("query.include");
        assertThat(waiter.get("/sale-orders/abc").expect(422).at("/errors/0/path"))
                .isEqualTo("path.id");
        assertThat(waiter.key("x".repeat(256)).add(order, PHO.x(1)).expect(422).at("/errors/0/path"))
                .isEqualTo("header.Idempotency-Key");
    }

    static Stream<String> badTokens() throws Exception {
        ECKey right = Stack.get().sisters().identity().key();
        ECKey wrong = new ECKeyGenerator(Curve.P_256).keyID(right.getKeyID()).generate();
        ECKey unknown = new ECKeyGenerator(Curve.P_256).keyID("unknown").generate();
        JWTClaimsSet good = IdentityStandIn.claims("owner", "1")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build();
        JWTClaimsSet expired = IdentityStandIn.claims("owner", "1")
                .expirationTime(Date.from(Instant.now().minusSeconds(31)))
                .build();
        JWTClaimsSet early = IdentityStandIn.claims("owner", "1")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .notBeforeTime(Date.from(Instant.now().plusSeconds(60)))
                .build();
        JWTClaimsSet endless = IdentityStandIn.claims("owner", "1").build();
        SignedJWT confused = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(right.getKeyID())
                        .build(),
                good);
        confused.sign(new MACSigner(right.toPublicJWK().toJSONString()));
        String tampered = IdentityStandIn.signed(right, good);
        return Stream.of(
                "nonsense",
                "a.b.c",
                new PlainJWT(good).serialize(),
                confused.serialize(),
                IdentityStandIn.signed(wrong, good),
                IdentityStandIn.signed(unknown, good),
                IdentityStandIn.signed(right, expired),
                IdentityStandIn.signed(right, early),
                IdentityStandIn.signed(right, endless),
                tampered.substring(0, tampered.length() - 4) + "AAAA");
    }

    // ACCESS-1
    @ParameterizedTest
    @MethodSource("badTokens")
    void invalidTokenIsRejected(String token) {
        Api.Reply refused =
                Api.at(Stack.get().baseUrl(), token, Restaurant.MERCHANT).get("/settings");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.at("/code")).isEqualTo("not-signed-in");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    static Stream<Route> guarded() {
        return Stack.get().service().routes().stream().filter(route -> route.entry() instanceof Route.Entry.Needs);
    }

    // ACCESS-5, ACCESS-6, PAYMENT-20
    @ParameterizedTest
    @MethodSource("guarded")
    void everyRouteIsGuarded(Route route) {
        String path = route.path().replaceAll("\\{[^}]+}", "1");
        String method = route.method().name();
        Api stranger = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("guest", Restaurant.MERCHANT),
                Restaurant.MERCHANT);

        assertThat(stranger.call(method, path, "").expect(403).at("/permission"))
                .isEqualTo(((Route.Entry.Needs) route.entry()).permission().code());
        assertThat(stranger.with("Authorization", "").call(method, path, "").status())
                .isEqualTo(401);
        assertThat(Stack.as("owner")
                        .with("x-merchant-id", Restaurant.OTHER_MERCHANT)
                        .call(method, path, "")
                        .status())
                .isEqualTo(403);
        Api service = stranger.with(
                "Authorization",
                "Basic " + java.util.Base64.getEncoder().encodeToString("back-office:wrong".getBytes()));
        assertThat(service.call(method, path, "").status()).isEqualTo(401);
    }

    // ACCESS-6
    @Test
    void denialIsAudited() {
        Stack.as("kitchen").with("X-Request-Id", "denied-once").get("/settings").expect(403);

        assertThat(Stack.sql("select action, details ->> 'permission' from AuditEntry where requestId = 'denied-once'"))
                .containsExactly("DENIED|Setting.find");
    }

    @Test
    void denialWinsOverInvalidInput() {
        Api.Reply refused = Stack.as("kitchen").with("x-device-info", "{bad").get("/settings");

        assertThat(refused.expect(403).at("/code")).isEqualTo("permission-denied");
    }

    // ORDER-11
    @Test
    void theOrderRefusesADelete_whenItIsNoDraft_andVanishesWhenItIs() {
        Api cashier = Stack.as("cashier");
        String order = cashier.open(PHO.x(1));
        cashier.checkout(order).expect(200);
        Api.Reply refused = cashier.delete("/sale-orders/" + order).expect(409);
        assertThat(refused.at("/code")).isEqualTo("order-not-allowed");
        assertThat(refused.at("/detail")).endsWith("Revert its checkout first.");
        cashier.post("/sale-orders/" + order + "/revert", "").expect(200);

        cashier.delete("/sale-orders/" + order).expect(200);

        assertThat(cashier.get("/sale-orders/" + order).status()).isEqualTo(404);
        assertThat(Stack.sql("select deletedAt is not null from SaleOrder where id = " + order))
                .containsExactly("t");
    }

    // ORDER-4
    @Test
    void describingFollowsTheStatus() {
        Api cashier = Stack.as("cashier");
        String order = cashier.open(PHO.x(1));
        Api.Reply described = cashier.patch(
                        "/sale-orders/" + order,
                        json("{'name':'Table 5','guestCount':4,'customerId':'55','orderType':'TAKEAWAY'}"))
                .expect(200);
        assertThat(described.at("/name")).isEqualTo("Table 5");
        cashier.checkout(order).expect(200);

        assertThat(cashier.patch("/sale-orders/" + order, json("{'orderType':'DINE_IN'}"))
                        .expect(409)
                        .at("/action"))
                .isEqualTo("DESCRIBE_FULLY");
        assertThat(cashier.patch("/sale-orders/" + order, json("{'customerId':null}"))
                        .expect(200)
                        .body()
                        .at("/customerId")
                        .isNull())
                .isTrue();
    }

    // REQUEST-5
    @Test
    void nullRemovesWhatCanBeRemoved_andIsRefusedElsewhere() {
        Api manager = Stack.as("manager");
        String order = manager.open(PHO.x(1));
        String item = manager.get("/sale-orders/" + order + "?include=items").at("/items/0/id");

        Api.Reply refused = manager.patch("/sale-orders/" + order, json("{'name':null,'note':null,'orderType':null}"))
                .expect(422);
        assertThat(refused.body().at("/errors"))
                .extracting(error ->
                        error.at("/path").asText() + " " + error.at("/code").asText())
                .containsExactly("name not-removable", "orderType not-removable");
        manager.patch("/sale-orders/" + order, json("{'note':null,'guestCount':null}"))
                .expect(200);
        assertThat(manager.patch("/sale-orders/" + order + "/items/" + item, json("{'quantity':null}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("quantity");
        assertThat(manager.patch("/sale-orders/" + order + "/items", json("{'items':[{'id':'%s','seat':null}]}", item))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("items[0].seat");
    }

    // SETTING-2
    @Test
    void settingsArePutInPart_andGuardedByTheirRevision() {
        Api other = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
                Restaurant.OTHER_MERCHANT);
        Api.Reply before = other.get("/settings").expect(200);

        Api.Reply after = other.with("If-Match", before.header("ETag"))
                .put("/settings", json("{'dayCutoffHour':6}"))
                .expect(200);

        assertThat(after.body().at("/dayCutoffHour").asInt()).isEqualTo(6);
        assertThat(after.at("/timezone")).isEqualTo("Asia/Ho_Chi_Minh");
        assertThat(other.with("If-Match", before.header("ETag"))
                        .put("/settings", json("{'dayCutoffHour':7}"))
                        .status())
                .isEqualTo(412);
        assertThat(other.put("/settings", json("{'timezone':'Mars'}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("timezone");
        assertThat(other.put("/settings", json("{'dayCutoffHour':24}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("dayCutoffHour");
    }

    // CART-7, REQUEST-3
    @Test
    void itemsAreChangedAndRemoved_andACombosPartsFollow() {
        String order = waiter.open(LUNCH.x(1), BANH_MI.x(1));
        Api.Reply cart = waiter.get("/sale-orders/" + order + "?include=items");
        String lead = cart.at("/items/0/id");
        String part = cart.at("/items/1/id");

        assertThat(waiter.patch("/sale-orders/" + order + "/items/" + part, json("{'quantity':'5'}"))
                        .expect(409)
                        .at("/code"))
                .isEqualTo("item-part-of-combo");
        assertThat(waiter.add(order, LUNCH.x(1)).expect(409).at("/itemId")).isEqualTo(lead);
        Api.Reply doubled = waiter.patch(
                        "/sale-orders/" + order + "/items/" + lead, json("{'quantity':'2','note':'fast'}"))
                .expect(200);
        assertThat(doubled.body().at("/items"))
                .extracting(item -> item.at("/quantity").asText())
                .containsExactly("2", "4", "4", "2");
        Api.Reply removed = waiter.patch(
                        "/sale-orders/" + order + "/items", json("{'items':[{'id':'%s','quantity':'0'}]}", lead))
                .expect(200);
        assertThat(removed.body().at("/removedItemIds")).hasSize(4);
        assertThat(removed.at("/order/total")).isEqualTo("35000");
        assertThat(waiter.delete("/sale-orders/" + order + "/items/" + lead)
                        .expect(404)
                        .at("/code"))
                .isEqualTo("item-not-found");
        assertThat(waiter.with("Prefer", "return=representation")
                        .delete("/sale-orders/" + order + "/items")
                        .expect(200)
                        .body()
                        .at("/order/items"))
                .isEmpty();
    }

    @Test
    void unparsableRequestIsAnsweredByAProblem() {
        Api.Reply refused = waiter.get("/sale-orders/1/%00");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/code")).isEqualTo("bad-request");
        assertThat(refused.text()).doesNotContain("html");
        assertThat(waiter.get("/sale-orders?filter=%7Bbad").expect(422).at("/errors/0/path"))
                .isEqualTo("query.filter");
        assertThat(waiter.with("x-device-info", "{bad")
                        .post("/sale-orders", json("{'saleChannelId':'70101'}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("header.x-device-info");
    }
}
