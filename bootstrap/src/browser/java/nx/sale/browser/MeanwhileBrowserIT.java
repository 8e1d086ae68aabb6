package nx.sale.browser;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nx.sale.browser.Browser.Window;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.SisterServices;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** What a screen does when an answer comes late or never, or something changes while a dialog is open. */
class MeanwhileBrowserIT {
    /** Of the tills here, so that the shifts of other tests stay as they are. */
    private static final String TILL = "till-meanwhile";

    /** Of a till at which no order waits for money: its shift can be closed. */
    private static final String DRAWER = "till-drawer";

    private static final String TOP = "sale-dialog:last-of-type ";

    private static Browser browser;

    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");

    @BeforeAll
    static void theDoorsOpen() {
        browser = new Browser();
    }

    @AfterAll
    static void theDoorsClose() {
        browser.close();
    }

    private static String token(String role) {
        return Stack.get().sisters().identity().token(role, Restaurant.MERCHANT);
    }

    private static Window window(String role, String place) {
        return browser.window(Stack.get().baseUrl(), token(role), place, TILL);
    }

    private static void settings(String changes) {
        Stack.as("owner").put("/settings", json(changes)).expect(200);
    }

    private static String dong(String amount) {
        return String.format(Locale.ROOT, "%,d", Long.parseLong(amount)).replace(',', '.');
    }

    @Test
    void aTapWithoutAnAnswerIsNotSentAgainAsAnotherPerson() {
        Api till = cashier.with("x-device-info", DRAWER);
        String session = till.openShift("100000").expect(201).at("/id");
        Window drawer = browser.window(Stack.get().baseUrl(), token("cashier"), "shift", DRAWER);
        drawer.sees(".shift-actions");
        drawer.script("""
                const send = window.fetch;
                window.writes = 0;
                window.fetch = async (address, request) => {
                  if (request?.method !== 'POST' || !address.endsWith('/cash-movements') || ++writes > 2) {
                    return send(address, request);
                  }
                  if (writes === 1) {
                    await send(address, request);
                    throw new TypeError('the answer is lost');
                  }
                  return new Response('{"code": "token-expired", "status": 401, "title": "The token is over"}', {status: 401});
                };
                """);
        drawer.taps(".shift-actions button", "Nộp tiền vào");
        drawer.types("dialog .pad input", "10000").types("dialog label.field input", "tiền lẻ");
        drawer.taps("dialog footer .big", "Nộp tiền vào");

        drawer.sees("dialog h2", "Phiên đăng nhập đã hết");
        drawer.types("dialog input[type=password]", token("manager")).taps("dialog footer .big", "Đăng nhập");
        drawer.sees("dialog .refusal", "chưa chắc đã được lưu");

        assertThat(manager.get("/pos/sessions/" + session + "/cash-movements")
                        .expect(200)
                        .body()
                        .at("/data"))
                .hasSize(1);
        assertThat(((Number) drawer.asks("return writes;")).intValue()).isEqualTo(2);
        drawer.closes();
        till.closeShift(session, "110000").expect(200);
    }

    @Test
    void cashIsTakenOnce_andOfWhatIsDueByThen() {
        settings("{'cashByTill':true}");
        try {
            String order = cashier.open(PHO.x(2));
            String due = cashier.checkout(order).expect(200).at("/due");
            Window window = window("cashier", "order/" + order);
            window.taps(".bill-foot .big", "Thu").taps("dialog button", "Thu tiền mặt tại máy này");
            window.sees(TOP + ".due-line", dong(due));

            pay(order, "10000");
            window.sees(TOP + ".due-line", dong(less(due, 10_000)));

            window.script("""
                    const send = window.fetch;
                    let writes = 0;
                    window.fetch = async (address, request) => {
                      const answer = await send(address, request);
                      if (request?.method === 'POST' && address.endsWith('/payments/cash') && ++writes === 1) {
                        const clock = Date.now;
                        Date.now = () => clock() + 200_000;
                        throw new TypeError('the answer is lost, and nobody waits for another one');
                      }
                      return answer;
                    };
                    """);
            window.types(TOP + ".pad input", "20000").taps(TOP + "footer .big", "Thu 20.000");
            window.sees(TOP + ".refusal", "chưa chắc đã được lưu");
            window.sees(TOP + ".due-line", dong(less(due, 30_000)));
            window.types(TOP + ".pad input", "15000").taps(TOP + "footer .big", "Thu 15.000");

            window.sees(".toast.bad", "Đã thu tiền mặt ở lần bấm trước");
            assertThat(window.count("dialog .pad")).isZero();
            assertThat(cashier.get("/sale-orders/" + order).at("/counter/paid")).isEqualTo("30000");
            window.closes();
        } finally {
            settings("{'cashByTill':false}");
        }
    }

