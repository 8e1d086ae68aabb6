package nx.sale.browser;

import static nx.sale.kit.Menu.GOI_CUON;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nx.sale.browser.Browser.Window;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is done with an order beside the evening of {@link ConsoleBrowserIT}: taken apart, put together, divided in other ways than evenly. */
class OrdersBrowserIT {
    private static final String TILL = "till-orders";
    private static final String FOOT = "dialog footer .big";

    private static Browser browser;
    private static Window window;

    private final Api manager = Stack.as("manager");

    @BeforeAll
    static void theDoorsOpen() {
        browser = new Browser();
        window = browser.window(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("manager", Restaurant.MERCHANT),
                "floor",
                TILL);
    }

    @AfterAll
    static void theDoorsClose() {
        assertThat(browser.complaints()).isEmpty();
        browser.close();
    }

    @AfterEach
    void backToTheFloor() {
        window.goes("floor").refreshes();
        window.sees(".unit .tile");
    }

    private JsonNode order(String id) {
        return manager.get("/sale-orders/" + id + "?include=items,checks")
                .expect(200)
                .body();
    }

    private String opens(String order) {
        window.goes("order/" + order);
        window.sees(".bill-foot .total");
        return order;
    }

    private static void more(String act) {
        window.taps(".bill-foot .dots-text").taps(".actions button", act);
    }

    /** What is sold, how much of it, and what it costs: {@code Pho bo 2 130000}. */
    private List<String> lines(String order) {
        List<String> lines = new ArrayList<>();
        order(order)
                .path("items")
                .forEach(item -> lines.add(item.path("name").asText() + " "
                        + item.path("quantity").asText() + " "
                        + item.path("total").asText()));
        return lines;
    }

    // FAMILY-7, FAMILY-11, FAMILY-14, FAMILY-16
    @Test
    void anOrderIsSplit_onceTheRehearsalWasSeen_andPutTogetherAgain() {
        String order = opens(manager.open(PHO.x(3), TEA.x(1)));
        splits();
        window.sees("dialog tbody", "130.000");
        window.sees("dialog tbody", "75.000");
        assertThat(window.texts("dialog tbody tr:last-child td")).containsExactly("205.000 ₫", "205.000 ₫");
        window.isAccessible("a split as it would be").picture("order-split");
        window.taps("dialog .dialog-head button");
        window.missesNow("dialog");
        assertThat(lines(order)).as("it was a rehearsal").containsExactly("Pho bo 3 195000", "Tra da 1 10000");

        splits();
        window.taps(FOOT, "Tách");
        window.missesNow("dialog");
        window.sees(".bill-foot .total", "130.000");
        assertThat(lines(order)).containsExactly("Pho bo 2 130000");
        String other = part(order);
        assertThat(lines(other)).containsExactlyInAnyOrder("Pho bo 1 65000", "Tra da 1 10000");

        more("Hoàn tác gộp, tách");
        window.sees("dialog tbody", "205.000");
        assertThat(lines(order)).as("it is a rehearsal").containsExactly("Pho bo 2 130000");
        window.taps(FOOT, "Hoàn tác");
        window.missesNow("dialog");
        window.sees(".bill-foot .total", "205.000");
        assertThat(lines(order)).containsExactlyInAnyOrder("Pho bo 3 195000", "Tra da 1 10000");
        assertThat(order(other).path("status").asText()).isEqualTo("CANCELLED");
    }

    /** One pho and the tea are to be an order of their own. */
    private static void splits() {
        more("Tách đơn");
        window.taps("dialog .choices button", "Pho bo").taps("dialog .choices button", "Tra da");
        window.taps(FOOT, "Tiếp tục");
    }

    /** The order that a split of this one made. */
    private String part(String order) {
        for (JsonNode after : manager.get("/sale-orders/" + order + "/proof")
                .expect(200)
                .body()
                .at("/data/0/after")) {
            if (!after.path("orderId").asText().equals(order)) {
                return after.path("orderId").asText();
            }
        }
        throw new AssertionError("nothing was split off");
    }

    // FAMILY-1, FAMILY-2, FAMILY-3
    @Test
    void anotherOrderComesIn_chosenByItsName() {
        String other = manager.open(TEA.x(2));
        manager.patch("/sale-orders/" + other, json("{'name':'Bàn của chị Hoa'}"))
                .expect(200);
        String order = opens(manager.open(PHO.x(1)));

        more("Gộp đơn");
        window.taps("dialog .actions button", "Bàn của chị Hoa").taps(FOOT, "Tiếp tục");
        window.sees("dialog tbody", "85.000");
        window.isAccessible("a merge of a takeaway").picture("order-merge");
        window.taps(FOOT, "Gộp");
        window.missesNow("dialog");
        window.sees(".bill-foot .total", "85.000");

        assertThat(lines(order)).containsExactlyInAnyOrder("Pho bo 1 65000", "Tra da 2 20000");
        assertThat(order(other).path("cancellationReason").asText()).isEqualTo("MERGED");
    }

