package nx.sale.browser;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nx.sale.browser.Browser.Window;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Menu.Portion;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Parties that move about the floor: a garden of its own, with four tables and a bar. */
class FloorBrowserIT {
    /** As long as a finger rests on a table before it takes the party along. */
    private static final Duration HELD = Duration.ofMillis(600);

    private static final String TILL = "till-garden";

    private static Browser browser;
    private static JsonNode garden;
    private static Window floor;

    private final Api manager = Stack.as("manager");
    private final Api waiter = Stack.as("waiter");

    @BeforeAll
    static void theGardenOpens() {
        garden = Stack.as("owner")
                .post(
                        "/allocation-layouts",
                        json("""
                        {'name':'Garden','zones':[
                          {'name':'Lawn','units':[%s,%s,%s,%s]},
                          {'name':'Garden bar','units':[{'code':'VB','capacity':8,'shareable':true,
                            'position':{'x':100,'y':100,'width':140,'height':100}}]}]}""", table("V1", 100), table("V2", 260), table("V3", 420), table("V4", 580)))
                .expect(201)
                .body();
        browser = new Browser();
        floor = window();
    }

    private static String table(String code, int x) {
        return json("{'code':'%s','capacity':4,'position':{'x':%s,'y':100,'width':100,'height':100}}", code, x);
    }

    @AfterAll
    static void theGardenCloses() {
        browser.close();
        Stack.as("owner")
                .delete("/allocation-layouts/" + garden.path("id").asText())
                .expect(200);
    }

    @BeforeEach
    void somebodyLooksAtTheGarden() {
        floor.goes("floor");
        floor.sees(tile("V1"), "Trống");
    }

    @AfterEach
    void everybodyLeaves() {
        if (floor.shown("dialog, .mode")) {
            floor.refreshes();
        }
        List<String> left = sitting().values().stream()
                .flatMap(usages -> usages.findValuesAsText("usageId").stream())
                .toList();
        if (!left.isEmpty()) {
            manager.post(
                            "/allocation-usages/batch/complete",
                            json("{'usageIds':['%s']}", String.join(json("','"), left)))
                    .expect(200);
        }
    }

    private static Window window() {
        Window window = browser.window(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("manager", Restaurant.MERCHANT),
                "floor",
                TILL);
        shows(window, garden.path("id").asText());
        window.sees(tile("V1"));
        return window;
    }

    private static void shows(Window window, String layout) {
        window.sees(".screen-head select");
        window.script("""
                const plans = document.querySelector('.screen-head select');
                plans.value = arguments[0];
                plans.dispatchEvent(new Event('change', {bubbles: true}));
                """, layout);
    }

    private static By tile(String table) {
        return By.xpath("//button[contains(@class, 'tile')][span[@class = 'code' and text() = '" + table + "']]");
    }

    private static By dots(String table) {
        return By.xpath("//button[contains(@class, 'dots')][@aria-label = 'Việc khác với bàn " + table + "']");
    }

    private static String unit(String code) {
        for (JsonNode zone : garden.path("zones")) {
            for (JsonNode unit : zone.path("units")) {
                if (unit.path("code").asText().equals(code)) {
                    return unit.path("id").asText();
                }
            }
        }
        throw new AssertionError("no unit " + code);
    }

    private String seated(String table, Portion... items) {
        return waiter.newOrder()
                .at(unit(table))
                .guests(3)
                .items(items)
                .create()
                .expect(201)
                .at("/id");
    }

    /** Who sits where in the garden, as the service knows it: the usages of each table by its code. */
    private Map<String, JsonNode> sitting() {
        Map<String, JsonNode> sitting = new TreeMap<>();
        manager.get("/allocation-layouts/" + garden.path("id").asText() + "/floor")
                .expect(200)
                .body()
                .path("units")
                .forEach(unit -> sitting.put(unit.path("code").asText(), unit.path("usages")));
        return sitting;
    }

    private List<String> tablesOf(String order) {
        return sitting().entrySet().stream()
                .filter(table -> table.getValue().findValuesAsText("takerId").contains(order))
                .map(Map.Entry::getKey)
                .toList();
    }

    private JsonNode order(String id) {
        return manager.get("/sale-orders/" + id + "?include=items").expect(200).body();
    }

    // FLOOR-11
    @Test
    void aPartyIsDraggedToAFreeTable_andEveryWindowShowsItThere() {
        String order = seated("V1", PHO.x(2));
        Window colleague = window();
        floor.sees(tile("V1"), "130.000");

        floor.drags(tile("V1"), tile("V2"));

        floor.sees(".toast", "V1 đã chuyển sang V2");
        floor.sees(tile("V2"), "130.000");
        colleague.sees(tile("V2"), "130.000");
        colleague.sees(tile("V1"), "Trống");
        assertThat(tablesOf(order)).containsExactly("V2");
        assertThat(floor.place()).as("a drag is no tap").isEqualTo("floor");
        floor.isAccessible("a party that moved").picture("floor-moved");
        colleague.closes();
    }

