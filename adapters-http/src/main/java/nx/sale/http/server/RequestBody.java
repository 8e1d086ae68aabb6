package nx.sale.http.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import nx.sale.http.json.InvalidInput;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** The body of a request: read once, when it is asked for, at most 1 MiB, JSON in UTF-8 without an encoding. */
final class RequestBody {
    private static final int LIMIT = 1 << 20;
    /** On the context: that the body was refused for its encoding. */
    private static final String CODED = "bodyCoded";

    /** Of one media type, as it is defined (RFC 6838, 4.2): a list of several is none. */
    private static final Pattern JSON =
            Pattern.compile("application/json|[a-z0-9][\\w!#$&^.+-]*/[a-z0-9][\\w!#$&^.-]*\\+json");

    private static final Pattern BESIDE = Pattern.compile("[\\s\"]");
    private static final Pattern OTHER_CHARSET = Pattern.compile(".*;charset=(?!utf-8(;|$)|utf8(;|$)).*");

    private final Context context;
    private final RequestHeaders headers;
    private byte @Nullable [] read;

    RequestBody(Context context, RequestHeaders headers) {
        this.context = context;
        this.headers = headers;
    }

    /** The octets; what is beyond the limit is read and dropped with the answer ({@link Leftover}). */
    byte[] bytes() {
        byte[] known = read;
        if (known != null) {
            return known;
        }
        Leftover.Progress.BEGUN.note(context);
        try {
            InputStream stream = context.req().getInputStream();
            long announced = context.req().getContentLengthLong();
            byte[] octets = stream.readNBytes(announced >= 0 && announced <= LIMIT ? (int) announced : LIMIT + 1);
            if (octets.length > LIMIT) {
                throw new InvalidInput(
                        InvalidInput.Kind.TOO_LARGE, "the body has more than " + LIMIT + " bytes", List.of());
            }
            if (octets.length == announced) {
                Leftover.Progress.DONE.note(context);
            }
            read = octets;
            return octets;
        } catch (IOException | HttpException.RuntimeException e) {
            throw new InvalidInput(InvalidInput.Kind.BAD_REQUEST, "the body could not be read", List.of());
        }
    }

    /** Refuses a body of another kind: a page of another origin may send text without asking the browser, JSON it may not. */
    void requireJson() {
        String type = headers.asSent("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String media = type.split(";", 2)[0].strip();
        if (!media.equals("application/json") && !JSON.matcher(media).matches()) {
            throw refused("Content-Type must be application/json");
        }
        if (type.contains("charset")
                && OTHER_CHARSET.matcher(BESIDE.matcher(type).replaceAll("")).matches()) {
            throw refused("the charset of JSON is utf-8");
        }
    }

    /** Says that a body is taken without an encoding, when that is why this is refused: something else may have gone first. */
    static void sayWhatIsTaken(Context context, int status) {
        if (status == InvalidInput.Kind.MEDIA_TYPE.status() && context.attribute(CODED) != null) {
            context.header("Accept-Encoding", "identity");
        }
    }

    /** Refuses a body that is compressed or encoded in another way, and says that none is taken. */
    void requireNoEncoding() {
        if (codedOtherThan("identity", "Content-Encoding")) {
            context.attribute(CODED, true);
            throw refused("a body is taken without Content-Encoding only");
        }
        if (codedOtherThan("chunked", "Transfer-Encoding")) {
            throw refused("the only Transfer-Encoding taken is chunked");
        }
    }

    private boolean codedOtherThan(String taken, String header) {
        Optional<String> codings = headers.asSent(header);
        return codings.isPresent()
                && Arrays.stream(codings.get().split(","))
                        .anyMatch(coding -> !coding.strip().equalsIgnoreCase(taken));
    }

    private static InvalidInput refused(String why) {
        return new InvalidInput(InvalidInput.Kind.MEDIA_TYPE, why, List.of());
    }
}
