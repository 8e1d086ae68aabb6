package nx.sale.http.live;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.websocket.WsContext;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nx.sale.domain.live.RoomOwners;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.server.HttpServer;
import nx.sale.http.server.OpenGuard;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** The WebSocket at {@code /stream}: one {@link Screen} for each connection. */
public final class Stream implements HttpServer.Extra {
    private static final int CONNECTIONS = 10_000;
    private static final long MESSAGE_LIMIT = 32 * 1024;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);

    private final LiveHub hub;
    private final StreamGate gate;
    private final RoomOwners owners;
    private final Clock clock;
    private final Map<String, Screen> screens = new ConcurrentHashMap<>();

    public Stream(LiveHub hub, StreamGate gate, RoomOwners owners, Clock clock) {
        this.hub = hub;
        this.gate = gate;
        this.owners = owners;
        this.clock = clock;
    }

    @Override
    public void register(JavalinConfig config, String basePath, OpenGuard guard) {
        config.jetty.modifyServer(server -> server.insertHandler(new Handshakes(basePath + "/stream")));
        for (HandlerType method : List.of(HandlerType.GET, HandlerType.HEAD)) {
            config.routes.addHttpHandler(method, basePath + "/stream", context -> refuse(context, guard));
        }
        config.routes.ws(basePath + "/stream", stream -> {
            stream.onConnect(context -> connected(context, guard));
            stream.onMessage(context -> {
                Screen screen = screens.get(context.sessionId());
                if (screen != null) {
                    screen.received(context.message());
                }
            });
            stream.onBinaryMessage(context -> {
                Screen screen = screens.get(context.sessionId());
                if (screen != null) {
                    screen.receivedBinary();
                }
            });
            stream.onClose(this::disconnected);
            stream.onError(this::disconnected);
        });
    }

    private static void refuse(Context context, OpenGuard guard) {
        guard.require(context.ip());
        context.header("Upgrade", "websocket")
                .header("Connection", "Upgrade")
                .header("Sec-WebSocket-Version", Handshakes.VERSION);
        throw new InvalidInput(
                InvalidInput.Kind.UPGRADE, "There is a WebSocket at this address: see the live stream.", List.of());
    }

    private void connected(WsContext context, OpenGuard guard) {
        Session session = context.session;
        session.setIdleTimeout(IDLE_TIMEOUT);
        session.setMaxTextMessageSize(MESSAGE_LIMIT);
        session.setMaxBinaryMessageSize(MESSAGE_LIMIT);
        if (screens.size() >= CONNECTIONS || !guard.admits(address(session))) {
            session.close(TRY_AGAIN_LATER, "too many screens", Callback.NOOP);
            return;
        }
        screens.put(context.sessionId(), new Screen(new JettyWire(session), hub, gate, owners, clock));
    }

    private static String address(Session session) {
        return session.getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }

    private void disconnected(WsContext context) {
        Screen screen = screens.remove(context.sessionId());
        if (screen != null) {
            screen.disconnect();
        }
    }

    /** A Jetty session as a screen uses it. */
    private record JettyWire(Session session) implements Screen.Wire {
        @Override
        public void send(String text, Runnable done) {
            session.sendText(text, Callback.from(done, failure -> done.run()));
        }

        @Override
        public void close(int code, String reason) {
            session.close(code, reason, Callback.NOOP);
        }

        @Override
        public void cut() {
            session.disconnect();
        }
    }

    /** Looks after every screen; called a few times a second. */
    public void tick() {
        screens.values().forEach(Screen::tick);
    }

    public double screenCount() {
        return screens.size();
    }
}
