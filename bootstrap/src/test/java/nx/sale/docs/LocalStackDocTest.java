package nx.sale.docs;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.dev.LocalStack;
import nx.sale.dev.Sisters;
import nx.sale.dev.SistersPage;
import nx.sale.dev.Welcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./sale up} prints and what docs/local-stack.md shows, done as a reader does it: in a shell. */
class LocalStackDocTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SAMPLE = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final Pattern EXPECTED = Pattern.compile("# -> (.+)$", Pattern.MULTILINE);

    @TempDir
    private static Path folder;

    private static LocalStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = LocalStack.start(folder.resolve("stack"), 0);
        stack.writeFacts(folder.resolve(".sale").resolve("up.json"));
        Files.copy(ROOT.resolve("sale"), folder.resolve("sale"));
        assertThat(folder.resolve("sale").toFile().setExecutable(true)).isTrue();
    }

    @AfterAll
    static void stop() throws IOException {
        stack.close();
    }

    private static String shell(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script.sh"), script);
        Process shell = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return output;
    }

    @SuppressWarnings("unchecked")
    @Test
    void thePrintedLinesEndWithAPaidOrder() throws Exception {
        String printed = Welcome.text(stack.facts());
        List<String> lines = printed.substring(printed.indexOf("paste this:"))
                .lines()
                .filter(line -> line.startsWith("  "))
                .toList();

        assertThat(shell(String.join("\n", lines)).strip()).endsWith("COMPLETED");
        assertThat(lines)
                .hasSameSizeAs(Welcome.sale(stack.facts(), (Map<String, String>)
                                stack.facts().get("tokens"))
                        .lines()
                        .toList());
    }

    @Test
    void everySampleOfThePageDoesWhatItSays() throws Exception {
        String page = Files.readString(ROOT.resolve("docs").resolve("local-stack.md"));
        StringBuilder script = new StringBuilder();
        Matcher samples = SAMPLE.matcher(page);
        while (samples.find()) {
            script.append(samples.group(1));
        }
        List<String> expected = new ArrayList<>();
        Matcher marks = EXPECTED.matcher(script);
        while (marks.find()) {
            expected.add(marks.group(1).strip());
        }
        assertThat(expected).hasSizeGreaterThan(25);

        String output = shell(script.toString());

        int from = 0;
        for (String text : expected) {
            int at = output.indexOf(text, from);
            assertThat(at)
                    .as("'%s' after what came before, in:%n%s", text, output)
                    .isNotNegative();
            from = at + text.length();
        }
    }

    @Test
    void thePageAndTheRootNameEveryAddress() throws Exception {
        String page = Files.readString(ROOT.resolve("docs").resolve("local-stack.md"));
        String root = shell("curl -s " + stack.sisters().url() + "/");

        assertThat(SistersPage.ENTRIES).hasSizeGreaterThan(15);
        for (SistersPage.Entry entry : SistersPage.ENTRIES) {
            assertThat(root).contains(entry.path()).contains(entry.what());
        }
        for (String word : List.of("attempts", "refund", "deliver", "repeat", "cancel", "_switch", "/tokens")) {
            assertThat(page).contains(word);
        }
    }

    @Test
    void unreadableRequestIsAnsweredByASentence() throws Exception {
        String pay = stack.sisters().url() + "/mq-pay/transactions";
        for (String[] bad : new String[][] {
            {pay, "{", "400"},
            {pay, "[]", "400"},
            {pay, "{}", "422"},
            {pay, json("{'sourceId':'1','total':'much'}"), "422"},
            {pay, json("{'sourceId':'1','total':1e99}"), "422"},
            {pay, json("{'sourceId':'1','total':'1','sourceType':'Moon'}"), "422"},
            {pay + "/none/attempts", "{}", "404"},
            {pay + "/none/deliver", "", "404"},
            {stack.sisters().url() + "/_switch/mars", "", "404"},
            {stack.sisters().url() + "/_switch/pricing?up=perhaps", "", "422"},
            {stack.sisters().url() + "/_switch/pricing?delayMs=long", "", "422"},
            {stack.sisters().url() + "/identity/tokens?role=chef", "", "422"},
            {stack.sisters().url() + "/identity/tokens?merchantId=x", "", "422"},
            {stack.sisters().url() + "/pricing/simulation/calculate", "{", "400"},
            {stack.sisters().url() + "/pricing/simulation/calculate", "{}", "400"},
            {stack.sisters().url() + "/nowhere", "{}", "404"}
        }) {
            String answer = shell("curl -s -w ' %{http_code}' -X POST -d '" + bad[1] + "' '" + bad[0] + "'");
            assertThat(answer).as(String.join(" ", bad)).endsWith(" " + bad[2]);
            JsonNode body = Sisters.JSON.readTree(answer.substring(0, answer.length() - 4));
            assertThat(body.at("/message").asText())
                    .as(String.join(" ", bad))
                    .matches("(?s)[A-Za-z].{10,}")
                    .doesNotContain("Exception")
                    .doesNotContain("REDACTED");
        }
    }
}
