package nx.sale.http.access;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who is signed in, with identity up, away, changing its keys and answering nonsense (ACCESS-2, ACCESS-3, ACCESS-4). */
class TokensTest {
    private static final ECKey OLD = ScriptedIdentity.key("old");
    private static final ECKey NEW = ScriptedIdentity.key("new");

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private volatile Instant now = Instant.parse("2026-03-01T05:00:00Z");
    private final Instant until = now.plus(Duration.ofDays(1));
    private ScriptedIdentity identity;
    private Tokens tokens;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @BeforeEach
    void start() throws IOException {
        identity = new ScriptedIdentity();
        identity.shows(OLD);
        tokens = new Tokens(new Tokens.Expected(identity.uri("/jw-certs"), Optional.empty(), Optional.empty()), clock);
        lines.start();
        ((Logger) LoggerFactory.getLogger(SigningKeys.class)).addAppender(lines);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(SigningKeys.class)).detachAppender(lines);
        identity.close();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void letIn(ECKey key) {
        assertThat(tokens.caller(ScriptedIdentity.token(key, until)).actor().id())
                .isEqualTo("42");
    }

    private Unavailable unchecked(ECKey key) {
        return catchThrowableOfType(Unavailable.class, () -> tokens.caller(ScriptedIdentity.token(key, until)));
    }

