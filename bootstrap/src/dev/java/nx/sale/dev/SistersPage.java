package nx.sale.dev;

import java.util.List;

/** What {@code GET /} of the sister services shows: everything there is to ask of them. */
public final class SistersPage {
    /** A line of it. */
    public record Entry(String method, String path, String what) {}

    public static final List<Entry> ENTRIES = List.of(
            new Entry("GET", "/identity/jw-certs", "the key set that proves tokens"),
            new Entry("GET", "/identity/policy-definitions?userId=ID", "what a user may do"),
            new Entry(
                    "POST",
                    "/identity/tokens?role=cashier&merchantId=70001",
                    "a token for any role and merchant; &name=Ben for another person, &lifeSeconds=60 for a short one, "
                            + "&organizerId=5 for the owner of an organizer with these merchants, by commas"),
            new Entry("POST", "/pricing/simulation/calculate", "what an order costs"),
            new Entry("POST", "/pricing/simulation-v2/calculate", "the same in detail"),
            new Entry("GET", "/commerce/product-variants?merchantId=70001&ids=1", "variants that nobody imported"),
            new Entry(
                    "POST",
                    "/mq-pay/transactions",
                    "{\"sourceId\":ORDER,\"total\":\"140400\"} opens a transaction; \"sourceType\":\"SaleCheck\" for a check"),
            new Entry("GET", "/mq-pay/transactions", "all of them, and what became of them"),
            new Entry("GET", "/mq-pay/transactions/UID", "one of them"),
            new Entry(
                    "POST",
                    "/mq-pay/transactions/UID/attempts",
                    "{\"method\":\"CASH\"} pays what is due; \"amount\", \"provider\", \"outcome\": success, failed, expired or pending; "
                            + "\"deliver\":false keeps the webhook back"),
            new Entry(
                    "POST",
                    "/mq-pay/transactions/UID/attempts/ATTEMPT/refund",
                    "gives it back; {\"amount\":\"1000\"} for a part"),
            new Entry(
                    "POST",
                    "/mq-pay/refunds",
                    "{\"uid\":REFUND,\"attemptUid\":ATTEMPT,\"amount\":\"1000\"} answers a refund that the service asks for; \"outcome\": sent, success"
                            + " or failed. sale up answers each with success by itself"),
            new Entry("POST", "/mq-pay/transactions/UID/cancel", "cancels the transaction"),
            new Entry(
                    "POST",
                    "/mq-pay/transactions/UID/deliver?order=reversed",
                    "sends the webhooks kept back: as-made, reversed or shuffled"),
            new Entry("POST", "/mq-pay/transactions/UID/repeat?order=shuffled", "sends all of them again"),
            new Entry(
                    "GET",
                    "/mq-pay/pay?sourceType=SaleOrder&sourceId=1&total=140400&due=140400&currency=VND&locale=en",
                    "the page that the console shows to have a payment taken"),
            new Entry("POST", "/mq-pay/payments/verify", "{\"attemptId\":ATTEMPT} says how an attempt ended (BASIC)"),
            new Entry("GET", "/signal/updates?room=merchant/70001", "the live updates that signal took"),
            new Entry("WS", "/signal/ws", "the same for a screen"),
            new Entry("GET", "/_switch", "what is switched off or slow"),
            new Entry(
                    "POST",
                    "/_switch/pricing?up=false",
                    "switches a part off or on: identity, pricing, commerce, mq-pay, signal (&delayMs=2000 slows them), kafka, "
                            + "postgres, redis"));

    private SistersPage() {}

    static String text(String url) {
        StringBuilder text = new StringBuilder(
                "The sister services of the local stack. docs/local-stack.md shows how they are used.\n\n");
        ENTRIES.forEach(entry ->
                text.append("%-4s %s%s%n       %s%n".formatted(entry.method(), url, entry.path(), entry.what())));
        return text.toString();
    }
}
