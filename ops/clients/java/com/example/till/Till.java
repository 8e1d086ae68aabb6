package com.example.till;

import com.example.sale.ApiClient;
import com.example.sale.ApiException;
import com.example.sale.ApiResponse;
import com.example.sale.api.SaleApi;
import com.example.sale.api.SaleApi.*;
import com.example.sale.model.*;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** A shift at a till with the generated client, over a network that loses the first answer to every change: see network.ts. */
public final class Till {
    private static final String DEVICE = "till-java";
    private static final BigDecimal FLOAT = new BigDecimal("500000");

    private final JsonNode facts;
    private final String baseUrl;
    private final String merchant;
    private final ApiClient client;
    private final SaleApi cashier;
    private final SaleApi manager;

    private Till(JsonNode facts, String baseUrl) {
        this.facts = facts;
        this.baseUrl = baseUrl;
        this.merchant = facts.at("/merchantId").asText();
        this.client = client("", "cashier");
        this.cashier = new SaleApi(client);
        this.manager = new SaleApi(client("", "manager"));
    }

    /** @param arguments the file of facts of a local stack, and where its service is reached */
    public static void main(String[] arguments) throws Exception {
        new Till(new ObjectMapper().readTree(Path.of(arguments[0]).toFile()), arguments[1]).sell();
    }

    /** @param network nothing for the usual one, or where network.ts has another: {@code /busy} */
    private ApiClient client(String network, String role) {
        ApiClient made = open(network);
        String token = facts.at("/tokens/" + role).asText();
        made.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return made;
    }

    private ApiClient open(String network) {
        ApiClient made = new ApiClient();
        made.updateBaseUri(baseUrl.replace("/v1/", network + "/v1/"));
        // the network of the test speaks nothing newer
        made.setHttpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
        made.setReadTimeout(Duration.ofSeconds(20));
        return made;
    }

    private void sell() throws Exception {
        ShiftSession shift = Once.send(key -> cashier.openSession(APIOpenSessionRequest.newBuilder()
                .xMerchantId(merchant)
                .xDeviceInfo(DEVICE)
                .idempotencyKey(key)
                .shiftOpen(new ShiftOpen().saleChannelId(channel()).openingFloat(FLOAT))
                .build()));
        check("the shift is open", shift.getStatus() == PosSessionStatus.OPEN);

        Order order = Once.send(key -> cashier.createOrder(APICreateOrderRequest.newBuilder()
                .xMerchantId(merchant)
                .xDeviceInfo(DEVICE)
                .idempotencyKey(key)
                .orderOpen(new OrderOpen()
                        .saleChannelId(channel())
                        .guestCount(3)
                        .addItemsItem(new OrderNewItem().itemId("71001").quantity(new BigDecimal("2"))))
                .build()));
        OrderTouched touched = Once.send(key -> cashier.addItems(APIAddItemsRequest.newBuilder()
                .id(order.getId())
                .xMerchantId(merchant)
                .xDeviceInfo(DEVICE)
                .idempotencyKey(key)
                .orderAddItems(new OrderAddItems()
                        .addItemsItem(new OrderNewItem().itemId("71006").quantity(new BigDecimal("5"))))
                .build()));
        check("both lines are in, once, although every answer was lost", quantities(order).equals(List.of("2", "5")));
        check("the answer to the added line is its own", touched.getItems().size() == 1);

        KitchenTicketList tickets = Once.send(key -> cashier.createKitchenTickets(APICreateKitchenTicketsRequest.newBuilder()
                .id(order.getId())
                .xMerchantId(merchant)
                .xDeviceInfo(DEVICE)
                .idempotencyKey(key)
                .kitchenSend(new KitchenSend().rush(true))
                .build()));
        check("the kitchen has two tickets", tickets.getData().size() == 2 && tickets.getData().getFirst().getRush());

        describe(order);

        ApiResponse<Order> checkedOut = Once.send(key -> cashier.checkOutOrderWithHttpInfo(checkOut(order, key)));
        check("the answer that arrived was the repeat", header(checkedOut, "Idempotent-Replayed").equals("true"));
        check("the bill is due", checkedOut.getData().getStatus() == OrderStatus.PROCESSING);
        refusedTwice(order);

        CheckList checks = Once.send(key -> cashier.createChecks(APICreateChecksRequest.newBuilder()
                .id(order.getId())
                .xMerchantId(merchant)
                .xDeviceInfo(DEVICE)
                .idempotencyKey(key)
                .checkDivide(new CheckDivide(
                        new CheckDivideEvenly().mode(CheckDivideEvenly.ModeEnum.EVENLY).parts(3)))
                .build()));
        BigDecimal total = checkedOut.getData().getTotal();
        check(
                "three checks add up to the bill",
                checks.getData().stream().map(Check::getTotal).reduce(BigDecimal.ZERO, BigDecimal::add).compareTo(total) == 0
                        && checks.getData().size() == 3);
        payByWebhook(checks.getData().getFirst());
        for (Check each : checks.getData().subList(1, 3)) {
            pay(each);
        }
        check("the last check completes the order", read(order).getStatus() == OrderStatus.COMPLETED);

        ShiftReading x = manager.getXReport(
                APIGetXReportRequest.newBuilder().id(shift.getId()).xMerchantId(merchant).build());
        check("the drawer holds float and cash", x.getCash().getExpected().compareTo(FLOAT.add(total)) == 0);
        Once.send(key -> cashier.closeSession(APICloseSessionRequest.newBuilder()
                .id(shift.getId())
                .xMerchantId(merchant)
                .xDeviceInfo(DEVICE)
                .idempotencyKey(key)
                .shiftClose(new ShiftClose().actualCash(FLOAT.add(total)))
                .build()));
        ShiftZ z = manager.getZReport(
                APIGetZReportRequest.newBuilder().id(shift.getId()).xMerchantId(merchant).build());
        check("the Z has the sale", z.getHash().length() == 64 && z.getContent().getCash().getSales().compareTo(total) == 0);

        report(read(order).getBusinessDate(), total);
        new BackOffice(merchant, manager, new SaleApi(client("", "owner")))
                .changeOneThingOfEach(facts.at("/units/0/id").asText());
        overOtherNetworks();
    }

