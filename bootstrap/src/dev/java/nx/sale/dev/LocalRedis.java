package nx.sale.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nx.sale.containers.ContainerPart;
import redis.embedded.RedisServer;

/**
 * A real Redis beside this process, which keeps nothing on disk but the id of its process. It stops when it is closed and not before: the
 * library's own server stops as soon as this process begins to end, under what still uses it. Or a container.
 */
public final class LocalRedis implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(10);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

    private final Runnable stops;
    private final int port;

    private LocalRedis(Runnable stops, int port) {
        this.stops = stops;
        this.port = port;
    }

    /** Starts one that knows its folder; port 0 takes a free one. */
    public static LocalRedis start(Path folder, int wantedPort) {
        if (ContainerPart.chosen()) {
            ContainerPart container = ContainerPart.redis(folder, wantedPort);
            return new LocalRedis(container::close, container.port());
        }
        try {
            Files.createDirectories(folder);
            Path pidFile = folder.resolve("redis.pid").toAbsolutePath();
            Orphan.stop(pidFile, "redis");
            int port = wantedPort == 0 ? LocalKafka.freePort() : wantedPort;
            List<String> command = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("pidfile \"" + pidFile + "\"")
                    .buildCommandArgs();
            Path log = folder.resolve("server.log");
            Process server = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            await(server, port, log);
            return new LocalRedis(() -> stop(server), port);
        } catch (IOException e) {
            throw new IllegalStateException("the embedded Redis did not start", e);
        }
    }

    private static void await(Process server, int port, Path log) throws IOException {
        long end = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (!answers(port)) {
            if (!server.isAlive() || System.nanoTime() > end) {
                server.destroy();
                throw new IOException("see " + log);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        stops.run();
    }

    private static void stop(Process server) {
        server.destroy();
        server.onExit()
                .completeOnTimeout(server, STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)
                .join();
        server.destroyForcibly();
    }
}
