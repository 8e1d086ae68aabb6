package nx.sale.http.server;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import nx.sale.http.json.InvalidInput;

/** The headers of a request: text in them is UTF-8, and one that says a single thing is there once. */
final class RequestHeaders {
    private final HttpServletRequest request;

    RequestHeaders(HttpServletRequest request) {
        this.request = request;
    }

    /** A header with a single value; an empty one counts as absent. Refuses one that is repeated or is not UTF-8. */
    Optional<String> one(String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            throw InvalidInput.field("header." + name, "repeated", "is there more than once");
        }
        return values.stream().findFirst().map(value -> utf8(name, value)).filter(value -> !value.isEmpty());
    }

    /** A header that lists values, over one line or several (RFC 9110, 5.3). */
    Optional<String> listed(String name) {
        return Optional.of(utf8(name, String.join(", ", Collections.list(request.getHeaders(name)))))
                .filter(value -> !value.isEmpty());
    }

    /** A header to be kept or compared whatever it contains: what is not UTF-8 is replaced. */
    Optional<String> asSent(String name) {
        return Optional.of(String.join(", ", Collections.list(request.getHeaders(name))))
                .map(value -> ascii(value) ? value : new String(octets(value), StandardCharsets.UTF_8))
                .filter(value -> !value.isEmpty());
    }

    /** The server gives each octet as a character of its own. */
    private static String utf8(String name, String value) {
        if (ascii(value)) {
            return value;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets(value)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw InvalidInput.field("header." + name, "format", "must be UTF-8");
        }
    }

    private static byte[] octets(String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean ascii(String value) {
        return value.chars().allMatch(c -> c < 0x80);
    }
}