    /** What was set to null is sent as null; what was not set is not sent. */
    private void describe(Order order) throws ApiException, InterruptedException {
        Order noted = described(order, new OrderDescribe().note("no peanuts"));
        Order unnoted = described(order, new OrderDescribe().note(null));
        check(
                "null removes a note, and what is not named stays",
                noted.getNote().equals("no peanuts") && read(unnoted).getNote() == null && unnoted.getGuestCount() == 3);
    }

    private Order described(Order order, OrderDescribe description) throws ApiException, InterruptedException {
        return Once.send(key -> cashier.updateOrder(APIUpdateOrderRequest.newBuilder()
                .id(order.getId())
                .xMerchantId(merchant)
                .idempotencyKey(key)
                .orderDescribe(description)
                .build()));
    }

    private void overOtherNetworks() throws ApiException, InterruptedException {
        try {
            opened(client("/busy", "cashier"));
            throw new AssertionError("opened over a network that answers 503");
        } catch (ApiException last) {
            check(
                    "after five tries the last 503 is thrown",
                    last.getCode() == 503
                            && last.getResponseHeaders().firstValue("x-tries").orElse("").equals("5"));
        }
        ApiResponse<Order> dated = opened(client("/dated", "cashier"));
        check("a date in Retry-After is a second", header(dated, "x-tries").equals("2"));
        ApiClient hurried = client("/silent", "cashier");
        hurried.setReadTimeout(Duration.ofSeconds(1));
        ApiResponse<Order> silent = opened(hurried);
        check(
                "an answer that does not come is asked for again, and is the first",
                header(silent, "x-tries").equals("2") && header(silent, "Idempotent-Replayed").equals("true"));
    }

    private ApiResponse<Order> opened(ApiClient over) throws ApiException, InterruptedException {
        return Once.send(key -> new SaleApi(over)
                .createOrderWithHttpInfo(APICreateOrderRequest.newBuilder()
                        .xMerchantId(merchant)
                        .xDeviceInfo(DEVICE)
                        .idempotencyKey(key)
                        .orderOpen(new OrderOpen().saleChannelId(channel()))
                        .build()));
    }

    private List<String> quantities(Order order) throws ApiException {
        return read(order).getItems().stream()
                .map(item -> item.getQuantity().toPlainString())
                .toList();
    }

