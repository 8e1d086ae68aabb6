package nx.sale.kit;

import static nx.sale.text.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import nx.sale.dev.Sisters;

/** Payments at the stand-in of MQ-Pay whose webhooks never come. */
public final class LostPayments {
    private final Sisters sisters;

    public LostPayments(Sisters sisters) {
        this.sisters = sisters;
    }

    /** Makes an attempt for an order, {@code at-ORDER}, with this outcome, and loses its webhooks. */
    public void make(String order, String amount, String outcome) {
        String transaction = mqPay("/transactions", Map.of("sourceId", order, "total", amount))
                .at("/uid")
                .asText();
        mqPay(
                "/transactions/" + transaction + "/attempts",
                Map.of("amount", amount, "outcome", outcome, "attemptId", "at-" + order, "deliver", false));
    }

    /** The same for a check, {@code at-CHECK}. */
    public void makeForCheck(String check, String amount) {
        String transaction = mqPay(
                        "/transactions", Map.of("sourceType", "SaleCheck", "sourceId", check, "total", amount))
                .at("/uid")
                .asText();
        mqPay(
                "/transactions/" + transaction + "/attempts",
                Map.of("amount", amount, "outcome", "success", "attemptId", "at-" + check, "deliver", false));
    }

    /** What a terminal says before. */
    public static Api.Reply announce(Api who, String order, String amount) {
        return who.post(
                "/sale-orders/" + order + "/payments/announce",
                json("{'attemptId':'at-%s','attemptUid':'at-%s','amount':'%s'}", order, order, amount));
    }

    private JsonNode mqPay(String path, Map<String, Object> body) {
        return SisterServices.ask(
                sisters, "/mq-pay" + path, Api.JSON.valueToTree(body).toString());
    }
}
