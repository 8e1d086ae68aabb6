package nx.sale.http.server;

import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Connections that one thread at a time reads. Jetty 12.1 answers a request it cannot read on another thread, and the answer, once it is sent,
 * begins to read again while the first thread still gives its buffer back: the buffer was filled when it was already that of another
 * connection, whose request was then lost or mixed with this one (REQUEST-23).
 */
final class Connections extends HttpConnectionFactory {
    Connections(HttpConfiguration http) {
        super(http);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        ReadByOne connection = new ReadByOne(getHttpConfiguration(), connector, endPoint);
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }

    private static final class ReadByOne extends HttpConnection {
        private final ReentrantLock reading = new ReentrantLock();

        private ReadByOne(HttpConfiguration http, Connector connector, EndPoint endPoint) {
            super(http, connector, endPoint);
        }

        @Override
        public void onFillable() {
            reading.lock();
            try {
                super.onFillable();
            } finally {
                reading.unlock();
            }
        }
    }
}
