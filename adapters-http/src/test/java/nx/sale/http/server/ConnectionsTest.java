package nx.sale.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    /** A caller from whom nothing comes until {@link #end}. */
    private static final class Silent extends ByteArrayEndPoint {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicInteger readers = new AtomicInteger();

        @Override
        public int fill(ByteBuffer buffer) {
            readers.incrementAndGet();
            asked.countDown();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            readers.decrementAndGet();
            return -1;
        }

        private void end() {
            ended.countDown();
        }
    }

    // REQUEST-23
    @Test
    void oneThreadAtATimeReadsAConnection() throws InterruptedException {
        Connections connections = new Connections(new HttpConfiguration());
        Silent caller = new Silent();
        HttpConnection connection =
                (HttpConnection) connections.newConnection(new LocalConnector(new Server(), connections), caller);
        caller.setConnection(connection);

        Thread first = Thread.ofPlatform().start(connection);
        caller.asked.await();
        Thread second = Thread.ofPlatform().start(connection);
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        assertThat(caller.readers).hasValue(1);
        caller.end();
        first.join();
        second.join();
    }
}
