package nx.sale.dev;

import java.util.Map;

/** What {@code sale up} prints when everything is ready: where things are, a token per role, and a sale from first item to last dong. */
public final class Welcome {
    private Welcome() {}

    @SuppressWarnings("unchecked")
    public static String text(Map<String, Object> facts) {
        Map<String, String> tokens = (Map<String, String>) facts.get("tokens");
        StringBuilder text = new StringBuilder("\nnx-seller-sale is ready.\n\n");
        line(text, "service", facts.get("baseUrl"));
        line(text, "explorer", facts.get("docUrl"));
        line(text, "as owner", facts.get("explorer"));
        line(
                text,
                "sisters",
                facts.get("sisterUrl") + "   lists what identity, pricing, mq-pay, commerce and signal take");
        line(text, "kafka", facts.get("kafkaBootstrap"));
        line(text, "postgres", facts.get("postgresUrl"));
        line(text, "redis", facts.get("redisUrl"));
        line(text, "scripts", ".sale/up.json names all of this; ./sale fact NAME prints one of it");
        text.append("\nThe console, signed in (open a link in a browser):\n\n");
        ((Map<String, String>) facts.get("console"))
                .forEach((role, link) -> text.append("  %-11s %s%n".formatted(role, link)));
        text.append("\nA token per role (30 days; the same after a restart):\n\n");
        tokens.forEach((role, token) ->
                text.append("  ").append(role).append(' ').append(token).append("\n\n"));
        text.append("Sell a pho for two, paste this:\n\n");
        sale(facts, tokens)
                .lines()
                .forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("\nMore in docs/local-stack.md. Ctrl-C stops everything; after --detach, ./sale down does.");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append("  %-11s %s%n".formatted(name, value));
    }

    /** Shell that opens an order, checks it out, pays it and shows it COMPLETED. */
    public static String sale(Map<String, Object> facts, Map<String, String> tokens) {
        return """
                SALE=%s MQPAY=%s
                TOKEN=%s
                till() { curl -s -H "Authorization: Bearer $TOKEN" -H 'x-merchant-id: %s' -H 'x-device-info: %s' -H 'Content-Type: application/json' "$@"; }
                first() { grep -o "\\"$1\\":\\"[^\\"]*\\"" | head -n 1 | cut -d '"' -f 4; }
                ORDER=$(till -d '{"saleChannelId":"%s","items":[{"itemId":"71001","quantity":"2"}]}' "$SALE/sale-orders" | first id)
                till -d '{"finance":{"type":"CASH"}}' "$SALE/sale-orders/$ORDER/checkout"
                TOTAL=$(till "$SALE/sale-orders/$ORDER" | first total)
                PAYMENT=$(curl -s -d "{\\"sourceId\\":\\"$ORDER\\",\\"total\\":\\"$TOTAL\\"}" "$MQPAY/transactions" | first uid)
                curl -s -d '{"method":"CASH"}' "$MQPAY/transactions/$PAYMENT/attempts"
                till "$SALE/sale-orders/$ORDER" | first status
                """.formatted(
                        facts.get("baseUrl"),
                        facts.get("mqPayUrl"),
                        tokens.get("cashier"),
                        facts.get("merchantId"),
                        facts.get("deviceId"),
                        facts.get("saleChannelId"));
    }
}
