package nx.sale.docs;

import static nx.sale.kit.Menu.BANH_MI;
import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nx.sale.dev.Restaurant;
import nx.sale.domain.access.Approval;
import nx.sale.http.server.Route;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** The document is complete, true to what is served, and can be explored offline. */
class OpenApiTest {
    private final Api manager = Stack.as("manager");
    private final Api owner = Stack.as("owner");

    // OPS-13, REQUEST-2
    @Test
    void everyOperationIsDocumented_andAnswersAsTheDocumentSays() {
        String order = manager.open(PHO.x(1), BANH_MI.x(2));
        String item = manager.get("/sale-orders/" + order + "?include=items,payments,checks,tickets,usages")
                .at("/items/0/id");
        manager.get("/sale-orders?limit=1").expect(200);
        manager.get("/sale-orders/count").expect(200);
        manager.patch("/sale-orders/" + order, json("{'note':'window'}")).expect(200);
        manager.add(order, BUN_CHA.x(1)).expect(200);
        manager.patch("/sale-orders/" + order + "/items", json("{'items':[{'id':'%s','quantity':'3'}]}", item))
                .expect(200);
        manager.patch("/sale-orders/" + order + "/items/" + item, json("{'note':null,'seat':2}"))
                .expect(200);
        manager.delete("/sale-orders/" + order + "/items/" + item).expect(200);
        manager.post("/sale-orders/" + order + "/pricing-preview", "").expect(200);
        manager.checkout(order).expect(200);
        manager.post("/sale-orders/" + order + "/revert", "").expect(200);
        manager.delete("/sale-orders/" + order + "/items").expect(200);
        manager.get("/sale-orders/" + order + "/history").expect(200);
        Webhooks.success(order).amount("10").send().expect(200);
        manager.get("/sale-orders/" + order + "/payments").expect(200);
        manager.cancel(order, "done").expect(200);
        manager.delete("/sale-orders/" + manager.open()).expect(200);
        String review = Stack.sql("select id from PaymentReview where saleOrderId = " + order)
                .getFirst();
        manager.get("/payment-reviews?status=OPEN&limit=200").expect(200);
        manager.get("/payment-transactions/waiting").expect(200);
        manager.resolve(review, "REFUNDED").expect(200);
        manager.get("/operations/overview").expect(200);
        manager.get("/catalogue/variants").expect(200);
        owner.put("/catalogue/variants", json("{'variants':[{'id':'71901','name':'New','type':'SERVICE','price':5}]}"))
                .expect(200);
        owner.put("/catalogue/channels", json("{'channels':[{'id':'70102','name':'Bar'}]}"))
                .expect(200);
        manager.get("/catalogue/channels").expect(200);
        manager.get("/me").expect(200);
        manager.get("/settings").expect(200);
        owner.put("/settings", json("{'turnMinutes':90}")).expect(200);
        driveDiscountsAndCharges();
        driveMergesAndSplits();
        driveChecks();
        driveKitchen();
        driveFloor();
        driveReservations();
        drivePoints();
        driveReports();
        driveShifts();
        driveOperations();
        manager.get("/healthz").expect(200);
        manager.get("/readyz").expect(200);

        Set<String> operations = new TreeSet<>();
        Stack.get().service().routes().forEach(route -> operations.add(route.operation()));
        assertThat(operations).hasSameSizeAs(Stack.get().service().routes());
        assertThat(new TreeSet<>(Stack.contract().succeeded())).containsAll(operations);
    }

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
        assertThat(tags).doesNotHaveDuplicates().startsWith("Catalogue").contains("Orders", "Kitchen");
        assertThat(document.at("/info/license/name").asText()).isEqualTo("Proprietary");
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

    private void driveDiscountsAndCharges() {
        String order = owner.openCharged(PHO.x(2));
        String given = manager.post(
                        "/sale-orders/" + order + "/adjustments",
                        json("{'scope':'ORDER','kind':'PERCENT','value':'10'}"))
                .expect(200)
                .at("/adjustments/0/id");
        manager.get("/sale-orders/" + order + "?include=adjustments,charges").expect(200);
        manager.delete("/sale-orders/" + order + "/adjustments/" + given).expect(200);
        manager.post("/sale-orders/" + order + "/charges/SERVICE/waive", json("{'reason':'slow'}"))
                .expect(200);
        manager.delete("/sale-orders/" + order + "/charges/SERVICE/waive").expect(200);
    }

