package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import nx.sale.dev.Restaurant;
import nx.sale.domain.access.Permissions;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused about discounts, approvals and reasons, and leaves everything as it was. */
class DiscountRefusalsJourneyTest {
    private final Api owner = Stack.as("owner");
    private final Api manager = Stack.as("manager");
    private final Api cashier = Stack.as("cashier");

    private void settings(String change) {
        owner.put("/settings", json(change)).expect(200);
    }

    @AfterEach
    void asBefore() {
        settings("{'discountLimitPercent':'100','reasons':{'cancel':null}}");
    }

    private Api.Reply give(Api who, String order, String fields) {
        return who.post("/sale-orders/" + order + "/adjustments", json("{%s}", json(fields)));
    }

    private static String item(Api.Reply order) {
        return order.at("/items/0/id");
    }

    // DISCOUNT-14
    @Test
    void whatAManagerGaveAboveTheLimitIsTakenBackByWhoMay() {
        settings("{'discountLimitPercent':'20'}");
        String order = cashier.open(PHO.x(2));
        String given = give(manager, order, "'scope':'ORDER','kind':'PERCENT','value':'50'")
                .expect(200)
                .at("/adjustments/0/id");
        String path = "/sale-orders/" + order + "/adjustments/" + given;

        assertThat(cashier.delete(path).expect(403).at("/code")).isEqualTo("discount-above-limit");

        assertThat(cashier.get("/sale-orders/" + order).at("/discount")).isEqualTo("65000");
        assertThat(manager.delete(path).expect(200).at("/discount")).isEqualTo("0");
    }

    // DISCOUNT-14
    @Test
    void roleThatMayOnlyCompGivesAndTakesBackCompsAlone() {
        Api host = Api.at(
                Stack.get().baseUrl(),
                Stack.get()
                        .sisters()
                        .identity()
                        .ownRoleToken("hostess", List.of(Permissions.SALE_ORDER_COMP), Restaurant.MERCHANT),
                Restaurant.MERCHANT);
        Api.Reply opened = cashier.newOrder().items(PHO.x(2)).create().expect(201);
        String order = opened.at("/id");
        String percent = "'scope':'LINE','kind':'PERCENT','value':'10','itemIds':['%s']".formatted(item(opened));

        Api.Reply comped = give(
                        host,
                        order,
                        "'scope':'LINE','kind':'COMP','note':'a hair','itemIds':['%s']".formatted(item(opened)))
                .expect(200);
        assertThat(comped.at("/subtotal")).isEqualTo(comped.at("/discount"));
        assertThat(give(host, order, percent).expect(403).at("/permission")).isEqualTo(Permissions.SALE_ORDER_DISCOUNT);
        String path = "/sale-orders/" + order + "/adjustments/";
        assertThat(cashier.delete(path + comped.at("/adjustments/0/id"))
                        .expect(403)
                        .at("/permission"))
                .isEqualTo(Permissions.SALE_ORDER_COMP);
        assertThat(host.delete(path + comped.at("/adjustments/0/id"))
                        .expect(200)
                        .at("/discount"))
                .isEqualTo("0");

        String discount = give(cashier, order, percent).expect(200).at("/adjustments/0/id");
        assertThat(host.delete(path + discount).expect(403).at("/permission"))
                .isEqualTo(Permissions.SALE_ORDER_DISCOUNT);
        assertThat(cashier.get("/sale-orders/" + order).at("/discount")).isEqualTo("13000");
    }

    // DISCOUNT-13
    @Test
    void approvalIsGivenForWhatIsOnTheOrder() {
        String order = cashier.open(PHO.x(2));

        Api.Reply refused = manager.post(
                "/approvals",
                json(
                        "{'action':'SaleOrder.discountAboveLimit','orderId':'%s','itemId':'1','amount':'1000','reason':'a regular'}",
                        order));

        assertThat(refused.expect(404).at("/code")).isEqualTo("item-not-found");
    }

    // SETTING-11
    @Test
    void checkIsWrittenOffForAReasonOfTheList() {
        settings("{'reasons':{'cancel':[{'code':'LEFT','name':'Left without paying'}]}}");
        String order = manager.open(PHO.x(2));
        manager.checkout(order).expect(200);
        String check = manager.divide(order, 2).expect(201).at("/data/0/id");

        String before = manager.get("/sale-checks/" + check).at("/status");
        Api.Reply refused = manager.post("/sale-checks/" + check + "/cancel", json("{'reason':'xyz'}"));

        assertThat(refused.expect(422).at("/code")).isEqualTo("reason-unknown");
        assertThat(manager.get("/sale-checks/" + check).at("/status")).isEqualTo(before);
        manager.post("/sale-checks/" + check + "/cancel", json("{'reason':'LEFT'}"))
                .expect(200);
    }

    // DISCOUNT-6
    @Test
    void noLineAndNoOrderGetsMoreAdjustmentsThanItCanHave() {
        String into = manager.open(PHO.x(1));
        String from = manager.open(PHO.x(1));
        IntStream.rangeClosed(1, 11).forEach(number -> {
            give(manager, into, "'scope':'ORDER','kind':'CODE','code':'INTO%d'".formatted(number))
                    .expect(200);
            give(manager, from, "'scope':'ORDER','kind':'CODE','code':'FROM%d'".formatted(number))
                    .expect(200);
        });
        assertThat(manager.merge(into, from).expect(409).at("/code")).isEqualTo("too-many-adjustments");
        assertThat(manager.get("/sale-orders/" + from).at("/status")).isEqualTo("DRAFT");

        Api.Reply order = manager.newOrder().items(PHO.x(2)).create().expect(201);
        String line = item(order);
        IntStream.rangeClosed(1, 20)
                .forEach(number -> give(
                                manager,
                                order.at("/id"),
                                "'scope':'LINE','kind':'AMOUNT','value':'100','itemIds':['%s']".formatted(line))
                        .expect(200));
        give(manager, order.at("/id"), "'scope':'ORDER','kind':'AMOUNT','value':'1000'")
                .expect(200);
        assertThat(manager.split(order.at("/id"), line, "1").expect(409).at("/code"))
                .isEqualTo("too-many-adjustments");
        assertThat(manager.get("/sale-orders/" + order.at("/id")).at("/subtotal"))
                .isEqualTo("130000");
    }
}
