package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import nx.sale.dev.PricingStandIn;
import nx.sale.dev.PricingStandIn.Fare;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes over HTTP: given on an order, applied or refused by pricing at checkout, and in the messages that end the order. */
class CodeJourneyTest {
    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");
    private final PricingStandIn pricing = Stack.get().sisters().pricing();

    /** At any hour. */
    @BeforeEach
    void noHappyHour() {
        pricing.fares(Map.of("65000", Fare.of("0", "8"), "10000", Fare.of("0", "8")));
    }

    @AfterEach
    void usualPricing() {
        pricing.fares(Map.of());
        pricing.trick("");
    }

    private Api.Reply give(String order, String code) {
        return cashier.post(
                "/sale-orders/" + order + "/adjustments", json("{'scope':'ORDER','kind':'CODE','code':'%s'}", code));
    }

    private static List<JsonNode> changes(String order, int count) {
        return Topic.of(Stack.get().kafkaBootstrap(), "sale-order.changed", order, count).stream()
                .map(Topic.Event::body)
                .toList();
    }

    private static String codes(JsonNode message) {
        return message.at("/codes").toString();
    }

    /** Codes are in what ends an order and nowhere else, so that pricing redeems or frees each once. */
    private static void endsWith(String order, int count, String change, String codes) {
        List<JsonNode> changes = changes(order, count);
        assertThat(changes.getLast().at("/change").asText()).isEqualTo(change);
        assertThat(codes(changes.getLast())).isEqualTo(json(codes));
        assertThat(changes.subList(0, changes.size() - 1)).noneMatch(message -> message.has("codes"));
    }

    // DISCOUNT-16, DISCOUNT-17
    @Test
    void pricingAppliesACode_andTheCompletedOrderSaysIt() {
        String order = cashier.open(PHO.x(2), TEA.x(1));
        Api.Reply given = give(order, PricingStandIn.PERCENT_CODE).expect(200);
        assertThat(given.at("/discount")).isEqualTo("0");
        assertThat(given.at("/adjustments/0/code")).isEqualTo(PricingStandIn.PERCENT_CODE);
        assertThat(given.at("/adjustments/0/amount")).isEqualTo("0");
        assertThat(give(order, PricingStandIn.PERCENT_CODE).expect(409).at("/code"))
                .isEqualTo("code-present");
        give(order, PricingStandIn.AMOUNT_CODE).expect(200);

        Api.Reply preview =
                cashier.post("/sale-orders/" + order + "/pricing-preview", "{}").expect(200);
        Api.Reply sold = cashier.checkout(order).expect(200);
        for (Api.Reply reply : List.of(preview, sold)) {
            assertThat(reply.at("/discountBeforePricing")).isEqualTo("0");
            assertThat(reply.at("/discount")).as("14,000 and 20,000").isEqualTo("34000");
            assertThat(reply.at("/tax")).isEqualTo("8480");
            assertThat(reply.at("/total")).isEqualTo("114480");
        }
        Webhooks.success(order).amount("114480").send().expect(200);
        endsWith(order, 3, "COMPLETED", "['WELCOME10','LUNCH20']");
    }

    // DISCOUNT-16
    @Test
    void aCancelledOrderFreesItsCodes() {
        String order = cashier.open(PHO.x(1));
        give(order, PricingStandIn.AMOUNT_CODE).expect(200);
        cashier.checkout(order).expect(200);
        cashier.cancel(order, "left").expect(200);
        endsWith(order, 3, "CANCELLED", "['LUNCH20']");

        String draft = cashier.open(PHO.x(1));
        give(draft, "NOBODY-KNOWS-IT").expect(200);
        cashier.cancel(draft, "left").expect(200);
        endsWith(draft, 2, "CANCELLED", "['NOBODY-KNOWS-IT']");
    }

    // DISCOUNT-7, DISCOUNT-16
    @Test
    void aMergedOrderTakesItsCodesAlong_andIsNotFreed() {
        String order = cashier.open(PHO.x(1));
        String source = cashier.open(TEA.x(1));
        give(order, PricingStandIn.PERCENT_CODE).expect(200);
        give(source, PricingStandIn.AMOUNT_CODE).expect(200);
        manager.merge(order, source).expect(200);
        String total = cashier.checkout(order).expect(200).at("/total");
        Webhooks.success(order).amount(total).send().expect(200);

        endsWith(order, 4, "COMPLETED", "['WELCOME10','LUNCH20']");
        assertThat(changes(source, 2)).noneMatch(message -> message.has("codes"));
        assertThat(cashier.get("/sale-orders/" + source).expect(200).at("/cancellationReason"))
                .isEqualTo("MERGED");
    }

    @ParameterizedTest
    @CsvSource({"SUMMER, '', the code is over", "NOBODY-KNOWS-IT, '', unknown code", "WELCOME10, no-codes, ''"})
    void aCodeThatPricingDoesNotApplyIsRefusedAtCheckout(String code, String trick, String reason) {
        String order = cashier.open(PHO.x(2));
        Api.Reply given = give(order, code).expect(200);
        pricing.trick(trick);

        Api.Reply refused = cashier.checkout(order).expect(422);
        assertThat(refused.at("/code")).isEqualTo("code-refused");
        assertThat(refused.at("/codes/0")).isEqualTo(code);
        assertThat(refused.at("/reasons/0")).isEqualTo(reason);
        Api.Reply draft = cashier.get("/sale-orders/" + order).expect(200);
        assertThat(draft.at("/status")).isEqualTo("DRAFT");
        assertThat(draft.at("/revision")).isEqualTo(given.at("/revision"));

        cashier.delete("/sale-orders/" + order + "/adjustments/" + given.at("/adjustments/0/id"))
                .expect(200);
        assertThat(cashier.checkout(order).expect(200).at("/total")).isEqualTo("140400");
    }
}
