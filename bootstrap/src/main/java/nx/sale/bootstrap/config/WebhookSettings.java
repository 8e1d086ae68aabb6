package nx.sale.bootstrap.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nx.sale.http.payment.WebhookHeader;
import nx.sale.http.payment.WebhookSignatures;
import nx.sale.http.payment.WebhookSources;

/**
 * Which payment webhooks are believed.
 *
 * @param secrets of Standard Webhooks
 * @param kept how long webhooks stay that nobody can apply
 */
public record WebhookSettings(
        WebhookSources sources, Optional<WebhookHeader> header, List<String> secrets, Duration kept) {

    static WebhookSettings of(ConfigReader read) {
        return new WebhookSettings(
                sources(read),
                header(read),
                secrets(read),
                Duration.ofDays(read.whole(
                        "APP_ENV_WEBHOOK_KEEP_DAYS",
                        30,
                        1,
                        3650,
                        "days that payment webhooks of unknown kinds, and those that could not be read, are kept; those"
                                + " about known payments stay")));
    }

    private static WebhookSources sources(ConfigReader read) {
        String key = "APP_ENV_WEBHOOK_SOURCES";
        List<String> networks = ConfigReader.list(
                read.optional(
                        key,
                        "addresses and networks that may send payment webhooks, by commas; behind a gateway its own; any when empty"));
        try {
            return new WebhookSources(networks);
        } catch (IllegalArgumentException e) {
            read.problem(key + " " + e.getMessage());
            return new WebhookSources(List.of());
        }
    }

    private static Optional<WebhookHeader> header(ConfigReader read) {
        String key = "APP_ENV_WEBHOOK_HEADER";
        try {
            return read.secret(
                            key,
                            "header that payment webhooks must carry, Name: value, beside or instead of signatures; none when empty")
                    .map(WebhookHeader::of);
        } catch (IllegalArgumentException e) {
            read.problem(key + " " + e.getMessage());
            return Optional.empty();
        }
    }

    private static List<String> secrets(ConfigReader read) {
        String key = "APP_ENV_WEBHOOK_SECRETS";
        List<String> secrets = ConfigReader.list(
                read.secret(key, "Standard Webhooks secrets, by commas; signatures are not asked for when empty"));
        try {
            secrets.forEach(WebhookSignatures::key);
        } catch (IllegalArgumentException e) {
            read.problem(key + " must go on in Base64 where a secret begins with whsec_");
        }
        return secrets;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "WebhookSettings[" + secrets.size() + " secrets, kept " + kept + "]";
    }
}