    private void driveMergesAndSplits() {
        String target = manager.open(PHO.x(2));
        String source = manager.open(BUN_CHA.x(1));
        manager.post("/sale-orders/" + target + "/merge?dryRun=true", json("{'sourceOrderIds':['%s']}", source))
                .expect(200);
        manager.merge(target, source).expect(200);
        manager.post("/sale-orders/" + target + "/merge/rollback", "").expect(200);
        String item = manager.get("/sale-orders/" + target + "?include=items").at("/items/0/id");
        manager.split(target, item, "1").expect(200);
        manager.post("/sale-orders/" + target + "/split/rollback", "{}").expect(200);
        manager.get("/sale-orders/" + target + "/proof").expect(200);
    }

    private void driveChecks() {
        String order = manager.open(PHO.x(2));
        manager.checkout(order).expect(200);
        String checks = "/sale-orders/" + order + "/checks";
        manager.post(checks, json("{'mode':'EVENLY','parts':2}")).expect(201);
        manager.delete(checks).expect(200);
        manager.post(checks, json("{'mode':'EVENLY','parts':3}")).expect(201);
        String check = manager.get(checks).expect(200).at("/data/0/id");
        manager.get("/sale-checks/" + check).expect(200);
        manager.patch("/sale-checks/" + check, json("{'name':'Minh','customerId':'5'}"))
                .expect(200);
        manager.post("/sale-checks/" + check + "/cancel", json("{'reason':'left'}"))
                .expect(200);
    }

    private void drivePoints() {
        owner.put("/settings", json("{'spendPerPoint':'1000'}")).expect(200);
        String order = manager.open(PHO.x(1));
        manager.patch("/sale-orders/" + order, json("{'customerId':'77'}")).expect(200);
        String total = manager.checkout(order).expect(200).at("/total");
        Webhooks.success(order).amount(total).send().expect(200);
        owner.put("/settings", json("{'spendPerPoint':null}")).expect(200);
        String id = manager.get("/point-transactions?saleOrderId=" + order)
                .expect(200)
                .at("/data/0/id");
        manager.get("/point-transactions/count").expect(200);
        manager.get("/point-transactions/" + id).expect(200);
        manager.get("/customers/77/points").expect(200);
    }

    private void driveOperations() {
        Api operator = Stack.as("operator");
        String because = json("{'reason':'documented'}");
        String order = manager.open(PHO.x(1));
        String total = manager.checkout(order).expect(200).at("/total");
        Webhooks.success(order).amount(total).send().expect(200);
        manager.post("/operations/orders/" + order + "/replay-payment-success", because)
                .expect(200);
        String webhook = Stack.sql("select id from " + Stack.WEBHOOKS + " where attemptUid = 'a-" + order + "'")
                .getFirst();
        operator.get("/operations/webhooks?outcome=APPLIED").expect(200);
        operator.post("/operations/webhooks/" + webhook + "/replay", "").expect(200);
        String announced = manager.open(PHO.x(1));
        manager.post(
                        "/sale-orders/" + announced + "/payments/announce",
                        json("{'attemptId':'documented','attemptUid':'documented','amount':'5'}"))
                .expect(200);
        manager.post("/operations/orders/" + announced + "/verify-payments", "").expect(200);
        String stuck = manager.open(PHO.x(1));
        manager.checkout(stuck).expect(200);
        Stack.sql("update SaleOrder set processingAt = processingAt - interval '2 hours' where id = " + stuck);
        String agreed = operator.approve("Operations.cancelStuck", stuck, "r")
                .expect(201)
                .at("/token");
        manager.with("X-Approval", agreed)
                .post("/operations/orders/" + stuck + "/cancel-stuck", because)
                .expect(200);
        String damaged = manager.open(PHO.x(1));
        Stack.sql("update SaleOrderItem set total = total + 1000 where saleOrderId = " + damaged);
        operator.post("/operations/orders/" + damaged + "/recompute?dryRun=true", because)
                .expect(200);
        operator.post("/operations/orders/" + damaged + "/recompute", because).expect(200);
        manager.checkout(damaged).expect(200);
        String proven =
                manager.approve("Operations.complete", damaged, "r").expect(201).at("/token");
        operator.with("X-Approval", proven)
                .post("/operations/orders/" + damaged + "/complete", because)
                .expect(200);
        String message = Stack.sql(
                        "insert into Outbox (merchantId, eventId, bucket, topic, key, type, version, body, requestId, occurredAt, retryAt) values (70001, "
                                + System.nanoTime()
                                + ", 1, 'payment.success', 'documented', 'payment.success', 1, '{}', 'r', now(),"
                                + " now() + interval '1 hour') returning position")
                .getFirst();
        operator.get("/operations/outbox").expect(200);
        operator.get("/operations/kafka").expect(200);
        operator.post("/operations/outbox/" + message + "/park", because).expect(200);
        operator.post("/operations/outbox/" + message + "/retry", because).expect(200);
        manager.get("/operations/audit").expect(200);
        manager.get("/operations/stream").expect(200);
    }