    private Order read(Order order) throws ApiException {
        return cashier.getOrder(APIGetOrderRequest.newBuilder()
                .id(order.getId())
                .xMerchantId(merchant)
                .include(List.of("items", "payments", "checks"))
                .build());
    }

    private APICheckOutOrderRequest checkOut(Order order, String key) {
        return APICheckOutOrderRequest.newBuilder()
                .id(order.getId())
                .xMerchantId(merchant)
                .xDeviceInfo(DEVICE)
                .idempotencyKey(key)
                .build();
    }

    /** A second checkout under another key: its refusal arrives typed, and is not sent again. */
    private void refusedTwice(Order order) throws InterruptedException, IOException {
        try {
            Once.send(key -> cashier.checkOutOrder(checkOut(order, key)));
            throw new AssertionError("checked out twice");
        } catch (ApiException refusal) {
            check("a second checkout is refused", refusal.getCode() == 409);
            check(
                    "a refusal is not sent again",
                    refusal.getResponseHeaders().firstValue("x-tries").orElse("").equals("3"));
            OrderNotAllowedProblem problem =
                    client.getObjectMapper().readValue(refusal.getResponseBody(), OrderNotAllowedProblem.class);
            check(
                    "it says which order, and what status it has",
                    problem.getOrderId().equals(order.getId()) && problem.getOrderStatus() == OrderStatus.PROCESSING);
        }
    }

    /** As MQ-Pay does, which has no token, and repeats what it tells without a key. */
    private void payByWebhook(Check check) throws ApiException {
        PaymentWebhook event = new PaymentWebhook()
                .eventType(new PaymentWebhookEventType("mq-pay:attempt.success"))
                .payload(new PaymentWebhookPayload()
                        .transaction(new PaymentWebhookTransaction().uid("t-" + check.getId()))
                        .attempt(new PaymentWebhookAttempt()
                                .uid("a-" + check.getId())
                                .amount(check.getTotal())
                                .paymentProvider("SYSTEM")
                                .metadata(new PaymentWebhookMetadata()
                                        .merchantId(merchant)
                                        .method(new PaymentWebhookMetadataMethod("CASH"))
                                        .source(new PaymentWebhookSource()
                                                .type(new PaymentWebhookSourceType("SaleCheck"))
                                                .id(check.getId())))));
        SaleApi mqPay = new SaleApi(open(""));
        APIReceivePaymentWebhookRequest sent = APIReceivePaymentWebhookRequest.newBuilder()
                .paymentWebhook(event)
                .build();
        check(
                "MQ-Pay's webhook pays a check",
                mqPay.receivePaymentWebhook(sent).getOutcome() == WebhookOutcome.APPLIED);
        check(
                "and once, however often it comes",
                mqPay.receivePaymentWebhook(sent).getOutcome() == WebhookOutcome.DUPLICATE);
    }

    /** As a terminal does: MQ-Pay takes the money and tells the service by webhook. */
    private void pay(Check check) throws IOException, InterruptedException {
        JsonNode transaction = mqPay(
                "/transactions",
                """
                {"sourceType":"SaleCheck","sourceId":"%s","total":"%s"}"""
                        .formatted(check.getId(), check.getTotal().toPlainString()));
        JsonNode paid = mqPay("/transactions/" + transaction.at("/uid").asText() + "/attempts", """
                {"method":"CASH"}""");
        check("a check is paid at a terminal", paid.toString().contains("APPLIED"));
    }

    private JsonNode mqPay(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(facts.at("/mqPayUrl").asText() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new ObjectMapper()
                    .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    private void report(LocalDate day, BigDecimal least) throws ApiException {
        ReportTenderedTable report = manager.getPaymentMethodsReport(APIGetPaymentMethodsReportRequest.newBuilder()
                .xMerchantId(merchant)
                .from(day)
                .to(day)
                .build());
        check(
                "the report of the day has the cash",
                report.getData().stream()
                        .anyMatch(row -> row.getMethod().getValue().equals("CASH") && row.getAmount().compareTo(least) >= 0));
    }

    private String channel() {
        return facts.at("/saleChannelId").asText();
    }

    private static String header(ApiResponse<?> answer, String name) {
        return answer.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().getFirst())
                .findFirst()
                .orElse("");
    }

    static void check(String what, boolean held) {
        if (!held) {
            throw new AssertionError("not so: " + what);
        }
        System.out.println("   ok " + what);
    }
}
