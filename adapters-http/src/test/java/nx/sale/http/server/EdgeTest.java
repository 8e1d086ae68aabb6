package nx.sale.http.server;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import nx.sale.domain.access.Caller;
import nx.sale.domain.access.Permission;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Rejected;
import nx.sale.http.Problems;
import nx.sale.http.json.Json;
import nx.sale.http.openapi.Pages;
import nx.sale.http.server.RawHttp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server itself does with requests, byte by byte: queries, headers, encodings, HEAD, and what never reaches a route. */
class EdgeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BAD_ALLOWED = "Denied.route";

    private static final List<String> done = new ArrayList<>();
    private static final List<String> denied = new ArrayList<>();
    private static HttpServer server;

    /** The body of the test route. */
    public record Body(Optional<String> note) {}

    private static final Call.Access EVERYBODY = new Call.Access() {
        @Override
        public Caller caller(Call call) {
            return new Caller(Actor.user("1", call.credentials().orElse("nobody")), Set.of(), Instant.MAX);
        }

        @Override
        public boolean allowed(Caller caller, MerchantId merchant, Permission permission) {
            return !permission.code().equals(BAD_ALLOWED);
        }
    };

    private static final AtomicInteger pagesMade = new AtomicInteger();
    private static int pagesMadeByTheStart;

    @BeforeAll
    static void start() {
        server = new HttpServer(
                new HttpServer.Listen("127.0.0.1", 0, "/base"),
                List.of(
                        Route.of(Route.Method.GET, "/things", "List", "")
                                .needs("Thing.find")
                                .parameter(Parameter.text("status", ""))
                                .parameter(Parameter.text("dryRun", ""))
                                .handledBy(call ->
                                        said("status", call.query("status").orElse("-"))),
                        Route.of(Route.Method.POST, "/things/{id}", "Change", "")
                                .needs("Thing.change")
                                .parameter(Parameter.text("dryRun", ""))
                                .takes(Body.class)
                                .handledBy(EdgeTest::change),
                        Route.of(Route.Method.DELETE, "/things/{id}", "Remove", "")
                                .needs("Thing.remove")
                                .handledBy(call -> said("done", String.valueOf(done.add("removed")))),
                        Route.of(Route.Method.POST, "/denied", "Denied", "")
                                .needs(BAD_ALLOWED)
                                .handledBy(call -> said("never", "")),
                        Route.of(Route.Method.POST, "/hook", "Hook", "")
                                .ignoresQuery()
                                .handledBy(call -> said("hook", new String(call.bytes(), StandardCharsets.UTF_8))),
                        Route.of(Route.Method.GET, "/table", "Table", "")
                                .needs("Thing.find")
                                .handledBy(call -> said("as", call.preferred("application/json", "text/csv"))),
                        Route.of(Route.Method.GET, "/missing", "Missing", "").handledBy(call -> {
                            throw new Rejected(new PaymentError.TargetUnknown("SaleOrder", 999));
                        }),
                        Route.of(Route.Method.GET, "/words", "Words", "").handledBy(call -> {
                            throw new Rejected(new OrderError.PricingRefused(List.of("hết Bàn 2 ầ ố 🍜")));
                        }),
                        Route.of(Route.Method.GET, "/broken", "Broken", "").handledBy(call -> {
                            throw new StackOverflowError();
                        }),
                        Route.of(Route.Method.GET, "/long", "Long", "")
                                .handledBy(call -> said("long", "ố".repeat(4_000)))),
                EVERYBODY,
                new Problems(),
                merchant -> java.time.ZoneOffset.UTC,
                (call, permission) ->
                        denied.add(permission + " " + call.originOfCaller().device()),
                (operation, method, status, lacking, elapsed) -> {},
                OpenGuard.NONE,
                List.of((config, basePath, guard) -> Pages.add(
                        config,
                        basePath + "/page",
                        guard,
                        new Pages.Page("text/html; charset=utf-8", EdgeTest::page, 60))));
        server.start();
        pagesMadeByTheStart = pagesMade.get();
    }

    private static String page() {
        pagesMade.incrementAndGet();
        return "ố";
    }

    @Test
    void aPageIsMadeOnce_whenItIsAskedForFirst() throws IOException {
        call(request("GET /base/page"));
        call(request("GET /base/page"));

        assertThat(pagesMadeByTheStart).isZero();
        assertThat(pagesMade).hasValue(1);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        done.clear();
        denied.clear();
    }

    private static Answer said(String name, String text) {
        return new Answer(200, Json.text(Map.of(name, text)), Optional.empty(), Optional.empty(), false);
    }

    private static Answer change(Call call) {
        long id = call.pathId("id");
        Optional<DeviceId> device = call.request().origin().device();
        boolean rehearsed = call.dryRun();
        call.body(Body.class);
        done.add(id + " " + rehearsed);
        return said("device", device.map(DeviceId::value).orElse("-"));
    }

    private static String request(String line, String... headers) {
        return line + " HTTP/1.1\r\nHost: here\r\nx-merchant-id: 1\r\n" + String.join("\r\n", headers)
                + (headers.length > 0 ? "\r\n" : "") + "\r\n";
    }

    private static Reply call(String request) throws IOException {
        try (RawHttp raw = new RawHttp(server.port())) {
            return raw.send(request).read(!request.startsWith("HEAD"));
        }
    }

    // REQUEST-4
    @ParameterizedTest
    @ValueSource(strings = {"", "null", " null ", "{}"})
    void noBodyAndNullAreABodyWithoutFields(String body) throws IOException {
        Reply reply = call(
                request("POST /base/things/1", "Content-Type: application/json", "Content-Length: " + body.length())
                        + body);

        assertThat(reply.status())
                .as(new String(reply.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(done).containsExactly("1 false");
    }

    /** A problem as every one must be: UTF-8, said so, with a request id and the platform's fields. */
    private static JsonNode problem(Reply reply, int status) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(reply.body()))
                .toString();
        assertThat(reply.status()).as(text).isEqualTo(status);
        assertThat(reply.header("Content-Type")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace(" ", ""))
                .isEqualTo("application/problem+json;charset=utf-8");
        JsonNode problem = JSON.readTree(text);
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/requestId").asText()).isNotEmpty().isEqualTo(reply.header("X-Request-Id"));
        assertThat(problem.at("/messageCode").asText())
                .isEqualTo("server.sale." + problem.at("/code").asText().replace('-', '.'));
        return problem;
    }

    /** The connection can take the next request, or was said to end. */
    private static void nextHolds(String request, int status) throws IOException {
        try (RawHttp raw = new RawHttp(server.port())) {
            Reply first = raw.send(request).read();
            problem(first, status);
            if (first.header("Connection").equalsIgnoreCase("close")) {
                assertThat(raw.ended()).isTrue();
            } else {
                assertThat(raw.send(request("GET /base/things")).read().status())
                        .isEqualTo(200);
            }
        }
    }

    // REQUEST-8
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dryRun=true%zz|400|query|escape",
                "dryRun=true%|400|query|escape",
                "dryRun=true%4|400|query|escape",
                "dry%Run=true|400|query|escape",
                "dryRun=%ff|400|query|escape",
                "dryRun=%c3%28|400|query|escape",
                "dryRun=%ed%a0%80|400|query|escape",
                "dryRun=%C0%80|400|query|escape",
                "colour=%zz|400|query|escape",
                "dryRun=true&dryRun=true|422|query.dryRun|repeated",
                "dryRun=true&dryRun=false|422|query.dryRun|repeated",
                "dryRun=true&dry%52un=true|422|query.dryRun|repeated",
                "dryrun=true|422|query.dryrun|unknown",
                "dryRun[]=true|422|query.dryRun[]|unknown",
                "dry%00Run=true|422|query.dry Run|unknown",
                "=true|422|query.|unknown",
                "dryRun|422|query.dryRun|required",
                "dryRun=|422|query.dryRun|required",
                "dryRun=true%00|422|query.dryRun|format",
                "dryRun=TRUE|422|query.dryRun|not-allowed",
                "dryRun=+true|422|query.dryRun|not-allowed"
            })
    void unknownQueryParameterIsRejected_beforeAnythingIsDone(String query, int status, String path, String code)
            throws IOException {
        String body = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        Reply refused = call(request("POST /base/things/5?" + query, body).stripTrailing());

        JsonNode problem = problem(refused, status);
        assertThat(problem.at("/errors/0/path").asText()).isEqualTo(path);
        assertThat(problem.at("/errors/0/code").asText()).isEqualTo(code);
        assertThat(done).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /base/things?status=%zz, 400",
        "GET /base/things?status=A&status=B, 422",
        "GET /base/things?colour=red, 422",
        "DELETE /base/things/5?force=true, 422",
        "DELETE /base/things/5?%, 400",
        "GET /base/page?%, 400",
        "GET /base/page?x=1, 422"
    })
    void everyMethodReadsTheQueryThisWay(String line, int status) throws IOException {
        problem(call(request(line)), status);

        assertThat(done).isEmpty();
    }

    @Test
    void knownQueryParameterIsUsed() throws IOException {
        assertThat(call(request("GET /base/things?status=%E1%BB%91+%2B%f0%9f%8d%9c&"))
                        .text())
                .isEqualTo(json("{'status':'ố +🍜'}"));
        assertThat(call(request("GET /base/things?")).text()).isEqualTo(json("{'status':'-'}"));
    }

    @Test
    void theQueryOfARouteThatIgnoresItIsIgnored() throws IOException {
        Reply taken = call(request("POST /base/hook?a=%zz&a=1", "Content-Length: 2", "", "ab")
                .stripTrailing());

        assertThat(taken.status()).isEqualTo(200);
    }

    // REQUEST-20
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x-device-info: Quầy số 1|200|Quầy số 1
            x-device-info: {"deviceId":"Quầy 🍜"}|200|Quầy 🍜
            x-device-info: {"deviceId":"\\u0000"}|422|header.x-device-info
            x-device-info: {"deviceId":"a\\u0007b"}|422|header.x-device-info
            x-device-info: {"deviceId":"\\ud800"}|422|header.x-device-info
            x-device-info: {"deviceId":7}|422|header.x-device-info
            x-device-info: {"deviceId":"a","deviceId":"b"}|422|header.x-device-info
            x-device-info: {|422|header.x-device-info
            If-Match: "é"|422|header.If-Match
            Idempotency-Key: é|422|header.Idempotency-Key
            Idempotency-Key: a b|422|header.Idempotency-Key
            x-merchant-id: 2|422|header.x-merchant-id
            x-merchant-id: 1|422|header.x-merchant-id
            """)
    void headersAreReadAsUtf8_andStrictly(String header, int status, String said) throws IOException {
        String octets = new String(header.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Reply reply = call(request("POST /base/things/5", octets));

        if (status == 200) {
            assertThat(JSON.readTree(reply.body()).at("/device").asText()).isEqualTo(said);
        } else {
            assertThat(problem(reply, status).at("/errors/0/path").asText()).isEqualTo(said);
            assertThat(done).isEmpty();
        }
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused_andALongTillCountsInCharacters() throws IOException {
        assertThat(problem(call(request("POST /base/things/5", "x-device-info: \u00ff")), 422)
                        .at("/errors/0/path")
                        .asText())
                .isEqualTo("header.x-device-info");
        String soup = new String("🍜".repeat(200).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(call(request("POST /base/things/5", "x-device-info: " + soup))
                        .status())
                .isEqualTo(200);
        problem(call(request("POST /base/things/5", "x-device-info: " + soup + "x")), 422);
        problem(call(request("POST /base/things/5", "Authorization: \u00ff")), 401);
        problem(call(request("POST /base/things/5", "Authorization: Bearer a", "Authorization: Bearer b")), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{bad", "\u00ff", "{'deviceId':'\\u0000'}"})
    void denialIsAudited_whateverTheDeviceHeaderContains(String till) throws IOException {
        problem(call(request("POST /base/denied", "x-device-info: " + json(till))), 403);

        assertThat(denied).containsExactly(BAD_ALLOWED + " Optional.empty");
    }

    // REQUEST-16, REQUEST-20
    @ParameterizedTest
    @ValueSource(strings = {"a b", "\u00ff", "a\tb", "é", "{'id':1}"})
    void invalidRequestIdIsReplaced(String given) throws IOException {
        Reply reply = call(request("GET /base/things", "X-Request-Id: " + json(given)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json, text/csv|application/json
            text/csv, application/json|text/csv
            text/csv|text/csv
            TEXT/CSV;charset=utf-8|text/csv
            text/csv;q=0|application/json
            text/csv;q=0.0, */*|application/json
            application/json;q=0.5, text/csv|text/csv
            application/json;q=0.5, text/csv;q=0.501|text/csv
            text/csv;q=0.5, application/json;q=0.9|application/json
            text/*|text/csv
            text/*;q=0.2, application/*;q=0.1|text/csv
            text/csv;q=0.1, text/*;q=0.9, application/json;q=0.5|application/json
            */*|application/json
            application/json;q=0, */*|text/csv
            application/json;q=0|application/json
            image/png|application/json
            text/html,application/xhtml+xml,*/*;q=0.8|application/json
            text/csvx|application/json
            x-text/csv|application/json
            application/json;v="a,text/csv"|application/json
            text/csv;q=7|application/json
            ;;;,,q=1|application/json
            "|application/json
            """)
    void acceptIsReadAsItIsDefined(String accept, String given) throws IOException {
        assertThat(call(request("GET /base/table", "Accept: " + accept)).text()).isEqualTo(json("{'as':'%s'}", given));
    }

    @Test
    void acceptOverSeveralLinesIsOneList() throws IOException {
        assertThat(call(request("GET /base/table", "Accept: application/json;q=0.1", "Accept: text/csv"))
                        .text())
                .contains("text/csv");
        assertThat(call(request("GET /base/table")).text()).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|gzip",
                "gzip;q=0|",
                "identity|",
                "*|",
                "identity;q=0.5, gzip|gzip",
                "gzip;q=0.5, identity|",
                "br|",
                "br, GZIP|gzip"
            })
    void acceptEncodingIsReadAsItIsDefined(String accept, String coding) throws IOException {
        Reply reply = call(request("GET /base/long", "Accept-Encoding: " + accept));

        assertThat(reply.header("Content-Encoding")).isEqualTo(coding == null ? "" : coding);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/base/things",
                "/base/things?colour=red",
                "/base/missing",
                "/base/page",
                "/base/nowhere",
                "/base/long"
            })
    void headDoesWhatGetDoes_withoutTheBody(String path) throws IOException {
        Reply get = call(request("GET " + path));
        try (RawHttp raw = new RawHttp(server.port())) {
            Reply head = raw.send(request("HEAD " + path)).read(false);

            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            assertThat(raw.send(request("GET /base/things")).read().text()).isEqualTo(json("{'status':'-'}"));
        }
    }

    @Test
    void unsupportedMethodIsAnsweredWithTheAllowedOnes() throws IOException {
        assertThat(call(request("PATCH /base/things")).header("Allow").split(", "))
                .containsExactlyInAnyOrder("GET", "HEAD");
        Reply refused = call(request("GET /base/things/5"));
        problem(refused, 405);
        assertThat(refused.header("Allow").split(", ")).containsExactlyInAnyOrder("POST", "DELETE");
        assertThat(call(request("HEAD /base/things/5")).status()).isEqualTo(405);
        assertThat(call(request("POST /base/page")).header("Allow").split(", "))
                .containsExactlyInAnyOrder("GET", "HEAD");
        problem(call(request("BREW /base/things")), 405);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /base/%zz, 400, bad-request",
        "GET /base/%ff, 400, bad-request",
        "GET /base/%00, 400, bad-request",
        "GET /base/%2e%2e/x, 404, route-not-found",
        "GET /base/things%2f5, 404, route-not-found"
    })
    void undecodablePathIsAnsweredByAProblem(String line, int status, String code) throws IOException {
        assertThat(problem(call(request(line, "X-Request-Id: mine")), status)
                        .at("/code")
                        .asText())
                .isEqualTo(code);
        nextHolds(request(line), status);
    }

    // REQUEST-15
    @Test
    void unroutedRequestIsAnsweredByAProblem_andTheConnectionCloses() throws IOException {
        Map<String, Integer> refused = Map.of(
                request("GET /base/things?" + "x".repeat(20_000)),
                414,
                request("GET /base/things", "X-Long: " + "x".repeat(20_000)),
                431,
                "GET /base/things HTTP/3.7\r\nHost: here\r\n\r\n",
                505,
                "GET /base/things HTTP/1.1\r\nHost: a b\r\n\r\n",
                400,
                "GET /base/things HTTP/1.1\r\n\r\n",
                400,
                "GET /base/things HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                400,
                request("GET /base/things", "X-Bad: a\u0000b"),
                400,
                request("POST /base/things/5", "Content-Length: x"),
                400,
                request("POST /base/things/5", "Content-Length: 1", "Transfer-Encoding: chunked"),
                400,
                "nonsense\r\n\r\n",
                400);
        for (Map.Entry<String, Integer> entry : refused.entrySet()) {
            try (RawHttp raw = new RawHttp(server.port())) {
                Reply reply = raw.send(entry.getKey()).read();

                problem(reply, entry.getValue());
                assertThat(reply.header("Connection")).as(entry.getKey()).isEqualToIgnoringCase("close");
                assertThat(raw.ended()).isTrue();
            }
        }
    }

    // REQUEST-7
    @Test
    void unreadBodyDoesNotCorruptTheNextRequestOnTheConnection() throws IOException {
        String body = "x".repeat(100_000);
        String length = "Content-Length: " + body.length();
        for (String line :
                List.of("POST /base/nowhere", "PUT /base/things", "POST /base/denied", "DELETE /base/things/x?a")) {
            int status =
                    line.contains("nowhere") ? 404 : line.contains("PUT") ? 405 : line.contains("denied") ? 403 : 422;
            nextHolds(request(line, length) + body, status);
        }
        nextHolds(request("POST /base/things/5", "Content-Type: text/plain", length) + body, 415);
        String huge = "x".repeat(1_100_000);
        nextHolds(
                request("POST /base/things/5", "Content-Type: application/json", "Content-Length: " + huge.length())
                        + huge,
                413);
        nextHolds(request("POST /base/denied", "Content-Length: 5000", "Expect: 100-continue"), 403);
        nextHolds(request("POST /base/denied", "Transfer-Encoding: chunked") + "5\r\nabcde\r\n0\r\n\r\n", 403);
        nextHolds(request("POST /base/denied", "Transfer-Encoding: chunked") + "zz\r\nabcde\r\n0\r\n\r\n", 403);
        nextHolds(
                request("POST /base/things/5", "Content-Type: application/json", "Transfer-Encoding: chunked")
                        + "2\r\n{}XX\r\n0\r\n\r\n",
                400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip", "identity, gzip", "x"})
    void unsupportedContentEncodingIsRejected(String coding) throws IOException {
        Reply refused =
                call(request("POST /base/things/5", "Content-Encoding: " + coding, "Content-Length: 2", "", "{}")
                        .stripTrailing());

        problem(refused, 415);
        assertThat(refused.header("Accept-Encoding")).isEqualTo("identity");
        assertThat(done).isEmpty();
    }

    @Test
    void unsupportedTransferCodingIsRejected() throws IOException {
        problem(
                call(request(
                                        "POST /base/things/5",
                                        "Content-Type: application/json",
                                        "Transfer-Encoding: gzip, chunked",
                                        "",
                                        "2\r\n{}\r\n0\r\n\r\n")
                                .stripTrailing()
                        + "\r\n\r\n"),
                415);
        assertThat(done).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json          | 200",
                "Application/JSON;q=1      | 200",
                "application/ld+json       | 200",
                "text/plain                | 415",
                "text/plain, a/b+json      | 415",
                "text/plain;a/b+json       | 415",
                "+json                     | 415",
                "/+json                    | 415",
                "a+json                    | 415",
                "application/json, a/json  | 415",
                "application/jsonx         | 415"
            })
    void onlyOneMediaTypeOfJsonIsTaken(String type, int status) throws IOException {
        assertThat(call(request("POST /base/things/5", "Content-Type: " + type, "Content-Length: 2", "", "{}")
                                .stripTrailing())
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            utf-8, 200
            UTF-8, 200
            "utf-8", 200
            iso-8859-1, 415
            utf-16, 415
            """)
    void jsonIsUtf8(String charset, int status) throws IOException {
        assertThat(call(request(
                                        "POST /base/things/5",
                                        "Content-Type: application/json; charset=" + charset,
                                        "Content-Length: 2",
                                        "",
                                        "{}")
                                .stripTrailing())
                        .status())
                .isEqualTo(status);
    }

    @Test
    void identityIsNoEncoding() throws IOException {
        assertThat(call(request("POST /base/things/5", "Content-Encoding: identity"))
                        .status())
                .isEqualTo(200);
    }

    // REQUEST-15
    @Test
    void textOfEveryLanguageIsPreserved() throws IOException {
        JsonNode problem = problem(call(request("GET /base/words")), 422);

        assertThat(problem.at("/detail").asText()).isEqualTo("hết Bàn 2 ầ ố 🍜");
        assertThat(problem.at("/normalized/text").asText()).isEqualTo("hết Bàn 2 ầ ố 🍜");
        assertThat(problem.at("/normalized/code").asText()).isEqualTo("server.sale.pricing.refused");
        assertThat(problem.at("/normalized/args/reasons/0").asText()).isEqualTo("hết Bàn 2 ầ ố 🍜");
        assertThat(problem.at("/extra/messageArgs/reasons/0").asText()).isEqualTo("hết Bàn 2 ầ ố 🍜");
        assertThat(call(request("GET /base/long")).header("Content-Type")).containsIgnoringCase("charset=utf-8");
    }

    @Test
    void anIdInAProblemIsText() throws IOException {
        JsonNode problem = problem(call(request("GET /base/missing")), 404);

        assertThat(problem.at("/targetId").isTextual()).isTrue();
        assertThat(problem.at("/targetId").asText()).isEqualTo("999");
    }

    @Test
    void virtualMachineErrorIsAnsweredByAProblem() throws IOException {
        assertThat(problem(call(request("GET /base/broken")), 500).at("/code").asText())
                .isEqualTo("internal-error");
    }

    @Test
    void aPageIsAskedForAgainByItsTag() throws IOException {
        Reply first = call(request("GET /base/page"));
        assertThat(first.text()).isEqualTo("ố");
        assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=60");
        assertThat(first.header("X-Content-Type-Options")).isEqualTo("nosniff");

        Reply again = call(request("GET /base/page", "If-None-Match: " + json("'x'") + ", " + first.header("ETag")));
        assertThat(again.status()).isEqualTo(304);
        assertThat(call(request("GET /base/page", "If-None-Match: " + json("'x'")))
                        .status())
                .isEqualTo(200);
    }
}
