package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Menu.Dish;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What would cost 100,000,000,000 or more is refused with a reason, everywhere; what is below is sold. */
class LargestAmountsTest {
    private static final Dish DEAR = new Dish("71990");
    private static final Dish HALF = new Dish("71991");

    private final String till = "till-" + System.nanoTime();
    private final Api cashier = Stack.as("cashier").with("x-device-info", till);
    private final Api manager = Stack.as("manager").with("x-device-info", till);

    @BeforeAll
    static void menu() {
        Stack.as("owner")
                .put(
                        "/catalogue/variants",
                        json("{'variants':[%s,%s]}", variant(DEAR, "99999999999"), variant(HALF, "50000000000")))
                .expect(200);
    }

    private static String variant(Dish id, String price) {
        return json("{'id':'%s','name':'Dear %s','type':'SERVICE','currency':'VND','price':%s}", id, id, price);
    }

    private static void tooLarge(Api.Reply reply) {
        assertThat(reply.expect(422).at("/code")).isEqualTo("amount-too-large");
    }

    // PRICE-12
    @Test
    void aLineWithItsTaxIsRefusedAtPreviewAndCheckout_andTheOrderStaysADraft() {
        String order = cashier.open(DEAR.x(1));
        tooLarge(cashier.post("/sale-orders/" + order + "/pricing-preview", ""));
        tooLarge(cashier.checkout(order));
        assertThat(cashier.get("/sale-orders/" + order).expect(200).at("/status"))
                .isEqualTo("DRAFT");
        assertThat(cashier.checkout(cashier.open(HALF.x(1))).expect(200).at("/total"))
                .isEqualTo("54000000000");
    }

    // PRICE-12
    @Test
    void linesAreRefusedWhenTheyAreAdded_andOrdersWhenTheyAreMerged() {
        String order = cashier.open(HALF.x(1));
        tooLarge(cashier.add(order, HALF.x(1)));
        tooLarge(cashier.add(order, DEAR.x(2)));
        String other = cashier.open(HALF.x(1));
        tooLarge(cashier.merge(order, other));
        assertThat(cashier.get("/sale-orders/" + other).expect(200).at("/status"))
                .isEqualTo("DRAFT");
    }

    // PRICE-12
    @Test
    void anOrderIsRefusedWhereItIsOpenedOrGrows() {
        tooLarge(cashier.newOrder().items(DEAR.x(2)).create());
        String order = cashier.open(HALF.x(1));
        String path = "/sale-orders/" + order;
        String item = cashier.get(path + "?include=items").at("/items/0/id");
        tooLarge(cashier.patch(path + "/items", json("{'items':[{'id':'%s','quantity':'2'}]}", item)));
        tooLarge(cashier.patch(path + "/items/" + item, json("{'quantity':'2'}")));
        cashier.add(order, PHO.x(1)).expect(200);
        manager.split(order, item, "1").expect(200);
        cashier.add(order, HALF.x(1)).expect(200);
        tooLarge(manager.post(path + "/split/rollback", "{}"));
    }

    // PRICE-12
    @Test
    void aChargeThatMakesAnOrderTooLargeIsRefused() {
        Api owner = Stack.as("owner").with("x-device-info", till);
        String order = "/sale-orders/" + owner.openCharged(HALF.x(1), DEAR.x("0.4"));
        String given = owner.post(order + "/adjustments", json("{'scope':'ORDER','kind':'PERCENT','value':'10'}"))
                .expect(200)
                .at("/adjustments/0/id");
        String more = cashier.get(order + "?include=items").at("/items/1/id");
        cashier.patch(order + "/items/" + more, json("{'quantity':'0.49'}")).expect(200);
        tooLarge(owner.delete(order + "/adjustments/" + given));
        owner.post(order + "/charges/SERVICE/waive", json("{'reason':'slow'}")).expect(200);
        owner.delete(order + "/adjustments/" + given).expect(200);
        tooLarge(owner.delete(order + "/charges/SERVICE/waive"));
    }

    @Test
    void moreThanAColumnHoldsIsNoQuantity() {
        String order = cashier.open(TEA.x(999_999));
        assertThat(cashier.add(order, TEA.x(999_999)).expect(422).at("/code")).isEqualTo("quantity-too-large");
        assertThat(cashier.newOrder()
                        .items(TEA.x(999_999), TEA.x(999_999))
                        .create()
                        .expect(422)
                        .at("/code"))
                .isEqualTo("quantity-too-large");
    }

    @Test
    void cashBeyondTheLargestAmountIsRefused() {
        Api drawer = manager.with("x-device-info", "drawer-" + System.nanoTime());
        String session = drawer.openShift("0").expect(201).at("/id");
        drawer.moveCash(session, "PAY_IN", "99999999999", "change").expect(201);
        tooLarge(drawer.moveCash(session, "PAY_IN", "99999999999", "change"));
        tooLarge(drawer.post(
                "/pos/sessions/" + session + "/close",
                json("{'denominations':[{'value':'99999999999','count':1000000}]}")));
    }

    @Test
    void aDrawerAboveTheLargestAmountIsCountedAndClosed() {
        String session = cashier.openShift("0").expect(201).at("/id");
        for (int sale = 0; sale < 3; sale++) {
            String order = cashier.open(HALF.x(1));
            cashier.checkout(order).expect(200);
            Webhooks.success(order).amount("54000000000").send().expect(200);
        }
        assertThat(manager.get("/pos/sessions/" + session + "/x-report")
                        .expect(200)
                        .at("/cash/expected"))
                .isEqualTo("162000000000");
        cashier.closeShift(session, "1000000000000000").expect(422);
        Api.Reply closed = cashier.closeShift(session, "162000000000").expect(200);
        assertThat(closed.at("/outcome")).isEqualTo("CLOSED");
        assertThat(closed.at("/session/cashDiscrepancy")).isEqualTo("0");
    }

    // MONEY-8
    @Test
    void theExchangeRateHasSixDecimals() {
        String body = json("{'saleChannelId':'%s','exchangeRate':%%s}", Restaurant.CHANNEL);
        for (String rate : new String[] {"0.000039", json("'25450.123456'"), "999999.999999", "1"}) {
            assertThat(cashier.post("/sale-orders", body.formatted(rate))
                            .expect(201)
                            .at("/exchangeRate"))
                    .isEqualTo(rate.replaceAll("[^0-9.]", ""));
        }
        for (String rate : new String[] {"0.0000001", "1000000", "0", "-1", "1e3"}) {
            cashier.post("/sale-orders", body.formatted(rate)).expect(422);
        }
    }
}
