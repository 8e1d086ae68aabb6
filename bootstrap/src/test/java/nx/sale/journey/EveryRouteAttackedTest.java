package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.RawCall;
import nx.sale.kit.Stack;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad queries, headers, bodies and paths at every operation of the document: never a failure of ours, always a problem that can be read.
 * No request here is one that anybody could mean; the ids belong to nothing.
 */
class EveryRouteAttackedTest {
    private static final byte[] NONE = {};
    private static final Pattern INTERNAL = Pattern.compile(
            "nx\\.sale|java\\.|javax?\\.|jakarta|jackson|[A-Z]\\w+Exception|\\bJsonToken|Source: |StreamReadFeature|"
                    + "\\w+\\[\\w+=|Optional|PSQL|SQLSTATE|\\bselect \\b.*\\bfrom \\b|relation [\\x22]|constraint [\\x22]|jetty|Javalin");

    /** One operation of the document. */
    record Operation(String method, String path, List<String> parameters, JsonNode whole) {
        @Override
        public String toString() {
            return method + " " + path;
        }

        String at(String id) {
            return path.replaceAll("\\{[^}]+}", id);
        }
    }

    private record Attack(String name, String path, List<String> headers, byte[] body) {}

    static Stream<Operation> operations() {
        JsonNode document;
        try {
            document = Api.JSON.readTree(
                    RawCall.send("GET", "/doc/openapi.json", List.of(), NONE).text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        List<Operation> operations = new ArrayList<>();
        document.at("/paths").properties().stream()
                .filter(path -> !path.getKey().matches("/(doc|metrics|stream).*"))
                .forEach(path -> path.getValue().properties().forEach(one -> {
                    List<String> parameters = StreamSupport.stream(
                                    one.getValue().at("/parameters").spliterator(), false)
                            .filter(parameter -> parameter.at("/in").asText().equals("query"))
                            .map(parameter -> parameter.at("/name").asText())
                            .toList();
                    operations.add(new Operation(
                            one.getKey().toUpperCase(java.util.Locale.ROOT),
                            path.getKey(),
                            parameters,
                            one.getValue()));
                }));
        assertThat(operations).hasSizeGreaterThan(80);
        return operations.stream();
    }

    private static Map<String, String> signedIn() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Authorization", "Bearer " + Stack.get().sisters().identity().token("owner", Restaurant.MERCHANT));
        headers.put("x-merchant-id", Restaurant.MERCHANT);
        headers.put("x-device-info", "attacked");
        return headers;
    }

    private static List<String> lines(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .toList();
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static List<Attack> attacks(Operation operation) {
        List<Attack> attacks = new ArrayList<>();
        Map<String, String> headers = signedIn();
        String path = operation.at("999");
        for (String query : queries(operation.parameters())) {
            attacks.add(new Attack("query " + query, path + "?" + query, lines(headers), NONE));
        }
        badHeaders().forEach((name, values) -> {
            List<String> twice = new ArrayList<>(lines(headers));
            twice.addAll(List.of(name + ": " + values.getFirst(), name + ": " + values.getLast()));
            attacks.add(new Attack(name + " twice", path, twice, NONE));
            for (String value : values) {
                Map<String, String> changed = new LinkedHashMap<>(headers);
                changed.put(name, value);
                attacks.add(new Attack(name + ": " + value, path, lines(changed), NONE));
            }
        });
        if (operation.path().contains("{")) {
            for (String id : List.of(
                    "0",
                    "-1",
                    "abc",
                    "1.5",
                    "%20",
                    "%0A",
                    "%00",
                    "%ff",
                    "%zz",
                    "%F0%9F%8D%9C",
                    "1;a=b",
                    "%2e%2e",
                    "a%2Fb",
                    "9223372036854775807",
                    "9223372036854775808",
                    "99999999999999999999",
                    "x".repeat(300))) {
                attacks.add(new Attack("id " + id, operation.at(id), lines(headers), NONE));
            }
        }
        if (!operation.method().equals("GET")) {
            Map<String, String> json = new LinkedHashMap<>(headers);
            json.put("Content-Type", "application/json");
            for (byte[] body : bodies()) {
                attacks.add(new Attack(
                        "body " + new String(body, 0, Math.min(40, body.length), StandardCharsets.ISO_8859_1),
                        path,
                        lines(json),
                        body));
            }
            for (String type :
                    List.of("", "text/plain", "application/json; charset=utf-16", "application/xml", "\u00ff")) {
                Map<String, String> other = new LinkedHashMap<>(headers);
                other.put("Content-Type", type);
                attacks.add(new Attack("Content-Type " + type, path, lines(other), octets(json("{'nope':1}"))));
            }
        }
        return attacks;
    }

    private static List<String> queries(List<String> parameters) {
        List<String> queries = new ArrayList<>(List.of(
                "%zz",
                "%",
                "nope=1",
                "nope=%ff",
                "=",
                "a=1&a=1",
                "nope=" + "x".repeat(3_000),
                "%00=%00",
                "a[b]=1",
                "\u00ff=1"));
        for (String name : parameters) {
            queries.add(name);
            queries.add(name + "=1&" + name + "=2");
            for (String value : List.of(
                    "",
                    "%zz",
                    "%00",
                    "%ff",
                    "%ED%A0%80",
                    "%F0%9F%8D%9C".repeat(100),
                    "'%20or%201=1--",
                    "{",
                    "[]",
                    "null",
                    "{%22where%22:{%22id%22:[1]},%22fields%22:[1]}",
                    "{%22where%22:5,%22order%22:[{}],%22limit%22:1e99}",
                    "1e1000000000",
                    "-1",
                    "99999999999999999999",
                    "+999999999-12-31T23:59:59Z",
                    "%2B999999999-12-31T23:59:59Z",
                    "-0001-01-01T00:00:00Z",
                    "9999-12-31T23:59:59.999999999Z",
                    "2026-01-01T00:00:00+07:00",
                    "0000-00-00",
                    "NaN",
                    "true%20")) {
                queries.add(name + "=" + value);
            }
        }
        return queries;
    }

    private static Map<String, List<String>> badHeaders() {
        Map<String, List<String>> bad = new LinkedHashMap<>();
        List<String> anything =
                List.of("\u00ff", utf8("Quầy 🍜"), "{", "[]", json("'"), ";;;,,,===", "x".repeat(2_000), "a\tb", "%00");
        for (String name : List.of(
                "X-Request-Id",
                "Idempotency-Key",
                "X-Approval",
                "If-Match",
                "Prefer",
                "Accept",
                "Accept-Encoding",
                "Content-Encoding",
                "x-request-count",
                "If-None-Match",
                "Authorization",
                "x-merchant-id",
                "Origin",
                "Content-Language",
                "Range",
                "Cookie",
                "X-HTTP-Method-Override")) {
            bad.put(name, anything);
        }
        bad.put(
                "x-device-info",
                List.of(
                        "\u00ff",
                        "{",
                        "{}",
                        "[]",
                        json("{'deviceId':'\\u0000'}"),
                        json("{'deviceId':'\\ud800'}"),
                        json("{'deviceId':1e1000000000}"),
                        json("{'deviceId':{'a':[]}}"),
                        json("{'deviceId':'a','deviceId':'b'}"),
                        "x".repeat(2_000),
                        "{".repeat(500)));
        bad.put(
                "x-merchant-id",
                List.of("0", "-1", "abc", "9223372036854775807", "9223372036854775808", "1e5", "\u00ff"));
        bad.put(
                "Authorization",
                List.of(
                        "Bearer",
                        "Bearer ",
                        "Bearer a.b.c",
                        "Bearer \u00ff",
                        "Basic",
                        "Basic !",
                        "Basic Og==",
                        "Basic /////w==",
                        "Digest x",
                        "Bearer eyJhbGciOm51bGx9.e30.AA",
                        "Bearer " + "x".repeat(3_000)));
        return bad;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> bodies() {
        return List.of(
                octets("{"),
                octets("nonsense"),
                octets("[]"),
                octets("null"),
                octets("5"),
                octets(json("{'nope':'\\u0000'}")),
                octets(json("{'\\u0000\\ud800':1}")),
                octets(json("{'n':1e1000000000}")),
                octets(json("{'n':%s}", "9".repeat(200))),
                octets(json("{'nope':1,'nope':2}")),
                octets("[".repeat(400)),
                octets(json("{'a':{'b':[{'c':null}]}} trailing")),
                octets("{"
                        + Stream.iterate(0, i -> i + 1)
                                .limit(500)
                                .map(i -> json("'f%s':1", i))
                                .collect(java.util.stream.Collectors.joining(","))
                        + "}"),
                new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
                new byte[] {(byte) 0xfe, (byte) 0xff, 0, '{', 0, '}'},
                new byte[] {0, 0, 0});
    }

    // REQUEST-15
    @ParameterizedTest
    @MethodSource("operations")
    void nothingFails_andEveryRefusalCanBeRead(Operation operation) throws JsonProcessingException {
        List<Attack> attacks = attacks(operation);
        for (Attack attack : attacks) {
            RawCall.Reply reply = RawCall.send(operation.method(), attack.path(), attack.headers(), attack.body());
            hold(operation, attack, reply);
        }
        assertThat(attacks).hasSizeGreaterThan(150);
    }

    private static void hold(Operation operation, Attack attack, RawCall.Reply reply) throws JsonProcessingException {
        String what = operation + " " + attack.name() + " -> " + reply.status() + " " + reply.text();
        assertThat(reply.header("X-Request-Id")).as(what).isNotEmpty();
        if (reply.status() < 400) {
            return;
        }
        JsonNode problem = Api.JSON.readTree(reply.text());
        boolean unreadableWebhook = operation.path().equals("/webhooks/payment")
                && problem.at("/code").asText().equals("webhook-unreadable");
        assertThat(reply.status() < 500 || unreadableWebhook).as(what).isTrue();
        assertThat(reply.header("Content-Type").replace(" ", ""))
                .as(what)
                .isEqualToIgnoringCase("application/problem+json;charset=utf-8");
        assertThat(problem.at("/requestId").asText()).as(what).isEqualTo(reply.header("X-Request-Id"));
        assertThat(problem.at("/status").asInt()).as(what).isEqualTo(reply.status());
        assertThat(problem.at("/messageCode").asText()).as(what).startsWith("server.sale.");
        for (String member : List.of("/title", "/detail", "/message", "/errors", "/normalized")) {
            assertThat(INTERNAL.matcher(problem.at(member).toString()).find())
                    .as(what)
                    .isFalse();
        }
        problem.properties().stream()
                .filter(member -> member.getKey().matches(".*Ids?"))
                .forEach(member ->
                        assertThat(member.getValue().isNumber()).as(what).isFalse());
        boolean beforeTheRouter = problem.at("/instance").asText().isEmpty()
                || problem.at("/code").asText().equals("route-not-found");
        String code = problem.at("/code").asText();
        if (beforeTheRouter || reply.status() == 405) {
            Stack.contract().unrouted(reply.status(), reply.fields(), code);
        } else {
            Stack.contract().refused(operation.whole(), reply.status(), reply.fields(), code);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void headIsGet_andAnotherMethodIsToldWhichThereAre(Operation operation) {
        List<String> headers = lines(signedIn());
        if (operation.method().equals("GET")) {
            for (List<String> sent : List.of(headers, List.<String>of())) {
                RawCall.Reply get = RawCall.send("GET", operation.at("999"), sent, NONE);
                RawCall.Reply head = RawCall.send("HEAD", operation.at("999"), sent, NONE);
                assertThat(head.status()).isEqualTo(get.status());
                assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
                assertThat(head.octets()).isEmpty();
            }
        }
        RawCall.Reply refused = RawCall.send("BREW", operation.at("999"), headers, NONE);
        assertThat(refused.status()).isEqualTo(405);
        Stack.contract().unrouted(405, refused.fields(), "method-not-allowed");
        assertThat(new TreeSet<>(List.of(refused.header("Allow").split(", ")))).contains(operation.method());
    }
}
