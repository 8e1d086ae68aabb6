package nx.sale.containers;

import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * A server in a container, published on 127.0.0.1 only. What is closed is stopped, and started again with its data by the next start on
 * the same folder; Testcontainers removes it when this process ends.
 */
public final class ContainerPart implements Closeable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final int STOPS_WITHIN_SECONDS = 20;
    private static final int INTERNAL = 29_092;
    private static final int CONTROLLER = 9_093;

    /** What was closed, by the folder it was started on. */
    private static final Map<Path, ContainerPart> CLOSED = new ConcurrentHashMap<>();

    private final GenericContainer<?> container;
    private final Path folder;
    private final int port;
    private final IntPredicate answers;

    private ContainerPart(GenericContainer<?> container, Path folder, int port, IntPredicate answers) {
        this.container = container;
        this.folder = folder;
        this.port = port;
        this.answers = answers;
    }

    /** Whether the parts come from containers: {@code -Dparts=containers}. Without it they are embedded. */
    public static boolean chosen() {
        String parts = System.getProperty("parts", "embedded");
        return switch (parts) {
            case "embedded" -> false;
            case "containers" -> true;
            default -> throw new IllegalArgumentException("-Dparts is embedded or containers, not " + parts);
        };
    }

    /**
     * A PostgreSQL whose superuser {@code postgres} needs no password; port 0 takes a free one.
     *
     * @param settings of the server, such as {@code fsync=off}
     */
    public static ContainerPart postgres(Path folder, int port, List<String> settings) {
        String[] command = new String[1 + 2 * settings.size()];
        command[0] = "postgres";
        for (int i = 0; i < settings.size(); i++) {
            command[1 + 2 * i] = "-c";
            command[2 + 2 * i] = settings.get(i);
        }
        Map<String, String> environment = Map.of(
                "POSTGRES_HOST_AUTH_METHOD", "trust",
                // as the embedded one: the order of bytes, and letters of every language
                "POSTGRES_INITDB_ARGS", "--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8");
        return started(Image.POSTGRES, folder, port, environment, command, ContainerPart::postgresAnswers);
    }

    /** A Redis that keeps nothing; port 0 takes a free one. */
    public static ContainerPart redis(Path folder, int port) {
        String[] command = {"redis-server", "--save", "", "--appendonly", "no"};
        return started(Image.REDIS, folder, port, Map.of(), command, ContainerPart::redisAnswers);
    }

    /**
     * A Kafka broker of one node; port 0 takes a free one. It is up when the first client that waits for it has its answer.
     *
     * @param settings of the broker, apart from its listeners and its folder
     */
    public static ContainerPart kafka(Path folder, int wantedPort, Map<String, String> settings) {
        int port = wantedPort == 0 ? freePort() : wantedPort;
        Map<String, String> all = new HashMap<>(settings);
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("controller.quorum.voters", "1@127.0.0.1:" + CONTROLLER);
        all.put("controller.listener.names", "CONTROLLER");
        all.put("inter.broker.listener.name", "INTERNAL");
        all.put(
                "listeners",
                "PLAINTEXT://0.0.0.0:" + Image.KAFKA.port() + ",INTERNAL://127.0.0.1:" + INTERNAL
                        + ",CONTROLLER://127.0.0.1:" + CONTROLLER);
        all.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port + ",INTERNAL://127.0.0.1:" + INTERNAL);
        all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
        Map<String, String> environment = new HashMap<>();
        all.forEach((name, value) ->
                environment.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return started(Image.KAFKA, folder, port, environment, new String[0], listening -> true);
    }

    private static ContainerPart started(
            Image image,
            Path folder,
            int wantedPort,
            Map<String, String> environment,
            String[] command,
            IntPredicate answers) {
        ContainerPart closed = CLOSED.remove(folder);
        if (closed != null) {
            closed.startAgain(wantedPort);
            return closed;
        }
        int port = wantedPort == 0 ? freePort() : wantedPort;
        GenericContainer<?> container = new GenericContainer<>(image.reference())
                .withExposedPorts(image.port())
                .withEnv(environment)
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withPortBindings(new PortBinding(
                                Ports.Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(image.port()))))
                .waitingFor(new ByOurselves());
        if (command.length > 0) {
            container.withCommand(command);
        }
        container.start();
        ContainerPart part = new ContainerPart(container, folder, port, answers);
        part.awaitAnswer();
        return part;
    }

    private void startAgain(int wantedPort) {
        if (wantedPort != 0 && wantedPort != port) {
            throw new IllegalStateException("the container of " + folder + " listens at " + port + " for good");
        }
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        awaitAnswer();
    }

    public int port() {
        return port;
    }

    /** As a machine that loses its power. The next start on the folder brings it up again. */
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    /** As a machine that hangs: connections stay open and nothing comes. */
    public void freeze() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    public void thaw() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    private void awaitAnswer() {
        long end = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (!answers.test(port)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        container.getDockerImageName() + " did not answer: " + container.getLogs());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean postgresAnswers(int port) {
        try (Connection connection =
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean redisAnswers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            container
                    .getDockerClient()
                    .stopContainerCmd(container.getContainerId())
                    .withTimeout(STOPS_WITHIN_SECONDS)
                    .exec();
        } catch (NotModifiedException killed) {
            // it does not run any more, as was wanted
        }
        CLOSED.put(folder, this);
    }

    /** Testcontainers need not wait: each server is asked in its own protocol, after a start and after every later one. */
    private static final class ByOurselves extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }
}