    private void driveShifts() {
        Api till = manager.with("x-device-info", "documented");
        String session = till.openShift("0").expect(201).at("/id");
        String path = "/pos/sessions/" + session;
        till.get(path).expect(200);
        till.get("/pos/sessions/current?deviceId=documented").expect(200);
        till.get("/pos/sessions").expect(200);
        till.get("/pos/sessions/count").expect(200);
        till.post(path + "/enrolments", json("{'userId':'hoa'}")).expect(200);
        till.get(path + "/enrolments").expect(200);
        till.delete(path + "/enrolments/hoa").expect(200);
        till.post(path + "/cash-movements", json("{'kind':'PAY_IN','amount':'5000','reason':'change'}"))
                .expect(201);
        till.get(path + "/cash-movements").expect(200);
        till.get(path + "/x-report").expect(200);
        till.post(path + "/close", json("{'actualCash':'5000'}")).expect(200);
        till.get(path + "/z-report").expect(200);
        till.get("/pos/sessions/current").expect(200);
    }

    private void driveReports() {
        for (String report : List.of(
                "summary",
                "by-product",
                "by-category",
                "category/rice",
                "payment-methods",
                "hourly",
                "staff",
                "discounts",
                "kitchen")) {
            manager.get("/reports/sales/" + report + "?from=2026-01-01&to=2026-12-31")
                    .expect(200);
        }
    }

    private void driveKitchen() {
        String order = manager.open(PHO.x(3));
        String ticket = manager.post("/sale-orders/" + order + "/kitchen-tickets", json("{'note':'no onions'}"))
                .expect(201)
                .at("/data/0/id");
        manager.get("/kitchen-tickets?saleOrderId=" + order).expect(200);
        String item = manager.get("/kitchen-tickets/" + ticket).expect(200).at("/items/0/id");
        manager.post("/kitchen-tickets/" + ticket + "/rush", "").expect(200);
        manager.cook(item, "COOKING").expect(200);
        manager.patch("/kitchen-ticket-items/status", json("{'items':[{'id':'%s','status':'READY'}]}", item))
                .expect(200);
        manager.post("/kitchen-tickets/" + ticket + "/void", json("{'reason':'burnt'}"))
                .expect(200);
        manager.approve("SaleOrder.cancelPaid", order, "x").expect(201);
        String station = manager.post(
                        "/kitchen-stations", json("{'code':'D%s','name':'Drinks','categories':['d']}", order))
                .expect(201)
                .at("/id");
        manager.get("/kitchen-stations").expect(200);
        manager.get("/kitchen-stations/count").expect(200);
        manager.get("/kitchen-stations/" + station).expect(200);
        manager.patch("/kitchen-stations/" + station, json("{'name':'Bar'}")).expect(200);
        manager.get("/kitchen-stations/" + station + "/queue").expect(200);
        manager.delete("/kitchen-stations/" + station).expect(200);
    }

    private void driveFloor() {
        Floor floor = Floor.drawn(manager, 3);
        manager.get("/allocation-layouts").expect(200);
        manager.get("/allocation-layouts/count").expect(200);
        manager.get("/allocation-layouts/" + floor.layout()).expect(200);
        manager.get("/allocation-units/free?partySize=2").expect(200);
        String order = manager.open();
        String usage = floor.seat(manager, 0, order).expect(201).at("/id");
        manager.get("/allocation-layouts/" + floor.layout() + "/floor").expect(200);
        manager.get("/allocation-usages?usageId=" + order).expect(200);
        manager.get("/allocation-usages/count").expect(200);
        manager.get("/allocation-usages/" + usage).expect(200);
        manager.get("/sale-orders/" + order + "?include=usages").expect(200);
        manager.patch("/allocation-usages/" + usage, json("{'assigneeId':'7'}")).expect(200);
        manager.post("/allocation-usages/" + usage + "/transfer", json("{'unitId':'%s'}", floor.unit(1)))
                .expect(200);
        manager.post("/allocation-usages/" + usage + "/complete", "").expect(200);
        manager.delete("/allocation-usages/" + usage).expect(200);
        String cancelled = floor.seat(manager, 0, order).expect(201).at("/id");
        manager.post("/allocation-usages/" + cancelled + "/cancel", "").expect(200);
        String one = floor.seat(manager, 0, order).expect(201).at("/id");
        String other = floor.seat(manager, 1, order).expect(201).at("/id");
        manager.post("/allocation-usages/batch/complete", json("{'usageIds':['%s']}", one))
                .expect(200);
        manager.post("/allocation-usages/batch/cancel", json("{'usageIds':['%s']}", other))
                .expect(200);
        manager.patch("/allocation-layouts/" + floor.layout(), json("{'name':'Roof'}"))
                .expect(200);
        manager.delete("/allocation-layouts/" + floor.layout()).expect(200);
    }

