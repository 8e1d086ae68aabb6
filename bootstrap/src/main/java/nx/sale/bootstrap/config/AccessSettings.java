package nx.sale.bootstrap.config;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nx.sale.http.access.ServiceCredentials;
import nx.sale.http.access.Tokens;

/**
 * Who may call.
 *
 * @param tokens of people
 * @param services by name, with what they may do
 */
public record AccessSettings(Tokens.Expected tokens, Map<String, ServiceCredentials.Service> services) {

    /**
     * @param identity whose keys sign the tokens
     */
    static AccessSettings of(ConfigReader read, URI identity) {
        return new AccessSettings(
                new Tokens.Expected(
                        URI.create(identity + "/jw-certs"),
                        read.optional("APP_ENV_JWT_ISSUER", "issuer that tokens must name; any when empty"),
                        read.optional("APP_ENV_JWT_AUDIENCE", "audience that tokens must name; any when empty")),
                services(read));
    }

    /** {@code name:secret,...} and {@code name:Permission+Permission,...}. */
    private static Map<String, ServiceCredentials.Service> services(ConfigReader read) {
        Map<String, Set<String>> permissions = new HashMap<>();
        pairs(
                        read,
                        "APP_ENV_SERVICE_PERMISSIONS",
                        read.optional(
                                "APP_ENV_SERVICE_PERMISSIONS",
                                "what each service may do, name:Permission+Permission,..."))
                .forEach((name, list) -> permissions.put(name, Set.of(list.split("\\+"))));
        Map<String, ServiceCredentials.Service> services = new LinkedHashMap<>();
        pairs(
                        read,
                        "APP_ENV_SERVICE_CREDENTIALS",
                        read.secret("APP_ENV_SERVICE_CREDENTIALS", "services that may call, name:secret,..."))
                .forEach((name, secret) -> services.put(
                        name, new ServiceCredentials.Service(secret, permissions.getOrDefault(name, Set.of()))));
        return services;
    }

    private static Map<String, String> pairs(ConfigReader read, String key, Optional<String> text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : ConfigReader.list(text)) {
            int colon = pair.indexOf(':');
            if (colon < 1 || colon == pair.length() - 1) {
                read.problem(key + " must be name:value pairs, by commas");
            } else {
                pairs.put(pair.substring(0, colon), pair.substring(colon + 1));
            }
        }
        return pairs;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AccessSettings[" + services.keySet() + "]";
    }
}
