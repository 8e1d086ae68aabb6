package nx.sale.journey;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nx.sale.kit.Api;
import nx.sale.kit.AtOnce;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The merchant's limit for discounts over HTTP: two tills at once, approvals of a line and at checkout. */
class DiscountLimitJourneyTest {
    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");

    private static void limit(String percent) {
        Stack.as("owner")
                .put("/settings", json("{'discountLimitPercent':'%s'}", percent))
                .expect(200);
    }

    @BeforeEach
    void aFifth() {
        limit("20");
    }

    @AfterEach
    void everything() {
        limit("100");
    }

    private static Api.Reply onOrder(Api who, String order, String value) {
        return who.post(
                "/sale-orders/" + order + "/adjustments",
                json("{'scope':'ORDER','kind':'AMOUNT','value':'%s'}", value));
    }

    private static Api.Reply onItem(Api who, String order, String item, String percent) {
        return who.post(
                "/sale-orders/" + order + "/adjustments",
                json("{'scope':'LINE','kind':'PERCENT','value':'%s','itemIds':['%s']}", percent, item));
    }

    private String approved(String order, String more) {
        return manager.post(
                        "/approvals",
                        json(
                                "{'action':'SaleOrder.discountAboveLimit','orderId':'%s','reason':'a regular',%s}",
                                order, json(more)))
                .expect(201)
                .at("/token");
    }

    // DISCOUNT-12
    @Test
    void whatTwoTillsGiveAtOnceStays_andCountsTogether() throws Exception {
        Api bar = cashier.with("x-device-info", "till-2");
        String order = cashier.open(PHO.x(2), BUN_CHA.x(1)); // 190,000: a fifth is 38,000
        assertThat(AtOnce.at(order, () -> onOrder(cashier, order, "10000"), () -> onOrder(bar, order, "12000")))
                .extracting(Api.Reply::status)
                .containsExactly(200, 200);
        Api.Reply both =
                cashier.get("/sale-orders/" + order + "?include=adjustments").expect(200);
        assertThat(both.at("/discount")).isEqualTo("22000");
        assertThat(both.body().at("/adjustments").findValuesAsText("amount"))
                .containsExactlyInAnyOrder("10000", "12000");

        List<Api.Reply> third =
                AtOnce.at(order, () -> onOrder(cashier, order, "9000"), () -> onOrder(bar, order, "9000"));
        assertThat(third).extracting(Api.Reply::status).containsExactlyInAnyOrder(200, 403);
        assertThat(third).filteredOn(reply -> reply.status() == 403).allSatisfy(refused -> {
            assertThat(refused.at("/code")).isEqualTo("discount-above-limit");
            assertThat(refused.at("/discount"))
                    .as("with what the other till gave")
                    .isEqualTo("40000");
        });
        assertThat(cashier.get("/sale-orders/" + order).at("/discount")).isEqualTo("31000");
        cashier.checkout(order).expect(200);
    }

    // DISCOUNT-13
    @Test
    void anApprovalOfALineIsSpentOnIt_onceAndUpToItsAmount() {
        String order = cashier.open(PHO.x(2), BUN_CHA.x(1));
        String pho = cashier.get("/sale-orders/" + order + "?include=items").at("/items/0/id");
        String bunCha = cashier.get("/sale-orders/" + order + "?include=items").at("/items/1/id");
        Api.Reply refused = onItem(cashier, order, pho, "50").expect(403);
        assertThat(refused.at("/code")).isEqualTo("discount-above-limit");
        assertThat(refused.at("/itemIds/0")).isEqualTo(pho);
        assertThat(refused.at("/discount")).isEqualTo("65000");

        String tooLittle = approved(order, "'itemId':'" + pho + "','amount':'64999'");
        assertThat(onItem(cashier.with("X-Approval", tooLittle), order, pho, "50")
                        .expect(403)
                        .at("/code"))
                .isEqualTo("approval-refused");
        String another = approved(order, "'itemId':'" + bunCha + "','amount':'65000'");
        assertThat(onItem(cashier.with("X-Approval", another), order, pho, "50")
                        .expect(403)
                        .at("/code"))
                .isEqualTo("approval-refused");

        String token = approved(order, "'itemId':'" + pho + "','amount':'65000'");
        Api.Reply given =
                onItem(cashier.with("X-Approval", token), order, pho, "50").expect(200);
        assertThat(given.at("/adjustments/0/allowedUpTo")).isEqualTo("65000");
        assertThat(given.at("/adjustments/0/allowedBy"))
                .isNotEqualTo(given.at("/adjustments/0/givenBy"))
                .startsWith("user:");
        assertThat(onItem(cashier.with("X-Approval", token), order, bunCha, "50")
                        .expect(403)
                        .at("/code"))
                .as("a token is spent once")
                .isEqualTo("approval-refused");
        assertThat(onItem(cashier, order, pho, "10").expect(403).at("/code"))
                .as("more than was allowed")
                .isEqualTo("discount-above-limit");

        assertThat(cashier.checkout(order).expect(200).at("/discount")).isEqualTo("65000");
    }

