package nx.sale.browser;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nx.sale.browser.Browser.Window;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** What each screen does beside the evening of {@link ConsoleBrowserIT}: a station and a till of their own. */
class ScreensBrowserIT {
    private static final String TILL = "till-screens";
    private static final ZoneId SAIGON = ZoneId.of("Asia/Ho_Chi_Minh");
    /** The hour at which the merchant's trading day begins. */
    private static final int DAY_BEGINS = 4;

    private static Browser browser;

    private final Api manager = Stack.as("manager");

    @BeforeAll
    static void theDoorsOpen() {
        browser = new Browser();
    }

    @AfterAll
    static void theDoorsClose() {
        browser.close();
    }

    private static Window window(String role, String place) {
        return browser.window(
                Stack.get().baseUrl(), Stack.get().sisters().identity().token(role, Restaurant.MERCHANT), place, TILL);
    }

    // KITCHEN-6, KITCHEN-15
    @Test
    void aStationHasRushOnTop_countsAllDay_andStepsBack() {
        String code = "S" + System.nanoTime();
        Api owner = Stack.as("owner");
        String station = owner.post("/kitchen-stations", json("{'code':'%s','name':'Wok'}", code))
                .expect(201)
                .at("/id");
        owner.put(
                        "/catalogue/variants",
                        json(
                                "{'variants':[{'id':'71983','name':'Fried rice','type':'CONSUMABLE','price':5,"
                                        + "'kitchenStationCode':'%s'}]}",
                                code))
                .expect(200);
        send(false);
        Window display = window("kitchen", "kitchen/" + station);
        display.sees("article.ticket");
        send(true);
        display.sees("article.ticket:nth-of-type(2)");

        assertThat(display.count("article.ticket:first-of-type.rush")).isEqualTo(1);
        display.sees(".all-day li", "4");
        display.taps("article.ticket.rush .item", "Fried rice");
        display.sees("article.ticket.rush .step", "Đang làm");
        display.taps("article.ticket.rush header button").taps(".actions button", "về Chờ làm");
        display.sees("article.ticket.rush .step", "Chờ làm");
        display.taps("article.ticket.rush .forward", "Bắt đầu").taps("article.ticket.rush .forward", "Xong");
        display.sees(".all-day li", "2");
        display.taps(".kitchen-head button", "Vừa xong");
        display.sees(".done .done-ticket", "Fried rice");
        display.taps(".done .done-ticket button", "Lùi một bước");
        display.sees("article.ticket.rush .step", "Đang làm");
        display.closes();
    }

    private static void send(boolean rush) {
        Api waiter = Stack.as("waiter");
        String order = waiter.post(
                        "/sale-orders",
                        json(
                                "{'saleChannelId':'%s','orderType':'TAKEAWAY','items':[{'itemId':'71983','quantity':'2'}]}",
                                Restaurant.CHANNEL))
                .expect(201)
                .at("/id");
        waiter.post("/sale-orders/" + order + "/kitchen-tickets", json("{'rush':%s}", rush))
                .expect(201);
    }

    // SHIFT-5
    @Test
    void cashGoesInAndBack_theXIsRead_andTheZIsPrinted() {
        Api till = Stack.as("cashier").with("x-device-info", TILL);
        String session = till.openShift("100000").expect(201).at("/id");
        Window drawer = window("manager", "shift");
        drawer.sees(".columns", "cashier mở ca");
        drawer.taps(".shift-actions button", "Rút về két");
        drawer.types("dialog .pad input", "30000").types("dialog label.field input", "về két");
        drawer.taps("dialog footer .big", "Rút về két");
        drawer.missesNow("dialog");
        drawer.sees(".columns tbody tr", "−30.000");
        drawer.sees(".columns tbody tr", "manager");
        drawer.taps(".shift-actions button", "Báo cáo X");
        drawer.sees("dialog .reading", "70.000");
        drawer.taps("dialog .dialog-head button");
        drawer.taps(".columns tbody button", "Đảo lại").taps(".actions button", "30.000");
        drawer.sees(".columns tbody tr", "+30.000");

        till.closeShift(session, "100000").expect(200);
        drawer.goes("shift/z/" + session);
        drawer.sees(".paper .reading h1", "Z");
        drawer.sees(".paper .reading", "cashier đóng ca");
        drawer.prints(true);
        drawer.isAccessible("a Z on paper").picture("shift-z-paper");
        assertThat(drawer.shown(".shell > nav")).as("the page around it").isFalse();
        assertThat(drawer.shown(".paper")).isTrue();
        drawer.prints(false);
        drawer.closes();
    }

