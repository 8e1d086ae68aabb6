package nx.sale.http.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A header that every payment webhook must carry: MQ-Pay can be configured to send a fixed one. Its value is a secret, compared in
 * constant time.
 *
 * @param name as configured; case does not matter
 */
public record WebhookHeader(String name, String value) {
    /** From {@code Name: value}. Throws IllegalArgumentException for anything else; its message never has the value. */
    public static WebhookHeader of(String configured) {
        int colon = configured.indexOf(':');
        String name = colon < 0 ? "" : configured.substring(0, colon).strip();
        String value = configured.substring(colon + 1).strip();
        if (!name.matches("[\\w!#$%&'*+.^`|~-]+")) {
            throw new IllegalArgumentException("must be Name: value");
        }
        if (value.isEmpty() || !value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
            throw new IllegalArgumentException("must have a value of visible ASCII characters after the name");
        }
        return new WebhookHeader(name, value);
    }

    /** Whether this is the value. */
    boolean matches(String given) {
        return MessageDigest.isEqual(value.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "WebhookHeader[" + name + "]";
    }
}
