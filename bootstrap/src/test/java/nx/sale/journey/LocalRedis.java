package nx.sale.journey;

import java.io.IOException;
import redis.embedded.RedisServer;

/** A real Redis beside this process, which keeps nothing on disk. */
final class LocalRedis {
    private LocalRedis() {}

    static RedisServer start(int port) throws IOException {
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        return server;
    }
}
