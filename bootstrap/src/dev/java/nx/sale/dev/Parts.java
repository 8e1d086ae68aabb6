package nx.sale.dev;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import nx.sale.messaging.Topics;

/** The parts that a local stack needs. They can be closed at any moment, also while they start, and nothing is left running. */
final class Parts implements AutoCloseable {
    private static final String STOPPED = "was stopped while starting";

    /** A part that can be stopped and started again: on the same port, with the same data. */
    private static final class Slot<T extends AutoCloseable> {
        private final IntFunction<T> starts;
        private final ToIntFunction<T> listensAt;
        private Optional<T> running = Optional.empty();
        private int port;
        private boolean closed;

        Slot(int port, IntFunction<T> starts, ToIntFunction<T> listensAt) {
            this.port = port;
            this.starts = starts;
            this.listensAt = listensAt;
        }

        synchronized void start() {
            if (closed) {
                throw new IllegalStateException(STOPPED);
            }
            if (running.isEmpty()) {
                T started = starts.apply(port);
                port = listensAt.applyAsInt(started);
                running = Optional.of(started);
            }
        }

        synchronized void stop() {
            running.ifPresent(Parts::closed);
            running = Optional.empty();
        }

        synchronized void close() {
            closed = true;
            stop();
        }

        synchronized T running() {
            return running.orElseThrow(() -> new IllegalStateException(STOPPED));
        }

        void turn(boolean up) {
            if (up) {
                start();
            } else {
                stop();
            }
        }
    }

    private final Path folder;
    private final StackPorts ports;
    private final Slot<LocalPostgres> postgres;
    private final Slot<LocalRedis> redis;
    private final Slot<LocalKafka> kafka;
    private final Deque<AutoCloseable> others = new ArrayDeque<>();
    private boolean over;

    Parts(Path folder, StackPorts ports) {
        this.folder = folder;
        this.ports = ports;
        postgres = new Slot<>(
                ports.postgres(), port -> LocalPostgres.start(folder.resolve("postgres"), port), LocalPostgres::port);
        redis = new Slot<>(ports.redis(), port -> LocalRedis.start(folder.resolve("redis"), port), LocalRedis::port);
        kafka = new Slot<>(
                ports.kafka(), port -> LocalKafka.start(folder.resolve("kafka"), port, Topics.ALL), LocalKafka::port);
    }

    Path folder() {
        return folder;
    }

    StackPorts ports() {
        return ports;
    }

    void startKafka() {
        kafka.start();
    }

    void startPostgres() {
        postgres.start();
    }

    void startRedis() {
        redis.start();
    }

    Sisters startSisters() {
        Sisters sisters = kept(Sisters.start(ports.sisters(), Optional.of(folder.resolve("identity.json"))));
        sisters.part("kafka", kafka::turn);
        sisters.part("postgres", postgres::turn);
        sisters.part("redis", redis::turn);
        return sisters;
    }

    /** Closes it before these parts and before what was kept earlier. */
    synchronized <T extends AutoCloseable> T kept(T part) {
        if (over) {
            closed(part);
            throw new IllegalStateException(STOPPED);
        }
        others.addFirst(part);
        return part;
    }

    String postgresUrl() {
        return postgres.running().url();
    }

    String redisUrl() {
        return redis.running().url();
    }

    String brokers() {
        return kafka.running().bootstrapServers();
    }

    private static void closed(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("could not stop " + part.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            over = true;
            while (!others.isEmpty()) {
                closed(others.removeFirst());
            }
        }
        kafka.close();
        redis.close();
        postgres.close();
    }
}
