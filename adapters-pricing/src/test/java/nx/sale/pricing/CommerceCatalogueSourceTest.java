package nx.sale.pricing;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A variant is unknown when commerce said so, and only then. */
class CommerceCatalogueSourceTest {
    private static final MerchantId MERCHANT = new MerchantId(7);
    private static final List<VariantId> WANTED = List.of(new VariantId(71));

    private HttpServer commerce;
    private CommerceCatalogueSource source;
    private volatile int status = 200;
    private volatile String body = "";

    @BeforeEach
    void start() throws IOException {
        commerce = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        commerce.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        commerce.start();
        source = new CommerceCatalogueSource(
                URI.create("http://127.0.0.1:" + commerce.getAddress().getPort()), "sale", "secret");
    }

    @AfterEach
    void stop() {
        commerce.stop(0);
    }

    @Test
    void whatIsMissingFromItsListItDoesNotKnow() {
        body = json("{'variants':[]}");

        assertThat(source.fetch(MERCHANT, WANTED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | no such route
            401 | {"variants":[]}
            500 | {"variants":[]}
            200 | {}
            200 | {"variants":null}
            200 | {"variants":{}}
            200 | []
            200 | <html></html>
            200 | ''
            200 | {"variants":[{"id":"71"}]}
            """)
    void invalidAnswerIsUnavailable(int given, String text) {
        status = given;
        body = text;

        assertThatThrownBy(() -> source.fetch(MERCHANT, WANTED))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.part()).isEqualTo(Unavailable.Part.COMMERCE));
    }

    @Test
    void noAnswerIsUnavailable() {
        commerce.stop(0);

        assertThatThrownBy(() -> source.fetch(MERCHANT, WANTED)).isInstanceOf(Unavailable.class);
    }
}
