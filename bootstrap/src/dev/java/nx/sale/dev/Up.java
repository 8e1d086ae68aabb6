package nx.sale.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** {@code sale up}: the local stack until it is stopped. */
public final class Up {
    private static final int DEFAULT_PORT = 3000;

    private Up() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = Arrays.asList(arguments);
        Path folder = Path.of(".sale").toAbsolutePath();
        int at = given.indexOf("--port");
        int port = at < 0 ? DEFAULT_PORT : Integer.parseInt(given.get(at + 1));
        Path facts = folder.resolve("up.json");
        Files.deleteIfExists(facts);
        LocalStack stack = started(folder, port);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            try {
                Files.deleteIfExists(facts);
                stack.close();
            } catch (IOException e) {
                System.err.println("could not stop cleanly: " + e.getMessage());
            } finally {
                stopped.countDown();
            }
        }));
        // Whoever waits for the facts finds the welcome printed: the launcher shows it then.
        System.out.println(welcome(stack.facts()));
        stack.writeFacts(facts);
        stopped.await();
    }

    /** The stack; what started before something failed would keep the process alive, so a failure ends it. */
    private static LocalStack started(Path folder, int port) throws IOException, InterruptedException {
        try {
            return LocalStack.start(folder, port);
        } catch (RuntimeException e) {
            e.printStackTrace();
            System.err.println("sale up: could not start: " + e.getMessage());
            System.exit(1);
            throw e;
        }
    }

    @SuppressWarnings("unchecked")
    private static String welcome(Map<String, Object> facts) {
        Map<String, String> tokens = (Map<String, String>) facts.get("tokens");
        StringBuilder text = new StringBuilder();
        text.append("\nnx-seller-sale is ready.\n\n");
        text.append("  service     ").append(facts.get("baseUrl")).append('\n');
        text.append("  sisters     ").append(facts.get("sisterUrl")).append('\n');
        text.append("  signal      ").append(facts.get("signalUrl")).append("/updates\n");
        text.append("  kafka       ").append(facts.get("kafkaBootstrap")).append('\n');
        text.append("  postgres    ").append(facts.get("postgresUrl")).append('\n');
        text.append("  for scripts .sale/up.json\n\nA token per role (30 days):\n\n");
        tokens.forEach((role, token) ->
                text.append("  ").append(role).append(' ').append(token).append("\n\n"));
        String head = "curl -s -H 'Authorization: Bearer " + tokens.get("cashier") + "' -H 'x-merchant-id: "
                + facts.get("merchantId") + "' -H 'Content-Type: application/json' ";
        text.append("Try:\n\n  ")
                .append(head)
                .append("'")
                .append(facts.get("baseUrl"))
                .append("/catalogue/variants'\n\n  ");
        text.append(head)
                .append("-d '{\"saleChannelId\":\"")
                .append(facts.get("saleChannelId"))
                .append("\",\"items\":[{\"itemId\":\"71001\",\"quantity\":\"2\"}]}' '")
                .append(facts.get("baseUrl"))
                .append("/sale-orders'\n\n  ");
        text.append("curl -s '")
                .append(facts.get("baseUrl"))
                .append("/readyz'\n\nCtrl-C stops everything; after --detach, ./sale down does.");
        return text.toString();
    }
}
