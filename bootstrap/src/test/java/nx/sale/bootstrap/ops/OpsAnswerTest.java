package nx.sale.bootstrap.ops;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A list that is not whole says so, and how to see the rest. */
class OpsAnswerTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    private void show(String words, String answer, boolean json) throws JsonProcessingException {
        new OpsAnswer(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(complaints, true, StandardCharsets.UTF_8))
                .show(
                        OpsCommand.ALL.stream()
                                .filter(known -> known.words().equals(words))
                                .findFirst()
                                .orElseThrow(),
                        new ObjectMapper().readTree(answer),
                        json);
    }

    private static final String PAGE = json("{'count':900,'data':[{'id':'7'}],'nextCursor':'7'}");

    @Test
    void aPageNamesTheNext() throws Exception {
        show("webhook list", PAGE, false);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("id\n7\nthere are more: add --cursor 7\n");
        assertThat(complaints.size()).isZero();
    }

    @Test
    void scriptsReadTheRowsAlone() throws Exception {
        show("webhook list", PAGE, true);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(json("[{'id':'7'}]\n"));
        assertThat(complaints.toString(StandardCharsets.UTF_8)).isEqualTo("there are more: add --cursor 7\n");
    }

    @Test
    void theLastPageSaysNothing() throws Exception {
        show("webhook list", json("{'count':900,'data':[],'nextCursor':null}"), false);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("nothing\n");
    }

    @Test
    void whatTheOverviewCountsBeyondItsRowsIsSaid() throws Exception {
        String leaked = "session list --leaked";
        show(leaked, json("{'counts':{'leakedSessions':101},'leakedSessions':[{'id':'7'}]}"), false);
        show(leaked, json("{'counts':{'leakedSessions':1},'leakedSessions':[{'id':'8'}]}"), false);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("id\n7\nthere are 101 in all; these are the oldest\nid\n8\n");
    }
}
