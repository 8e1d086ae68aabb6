package nx.sale.browser;

import static nx.sale.kit.Menu.PHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import nx.sale.browser.Browser.Window;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Troubles;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** What an operator repairs on the screen of operations, each thing as the list of it offers. */
class RepairsBrowserIT {
    private static Browser browser;

    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");

    @BeforeAll
    static void theOperatorComes() {
        browser = new Browser();
    }

    @AfterAll
    static void theOperatorLeaves() {
        browser.close();
    }

    private static String token(String role) {
        return Stack.get().sisters().identity().token(role, Restaurant.MERCHANT);
    }

    private static Window window(String role, String list) {
        Window window = browser.window(Stack.get().baseUrl(), token(role), "operations/" + list);
        window.sees(".shown h2");
        return window;
    }

    /** Opens what can be done with the row that has this text, and chooses one of it. */
    private static void does(Window window, String row, String act) {
        window.sees(By.xpath("//tr[contains(., '" + row + "')]//button")).click();
        window.taps(".actions button", act);
    }

    private static void because(Window window) {
        window.taps("dialog .choices button", "Đã kiểm tra");
        window.taps("dialog footer .big");
    }

    // OUTBOX-7
    @Test
    void aMessageIsParked_andSentAgain() {
        String message = new Troubles().value("MESSAGE");
        Window operator = window("operator", "outbox");
        operator.taps(".shown .choices button", "Chờ gửi");
        does(operator, "payment.success", "Để riêng");
        because(operator);
        operator.missesNow("dialog");
        assertThat(statusOf(message)).containsExactly("PARKED");

        operator.taps(".shown .choices button", "Để riêng");
        operator.sees(By.xpath("//tr[contains(., 'payment.success')]//button"));
        operator.isAccessible("parked messages").picture("repair-outbox");
        does(operator, "payment.success", "Gửi lại ngay");
        because(operator);
        operator.missesNow("dialog");

        await().untilAsserted(() -> assertThat(statusOf(message)).containsExactly("PUBLISHED"));
        assertThat(Stack.sql("select action, reason from AuditEntry where details->>'messageId' = '" + message
                        + "' order by id"))
                .containsExactly("MESSAGE_PARK|Đã kiểm tra", "MESSAGE_RETRY|Đã kiểm tra");
    }

    @Test
    void onAPhoneWhatCanBeDoneStaysInSight() {
        new Troubles().stuckOrder();
        Window phone = window("manager", "stuckOrders");
        phone.looks(new Browser.Look("vi", "light", 390, 844));
        phone.sees(".list td button", "Xử lý");

        assertThat(((Number) phone.asks(
                                "return document.querySelector('.list td button').getBoundingClientRect().right;"))
                        .doubleValue())
                .isBetween(300.0, 390.0);
        phone.isAccessible("stuck orders on a phone").picture("repair-phone");
        phone.looks(Browser.TILL);
    }

    private static List<String> statusOf(String message) {
        return Stack.sql("select status from Outbox where position = " + message);
    }

    // WEBHOOK-2
    @Test
    void aWebhookIsReplayed_onceItsOrderIsThere() {
        String order = cashier.open(PHO.x(1));
        String total = cashier.checkout(order).expect(200).at("/total");
        Stack.sql("update SaleOrder set deletedAt = now() where id = " + order);
        Webhooks.success(order).amount(total).send().expect(404);
        Stack.sql("update SaleOrder set deletedAt = null where id = " + order);
        Window operator = window("operator", "webhooks");

        operator.sees(By.xpath("//tr[contains(., 'attempt.success')]//button")).click();
        operator.taps("dialog footer .big", "Áp lại webhook");

        operator.sees(".toasts", "Đã áp dụng");
        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("COMPLETED");
        operator.picture("repair-webhooks");
    }

    // ACCESS-13, OPS-11
    @Test
    void aStuckOrderIsEnded_byTwoPeople() {
        String order = cashier.open(PHO.x(2));
        cashier.checkout(order).expect(200);
        Stack.sql("update SaleOrder set processingAt = processingAt - interval '61 minutes' where id = " + order);
        Window window = window("manager", "stuckOrders");

        does(window, order.substring(order.length() - 8), "Huỷ đơn bị kẹt");
        because(window);
        window.sees("dialog h2", "Cần người thứ hai duyệt");
        assertThat(manager.get("/sale-orders/" + order).at("/status")).isEqualTo("PROCESSING");
        window.types("dialog input[type=password]", token("operator"));
        window.types("dialog form label:nth-of-type(2) input", "khách đã về");
        window.taps("dialog footer .big", "Duyệt một lần");
        window.missesNow("dialog");

        assertThat(manager.get("/sale-orders/" + order).at("/status")).isEqualTo("CANCELLED");
        assertThat(Stack.sql("select count(*) from AuditEntry where action = 'APPROVED' and reason = 'khách đã về'"
                        + " and saleOrderId = " + order))
                .containsExactly("1");
    }

    // OPS-11
    @Test
    void aTableOfACancelledOrderIsFreed() {
        String usage = new Troubles().value("USAGE");
        Stack.sql("update SaleOrder set status = 'CANCELLED', cancelledAt = now() - interval '2 days' where id ="
                + " (select usageId from AllocationUsage where id = " + usage + ")");
        String table = Stack.sql("select unitCode from AllocationUsage where id = " + usage)
                .getFirst();
        Window window = window("manager", "stuckUsages");

        window.sees(By.xpath("//tr[contains(., '" + table + "')]//button")).click();
        window.sees(".shown .empty");

        assertThat(Stack.sql("select status from AllocationUsage where id = " + usage))
                .containsExactly("SUCCESS");
    }

