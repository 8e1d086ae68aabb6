package nx.sale.docs;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import nx.sale.dev.Restaurant;
import nx.sale.http.json.BodyReader;
import nx.sale.http.json.JsonTree;
import nx.sale.http.server.Route;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every body that the OpenAPI document shows as an example is one that the service takes. */
class BodyExamplesTest {
    private final Api owner = Stack.as("owner");

    /** One operation that takes a body. */
    record Operation(Route route, String name, JsonNode example) {
        @Override
        public String toString() {
            return route.method() + " " + route.path() + " " + name;
        }
    }

    static Stream<Operation> operations() {
        JsonNode paths = Stack.contract().document().path("paths");
        List<Operation> operations = Stack.get().service().routes().stream()
                .flatMap(route -> paths
                        .path(route.path())
                        .path(route.method().name().toLowerCase(Locale.ROOT))
                        .at("/requestBody/content/application~1json/examples")
                        .properties()
                        .stream()
                        .map(example -> new Operation(
                                route, example.getKey(), example.getValue().path("value"))))
                .toList();
        assertThat(operations.stream().map(Operation::route).distinct())
                .as("every operation with a body has an example")
                .hasSize(paths.findValues("requestBody").size());
        assertThat(operations).hasSizeGreaterThan(55);
        return operations.stream();
    }

    // OPS-13
    @ParameterizedTest
    @MethodSource("operations")
    void theServiceTakesTheExample(Operation operation) {
        String example = operation.example().toString();
        assertThat(operation.example().isObject())
                .as("%s has an example", operation)
                .isTrue();
        operation.route().body().ifPresent(type -> BodyReader.read(type, JsonTree.parse(octets(example))));

        Api caller = operation.route().entry() instanceof Route.Entry.Open
                ? owner.with("Authorization", "").with("x-merchant-id", "")
                : owner;
        Api.Reply reply = caller.call(
                operation.route().method().name(), existing(operation.route().path()), example);

        boolean namesNothing = reply.at("/code").endsWith("-not-found");
        assertThat(reply.status() < 400 || List.of(403, 404, 409).contains(reply.status()) || namesNothing)
                .as("%s %s -> %s", operation, example, reply.text())
                .isTrue();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The path with ids of what is there: of what is not there, the body is not read to its end. */
    private String existing(String path) {
        if (path.contains("{itemId}")) {
            String order = owner.open(PHO.x(2));
            String item = owner.get("/sale-orders/" + order + "?include=items").at("/items/0/id");
            return path.replace("{id}", order).replace("{itemId}", item);
        }
        if (path.contains("{code}")) {
            return path.replace("{id}", owner.openCharged(PHO.x(2))).replace("{code}", "SERVICE");
        }
        return path.contains("{id}") ? path.replace("{id}", id(path.substring(0, path.indexOf("/{id}")))) : path;
    }

    private String id(String resource) {
        return switch (resource) {
            case "/sale-orders", "/operations/orders" -> owner.open(PHO.x(2));
            case "/sale-checks" -> check();
            case "/pos/sessions" ->
                owner.post(
                                "/pos/sessions",
                                json(
                                        "{'saleChannelId':'%s','openingFloat':'0','deviceId':'example-%s'}",
                                        Restaurant.CHANNEL, System.nanoTime()))
                        .expect(201)
                        .at("/id");
            case "/kitchen-stations" ->
                owner.post("/kitchen-stations", json("{'code':'E%s','name':'Example'}", System.nanoTime()))
                        .expect(201)
                        .at("/id");
            case "/kitchen-tickets" -> ticket().at("/data/0/id");
            case "/kitchen-ticket-items" ->
                owner.get("/kitchen-tickets/" + ticket().at("/data/0/id")).at("/items/0/id");
            case "/payment-reviews" -> review();
            case "/allocation-layouts" -> Floor.drawn(owner, 1).layout();
            case "/allocation-usages" ->
                Floor.drawn(owner, 1).seat(owner, 0, owner.open()).expect(201).at("/id");
            case "/reservations" ->
                owner.post(
                                "/reservations",
                                json("{'guestName':'Lan','partySize':2,'reservedFrom':'2031-05-01T18:00:00+07:00'}"))
                        .expect(201)
                        .at("/id");
            case "/operations/outbox" -> parkable();
            default -> throw new AssertionError("say here what there is below " + resource);
        };
    }

    private String check() {
        String order = owner.open(PHO.x(2));
        owner.checkout(order).expect(200);
        return owner.divide(order, 2).expect(201).at("/data/0/id");
    }

    private Api.Reply ticket() {
        return owner.post("/sale-orders/" + owner.open(PHO.x(2)) + "/kitchen-tickets", "")
                .expect(201);
    }

    private String review() {
        String order = owner.open(PHO.x(1));
        Webhooks.success(order).amount("10").send().expect(200);
        owner.cancel(order, "done").expect(200);
        return Stack.sql("select id from PaymentReview where saleOrderId = " + order)
                .getFirst();
    }

    private static String parkable() {
        return Stack.sql(
                        "insert into Outbox (merchantId, eventId, bucket, topic, key, type, version, body, requestId, occurredAt, retryAt) values (70001, "
                                + System.nanoTime()
                                + ", 1, 'payment.success', 'example', 'payment.success', 1, '{}', 'r', now(),"
                                + " now() + interval '1 hour') returning position")
                .getFirst();
    }
}