    private void driveReservations() {
        Floor floor = Floor.drawn(manager, 1);
        String body = json(
                "{'guestName':'Lan','partySize':2,'reservedFrom':'2031-05-01T18:00:00+07:00','unitIds':['%s']}",
                floor.unit(0));
        String id = manager.post("/reservations", body).expect(201).at("/id");
        manager.get("/reservations").expect(200);
        manager.get("/reservations/count").expect(200);
        manager.get("/reservations/" + id).expect(200);
        manager.patch("/reservations/" + id, json("{'note':'birthday'}")).expect(200);
        manager.post("/reservations/" + id + "/confirm", "").expect(200);
        manager.checkIn(id).expect(200);
        String other = manager.post("/reservations", body.replace("2031", "2032"))
                .expect(201)
                .at("/id");
        manager.post("/reservations/" + other + "/cancel", json("{'reason':'ill'}"))
                .expect(200);
        manager.delete("/reservations/" + other).expect(200);
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

    @Test
    void contractViolationsAreFound() {
        assertThatThrownBy(() -> Stack.contract().check("GET", "/settings", "", 200, json("{'timezone':5}")))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Stack.contract().check("GET", "/settings", "", 418, "{}"))
                .isInstanceOf(AssertionError.class);
    }

    /** A number in JSON loses digits in a browser; what we are sent may be one. */
    // REQUEST-21
    @Test
    void everyIdIsText() {
        JsonNode schemas = Stack.contract().document().at("/components/schemas");

        schemas.properties()
                .forEach(schema -> schema.getValue().at("/properties").properties().stream()
                        .filter(property -> property.getKey().matches("id|\\w+Ids?"))
                        .forEach(property -> assertThat(List.of(
                                        property.getValue().at("/type").asText(),
                                        property.getValue().at("/items/type").asText()))
                                .as(schema.getKey() + "." + property.getKey())
                                .doesNotContain("integer", "number")));
        assertThat(schemas.size()).isGreaterThan(100);
    }