    // RESERVATION-5
    @Test
    void whoDidNotComeIsNotedAsNoShow() {
        String reservation = Stack.as("host")
                .post(
                        "/reservations",
                        json(
                                "{'guestName':'Bác Ba','partySize':2,'reservedFrom':'%s'}",
                                Instant.now().plus(1, ChronoUnit.MINUTES)))
                .expect(201)
                .at("/id");
        Stack.sql("update Reservation set reservedFrom = now() - interval '31 minutes' where id = " + reservation);
        Window host = window("manager", "reservations");
        host.sets(
                ".screen-head .day",
                ZonedDateTime.now(SAIGON)
                        .minusMinutes(31)
                        .minusHours(DAY_BEGINS)
                        .toLocalDate()
                        .toString());
        host.sees(By.xpath("//li[contains(., 'Bác Ba')]//button[contains(., 'Khác')]"))
                .click();
        host.taps(".actions button", "Khách không đến");
        host.taps("dialog footer .big", "Khách không đến");
        host.missesNow("dialog");
        host.closes();

        assertThat(manager.get("/reservations/" + reservation).at("/cancellationReason"))
                .isEqualTo("NO_SHOW");
    }

    // RESERVATION-9
    @Test
    void atTheEndOfATradingDay_theNextHalfHourIsOfTheNextOne() {
        ZonedDateTime night = ZonedDateTime.now(SAIGON)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(7)
                .withHour(DAY_BEGINS)
                .minusMinutes(20);
        Window host = window("manager", "floor");
        host.clockShows(night.toInstant());
        host.goes("reservations");
        host.taps(".screen-head .main");
        host.types("dialog label:nth-of-type(4) input", "Cô Tám");
        host.taps("dialog footer .big", "Tìm bàn trống");
        host.taps("dialog .choices button", "T9");
        host.taps("dialog footer .big", "Đặt bàn");
        host.missesNow("dialog");
        host.sees(".coming", "Cô Tám");
        host.closes();

        Instant halfPastFour = night.plusMinutes(50).toInstant();
        String filter = json("{'where':{'reservedFrom':'%s','status':'PENDING'}}", halfPastFour);
        assertThat(manager.get("/reservations?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
                        .expect(200)
                        .body()
                        .findValuesAsText("guestName"))
                .containsExactly("Cô Tám");
    }

    // FLOOR-13, RESERVATION-2
    @Test
    void aTableThatSomebodyElseHasByThenIsNoLongerOffered() {
        Floor terrace = Floor.drawn(Stack.as("owner"), 2);
        ZonedDateTime evening = ZonedDateTime.now(SAIGON)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(6)
                .withHour(18);
        String large = reserved("Nhà Sáu", 8, evening, terrace.unit(0), terrace.unit(1));
        String later = reserved("Chú Bảy", 2, evening.plusHours(2), terrace.unit(1));
        Window host = window("manager", "reservations");
        host.sets(".screen-head .day", evening.toLocalDate().toString());
        host.sees(By.xpath("//li[contains(., 'Nhà Sáu')]//button[contains(., 'Khác')]"))
                .click();
        host.taps(".actions button", "Đổi giờ");
        host.sets("dialog input[type=time]", "20:00");
        host.taps("dialog footer .big", "Tìm bàn trống");
        host.sees("dialog .choices button", "T1");
        assertThat(host.texts("dialog .choices button[aria-pressed=true]"))
                .as("of its own two tables the one that stays free")
                .containsExactly("T1 (4)");
        host.taps("dialog .choices button", "B1").taps("dialog footer .big", "Lưu");
        host.missesNow("dialog");
        host.closes();

        assertThat(manager.get("/reservations/" + large).expect(200).body().at("/usages"))
                .filteredOn(usage -> usage.path("status").asText().equals("ACTIVE"))
                .extracting(usage -> usage.path("unitCode").asText())
                .containsExactlyInAnyOrder("T1", "B1");
        for (String one : List.of(large, later)) {
            manager.post("/reservations/" + one + "/cancel", json("{'reason':'test'}"))
                    .expect(200);
        }
        Stack.as("owner").delete("/allocation-layouts/" + terrace.layout()).expect(200);
    }

    private static String reserved(String guest, int size, ZonedDateTime at, String... units) {
        return Stack.as("host")
                .post(
                        "/reservations",
                        json(
                                "{'guestName':'%s','partySize':%s,'reservedFrom':'%s','unitIds':['%s']}",
                                guest, size, at.toInstant(), String.join(json("','"), units)))
                .expect(201)
                .at("/id");
    }

    @Test
    void aReportIsOfTheDaysChosen_aChartOverATable_andAFile() {
        manager.sold("CARD", PHO.x(1));
        Window office = window("manager", "reports/product");
        office.taps(".range .choices button", "Hôm nay");
        office.sees(".reports tbody", "Pho bo");
        office.sees(".chart canvas");
        office.script("""
                window.saved = '';
                URL.createObjectURL = blob => {
                  blob.text().then(text => {
                    window.saved = text;
                  });
                  return 'about:blank';
                };
                HTMLAnchorElement.prototype.click = () => {};
                """);
        office.taps(".screen-head button", "Tải CSV");
        office.sees(() -> office.asks("return window.saved;").toString().contains("Pho bo"), "the file");
        office.taps(".range .choices button", "Hôm qua");
        office.sees(".reports .empty");
        office.closes();
    }
}
