package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are short to write and gigabytes to write out: no request may make one of them. */
class AbsurdNumbersTest {
    private final Api cashier = Stack.as("cashier");

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "'1e1000000000'", "1e-1000000000", "1e99999999999999999999", "-5"})
    void aWebhookWithOneIsKeptAsFailed_andAnswered500(String number) {
        String attempt = "absurd-" + System.nanoTime();
        String body = """
                {"eventType":"mq-pay:attempt.success","payload":{"transaction":{"uid":"z1","total":%s,"paid":1,
                 "sourceType":"SaleOrder","sourceId":"1"},"attempt":{"uid":"%s","status":"SUCCESS","amount":1}}}
                """.formatted(json(number), attempt);
        assertThat(Webhooks.send(body).expect(500).at("/code")).isEqualTo("webhook-unreadable");
        assertThat(Stack.sql(
                        "select outcome, attempts from " + Stack.WEBHOOKS + " where attemptUid = '" + attempt + "'"))
                .containsExactly("FAILED|1");
    }

    @Test
    void aWebhookNestedTooDeeplyIsKeptAsFailed_andAnswered500() {
        String mark = "deep-" + System.nanoTime();
        String body = json(
                "{'eventType':'mq-pay:attempt.success','mark':'%s','payload':%s%s}",
                mark, "[".repeat(5_000), "]".repeat(5_000));
        assertThat(Webhooks.send(body).expect(500).at("/code")).isEqualTo("webhook-unreadable");
        assertThat(Stack.sql("select outcome from " + Stack.WEBHOOKS + " where body like '%" + mark + "%'"))
                .containsExactly("FAILED");
    }

    @Test
    void theEventTypeOfAWebhookMayHoldAnything() {
        String mark = "odd-" + System.nanoTime();
        assertThat(Webhooks.send(json("{'eventType':'%s\\u0000\\ud83c','payload':{}}", mark))
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("IGNORED");
        assertThat(Stack.sql("select outcome from " + Stack.WEBHOOKS + " where eventType = '" + mark + "'"))
                .containsExactly("IGNORED");
    }

    @Test
    void bodiesAndFiltersRefuseThem() {
        String order = cashier.open(PHO.x(1));
        for (String number : List.of("1e1000000000", "1e-1000000000", json("'1e1000000000'"), "9".repeat(90))) {
            cashier.post(
                            "/sale-orders/" + order + "/items",
                            json("{'items':[{'itemId':'71001','quantity':%s}]}", number))
                    .expect(422);
            cashier.post("/sale-orders/" + order + "/items", json("{'items':[{'itemId':%s,'quantity':1}]}", number))
                    .expect(422);
        }
        cashier.post(
                        "/sale-orders/" + order + "/items",
                        json("{'items':[{'itemId':'71001','quantity':%s}]}", "9".repeat(1_000)))
                .expect(400);
    }
}