    // CART-2, KITCHEN-2
    @Test
    void dishesAreForSeatsAndCourses_withOptions_andACourseIsSent() {
        String order = opens(manager.newOrder().guests(2).create().expect(201).at("/id"));
        window.taps(".for-whom button", "Ghế 1").taps(".dish > button:first-child", "Goi cuon");
        window.sees(".line:not(.pending)", "Goi cuon");
        window.taps(".for-whom button", "Ghế 2").taps(".for-whom button", "Lượt 2");
        window.taps("button[aria-label='Tuỳ chọn cho Pho bo']");
        window.taps("dialog .choices button", "Large").types("dialog label.field input", "ít hành");
        window.isAccessible("options of a dish").picture("order-options");
        window.taps(FOOT, "75.000");
        window.sees(".line:not(.pending)", "ít hành");
        window.taps(".dish .custom");
        window.types("dialog label.field input", "Bánh sinh nhật")
                .types("dialog .pad input", "90000")
                .taps(FOOT, "90.000");
        window.sees(".line:not(.pending)", "Bánh sinh nhật");

        List<String> taken = new ArrayList<>();
        order(order)
                .path("items")
                .forEach(item -> taken.add(item.path("name").asText() + " of seat "
                        + item.path("seat").asInt() + ", course "
                        + item.path("course").asInt() + ": "
                        + item.path("total").asText()));
        assertThat(taken)
                .containsExactlyInAnyOrder(
                        "Goi cuon of seat 1, course 0: 45000",
                        "Pho bo of seat 2, course 2: 75000",
                        "Bánh sinh nhật of seat 2, course 2: 90000");

        more("Gửi bếp một phần");
        window.isAccessible("what is sent").picture("order-send-some");
        window.taps(".actions button", "Lượt 2");
        window.sees(".toast", "Đã gửi bếp");
        window.sees(".line.fresh", "Goi cuon");
        assertThat(window.count(".line.fresh")).isEqualTo(1);
        assertThat(sent(order)).containsExactly("Pho bo");

        window.taps(".beside button", "Tính tiền");
        window.taps(".beside button", "Chia hoá đơn").taps("dialog .choices button", "Theo ghế");
        window.sees("dialog tr", "48.600");
        window.isAccessible("a bill by seat").picture("order-by-seat");
        window.taps(FOOT, "Chia");
        window.sees(".check .main");
        assertThat(shares(order)).containsExactlyInAnyOrder("Goi cuon 1", "Pho bo 1, Bánh sinh nhật 1");
    }

    /** The dishes that the kitchen has of an order. */
    private List<String> sent(String order) {
        List<String> dishes = new ArrayList<>();
        manager.get("/sale-orders/" + order + "?include=tickets")
                .expect(200)
                .body()
                .path("tickets")
                .forEach(ticket -> ticket.path("items")
                        .forEach(item -> dishes.add(item.path("name").asText())));
        return dishes;
    }

    // CHECK-2, CHECK-5, CHECK-11
    @Test
    void aBillIsDividedByDishAndByAmount_andJoinedAgain() {
        String order = manager.open(PHO.x(2), GOI_CUON.x(2));
        manager.checkout(order).expect(200);
        opens(order);
        window.taps(".beside button", "Chia hoá đơn").taps("dialog .choices button", "Theo món");
        window.taps("dialog .piece", "Goi cuon").taps("dialog .piece", "Pho bo");
        window.sees("dialog tr:nth-child(2)", "Pho bo, Goi cuon");
        window.isAccessible("a bill by dish").picture("order-by-dish");
        window.taps(FOOT, "Chia");
        window.sees(".bill-foot .big", "Khách 1: thu");
        assertThat(window.largest("button")).as("the next thing to do").startsWith("Khách 1: thu");
        assertThat(shares(order)).containsExactly("Pho bo 1, Goi cuon 1", "Pho bo 1, Goi cuon 1");

        more("Gộp lại hoá đơn");
        window.taps(FOOT, "Gộp lại");
        window.missesNow(".check");
        assertThat(shares(order)).isEmpty();

        window.taps(".beside button", "Chia hoá đơn").taps("dialog .choices button", "Theo số tiền");
        window.types("dialog .field:nth-of-type(1) input", "40000")
                .types("dialog .field:nth-of-type(2) input", "60000");
        window.sees("dialog .content", "137.600");
        window.isAccessible("a bill by amount").picture("order-by-amount");
        window.taps(FOOT, "Chia");
        window.sees(".check", "40.000");
        window.sees(".check-name", "một phần của 2 Pho bo");
        window.picture("order-divided-by-amount");
        assertThat(open(order))
                .extracting(check -> check.path("total").asText())
                .containsExactly("40000", "60000", "137600");
    }

