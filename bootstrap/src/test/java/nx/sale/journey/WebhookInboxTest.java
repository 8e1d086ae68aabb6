package nx.sale.journey;

import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the webhook takes from whom, and what it keeps. */
class WebhookInboxTest {
    private final Api operator = Stack.as("operator");

    private static Api.Reply sent(String contentType, String path, String body) {
        return Stack.as("cashier")
                .with("Authorization", "")
                .with("x-merchant-id", "")
                .with("Content-Type", contentType)
                .post(path, body);
    }

    private static String unknown(String mark) {
        return json("{'eventType':'mq-pay:refund.created','payload':{'mark':'%s'}}", mark);
    }

    private static List<String> kept(String mark) {
        return Stack.sql(
                "select outcome, attempts, length(body) from " + Stack.WEBHOOKS + " where body like '%" + mark + "%'");
    }

    // WEBHOOK-5
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain;charset=UTF-8",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain; application/json"
            })
    void onlyJsonIsTaken_soThatAPageInABrowserCannotSendIt(String contentType) {
        String mark = "media-" + System.nanoTime();
        assertThat(sent(contentType, "/webhooks/payment", unknown(mark))
                        .expect(415)
                        .at("/code"))
                .isEqualTo("media-type-unsupported");
        assertThat(kept(mark)).isEmpty();
    }

    // WEBHOOK-11
    @Test
    void aQueryOnItsAddressIsIgnored() {
        String mark = "query-" + System.nanoTime();
        assertThat(sent("application/json; charset=utf-8", "/webhooks/payment?source=mq&source=pay", unknown(mark))
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("IGNORED");
    }

    // WEBHOOK-7
    @Test
    void anUnknownEventIsKeptOncePerContent_bounded_andListed() {
        String mark = "twice-" + System.nanoTime();
        String body = unknown(mark + "x".repeat(100_000));
        assertThat(Webhooks.send(body).expect(200).at("/outcome")).isEqualTo("IGNORED");
        assertThat(Webhooks.send(body).expect(200).at("/outcome")).isEqualTo("DUPLICATE");
        assertThat(kept(mark)).containsExactly("IGNORED|2|4096");
        assertThat(Webhooks.send(body.replace("}}", " }}")).expect(200).at("/outcome"))
                .isEqualTo("IGNORED");
        String id = Stack.sql("select min(id) from " + Stack.WEBHOOKS + " where body like '%" + mark + "%'")
                .getFirst();
        Api.Reply listed = operator.get(
                        "/operations/webhooks?outcome=IGNORED&limit=200&cursor=" + (Long.parseLong(id) - 1))
                .expect(200);
        assertThat(listed.body().at("/data").findValuesAsText("id")).contains(id);
        assertThat(operator.post("/operations/webhooks/" + id + "/replay", "")
                        .expect(409)
                        .at("/code"))
                .isEqualTo("webhook-not-replayable");
    }

    @Test
    void unreadableWebhookIsStoredOncePerContent() {
        String mark = "unreadable-" + System.nanoTime();
        String body = json("{'eventType':'mq-pay:attempt.success','payload':{'mark':'%s'}}", mark);
        for (int time = 0; time < 3; time++) {
            assertThat(Webhooks.send(body).expect(500).at("/code")).isEqualTo("webhook-unreadable");
        }
        assertThat(kept(mark)).hasSize(1).first().asString().startsWith("FAILED|3|");
    }

    // WEBHOOK-5
    @Test
    void sourceOfNineteenDigitsIsAnUnknownOrder_andALargerOneIsInvalid() {
        String attempt = "long-" + System.nanoTime();
        assertThat(Webhooks.success("1234567890123456789")
                        .transaction("t")
                        .attempt(attempt)
                        .amount("1")
                        .send()
                        .expect(404)
                        .at("/code"))
                .isEqualTo("payment-target-unknown");
        assertThat(Webhooks.success("9223372036854775807")
                        .transaction("t")
                        .attempt(attempt + "-max")
                        .amount("1")
                        .send()
                        .expect(404)
                        .at("/code"))
                .isEqualTo("payment-target-unknown");
        for (String above : List.of("9223372036854775808", "9".repeat(30))) {
            assertThat(Webhooks.success(above)
                            .transaction("t")
                            .attempt(attempt + above)
                            .amount("1")
                            .send()
                            .expect(422)
                            .at("/code"))
                    .isEqualTo("invalid");
            assertThat(Stack.sql(
                            "select outcome from " + Stack.WEBHOOKS + " where attemptUid = '" + attempt + above + "'"))
                    .containsExactly("PARKED");
        }
    }

    private final Api cashier = Stack.as("cashier");

    private static String attempt(String type, String uid, String source, String more) {
        return """
                {"eventType":"mq-pay:attempt.success","payload":{"transaction":{"id":"x-%2$s","uid":"t-%2$s","status":"304_SETTLED"},
                 "attempt":{"id":"id-%2$s","uid":"%2$s","status":"302_SUCCESS","amount":"1000"%4$s,
                  "metadata":{"source":{"type":"%1$s","id":"%3$s"}}}}}""".formatted(type, uid, source, more);
    }

    // WEBHOOK-6
    @Test
    void foreignPaymentIsIgnored_boundedAndNeverReplayed() {
        String mark = "foreign-" + System.nanoTime();
        String body = attempt("Invoice", mark, "inv-7", json(",'reason':'%s'", "x".repeat(10_000)));
        assertThat(Webhooks.send(body).expect(200).at("/outcome")).isEqualTo("IGNORED");
        assertThat(Webhooks.send(body).expect(200).at("/outcome")).isEqualTo("DUPLICATE");
        assertThat(kept(mark)).containsExactly("IGNORED|2|4096");
        assertThat(Stack.sql("select readable, error from " + Stack.WEBHOOKS + " where attemptUid = '" + mark + "'"))
                .containsExactly("f|for another service: Invoice");
    }

    private static String naming(String merchant, String uid, String order) {
        return attempt("SaleOrder", uid, order, "")
                .replace(json("'metadata':{"), json("'metadata':{'merchantId':'%s',", merchant));
    }

    // WEBHOOK-14
    @Test
    void aPaymentIsParkedWhenTheMerchantItNamesHasNoSuchOrder_andAppliedByHand() {
        String order = cashier.open(TEA.x(1));
        cashier.checkout(order).expect(200);
        String uid = "named-" + System.nanoTime();
        Webhooks.send(naming("70999", uid, order)).expect(404);
        String webhook = Stack.sql("select id from " + Stack.WEBHOOKS + " where attemptUid = '" + uid + "'")
                .getFirst();
        assertThat(operator.post("/operations/webhooks/" + webhook + "/replay", "")
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("APPLIED");

        assertThat(Webhooks.send(naming("70001", uid + "-2", order)).expect(200).at("/outcome"))
                .isEqualTo("APPLIED");
    }

    @Test
    void transactionWithoutSourceFollowsItsAttempts() {
        String order = cashier.open(TEA.x(10));
        cashier.checkout(order).expect(200);
        String uid = "follow-" + System.nanoTime();
        String settled = json(
                "{'eventType':'mq-pay:transaction.settled','payload':{'transaction':{'uid':'t-%s',"
                        + "'status':'304_SETTLED','paid':1000}}}",
                uid);
        assertThat(Webhooks.send(settled).expect(500).at("/code")).isEqualTo("webhook-unreadable");
        Webhooks.send(attempt("sale-order", uid, order, json(",'paymentProvider':'VNPAY_QR_MMS'")))
                .expect(200);
        assertThat(Webhooks.send(settled).expect(200).at("/outcome")).isEqualTo("APPLIED");
        assertThat(cashier.get("/sale-orders/" + order + "/payments")
                        .expect(200)
                        .at("/data/0/method"))
                .isEqualTo("QR");
    }

    @Test
    void partialCancellationOpensAReversedReview_alsoWhenReceivedFirst() {
        String order = cashier.open(TEA.x(10));
        cashier.checkout(order).expect(200);
        String uid = "back-" + System.nanoTime();
        String cancel = attempt(
                        "SaleOrder", uid + "-c", order, json(",'type':'200_CANCEL_PAYMENT','parentId':'id-%s'", uid))
                .replace(json("'1000'"), "400");
        assertThat(Webhooks.send(cancel).expect(200).at("/outcome")).isEqualTo("APPLIED");
        Webhooks.send(attempt("SaleOrder", uid, order, "")).expect(200);
        assertThat(Stack.sql("select kind, amount, attemptUid from PaymentReview where saleOrderId = " + order))
                .containsExactly("REVERSED|400.0000|" + uid);
        Api.Reply payments = cashier.get("/sale-orders/" + order + "/payments").expect(200);
        assertThat(payments.at("/data/0/type")).isEqualTo("CANCEL_PAYMENT");
        assertThat(payments.at("/data/0/parentId")).isEqualTo("id-" + uid);
        assertThat(payments.at("/data/1/type")).isEqualTo("PAYMENT");
        assertThat(cashier.get("/sale-orders/" + order).expect(200).at("/counter/paid"))
                .isEqualTo("1000");
    }
}
