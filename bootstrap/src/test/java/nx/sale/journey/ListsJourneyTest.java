package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nx.sale.dev.Restaurant;
import nx.sale.http.server.Route;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever rows are called and whatever they are ordered by: every cursor that is handed out is taken back, and no row is lost. */
class ListsJourneyTest {
    private static final Pattern KNOWN = Pattern.compile("is not one of \\[(.*)]");
    private static final int MOST = 60;

    private static final Api manager = Stack.as("manager");
    private static final Api owner = Stack.as("owner");

    private static final List<String> NAMES = List.of(
            "two\nlines",
            "tab\there",
            "🍜".repeat(120),
            "🍜".repeat(200),
            "x".repeat(200),
            "Bàn 2, ầ ố",
            """
                    quote " and \\ and %""",
            "comma,+-");

    @BeforeAll
    static void rowsWithEveryName() throws Exception {
        for (String name : NAMES) {
            String text = Api.JSON.writeValueAsString(name);
            String order = manager.open(PHO.x(1));
            manager.patch("/sale-orders/" + order, json("{'name':%s}", text)).expect(200);
            manager.post("/sale-orders/" + order + "/kitchen-tickets", "").expect(201);
            String unit = manager.post(
                            "/allocation-layouts",
                            json("{'name':%s,'zones':[{'name':'Room','units':[{'code':'T1','capacity':4}]}]}", text))
                    .expect(201)
                    .at("/zones/0/units/0/id");
            manager.post(
                            "/allocation-usages",
                            json("{'unitId':'%s','usageType':'SALE_ORDER','usageId':'%s'}", unit, order))
                    .expect(201);
            manager.post(
                            "/reservations",
                            json(
                                    "{'guestName':%s,'partySize':2,'reservedFrom':'2034-05-01T18:00:00+07:00','unitIds':['%s']}",
                                    text, unit))
                    .expect(201);
            manager.post(
                            "/pos/sessions",
                            json("{'saleChannelId':'%s','openingFloat':'0','deviceId':%s}", Restaurant.CHANNEL, text))
                    .expect(201);
            manager.post("/kitchen-stations", json("{'code':'L%s','name':%s,'categories':['none']}", order, text))
                    .expect(201);
        }
    }

    @BeforeAll
    static void points() {
        owner.put("/settings", json("{'spendPerPoint':'1000'}")).expect(200);
        for (int customer = 881; customer < 890; customer++) {
            String order = manager.open(PHO.x(1));
            manager.patch("/sale-orders/" + order, json("{'customerId':'%s'}", customer))
                    .expect(200);
            String total = manager.checkout(order).expect(200).at("/total");
            Webhooks.success(order).amount(total).send().expect(200);
        }
        owner.put("/settings", json("{'spendPerPoint':null}")).expect(200);
    }

    private static Api reader(Route route) {
        return route.path().startsWith("/operations") ? Stack.as("operator") : owner;
    }

