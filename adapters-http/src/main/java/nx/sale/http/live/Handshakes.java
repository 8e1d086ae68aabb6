package nx.sale.http.live;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets pass as the handshake of a WebSocket (RFC 6455, 4.2.1) what can become one. Javalin takes every request with
 * {@code Sec-WebSocket-Version} for one, at any address: without that header the others are answered as what they are. Of offered
 * extensions the usual compression is passed on only: Jetty refuses the whole handshake when it cannot make one of them.
 */
final class Handshakes extends Handler.Wrapper {
    static final String VERSION = "13";
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final Pattern COMPRESSION = Pattern.compile(
            "permessage-deflate( *; *(client_max_window_bits|(client|server)_no_context_takeover)){0,3}");

    private final String path;

    Handshakes(String path) {
        this.path = path;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields headers = request.getHeaders();
        if (!headers.contains("Sec-WebSocket-Version")) {
            return super.handle(request, response, callback);
        }
        HttpFields.Mutable passed = HttpFields.build(headers);
        if (!handshake(request, headers)) {
            passed.remove("Sec-WebSocket-Version");
        }
        if (headers.contains(EXTENSIONS) && !compression(one(headers, EXTENSIONS))) {
            passed.remove(EXTENSIONS);
        }
        return super.handle(with(request, passed.asImmutable()), response, callback);
    }

    private static Request with(Request request, HttpFields headers) {
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return headers;
            }
        };
    }

    private boolean handshake(Request request, HttpFields headers) {
        return request.getMethod().equals("GET")
                && path.equals(Request.getPathInContext(request))
                && "websocket".equalsIgnoreCase(headers.get("Upgrade"))
                && headers.getCSV("Connection", false).stream().anyMatch("upgrade"::equalsIgnoreCase)
                && VERSION.equals(one(headers, "Sec-WebSocket-Version"))
                && one(headers, "Sec-WebSocket-Key") != null;
    }

    private static @Nullable String one(HttpFields headers, String header) {
        return headers.getFields(header).size() == 1 ? headers.get(header) : null;
    }

    private static boolean compression(@Nullable String offered) {
        return offered != null && COMPRESSION.matcher(offered).matches();
    }
}