    // FLOOR-11
    @Test
    void aPartyThatIsLetGoBesideATableStays() {
        String order = seated("V1", TEA.x(1));
        floor.sees(tile("V1"), "10.000");

        floor.drags(tile("V1"), By.cssSelector(".screen-head h1"));

        assertThat(tablesOf(order)).containsExactly("V1");
        assertThat(floor.place()).isEqualTo("floor");
        assertThat(floor.count("dialog")).isZero();
    }

    // FLOOR-11
    @Test
    void aFingerThatRestsTakesThePartyAlong_andOneThatSwipesDoesNot() {
        String order = seated("V3", TEA.x(2));
        floor.sees(tile("V3"), "20.000");

        floor.dragsByFinger(tile("V3"), tile("V4"), Duration.ZERO);
        assertThat(tablesOf(order)).containsExactly("V3");

        floor.dragsByFinger(tile("V3"), tile("V4"), HELD);
        floor.sees(".toast", "V3 đã chuyển sang V4");
        assertThat(tablesOf(order)).containsExactly("V4");
    }

    // FAMILY-2, FAMILY-5, FAMILY-16, FLOOR-12
    @Test
    void aPartyDroppedOnAnotherIsMerged_onceTheRehearsalWasSeen_andUndone() {
        String coming = seated("V1", PHO.x(2));
        String there = seated("V2", TEA.x(1));
        floor.sees(tile("V2"), "10.000");

        floor.drags(tile("V1"), tile("V2"));
        floor.sees("dialog tbody", "140.000");
        floor.isAccessible("a merge as it would be").picture("floor-merge");
        floor.taps("dialog .dialog-head button");
        floor.missesNow("dialog");
        assertThat(order(coming).path("items")).as("it was a rehearsal").hasSize(1);
        assertThat(order(there).path("total").asText()).isEqualTo("10000");

        floor.drags(tile("V1"), tile("V2"));
        floor.taps("dialog footer .big", "Gộp");
        floor.sees(".order-head .table", "V1 + V2");
        assertThat(floor.place()).isEqualTo("order/" + there);
        assertThat(order(there).path("total").asText()).isEqualTo("140000");
        assertThat(order(there).path("guestCount").asInt()).isEqualTo(6);
        assertThat(order(coming).path("status").asText()).isEqualTo("CANCELLED");
        assertThat(tablesOf(there)).containsExactlyInAnyOrder("V1", "V2");

        floor.taps(".bill-foot .dots-text").taps(".actions button", "Hoàn tác gộp, tách");
        floor.sees("dialog tbody", "130.000");
        assertThat(tablesOf(coming)).as("it is a rehearsal").isEmpty();
        floor.taps("dialog footer .big", "Hoàn tác");
        floor.missesNow("dialog");
        floor.sees(".bill-foot .total", "10.000");
        assertThat(order(coming).path("status").asText()).isEqualTo("DRAFT");
        assertThat(order(coming).path("total").asText()).isEqualTo("130000");
        assertThat(tablesOf(coming)).containsExactly("V1");
        assertThat(tablesOf(there)).containsExactly("V2");
    }

    // FAMILY-1
    @Test
    void aPartyThatWaitsForMoneyTakesNoOther_andThePageSaysWhy() {
        String coming = seated("V1", PHO.x(1));
        String there = seated("V2", TEA.x(1));
        manager.checkout(there).expect(200);
        floor.sees(tile("V2"), "Chờ trả tiền");

        floor.drags(tile("V1"), tile("V2"));

        floor.sees("dialog .refusal", "Chưa làm được");
        floor.isAccessible("a merge that is refused").picture("floor-merge-refused");
        assertThat(floor.count("dialog footer .big")).isZero();
        assertThat(order(coming).path("status").asText()).isEqualTo("DRAFT");
        assertThat(tablesOf(coming)).containsExactly("V1");
        floor.taps("dialog .dialog-head button");
        manager.cancel(there, "test").expect(200);
    }

