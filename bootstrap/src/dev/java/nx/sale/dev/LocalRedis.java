package nx.sale.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.RedisServer;

/** A real Redis beside this process, which keeps nothing on disk but the id of its process. */
public final class LocalRedis implements AutoCloseable {
    private final RedisServer server;
    private final int port;

    private LocalRedis(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts one that knows its folder; port 0 takes a free one. */
    public static LocalRedis start(Path folder, int wantedPort) {
        try {
            Files.createDirectories(folder);
            Path pidFile = folder.resolve("redis.pid").toAbsolutePath();
            Orphan.stop(pidFile, "redis");
            int port = wantedPort == 0 ? EmbeddedKafka.freePort() : wantedPort;
            RedisServer server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("pidfile \"" + pidFile + "\"")
                    .build();
            server.start();
            return new LocalRedis(server, port);
        } catch (IOException e) {
            throw new IllegalStateException("the embedded Redis did not start", e);
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
