package nx.sale.bootstrap.config;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where Redis is. The platform names a server for live updates and one for the cache; {@code APP_ENV_REDIS_URL} stands for whichever of
 * them is not named. Equal addresses are one connection.
 *
 * @param live for live updates
 * @param cache for policy definitions
 * @param signalChannelPrefix before the channels that the signal service subscribes to
 */
public record RedisSettings(Optional<Address> live, Optional<Address> cache, String signalChannelPrefix) {
    private static final int PORT = 6379;

    /** A server as {@code redis://:password@host:port/database}, always written the same way. */
    public record Address(String url) {
        /** Throws IllegalArgumentException for what is no address of a Redis. */
        static Address of(String url) {
            URI uri = URI.create(url);
            if (uri.getScheme() == null || !uri.getScheme().startsWith("redis")) {
                throw new IllegalArgumentException("no redis:// address");
            }
            if (uri.getHost() == null) {
                return new Address(url); // several sentinels, or a socket
            }
            String credentials = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
            String path = uri.getRawPath() == null || uri.getRawPath().length() < 2 ? "/0" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return new Address(uri.getScheme() + "://" + credentials + uri.getHost() + ":"
                    + (uri.getPort() < 0 ? PORT : uri.getPort()) + path + query);
        }

        @Override
        public String toString() {
            return url.replaceFirst("//[^@/]*@", "//***@");
        }
    }

    static RedisSettings of(ConfigReader read) {
        String key = "APP_ENV_REDIS_URL";
        Optional<String> url = read.secret(
                key,
                "Redis for policy cache and live updates, redis://host:6379; the keys of each below come first; none when empty");
        Optional<Address> both = url.flatMap(text -> {
            try {
                return Optional.of(Address.of(text));
            } catch (IllegalArgumentException e) {
                read.problem(key + " must be an address such as redis://host:6379");
                return Optional.empty();
            }
        });
        return new RedisSettings(
                named(read, "APP_ENV_WEBSOCKET_REDIS_", "live updates").or(() -> both),
                named(read, "APP_ENV_CACHE_REDIS_", "the policy cache").or(() -> both),
                read.text(
                        "APP_ENV_SIGNAL_CHANNEL_PREFIX",
                        "ws:",
                        "before the Redis channels that the signal service subscribes to, one for each room:"
                                + " ws:room:merchant/70001"));
    }

    private static Optional<Address> named(ConfigReader read, String prefix, String purpose) {
        Optional<String> host =
                read.optional(prefix + "HOST", "Redis host for " + purpose + "; as APP_ENV_REDIS_URL says when empty");
        int port = read.whole(prefix + "PORT", PORT, 1, 65535, "its port");
        Optional<String> password = read.secret(prefix + "PASSWORD", "its password");
        int database = read.whole(prefix + "DB", 0, 0, 1_000_000, "number of its database");
        String credentials = password.map(secret ->
                        ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20") + "@")
                .orElse("");
        return host.map(name -> new Address("redis://" + credentials + name + ":" + port + "/" + database));
    }
}