    // DISCOUNT-13
    @Test
    void aLimitThatWasLoweredIsMetByAnApprovalAtCheckout() {
        limit("100");
        String order = cashier.open(PHO.x(2));
        onOrder(cashier, order, "65000").expect(200);
        limit("20");
        Api.Reply refused = cashier.checkout(order).expect(403);
        assertThat(refused.at("/code")).isEqualTo("discount-above-limit");
        assertThat(refused.body().at("/itemIds")).isEmpty();
        assertThat(refused.at("/discount")).isEqualTo("65000");
        String tooLittle = approved(order, "'amount':'64999'");
        assertThat(cashier.with("X-Approval", tooLittle)
                        .checkout(order)
                        .expect(403)
                        .at("/code"))
                .isEqualTo("approval-refused");
        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("DRAFT");

        String token = approved(order, "'amount':'65000'");
        Api.Reply sold = cashier.with("X-Approval", token).checkout(order).expect(200);
        assertThat(sold.at("/status")).isEqualTo("PROCESSING");
        assertThat(sold.at("/discount")).isEqualTo("65000");
        assertThat(Stack.sql("select count(*) from Approval where saleOrderId = " + order + " and spentAt is not null"))
                .containsExactly("1");
    }

    // DISCOUNT-13
    // DISCOUNT-18
    @Test
    void aRefusalNamesAllThatIsAbove_andARehearsalJudgesApprovalsAndSpendsNone() {
        limit("100");
        String order = cashier.open(PHO.x(2), BUN_CHA.x(1));
        onItem(cashier, order, item(order, 0), "50").expect(200);
        onOrder(cashier, order, "50000").expect(200);
        limit("20");
        String above = json("[{'itemId':'%s','discount':'65000'},{'itemId':null,'discount':'50000'}]", item(order, 0));

        Api.Reply refused = cashier.checkout(order).expect(403);
        assertThat(refused.body().at("/aboveLimit").toString()).isEqualTo(above);
        assertThat(refused.at("/itemIds/0")).isEqualTo(item(order, 0));
        assertThat(refused.at("/discount")).isEqualTo("65000");
        assertThat(cashier.post("/sale-orders/" + order + "/pricing-preview", "{}")
                        .body()
                        .at("/aboveLimit")
                        .toString())
                .isEqualTo(above);

        String rehearsal = "/sale-orders/" + order + "/adjustments?dryRun=true";
        String more = json("{'scope':'ORDER','kind':'AMOUNT','value':'1000'}");
        assertThat(cashier.post(rehearsal, more)
                        .expect(403)
                        .body()
                        .at("/aboveLimit")
                        .toString())
                .as("of the order alone, as on the order alone is given")
                .isEqualTo(json("[{'itemId':null,'discount':'51000'}]"));
        String tooLittle = approved(order, "'amount':'50999'");
        assertThat(cashier.with("X-Approval", tooLittle)
                        .post(rehearsal, more)
                        .expect(403)
                        .at("/code"))
                .isEqualTo("approval-refused");
        Api approvedFor = cashier.with("X-Approval", approved(order, "'amount':'51000'"));
        approvedFor.post(rehearsal, more).expect(200);
        assertThat(approvedFor.post(rehearsal, more).expect(200).at("/adjustments/2/allowedUpTo"))
                .isEqualTo("51000");
        assertThat(Stack.sql("select count(*) from Approval where saleOrderId = " + order + " and spentAt is not null"))
                .containsExactly("0");
        approvedFor.post("/sale-orders/" + order + "/adjustments", more).expect(200);
        assertThat(cashier.get("/sale-orders/" + order).at("/discount")).isEqualTo("116000");
    }

    private static String item(String order, int place) {
        return Stack.as("manager")
                .get("/sale-orders/" + order + "?include=items")
                .at("/items/" + place + "/id");
    }

    // DISCOUNT-19
    @Test
    void aSplitAsksNobody_andWhoGivesMoreIsAsked() {
        String order = cashier.open(PHO.x(2), BUN_CHA.x(1));
        onItem(cashier, order, item(order, 0), "20").expect(200);
        onOrder(cashier, order, "5000").expect(200);

        manager.split(order, item(order, 1), "1").expect(200);

        assertThat(onOrder(cashier, order, "1000").expect(403).at("/code")).isEqualTo("discount-above-limit");
        assertThat(manager.post("/sale-orders/" + order + "/pricing-preview", "{}")
                        .body()
                        .at("/aboveLimit"))
                .isEmpty();
        assertThat(cashier.checkout(order).expect(200).at("/discount")).isEqualTo("29170.7317");
    }

    // DISCOUNT-19
    @Test
    void aMergeWithAnOrderAboveTheLimitMakesItNotRight() {
        String right = cashier.open(PHO.x(2));
        onOrder(cashier, right, "26000").expect(200);
        String wrong = cashier.open(PHO.x(1), BUN_CHA.x(1));
        onOrder(cashier, wrong, "25000").expect(200);
        manager.delete("/sale-orders/" + wrong + "/items/" + item(wrong, 0)).expect(200);

        manager.merge(right, wrong).expect(200);

        Api.Reply refused = cashier.checkout(right).expect(403);
        assertThat(refused.at("/code")).isEqualTo("discount-above-limit");
        assertThat(refused.at("/discount")).isEqualTo("51000");
    }
}
