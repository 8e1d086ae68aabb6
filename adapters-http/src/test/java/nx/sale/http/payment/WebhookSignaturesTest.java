package nx.sale.http.payment;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookSignaturesTest {
    private static final Clock NOW = Clock.fixed(Instant.ofEpochSecond(1_000_000), ZoneOffset.UTC);
    private static final byte[] BODY = json("{'eventType':'x'}").getBytes(StandardCharsets.UTF_8);
    private static final String OLD =
            "whsec_" + Base64.getEncoder().encodeToString("old-secret".getBytes(StandardCharsets.UTF_8));
    private static final String NEW =
            "whsec_" + Base64.getEncoder().encodeToString("new-secret".getBytes(StandardCharsets.UTF_8));

    private final WebhookSignatures signatures = new WebhookSignatures(List.of(NEW, OLD), NOW);

    private static String sign(String secret, String timestamp) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
        mac.update(("id-1." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(BODY));
    }

    // WEBHOOK-8
    @Test
    void anyOfTheSecretsSigns_duringARotation() throws Exception {
        assertThat(signatures.valid("id-1", "1000000", sign(NEW, "1000000"), BODY))
                .isTrue();
        assertThat(signatures.valid("id-1", "1000000", "v1,nonsense " + sign(OLD, "1000000"), BODY))
                .isTrue();
    }

    // WEBHOOK-8
    @Test
    void forgedExpiredOrUnsignedWebhookIsRejected() throws Exception {
        String other = "whsec_" + Base64.getEncoder().encodeToString("other".getBytes(StandardCharsets.UTF_8));
        assertThat(signatures.valid("id-1", "1000000", sign(other, "1000000"), BODY))
                .isFalse();
        assertThat(signatures.valid("id-2", "1000000", sign(NEW, "1000000"), BODY))
                .isFalse();
        assertThat(signatures.valid("id-1", "1000000", sign(NEW, "1000000"), "{}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(signatures.valid("id-1", "999699", sign(NEW, "999699"), BODY))
                .isFalse();
        assertThat(signatures.valid("id-1", "999700", sign(NEW, "999700"), BODY))
                .isTrue();
        assertThat(signatures.valid("", "", "", BODY)).isFalse();
    }

    // WEBHOOK-8
    @Test
    void noSignatureIsRequiredWithoutSecrets() {
        assertThat(new WebhookSignatures(List.of(), NOW).valid("", "", "", BODY))
                .isTrue();
    }
}
