package nx.sale.browser;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import nx.sale.browser.Browser.Look;
import nx.sale.browser.Browser.Window;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** An evening in the console, one part after the other, by the people who work there. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleBrowserIT {
    private static final String CASH = "button[data-method=CASH]";
    private static final String QR = "button[data-method=QR]:not([data-outcome])";
    private static final String CARD = "button[data-method=CARD]";
    private static final List<Look> LOOKS = List.of(
            new Look("vi", "light", 1440, 900),
            new Look("en", "dark", 1440, 900),
            new Look("en", "light", 390, 844),
            new Look("vi", "dark", 390, 844));
    private static final List<Look> ON_A_WALL = List.of(
            new Look("vi", "light", 1920, 1080), new Look("en", "dark", 1920, 1080), new Look("en", "light", 390, 844));

    private static Browser browser;
    private static Window waiter;
    private static Window colleague;
    private static Window cook;
    private static Window cashier;
    private static Window manager;

    @BeforeAll
    static void theDoorsOpen() {
        browser = new Browser();
        waiter = window("waiter", "floor");
        colleague = window("waiter", "floor");
        cook = window("kitchen", "kitchen/" + station("HOT"));
        cashier = window("cashier", "shift");
        manager = window("manager", "floor");
    }

    private static Window window(String role, String place) {
        return browser.window(Stack.get().baseUrl(), token(role), place);
    }

    private static String token(String role) {
        return Stack.get().sisters().identity().token(role, Restaurant.MERCHANT);
    }

    private static String station(String code) {
        for (JsonNode station :
                Stack.as("manager").get("/kitchen-stations").body().path("data")) {
            if (station.path("code").asText().equals(code)) {
                return station.path("id").asText();
            }
        }
        throw new AssertionError("no station " + code);
    }

    @AfterAll
    static void theDoorsClose() {
        browser.close();
    }

    @Test
    @Order(1)
    void theShiftIsOpened() {
        cashier.taps(".closed .big");
        cashier.taps(".pad button", "5").types(".pad input", "500000");
        cashier.sees("dialog .due-line", "500.000");
        cashier.taps("dialog footer .big");
        cashier.sees(".columns .due-line", "500.000");
    }

    @Test
    @Order(2)
    void guestsReserveAndComeIn() {
        Window host = window("host", "reservations");
        host.taps(".screen-head .main");
        host.types("dialog label:nth-of-type(4) input", "Chị Lan");
        host.taps("dialog footer .big");
        host.taps("dialog .choices button", "T5");
        host.taps("dialog footer .big");
        host.sees(".coming", "Chị Lan");
        host.isAccessible("reservations").picture("evening-reservation");
        host.taps(".acts .main");
        host.sees(".order-head .table", "T5");
        host.closes();
    }

    @Test
    @Order(3)
    void twoWaitersTakeOneOrder_andEachSeesTheOthersTaps() {
        waiter.taps(".unit .tile", "T4");
        waiter.taps(".guest-pad button", "3");
        waiter.sees(".dishes .dish");
        String order = waiter.place();
        colleague.goes(order);
        colleague.sees(".dishes .dish");

        List<Long> taps = new ArrayList<>();
        List<Long> elsewhere = new ArrayList<>();
        for (int pho = 1; pho <= 9; pho++) {
            colleague.notesWhen("Pho bo", pho);
            long before = System.currentTimeMillis();
            taps.add(waiter.millisUntilTheLine("Pho bo", pho));
            elsewhere.add(colleague.noted() - before);
        }
        colleague.taps(".dish > button:first-child", "Tra da");
        colleague.sees(".line:not(.pending)", "Tra da");
        waiter.sees(".line:not(.pending)", "Tra da");

        figure("tap to line, ms", taps);
        figure("tap to the second window, ms, with the time of the driver", elsewhere);
        assertThat(median(taps)).as("milliseconds from tap to line").isLessThan(400);
        waiter.picture("evening-order");
    }

    private static long median(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static void figure(String name, List<Long> values) {
        try {
            Path file = Path.of("target/screens/figures.txt");
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    name + ": median " + median(values) + " of " + values + "\n",
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(4)
    void theKitchenCooks_andTheWaiterServes() {
        waiter.taps(".bill-foot .big", "Gửi bếp");
        cook.sees(".ticket .where", "T4");
        cook.taps(".ticket .forward", "Bắt đầu");
        cook.sees(".ticket .item .step", "Đang làm");
        cook.isAccessible("kitchen").picture("evening-kitchen");
        cook.taps(".ticket .item", "Pho bo");
        waiter.taps(".line .serve", "Pho bo");
        waiter.sees(".line .chip", "Đã phục vụ");
    }

    @Test
    @Order(5)
    void theBillIsDividedInThree_andPaidByCashQrAndCard() {
        String order = waiter.place();
        cashier.goes(order);
        cashier.taps(".bill-foot .big", "Tính tiền");
        cashier.taps(".beside button", "Chia hoá đơn");
        cashier.taps("dialog footer .big");
        cashier.sees(".check .main");
        cashier.isAccessible("a divided bill").picture("evening-divided");
        for (String method : List.of(CASH, QR, CARD)) {
            int open = cashier.count(".check .main");
            cashier.taps(".check .main").inTheFrame(method);
            cashier.missesNow("dialog");
            assertThat(cashier.count(".check .main")).isEqualTo(open - 1);
        }
        cashier.sees(".order-head .chip", "Đã trả đủ");
        cashier.picture("evening-paid");
    }

    @Test
    @Order(6)
    void lostAnswersDoubleNothing() {
        try (LossyProxy proxy = new LossyProxy(Stack.get().baseUrl())) {
            Window tablet = browser.window(proxy.base(), token("waiter"), "floor");
            tablet.taps(".unit .tile", "T8");
            tablet.taps(".guest-pad button", "2");
            tablet.sees(".dishes .dish");
            for (int beer = 1; beer <= 8; beer++) {
                tablet.millisUntilTheLine("Bia hoi", beer);
            }
            String order = tablet.place().replace("order/", "");
            tablet.sees(".state", "trực tiếp");
            tablet.closes();

            assertThat(proxy.lost()).isGreaterThanOrEqualTo(3);
            JsonNode items = Stack.as("manager")
                    .get("/sale-orders/" + order + "?include=items")
                    .expect(200)
                    .body()
                    .path("items");
            assertThat(items).hasSize(1);
            assertThat(items.at("/0/quantity").asText()).isEqualTo("8");
        }
        assertThat(Stack.as("manager")
                        .get("/sale-orders?status=DRAFT&limit=200")
                        .body()
                        .path("data"))
                .filteredOn(one -> one.path("guestCount").asInt() == 2
                        && one.path("total").asText().equals("160000"))
                .hasSize(1);
    }

    @Test
    @Order(7)
    void whatTheRoleMayNotDoIsNotOffered_andASecondPersonLendsIt() {
        waiter.goes("floor");
        assertThat(waiter.count(".places a")).isEqualTo(3);
        waiter.taps(".unit .tile", "T9");
        waiter.taps(".guest-pad button", "4");
        waiter.taps(".dish > button:first-child", "Bun cha");
        waiter.sees(".line:not(.pending)", "Bun cha");
        waiter.taps(".bill-foot .big", "Gửi bếp");
        cook.sees(".ticket .where", "T9");
        cook.taps(".ticket .forward", "Bắt đầu");
        waiter.sees(".line .chip", "Đang làm");
        assertThat(waiter.count(".bill-foot .main"))
                .as("a waiter does not check out")
                .isZero();

        cook.taps(".ticket header button");
        cook.taps(".actions button", "Huỷ Bun cha");
        cook.taps("dialog .choices button", "Hết hàng");
        cook.taps("dialog footer .big");
        cook.sees("dialog h2", "Cần người thứ hai duyệt");
        cook.isAccessible("an approval").picture("evening-approval");
        cook.types("dialog input[type=password]", token("manager"));
        cook.types("dialog form label:nth-of-type(2) input", "hết bún");
        cook.taps("dialog footer .big");
        cook.missesNow("dialog");
        waiter.sees(".line .chip", "Đã huỷ");
    }

    @Test
    @Order(8)
    void aDatabaseThatIsUnavailableLosesAndDoublesNothing() {
        String order = waiter.place().replace("order/", "");
        part("postgres", false);
        waiter.taps(".dish > button:first-child", "Ca phe");
        waiter.sees(".state.bad", "Chưa kết nối được");
        waiter.sees(".line.pending", "Ca phe sua da");
        part("postgres", true);
        waiter.sees(".line:not(.pending)", "Ca phe sua da");
        waiter.missesNow(".line.pending");

        assertThat(Stack.as("manager")
                        .get("/sale-orders/" + order + "?include=items")
                        .expect(200)
                        .body()
                        .path("items"))
                .filteredOn(item -> item.path("name").asText().equals("Ca phe sua da"))
                .extracting(item -> item.path("quantity").asText())
                .containsExactly("1");
    }

    private static void part(String name, boolean up) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(Stack.get().sisters().url() + "/_switch/" + name + "?up=" + up))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(9)
    void theShiftIsClosed_andEverythingAgrees() {
        cashier.goes("shift");
        cashier.taps(".columns .big");
        cashier.types(".pieces label:nth-of-type(9) input", "1");
        cashier.taps("dialog .tick input");
        cashier.taps("dialog footer .big");
        cashier.sees("dialog .refusal", "đếm lại");
        JsonNode session =
                Stack.as("manager").get("/pos/sessions/current?deviceId=till-1").body();
        String expected = Stack.as("manager")
                .get("/pos/sessions/" + session.path("id").asText() + "/x-report")
                .at("/cash/expected");
        cashier.taps("dialog .choices button", "Nhập tổng");
        cashier.sees("dialog .pad input").sendKeys(expected);
        cashier.taps("dialog footer .big");
        cashier.missesNow("dialog");
        manager.goes("shift/z/" + session.path("id").asText());
        manager.sees(".reading h1", "Z số 1");
        manager.isAccessible("a Z report").picture("evening-z");

        manager.goes("reports/tender");
        manager.sees(".reports tbody");
        String tenders = manager.text(".reports tbody");
        assertThat(tenders).contains("Tiền mặt", "QR", "Thẻ");
    }

    @Test
    @Order(10)
    void theKeyboardAloneTakesAnOrder() {
        manager.goes("floor");
        manager.sees(".unit .tile");
        manager.sees(By.xpath("//button[contains(@class, 'tile')][span[text()='T10']]"))
                .sendKeys(Keys.ENTER);
        manager.sees(".guest-pad button").sendKeys(Keys.ENTER);
        manager.sees("sale-menu .find input").sendKeys("goi");
        manager.sees("sale-menu .find input").sendKeys(Keys.ENTER);
        manager.sees(".line:not(.pending)", "Goi cuon");
    }

    @Test
    @Order(11)
    void everyScreenIsAccessible_andPhotographed() {
        String order =
                Stack.as("manager").get("/sale-orders?status=DRAFT&limit=1").at("/data/0/id");
        Map<String, String> screens = Map.of(
                "floor", "floor",
                "order", "order/" + order,
                "reservations", "reservations",
                "shift", "shift",
                "reports", "reports/product",
                "operations", "operations/audit");
        for (Look look : LOOKS) {
            manager.goes("floor").looks(look);
            screens.forEach((name, place) -> {
                manager.goes(place);
                manager.sees("sale-" + name + " > :not(.loading)");
                manager.missesNow(".loading");
                manager.isAccessible(name + " " + look).picture(name + "-" + look);
            });
        }
        for (int table = 0; table < 9; table++) {
            String sent = Stack.as("waiter").open(PHO.x(1 + table % 3), BUN_CHA.x(1), TEA.x(2));
            Stack.as("waiter")
                    .post("/sale-orders/" + sent + "/kitchen-tickets", json("{'rush':%s}", table == 7))
                    .expect(201);
        }
        for (Look look : ON_A_WALL) {
            cook.looks(look);
            cook.sees(".kitchen-head");
            cook.missesNow(".loading");
            cook.sees(".ticket:nth-of-type(9)");
            assertThat(cook.overlapping(".ticket")).isZero();
            cook.isAccessible("kitchen " + look).picture("kitchen-" + look);
        }
        assertThat(browser.complaints()).isEmpty();
    }
}