    @Test
    void dishesThatSomebodyElseTookBackMeanwhileAreNotTakenBackAgain() {
        String order = cashier.sold("CARD", TEA.x(2));
        Window window = window("cashier", "order/" + order);
        window.taps(".beside .take-back").taps(".return-line .stepper button:last-child");
        String tea = cashier.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .at("/items/0/id");
        cashier.post(
                        "/sale-orders/" + order + "/returns",
                        json("{'lines':[{'itemId':'%s','quantity':'1','restock':false}]}", tea))
                .expect(200);
        window.sees(".line .chip", "Đã trả lại 1/2");

        window.taps(TOP + "footer .big", "Tiếp tục");

        window.sees(".toast.bad", "Người khác vừa sửa");
        assertThat(cashier.get("/sale-orders/" + order + "/returns")
                        .expect(200)
                        .body()
                        .at("/data"))
                .hasSize(1);
        window.closes();
    }

    private void pay(String order, String amount) {
        cashier.post("/sale-orders/" + order + "/payments/cash", json("{'amount':'%s'}", amount))
                .expect(200);
    }

    private static String less(String due, long paid) {
        return Long.toString(Long.parseLong(due) - paid);
    }

    // DISCOUNT-13
    @Test
    void eachThingAboveTheLimitIsApprovedAtCheckout() {
        String order = cashier.open(PHO.x(1), BUN_CHA.x(1));
        List<String> taken = new ArrayList<>();
        for (JsonNode item :
                cashier.get("/sale-orders/" + order + "?include=items").body().at("/items")) {
            cashier.post(
                            "/sale-orders/" + order + "/adjustments",
                            json(
                                    "{'scope':'LINE','kind':'PERCENT','value':'50','itemIds':['%s']}",
                                    item.at("/id").asText()))
                    .expect(200)
                    .body()
                    .at("/adjustments")
                    .forEach(given -> taken.add(given.at("/amount").asText()));
        }
        settings("{'discountLimitPercent':'20'}");
        try {
            Window window = window("cashier", "order/" + order);
            window.taps(".beside button", "Tính tiền");
            for (String amount : List.of(taken.getFirst(), taken.getLast())) {
                window.sees("dialog .due-line", dong(amount));
                window.types("dialog input[type=password]", token("manager"));
                window.types("dialog form label:nth-of-type(2) input", "khách quen của quán");
                window.taps("dialog footer .big", "Duyệt một lần");
            }
            window.sees(".order-head .chip", "Chờ trả tiền");
            window.closes();
        } finally {
            settings("{'discountLimitPercent':'100'}");
        }
        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("PROCESSING");
    }

    // RESERVATION-1
    @Test
    void aReservationIsCancelledForAReasonOfTheMerchantsList() {
        ZonedDateTime day = ZonedDateTime.now(ZoneId.of("Asia/Ho_Chi_Minh"))
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(5)
                .withHour(19);
        String reservation = Stack.as("host")
                .post(
                        "/reservations",
                        json("{'guestName':'Anh Tư','partySize':2,'reservedFrom':'%s'}", day.toInstant()))
                .expect(201)
                .at("/id");
        settings("{'reasons':{'cancel':[{'code':'RAIN','name':'Trời mưa'}]}}");
        try {
            Window window = window("manager", "reservations");
            window.sets(".screen-head .day", day.toLocalDate().toString());
            window.sees(By.xpath("//li[contains(., 'Anh Tư')]//button[contains(., 'Khác')]"))
                    .click();
            window.taps(".actions button", "Huỷ đặt bàn");
            window.taps("dialog button", "Trời mưa").taps("dialog footer .big", "Huỷ đặt bàn");
            window.missesNow("dialog");
            window.closes();
        } finally {
            settings("{'reasons':{'cancel':null}}");
        }
        JsonNode cancelled = manager.get("/reservations/" + reservation).body();
        assertThat(cancelled.at("/status").asText()).isEqualTo("CANCELLED");
        assertThat(cancelled.at("/cancellationReason").asText()).isEqualTo("RAIN");
    }

