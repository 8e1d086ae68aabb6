package nx.sale.http.access;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user may do nothing when identity said so, and only then. */
class PolicyDefinitionServiceTest {
    private ScriptedIdentity identity;
    private PolicyDefinitionService service;

    @BeforeEach
    void start() throws IOException {
        identity = new ScriptedIdentity();
        service = new PolicyDefinitionService(identity.uri(""), "sale", "secret");
    }

    @AfterEach
    void stop() {
        identity.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{'data':[]}"})
    void anEmptyListIsAUserWithoutDefinitions(String list) {
        identity.answers(200, json(list));

        assertThat(service.listRules("42")).isEmpty();
    }

    @Test
    void endlessAnswerIsUnavailable() {
        identity.streams();

        assertThatThrownBy(() -> service.listRules("42"))
                .isInstanceOf(Unavailable.class)
                .cause()
                .hasMessageContaining("longer than " + PolicyDefinitionService.LONGEST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | no such route
            401 | []
            403 | []
            500 | []
            302 | []
            200 | {}
            200 | null
            200 | ''
            200 | {"data":{}}
            200 | {"data":null}
            200 | [1]
            200 | <html></html>
            """)
    void anythingElseSaysNothingAboutTheUser(int status, String body) {
        identity.answers(status, body);

        assertThatThrownBy(() -> service.listRules("42"))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.part()).isEqualTo(Unavailable.Part.IDENTITY))
                .hasCauseInstanceOf(IOException.class);
    }

    // SISTER-1
    @ParameterizedTest
    @CsvSource({"500, 1", "404, 1", "502, 3", "503, 3", "504, 3"})
    void whatMayPassIsTriedAgain(int status, int tries) {
        identity.answers(status, "[]");

        assertThatThrownBy(() -> service.listRules("42")).isInstanceOf(Unavailable.class);
        assertThat(identity.asked()).isEqualTo(tries);
    }

    // SISTER-2
    @Test
    void anIdentityThatKeepsFailingIsLeftAlone() {
        identity.answers(500, "[]");
        for (int call = 0; call < 12; call++) {
            assertThatThrownBy(() -> service.listRules("42")).isInstanceOf(Unavailable.class);
        }

        assertThat(identity.asked()).isEqualTo(8);
    }

    @Test
    void withoutAnAnswerNothingIsKnown() {
        identity.close();

        assertThatThrownBy(() -> service.listRules("42")).isInstanceOf(Unavailable.class);
    }
}