    // FLOOR-5, FLOOR-14
    @Test
    void aPartyTakesASecondTable_andGivesItBack() {
        String order = seated("V1", PHO.x(1));
        floor.sees(dots("V1")).click();
        floor.taps(".actions button", "Ghép thêm bàn");
        floor.sees(".mode", "V1");
        floor.sees(tile("V2")).click();
        floor.sees(".toast", "V1 ngồi thêm bàn V2");
        floor.sees(tile("V2"), "65.000");
        assertThat(tablesOf(order)).containsExactlyInAnyOrder("V1", "V2");

        floor.drags(tile("V1"), tile("V2"));
        assertThat(floor.count("dialog"))
                .as("it is one party: there is nothing to merge")
                .isZero();

        floor.sees(dots("V1")).click();
        floor.taps(".actions button", "Khách đã rời bàn");
        floor.sees("dialog .content", "Bàn V1 sẽ trống");
        floor.taps("dialog footer .big", "Trả bàn");
        floor.sees(tile("V1"), "Trống");
        assertThat(tablesOf(order)).containsExactly("V2");
        assertThat(order(order).path("status").asText()).isEqualTo("DRAFT");
    }

    @Test
    void mergingWithATableWhereNobodySitsMovesNobody() {
        String order = seated("V1", PHO.x(1));
        floor.sees(dots("V1")).click();
        floor.taps(".actions button", "Gộp với đơn của bàn khác");
        floor.sees(tile("V3")).click();

        floor.sees(".toast.bad", "Bàn V3 chưa có khách");
        floor.sees(".mode");
        floor.taps(".mode button", "Huỷ");
        floor.missesNow(".mode");
        assertThat(tablesOf(order)).containsExactly("V1");
    }

    // FLOOR-4
    @Test
    void aBarHasSeveralParties_andEachOfThemCanBeMeant() {
        seated("VB", PHO.x(1));
        String second = seated("VB", TEA.x(1));
        String name = "Hội bạn cũ";
        manager.patch("/sale-orders/" + second, json("{'name':'%s'}", name)).expect(200);
        floor.sees(tile("VB"), "2 nhóm");

        floor.drags(tile("VB"), tile("V1"));
        assertThat(tablesOf(second)).as("nobody said which party").containsExactly("VB");

        floor.sees(dots("VB")).click();
        floor.taps(".actions button", name).taps(".actions button", "Chuyển sang bàn khác");
        floor.sees(tile("V1")).click();
        floor.sees(".toast", "VB đã chuyển sang V1");
        assertThat(tablesOf(second)).containsExactly("V1");

        floor.sees(tile("VB")).click();
        floor.taps(".actions button", "Nhóm mới").taps(".guest-pad button", "5");
        floor.sees(".dishes .dish");
        String third = floor.place().replace("order/", "");
        assertThat(order(third).path("guestCount").asInt()).isEqualTo(5);
        assertThat(tablesOf(third)).containsExactly("VB");
    }

    // FLOOR-1
    @Test
    void tablesThatWereNeverDrawnStandSideBySide() {
        Floor terrace = Floor.drawn(Stack.as("owner"), 3);
        floor.refreshes();
        shows(floor, terrace.layout());
        floor.sees(tile("T3"));
        // Drawn anew: a table that was another one's before would keep its place.
        floor.refreshes();
        floor.sees(tile("T3"));
        assertThat(floor.overlapping(".unit")).isZero();
        floor.isAccessible("a floor without a plan").picture("floor-undrawn");
        shows(floor, garden.path("id").asText());
        floor.sees(tile("V1"));
        Stack.as("owner").delete("/allocation-layouts/" + terrace.layout()).expect(200);
    }

    @Test
    void whoTakesFoodAwayHasNoTable_andOverstayersStandOut() {
        String late = seated("V4", PHO.x(1));
        String next = Stack.as("host")
                .post(
                        "/reservations",
                        json(
                                "{'guestName':'Lan','partySize':2,'reservedFrom':'2031-01-01T10:00:00Z','unitIds':['%s']}",
                                unit("V4")))
                .expect(201)
                .at("/id");
        Stack.sql("update AllocationUsage u set startsAt = now() + n.start, endsAt = now() + n.finish from (values ("
                + late + ", interval '-2 hours', interval '-2 seconds'), (" + next
                + ", interval '-1 second', interval '1 hour')) as n (id, start, finish) where u.usageId = n.id");
        floor.taps(".screen-head button", "Đơn mang đi");
        floor.taps(".dish > button:first-child", "Banh mi");
        floor.sees(".line:not(.pending)", "Banh mi");
        String order = floor.place().replace("order/", "");
        floor.taps(".order-head .bare-link");
        floor.sees(".loose a", "35.000");
        floor.sees(By.xpath("//div[contains(@class, 'unit over')]//span[text() = 'V4']"));
        floor.isAccessible("a garden with a late party").picture("floor-garden");

        assertThat(order(order).path("orderType").asText()).isEqualTo("TAKEAWAY");
        assertThat(tablesOf(order)).isEmpty();
        Stack.as("host")
                .post("/reservations/" + next + "/cancel", json("{'reason':'test'}"))
                .expect(200);
    }
}