    private List<JsonNode> open(String order) {
        List<JsonNode> open = new ArrayList<>();
        for (JsonNode check : order(order).path("checks")) {
            if (!check.path("status").asText().equals("CANCELLED")) {
                open.add(check);
            }
        }
        return open;
    }

    /** What each guest pays for: dishes and how much of them. */
    private List<String> shares(String order) {
        Map<String, String> names = new HashMap<>();
        order(order)
                .path("items")
                .forEach(item ->
                        names.put(item.path("id").asText(), item.path("name").asText()));
        return open(order).stream()
                .map(check -> {
                    List<String> shares = new ArrayList<>();
                    check.path("items")
                            .forEach(share -> shares.add(
                                    names.get(share.path("saleOrderItemId").asText()) + " "
                                            + share.path("quantity").asText()));
                    return String.join(", ", shares);
                })
                .toList();
    }

    // CHECK-4
    @Test
    void anEvenPartOfADishIsWrittenAsPeopleSayIt() {
        String order = manager.open(PHO.x(1), TEA.x(4));
        manager.checkout(order).expect(200);
        manager.divide(order, 3).expect(201);
        opens(order);
        window.sees(".check-name", "1/3 Pho bo, 1 1/3 Tra da");
        window.taps(".beside a", "Phiếu tính tiền");
        window.sees(".receipt .sold", "1/3 × Pho bo");
        assertThat(window.count(".receipt")).isEqualTo(3);
        assertThat(window.texts(".receipt")).noneMatch(text -> text.contains("0,33"));
        window.isAccessible("bills of thirds").picture("receipt-thirds");
    }

    // PAYMENT-4
    @Test
    void aPaymentThatFailsChangesNothing_andTheNextOneCounts() {
        String order = manager.open(PHO.x(1));
        manager.checkout(order).expect(200);
        opens(order);
        window.taps(".bill-foot .big", "Thu").inTheFrame("button[data-outcome=failed]");
        await().until(() -> payments(order).equals(List.of("FAILED")));
        assertThat(order(order).path("status").asText()).isEqualTo("PROCESSING");
        window.inTheFrame("button[data-method=CARD]");
        window.missesNow("dialog");
        window.sees(".order-head .chip", "Đã trả đủ");
        window.sees(".payments .chip", "Thất bại");
        assertThat(payments(order)).containsExactlyInAnyOrder("FAILED", "SUCCESS");
        assertThat(order(order).at("/counter/paid")).isEqualTo(order(order).path("total"));
    }

    private List<String> payments(String order) {
        return manager.get("/sale-orders/" + order + "?include=payments")
                .expect(200)
                .body()
                .path("payments")
                .findValuesAsText("status");
    }

    // KITCHEN-1
    @Test
    void whatWasNeverSentIsOffered_andNoLongerUrgedOncePaid() {
        String order = manager.open(PHO.x(1));
        String total = manager.checkout(order).expect(200).at("/total");
        opens(order);
        window.sees(".line .chip", "Chưa gửi bếp");
        window.sees(".beside button", "Gửi bếp (1)");
        Webhooks.paid(order, total, "CARD").expect(200);
        window.sees(".order-head .chip", "Đã trả đủ");
        window.missesNow(".line.fresh");
        assertThat(window.texts(".line .chip")).isEmpty();
        window.picture("order-paid-unsent");

        more("Gửi bếp một phần");
        window.taps(".actions button", "Món không chia lượt");
        window.sees(".line .chip", "Chờ làm");
        assertThat(sent(order)).containsExactly("Pho bo");
    }

    // RETURN-14, RETURN-21
    @Test
    void moneyThatGoesBackIsShownWhileTheRestIsNotPaid() {
        String order = manager.open(PHO.x(2));
        manager.checkout(order).expect(200);
        JsonNode check = manager.divide(order, 2).expect(201).body().at("/data/0");
        Webhooks.onCheck(check.path("id").asText())
                .amount(Long.toString(check.path("total").asLong() + 15_000))
                .method("CARD")
                .send()
                .expect(200);
        String review = manager.openReviews(order).getFirst().path("id").asText();
        manager.resolve(review, "REFUNDED").expect(200);
        opens(order);

        window.sees(".order-head .chip", "Trả một phần");
        window.sees(".refunds", "15.000");
        window.sees(".refunds .chip", "Đã yêu cầu");
        window.isAccessible("a refund beside what is due").picture("order-partial-refund");
    }
}
