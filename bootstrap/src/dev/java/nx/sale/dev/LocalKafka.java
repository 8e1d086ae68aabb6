package nx.sale.dev;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import nx.sale.containers.ContainerPart;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker in this process: KRaft, one node, kept in a folder; or in a container, which keeps it while this process lives. */
public final class LocalKafka implements AutoCloseable {
    private static final int PARTITIONS = 3;
    private static final Duration FENCED = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofMillis(50);

    private final Runnable stops;
    private final int port;

    private LocalKafka(Runnable stops, int port) {
        this.stops = stops;
        this.port = port;
    }

    /** Starts a broker on the folder, formatting it when it is new; port 0 takes a free one. */
    public static LocalKafka start(Path folder, int port, List<String> topics) {
        LocalKafka kafka = ContainerPart.chosen() ? container(folder, port) : embedded(folder, port);
        try {
            kafka.create(topics);
            return kafka;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the Kafka broker takes no topics", e);
        }
    }

    private static LocalKafka container(Path folder, int port) {
        ContainerPart container = ContainerPart.kafka(folder, port, settings());
        return new LocalKafka(container::close, container.port());
    }

    private static LocalKafka embedded(Path folder, int wantedPort) {
        try {
            Files.createDirectories(folder);
            int port = wantedPort == 0 ? freePort() : wantedPort;
            int controller = freePort();
            if (!Files.exists(folder.resolve("meta.properties"))) {
                new Formatter()
                        .setClusterId(Uuid.randomUuid().toString())
                        .setNodeId(1)
                        .addDirectory(folder.toString())
                        .setMetadataLogDirectory(folder.toString())
                        .setControllerListenerName("CONTROLLER")
                        .setIgnoreFormatted(true)
                        .setUnstableFeatureVersionsEnabled(false)
                        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                        .run();
            }
            KafkaRaftServer server =
                    new KafkaRaftServer(new KafkaConfig(settings(folder, port, controller), false), Time.SYSTEM);
            server.startup();
            return new LocalKafka(() -> stop(server), port);
        } catch (Exception e) {
            throw new IllegalStateException("the embedded Kafka broker did not start", e);
        }
    }

    private static Map<String, String> settings(Path folder, int port, int controller) {
        Map<String, String> settings = settings();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", folder.toString());
        return settings;
    }

    /** What a broker of one node needs wherever it runs. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("num.io.threads", "2");
        settings.put("num.network.threads", "2");
        settings.put("background.threads", "2");
        settings.put("broker.session.timeout.ms", "1000");
        settings.put("broker.heartbeat.interval.ms", "250");
        return settings;
    }

    private void create(List<String> names) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            for (String name : names) {
                create(admin, name);
            }
        }
    }

    /** A broker whose first heartbeat is late takes no partitions until the next. */
    private static void create(Admin admin, String name) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + FENCED.toNanos();
        while (true) {
            try {
                admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1)))
                        .all()
                        .get();
                return;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicExistsException) {
                    return;
                }
                if (!(e.getCause() instanceof InvalidReplicationFactorException) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stops.run();
    }

    private static void stop(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }
}