    // KITCHEN-6
    @Test
    void aReadThatBeganBeforeATapDoesNotUndoItOnTheDisplay() {
        String code = "M" + System.nanoTime();
        String station = Stack.as("owner")
                .post("/kitchen-stations", json("{'code':'%s','name':'Soup','categories':['soups']}", code))
                .expect(201)
                .at("/id");
        soup(code);
        Window display = window("kitchen", "kitchen/" + station);
        display.sees(".kitchen .empty");
        order();
        display.sees("article.ticket .forward", "Bắt đầu");
        display.script("""
                const send = window.fetch;
                window.held = [];
                window.holds = true;
                window.fetch = async (address, request) => {
                  const answer = await send(address, request);
                  if (holds && address.includes('/queue')) {
                    await new Promise(go => held.push(go));
                  }
                  return answer;
                };
                """);
        order();
        await().until(() -> ((Number) display.asks("return held.length;")).intValue() == 1);
        display.taps("article.ticket .forward", "Bắt đầu");
        display.sees("article.ticket .item .step", "Đang làm");

        display.script("held.shift()();");
        display.sees("article.ticket:nth-of-type(2)");

        assertThat(display.texts("article.ticket .item .step"))
                .as("the answer that was slow knows the first ticket as it was before")
                .containsExactly("Đang làm", "Chờ làm");
        display.script("""
                holds = false;
                held.forEach(go => go());
                """);
        display.closes();
    }

    private static void soup(String station) {
        Stack.as("owner")
                .put(
                        "/catalogue/variants",
                        json(
                                "{'variants':[{'id':'71982','name':'Soup','type':'CONSUMABLE','price':5,"
                                        + "'kitchenStationCode':'%s'}]}",
                                station))
                .expect(200);
    }

    private static void order() {
        Api waiter = Stack.as("waiter");
        String order = waiter.post(
                        "/sale-orders",
                        json(
                                "{'saleChannelId':'%s','orderType':'TAKEAWAY','items':[{'itemId':'71982'}]}",
                                Restaurant.CHANNEL))
                .expect(201)
                .at("/id");
        waiter.post("/sale-orders/" + order + "/kitchen-tickets", "").expect(201);
    }

    // ACCESS-21
    @Test
    void peopleHaveNames_andTwoOfOneNameTheirIdsToo() {
        String binh = named("cashier", "Binh");
        for (String seller : List.of(binh, named("cashier", "Lan"), named("manager", "Lan"))) {
            Api.at(Stack.get().baseUrl(), seller, Restaurant.MERCHANT).sold("CARD", TEA.x(1));
        }
        Window office = window("manager", "reports/staff");
        office.sees(".reports tbody", "Binh");

        List<String> people = office.texts(".reports tbody td:first-child");
        assertThat(people).contains("Binh").noneMatch(person -> person.startsWith("user:"));
        assertThat(people)
                .filteredOn(person -> person.startsWith("Lan"))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(person -> person.matches("Lan \\(\\d+\\)"));
        office.isAccessible("staff by name");
        office.closes();
    }

    // LIVE-4
    @Test
    void anOrderOpenedWithoutADatabaseIsLive_onceThereIsOne() {
        String order = cashier.open(PHO.x(1));
        Window till = window("cashier", "floor");
        till.sees(".unit .tile");
        SisterServices.ask("/_switch/postgres?up=false");
        till.goes("order/" + order);
        till.sees(".state.bad", "Chưa kết nối được");
        till.sees(() -> ((Number) till.asks("""
                        return performance.getEntriesByType('resource').filter(entry => entry.name.includes('/sale-orders/')).length;
                        """)).intValue() > 1, "asked again");
        SisterServices.ask("/_switch/postgres?up=true");
        till.sees(".line .name", "Pho bo");

        await().untilAsserted(() -> cashier.add(order, TEA.x(1)).expect(200));
        till.sees(".line .name", "Tra da");
        till.closes();
    }

    /** The token of somebody with this name. */
    private static String named(String role, String name) {
        return SisterServices.ask(
                        "/identity/tokens?role=" + role + "&merchantId=" + Restaurant.MERCHANT + "&name=" + name)
                .at("/token")
                .asText();
    }
}
