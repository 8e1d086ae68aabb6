package nx.sale.bootstrap.config;

import java.net.URI;
import java.util.Optional;

/**
 * The sister services.
 *
 * @param name ours to them
 * @param secret ours to them
 */
public record SisterSettings(
        URI identity, URI pricing, Optional<URI> commerce, Optional<URI> mqPay, String name, String secret) {
    private static final URI NOWHERE = URI.create("http://localhost");

    static SisterSettings of(ConfigReader read, boolean serves, String application) {
        Optional<URI> identity = read.uri("APP_ENV_IDENTITY_URL", "the identity service");
        Optional<URI> pricing = read.uri("APP_ENV_PRICING_URL", "the pricing service");
        Optional<URI> commerce = read.uri(
                "APP_ENV_COMMERCE_URL", "the commerce service, asked for unknown variants; never asked when empty");
        Optional<URI> mqPay = read.uri(
                "APP_ENV_MQPAY_URL",
                "MQ-Pay, asked how announced payments ended whose webhook does not come; never asked when empty");
        if (serves) {
            read.require(identity, "APP_ENV_IDENTITY_URL");
            read.require(pricing, "APP_ENV_PRICING_URL");
        }
        String name = read.text("APP_ENV_SERVICE_NAME", application, "our name to the sister services");
        Optional<String> secret = read.secret("APP_ENV_SERVICE_SECRET", "our secret to the sister services");
        return new SisterSettings(
                identity.orElse(NOWHERE), pricing.orElse(NOWHERE), commerce, mqPay, name, secret.orElse(""));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SisterSettings[" + name + "]";
    }
}
