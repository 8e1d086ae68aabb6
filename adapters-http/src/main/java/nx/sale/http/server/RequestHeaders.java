package nx.sale.http.server;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
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
        Enumeration<String> values = request.getHeaders(name);
        if (!values.hasMoreElements()) {
            return Optional.empty();
        }
        String sent = values.nextElement();
        if (values.hasMoreElements()) {
            throw InvalidInput.field("header." + name, "repeated", "is there more than once");
        }
        String value = utf8(name, sent);
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** A header that lists values, over one line or several (RFC 9110, 5.3). */
    Optional<String> listed(String name) {
        return all(name).map(value -> utf8(name, value)).filter(value -> !value.isEmpty());
    }

    /** A header to be kept or compared whatever it contains: what is not UTF-8 is replaced. */
    Optional<String> asSent(String name) {
        return all(name)
                .map(value -> ascii(value) ? value : new String(octets(value), StandardCharsets.UTF_8))
                .filter(value -> !value.isEmpty());
    }

    private Optional<String> all(String name) {
        Enumeration<String> values = request.getHeaders(name);
        if (!values.hasMoreElements()) {
            return Optional.empty();
        }
        String first = values.nextElement();
        return Optional.of(
                values.hasMoreElements() ? first + ", " + String.join(", ", Collections.list(values)) : first);
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
        for (int at = 0; at < value.length(); at++) {
            if (value.charAt(at) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