    // OPS-15
    @Test
    void theExplorerNeedsNothingFromOutside() {
        Api anybody = manager.with("Authorization", "").with("x-merchant-id", "");
        String page = anybody.get("/doc").expect(200).text();

        assertThat(page).contains("/doc/swagger-ui-bundle.js").doesNotContain("://");
        assertThat(anybody.get("/doc/swagger-ui-bundle.js").expect(200).text()).hasSizeGreaterThan(1_000_000);
        assertThat(anybody.get("/doc/swagger-ui.css").expect(200).text()).contains("swagger-ui");
        assertThat(anybody.get("/metrics").expect(200).text())
                .contains("sale_http_requests_seconds_count")
                .contains("jvm_memory");
        assertThat(page)
                .doesNotContain("<script>")
                .doesNotContainPattern("\\son\\w+=")
                .doesNotContain("style=");
        assertThat(anybody.get("/doc/explorer.js").expect(200).text())
                .contains(
                        "SwaggerUIBundle",
                        "/doc/openapi.json",
                        "filter: true",
                        "showExtensions: true",
                        "preauthorizeApiKey");
        for (String file : List.of(
                "/doc",
                "/doc/explorer.js",
                "/doc/swagger-ui-bundle.js",
                "/doc/swagger-ui.css",
                "/doc/openapi.json",
                "/doc/asyncapi.json")) {
            Api.Reply reply = anybody.get(file).expect(200);
            assertThat(reply.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Content-Type")).containsIgnoringCase("charset=utf-8");
            assertThat(reply.header("Cache-Control")).isNotEmpty().doesNotContain("no-store");
            assertThat(anybody.with("If-None-Match", reply.header("ETag"))
                            .get(file)
                            .status())
                    .isEqualTo(304);
        }
    }

    // LIST-6
    @Test
    void listsAreFilteredOrderedAndPaged() {
        String mark = "list-" + System.nanoTime();
        for (int number = 0; number < 7; number++) {
            String id = manager.open(TEA.x(number + 1));
            manager.patch("/sale-orders/" + id, json("{'name':'%s','guestCount':%s}", mark, number + 1))
                    .expect(200);
        }
        String mine = json("{'where':{'name':'%s'}", mark);

        Api.Reply all = list(json("%s,'order':['total DESC'],'limit':3,'fields':['id','total']}", mine), "")
                .expect(200);
        assertThat(all.body().at("/count").asInt()).isEqualTo(7);
        assertThat(all.header("Content-Range")).isEqualTo("records 0-2/7");
        assertThat(all.body().at("/data"))
                .extracting(order -> order.at("/total").asText())
                .containsExactly("70000", "60000", "50000");
        assertThat(all.body().at("/data/0").size()).isEqualTo(2);
        manager.patch("/sale-orders/" + manager.open(TEA.x(9)), json("{'name':'%s'}", mark))
                .expect(200);
        Api.Reply next = list(json("%s,'order':['total DESC'],'limit':3}", mine), "&cursor=" + all.at("/nextCursor"))
                .expect(200);
        assertThat(next.body().at("/data"))
                .extracting(order -> order.at("/total").asText())
                .containsExactly("40000", "30000", "20000");
        Api.Reply last = list(json("%s,'order':['total DESC'],'limit':3}", mine), "&cursor=" + next.at("/nextCursor"))
                .expect(200);
        assertThat(last.body().at("/data")).hasSize(1);
        assertThat(last.body().at("/nextCursor").isNull()).isTrue();

        for (String where : new String[] {
            json("'total':{'between':['20000','40000']}"),
            json("'guestCount':{'inq':[2,3,4]}"),
            json("'or':[{'total':'20000'},{'total':'30000'},{'total':{'eq':40000}}]"),
            json("'and':[{'total':{'gt':'10000'}},{'total':{'lte':'40000'}}]"),
            json("'total':{'gte':'20000','lt':'50000'}"),
            json("'guestCount':{'nin':[1,5,6,7]},'customerId':null"),
            json("'guestCount':{'between':[2,4]},'note':{'neq':'x'}")
        }) {
            Api.Reply some = list(
                    json("{'where':{'name':{'ilike':'%s%%'},%s}}", mark.toUpperCase(java.util.Locale.ROOT), where), "");
            if (where.contains("note")) {
                assertThat(some.expect(422).at("/errors/0/path")).isEqualTo("query.filter.where.note");
            } else {
                assertThat(some.expect(200).body().at("/count").asInt())
                        .as(where)
                        .isEqualTo(3);
            }
        }
        assertThat(manager.get("/sale-orders/count?filter=" + encoded(mine + "}"))
                        .expect(200)
                        .body()
                        .at("/count")
                        .asInt())
                .isEqualTo(8);
        assertThat(manager.with("x-request-count", "false")
                        .get("/sale-orders?limit=2")
                        .expect(200)
                        .body()
                        .isArray())
                .isTrue();
        assertThat(manager.get("/sale-orders?status=DRAFT,PROCESSING&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z")
                        .expect(200)
                        .body()
                        .at("/count")
                        .asInt())
                .isZero();
        for (String bad : new String[] {
            json("{'where':{'password':1}}"),
            json("{'where':{'total':{'regexp':'x'}}}"),
            json("{'where':{'total':'1; drop table'}}"),
            json("{'order':['note DESC']}"),
            json("{'limit':0}"),
            json("{'include':[]}"),
            json("{'where':[]}"),
            json("{'fields':['secret']}")
        }) {
            assertThat(list(bad, "").expect(422).at("/code")).as(bad).isEqualTo("invalid");
        }
        assertThat(list("""
                {"where":{"name":"' or 1=1 --"}}""", "").expect(200).body().at("/count").asInt()).isZero();
        assertThat(manager.get("/sale-orders?cursor=bm9uc2Vuc2U").expect(422).at("/errors/0/path"))
                .isEqualTo("query.cursor");
    }

    private Api.Reply list(String filter, String more) {
        return manager.get("/sale-orders?filter=" + encoded(filter) + more);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void aMerchantListsOnlyItsOwn() {
        Api other = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
                Restaurant.OTHER_MERCHANT);
        manager.open();

        assertThat(other.get("/sale-orders").expect(200).body().at("/data"))
                .allMatch(order -> order.at("/merchantId").asText().equals(Restaurant.OTHER_MERCHANT));
    }
}
