package nx.sale.http.server;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sent and nobody read. It is read and dropped, so that the next request on the connection begins where it should; when it is too
 * much, comes too slowly, cannot be read, or is held back until we ask for it, the answer says that the connection ends.
 */
final class Leftover {
    /** How far the body was read, on the context; not set when nobody asked for it. */
    enum Progress {
        BEGUN,
        DONE;

        private static final String KEY = "bodyProgress";

        void note(Context context) {
            context.attribute(KEY, this);
        }

        static @Nullable Progress of(Context context) {
            return context.attribute(KEY);
        }
    }

    private static final int MAX_DRAINED_BYTES = 4 << 20;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private Leftover() {}

    static void clear(Context context) {
        Progress progress = Progress.of(context);
        if (progress == Progress.DONE) {
            return;
        }
        HttpServletRequest request = context.req();
        long announced = request.getContentLengthLong();
        if (announced == 0 || announced < 0 && request.getHeader("Transfer-Encoding") == null) {
            return;
        }
        boolean asked = request.getHeader("Expect") == null || progress == Progress.BEGUN;
        if (!asked || !drain(request)) {
            context.header("Connection", "close");
        }
    }

    /** Whether nothing is left. */
    private static boolean drain(HttpServletRequest request) {
        try {
            InputStream body = request.getInputStream();
            byte[] buffer = new byte[8_192];
            long began = System.nanoTime();
            for (long left = MAX_DRAINED_BYTES; left > 0 && System.nanoTime() - began < PATIENCE_NANOS; ) {
                int read = body.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return true;
                }
                left -= read;
            }
            return false;
        } catch (IOException | HttpException.RuntimeException e) {
            return false;
        }
    }
}
