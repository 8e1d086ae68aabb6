package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import nx.sale.dev.Sisters;
import nx.sale.kit.Api;
import nx.sale.kit.LostPayments;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MQ-Pay does not answer for ten minutes, and the tills take cash themselves. */
class CashByTillJourneyTest {
    private static final int TWINS = 8;

    private final String till = "till-" + System.nanoTime();
    private final Sisters sisters = Stack.get().sisters();
    private final Api owner = Stack.as("owner");
    private final Api manager = Stack.as("manager").with("x-device-info", till);
    private final Api cashier = Stack.as("cashier").with("x-device-info", till);

    @BeforeEach
    void mqPayGoesAway() {
        owner.put("/settings", json("{'cashByTill':true}")).expect(200);
        sisters.up("mq-pay", false);
    }

    @AfterEach
    void mqPayComesBack() {
        sisters.up("mq-pay", true);
        owner.put("/settings", json("{'cashByTill':false}")).expect(200);
    }

    /** The same request so often at once: each is answered with the payment, or told that the first is still under way. */
    private static List<Api.Reply> atOnce(Api once, String path, String body) {
        try (ExecutorService tablets = Executors.newFixedThreadPool(TWINS)) {
            List<CompletableFuture<Api.Reply>> sent = IntStream.range(0, TWINS)
                    .mapToObj(tablet -> CompletableFuture.supplyAsync(() -> once.post(path, body), tablets))
                    .toList();
            return sent.stream().map(CompletableFuture::join).toList();
        }
    }

    /** That brought money: an announced one brought none yet. */
    private List<JsonNode> payments(String order) {
        return rows(cashier.get("/sale-orders/" + order + "/payments")).stream()
                .filter(payment -> payment.at("/status").asText().equals("SUCCESS"))
                .toList();
    }

    private static List<JsonNode> rows(Api.Reply list) {
        assertThat(list.status()).as(list.text()).isIn(200, 201);
        return StreamSupport.stream(list.body().at("/data").spliterator(), false)
                .toList();
    }

    private String drawer(String session) {
        return manager.get("/pos/sessions/" + session + "/x-report").expect(200).at("/cash/sales");
    }

    // TILL-1, TILL-2, TILL-3, REVIEW-9
    @Test
    void cashIsBookedOnce_andMqPaysOwnWordTenMinutesLaterIsMarked() {
        String session = cashier.openShift("0").expect(201).at("/id");
        String order = cashier.open(PHO.x(1));
        String total = cashier.checkout(order).expect(200).at("/total");
        LostPayments.announce(cashier, order, total).expect(200);
        assertThat(manager.post("/operations/orders/" + order + "/verify-payments", "")
                        .expect(503)
                        .at("/code"))
                .isEqualTo("mq-pay-unavailable");
        String path = "/sale-orders/" + order + "/payments/cash";
        String body = json("{'amount':'%s'}", total);
        Api once = cashier.key("cash-" + order);

        List<Api.Reply> twins = atOnce(once, path, body);

        assertThat(twins).extracting(Api.Reply::status).containsAnyOf(200).isSubsetOf(200, 503);
        assertThat(twins)
                .filteredOn(reply -> reply.status() == 503)
                .allSatisfy(reply -> assertThat(reply.at("/code")).isEqualTo("request-in-progress"));
        assertThat(once.post(path, body).expect(200).at("/status")).isEqualTo("COMPLETED");
        assertThat(payments(order)).singleElement().satisfies(payment -> {
            assertThat(payment.at("/amount").asText()).isEqualTo(total);
            assertThat(payment.at("/method").asText()).isEqualTo("CASH");
        });
        assertThat(drawer(session)).isEqualTo(total);
        assertThat(Stack.sql("select count(*) from Outbox where topic = 'payment.success' and key = '" + order + "'"))
                .containsExactly("1");

        Stack.sql(
                "update PaymentAttempt set successAt = successAt - interval '10 minutes' where saleOrderId = " + order);
        sisters.up("mq-pay", true);
        Webhooks.success(order)
                .attempt("at-" + order)
                .amount(total)
                .method("CASH")
                .send()
                .expect(200);

        assertThat(payments(order)).hasSize(2);
        assertThat(manager.openReviews(order)).singleElement().satisfies(review -> {
            assertThat(review.at("/amount").asText()).isEqualTo(total);
            assertThat(review.at("/probableTwin").asText()).startsWith("cash-by-till-");
        });
        assertThat(once.post(path, body).expect(200).at("/status"))
                .as("the request again, after all of it")
                .isEqualTo("COMPLETED");
        assertThat(payments(order)).hasSize(2);
    }

