package nx.sale.pricing;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.pending.MqPay;
import nx.sale.domain.payment.pending.PendingAttempt;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MQ-Pay answers becomes the webhook it would have sent, or nothing. */
class MqPayClientTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PendingAttempt ATTEMPT = PendingAttempt.create(
            new MerchantId(7),
            new OrderId(42),
            Optional.empty(),
            new PendingAttempt.Named("at-1", "uid-1", Optional.of("t-1"), Optional.empty()),
            Instant.parse("2026-03-01T05:00:00Z"));
    private static final PendingAttempt OF_CHECK = PendingAttempt.create(
            new MerchantId(7),
            new OrderId(42),
            Optional.of(new CheckId(43)),
            new PendingAttempt.Named("at-1", "uid-1", Optional.empty(), Optional.empty()),
            Instant.parse("2026-03-01T05:00:00Z"));

    private final AtomicReference<String> asked = new AtomicReference<>("");
    private HttpServer server;
    private MqPayClient mqPay;
    private volatile int status = 200;
    private volatile String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        mqPay = new MqPayClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "sale", "secret");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private JsonNode payload(MqPay.Ending ending) throws IOException {
        return JSON.readTree(ending.body()).at("/payload");
    }

    @Test
    void itIsAskedByTheAttemptsId_withOurCredentials() {
        body = json("{'status':'PENDING'}");

        assertThat(mqPay.verify(ATTEMPT, "r")).isEmpty();
        assertThat(asked.get())
                .isEqualTo(json(
                        "POST /payments/verify Basic %s {'attemptId':'at-1'}",
                        Base64.getEncoder().encodeToString("sale:secret".getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, ATTEMPT_SUCCESS",
        "302_SUCCESS, ATTEMPT_SUCCESS",
        "300_SUCCESS, ATTEMPT_SUCCESS",
        "304_SETTLED, ATTEMPT_SUCCESS",
        "success, ATTEMPT_SUCCESS",
        "FAILED, ATTEMPT_FAILED",
        "501_FAIL, ATTEMPT_FAILED",
        "EXPIRED, ATTEMPT_EXPIRED",
        "CANCELED, ATTEMPT_CANCELLED",
        "CANCELLED, ATTEMPT_CANCELLED"
    })
    void eventTypeFollowsTheStatus(String name, PaymentEventType event) {
        body = json("{'id':'at-1','status':'%s','amount':'5'}", name);

        assertThat(mqPay.verify(ATTEMPT, "r").map(MqPay.Ending::event)).contains(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status':'PENDING'}",
                "{'status':'100_NEW'}",
                "{'attempt':{'status':'PROCESSING'},'transaction':{'status':'304_SETTLED'}}",
                "{'status':200,'message':'ok'}",
                "{}"
            })
    void unfinishedStatusStaysPending(String answer) {
        body = json(answer);

        assertThat(mqPay.verify(ATTEMPT, "r")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'at-1','uid':'uid-1','status':'SUCCESS','amount':'5','transaction':{'uid':'t-9','sourceId':'77'}}",
                "{'data':{'attempt':{'id':'at-1','uid':'uid-1','status':'SUCCESS','amount':'5'},'transaction':{'uid':'t-9','sourceId':'77'}}}",
                "{'eventType':'mq-pay:attempt.success','payload':{'attempt':{'id':'at-1','uid':'uid-1','amount':'5'},'transaction':{'uid':'t-9','sourceId':'77'}}}"
            })
    void theAnswerBecomesTheWebhook_whateverItIsWrappedIn(String answer) throws IOException {
        body = json(answer);

        MqPay.Ending ending = mqPay.verify(ATTEMPT, "r").orElseThrow();

        assertThat(ending.event()).isEqualTo(PaymentEventType.ATTEMPT_SUCCESS);
        JsonNode payload = payload(ending);
        assertThat(payload.at("/attempt/uid").asText()).isEqualTo("uid-1");
        assertThat(payload.at("/attempt/amount").asText()).isEqualTo("5");
        assertThat(payload.at("/transaction/uid").asText()).isEqualTo("t-9");
        assertThat(payload.at("/transaction/sourceId").asText())
                .as("the target is what MQ-Pay says")
                .isEqualTo("77");
        assertThat(payload.at("/attempt/metadata/source").isMissingNode()).isTrue();
    }

    @Test
    void missingFieldsAreTakenFromTheAnnouncement_butNeverTheAmount() throws IOException {
        body = json("{'status':'SUCCESS'}");

        JsonNode whole = payload(mqPay.verify(ATTEMPT, "r").orElseThrow());
        JsonNode check = payload(mqPay.verify(OF_CHECK, "r").orElseThrow());

        assertThat(whole.at("/attempt/id").asText() + whole.at("/attempt/uid").asText())
                .isEqualTo("at-1uid-1");
        assertThat(whole.at("/transaction/uid").asText()).isEqualTo("t-1");
        assertThat(whole.at("/attempt/metadata/source/type").asText()
                        + whole.at("/attempt/metadata/source/id").asText())
                .isEqualTo("SaleOrder42");
        assertThat(check.at("/attempt/metadata/source/type").asText()
                        + check.at("/attempt/metadata/source/id").asText())
                .isEqualTo("SaleCheck43");
        assertThat(check.path("transaction").isMissingNode()).isTrue();
        assertThat(whole.at("/attempt").has("amount")).isFalse();
    }

    @Test
    void attemptUnknownToMqPayStaysPending() {
        status = 404;
        body = json("{'message':'attempt not found'}");

        assertThat(mqPay.verify(ATTEMPT, "r")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | <html>no such page</html>
            401 | {"status":"SUCCESS"}
            400 | {"status":"SUCCESS"}
            500 | {"status":"SUCCESS"}
            200 | ''
            200 | []
            200 | <html></html>
            """)
    void malformedAnswerIsUnavailable(int code, String answer) {
        status = code;
        body = answer;

        assertThatThrownBy(() -> mqPay.verify(ATTEMPT, "r"))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.part()).isEqualTo(Unavailable.Part.MQ_PAY));
    }
}
