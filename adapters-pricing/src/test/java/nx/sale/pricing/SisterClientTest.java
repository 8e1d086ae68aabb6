package nx.sale.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import nx.sale.json.SisterClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a sister service is asked, and when it is left alone. */
class SisterClientTest {
    private final Sister sister = new Sister();
    private final SisterClient client = client(sister.address());

    private static SisterClient client(URI address) {
        return new SisterClient(new SisterClient.Access(address, Optional.empty(), 1 << 10));
    }

    @AfterEach
    void stop() {
        sister.close();
    }

    // SISTER-1
    @ParameterizedTest
    @CsvSource({"200, 1", "400, 1", "404, 1", "500, 1", "501, 1", "502, 3", "503, 3", "504, 3"})
    void onlyWhatMayPassIsTriedAgain(int status, int tries) throws SisterClient.Failure {
        sister.answers("/x", status, "{}");

        assertThat(client.get("/x", "r").status()).isEqualTo(status);

        assertThat(sister.asked()).isEqualTo(tries);
    }

    // SISTER-2
    @Test
    void aSisterThatKeepsFailingIsLeftAlone() throws SisterClient.Failure {
        sister.answers("/ok", 200, "{}");
        sister.answers("/x", 500, "{}");
        for (String path : List.of("/ok", "/ok", "/ok", "/x", "/x", "/x", "/x", "/x", "/x", "/x", "/x")) {
            client.get(path, "r");
        }

        assertThatThrownBy(() -> client.get("/ok", "r"))
                .isInstanceOf(SisterClient.Failure.class)
                .hasMessage("circuit open");
        assertThat(sister.asked()).isEqualTo(11);
    }
}