    // TILL-1, TILL-2, TILL-3, REVIEW-9
    @Test
    void checksOfADividedBillArePaidOnceEach_andMqPaysOwnWordsTenMinutesLaterAreMarked() {
        String session = cashier.openShift("0").expect(201).at("/id");
        String order = cashier.open(PHO.x(2));
        String total = cashier.checkout(order).expect(200).at("/total");
        List<JsonNode> checks = rows(cashier.divide(order, 2));
        assertThat(checks).hasSize(2);
        String path = "/sale-orders/" + order + "/payments/cash";

        checks.forEach(check -> assertThat(atOnce(cashier.key("cash-" + id(check)), path, cash(check)))
                .extracting(Api.Reply::status)
                .containsAnyOf(200)
                .isSubsetOf(200, 503));
        checks.forEach(check -> assertThat(cashier.key("cash-" + id(check))
                        .post(path, cash(check))
                        .expect(200)
                        .at("/id"))
                .isEqualTo(order));

        assertThat(cashier.get("/sale-orders/" + order).expect(200).at("/status"))
                .isEqualTo("COMPLETED");
        assertThat(payments(order))
                .extracting(payment -> payment.at("/saleCheckId").asText())
                .containsExactlyInAnyOrderElementsOf(
                        checks.stream().map(CashByTillJourneyTest::id).toList());
        assertThat(drawer(session)).isEqualTo(total);

        Stack.sql(
                "update PaymentAttempt set successAt = successAt - interval '10 minutes' where saleOrderId = " + order);
        sisters.up("mq-pay", true);
        checks.forEach(check -> Webhooks.onCheck(id(check))
                .amount(check.at("/total").asText())
                .method("CASH")
                .send()
                .expect(200));

        assertThat(payments(order)).hasSize(4);
        List<JsonNode> reviews = manager.openReviews(order);
        assertThat(reviews)
                .extracting(review -> review.at("/saleCheckId").asText())
                .containsExactlyInAnyOrderElementsOf(
                        checks.stream().map(CashByTillJourneyTest::id).toList());
        assertThat(reviews)
                .extracting(review -> review.at("/probableTwin").asText())
                .allSatisfy(twin -> assertThat(twin).startsWith("cash-by-till-"))
                .doesNotHaveDuplicates();
    }

    private static String id(JsonNode check) {
        return check.at("/id").asText();
    }

    private static String cash(JsonNode check) {
        return json("{'amount':'%s','checkId':'%s'}", check.at("/total").asText(), id(check));
    }

    // TILL-2
    @Test
    void cashIsTheSameMoney_alsoWhenTheRequestIsForgotten() {
        String order = cashier.open(PHO.x(1));
        cashier.checkout(order).expect(200);
        String path = "/sale-orders/" + order + "/payments/cash";
        String key = "forgotten-" + order;
        String first = cashier.key(key)
                .post(path, json("{'amount':'1000'}"))
                .expect(200)
                .text();
        Stack.sql("delete from IdempotencyKey where key = '" + key + "'");

        Api.Reply again = cashier.key(key).post(path, json("{'amount':'1000'}")).expect(200);

        assertThat(again.text()).isEqualTo(first);
        assertThat(payments(order)).hasSize(1);
        Stack.sql("delete from IdempotencyKey where key = '" + key + "'");
        owner.put("/settings", json("{'cashByTill':false}")).expect(200);
        try {
            assertThat(cashier.key(key)
                            .post(path, json("{'amount':'1000'}"))
                            .expect(200)
                            .text())
                    .as("tills take cash no more, but this was taken")
                    .isEqualTo(first);
        } finally {
            owner.put("/settings", json("{'cashByTill':true}")).expect(200);
        }
        Stack.sql("delete from IdempotencyKey where key = '" + key + "'");
        assertThat(cashier.key(key)
                        .post(path, json("{'amount':'1000','tip':'500'}"))
                        .expect(422)
                        .at("/code"))
                .isEqualTo("idempotency-key-reused");
        assertThat(cashier.key(key)
                        .post(path, json("{'amount':'2000'}"))
                        .expect(422)
                        .at("/code"))
                .isEqualTo("idempotency-key-reused");
        assertThat(payments(order)).hasSize(1);
    }
}
