package nx.sale.http.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A caller that writes its own bytes: what no HTTP client would send. */
final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    /** An answer, byte by byte. */
    record Reply(int status, List<String> headers, byte[] body) {
        String header(String name) {
            return all(name).findFirst().orElse("");
        }

        private java.util.stream.Stream<String> all(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip());
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawHttp(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    /** Sends these characters, one octet each. */
    RawHttp send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** The next answer to anything but HEAD. */
    Reply read() throws IOException {
        return read(true);
    }

    /** The next answer. */
    Reply read(boolean withBody) throws IOException {
        String first = line();
        int status = Integer.parseInt(first.split(" ")[1]);
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        Reply head = new Reply(status, headers, new byte[0]);
        if (!withBody || status == 304 || status == 204) {
            return head;
        }
        byte[] body = head.header("Transfer-Encoding").equals("chunked")
                ? chunks()
                : Optional.of(head.header("Content-Length"))
                        .filter(length -> !length.isEmpty())
                        .map(Integer::parseInt)
                        .map(this::exactly)
                        .orElseGet(this::rest);
        return new Reply(status, headers, body);
    }

    /** Whether the other end has ended the connection, with nothing left to read. */
    boolean ended() throws IOException {
        return in.read() < 0;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int length = Integer.parseInt(line(), 16); length > 0; length = Integer.parseInt(line(), 16)) {
            all.write(exactly(length));
            line();
        }
        line();
        return all.toByteArray();
    }

    private byte[] exactly(int length) {
        try {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private byte[] rest() {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the connection ended after: " + line);
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
