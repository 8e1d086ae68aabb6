package nx.sale.http.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Policy definitions in Redis. It connects in the background and reconnects by itself; while Redis is away a look-up finds nothing,
 * at once, and the caller never notices.
 */
public final class RedisPolicies implements SharedPolicies {
    private static final Logger log = LoggerFactory.getLogger(RedisPolicies.class);
    private static final String PREFIX = "nx.sale.policy.";
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final RedisClient client;
    private volatile Optional<StatefulRedisConnection<String, String>> connection = Optional.empty();

    public RedisPolicies(String url) {
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(PATIENCE);
        client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofSeconds(1))
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                .build());
    }

    /** Tries to connect when there is no connection yet. Called now and then in the background. */
    public void connect() {
        if (connection.isEmpty()) {
            try {
                connection = Optional.of(client.connect());
                log.info("Redis connected");
            } catch (RedisException e) {
                log.warn("Redis not reached, policies are remembered in memory: {}", e.getMessage());
            }
        }
    }

    @Override
    public Optional<Entry> find(String userId) {
        try {
            return connection.map(open -> open.sync().get(PREFIX + userId)).flatMap(RedisPolicies::entry);
        } catch (RedisException e) {
            log.warn("Redis look-up failed: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** {@code <fetchedAt> <rules as JSON>}. */
    private static Optional<Entry> entry(String text) {
        int space = text.indexOf(' ');
        try {
            return Optional.of(new Entry(
                    PolicyDefinitionService.parse(text.substring(space + 1)), Instant.parse(text.substring(0, space))));
        } catch (JsonProcessingException | DateTimeException | StringIndexOutOfBoundsException e) {
            log.warn("Redis holds something else than policies");
            return Optional.empty();
        }
    }

    @Override
    public void put(String userId, Entry entry, Duration keep) {
        try {
            connection.ifPresent(open -> open.async()
                    .set(
                            PREFIX + userId,
                            entry.fetchedAt() + " " + PolicyDefinitionService.text(entry.rules()),
                            SetArgs.Builder.ex(keep)));
        } catch (RedisException e) {
            log.warn("Redis store failed: {}", e.getMessage());
        }
    }

    @Override
    public String state() {
        return connection.filter(StatefulRedisConnection::isOpen).isPresent() ? "up" : "down";
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
