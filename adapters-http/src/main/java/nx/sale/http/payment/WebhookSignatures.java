package nx.sale.http.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Standard Webhooks signatures: HMAC-SHA256 over {@code id.timestamp.body}, any of several secrets, at most five minutes old. Without
 * secrets the network policy alone is trusted (WEBHOOK-8).
 */
public final class WebhookSignatures {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final List<byte[]> secrets;
    private final Clock clock;

    /**
     * @param secrets as configured: {@code whsec_<base64>}, or plain text
     */
    public WebhookSignatures(List<String> secrets, Clock clock) {
        this.secrets = secrets.stream().map(WebhookSignatures::key).toList();
        this.clock = clock;
    }

    /** The key of a secret. Throws IllegalArgumentException when what follows {@code whsec_} is no Base64. */
    public static byte[] key(String secret) {
        return secret.startsWith("whsec_")
                ? Base64.getDecoder().decode(secret.substring("whsec_".length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the body is from who it should be. */
    boolean valid(String id, String timestamp, String signatures, byte[] body) {
        if (secrets.isEmpty()) {
            return true;
        }
        if (!timestamp.matches("\\d{1,12}")
                || Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE.toSeconds()) {
            return false;
        }
        return Arrays.stream(signatures.split(" "))
                .filter(signature -> signature.startsWith("v1,"))
                .map(signature -> signature.substring(3).getBytes(StandardCharsets.UTF_8))
                .anyMatch(given -> secrets.stream()
                        .anyMatch(secret -> MessageDigest.isEqual(sign(secret, id, timestamp, body), given)));
    }

    private static byte[] sign(byte[] secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encode(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
