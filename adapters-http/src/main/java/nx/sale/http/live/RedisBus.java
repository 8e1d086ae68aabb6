package nx.sale.http.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import nx.sale.domain.shared.LiveUpdate;
import nx.sale.domain.shared.MerchantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live updates over Redis, in the platform's own words: {@code {topic, data, destination:{type: room, id}}} on one channel, which the
 * signal service reads too. Best effort: while Redis is away an update reaches the screens of this replica only.
 *
 * <p>A lone update leaves at once. In a rush they leave together, {@value #BETWEEN_BATCHES_MS} ms apart: each on its own would wake
 * two event loops and the server, which cost more than a fifth of an added item (docs/decisions/0017).
 */
public final class RedisBus implements LiveHub.Bus, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisBus.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int QUEUE = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long BETWEEN_BATCHES_MS = 5;
    private static final int LARGEST_BATCH = 1_000;

    private final RedisClient client;
    private final String channel;
    private final String instance;
    private final String own;
    private final BlockingQueue<LiveUpdate> waiting = new ArrayBlockingQueue<>(QUEUE);
    private final Thread sender = Thread.ofPlatform().daemon().name("redis-bus").unstarted(this::send);
    private final AtomicLong lost = new AtomicLong();
    private volatile Consumer<LiveUpdate> received = update -> {};
    private volatile Optional<StatefulRedisConnection<String, String>> out = Optional.empty();
    private volatile Optional<StatefulRedisPubSubConnection<String, String>> in = Optional.empty();

    /**
     * @param instance tells the messages of this replica from those of others
     */
    public RedisBus(String url, String channel, String instance) {
        this.channel = channel;
        this.instance = instance;
        own = "\"source\":" + quoted(instance);
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(PATIENCE);
        client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUE)
                .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
                .build());
        sender.start();
    }

    /** Who shows what other replicas emit. */
    public void receivedBy(Consumer<LiveUpdate> hub) {
        received = hub;
    }

    /** Tries to connect when there is no connection yet; later it reconnects by itself. Called now and then in the background. */
    public synchronized void connect() {
        try {
            if (out.isEmpty()) {
                out = Optional.of(client.connect());
            }
            if (in.isEmpty()) {
                StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub();
                connection.addListener(new RedisPubSubAdapter<>() {
                    @Override
                    public void message(String from, String message) {
                        heard(message);
                    }
                });
                connection.sync().subscribe(channel);
                in = Optional.of(connection);
                log.info("live updates go over Redis channel={}", channel);
            }
        } catch (RedisException e) {
            log.warn("Redis not reached, live updates stay on this replica: {}", e.getMessage());
        }
    }

    @Override
    public void publish(LiveUpdate update) {
        if (!waiting.offer(update)) {
            lost.incrementAndGet();
        }
    }

    private void send() {
        List<LiveUpdate> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch, LARGEST_BATCH - 1);
                out.ifPresent(connection -> send(connection, batch));
                batch.clear();
                Thread.sleep(BETWEEN_BATCHES_MS);
            }
        } catch (InterruptedException closing) {
            waiting.drainTo(batch);
            out.ifPresent(connection -> send(connection, batch));
        }
    }

    /** All at one go. Whatever goes wrong with them, the next ones are sent. */
    private void send(StatefulRedisConnection<String, String> connection, List<LiveUpdate> batch) {
        try {
            connection.dispatch(batch.stream()
                    .flatMap(update -> update.rooms().stream().map(room -> command(text(update, room))))
                    .toList());
        } catch (RuntimeException e) {
            lost.addAndGet(batch.size());
            log.debug("live updates not sent count={}", batch.size(), e);
        }
    }

    private AsyncCommand<String, String, Long> command(String text) {
        AsyncCommand<String, String, Long> command = new AsyncCommand<>(new Command<>(
                CommandType.PUBLISH,
                new IntegerOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).add(channel).add(text)));
        command.exceptionally(failure -> {
            lost.incrementAndGet();
            return 0L;
        });
        return command;
    }

    private String text(LiveUpdate update, String room) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("topic", update.topic());
        message.put("data", update.data());
        message.put("destination", Map.of("type", "room", "id", room));
        message.put("merchantId", update.merchant().toString());
        message.put("source", instance);
        return quoted(message);
    }

    private static String quoted(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Our own come back and are left; what others of the platform say on the channel is not for our screens. */
    private void heard(String text) {
        if (text.contains(own)) {
            return;
        }
        try {
            JsonNode message = JSON.readTree(text);
            String source = message.path("source").asText("");
            String merchant = message.path("merchantId").asText("");
            if (source.isEmpty() || !merchant.matches("[0-9]{1,18}")) {
                return;
            }
            Map<String, String> data = new LinkedHashMap<>();
            message.path("data")
                    .properties()
                    .forEach(field -> data.put(field.getKey(), field.getValue().asText()));
            received.accept(new LiveUpdate(
                    new MerchantId(Long.parseLong(merchant)),
                    message.path("topic").asText(),
                    data,
                    List.of(message.path("destination").path("id").asText())));
        } catch (JsonProcessingException e) {
            log.debug("something else is on the channel", e);
        }
    }

    /** Updates that did not reach Redis. */
    public double lostCount() {
        return lost.get();
    }

    /** What was handed over goes out first, when Redis takes it within a second. */
    @Override
    public void close() {
        sender.interrupt();
        try {
            sender.join(PATIENCE);
            out.ifPresent(connection -> connection.sync().ping()); // answered after all that went before
        } catch (RedisException e) {
            log.debug("Redis did not take the last live updates", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
