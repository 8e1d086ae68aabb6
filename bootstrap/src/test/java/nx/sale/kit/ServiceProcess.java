package nx.sale.kit;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.dev.LocalStack;
import nx.sale.dev.Restaurant;
import org.awaitility.core.ConditionTimeoutException;

/** The service as a process of its own. */
public final class ServiceProcess implements AutoCloseable {
    public static final List<String> QUICK_TO_START = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    /** Without what is there for tests: it would record every statement, and cost what production does not pay. */
    public static final String THIS_BUILD = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(part -> !part.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));

    /** Of the environment: the port of one that comes back where another was. */
    public static final String PORT = "APP_ENV_SERVER_PORT";

    private final Process process;
    private final String base;

    public ServiceProcess(Path folder, String postgresUrl, String brokers) throws IOException {
        this(folder, postgresUrl, brokers, Map.of());
    }

    public ServiceProcess(Path folder, String postgresUrl, String brokers, Map<String, String> more)
            throws IOException {
        this(folder, postgresUrl, brokers, more, QUICK_TO_START);
    }

    /** As {@link #ServiceProcess(Path, String, String, Map, List, String)}, of this build. */
    public ServiceProcess(
            Path folder, String postgresUrl, String brokers, Map<String, String> more, List<String> options)
            throws IOException {
        this(folder, postgresUrl, brokers, more, options, THIS_BUILD);
    }

    /**
     * Returns when the process answers.
     *
     * @param more of the environment
     * @param options of the JVM
     * @param classPath of the build that serves
     */
    public ServiceProcess(
            Path folder,
            String postgresUrl,
            String brokers,
            Map<String, String> more,
            List<String> options,
            String classPath)
            throws IOException {
        int port = more.containsKey(PORT) ? Integer.parseInt(more.get(PORT)) : freePort();
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, "nx.sale.bootstrap.Main", "serve"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(LocalStack.environment(
                        postgresUrl, brokers, Stack.get().sisters().url(), port));
        builder.environment().putAll(more);
        File log = folder.resolve("service-" + port + ".log").toFile();
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        base = "http://127.0.0.1:" + port + "/v1/api/sale";
        try {
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> Api.at(base, "", "1")
                                    .with("Authorization", "")
                                    .get("/healthz")
                                    .status()
                            == 200);
        } catch (ConditionTimeoutException e) {
            kill();
            throw e;
        }
    }

    /** Returns when it knows who asks: until it has the keys of identity it refuses everybody, and on a slow machine the first question to identity may fail. */
    public ServiceProcess knowingCallers() {
        try {
            await().until(() -> as("cashier").get("/me").status() == 200);
        } catch (ConditionTimeoutException e) {
            kill();
            throw e;
        }
        return this;
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public String base() {
        return base;
    }

    public Api as(String role) {
        return Api.at(base, Stack.get().sisters().identity().token(role, Restaurant.MERCHANT), Restaurant.MERCHANT);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** As Kubernetes does: SIGTERM, and twenty seconds to stop. */
    public void stop() throws InterruptedException {
        signal(process.toHandle(), "TERM");
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("did not stop within twenty seconds");
        }
    }

    /** As a machine does that hangs: nothing runs until {@link #wake()}, and nobody is told. */
    public void freeze() {
        signal(process.toHandle(), "STOP");
    }

    public void wake() {
        signal(process.toHandle(), "CONT");
    }

    public static void signal(ProcessHandle to, String name) {
        try {
            int rc = new ProcessBuilder("kill", "-" + name, Long.toString(to.pid()))
                    .start()
                    .waitFor();
            if (rc != 0) {
                throw new AssertionError("no signal reached " + to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
