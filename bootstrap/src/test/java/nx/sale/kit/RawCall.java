package nx.sale.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One request on a connection of its own, octet by octet: what no HTTP client would send. */
public final class RawCall {
    private static final int PATIENCE_MILLIS = 20_000;

    /** What came back. */
    public record Reply(int status, List<String> headers, byte[] octets) {
        public String header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        /** All headers by their names. */
        public Map<String, List<String>> fields() {
            return headers.stream()
                    .map(line -> line.split(":", 2))
                    .collect(Collectors.groupingBy(
                            parts -> parts[0], Collectors.mapping(parts -> parts[1].strip(), Collectors.toList())));
        }

        /** The body, which must be UTF-8. */
        public String text() {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new AssertionError("not UTF-8: " + new String(octets, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    private RawCall() {}

    /**
     * Sends and reads until the other side ends the connection.
     *
     * @param headers one line each, one character an octet
     */
    public static Reply send(String method, String path, List<String> headers, byte[] body) {
        URI base = URI.create(Stack.get().baseUrl());
        StringBuilder head = new StringBuilder(
                method + " " + base.getPath() + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return send(head.append("\r\n").toString(), body);
    }

    /**
     * Sends and reads until the other side ends the connection.
     *
     * @param head the first line, the headers and the empty line, one character an octet
     */
    public static Reply send(String head, byte[] body) {
        try (Socket socket =
                new Socket("127.0.0.1", URI.create(Stack.get().baseUrl()).getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return reply(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(head.lines().findFirst().orElse(""), e);
        }
    }

    private static Reply reply(byte[] all) {
        String octets = new String(all, StandardCharsets.ISO_8859_1);
        int end = octets.indexOf("\r\n\r\n");
        List<String> lines = List.of(octets.substring(0, end).split("\r\n"));
        byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
        Reply reply = new Reply(Integer.parseInt(lines.getFirst().split(" ")[1]), lines.subList(1, lines.size()), body);
        return reply.header("Transfer-Encoding").equalsIgnoreCase("chunked")
                ? new Reply(reply.status(), reply.headers(), unchunked(octets.substring(end + 4)))
                : reply;
    }

    private static byte[] unchunked(String chunks) {
        StringBuilder whole = new StringBuilder();
        int at = 0;
        while (true) {
            int line = chunks.indexOf("\r\n", at);
            int length = Integer.parseInt(chunks.substring(at, line), 16);
            if (length == 0) {
                return whole.toString().getBytes(StandardCharsets.ISO_8859_1);
            }
            whole.append(chunks, line + 2, line + 2 + length);
            at = line + 2 + length + 2;
        }
    }
}
