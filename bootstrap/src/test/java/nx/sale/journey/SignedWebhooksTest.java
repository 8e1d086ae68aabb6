package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payment webhooks with signatures on: forged and replayed ones, and ones from elsewhere, move no money (WEBHOOK-8, WEBHOOK-9, WEBHOOK-10). */
class SignedWebhooksTest {
    private static final String OLD = secret("the-old-secret");
    private static final String NEW = secret("the-new-secret");

    @TempDir
    Path folder;

    private static String secret(String text) {
        return "whsec_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String seconds(Duration from) {
        return Long.toString(Instant.now().plus(from).getEpochSecond());
    }

    private static String signature(String secret, String id, String timestamp, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        byte[] sum = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(sum);
    }

    private static Api.Reply sent(ServiceProcess at, String id, String timestamp, String signature, String body) {
        return Api.at(at.base(), "", Restaurant.MERCHANT)
                .with("Authorization", "")
                .with("webhook-id", id)
                .with("webhook-timestamp", timestamp)
                .with("webhook-signature", signature)
                .with("X-Forwarded-For", "10.0.0.1")
                .post("/webhooks/payment", body);
    }

    private static List<String> money(String order) {
        return Stack.sql("select status, received, (select count(*) from PaymentEvent i where i.saleOrderId = o.id),"
                + " (select count(*) from Outbox where topic = 'payment.success' and key = o.id::text)"
                + " from SaleOrder o where id = " + order);
    }

    @Test
    void onlySignedWebhooksAreAccepted_andOnce() throws Exception {
        try (ServiceProcess service = new ServiceProcess(
                        folder,
                        Stack.get().postgresUrl(),
                        Stack.get().kafkaBootstrap(),
                        Map.of(
                                "APP_ENV_WEBHOOK_SECRETS",
                                NEW + ", " + OLD,
                                "APP_ENV_WEBHOOK_SOURCES",
                                "127.0.0.0/8, ::1"))
                .knowingCallers()) {
            String order = service.as("cashier").open(PHO.x(1));
            String total = service.as("cashier").checkout(order).expect(200).at("/total");
            String body = Webhooks.success(order).amount(total).body();
            String cheaper =
                    Webhooks.success(order).attempt("b-" + order).amount("1").body();
            String now = seconds(Duration.ZERO);
            String late = seconds(Duration.ofMinutes(-6));
            String early = seconds(Duration.ofMinutes(6));
            List<String> before = money(order);
            String good = signature(NEW, "msg-1", now, body);

            for (Api.Reply refused : List.of(
                    sent(service, "", "", "", body),
                    sent(service, "msg-1", now, "v1,nonsense", body),
                    sent(service, "msg-1", now, good.replace("v1,", "v2,"), body),
                    sent(service, "msg-1", now, signature(secret("guessed"), "msg-1", now, body), body),
                    sent(service, "msg-1", now, good, cheaper),
                    sent(service, "msg-2", now, good, body),
                    sent(service, "msg-1", late, good, body),
                    sent(service, "msg-1", late, signature(NEW, "msg-1", late, body), body),
                    sent(service, "msg-1", early, signature(NEW, "msg-1", early, body), body),
                    sent(service, "msg-1", "9".repeat(40), good, body))) {
                assertThat(refused.expect(401).at("/code")).isEqualTo("not-signed-in");
            }
            assertThat(money(order)).isEqualTo(before).containsExactly("PROCESSING|0.0000|0|0");

            assertThat(sent(service, "msg-1", now, good, body).expect(200).at("/outcome"))
                    .isEqualTo("APPLIED");
            List<String> paid = money(order);
            assertThat(paid.getFirst()).startsWith("COMPLETED|");
            assertThat(sent(service, "msg-1", now, good, body).expect(200).at("/outcome"))
                    .isEqualTo("DUPLICATE");
            assertThat(sent(service, "msg-3", now, signature(OLD, "msg-3", now, body), body)
                            .expect(200)
                            .at("/outcome"))
                    .isEqualTo("DUPLICATE");
            assertThat(money(order)).isEqualTo(paid);
        }
    }

    // WEBHOOK-10
    @Test
    void webhookFromAnUnknownAddressIsRejected_whateverItsHeaders() throws Exception {
        try (ServiceProcess service = new ServiceProcess(
                        folder,
                        Stack.get().postgresUrl(),
                        Stack.get().kafkaBootstrap(),
                        Map.of("APP_ENV_WEBHOOK_SECRETS", NEW, "APP_ENV_WEBHOOK_SOURCES", "10.0.0.0/8"))
                .knowingCallers()) {
            String order = service.as("cashier").open(PHO.x(1));
            String total = service.as("cashier").checkout(order).expect(200).at("/total");
            String body = Webhooks.success(order).amount(total).body();
            String now = seconds(Duration.ZERO);

            Api.Reply refused = sent(service, "msg-1", now, signature(NEW, "msg-1", now, body), body)
                    .expect(401);

            assertThat(refused.at("/detail")).isEqualTo("Payment webhooks are not taken from this address.");
            assertThat(money(order)).containsExactly("PROCESSING|0.0000|0|0");
        }
    }

    // WEBHOOK-9
    @Test
    void webhookWithoutTheSharedHeaderIsRejected_withAndWithoutSignatures() throws Exception {
        Path header = Files.writeString(folder.resolve("header"), "X-MQ-Pay-Key: right-value");
        for (Map<String, String> more : List.of(Map.<String, String>of(), Map.of("APP_ENV_WEBHOOK_SECRETS", NEW))) {
            Map<String, String> settings = new HashMap<>(more);
            settings.put("APP_ENV_WEBHOOK_HEADER_FILE", header.toString());
            try (ServiceProcess service = new ServiceProcess(
                            folder, Stack.get().postgresUrl(), Stack.get().kafkaBootstrap(), settings)
                    .knowingCallers()) {
                String order = service.as("cashier").open(PHO.x(1));
                String total = service.as("cashier").checkout(order).expect(200).at("/total");
                String body = Webhooks.success(order).amount(total).body();
                String now = seconds(Duration.ZERO);
                Api sender = Api.at(service.base(), "", Restaurant.MERCHANT)
                        .with("Authorization", "")
                        .with("webhook-id", "msg-" + order)
                        .with("webhook-timestamp", now)
                        .with("webhook-signature", signature(NEW, "msg-" + order, now, body));
                for (Api refused : List.of(
                        sender,
                        sender.with("X-MQ-Pay-Key", "wrong-value"),
                        sender.with("X-MQ-Pay-Key", "right-value-and-more"),
                        sender.with("X-MQ-Pay-Key", "Right-Value"),
                        sender.with("X-Other-Key", "right-value"))) {
                    assertThat(refused.post("/webhooks/payment", body)
                                    .expect(401)
                                    .at("/code"))
                            .isEqualTo("not-signed-in");
                }
                assertThat(money(order)).containsExactly("PROCESSING|0.0000|0|0");
                if (!more.isEmpty()) {
                    sender.with("X-MQ-Pay-Key", "right-value")
                            .with("webhook-signature", "v1,nonsense")
                            .post("/webhooks/payment", body)
                            .expect(401);
                }

                sender.with("x-mq-pay-key", "right-value")
                        .post("/webhooks/payment", body)
                        .expect(200);
                assertThat(money(order).getFirst()).startsWith("COMPLETED|");
            }
        }
    }
}
