package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** A guest pays twice: the review of what is too much names the attempt it is a probable twin of, and there is no second review. */
class TwinPaymentsJourneyTest {
    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");
    private final String order = cashier.open(PHO.x(1));
    private final String total = cashier.checkout(order).expect(200).at("/total");

    private void pay(String attempt, String amount, String provider) {
        Webhooks.send(Webhooks.success(order)
                        .transaction("t-" + attempt + order)
                        .attempt(attempt + order)
                        .amount(amount)
                        .body()
                        .replace(json("'SYSTEM'"), json("'%s'", provider)))
                .expect(200);
    }

    /** The reviews of the order: kind, amount, and whose twin it is. */
    private List<String> reviews() {
        return manager.openReviews(order).stream()
                .map(review -> review.at("/kind").asText() + " "
                        + review.at("/amount").asText() + " "
                        + review.at("/probableTwin").asText().replace(order, ""))
                .toList();
    }

    private static String plus(String amount, String more) {
        return new BigDecimal(amount).add(new BigDecimal(more)).toPlainString();
    }

    // REVIEW-9
    @Test
    void theSameAmountByTheSameTenderWithinTenMinutesIsAProbableTwin() {
        pay("a", total, "SYSTEM");
        pay("b", total, "SYSTEM");

        assertThat(reviews()).containsExactly("OVERPAID " + total + " a");
    }

    @Test
    void differentAmountIsNoTwin() {
        pay("a", total, "SYSTEM");
        pay("b", plus(total, "1"), "SYSTEM");

        assertThat(reviews()).containsExactly("OVERPAID " + plus(total, "1") + " null");
    }

    @Test
    void differentTenderIsNoTwin() {
        pay("a", total, "SYSTEM");
        Webhooks.send(Webhooks.success(order)
                        .transaction("t-b" + order)
                        .attempt("b" + order)
                        .amount(total)
                        .body()
                        .replace(json("'metadata':{}"), json("'metadata':{'method':'CARD'}")))
                .expect(200);

        assertThat(reviews()).containsExactly("OVERPAID " + total + " null");
    }

    // REVIEW-9
    @Test
    void elevenMinutesLaterIsNoTwin() {
        pay("a", total, "SYSTEM");
        Stack.sql(
                "update PaymentAttempt set successAt = successAt - interval '11 minutes' where saleOrderId = " + order);
        pay("b", total, "SYSTEM");

        assertThat(reviews()).containsExactly("OVERPAID " + total + " null");
    }

    @Test
    void twoEqualPartsOfABillAreNoneWhileNothingIsTooMuch() {
        pay("a", "1000", "SYSTEM");
        pay("b", "1000", "SYSTEM");

        assertThat(reviews()).isEmpty();
    }
}
