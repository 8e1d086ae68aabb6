package nx.sale.http.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one Redis, for everything that is kept or published there: policies and live updates share it when they are
 * configured to the same server. It connects in the background and reconnects by itself; while Redis does not answer, a command fails
 * at once.
 */
public final class RedisLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    /** What a request waits for an answer. */
    private static final Duration PATIENCE = Duration.ofMillis(250);
    /** Nobody waits for a message, and a late one is better than none. Longer than a rush of them takes. */
    private static final Duration PATIENCE_WITH_MESSAGES = Duration.ofSeconds(5);

    private static final int QUEUE = 10_000;

    private final RedisClient client;
    private volatile Optional<StatefulRedisConnection<String, String>> connection = Optional.empty();
    private Optional<StatefulRedisPubSubConnection<String, String>> subscription = Optional.empty();

    /** No I/O yet: {@link #connect()} does that. */
    public RedisLink(String url) {
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(PATIENCE);
        client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUE)
                .timeoutOptions(TimeoutOptions.builder()
                        .timeoutSource(new TimeoutOptions.TimeoutSource() {
                            @Override
                            public long getTimeout(RedisCommand<?, ?, ?> command) {
                                boolean message = command.getType() == CommandType.PUBLISH;
                                return (message ? PATIENCE_WITH_MESSAGES : PATIENCE).toMillis();
                            }

                            @Override
                            public TimeUnit getTimeUnit() {
                                return TimeUnit.MILLISECONDS;
                            }
                        })
                        .build())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofSeconds(1))
                        .build())
                .build());
    }

    /** Tries to connect when there is no connection yet. Called now and then in the background. */
    public synchronized void connect() {
        if (connection.isEmpty()) {
            try {
                connection = Optional.of(client.connect());
                log.info("Redis connected");
            } catch (RedisException e) {
                log.atWarn()
                        .addKeyValue("cause", e.getMessage())
                        .log("Redis unavailable: policies are cached in memory, live updates stay on this replica");
            }
        }
    }

    /** Subscribes to a channel once there is a connection; later calls change nothing. A subscription needs a connection of its own. */
    public synchronized void subscribe(String channel, Consumer<String> receiver) {
        if (connection.isPresent() && subscription.isEmpty()) {
            try {
                StatefulRedisPubSubConnection<String, String> opened = client.connectPubSub();
                opened.addListener(new RedisPubSubAdapter<>() {
                    @Override
                    public void message(String from, String message) {
                        receiver.accept(message);
                    }
                });
                opened.sync().subscribe(channel);
                subscription = Optional.of(opened);
                log.atInfo().addKeyValue("channel", channel).log("Redis channel subscribed");
            } catch (RedisException e) {
                log.atWarn()
                        .addKeyValue("channel", channel)
                        .addKeyValue("cause", e.getMessage())
                        .log("Redis channel not subscribed");
            }
        }
    }

    /** The connection for commands; none before the first success. */
    public Optional<StatefulRedisConnection<String, String>> connection() {
        return connection;
    }

    /** Whether commands reach Redis now. */
    public boolean up() {
        return connection.filter(StatefulRedisConnection::isOpen).isPresent();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