    private void refused(String token) {
        assertThatThrownBy(() -> tokens.caller(token))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isInstanceOf(AccessError.NotSignedIn.class));
    }

    private List<String> warnings() {
        return lines.list.stream()
                .filter(line -> line.getLevel().equals(Level.WARN))
                .map(line -> line.getKeyValuePairs() + " " + line.getFormattedMessage())
                .toList();
    }

    // ACCESS-2
    @Test
    void callersGetUnavailable_untilIdentityWasReachedOnce() {
        identity.answers(503, "");
        for (int second = 0; second < 40; second++) {
            Unavailable unavailable = unchecked(OLD);
            assertThat(unavailable).as("second %s", second).isNotNull();
            assertThat(unavailable.part()).isEqualTo(Unavailable.Part.IDENTITY);
            assertThat(unavailable.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(6));
            pass(Duration.ofSeconds(1));
        }
        assertThat(identity.asked()).isBetween(6, 12);
        identity.shows(OLD);
        pass(Duration.ofSeconds(5));

        letIn(OLD);
    }

    // ACCESS-2
    @Test
    void aNewKeyServesAtOnce_orIsNotKnownYet() {
        letIn(OLD);
        identity.shows(NEW);

        Unavailable cooling = unchecked(NEW);
        assertThat(cooling.part()).isEqualTo(Unavailable.Part.SIGNING_KEY);
        assertThat(cooling.retryAfter()).isEqualTo(Duration.ofSeconds(1));

        pass(Duration.ofSeconds(1));
        letIn(NEW);
        assertThat(identity.asked()).isEqualTo(2);
    }

    // ACCESS-3
    @Test
    void unknownSigningKeyIsRejected_andNotFetchedAgainForAMinute() {
        letIn(OLD);
        pass(Duration.ofSeconds(1));

        refused(ScriptedIdentity.token(NEW, until));
        pass(Duration.ofSeconds(59));
        refused(ScriptedIdentity.token(NEW, until));
        assertThat(identity.asked()).isEqualTo(2);

        identity.shows(OLD, NEW);
        pass(Duration.ofSeconds(1));
        letIn(NEW);
    }

    @Test
    void invalidKeyIdsDoNotLoadIdentity() {
        letIn(OLD);
        int refused = 0;
        for (int token = 0; token < 200; token++) {
            pass(Duration.ofMillis(50));
            String text = ScriptedIdentity.token(ScriptedIdentity.key("made-up-" + token), until);
            refused +=
                    catchThrowableOfType(RuntimeException.class, () -> tokens.caller(text)) instanceof Rejected ? 1 : 0;
        }

        assertThat(identity.asked()).isEqualTo(1 + refused).isLessThanOrEqualTo(11);
        letIn(OLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'keys':[]}",
                "{}",
                "[]",
                "",
                "null",
                "<html>bad gateway</html>",
                "{'keys':[{'kty':'oct','k':'c2VjcmV0'}]}",
                "{'keys':[{'kty':'EC','crv':'P-256'}]}"
            })
    void keySetWithoutKeysReplacesNothing(String nonsense) {
        letIn(OLD);
        identity.answers(200, json(nonsense));
        pass(Duration.ofSeconds(1));

        assertThat(unchecked(NEW).part()).isEqualTo(Unavailable.Part.SIGNING_KEY);

        pass(Duration.ofMillis(1));
        letIn(OLD);
        assertThat(tokens.keysTrouble()).isPresent();
        assertThat(warnings()).hasSize(1);
    }

    // ACCESS-4
    @Test
    void emptyKeySetAtStartCountsAsNone() {
        identity.answers(200, json("{'keys':[]}"));

        assertThat(unchecked(OLD).part()).isEqualTo(Unavailable.Part.IDENTITY);
        assertThat(tokens.keysLoaded()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | no such route           | it answered 404
            301 | moved                   | it answered 301
            503 | away                    | it answered 503
            200 | <html></html>           | its answer is not a key set
            200 | {"keys":[]}           | its key set holds no key for ES256
            """)
    void theCauseIsSaid_onceForAsLongAsItIsTheSame(int status, String body, String cause) {
        identity.answers(status, body);

        for (int round = 0; round < 5; round++) {
            unchecked(OLD);
            pass(Duration.ofSeconds(30));
        }

        assertThat(tokens.keysTrouble()).contains(cause);
        assertThat(warnings()).containsExactly("""
                [cause="%s", earlierKeys="false"] Signing keys not fetched from identity""".formatted(cause));
    }

    @Test
    void endlessAnswerIsNoKeySet() {
        identity.streams();

        assertThat(unchecked(OLD).part()).isEqualTo(Unavailable.Part.IDENTITY);
        assertThat(tokens.keysTrouble()).contains("its answer is longer than 262144 bytes");
    }

    @Test
    void changedFailureCauseIsLoggedAgain_andSoIsTheRecovery() {
        letIn(OLD);
        identity.close();
        pass(Duration.ofSeconds(1));
        unchecked(NEW);

        assertThat(tokens.keysTrouble()).contains("connection refused");
        assertThat(warnings()).containsExactly("""
                [cause="connection refused", earlierKeys="true"] Signing keys not fetched from identity""");
        letIn(OLD);
    }

    // ACCESS-3
    @Test
    void failuresAreFollowedByGrowingPauses() {
        letIn(OLD);
        identity.answers(503, "");
        pass(Duration.ofSeconds(1));
        List<Long> pauses = new ArrayList<>();
        for (int failure = 0; failure < 7; failure++) {
            Duration pause = unchecked(NEW).retryAfter();
            pauses.add(pause.toSeconds());
            pass(pause.minusMillis(1));
            int asked = identity.asked();
            unchecked(NEW);
            assertThat(identity.asked()).as("too early").isEqualTo(asked);
            pass(Duration.ofMillis(1));
        }

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
        assertThat(identity.asked()).isEqualTo(8);
    }

    // ACCESS-3
    @Test
    void manyAtOnceShareOneFetch() throws InterruptedException {
        letIn(OLD);
        identity.shows(OLD, NEW);
        CountDownLatch answer = identity.waits();
        pass(Duration.ofSeconds(1));
        String token = ScriptedIdentity.token(NEW, until);
        CountDownLatch asking = new CountDownLatch(30);
        List<CompletableFuture<String>> callers = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            callers.add(CompletableFuture.supplyAsync(
                    () -> {
                        asking.countDown();
                        return tokens.caller(token).actor().id();
                    },
                    task -> Thread.ofVirtual().start(task)));
        }
        asking.await();
        answer.countDown();

        assertThat(callers).allMatch(caller -> caller.join().equals("42"));
        assertThat(identity.asked()).isEqualTo(2);
    }

    @Test
    void callersSharingAFetchAreNotRejectedByItsFailure() throws InterruptedException {
        letIn(OLD);
        CountDownLatch answer = identity.waits();
        pass(Duration.ofSeconds(1));
        CompletableFuture<Object> first = CompletableFuture.supplyAsync(
                () -> tokens.caller(ScriptedIdentity.token(ScriptedIdentity.key("made-up"), until)),
                task -> Thread.ofVirtual().start(task));
        while (identity.asked() < 2) {
            Thread.onSpinWait();
        }
        CompletableFuture<Object> second = CompletableFuture.supplyAsync(
                () -> tokens.caller(ScriptedIdentity.token(NEW, until)),
                task -> Thread.ofVirtual().start(task));
        answer.countDown();

        assertThatThrownBy(first::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(Rejected.class);
        assertThatThrownBy(second::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(Unavailable.class);
    }

    @Test
    void tokenInvalidWithoutItsKeyFetchesNothing() throws JOSEException {
        refused("nonsense");
        refused("a.b.c");
        refused(ScriptedIdentity.token(NEW, now.minusSeconds(31)));
        SignedJWT symmetric = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("old").build(),
                new JWTClaimsSet.Builder().expirationTime(Date.from(until)).build());
        symmetric.sign(new MACSigner(new OctetSequenceKeyGenerator(256).generate()));
        refused(symmetric.serialize());

        assertThat(identity.asked()).isZero();
    }

    // ACCESS-1
    @ParameterizedTest
    @CsvSource({"us, sale, true", "them, sale, false", "us, stock, false", "'', '', false"})
    void whereIssuerAndAudienceAreConfiguredATokenNamesThem(String issuer, String audience, boolean holds) {
        tokens = new Tokens(
                new Tokens.Expected(identity.uri("/jw-certs"), Optional.of("us"), Optional.of("sale")), clock);
        JWTClaimsSet.Builder claims = ScriptedIdentity.claims(until);
        if (!issuer.isEmpty()) {
            claims.issuer(issuer).audience(audience);
        }
        String token =
                ScriptedIdentity.token(OLD, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(OLD.getKeyID()), claims);

        if (holds) {
            assertThat(tokens.caller(token).actor().id()).isEqualTo("42");
        } else {
            refused(token);
        }
    }

    @Test
    void aSignatureOfAnotherKeyUnderAKnownNameIsRefused() {
        letIn(OLD);

        refused(ScriptedIdentity.token(ScriptedIdentity.key("old"), until));
        assertThat(identity.asked()).isEqualTo(1);
    }

    @Test
    void tokenWithoutKeyIdIsCheckedWithAllKeys_andRefreshedOnesBeforeRejection() {
        JWSHeader.Builder nameless = new JWSHeader.Builder(JWSAlgorithm.ES256);
        assertThat(tokens.caller(ScriptedIdentity.token(OLD, until, nameless))
                        .actor()
                        .id())
                .isEqualTo("42");
        identity.shows(NEW);
        String token = ScriptedIdentity.token(NEW, until, nameless);

        assertThatThrownBy(() -> tokens.caller(token)).isInstanceOf(Unavailable.class);
        pass(Duration.ofSeconds(1));
        assertThat(tokens.caller(token).actor().id()).isEqualTo("42");
        pass(Duration.ofSeconds(1));
        refused(ScriptedIdentity.token(ScriptedIdentity.key("made-up"), until, nameless));
    }

    // ACCESS-4
    @Test
    void expiredKeySetIsRefreshedInTheBackground_andUsedMeanwhile() throws InterruptedException {
        letIn(OLD);
        tokens.refreshKeys();
        assertThat(identity.asked()).isEqualTo(1);

        identity.answers(503, "");
        pass(SigningKeys.KEPT);
        tokens.refreshKeys();
        while (tokens.keysTrouble().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(identity.asked()).isEqualTo(2);
        letIn(OLD);

        identity.shows(OLD, NEW);
        pass(Duration.ofSeconds(1));
        tokens.refreshKeys();
        while (tokens.keysTrouble().isPresent()) {
            Thread.onSpinWait();
        }
        letIn(NEW);
        assertThat(identity.asked()).isEqualTo(3);
    }
}
