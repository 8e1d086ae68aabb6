package nx.sale.http.live;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import nx.sale.domain.live.LiveUpdate;
import nx.sale.http.redis.RedisLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live updates over Redis: to the platform's signal service on the channel of each room ({@link SignalChannels}), and to our other
 * replicas on a channel of our own ({@link ReplicaMessages}). Best effort: while Redis is unavailable an update reaches the screens of this
 * replica only.
 *
 * <p>A lone update leaves at once. In a rush they leave together, {@value #BETWEEN_BATCHES_MS} ms apart: each on its own would wake
 * two event loops and the server, which cost more than a fifth of an added item (docs/decisions/0017).
 */
public final class RedisBus implements LiveHub.Bus, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisBus.class);
    private static final int QUEUE = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long BETWEEN_BATCHES_MS = 5;
    private static final int LARGEST_BATCH = 1_000;

    private final RedisLink redis;
    private final SignalChannels signal;
    private final ReplicaMessages replicas;
    private final BlockingQueue<LiveUpdate> waiting = new ArrayBlockingQueue<>(QUEUE);
    private final Thread sender = Thread.ofPlatform().daemon().name("redis-bus").unstarted(this::send);
    private final AtomicLong lost = new AtomicLong();
    private volatile Consumer<LiveUpdate> received = update -> {};

    /** The link is closed by its owner, after this. */
    public RedisBus(RedisLink redis, SignalChannels signal) {
        this.redis = redis;
        this.signal = signal;
        replicas = new ReplicaMessages(signal.serverId());
    }

    /** Begins to send. What is published before waits. */
    public void start() {
        sender.start();
    }

    /** Who shows what other replicas emit. */
    public void receivedBy(Consumer<LiveUpdate> hub) {
        received = hub;
    }

    /** Tries to connect and to subscribe when that has not succeeded yet. Called now and then in the background. */
    public void connect() {
        redis.connect();
        redis.subscribe(
                ReplicaMessages.CHANNEL, text -> replicas.read(text).ifPresent(update -> received.accept(update)));
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
                redis.connection().ifPresent(connection -> send(connection, batch));
                batch.clear();
                Thread.sleep(BETWEEN_BATCHES_MS);
            }
        } catch (InterruptedException closing) {
            waiting.drainTo(batch);
            redis.connection().ifPresent(connection -> send(connection, batch));
        }
    }

    /** All at one go. Whatever goes wrong with them, the next ones are sent. */
    private void send(StatefulRedisConnection<String, String> connection, List<LiveUpdate> batch) {
        try {
            List<AsyncCommand<String, String, Long>> commands = new ArrayList<>();
            for (LiveUpdate update : batch) {
                signal.messages(update).forEach(message -> commands.add(command(message.channel(), message.text())));
                commands.add(command(ReplicaMessages.CHANNEL, replicas.text(update)));
            }
            connection.dispatch(commands);
        } catch (RuntimeException e) {
            lost.addAndGet(batch.size());
            log.atDebug().addKeyValue("count", batch.size()).setCause(e).log("Live updates not sent");
        }
    }

    private AsyncCommand<String, String, Long> command(String channel, String text) {
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
            if (redis.connection().isPresent()) { // answered after all that went before
                redis.connection().get().async().ping().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RedisException | ExecutionException | TimeoutException e) {
            log.debug("Last live updates not sent before the stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
