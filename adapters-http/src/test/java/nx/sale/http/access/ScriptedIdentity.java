package nx.sale.http.access;

import static nx.sale.text.Json.json;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Identity over real HTTP that answers what a test tells it to, and counts how often it was asked. */
final class ScriptedIdentity implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile boolean endless;
    private volatile String body = json("{'keys':[]}");
    private volatile CountDownLatch gate = new CountDownLatch(0);

    ScriptedIdentity() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (endless) {
            exchange.sendResponseHeaders(status, 0);
            byte[] more = "[".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(more); // fails once nobody reads on
            }
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    int asked() {
        return asked.get();
    }

    void answers(int code, String text) {
        status = code;
        body = text;
    }

    /** Its answers have no end. */
    void streams() {
        endless = true;
    }

    void shows(JWK... keys) {
        answers(
                200,
                new JWKSet(List.copyOf(Arrays.stream(keys).map(JWK::toPublicJWK).toList())).toString());
    }

    /** Keeps its answers back until the latch is counted down. */
    CountDownLatch waits() {
        gate = new CountDownLatch(1);
        return gate;
    }

    static ECKey key(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of user 42, signed by this key and naming it. */
    static String token(ECKey key, Instant until) {
        return token(key, until, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()));
    }

    static String token(ECKey key, Instant until, JWSHeader.Builder header) {
        return token(key, header, claims(until));
    }

    static JWTClaimsSet.Builder claims(Instant until) {
        return new JWTClaimsSet.Builder().claim("userId", "42").expirationTime(Date.from(until));
    }

    static String token(ECKey key, JWSHeader.Builder header, JWTClaimsSet.Builder claims) {
        try {
            SignedJWT jwt = new SignedJWT(header.build(), claims.build());
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
    }
}
