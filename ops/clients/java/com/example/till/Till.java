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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A shift at a till with the generated client, over a network that loses the first answer to every change: see network.ts. */
public final class Till {
    private static final String DEVICE = "till-java";
    private static final BigDecimal FLOAT = new BigDecimal("500000");

    private final JsonNode facts;
    private final String merchant;
    private final ApiClient client;
    private final SaleApi cashier;
    private final SaleApi manager;
    private final SaleApi owner;

    private Till(JsonNode facts, String baseUrl) {
        this.facts = facts;
        this.merchant = facts.at("/merchantId").asText();
        this.client = client(baseUrl, "cashier");
        this.cashier = new SaleApi(client);
        this.manager = new SaleApi(client(baseUrl, "manager"));
        this.owner = new SaleApi(client(baseUrl, "owner"));
    }

    /** @param arguments the file of facts of a local stack, and where its service is reached */
    public static void main(String[] arguments) throws Exception {
        new Till(new ObjectMapper().readTree(Path.of(arguments[0]).toFile()), arguments[1]).sell();
    }

    private ApiClient client(String baseUrl, String role) {
        String token = facts.at("/tokens/" + role).asText();
        ApiClient made = new ApiClient();
        made.updateBaseUri(baseUrl);
        // the network of the test speaks nothing newer
        made.setHttpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
        made.setReadTimeout(Duration.ofSeconds(20));
        made.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
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
        for (Check each : checks.getData()) {
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
        moveReservation();
        renameStation();
        changeSetting();
    }

    /** A change has one field; the tables are not given, and stay. */
    private void moveReservation() throws ApiException, InterruptedException {
        String table = facts.at("/units/0/id").asText();
        OffsetDateTime evening = OffsetDateTime.now(ZoneOffset.UTC).plusDays(40).truncatedTo(ChronoUnit.HOURS);
        ReservationBody booked = Once.send(key -> manager.createReservation(APICreateReservationRequest.newBuilder()
                .xMerchantId(merchant)
                .idempotencyKey(key)
                .reservationAsk(new ReservationAsk()
                        .guestName("Lan")
                        .partySize(2)
                        .reservedFrom(evening)
                        .addUnitIdsItem(table))
                .build()));
        ReservationBody changed = Once.send(key -> manager.updateReservation(APIUpdateReservationRequest.newBuilder()
                .id(booked.getId())
                .xMerchantId(merchant)
                .idempotencyKey(key)
                .reservationChange(new ReservationChange().note("a quiet table"))
                .build()));
        check(
                "a reservation with another note keeps its table and its guests",
                changed.getNote().equals("a quiet table")
                        && changed.getPartySize() == 2
                        && changed.getReservedFrom().isEqual(evening)
                        && changed.getUsages().size() == 1
                        && changed.getUsages().getFirst().getUnitId().equals(table));
    }

    private void renameStation() throws ApiException, InterruptedException {
        KitchenStation bar = Once.send(key -> manager.createKitchenStation(APICreateKitchenStationRequest.newBuilder()
                .xMerchantId(merchant)
                .idempotencyKey(key)
                .kitchenOpenStation(new KitchenOpenStation().code("JAVA").name("Bar").addCategoriesItem("coffee"))
                .build()));
        KitchenStation changed =
                Once.send(key -> manager.updateKitchenStation(APIUpdateKitchenStationRequest.newBuilder()
                        .id(bar.getId())
                        .xMerchantId(merchant)
                        .idempotencyKey(key)
                        .kitchenDescribeStation(new KitchenDescribeStation().name("Bar upstairs"))
                        .build()));
        check(
                "a station with another name keeps its categories",
                changed.getName().equals("Bar upstairs")
                        && changed.getCode().equals("JAVA")
                        && changed.getCategories().equals(List.of("coffee")));
    }

    private void changeSetting() throws ApiException, InterruptedException {
        SettingsView charged = settings(new SettingsChange()
                .addServiceChargesItem(new MoneyRulesCharge()
                        .code("SERVICE")
                        .name("Service")
                        .kind(ServiceChargeKind.PERCENT)
                        .value(new BigDecimal("5"))
                        .taxRate(BigDecimal.ZERO)));
        SettingsView changed = settings(new SettingsChange().turnMinutes(75));
        check(
                "settings with another turn keep their service charges",
                changed.getTurnMinutes() == 75 && changed.getServiceCharges().equals(charged.getServiceCharges()));
        check("nothing else of the settings changed", changed.turnMinutes(charged.getTurnMinutes())
                .revision(charged.getRevision())
                .equals(charged));
        SettingsView before = settings(
                new SettingsChange().turnMinutes(charged.getTurnMinutes().intValue()).serviceCharges(List.of()));
        check("an empty list removes them", before.getServiceCharges().isEmpty());
    }

    private SettingsView settings(SettingsChange change) throws ApiException, InterruptedException {
        return Once.send(key -> owner.updateSettings(APIUpdateSettingsRequest.newBuilder()
                .xMerchantId(merchant)
                .idempotencyKey(key)
                .settingsChange(change)
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

    /** As a terminal does: MQ-Pay takes the money and tells the service by webhook. */
    private void pay(Check check) throws IOException, InterruptedException {
        JsonNode transaction = mqPay(
                "/transactions",
                """
                {"sourceType":"SaleCheck","sourceId":"%s","total":"%s"}"""
                        .formatted(check.getId(), check.getTotal().toPlainString()));
        JsonNode paid = mqPay("/transactions/" + transaction.at("/uid").asText() + "/attempts", """
                {"method":"CASH"}""");
        check("a check is paid", paid.toString().contains("APPLIED"));
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

    private static void check(String what, boolean held) {
        if (!held) {
            throw new AssertionError("not so: " + what);
        }
        System.out.println("   ok " + what);
    }
}
