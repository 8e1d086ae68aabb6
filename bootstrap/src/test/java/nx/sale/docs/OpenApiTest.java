package nx.sale.docs;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permission;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.http.access.PermissionCodes;
import nx.sale.http.json.BodyReader;
import nx.sale.http.problem.ServerProblems;
import nx.sale.http.server.Route;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Messages;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** The document is complete, and says what is so. */
class OpenApiTest {
    private final Api manager = Stack.as("manager");

    /** What the server refuses before a route sees it is documented beside every change. */
    @Test
    void bodiesThatAreTooLargeOrNoJsonAreDocumented() {
        Stack.contract()
                .document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (Set.of("post", "put", "patch", "delete").contains(operation.getKey())) {
                        assertThat(operation.getValue().path("responses").properties())
                                .extracting(Map.Entry::getKey)
                                .as(operation.getKey() + " " + path.getKey())
                                .contains("413", "415");
                    }
                }));
        manager.with("Content-Type", "text/plain").post("/sale-orders", "{}").expect(415);
    }

    // OPS-13
    @Test
    void everyOperationSaysWhatItIsFor_andHasATagThatIsExplained() {
        JsonNode document = Stack.contract().document();
        List<String> tags = document.path("tags").findValuesAsText("name");

        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    String id = operation.path("operationId").asText();
                    assertThat(operation.path("description").asText())
                            .as("say in operations.md what %s is for and what it changes", id)
                            .isNotEqualTo(operation.path("summary").asText())
                            .doesNotStartWith(operation.path("summary").asText() + "\n");
                    assertThat(tags).contains(operation.at("/tags/0").asText());
                }));
        assertThat(tags)
                .doesNotHaveDuplicates()
                .startsWith("Access", "Catalogue")
                .contains("Orders", "Kitchen");
        assertThat(document.at("/info/license/name").asText()).isEqualTo("Proprietary");
    }

    /** What a change does besides, when it is refused, or what it leaves alone: the summary says the rest. */
    // OPS-13
    @Test
    void everyChangeIsDescribedByMoreThanOneSentence() {
        for (Route route : Stack.get().service().routes()) {
            if (route.method() != Route.Method.GET) {
                String purpose = operation(route).path("description").asText().split("\n\n")[0];

                assertThat(purpose.split("[.?!](\\s|$)"))
                        .as(
                                "say in operations.md what else %s does, or when it is refused: %s",
                                route.operation(), purpose)
                        .hasSizeGreaterThan(1);
            }
        }
    }

    /** What a generated client calls its methods: verb and resource, {@code createOrder}. */
    @Test
    void operationIdsAreAVerbAndAResource() {
        String verbs = String.join(
                "|",
                "add|announce|cancel|checkIn|checkOut|close|complete|confirm|count|create|delete|get|import|list|merge|open|park",
                "preview|recompute|receive|remove|replay|resolve|restore|retry|revert|rush|split|transfer|undo|update|verify|void|waive");

        assertThat(Stack.get().service().routes())
                .extracting(Route::operation)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("(" + verbs + ")([A-Z][a-z]*)+"), "verb and resource in camelCase");
    }

    /** Generators, the explorer and the collection show operations as a day goes: {@code operations.md} has their order. */
    @Test
    void operationsAreInTheOrderOfADay() {
        List<String> tags = Stack.contract().document().path("tags").findValuesAsText("name");
        List<String> order = new ArrayList<>();
        Stack.contract()
                .document()
                .path("paths")
                .forEach(path -> path.forEach(
                        operation -> order.add(operation.at("/tags/0").asText() + " "
                                + operation.at("/operationId").asText())));

        assertThat(tags).startsWith("Access").endsWith("Service");
        assertThat(order.stream()
                        .map(one -> one.split(" ")[0])
                        .reduce("", (all, tag) -> all.endsWith(" " + tag) ? all : all + " " + tag))
                .as("each tag in one piece")
                .isEqualTo(" " + String.join(" ", tags));
        for (String first : List.of(
                "Access getMe",
                "Catalogue importChannels",
                "Shifts openSession",
                "Orders createOrder",
                "Kitchen createKitchenTickets",
                "Checks createChecks",
                "Payments announcePayment")) {
            String tag = first.split(" ")[0];
            assertThat(order.stream().filter(one -> one.startsWith(tag + " ")).findFirst())
                    .contains(first);
        }
        assertThat(order).contains("Payments listWebhooks", "Payments listPayments", "Checks deleteChecks");
    }

    /** What comes back is said in words of its own, not by repeating what the operation does. */
    @Test
    void everyAnswerSaysWhatItIs() {
        for (Route route : Stack.get().service().routes()) {
            JsonNode answer = Stack.contract().response(operation(route), route.status());

            assertThat(answer.path("description").asText())
                    .as("put @Rules.Means on the record that %s answers", route.operation())
                    .isNotEqualTo(route.summary())
                    .isNotEmpty();
        }
    }

    private static JsonNode operation(Route route) {
        return Stack.contract()
                .document()
                .at("/paths")
                .path(route.path())
                .path(route.method().name().toLowerCase(java.util.Locale.ROOT));
    }

    /** A generated client that sends an empty list for one that was not set would empty it. */
    // REQUEST-5
    @Test
    void aPatchSaysWhichListsAnEmptyOneEmpties() {
        JsonNode schemas = Stack.contract().document().at("/components/schemas");
        List<String> emptied = new ArrayList<>();
        schemas.properties()
                .forEach(schema -> schema.getValue().path("properties").properties().stream()
                        .filter(field ->
                                field.getValue().path("description").asText().contains("an empty list removes all"))
                        .forEach(field -> emptied.add(schema.getKey() + "." + field.getKey())));

        assertThat(emptied)
                .containsExactlyInAnyOrder(
                        "ReservationChange.unitIds",
                        "KitchenDescribeStation.categories",
                        "FloorRedraw.zones",
                        "SettingsChange.serviceCharges",
                        "MoneyRulesReasonLists.discount",
                        "MoneyRulesReasonLists.comp",
                        "MoneyRulesReasonLists.void",
                        "MoneyRulesReasonLists.cancel",
                        "MoneyRulesReasonLists.return",
                        "MoneyRulesReasonLists.noSale");
    }

    /** What a field is one of is an enum wherever we know all of it; where others make up more, ours are named. */
    @Test
    void wordsAreEnums() throws Exception {
        JsonNode schemas = Stack.contract().document().at("/components/schemas");
        List<String> events = Arrays.stream(PaymentEventType.values())
                .map(PaymentEventType::wireName)
                .toList();
        List<String> topics = new ArrayList<>();
        Messages.document()
                .path("channels")
                .forEach(channel -> topics.add(channel.path("address").asText()));

        assertThat(words(schemas.at("/PaymentWebhook/properties/eventType/anyOf/0")))
                .isEqualTo(events);
        assertThat(words(schemas.at("/KeptWebhook/properties/eventType/anyOf/0")))
                .isEqualTo(events);
        assertThat(words(schemas.at("/DeskMessage/properties/topic/anyOf/0"))).hasSameElementsAs(topics);
        assertThat(words(schemas.at("/DeskMessage/properties/type/anyOf/0"))).hasSameElementsAs(topics);
        assertThat(words(schemas.at("/HealthReadiness/properties/status"))).contains("ready");
        assertThat(words(schemas.at("/ApprovalGiven/properties/action")))
                .hasSameElementsAs(Approval.ACTIONS)
                .isEqualTo(words(schemas.at("/ApprovalApprove/properties/action")));
        assertThat(words(schemas.at("/RegroupBlocker/properties/code"))).contains("later-operations", "order-merged");
        assertThat(words(schemas.at("/ProblemFieldError/properties/code"))).contains("required", "out-of-range");
        assertThat(words(schemas.at("/OrdersDifferProblem/allOf/1/properties/difference")))
                .containsExactly("saleChannelId", "currency");
    }

    private static List<String> words(JsonNode schema) {
        List<String> words = new ArrayList<>();
        schema.path("enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    /**
     * Money, ids and times have a format by the name of their field. A name that is forgotten there would be a text without one: it fails here
     * until it is in {@code AnswerTexts}, or in the list of what is any text.
     */
    // REQUEST-21
    @Test
    void everyAnswersTextHasAFormat_orIsOnTheListOfPlainTexts() throws Exception {
        Set<String> plain = new TreeSet<>();
        Stack.contract()
                .document()
                .at("/components/schemas")
                .findValues("properties")
                .forEach(properties -> properties.properties().stream()
                        .filter(field -> plain(field.getValue()))
                        .forEach(field -> plain.add(field.getKey())));

        assertThat(plain).containsExactlyElementsOf(Files.readAllLines(Path.of("src/test/resources/plain-texts.txt")));
    }

    private static boolean plain(JsonNode schema) {
        if (schema.has("items")) {
            return plain(schema.path("items"));
        }
        if (schema.path("additionalProperties").isObject()) {
            return plain(schema.path("additionalProperties"));
        }
        return schema.path("type").toString().contains("string")
                && Stream.of("format", "pattern", "enum", "anyOf", "maxLength").noneMatch(schema::has);
    }

    /** {@code status=DRAFT,PROCESSING}: a client knows the words, and that ids are ids. */
    @Test
    void queriesThatNameRowsAreTyped() {
        Stack.get().service().routes().stream()
                .flatMap(route -> route.parameters().stream())
                .filter(parameter -> parameter.name().matches("status|usageType|source|action|kind|outcome|.+Id"))
                .filter(parameter -> !parameter.name().matches("deviceId|requestId"))
                .forEach(parameter -> assertThat(parameter.schema().toString())
                        .as(parameter.name())
                        .containsAnyOf("enum=", "pattern="));
        assertThat(operation("listOrders").at("/parameters").findValuesAsText("name"))
                .contains("limit", "cursor");
        assertThat(operation("countOrders").at("/parameters").findValuesAsText("name"))
                .contains("filter", "status")
                .doesNotContain("limit", "cursor");
    }

    private static JsonNode operation(String id) {
        return Stack.get().service().routes().stream()
                .filter(route -> route.operation().equals(id))
                .findFirst()
                .map(OpenApiTest::operation)
                .orElseThrow();
    }

    /** Amounts that are refused below zero have no sign, a currency is a currency, and a list that is needed has something in it. */
    @Test
    void bodiesThatAreRefusedDoNotFitTheDocument() {
        JsonNode schemas = Stack.contract().document().at("/components/schemas");
        for (String unsigned : List.of(
                "OrderOpen/properties/exchangeRate",
                "Announce/properties/amount",
                "ApprovalApprove/properties/amount",
                "ShiftMoveCash/properties/amount",
                "PaidCash/properties/amount",
                "PaidCash/properties/tip",
                "PaidTip/properties/amount",
                "PaymentWebhookMetadata/properties/tip",
                "SettingsChange/properties/cashIncrement/additionalProperties",
                "MoneyRulesCharge/properties/value",
                "MoneyRulesCharge/properties/taxRate",
                "SettingsChange/properties/spendPerPoint",
                "SettingsChange/properties/discountLimitPercent")) {
            assertThat(schemas.at("/" + unsigned + "/pattern").asText())
                    .as(unsigned)
                    .startsWith("^\\d");
        }
        for (String body : List.of("OrderOpen", "MoneyRulesCharge", "CatalogueNewVariant", "CatalogueNewChannel")) {
            assertThat(schemas.at("/" + body + "/properties/currency/pattern").asText())
                    .as(body)
                    .isEqualTo("^[A-Z]{3}$");
        }
        JsonNode increments = schemas.at("/SettingsChange/properties/cashIncrement");
        assertThat(increments.at("/propertyNames/pattern").asText()).isEqualTo("^[A-Z]{3}$");
        assertThat(increments.at("/maxProperties").asInt()).isEqualTo(BodyReader.MOST_NAMES);
        assertThat(schemas.at("/CheckDivideByItem/properties/checks/minItems").asInt())
                .isEqualTo(1);
        assertThat(schemas.at("/CheckDivideByAmount/properties/amounts/minItems")
                        .asInt())
                .isEqualTo(1);
    }

    // OPS-13
    @Test
    void everyGuardedRouteNamesItsPermission_andEveryRouteItsProblems() {
        JsonNode document = manager.get("/doc/openapi.json").expect(200).body();

        for (Route route : Stack.get().service().routes()) {
            JsonNode operation = document.at("/paths")
                    .path(route.path())
                    .path(route.method().name().toLowerCase(java.util.Locale.ROOT));
            assertThat(operation.at("/operationId").asText()).isEqualTo(route.operation());
            assertThat(operation.has("x-permission")).isEqualTo(route.entry() instanceof Route.Entry.Needs);
            assertThat(operation.path("x-permission-or").asText(""))
                    .as(route.operation())
                    .isEqualTo(
                            route.entry() instanceof Route.Entry.Needs needs
                                    ? needs.or().map(Permission::code).orElse("")
                                    : "");
            assertThat(operation.at("/responses").size()).isGreaterThan(1);
            assertThat(operation
                            .at("/parameters")
                            .findValuesAsText("$ref")
                            .contains("#/components/parameters/Approval"))
                    .as(route.operation())
                    .isEqualTo(Stack.contract()
                            .response(operation, 403)
                            .path("description")
                            .asText()
                            .contains("approval-refused"));
        }
        assertThat(document.at("/openapi").asText()).isEqualTo("3.1.0");
        assertThat(document.findParents("action").toString())
                .as("every action that can be approved")
                .contains(Approval.ACTIONS);
        assertThat(document.at("/paths/~1sale-orders~1{id}~1checkout/post/responses/409/description")
                        .asText())
                .isEqualTo("order-changed, order-empty, order-merged, order-not-allowed");
    }

    // REQUEST-19
    @Test
    void theIncludesOfAnOrderAreTyped_andAnswersAreOfThoseTypes() {
        Map<String, String> types = Map.of(
                "items", "OrderItem",
                "payments", "OrderPayment",
                "checks", "Check",
                "tickets", "KitchenTicket",
                "usages", "FloorUsage");
        JsonNode documented = Stack.contract().document().at("/components/schemas/Order/properties");
        String order = manager.open(PHO.x(2));
        Floor.drawn(manager, 1).seat(manager, 0, order).expect(201);
        manager.post("/sale-orders/" + order + "/kitchen-tickets", "{}").expect(201);
        manager.checkout(order).expect(200);
        manager.post("/sale-orders/" + order + "/checks", json("{'mode':'EVENLY','parts':2}"))
                .expect(201);
        Webhooks.success(order).amount("10").send().expect(200);
        String path = "/sale-orders/" + order + "?include=items,payments,checks,tickets,usages";
        JsonNode answer = manager.get(path).expect(200).body();

        types.forEach((include, type) -> {
            assertThat(documented.path(include))
                    .as(include)
                    .isEqualTo(Api.JSON.valueToTree(
                            Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/" + type))));
            assertThat(answer.path(include)).as(include).isNotEmpty();
            ObjectNode untyped = answer.deepCopy();
            untyped.putArray(include).addObject();
            assertThatThrownBy(() -> Stack.contract().check("GET", path, "", 200, untyped.toString()))
                    .as(include)
                    .isInstanceOf(AssertionError.class);
        });
        Stack.contract().check("GET", path, "", 200, answer.toString());
    }

    /** A number in JSON loses digits in a browser; what we are sent may be one. Ids of others may be any text. */
    // REQUEST-21
    @Test
    void everyIdIsTextOfDigits_unlessItIsAnothers() {
        Set<String> others = new TreeSet<>();
        JsonNode schemas = Stack.contract().document().at("/components/schemas");

        schemas.properties().stream()
                .filter(schema -> !schema.getKey().startsWith("PaymentWebhook"))
                .forEach(schema -> schema.getValue().findValues("properties").stream()
                        .flatMap(properties -> properties.properties().stream())
                        .filter(property -> property.getKey().matches("id|\\w+Ids?"))
                        .forEach(property -> {
                            JsonNode id = property.getValue().path("items").isMissingNode()
                                    ? property.getValue()
                                    : property.getValue().path("items");
                            assertThat(id.path("type").toString())
                                    .as(schema.getKey() + "." + property.getKey())
                                    .contains("string")
                                    .doesNotContain("integer", "number");
                            if (!id.path("pattern").asText().equals("^[0-9]{1,19}$")) {
                                others.add(property.getKey().equals("id") ? schema.getKey() : property.getKey());
                            }
                        }));

        assertThat(others)
                .as("ids that may be any text: others give them")
                .containsExactly(
                        "OrderSource",
                        "assigneeId",
                        "attemptId",
                        "categoryId",
                        "clientLineId",
                        "deviceId",
                        "fareId",
                        "parentId",
                        "requestId",
                        "tipUserId",
                        "userId");
        assertThat(schemas.size()).isGreaterThan(100);
    }

    /** The error reference is made of what the code can refuse with; the document of what the operations and the server say. */
    // OPS-13
    @Test
    void everyCodeOfTheErrorReferenceIsInTheDocument_andNoOther() throws Exception {
        Set<String> codes = new TreeSet<>();
        Stack.contract().document().at("/components/schemas").findParents("code").stream()
                .map(properties -> properties.path("code").path("enum"))
                .filter(only -> only.size() == 1)
                .forEach(only -> codes.add(only.path(0).asText()));
        List<String> reference = Files.readAllLines(Path.of("..", "docs", "errors.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`")[1])
                .toList();

        assertThat(codes).containsExactlyInAnyOrderElementsOf(reference);
    }

    /** What any request may get before an operation is chosen: every operation has it, and the introduction names it. */
    @Test
    void everyOperationHasWhatIsRefusedBeforeAnyOperation() {
        JsonNode document = Stack.contract().document();
        String introduction = document.at("/info/description").asText();
        Set<String> codes = new TreeSet<>();

        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    for (String range : List.of("4XX", "5XX")) {
                        assertThat(operation.at("/responses/" + range + "/$ref").asText())
                                .as(operation.path("operationId").asText())
                                .isEqualTo("#/components/responses/Unrouted" + range);
                    }
                }));
        ServerProblems.unrouted().forEach(refusal -> {
            JsonNode response = document.at("/components/responses/Unrouted" + refusal.status() / 100 + "XX");
            assertThat(response.path("description").asText()).contains(refusal.status() + " " + refusal.code());
            assertThat(introduction).contains(refusal.status() + " `" + refusal.code() + "`");
            codes.add(refusal.code());
        });
        assertThat(codes).contains("route-not-found", "request-timeout", "http-version-unsupported");
        assertThat(document.at("/components/responses/Unrouted4XX/headers").has("Allow"))
                .isTrue();
    }

    /** A screen asks for what it may do by these words; a later release may have more of them. */
    // ACCESS-18
    @Test
    void permissionsAreNamed() {
        JsonNode schemas = Stack.contract().document().at("/components/schemas");

        assertThat(words(schemas.at("/Me/properties/permissions/items/anyOf/0")))
                .isEqualTo(PermissionCodes.ALL)
                .contains("SaleOrder.create");
        for (String refusal :
                List.of("PermissionDenied", "ApprovalRefused", "SecondPersonNeeded", "DiscountAboveLimit")) {
            assertThat(words(schemas.at("/" + refusal + "Problem/allOf/1/properties/permission/anyOf/0")))
                    .as(refusal)
                    .isEqualTo(PermissionCodes.ALL);
        }
    }
}
