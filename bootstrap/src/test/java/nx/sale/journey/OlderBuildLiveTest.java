package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While a build serves that does not know returns, nothing is done over HTTP that it would count wrong; once it is gone, all of it is. */
class OlderBuildLiveTest {
    /** An id worker that nobody has. */
    private static final int WORKER = 731;

    private static final Duration TWO_RENEWALS = Duration.ofSeconds(15);

    private final String merchant = Long.toString(System.nanoTime());
    private final Api owner = Api.at(
                    Stack.get().baseUrl(), Stack.get().sisters().identity().token("owner", merchant), merchant)
            .with("x-device-info", "till-" + merchant);

    private String opened() {
        return owner.post(
                        "/sale-orders",
                        json(
                                "{'saleChannelId':'%s','items':[{'mode':'CUSTOM','name':'Dish','basePrice':'50000'}]}",
                                merchant))
                .expect(201)
                .at("/id");
    }

    /** Sold for a card, with so much too much. */
    private String sold(String more) {
        String order = opened();
        owner.checkout(order).expect(200);
        Webhooks.paid(order, Long.toString(54_000 + Long.parseLong(more)), "CARD")
                .expect(200);
        return order;
    }

    /** Each thing that an older build would count wrong, by its operation. */
    private Map<String, Api.Reply> each() {
        String returned = sold("0");
        String item = owner.get("/sale-orders/" + returned + "?include=items")
                .expect(200)
                .at("/items/0/id");
        String surplus = sold("5000");
        String review = Stack.sql("select id from PaymentReview where saleOrderId = " + surplus)
                .getFirst();
        String unpaid = opened();
        owner.checkout(unpaid).expect(200);
        String session = owner.get("/pos/sessions/current").expect(200).at("/id");
        Map<String, Api.Reply> replies = new TreeMap<>();
        replies.put(
                "createReturn",
                owner.post(
                        "/sale-orders/" + returned + "/returns",
                        json("{'lines':[{'itemId':'%s','quantity':'1'}]}", item)));
        replies.put("resolvePaymentReview", owner.resolve(review, "REFUNDED"));
        replies.put(
                "addCashPayment", owner.post("/sale-orders/" + unpaid + "/payments/cash", json("{'amount':'54000'}")));
        replies.put(
                "updateTip",
                owner.put("/sale-orders/" + surplus + "/payments/a-" + surplus + "/tip", json("{'amount':'1000'}")));
        replies.put(
                "createAdjustment",
                owner.post(
                        "/sale-orders/" + opened() + "/adjustments",
                        json("{'scope':'ORDER','kind':'PERCENT','value':'10'}")));
        replies.put("createCashMovement", owner.moveCash(session, "TIP_OUT", "1000", "tips"));
        replies.put(
                "createNoSale", owner.post("/pos/sessions/" + session + "/no-sale", json("{'reasonCode':'change'}")));
        String coin = "{'cashIncrement':{'VND':'" + (replies.get("createReturn").status() == 200 ? 500 : 1000) + "'}}";
        replies.put("updateSettings", owner.put("/settings", json(coin)));
        return replies;
    }

    private static String code(Api.Reply reply) {
        return reply.status() < 300 ? "done" : reply.at("/code");
    }

    @AfterEach
    void olderBuildIsGone() {
        Stack.sql("delete from SnowflakeSlot where slot = " + WORKER);
        await().atMost(TWO_RENEWALS).until(() -> inTheWay().isEmpty());
    }

    private String failedRefund() {
        String refund = owner.giveBack(sold("0"), "1").expect(200).at("/refunds/0/id");
        Webhooks.refund("failed", refund).expect(200);
        return refund;
    }

    /** Of a return that is rehearsed. */
    private String inTheWay() {
        String order = sold("0");
        String item = owner.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .at("/items/0/id");
        return owner.post(
                        "/sale-orders/" + order + "/returns?dryRun=true",
                        json("{'lines':[{'itemId':'%s','quantity':'1'}]}", item))
                .expect(200)
                .at("/blockers/0/code");
    }

    // RETURN-20, ROUND-7, OPS-18
    @Test
    void nothingIsDoneThatItWouldCountWrong() {
        owner.put("/catalogue/channels", json("{'channels':[{'id':'%s','name':'Room','currency':'VND'}]}", merchant))
                .expect(200);
        owner.put("/settings", json("{'cashByTill':true}")).expect(200);
        owner.post("/pos/sessions", json("{'saleChannelId':'%s','openingFloat':'100000'}", merchant))
                .expect(201);
        assertThat(each().values()).extracting(OlderBuildLiveTest::code).containsOnly("done");
        String failed = failedRefund();

        Stack.sql("insert into SnowflakeSlot (slot, owner, leasedUntil, highWater)" + " values (" + WORKER
                + ", 'older', now() + interval '1 hour', 1)");
        await().atMost(TWO_RENEWALS).until(() -> inTheWay().equals("older-build-live"));

        Map<String, Api.Reply> refused = each();
        assertThat(refused.keySet())
                .containsExactlyElementsOf(List.of(
                        "addCashPayment",
                        "createAdjustment",
                        "createCashMovement",
                        "createNoSale",
                        "createReturn",
                        "resolvePaymentReview",
                        "updateSettings",
                        "updateTip"));
        refused.put("retryRefund", owner.post("/refunds/" + failed + "/retry", "{}"));
        refused.put(
                "resolveRefund",
                owner.post("/refunds/" + failed + "/resolve", json("{'resolution':'MANUAL','note':'at the bank'}")));
        assertThat(refused.values()).extracting(Api.Reply::status).containsOnly(409);
        assertThat(refused.values()).extracting(OlderBuildLiveTest::code).containsOnly("older-build-live");
    }
}
