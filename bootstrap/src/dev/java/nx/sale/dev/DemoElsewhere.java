package nx.sale.dev;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sale of {@code sale demo} on a service that somebody else starts, such as a container: stands in for its sister services, waits
 * until it is ready, gives it the restaurant, plays and checks the story. Runs in a container beside it. Ends with 1 when a step was off.
 */
public final class DemoElsewhere {
    static final int SISTERS_PORT = 8090;
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private DemoElsewhere() {}

    /** {@code BASE_URL POSTGRES_URL KAFKA_BROKERS}, each as this process reaches it; without a word it plays nothing and stands in until it is ended. */
    public static void main(String[] words) throws InterruptedException {
        if (words.length == 0) {
            Sisters.startForContainers(SISTERS_PORT);
            Thread.currentThread().join();
        }
        if (words.length != 3) {
            System.err.println("usage: DemoElsewhere [BASE_URL POSTGRES_URL KAFKA_BROKERS]");
            System.exit(2);
        }
        System.exit(played(words[0], words[1], words[2]));
    }

    private static int played(String baseUrl, String postgresUrl, String brokers) {
        try (Sisters sisters = Sisters.startForContainers(SISTERS_PORT)) {
            return on(baseUrl, postgresUrl, brokers, sisters).play();
        } catch (Exception e) {
            System.err.println("sale demo: " + Up.causes(e));
            return 1;
        }
    }

    /** The sale for a service that is being started: waits until it is ready, and gives it the restaurant. */
    static Demo on(String baseUrl, String postgresUrl, String brokers, Sisters sisters)
            throws IOException, InterruptedException {
        sisters.webhookAt(baseUrl + "/webhooks/payment");
        Seeding seeding = new Seeding(baseUrl, sisters);
        seeding.awaitReady(READY_WITHIN);
        seeding.seed();
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String role : List.of("owner", "manager", "cashier", "waiter", "kitchen", "host")) {
            tokens.put(role, sisters.identity().token(role, Restaurant.MERCHANT));
        }
        Map<String, Object> facts = Map.of(
                "baseUrl",
                baseUrl,
                "postgresUrl",
                postgresUrl,
                "kafkaBootstrap",
                brokers,
                "sisterUrl",
                sisters.url(),
                "merchantId",
                Restaurant.MERCHANT,
                "saleChannelId",
                Restaurant.CHANNEL,
                "deviceId",
                Restaurant.DEVICE,
                "tokens",
                tokens);
        return new Demo(Sisters.JSON.valueToTree(facts));
    }
}