    private static Stream<Route> lists(String parameter) {
        return Stack.get().service().routes().stream()
                .filter(route -> route.shape() == Route.Shape.LIST && route.method() == Route.Method.GET)
                .filter(route -> route.parameters().stream()
                        .anyMatch(known -> known.name().equals(parameter)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> fields(Route route) {
        String message = reader(route)
                .get(route.path() + "?filter=" + encoded(json("{'where':{'nothing':1}}")))
                .expect(422)
                .at("/errors/0/message");
        Matcher matcher = KNOWN.matcher(message);
        assertThat(matcher.find()).as(message).isTrue();
        return List.of(matcher.group(1).split(", "));
    }

    // LIST-3
    @TestFactory
    Stream<DynamicTest> everyListIsPagedInEveryOrder() {
        return lists("filter")
                .flatMap(route -> fields(route).stream()
                        .flatMap(field -> Stream.of(" ASC", " DESC")
                                .map(way -> DynamicTest.dynamicTest(
                                        route.operation() + " by " + field + way,
                                        () -> goesThrough(route, field + way)))));
    }

    /** Pages of three until the end, or so many; every row once, and as many as one page of all has. */
    private static void goesThrough(Route route, String order) {
        Api reader = reader(route);
        String filter = "?filter=" + encoded(json("{'order':['%s'],'limit':7}", order));
        Api.Reply reply = reader.get(route.path() + filter);
        if (reply.status() == 422) {
            assertThat(reply.at("/errors/0/path")).isEqualTo("query.filter.order");
            return; // not sortable
        }
        List<String> seen = new ArrayList<>();
        while (true) {
            reply.expect(200)
                    .body()
                    .at("/data")
                    .forEach(row -> seen.add(row.at("/id").asText()));
            JsonNode next = reply.body().at("/nextCursor");
            if (!next.isTextual() || seen.size() >= MOST) {
                break;
            }
            reply = reader.get(route.path() + filter + "&cursor=" + encoded(next.asText()));
        }
        assertThat(seen).doesNotHaveDuplicates().isNotEmpty();
        List<String> whole = new ArrayList<>();
        reader.get(route.path() + "?filter=" + encoded(json("{'order':['%s'],'limit':200}", order)))
                .expect(200)
                .body()
                .at("/data")
                .forEach(row -> whole.add(row.at("/id").asText()));
        assertThat(seen).isEqualTo(whole.subList(0, Math.min(seen.size(), whole.size())));
    }

    /** Lists without a filter have cursors too. */
    @TestFactory
    Stream<DynamicTest> otherListsKeepPaging() {
        return lists("cursor")
                .filter(route -> route.parameters().stream()
                        .noneMatch(known -> known.name().equals("filter")))
                .filter(route -> !route.path().contains("{"))
                .map(route -> DynamicTest.dynamicTest(route.operation(), () -> {
                    Api reader = reader(route);
                    Api.Reply reply = reader.get(route.path() + "?limit=1").expect(200);
                    TreeSet<String> seen = new TreeSet<>();
                    for (int page = 0;
                            page < 5 && reply.body().at("/nextCursor").isTextual();
                            page++) {
                        assertThat(seen.add(reply.at("/data/0/id"))).isTrue();
                        reply = reader.get(route.path() + "?limit=1&cursor=" + reply.at("/nextCursor"))
                                .expect(200);
                    }
                }));
    }

    /** What may be stored may be asked for by its name. */
    @Test
    void everyNameIsFound() throws Exception {
        for (String name : NAMES) {
            String where = json("{'where':{'name':%s}}", Api.JSON.writeValueAsString(name));
            assertThat(manager.get("/sale-orders?filter=" + encoded(where))
                            .expect(200)
                            .body()
                            .at("/count")
                            .asInt())
                    .as(name)
                    .isPositive();
        }
    }

    private static void refused(String path, String field, String rule) {
        Api.Reply reply = owner.get(path).expect(422);
        assertThat(reply.at("/errors/0/path")).isEqualTo(field);
        assertThat(reply.at("/errors/0/message")).contains(rule);
    }

    // LIST-8
    @Test
    void timesAreParsedAlikeEverywhere() {
        String far = encoded("+999999999-12-31T23:59:59Z");
        String bare = "2026-01-31T18:30:00+07:00";
        for (String list :
                List.of("/sale-orders", "/reservations/count", "/operations/audit", "/allocation-units/free")) {
            refused(list + "?from=" + far, "query.from", "0001 to 9999");
            refused(list + "?to=" + far, "query.to", "0001 to 9999");
            refused(list + "?from=" + bare, "query.from", "%2B");
            refused(list + "?from=yesterday", "query.from", "time with offset");
        }
        refused("/sale-orders?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "query.to", "before from");
        for (String time : List.of("+999999999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z")) {
            refused(
                    "/sale-orders?filter=" + encoded(json("{'where':{'createdAt':{'gt':'%s'}}}", time)),
                    "query.filter.where.createdAt.gt",
                    "0001 to 9999");
        }
        refused(
                "/sale-orders?filter=" + encoded(json("{'where':{'businessDate':'+99999-01-01'}}")),
                "query.filter.where.businessDate",
                "a date");
        for (String day : List.of("9999-13-01", "0000-01-01", far, "2026-02-30")) {
            refused("/reports/sales/hourly?from=" + day + "&to=2026-01-01", "query.from", "a trading day");
        }
        for (String day : List.of("0001-01-01", "9999-12-31")) {
            for (String cut : List.of("day", "week", "month")) {
                owner.get("/reports/sales/by-product?groupBy=" + cut + "&from=" + day + "&to=" + day)
                        .expect(200);
            }
            owner.get("/reports/sales/hourly?from=" + day + "&to=" + day).expect(200);
        }
        owner.get("/sale-orders?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59.999999999Z&limit=1")
                .expect(200);
    }

    @Test
    void offsetsAreNoTimeZones() {
        for (String zone : List.of("UTC+7", "GMT+7", "+07:00", "Etc/GMT+7", "SystemV/AST4", "Z")) {
            Api.Reply reply =
                    owner.put("/settings", json("{'timezone':'%s'}", zone)).expect(422);
            assertThat(reply.at("/errors/0/path")).isEqualTo("timezone");
            assertThat(reply.at("/errors/0/message")).contains("Asia/Ho_Chi_Minh");
        }
        owner.put("/settings", json("{'timezone':'Asia/Ho_Chi_Minh'}")).expect(200);
    }

    /** A table that is taken says until when as the clock in the restaurant shows it; programs read the members. */
    @Test
    void problemsShowTimesInTheMerchantsTimeZone() {
        Floor floor = Floor.drawn(manager, 1);
        String order = manager.open();
        floor.seat(manager, 0, order, "2035-05-01T11:00:00Z", "2035-05-01T20:30:00Z")
                .expect(201);

        Api.Reply taken = floor.seat(manager, 0, manager.open(), "2035-05-01T12:00:00Z", "2035-05-01T13:00:00Z")
                .expect(409);

        assertThat(taken.at("/detail"))
                .contains("2035-05-01 18:00", "2035-05-02 03:30")
                .doesNotContain("Z", "T11");
        assertThat(taken.at("/takenUntil")).isEqualTo("2035-05-01T20:30:00Z");
        Api.Reply over = floor.seat(manager, 0, order, "2020-05-01T12:00:00Z", "2020-05-01T13:00:00Z")
                .expect(422);
        assertThat(over.at("/detail")).contains("2020-05-01 20:00");
    }

    // LIST-1
    @Test
    void invalidListParametersAreRejected() {
        refused("/sale-orders?status=" + "DRAFT,".repeat(200) + "DRAFT", "query.status", "1 to 200 values");
        refused(
                "/sale-orders?filter=" + encoded(json("{'order':['id','id','id','id']}")),
                "query.filter.order",
                "three");
        refused("/sale-orders?filter=" + encoded(json("{'order':[5]}")), "query.filter.order", "ASC or DESC");
        refused("/sale-orders?filter=" + encoded(json("{'fields':[1]}")), "query.filter.fields", "names");
        refused("/sale-orders?filter=" + encoded(json("{'offset':100001}")), "query.filter.offset", "100000");
    }
}
