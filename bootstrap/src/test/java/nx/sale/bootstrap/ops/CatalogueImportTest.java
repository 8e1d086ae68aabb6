package nx.sale.bootstrap.ops;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sale catalogue import} sends every number as exact as the file has it, and never with an exponent. */
class CatalogueImportTest {
    @TempDir
    Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private int imported(String price) throws IOException {
        Path file = Files.writeString(
                folder.resolve("catalogue.json"), json("{'variants':[{'id':1234567890123456789,'price':%s}]}", price));
        return new RemoteOps(
                        "sale catalogue",
                        Map.of(
                                "SALE_URL",
                                "http://127.0.0.1:" + service.getAddress().getPort(),
                                "SALE_TOKEN",
                                "token",
                                "SALE_MERCHANT",
                                "1"),
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        new PrintStream(complaints, true, StandardCharsets.UTF_8),
                        new BufferedReader(new StringReader("")))
                .importFile(file.toString(), Map.of("--yes", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "12500000.0,12500000.0",
        "0.0005,0.0005",
        "1.25E7,12500000",
        "5e-4,0.0005",
        "99999999999.9999,99999999999.9999",
        "0.1,0.1",
        "100,100"
    })
    void aPriceIsSentAsItIsWritten(String written, String sent) throws IOException {
        assertThat(imported(written)).isZero();
        assertThat(received).containsExactly(json("{'variants':[{'id':1234567890123456789,'price':%s}]}", sent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "1e-1000000000", "1e99999999999999999999"})
    void absurdNumberIsRejectedBeforeAnythingIsSent(String written) throws IOException {
        assertThat(imported(written)).isEqualTo(2);
        assertThat(received).isEmpty();
        assertThat(complaints.toString(StandardCharsets.UTF_8)).contains("cannot read");
    }

    @Test
    void textStaysText() throws IOException {
        assertThat(imported(json("'12500000.0'"))).isZero();
        assertThat(received.getFirst()).contains(json("'price':'12500000.0'"));
    }
}