    // RETURN-10, RETURN-12
    @Test
    void aFailedRefundIsTriedAgain_andGivenByHand() {
        String order = cashier.sold("CARD", PHO.x(2));
        String refund = cashier.giveBack(order, "1").expect(200).at("/refunds/0/id");
        Webhooks.refund("failed", refund).expect(200);
        String number = order.substring(order.length() - 8);
        Window window = window("manager", "openRefunds");
        window.taps(".shown .choices button", "Thất bại");
        window.isAccessible("failed refunds").picture("repair-refunds");

        does(window, number, "Thử lại bằng Thẻ");
        window.taps("dialog footer .big", "Đã xong");
        window.sees(By.xpath("//tr[contains(., '" + number + "') and contains(., 'đã thử lại')]"));
        window.taps(".shown .choices button", "Cần xử lý");
        window.sees(By.xpath("//tr[contains(., '" + number + "') and contains(., 'Đã yêu cầu')]"));
        does(window, number, "Khách đã nhận tiền");
        window.types("dialog form input", "chuyển khoản tay");
        window.taps("dialog footer .big");
        window.missesNow("dialog");

        assertThat(manager.get("/sale-orders/" + order + "?include=refunds")
                        .expect(200)
                        .body()
                        .path("refunds")
                        .findValuesAsText("status"))
                .containsExactly("FAILED", "MANUAL");
        window.taps(".shown .choices button", "Nhân viên đã trả");
        window.sees(By.xpath("//tr[contains(., '" + number + "') and contains(., 'chuyển khoản tay')]"));
    }

    // REVIEW-1, REVIEW-4, TIP-4
    @Test
    void whatWasPaidTooMuchIsLeftAsATip() {
        String order = cashier.open(PHO.x(1));
        long total = Long.parseLong(cashier.checkout(order).expect(200).at("/total"));
        Webhooks.paid(order, Long.toString(total + 7_000), "CARD").expect(200);
        Window window = window("manager", "reviews");

        window.sees(By.xpath("//tr[contains(., '" + end(order) + "')]//button")).click();
        window.sees("dialog .due-line", "7.000");
        window.taps("dialog .choices button", "Để lại làm tip");
        window.isAccessible("money to review").picture("repair-reviews");
        window.taps("dialog footer .big", "Để lại làm tip");
        window.missesNow("dialog");

        assertThat(manager.openReviews(order)).isEmpty();
        assertThat(manager.get("/sale-orders/" + order).at("/tip")).isEqualTo("7000");
    }

    private static String end(String order) {
        return order.substring(order.length() - 8);
    }

    // FAMILY-19, ACCESS-14
    @Test
    void sumsThatWereDamagedAreCountedAnew_afterARehearsal_andByTwoPeople() {
        String order = new Troubles().wrongTotal();
        Window window = window("manager", "stuckOrders");

        does(window, end(order), "Tính lại tổng");
        window.sees("dialog .content", "Đang lưu 71.200");
        window.sees("dialog .content", "tính ra 70.200");
        window.isAccessible("sums that differ").picture("repair-recompute");
        assertThat(manager.get("/sale-orders/" + order).at("/total")).isEqualTo("71200");
        window.taps("dialog footer .big", "Tiếp tục");
        because(window);
        window.sees("dialog h2", "Cần người thứ hai duyệt");
        window.types("dialog input[type=password]", token("operator"));
        window.types("dialog form label:nth-of-type(2) input", "đã đối chiếu");
        window.taps("dialog footer .big", "Duyệt một lần");
        window.missesNow("dialog");

        assertThat(manager.get("/sale-orders/" + order).at("/total")).isEqualTo("70200");
    }

    // FAMILY-18
    @Test
    void anyOrderIsFoundByItsNumber_withItsProof_andItsAudit() {
        String order = new Troubles().merged();
        String number = manager.get("/sale-orders/" + order).at("/orderNumber");
        Window window = window("manager", "order");
        window.types(".asked input", number).taps(".asked .main");
        window.sees(".found", number);
        window.sees(".shown tbody", "Gộp");
        window.sees(".shown tbody td:last-child", "125.000");
        window.isAccessible("an order with its proof").picture("repair-order");
        window.types(".asked input", "no such order").taps(".asked .main");
        window.sees(".toast.bad", "Không tìm thấy đơn");

        window.goes("operations/audit");
        window.types(".asked label:nth-of-type(3) input", order).taps(".asked .main");
        window.sees(
                () -> window.count(".shown tbody tr") > 0
                        && window.texts(".shown tbody tr td:nth-child(4)").stream()
                                .allMatch(end(order)::equals),
                "what happened to this order alone");
    }

    // OPS-14
    @Test
    void theOperatorSeesKafka_andWhoWatches() {
        Window waiter = browser.window(Stack.get().baseUrl(), token("waiter"), "floor");
        waiter.sees(".unit .tile");
        Window window = window("operator", "system");

        window.sees(".shown h2 .chip.good", "up");
        window.sees(".shown td", "sale-order.changed");
        window.sees(".shown td", "merchant/" + Restaurant.MERCHANT);
        window.isAccessible("Kafka and screens").picture("repair-system");
        waiter.closes();
    }
}
