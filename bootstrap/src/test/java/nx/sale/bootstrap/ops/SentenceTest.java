package nx.sale.bootstrap.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not a bug is said in a sentence, by the commands and by the processes. */
class SentenceTest {
    private static final Map<String, String> NO_DATABASE =
            Map.of("APP_ENV_DB_URL", "jdbc:postgresql://127.0.0.1:1/none?user=a");

    private static String ops(Map<String, String> environment, int exit, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int ended = new Ops(
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(complaints, true, StandardCharsets.UTF_8),
                        new BufferedReader(new StringReader("")))
                .run(List.of(words));
        assertThat(ended).as(String.join(" ", words)).isEqualTo(exit);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        return complaints.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            overveiw               | there is no command "overveiw"; did you mean overview?
            over                   | there is no command "over"; did you mean overview?
            order shwo 12          | there is no command "order shwo"; did you mean order show?
            oder show 12           | there is no command "oder"; did you mean order?
            outbox rety 7          | there is no command "outbox rety"; did you mean outbox retry?
            session                | "session" needs more: session list, session list --leaked, session close ID
            order show             | "order show" needs more: order show ID
            order show 1 2         | "order show 1" takes no "2"
            z verfy                | there is no command "z verfy"; did you mean z verify?
            order show 1 --jsno    | there is no option --jsno; did you mean --json?
            order show 1 --jsno x  | no option --jsno for order show ID; did you mean --json?
            outbox park 1 --resaon x | no option --resaon for outbox park ID; did you mean --reason?
            outbox park 1 --reason | --reason needs a value
            z verify --merchant x  | --merchant needs a number
            z verify --devise x    | no option --devise for z verify; did you mean --device?
            """)
    void aWrongWordIsNamedWithTheNearestRightOne(String words, String sentence) {
        assertThat(ops(Map.of(), 2, words.strip().split(" "))).startsWith("sale ops: " + sentence.strip() + "\n");
    }

    @Test
    void withoutADatabaseEveryCommandSaysSo() {
        String none = "sale ops: no database answers: Connection to 127.0.0.1:1 refused\n";

        assertThat(ops(NO_DATABASE, 2, "z", "verify")).isEqualTo(none);
        assertThat(ops(NO_DATABASE, 2, "z", "export")).isEqualTo(none);
        assertThat(ops(NO_DATABASE, 2, "overview", "--direct", "--as", "Anna", "--merchant", "7"))
                .isEqualTo(none);
        assertThat(ops(Map.of("APP_ENV_DB_URL", "nonsense"), 2, "z", "verify"))
                .startsWith("sale ops: The configuration is wrong");
    }

    @Test
    void unreadableFileIsNamed(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("none.json");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Path text = Files.writeString(folder.resolve("text"), "x".repeat(500));

        assertThat(ops(Map.of(), 2, "z", "verify", "--file", missing.toString()))
                .isEqualTo("sale ops: there is no file " + missing + "\n");
        assertThat(ops(Map.of(), 2, "z", "verify", "--file", folder.toString()))
                .isEqualTo("sale ops: " + folder + " is a folder\n");
        assertThat(ops(Map.of(), 2, "z", "verify", "--file", binary.toString()))
                .isEqualTo("sale ops: that is not a text in UTF-8\n");
        assertThat(ops(Map.of(), 2, "z", "verify", "--file", text.toString())).hasSizeLessThan(150);
        assertThat(ops(Map.of(), 2, "catalogue", "import", missing.toString()))
                .isEqualTo("sale catalogue: there is no file " + missing + "\n");
        assertThat(ops(Map.of(), 2, "catalogue", "import")).startsWith("sale catalogue: say which file");
    }

    @Test
    void unreachableHostIsNamed_andNeverNull() {
        String[] asked = {"overview", "--token", "t", "--merchant", "7", "--url", "http://127.0.0.1:1/v1"};

        assertThat(ops(Map.of(), 1, asked))
                .isEqualTo("sale ops: no answer from http://127.0.0.1:1/v1: connection refused\n");
        asked[6] = "http://nowhere.invalid/v1";
        assertThat(ops(Map.of(), 1, asked))
                .isEqualTo("sale ops: no answer from http://nowhere.invalid/v1: the host is unknown\n");
        assertThat(ops(Map.of("SALE_TOKEN", "t", "SALE_MERCHANT", "7"), 2, "overview"))
                .startsWith("sale ops: say which service and who you are");
    }

    private static Process main(Path log, Map<String, String> environment, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "nx.sale.bootstrap.Main"));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("APP_ENV_LOG_LEVEL", "info");
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static final Map<String, String> SERVED = Map.of(
            "APP_ENV_KAFKA_BROKERS", "127.0.0.1:1",
            "APP_ENV_IDENTITY_URL", "http://127.0.0.1:1",
            "APP_ENV_PRICING_URL", "http://127.0.0.1:1");

    @Test
    void failedStartNamesItsCause(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        Map<String, String> serve = new HashMap<>(SERVED);
        serve.putAll(NO_DATABASE);
        for (Process process :
                List.of(main(log, NO_DATABASE, "migrate"), main(folder.resolve("other"), serve, "serve"))) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        }
        for (Path said : List.of(log, folder.resolve("other"))) {
            assertThat(Files.readString(said)).contains("""
                    cause="no database answers: Connection to 127.0.0.1:1 refused""").contains("""
                            msg="Cannot start"
                            """).doesNotContain("Exception");
        }

        Map<String, String> asOperatorsRunIt = new HashMap<>(NO_DATABASE);
        asOperatorsRunIt.put("APP_ENV_LOG_LEVEL", "error");
        Process direct = main(log, asOperatorsRunIt, "ops", "overview", "--direct", "--as", "Anna", "--merchant", "1");
        assertThat(direct.waitFor()).isEqualTo(2);
        assertThat(Files.readAllLines(log))
                .as("no line of the connection pool before it")
                .hasSize(1)
                .first()
                .asString()
                .startsWith("sale ops: no database answers: ");

        Process wrong = main(log, Map.of(), "srve");
        assertThat(wrong.waitFor()).isEqualTo(2);
        assertThat(Files.readString(log)).startsWith("""
                sale: there is no command "srve"; did you mean serve?
                """);
    }

    @Test
    void processStoppedDuringStartExitsQuietly(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = new HashMap<>(SERVED);
            environment.put("APP_ENV_DB_URL", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x?user=a");
            Process process = main(log, environment, "serve");
            await().until(() -> Files.readString(log).contains("Starting"));

            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        }
        assertThat(Files.readString(log))
                .contains("Stopping")
                .doesNotContain("Exception")
                .doesNotContain("level=error");
    }
}
