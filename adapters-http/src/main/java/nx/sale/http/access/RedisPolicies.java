package nx.sale.http.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nx.sale.http.redis.RedisLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Policy definitions in Redis. While Redis is unavailable a look-up finds nothing, at once, and the caller never notices. */
public final class RedisPolicies implements SharedPolicies {
    private static final Logger log = LoggerFactory.getLogger(RedisPolicies.class);
    private static final String PREFIX = "nx.sale.policy.";

    private final RedisLink redis;

    /** The link is connected and closed by its owner. */
    public RedisPolicies(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public Optional<Entry> find(String userId) {
        try {
            return redis.connection()
                    .map(open -> open.sync().get(PREFIX + userId))
                    .flatMap(RedisPolicies::entry);
        } catch (RedisException e) {
            log.atWarn().addKeyValue("cause", e.getMessage()).log("Policies not read from Redis");
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
            log.warn("Policies in Redis are not readable");
            return Optional.empty();
        }
    }

    @Override
    public void put(String userId, Entry entry, Duration keep) {
        try {
            redis.connection()
                    .ifPresent(open -> open.async()
                            .set(
                                    PREFIX + userId,
                                    entry.fetchedAt() + " " + PolicyDefinitionService.text(entry.rules()),
                                    SetArgs.Builder.ex(keep)));
        } catch (RedisException e) {
            log.atWarn().addKeyValue("cause", e.getMessage()).log("Policies not written to Redis");
        }
    }
}
