package nx.sale.dev;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import nx.sale.domain.access.Permissions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * {@code sale demo}: plays a sale step by step, showing request, answer, rows and Kafka records, and checks each outcome. It has a
 * stack of its own in a temporary folder and touches no other. Ends with 1 when a step was off.
 */
public final class Demo {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final JsonNode facts;
    private int step;
    private int off;

    Demo(JsonNode facts) {
        this.facts = facts;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            System.err.println("sale demo: takes no words; it has a stack of its own");
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("sale-demo");
        Parts parts = new Parts(folder, StackPorts.free());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            parts.close();
            remove(folder);
        }));
        int result = 1;
        try {
            LocalStack stack = LocalStack.start(parts, Map.of(), Clock.systemUTC());
            result = new Demo(Sisters.JSON.valueToTree(stack.facts())).play();
        } catch (IllegalStateException e) {
            System.err.println("sale demo: " + Up.causes(e));
        }
        System.exit(result);
    }

    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("sale demo: could not remove " + folder + ": " + e.getMessage());
        }
    }

    /** Plays the story; 0 when every check held. */
    int play() throws Exception {
        say("A table is opened with one pho on it");
        JsonNode order = call(
                "cashier",
                "POST",
                "/sale-orders",
                "{\"saleChannelId\":\"" + facts.at("/saleChannelId").asText()
                        + "\",\"guestCount\":2,\"items\":[{\"itemId\":\"71001\"}]}");
        String id = order.at("/id").asText();
        check(
                "the order is a draft of 65,000",
                order.at("/status").asText().equals("DRAFT")
                        && order.at("/total").asText().equals("65000"));

        say("Two waiters add at the same moment");
        String items = "/sale-orders/" + id + "/items";
        CompletableFuture<JsonNode> one =
                async("waiter", items, "{\"items\":[{\"itemId\":\"71002\",\"quantity\":\"2\"}]}");
        CompletableFuture<JsonNode> other =
                async("cashier", items, "{\"items\":[{\"itemId\":\"71006\",\"quantity\":\"3\"}]}");
        one.join();
        other.join();
        JsonNode cart = call("waiter", "GET", "/sale-orders/" + id + "?include=items", "");
        check(
                "both lines are in",
                cart.at("/items").size() == 3 && cart.at("/subtotal").asText().equals("215000"));

        say("A combo fans out into what is served");
        call("waiter", "POST", items, "{\"items\":[{\"itemId\":\"71101\"}]}");
        rows("select id, leadItemId, name, quantity, total from sale.\"SaleOrderItem\" where saleOrderId = " + id
                + " order by id");
        check(
                "one priced lead, three free parts",
                count("select count(*) from sale.\"SaleOrderItem\" where saleOrderId = " + id
                                + " and leadItemId is not null and total = 0")
                        == 3);

        say("What would it cost?");
        JsonNode preview = call("waiter", "POST", "/sale-orders/" + id + "/pricing-preview", "");
        check(
                "the preview has tax, the order has not changed",
                new BigDecimal(preview.at("/tax").asText()).signum() > 0);

        say("Checkout, sent twice with one key as a terminal does after a lost answer");
        JsonNode processing = call(
                "cashier",
                "POST",
                "/sale-orders/" + id + "/checkout",
                "{\"finance\":{\"type\":\"CASH\"}}",
                "demo-" + id);
        JsonNode again = call(
                "cashier",
                "POST",
                "/sale-orders/" + id + "/checkout",
                "{\"finance\":{\"type\":\"CASH\"}}",
                "demo-" + id);
        check(
                "the second answer is the first, and the order is PROCESSING",
                processing.equals(again) && processing.at("/status").asText().equals("PROCESSING"));

        say("MQ-Pay: half in cash");
        BigDecimal total = new BigDecimal(processing.at("/total").asText());
        BigDecimal half = total.divideToIntegralValue(BigDecimal.TWO);
        JsonNode transaction =
                mqPay("/transactions", "{\"sourceId\":\"" + id + "\",\"total\":\"" + total.toPlainString() + "\"}");
        String uid = transaction.at("/uid").asText();
        mqPay(
                "/transactions/" + uid + "/attempts",
                "{\"amount\":\"" + half.toPlainString() + "\",\"method\":\"CASH\"}");
        check("the order is PARTIAL", status(id).equals("PARTIAL"));

        say("The webhook comes again");
        JsonNode repeated = mqPay("/transactions/" + uid + "/repeat", "");
        check(
                "nothing changes",
                repeated.at("/webhooks/0/answer/outcome").asText().equals("DUPLICATE")
                        && status(id).equals("PARTIAL"));

        say("The rest by QR");
        mqPay(
                "/transactions/" + uid + "/attempts",
                "{\"amount\":\"" + total.subtract(half).toPlainString()
                        + "\",\"method\":\"QR\",\"provider\":\"VNPAY\"}");
        rows("select status, total, paid, businessDate from sale.\"SaleOrder\" where id = " + id);
        check("the order is COMPLETED", status(id).equals("COMPLETED"));

        say("Kafka: payment.success twice, in order");
        List<String> statuses = new ArrayList<>();
        for (JsonNode event : topic("payment.success", id, 2)) {
            statuses.add(event.at("/saleOrderStatus").asText());
        }
        check("PARTIAL, then COMPLETED", statuses.equals(List.of("300_PARTIAL", "303_COMPLETED")));

        say("The history tells it all");
        JsonNode history = call("cashier", "GET", "/sale-orders/" + id + "/history", "");
        check(
                "from ORDER_OPENED to COMPLETED",
                history.at("/data/0/action").asText().equals("ORDER_OPENED")
                        && history.at("/data")
                                .get(history.at("/data").size() - 1)
                                .at("/action")
                                .asText()
                                .equals("COMPLETED"));

        offThePrice();
        tablesTogetherAndApart();
        paySeparately();
        fromTheDoorToTheDish();
        fromTheFloatToTheZ();

        say("Pricing is switched off");
        JsonNode next = call(
                "cashier",
                "POST",
                "/sale-orders",
                "{\"saleChannelId\":\"" + facts.at("/saleChannelId").asText()
                        + "\",\"items\":[{\"itemId\":\"71003\"}]}");
        send("POST", facts.at("/sisterUrl").asText() + "/_switch/pricing?up=false", "", Map.of());
        try {
            JsonNode refused =
                    call("cashier", "POST", "/sale-orders/" + next.at("/id").asText() + "/checkout", "{}");
            check(
                    "checkout answers 503, the order stays DRAFT",
                    refused.at("/status").asInt() == 503
                            && status(next.at("/id").asText()).equals("DRAFT"));
        } finally {
            send("POST", facts.at("/sisterUrl").asText() + "/_switch/pricing?up=true", "", Map.of());
        }

        System.out.println(off == 0 ? "\nEverything as it should be." : "\n" + off + " checks were off.");
        return off == 0 ? 0 : 1;
    }

    private String opened(String items) throws IOException, InterruptedException {
        return call(
                        "waiter",
                        "POST",
                        "/sale-orders",
                        "{\"saleChannelId\":\"" + facts.at("/saleChannelId").asText() + "\",\"items\":[" + items + "]}")
                .at("/id")
                .asText();
    }

    private void offThePrice() throws Exception {
        say("A regular, a hair in the soup, a code and five per cent service");
        call(
                "owner",
                "PUT",
                "/settings",
                "{\"serviceCharges\":[{\"code\":\"SERVICE\",\"name\":\"Service\",\"kind\":\"PERCENT\",\"value\":\"5\","
                        + "\"taxRate\":\"8\",\"when\":{}}]}");
        String order = opened("{\"itemId\":\"71001\"},{\"itemId\":\"71002\"},{\"itemId\":\"71003\"}");
        call("owner", "PUT", "/settings", "{\"serviceCharges\":[]}");
        JsonNode items = call("cashier", "GET", "/sale-orders/" + order + "?include=items", "")
                .at("/items");
        String given = "/sale-orders/" + order + "/adjustments";
        call(
                "cashier",
                "POST",
                given,
                "{\"scope\":\"LINE\",\"kind\":\"PERCENT\",\"value\":\"10\",\"itemIds\":[\""
                        + items.at("/0/id").asText() + "\"],\"note\":\"comes every Friday\"}");
        String comp = "{\"scope\":\"LINE\",\"kind\":\"COMP\",\"itemIds\":[\""
                + items.at("/1/id").asText() + "\"],\"note\":\"a hair\"}";
        check(
                "a comp is the manager's",
                call("cashier", "POST", given, comp).at("/status").asInt() == 403
                        && call("manager", "POST", given, comp)
                                .at("/discount")
                                .asText()
                                .equals("66500"));
        call(
                "cashier",
                "POST",
                given,
                "{\"scope\":\"ORDER\",\"kind\":\"CODE\",\"code\":\"" + PricingStandIn.PERCENT_CODE + "\"}");
        JsonNode sold = call("cashier", "POST", "/sale-orders/" + order + "/checkout", "");
        rows("select name, total, discount, tax, charge from sale.\"SaleOrderItem\" where saleOrderId = " + order
                + " order by id");
        check(
                "the code takes ten per cent of each dish, people their part of the rest, and service is counted of what is left",
                sold.at("/charge").asText().equals("4207.5")
                        && sold.at("/total").asText().equals("95426"));
        paidInCash(order, sold.at("/total").asText());
        JsonNode last = topic("sale-order.changed", order, 3).getLast();
        check(
                "the message of the completed order has the code",
                last.at("/codes/0").asText().equals(PricingStandIn.PERCENT_CODE));
        String day = query("select businessDate from sale.\"SaleOrder\" where id = " + order)
                .getFirst();
        JsonNode report = call("manager", "GET", "/reports/sales/discounts?from=" + day + "&to=" + day, "");
        check(
                "the report says who gave what",
                report.findValuesAsText("kind").containsAll(List.of("PERCENT", "COMP", "CODE")));
    }

    private void tablesTogetherAndApart() throws Exception {
        say("Two tables are put together");
        String table = opened("{\"itemId\":\"71001\",\"quantity\":\"2\"}");
        String other = opened("{\"itemId\":\"71006\"},{\"itemId\":\"71101\"}");
        JsonNode merged =
                call("waiter", "POST", "/sale-orders/" + table + "/merge", "{\"sourceOrderIds\":[\"" + other + "\"]}");
        check(
                "all items are on one order, the other is CANCELLED as MERGED",
                merged.at("/order/items").size() == 6
                        && merged.at("/orders/0/cancellationReason").asText().equals("MERGED"));

        say("One guest moves to the bar with half of the pho");
        JsonNode split = call(
                "waiter",
                "POST",
                "/sale-orders/" + table + "/split",
                "{\"orders\":[{\"name\":\"Bar\",\"items\":[{\"itemId\":\""
                        + merged.at("/order/items/0/id").asText() + "\",\"quantity\":\"1\"}]}]}");
        check(
                "a new draft has one pho",
                split.at("/orders/0/items/0/quantity").asText().equals("1"));

        say("It was all a mistake: may the merge be undone?");
        JsonNode blocked = call("waiter", "POST", "/sale-orders/" + table + "/merge/rollback?dryRun=true", "");
        check(
                "it may, the guest at the bar took none of the other table's items",
                blocked.at("/blockers").isEmpty());
        call("waiter", "POST", "/sale-orders/" + table + "/split/rollback", "");
        call("waiter", "POST", "/sale-orders/" + table + "/merge/rollback", "");
        rows("select status, subtotal, cancellationReason from sale.\"SaleOrder\" where id in (" + table + "," + other
                + ")");
        JsonNode proof = call("waiter", "GET", "/sale-orders/" + table + "/proof", "");
        check(
                "everything is where it was, and the proof says so",
                status(other).equals("DRAFT")
                        && proof.at("/count").asInt() == 4
                        && proof.at("/data").findValuesAsText("exact").stream().allMatch("0"::equals));
    }

    private void paySeparately() throws Exception {
        say("Three guests share a bill");
        String id = opened("{\"itemId\":\"71001\",\"quantity\":\"2\"},{\"itemId\":\"71006\",\"quantity\":\"5\"}");
        JsonNode order = call("cashier", "POST", "/sale-orders/" + id + "/checkout", "");
        JsonNode checks =
                call("cashier", "POST", "/sale-orders/" + id + "/checks", "{\"mode\":\"EVENLY\",\"parts\":3}");
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode check : checks.at("/data")) {
            sum = sum.add(new BigDecimal(check.at("/total").asText()));
        }
        check(
                "three checks add up to the bill",
                checks.at("/count").asInt() == 3
                        && sum.compareTo(new BigDecimal(order.at("/total").asText())) == 0);

        say("Each pays a check");
        for (JsonNode check : checks.at("/data")) {
            String total = check.at("/total").asText();
            JsonNode transaction = mqPay(
                    "/transactions",
                    "{\"sourceType\":\"SaleCheck\",\"sourceId\":\""
                            + check.at("/id").asText() + "\",\"total\":\"" + total + "\"}");
            mqPay(
                    "/transactions/" + transaction.at("/uid").asText() + "/attempts",
                    "{\"amount\":\"" + total + "\",\"method\":\"CARD\"}");
        }
        rows("select number, status, total, paid from sale.\"SaleCheck\" where saleOrderId = " + id
                + " order by number");
        check("the last one completes the order", status(id).equals("COMPLETED"));
    }

    private void checkedOutAndPaidInCash(String order) throws Exception {
        JsonNode priced = call("cashier", "POST", "/sale-orders/" + order + "/checkout", "");
        paidInCash(order, priced.at("/total").asText());
    }

    private void paidInCash(String order, String total) throws Exception {
        JsonNode transaction = mqPay("/transactions", "{\"sourceId\":\"" + order + "\",\"total\":\"" + total + "\"}");
        mqPay(
                "/transactions/" + transaction.at("/uid").asText() + "/attempts",
                "{\"amount\":\"" + total + "\",\"method\":\"CASH\"}");
    }

    private void paidByRoundedCash() throws Exception {
        say("Cash is paid in multiples of 500, and the guest leaves 2,000 for the staff");
        call("owner", "PUT", "/settings", "{\"cashIncrement\":{\"VND\":\"500\"}}");
        String order = opened("{\"itemId\":\"71001\"}");
        JsonNode bill = call("cashier", "POST", "/sale-orders/" + order + "/checkout", "");
        call("owner", "PUT", "/settings", "{\"cashIncrement\":{}}");
        check(
                "the bill is 70,200, in cash 70,000",
                bill.at("/due").asText().equals("70200")
                        && bill.at("/cashDue").asText().equals("70000"));
        JsonNode transaction = mqPay("/transactions", "{\"sourceId\":\"" + order + "\",\"total\":\"72000\"}");
        mqPay(
                "/transactions/" + transaction.at("/uid").asText() + "/attempts",
                "{\"amount\":\"72000\",\"tip\":\"2000\",\"method\":\"CASH\"}");
        JsonNode paid = call("cashier", "GET", "/sale-orders/" + order, "");
        check(
                "72,000 pay it: 200 are rounded off, 2,000 are a tip, and nothing is overpaid",
                paid.at("/status").asText().equals("COMPLETED")
                        && paid.at("/cashRounding").asText().equals("-200")
                        && paid.at("/tip").asText().equals("2000"));
    }

    /** Half of what was sold comes back; what goes back to the card. */
    private BigDecimal backOnTheCard() throws Exception {
        say("One of two dishes is returned, and its money goes back to the card");
        String id = opened("{\"itemId\":\"71003\",\"quantity\":\"2\"}");
        BigDecimal total = new BigDecimal(call("cashier", "POST", "/sale-orders/" + id + "/checkout", "")
                .at("/total")
                .asText());
        JsonNode transaction =
                mqPay("/transactions", "{\"sourceId\":\"" + id + "\",\"total\":\"" + total.toPlainString() + "\"}");
        mqPay(
                "/transactions/" + transaction.at("/uid").asText() + "/attempts",
                "{\"amount\":\"" + total.toPlainString() + "\",\"method\":\"CARD\"}");
        String item = call("cashier", "GET", "/sale-orders/" + id + "?include=items", "")
                .at("/items/0/id")
                .asText();
        JsonNode returned = call(
                "cashier",
                "POST",
                "/sale-orders/" + id + "/returns",
                "{\"lines\":[{\"itemId\":\"" + item + "\",\"quantity\":\"1\"}],\"note\":\"cold\"}");
        JsonNode refund = returned.at("/refunds/0");
        BigDecimal amount = new BigDecimal(refund.at("/amount").asText());
        check("MQ-Pay is asked for half of the money", amount.add(amount).compareTo(total) == 0);
        JsonNode event = topic("refund.requested", id, 1).getFirst();
        check(
                "Kafka has the refund that it is asked for",
                event.at("/refund/id").equals(refund.at("/id")));

        say("MQ-Pay gives the money back; that it failed is said too late and changes nothing");
        for (String outcome : List.of("sent", "success", "failed")) {
            mqPay(
                    "/refunds",
                    "{\"uid\":\"" + refund.at("/id").asText() + "\",\"attemptUid\":\""
                            + refund.at("/attemptUid").asText() + "\",\"amount\":\"" + amount.toPlainString()
                            + "\",\"outcome\":\"" + outcome + "\"}");
        }
        rows("select attemptUid, tender, amount, status from sale.\"Refund\" where saleOrderId = " + id);
        JsonNode order = call("cashier", "GET", "/sale-orders/" + id, "");
        JsonNode proof = call("manager", "GET", "/sale-orders/" + id + "/proof/returns", "");
        check(
                "the refund is SUCCESS, the order COMPLETED and PARTIAL returned, and the other half is kept",
                query("select status from sale.\"Refund\" where saleOrderId = " + id)
                                .equals(List.of("SUCCESS"))
                        && order.at("/status").asText().equals("COMPLETED")
                        && order.at("/refundStatus").asText().equals("PARTIAL")
                        && new BigDecimal(proof.at("/kept/total").asText()).compareTo(amount) == 0);
        String day = returned.at("/saleReturn/businessDate").asText();
        JsonNode report = call("manager", "GET", "/reports/sales/summary?from=" + day + "&to=" + day, "");
        check(
                "the report of the day has what came back",
                report.findValuesAsText("returnedTotal").stream()
                        .anyMatch(sum -> new BigDecimal(sum).compareTo(amount) >= 0));
        return amount;
    }

    private void fromTheFloatToTheZ() throws Exception {
        String forgotten =
                call("cashier", "GET", "/pos/sessions/current", "").at("/id").asText();
        if (!forgotten.isEmpty()) {
            call("manager", "POST", close(forgotten), "{\"note\":\"was left open\",\"handOver\":true}");
        }
        say("The cashier fills the drawer");
        JsonNode shift = call(
                "cashier",
                "POST",
                "/pos/sessions",
                "{\"saleChannelId\":\"" + facts.at("/saleChannelId").asText() + "\",\"openingFloat\":\"500000\"}");
        String session = shift.at("/id").asText();
        String order = opened("{\"itemId\":\"71003\",\"quantity\":\"2\"}");
        checkedOutAndPaidInCash(order);
        check(
                "an order is sold in the shift, from its first item to its last dong",
                count("select count(*) from sale.\"SaleOrder\" where id = " + order + " and openedInSessionId = "
                                + session + " and closedInSessionId = " + session)
                        == 1);

        paidByRoundedCash();
        BigDecimal back = backOnTheCard();
        say("The drawer is opened without a sale");
        call("cashier", "POST", "/pos/sessions/" + session + "/no-sale", "{\"reasonCode\":\"change for a guest\"}");

        say("Some of the cash goes to the safe; the manager reads an X");
        call(
                "cashier",
                "POST",
                "/pos/sessions/" + session + "/cash-movements",
                "{\"kind\":\"DROP\",\"amount\":\"300000\",\"reason\":\"to the safe\"}");
        JsonNode x = call("manager", "GET", "/pos/sessions/" + session + "/x-report", "");
        BigDecimal expected = new BigDecimal(x.at("/cash/expected").asText());
        check(
                "float and cash less the drop should be there",
                expected.compareTo(new BigDecimal(x.at("/cash/sales").asText()).add(new BigDecimal("200000"))) == 0);
        check(
                "the X has the rounding, the tip and the drawer that was opened for nothing",
                x.at("/sales/0/cashRounding").asText().equals("-200")
                        && x.at("/tips/0/amount").asText().equals("2000")
                        && x.at("/noSales").asInt() == 1);

        say("Counting is blind: a wrong count only says, count again");
        JsonNode again = call("cashier", "POST", close(session), "{\"actualCash\":\"1000\",\"handOver\":true}");
        check("no figure is given away", again.at("/outcome").asText().equals("RECOUNT"));
        JsonNode closed = call(
                "cashier",
                "POST",
                close(session),
                "{\"actualCash\":\"" + expected.toPlainString() + "\",\"handOver\":true}");
        check(
                "the second count fits",
                closed.at("/session/cashDiscrepancy").asText().equals("0"));
        JsonNode z = call("manager", "GET", "/pos/sessions/" + session + "/z-report", "");
        check(
                "the Z is written, and follows the one before",
                z.at("/hash").asText().length() == 64
                        && z.at("/number").asLong() == closed.at("/zNumber").asLong());
        check(
                "the Z has the return, and that its money went back to a card",
                new BigDecimal(z.at("/content/returns/0/total").asText("0")).compareTo(back) == 0
                        && z.at("/content/refunds/0/method").asText().equals("CARD")
                        && new BigDecimal(z.at("/content/refunds/0/amount").asText("0")).compareTo(back) == 0);
    }

    private static String close(String session) {
        return "/pos/sessions/" + session + "/close";
    }

    private void fromTheDoorToTheDish() throws Exception {
        say("Guests with a reservation come in");
        JsonNode free = call("host", "GET", "/allocation-units/free?partySize=2", "");
        String unit = free.at("/data/0/id").asText();
        String from = Instant.now().plusSeconds(60).toString();
        JsonNode reservation = call(
                "host",
                "POST",
                "/reservations",
                "{\"guestName\":\"Lan\",\"partySize\":2,\"reservedFrom\":\"" + from + "\",\"unitIds\":[\"" + unit
                        + "\"]}");
        String path = "/reservations/" + reservation.at("/id").asText();
        call("host", "POST", path + "/confirm", "");
        JsonNode arrived = call(
                "host",
                "POST",
                path + "/check-in",
                "{\"saleChannelId\":\"" + facts.at("/saleChannelId").asText() + "\"}");
        String order = arrived.at("/saleOrderId").asText();
        check(
                "they have an order, and it has their table",
                arrived.at("/status").asText().equals("CHECKED_IN")
                        && arrived.at("/usages/0/usageId").asText().equals(order));

        say("Their dishes go to the kitchen, each to its station");
        call(
                "waiter",
                "POST",
                "/sale-orders/" + order + "/items",
                "{\"items\":[{\"itemId\":\"71001\",\"quantity\":\"2\"},{\"itemId\":\"71006\",\"quantity\":\"2\"}]}");
        JsonNode tickets = call("waiter", "POST", "/sale-orders/" + order + "/kitchen-tickets", "");
        check("two stations, two tickets", tickets.at("/count").asInt() == 2);

        say("The cook cooks; the tea is sent back, and that takes a manager's word");
        String pho = tickets.at("/data/0/items/0/id").asText();
        String tea = tickets.at("/data/1/items/0/id").asText();
        step("kitchen", pho, "COOKING", "");
        step("kitchen", tea, "READY", "");
        check(
                "the waiter may not",
                step("waiter", tea, "VOIDED", "").at("/status").asInt() == 403);
        JsonNode approval = call(
                "manager",
                "POST",
                "/approvals",
                "{\"action\":\"" + Permissions.KITCHEN_TICKET_ITEM_VOID_STARTED + "\",\"orderId\":\"" + order
                        + "\",\"reason\":\"cold\"}");
        check(
                "with the approval, once",
                step("waiter", tea, "VOIDED", approval.at("/token").asText())
                        .at("/status")
                        .asText()
                        .equals("VOIDED"));
        step("kitchen", pho, "READY", "");
        step("waiter", pho, "SERVED", "");
        rows("select name, quantity, status, voidReason from sale.\"KitchenTicketItem\" where saleOrderId = " + order);
        List<String> steps = new ArrayList<>();
        for (JsonNode event : topic("kitchen-ticket-item.status-changed", order, 5)) {
            steps.add(event.at("/toStatus").asText());
        }
        check("Kafka tells every step", steps.equals(List.of("COOKING", "READY", "VOIDED", "READY", "SERVED")));

        say("They pay, and the table is free");
        checkedOutAndPaidInCash(order);
        rows("select unitCode, status from allocation.\"AllocationUsage\" where usageId = " + order);
        check(
                "SUCCESS",
                query("select status from allocation.\"AllocationUsage\" where usageId = " + order)
                        .equals(List.of("SUCCESS")));
    }

    private JsonNode step(String role, String item, String to, String approval)
            throws IOException, InterruptedException {
        Map<String, String> headers = headers(role);
        if (!approval.isEmpty()) {
            headers.put("X-Approval", approval);
        }
        String path = "/kitchen-ticket-items/" + item + "/status";
        String body = "{\"status\":\"" + to + "\",\"reason\":\"cold\"}";
        System.out.println("   > " + role + " PATCH " + path + " " + body);
        return send("PATCH", facts.at("/baseUrl").asText() + path, body, headers);
    }

    private void say(String what) {
        System.out.println("\n" + ++step + ". " + what);
    }

    private void check(String what, boolean holds) {
        System.out.println("   " + (holds ? "ok    " : "WRONG ") + what);
        off += holds ? 0 : 1;
    }

    private CompletableFuture<JsonNode> async(String role, String path, String body) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call(role, "POST", path, body);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private JsonNode call(String role, String method, String path, String body)
            throws IOException, InterruptedException {
        return call(role, method, path, body, "");
    }

    private JsonNode call(String role, String method, String path, String body, String key)
            throws IOException, InterruptedException {
        Map<String, String> headers = headers(role);
        if (!key.isEmpty()) {
            headers.put("Idempotency-Key", key);
        }
        System.out.println("   > " + role + " " + method + " " + path + " " + body);
        return send(method, facts.at("/baseUrl").asText() + path, body, headers);
    }

    private Map<String, String> headers(String role) {
        return new HashMap<>(Map.of(
                "Authorization", "Bearer " + facts.at("/tokens/" + role).asText(),
                "x-merchant-id", facts.at("/merchantId").asText(),
                "x-device-info", facts.at("/deviceId").asText()));
    }

    private JsonNode mqPay(String path, String body) throws IOException, InterruptedException {
        System.out.println("   > mq-pay POST " + path + " " + body);
        return send("POST", facts.at("/sisterUrl").asText() + "/mq-pay" + path, body, Map.of());
    }

    private static JsonNode send(String method, String url, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String text = answer.body();
        System.out.println(
                "   < " + answer.statusCode() + " " + (text.length() > 240 ? text.substring(0, 240) + " ..." : text));
        return Sisters.JSON.readTree(text);
    }

    private String status(String id) throws SQLException {
        return query("select status from sale.\"SaleOrder\" where id = " + id).getFirst();
    }

    private long count(String sql) throws SQLException {
        return Long.parseLong(query(sql).getFirst());
    }

    private void rows(String sql) throws SQLException {
        query(sql).forEach(row -> System.out.println("   | " + row));
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(facts.at("/postgresUrl").asText());
                ResultSet result = connection.createStatement().executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(result.getString(column)));
                }
                rows.add(String.join(" | ", values));
            }
            return rows;
        }
    }

    /** Whether the consumer has the topic: a broker may make it with its first message. */
    private static boolean assigned(KafkaConsumer<String, String> consumer, String topic) {
        if (consumer.assignment().isEmpty()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        return !consumer.assignment().isEmpty();
    }

    private List<JsonNode> topic(String topic, String key, int count) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        Map<String, Object> config =
                Map.of("bootstrap.servers", facts.at("/kafkaBootstrap").asText());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            for (int round = 0; round < 50 && found.size() < count; round++) {
                if (!assigned(consumer, topic)) {
                    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                    continue;
                }
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key().equals(key)) {
                        System.out.println("   # " + topic + " partition " + record.partition() + " offset "
                                + record.offset() + " "
                                + record.value()
                                        .substring(
                                                0, Math.min(200, record.value().length())) + " ...");
                        found.add(Sisters.JSON.readTree(record.value()));
                    }
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
        return found;
    }
}
