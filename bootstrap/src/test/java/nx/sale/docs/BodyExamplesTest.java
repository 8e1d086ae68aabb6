package nx.sale.docs;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nx.sale.dev.Restaurant;
import nx.sale.dev.Roles;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.http.json.BodyReader;
import nx.sale.http.json.JsonTree;
import nx.sale.http.server.Route;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every body that the OpenAPI document shows as an example is one that the service takes. */
class BodyExamplesTest {
    /** The order, and the line or the check of it, that the examples show. */
    private static final String ORDER = "250525119116488704";

    private static final String LINE = "250525119116488705";

    /** The refund that the examples show. */
    private static final String REFUND = "250525119116488709";

    private final Api owner = Stack.as("owner");
    private final Api operator = Stack.as("operator");

    /** The restaurant's cash goes through MQ-Pay, but for one example. */
    @AfterEach
    void cashIsMqPays() {
        owner.put("/settings", json("{'cashByTill':false}")).expect(200);
    }

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

        String path = existing(operation.route());
        Api.Reply reply = caller(operation.route(), path)
                .call(operation.route().method().name(), path, filled(operation.route(), path, example));

        assertThat(reply.status())
                .as("%s %s -> %s", operation, example, reply.text())
                .isLessThan(300);
        if (operation.route().operation().equals("receivePaymentWebhook")) {
            assertThat(reply.at("/outcome"))
                    .as("%s %s is acted on", operation, example)
                    .isNotEqualTo("IGNORED");
        }
    }

    /** Whoever writes MQ-Pay's side sees each event that we act on. */
    // WEBHOOK-15
    @Test
    void everyEventOfAPaymentHasAnExample() {
        JsonNode media =
                Stack.contract().document().at("/paths/~1webhooks~1payment/post/requestBody/content/application~1json");
        Set<String> shown = new TreeSet<>();
        media.path("examples")
                .forEach(example -> shown.add(example.at("/value/eventType").asText()));
        Set<String> known = new TreeSet<>();
        Stack.contract()
                .document()
                .at("/components/schemas/PaymentWebhook/properties/eventType/anyOf/0/enum")
                .forEach(event -> known.add(event.asText()));

        assertThat(shown).isEqualTo(known).hasSize(PaymentEventType.values().length);
    }

    /** Who may; with the word of somebody else where that is needed. */
    private Api caller(Route route, String path) {
        if (route.entry() instanceof Route.Entry.Open) {
            return owner.with("Authorization", "").with("x-merchant-id", "");
        }
        Api caller = Roles.PERMISSIONS.get("owner").contains(route.permission()) ? owner : operator;
        return switch (route.operation()) {
            case "cancelStuckOrder", "completeOrder" ->
                caller.with(
                        "X-Approval",
                        (caller == owner ? operator : owner)
                                .approve(route.permission(), path.split("/")[3], "agreed")
                                .expect(201)
                                .at("/token"));
            default -> caller;
        };
    }

    /** The example, with ids of what is there in the place of those it shows. */
    private String filled(Route route, String path, String example) {
        String first = path.contains("/sale-orders/") ? path.split("/")[2] : "";
        return switch (route.operation()) {
            case "createReturn", "updateItems", "createAdjustment", "splitOrder", "createChecks" ->
                example.replace(
                        LINE,
                        owner.get("/sale-orders/" + first + "?include=items").at("/items/0/id"));
            case "mergeOrders" -> example.replace("250525119116488706", owner.open(PHO.x(1)));
            case "createApproval" -> example.replace(ORDER, owner.open());
            case "createUsage" ->
                example.replace(ORDER, owner.open())
                        .replace("250525119116488707", Floor.drawn(owner, 1).unit(0));
            case "transferUsage" ->
                example.replace("250525119116488707", Floor.drawn(owner, 1).unit(0));
            case "completeUsages", "cancelUsages" -> example.replace("250525119116488708", id("/allocation-usages"));
            case "updateKitchenTicketItems" -> example.replace(LINE, id("/kitchen-ticket-items"));
            case "receivePaymentWebhook" -> {
                if (example.contains(REFUND)) {
                    yield example.replace(REFUND, id("/refunds"));
                }
                String check = check();
                yield example.replace(LINE, check)
                        .replace(ORDER, owner.get("/sale-checks/" + check).at("/saleOrderId"))
                        .replaceAll("(ATT|TXN)0", "$1-" + System.nanoTime() + "-");
            }
            default -> example;
        };
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The path with ids of what is there: of what is not there, the body is not read to its end. */
    private String existing(Route route) {
        String path = route.path();
        if (path.contains("{itemId}")) {
            String order = owner.open(PHO.x(2));
            String item = owner.get("/sale-orders/" + order + "?include=items").at("/items/0/id");
            return path.replace("{id}", order).replace("{itemId}", item);
        }
        if (path.contains("{attemptUid}")) {
            String order = owner.open(PHO.x(2));
            String total = owner.checkout(order).expect(200).at("/total");
            Webhooks.success(order).amount(total).send().expect(200);
            return path.replace("{id}", order).replace("{attemptUid}", "a-" + order);
        }
        if (path.contains("{code}")) {
            return path.replace("{id}", owner.openCharged(PHO.x(2))).replace("{code}", "SERVICE");
        }
        if (!path.contains("{id}")) {
            return path;
        }
        String id = id(path.substring(0, path.indexOf("/{id}")));
        ready(route.operation(), id);
        return path.replace("{id}", id);
    }

    private String line(String order) {
        return owner.get("/sale-orders/" + order + "?include=items").at("/items/0/id");
    }

    /** Brings an order, a reservation or a refund as far as the operation needs it. */
    private void ready(String operation, String order) {
        switch (operation) {
            case "undoMerge" -> owner.merge(order, owner.open(PHO.x(1))).expect(200);
            case "undoSplit" -> owner.split(order, line(order), "1").expect(200);
            case "createKitchenTickets" ->
                owner.patch("/sale-orders/" + order + "/items/" + line(order), json("{'course':1}"))
                        .expect(200);
            case "checkInReservation" ->
                owner.post("/reservations/" + order + "/confirm", "").expect(200);
            case "createChecks", "revertOrder", "completeOrder" ->
                owner.checkout(order).expect(200);
            case "addCashPayment" -> {
                owner.checkout(order).expect(200);
                owner.put("/settings", json("{'cashByTill':true}")).expect(200);
            }
            case "createReturn", "replayPayment" -> {
                String total = owner.checkout(order).expect(200).at("/total");
                Webhooks.success(order).amount(total).send().expect(200);
            }
            case "retryRefund" -> Webhooks.refund("failed", order).expect(200);
            case "cancelStuckOrder" -> {
                owner.checkout(order).expect(200);
                Stack.sql("update SaleOrder set processingAt = processingAt - interval '2 hours' where id = " + order);
            }
            case "recomputeOrder" ->
                Stack.sql("update SaleOrderItem set total = total + 1000 where saleOrderId = " + order);
            default -> {}
        }
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
            case "/refunds" ->
                owner.giveBack(owner.sold("CARD", PHO.x(2)), "1").expect(200).at("/refunds/0/id");
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
