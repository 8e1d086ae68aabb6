package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        return "{\"eventType\":\"mq-pay:refund.created\",\"payload\":{\"mark\":\"" + mark + "\"}}";
    }

    private static List<String> kept(String mark) {
        return Stack.sql(
                "select outcome, attempts, length(body) from \"PaymentEvent\" where body like '%" + mark + "%'");
    }

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

    @Test
    void aQueryOnItsAddressIsIgnored() {
        String mark = "query-" + System.nanoTime();
        assertThat(sent("application/json; charset=utf-8", "/webhooks/payment?source=mq&source=pay", unknown(mark))
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("IGNORED");
    }

    @Test
    void anUnknownEventIsKeptOncePerContent_bounded_andListed() {
        String mark = "twice-" + System.nanoTime();
        String body = unknown(mark + "x".repeat(100_000));
        assertThat(Webhooks.send(body).expect(200).at("/outcome")).isEqualTo("IGNORED");
        assertThat(Webhooks.send(body).expect(200).at("/outcome")).isEqualTo("DUPLICATE");
        assertThat(kept(mark)).containsExactly("IGNORED|2|4096");
        assertThat(Webhooks.send(body.replace("}}", " }}")).expect(200).at("/outcome"))
                .isEqualTo("IGNORED");
        String id = Stack.sql("select min(id) from \"PaymentEvent\" where body like '%" + mark + "%'")
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
    void whatCannotBeReadIsKeptOncePerContent() {
        String mark = "unreadable-" + System.nanoTime();
        String body = "{\"eventType\":\"mq-pay:attempt.success\",\"payload\":{\"mark\":\"" + mark + "\"}}";
        for (int time = 0; time < 3; time++) {
            assertThat(Webhooks.send(body).expect(500).at("/code")).isEqualTo("webhook-unreadable");
        }
        assertThat(kept(mark)).hasSize(1).first().asString().startsWith("FAILED|3|");
    }

    @Test
    void aSourceOfNineteenDigitsIsAnOrderThatIsNotHere_andOneAboveEveryIdIsInvalid() {
        String attempt = "long-" + System.nanoTime();
        assertThat(Webhooks.send(Webhooks.attempt("success", "1234567890123456789", "t", attempt, "1"))
                        .expect(404)
                        .at("/code"))
                .isEqualTo("payment-target-unknown");
        assertThat(Webhooks.send(Webhooks.attempt("success", "9223372036854775807", "t", attempt + "-max", "1"))
                        .expect(404)
                        .at("/code"))
                .isEqualTo("payment-target-unknown");
        for (String above : List.of("9223372036854775808", "9".repeat(30))) {
            assertThat(Webhooks.send(Webhooks.attempt("success", above, "t", attempt + above, "1"))
                            .expect(422)
                            .at("/code"))
                    .isEqualTo("invalid");
            assertThat(Stack.sql("select outcome from \"PaymentEvent\" where attemptUid = '" + attempt + above + "'"))
                    .containsExactly("PARKED");
        }
    }
}
