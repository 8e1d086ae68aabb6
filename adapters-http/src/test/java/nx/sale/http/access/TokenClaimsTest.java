package nx.sale.http.access;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Caller;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Rejected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that identity signed, with claims of every shape: let in or not signed in, never a failure. */
class TokenClaimsTest {
    private static final ECKey KEY = ScriptedIdentity.key("one");
    private static final Instant NOW = Instant.parse("2026-03-01T05:00:00Z");
    private static final String LATER = json("'exp':%s", NOW.plusSeconds(600).getEpochSecond());

    private ScriptedIdentity identity;
    private Tokens tokens;

    @BeforeEach
    void start() throws IOException {
        identity = new ScriptedIdentity();
        identity.shows(KEY);
        tokens = new Tokens(
                new Tokens.Expected(identity.uri("/keys"), Optional.empty(), Optional.empty()),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        identity.close();
    }

    private static String signed(String claims) throws JOSEException {
        JWSObject token = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(), new Payload(claims));
        token.sign(new ECDSASigner(KEY));
        return token.serialize();
    }

    private Caller caller(String claims) throws JOSEException {
        return tokens.caller(signed(claims.replace("LATER", LATER)));
    }

    private void refused(String token) {
        assertThatThrownBy(() -> tokens.caller(token))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isInstanceOf(AccessError.NotSignedIn.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'userId':'1','exp':null}",
                "{'userId':'1'}",
                "{'userId':'1','exp':'soon'}",
                "{'userId':'1','exp':[]}",
                "{'userId':'1','exp':true}",
                "{'userId':'1','exp':0}",
                "{'userId':'1','exp':-1}",
                "{'userId':'1','exp':-9223372036854775808}",
                "{'userId':'1',LATER,'nbf':'now'}",
                "{'userId':'1',LATER,'nbf':{}}",
                "{'userId':'1',LATER,'iat':'yesterday'}",
                "{LATER}",
                "{'userId':null,'sub':null,LATER}",
                "{'userId':'','sub':'1',LATER}",
                "{'userId':'  ',LATER}",
                "{'userId':'a\\u0000b',LATER}",
                "{'userId':'a\\nb',LATER}",
                "{'userId':'\\ud800',LATER}",
                "{'userId':{},LATER}",
                "{'userId':[1],LATER}",
                "{'userId':true,LATER}",
                "{'userId':1.5,LATER}",
                "{'sub':'\\u0000',LATER}",
                "{'sub':{},LATER}",
                "[]",
                "'text'",
                "null",
                "{",
                ""
            })
    void claimsWithoutSubjectOrExpiryAreRejected(String claims) throws JOSEException {
        refused(signed(json(claims).replace("LATER", LATER)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':null}",
                "{'alg':5}",
                "{'alg':'ES256','kid':5}",
                "{'alg':'ES256','kid':null,'typ':7}",
                "{'alg':'ES256','kid':'one','crit':['x']}",
                "{'alg':'ES256','crit':5}",
                "{'alg':'ES256','jwk':{}}",
                "{'alg':'ES256','kid':'one','b64':false}",
                "{'alg':'none'}",
                "{'alg':'dir','enc':'A128GCM'}",
                "[]",
                "{",
                ""
            })
    void aHeaderOfAnotherShapeIsNotSignedIn(String quoted) {
        String header = json(quoted);
        String claims = Base64URL.encode(json("{'userId':'1',%s}", LATER)).toString();

        refused(Base64URL.encode(header) + "." + claims + ".AAAA");
        refused(Base64URL.encode(header) + "." + claims + ".");
        refused(Base64URL.encode(header) + ".%%%.AAAA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'roles':null",
                "'roles':'owner'",
                "'roles':7",
                "'roles':{}",
                "'roles':[null,1,'owner',[],{},{'identifier':null},{'identifier':5},{'identifier':['owner']}]",
                "'name':null",
                "'name':7.5",
                "'name':{}",
                "'name':'\\u0000\\n'",
                "'iss':'x'",
                "'merchants':[[[]]]"
            })
    void invalidOptionalClaimsAreIgnored(String claim) throws JOSEException {
        Caller caller = caller(json("{'userId':42,LATER,%s}", json(claim)));

        assertThat(caller.actor().id()).isEqualTo("42");
        assertThat(caller.actor().name()).isNotBlank().doesNotContain("\u0000");
        assertThat(caller.bypass()).isFalse();
    }

    @Test
    void aNameIsShownOnOneLine_andCutByCharacters() throws JOSEException {
        assertThat(caller(json("{'sub':'u1',LATER,'name':'Lan\\nAnh\\u0000'}"))
                        .actor()
                        .name())
                .isEqualTo("Lan Anh");
        assertThat(caller(json("{'sub':'u1',LATER,'name':'%s'}", "🍜".repeat(500)))
                        .actor()
                        .name())
                .isEqualTo("🍜".repeat(200));
    }

    /** Further than a date goes: refused or let in, but understood. */
    @ParameterizedTest
    @ValueSource(strings = {"1e300", "9223372036854775807", "99999999999999999999", "9223372036854775", "1e1000000000"})
    void farExpiryIsAccepted(String end) throws JOSEException {
        String token = signed(json("{'userId':'1','exp':%s}", end));
        String outcome;
        try {
            outcome = tokens.caller(token).actor().id();
        } catch (Rejected refused) {
            outcome = refused.error().code();
        }
        assertThat(outcome).isIn("1", "not-signed-in");
    }

    @Test
    void anOrganizerIsNamedWithItsMerchants_andAllNamesOfTheRoles() throws JOSEException {
        assertThat(caller(json("{'userId':'1',LATER,'organizerId':'5','merchantIds':['7',8,null,'x',{}],"
                                + "'roles':[{'id':12,'identifier':'owner'}]}"))
                        .organizer())
                .contains(
                        new Caller.Organizer("5", Set.of(new MerchantId(7), new MerchantId(8)), Set.of("12", "owner")));
        assertThat(caller(json("{'userId':'1',LATER,'organizerId':5}")).organizer())
                .contains(new Caller.Organizer("5", Set.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "'a b'", "'*'", "{}", "[5]", "true"})
    void invalidOrganizerClaimIsIgnored(String organizer) throws JOSEException {
        assertThat(caller(json("{'userId':'1',LATER,'organizerId':%s}", json(organizer)))
                        .organizer())
                .isEmpty();
    }
}
