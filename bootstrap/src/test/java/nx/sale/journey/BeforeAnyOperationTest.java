package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import nx.sale.kit.Contract;
import nx.sale.kit.RawCall;
import nx.sale.kit.Stack;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What any request may get before an operation is chosen is as every operation of the document has it. */
class BeforeAnyOperationTest {
    static Stream<Arguments> requests() {
        String health = "GET " + URI.create(Stack.get().baseUrl()).getPath() + "/healthz";
        return Stream.of(
                arguments(health + "/%zz HTTP/1.1\r\nHost: here", 400, "bad-request"),
                arguments(health + " HTTP/1.1\r\nHost: not one", 400, "bad-request"),
                arguments(health + "/nowhere HTTP/1.1\r\nHost: here", 404, "route-not-found"),
                arguments(health.replace("GET", "DELETE") + " HTTP/1.1\r\nHost: here", 405, "method-not-allowed"),
                arguments(health + "?" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: here", 414, "uri-too-long"),
                arguments(health + " HTTP/1.1\r\nHost: here\r\nExpect: the best", 417, "expectation-failed"),
                arguments(
                        health + " HTTP/1.1\r\nHost: here\r\nX-Long: " + "x".repeat(20_000), 431, "headers-too-large"),
                arguments(health + " HTTP/3.7\r\nHost: here", 505, "http-version-unsupported"));
    }

    // REQUEST-15, OPS-13
    @ParameterizedTest
    @MethodSource("requests")
    void itIsRefusedAsTheDocumentHasIt(String request, int status, String code) {
        RawCall.Reply reply = RawCall.send(request + "\r\nConnection: close\r\n\r\n", new byte[0]);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.text()).contains(code);
        Stack.contract()
                .check(new Contract.Exchange("GET", "/nowhere", Map.of(), "", status, reply.fields(), reply.text()));
    }
}
