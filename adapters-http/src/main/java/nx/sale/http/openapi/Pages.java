package nx.sale.http.openapi;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import nx.sale.http.server.HttpServer;
import nx.sale.http.server.OpenGuard;
import nx.sale.http.server.QueryString;
import org.slf4j.MDC;

/** Pages beside the routes: documents, their files, metrics. They take GET and HEAD, no parameters and no login, and the guard counts. */
public final class Pages {
    private static final int NOT_MODIFIED = 304;
    /** Of a page whose address changes with its content. */
    public static final int FOR_EVER = 31_536_000;

    /**
     * One page that never changes while the process lives.
     *
     * @param mediaType with its charset
     * @param body made when somebody asks for the page first: the start does not wait for it
     * @param secondsKept how long a browser may show it without asking again
     */
    public record Page(String mediaType, Supplier<String> body, int secondsKept) {
        public Page(String mediaType, String body, int secondsKept) {
            this(mediaType, () -> body, secondsKept);
        }
    }

    /** The text of a page, and the tag by which a browser asks about it. */
    private record Tagged(String text, String tag) {}

    /** A page's text, made once. */
    private static final class Once {
        private final Supplier<String> make;
        private Optional<Tagged> made = Optional.empty();

        Once(Supplier<String> make) {
            this.make = make;
        }

        synchronized Tagged get() {
            if (made.isEmpty()) {
                String text = make.get();
                made = Optional.of(new Tagged(text, tagOf(text)));
            }
            return made.get();
        }
    }

    private Pages() {}

    /** Adds a page that a browser may keep, and asks about by its tag. */
    public static void add(JavalinConfig javalin, String path, OpenGuard guard, Page page) {
        Once once = new Once(page.body());
        get(javalin, path, guard, context -> {
            Tagged shown = once.get();
            context.header("ETag", shown.tag());
            context.header("Cache-Control", kept(page.secondsKept()));
            if (known(context, shown.tag())) {
                context.status(NOT_MODIFIED);
                // a cache takes over what a 304 says of the page, and would take it for the plain text that the server
                // makes of nothing
                context.res().setContentType(null);
            } else {
                HttpServer.write(context, 200, page.mediaType(), shown.text());
            }
        });
    }

    private static String kept(int seconds) {
        return switch (seconds) {
            case 0 -> "no-cache";
            case FOR_EVER -> "public, max-age=" + FOR_EVER + ", immutable";
            default -> "public, max-age=" + seconds;
        };
    }

    /** Adds a page that is made anew for each request. */
    public static void add(
            JavalinConfig javalin, String path, OpenGuard guard, String mediaType, Supplier<String> body) {
        get(javalin, path, guard, context -> HttpServer.write(context, 200, mediaType, body.get()));
    }

    private interface Content {
        void answer(Context context);
    }

    private static void get(JavalinConfig javalin, String path, OpenGuard guard, Content content) {
        io.javalin.http.Handler handler = context -> {
            guard.require(context.ip());
            MDC.put("requestId", HttpServer.requestId(context));
            try {
                QueryString.read(context.queryString(), Set.of());
                HttpServer.headers(context, HttpServer.requestId(context));
                content.answer(context);
            } finally {
                MDC.clear();
            }
        };
        javalin.routes.get(path, handler);
        javalin.routes.head(path, handler);
    }

    /** Weak: the same page may be sent compressed. */
    private static String tagOf(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return "W/\"" + HexFormat.of().formatHex(Arrays.copyOf(digest, 12)) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static boolean known(Context context, String tag) {
        return Optional.ofNullable(context.header("If-None-Match")).stream()
                .flatMap(tags -> Arrays.stream(tags.split(",")))
                .map(String::strip)
                .anyMatch(known ->
                        known.equals("*") || known.replaceFirst("^W/", "").equals(tag.substring(2)));
    }
}
