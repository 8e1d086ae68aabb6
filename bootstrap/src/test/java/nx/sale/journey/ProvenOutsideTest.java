package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import nx.sale.dev.Sisters;
import nx.sale.kit.Api;
import nx.sale.kit.LostPayments;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Money that was proven outside: two people complete the order, and the webhook that comes after all counts once. */
class ProvenOutsideTest {
    private static final String SEEN = json("{'reason':'bank statement, line 14'}");

    private final Sisters sisters = Stack.get().sisters();
    private final Api manager = Stack.as("manager");
    private final Api operator = Stack.as("operator");

    private String waiting() {
        String order = manager.open(PHO.x(1));
        manager.checkout(order).expect(200);
        return order;
    }

    private Api agreed(String order) {
        return operator.with(
                "X-Approval",
                manager.approve("Operations.complete", order, "saw it too")
                        .expect(201)
                        .at("/token"));
    }

    private static List<String> reviews(String order) {
        return Stack.sql("select kind, status, trunc(amount) from PaymentReview where saleOrderId = " + order);
    }

    // ACCESS-14, ORDER-15
    @Test
    void provenOutsideNeedsASecondPerson_andIsReviewedAndAudited() {
        String order = waiting();
        String path = "/operations/orders/" + order + "/complete";
        String total = manager.get("/sale-orders/" + order).at("/total");
        assertThat(operator.post(path, SEEN).expect(403).at("/code")).isEqualTo("second-person-needed");
        assertThat(manager.get("/sale-orders/" + order).at("/status")).isEqualTo("PROCESSING");

        JsonNode completed = agreed(order).post(path, SEEN).expect(200).body();

        assertThat(completed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(reviews(order)).containsExactly("SHORTFALL|OPEN|" + total);
        assertThat(Stack.sql(
                        "select reason from AuditEntry where action = 'COMPLETED_BY_HAND' and saleOrderId = " + order))
                .containsExactly("bank statement, line 14");
        assertThat(agreed(order).post(path, SEEN).expect(409).at("/code")).isEqualTo("order-not-allowed");
    }

    @AfterEach
    void mqPayAnswersAgain() {
        sisters.up("mq-pay", true);
    }

    // PAYMENT-18
    @Test
    void mqPayIsAskedFirst_whatItKnowsAsPaidIsBooked_andNothingIsCompletedByHand() {
        String order = waiting();
        String total = manager.get("/sale-orders/" + order).at("/total");
        LostPayments.announce(manager, order, total).expect(200);
        new LostPayments(sisters).make(order, total, "success");

        Api.Reply refused = agreed(order)
                .post("/operations/orders/" + order + "/complete", SEEN)
                .expect(409);

        assertThat(refused.at("/code")).isEqualTo("payment-arrived");
        assertThat(manager.get("/sale-orders/" + order).at("/counter/paid")).isEqualTo(total);
        assertThat(reviews(order)).isEmpty();
        assertThat(Stack.sql("select count(*) from AuditEntry where action = 'COMPLETED_BY_HAND' and saleOrderId = "
                        + order))
                .containsExactly("0");
    }

    // PAYMENT-18
    @Test
    void provenOutsideNeedsForceAndASecondPerson_whenMqPayIsUnavailable() {
        String order = waiting();
        String total = manager.get("/sale-orders/" + order).at("/total");
        LostPayments.announce(manager, order, total).expect(200);
        new LostPayments(sisters).make(order, total, "success");
        sisters.up("mq-pay", false);
        String path = "/operations/orders/" + order + "/complete";
        String forced = json("{'reason':'bank statement, line 14','force':true}");
        Api agreed = agreed(order);
        assertThat(agreed.post(path, SEEN).expect(503).at("/code")).isEqualTo("mq-pay-unavailable");
        assertThat(operator.post(path, forced).expect(403).at("/code")).isEqualTo("second-person-needed");

        assertThat(agreed.post(path, forced).expect(200).at("/status")).isEqualTo("COMPLETED");

        sisters.up("mq-pay", true);
        await().until(() -> manager.post("/operations/orders/" + order + "/verify-payments", "")
                        .status()
                == 200);
        assertThat(manager.get("/sale-orders/" + order).at("/counter/paid")).isEqualTo(total);
        assertThat(reviews(order)).containsExactly("SHORTFALL|OPEN|" + total);
    }

    @Test
    void theWebhookThatComesAfterAllCountsOnce() {
        String order = waiting();
        String total = manager.get("/sale-orders/" + order).at("/total");
        agreed(order).post("/operations/orders/" + order + "/complete", SEEN).expect(200);

        Webhooks.success(order).amount(total).send().expect(200);

        assertThat(manager.get("/sale-orders/" + order).at("/counter/paid")).isEqualTo(total);
        assertThat(reviews(order)).containsExactly("SHORTFALL|OPEN|" + total);
    }

    @Test
    void provenOutsideCompletesOnlyWhatIsDue_andNoDividedBill() {
        String part = waiting();
        Webhooks.success(part).amount("1000").send().expect(200);
        long total = Long.parseLong(manager.get("/sale-orders/" + part).at("/total"));
        agreed(part).post("/operations/orders/" + part + "/complete", SEEN).expect(200);
        assertThat(reviews(part)).containsExactly("SHORTFALL|OPEN|" + (total - 1000));

        String divided = waiting();
        manager.divide(divided, 2).expect(201);
        assertThat(agreed(divided)
                        .post("/operations/orders/" + divided + "/complete", SEEN)
                        .expect(409)
                        .at("/code"))
                .isEqualTo("order-has-checks");
        String draft = manager.open(PHO.x(1));
        assertThat(agreed(draft)
                        .post("/operations/orders/" + draft + "/complete", SEEN)
                        .expect(409)
                        .at("/code"))
                .isEqualTo("order-not-allowed");
    }
}
