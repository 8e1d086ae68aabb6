package nx.sale.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher {@code sale} without a build: what it says, and what it leaves alone. */
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private record Output(int exit, String out, String complaints) {}

    @BeforeEach
    void copy() throws IOException {
        Files.copy(ROOT.resolve("sale"), folder.resolve("sale"));
    }

    private Output sale(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("bash", "sale"), Stream.of(words))
                        .toList())
                .directory(folder.toFile());
        builder.environment().remove("SALE_URL");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String complaints = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), out, complaints);
    }

    private Output sale(String... words) throws IOException, InterruptedException {
        return sale(Map.of(), words);
    }

    @ParameterizedTest
    @CsvSource({
        "ops2, ops",
        "opps, ops",
        "dwon, down",
        "upp, up",
        "fax, fact",
        "migarte, migrate",
        "sevre, serve",
        "catalog, catalogue",
        "start, up",
        "stop, down"
    })
    void aWrongWordIsNamedWithTheNearestRightOne(String wrong, String right) throws Exception {
        Output output = sale(wrong);

        assertThat(output.exit()).isEqualTo(2);
        assertThat(output.complaints()).startsWith("""
                sale: there is no command "%s"; did you mean %s?
                usage: ./sale""".formatted(wrong, right));
    }

    @Test
    void commandWithoutArgumentsPrintsItsUsage() throws Exception {
        assertThat(sale().out()).startsWith("usage: ./sale COMMAND").contains("docs/local-stack.md");
        assertThat(sale("help")).isEqualTo(sale());
        assertThat(sale("rubbish").exit()).isEqualTo(2);
    }

    @Test
    void downSaysTheTruth_andLeavesOtherProgramsAlone() throws Exception {
        assertThat(sale("down")).isEqualTo(new Output(0, "nothing runs here\n", ""));

        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.createDirectories(folder.resolve(".sale/redis"));
            Files.writeString(folder.resolve(".sale/up.pid"), other.pid() + "\n");
            Files.writeString(folder.resolve(".sale/redis/redis.pid"), other.pid() + "\n");

            assertThat(sale("down")).isEqualTo(new Output(0, "nothing runs here\n", ""));
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroy();
        }
    }

    @Test
    void aSecondUpTouchesNothing() throws Exception {
        Process running = new ProcessBuilder("bash", "-c", """
                exec -a "java -Dsale.stack=%s up" sleep 60""".formatted(folder.toRealPath())).start();
        try {
            Files.createDirectories(folder.resolve(".sale"));
            Files.writeString(folder.resolve(".sale/up.pid"), running.pid() + "\n");
            Files.writeString(folder.resolve(".sale/ports.json"), """
                    {
                      "service" : 3000
                    }""");
            Files.writeString(folder.resolve(".sale/up.log"), "mine");

            for (List<String> words : List.of(List.of("up"), List.of("up", "--detach"), List.of("up", "--fresh"))) {
                assertThat(sale(words.toArray(String[]::new)))
                        .isEqualTo(new Output(
                                1,
                                "",
                                "sale up: runs already, pid " + running.pid() + ", port 3000; ./sale down stops it\n"));
            }
            assertThat(Files.readString(folder.resolve(".sale/up.log"))).isEqualTo("mine");
            assertThat(sale("down")).isEqualTo(new Output(0, "stopped\n", ""));
            assertThat(running.waitFor()).isNotZero();
        } finally {
            running.destroy();
        }
    }

    @Test
    void factsArePrinted_orNamedAsMissing() throws Exception {
        assertThat(sale("fact", "baseUrl").complaints())
                .isEqualTo("sale fact: no stack runs here; ./sale up starts one\n");
        Files.createDirectories(folder.resolve(".sale"));
        Files.writeString(folder.resolve(".sale/up.json"), """
                {
                  "pid" : "12",
                  "port" : 3000,
                  "tokens" : {
                    "cashier" : "a.b.c"
                  }
                }""");

        assertThat(sale("fact", "port").out()).isEqualTo("3000\n");
        assertThat(sale("fact", "pid").out()).isEqualTo("12\n");
        assertThat(sale("fact", "cashier").out()).isEqualTo("a.b.c\n");
        assertThat(sale("fact", "tokens").exit()).isEqualTo(1);
        assertThat(sale("fact", "nothing").complaints()).isEqualTo("sale fact: there is no nothing in .sale/up.json\n");
        assertThat(sale("fact").exit()).isEqualTo(2);
    }

    @Test
    void aTokenIsNotSentToAServiceItWasNotGivenFor() throws Exception {
        Output output = sale(Map.of("SALE_TOKEN", "secret"), "ops", "overview");

        assertThat(output)
                .isEqualTo(new Output(
                        2, "", "sale ops: SALE_TOKEN is for one service: say which with SALE_URL or --url\n"));
    }

    /** A Java that prints what it is started with, of this version; and a jar. */
    private void built(String version) throws IOException {
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho started $*\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("jdk/release"), version);
        Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\necho jdk\n");
        assertThat(folder.resolve("mvnw").toFile().setExecutable(true)).isTrue();
        Files.createDirectories(folder.resolve("bootstrap/target"));
        Files.writeString(folder.resolve("bootstrap/target/nx-seller-sale.jar"), "jar");
    }

    private void trainedBy(String version) throws IOException {
        Path cache = Files.writeString(folder.resolve("bootstrap/target/sale.aot"), "cache");
        Files.setLastModifiedTime(cache, FileTime.from(Instant.now().plusSeconds(60)));
        Files.writeString(folder.resolve("bootstrap/target/sale.aot.java"), version);
    }

    @Test
    void serveStartsFromTheTrainedCache_whenItFits() throws Exception {
        built("25.0.1");
        String without =
                "started -Xms48m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -jar bootstrap/target/nx-seller-sale.jar serve\n";
        assertThat(sale("serve")).isEqualTo(new Output(0, without, ""));

        trainedBy("25.0.1");
        assertThat(sale("serve"))
                .isEqualTo(new Output(
                        0, without.replace("started", "started -XX:AOTCache=bootstrap/target/sale.aot"), ""));

        trainedBy("25");
        assertThat(sale("serve"))
                .isEqualTo(
                        new Output(
                                0,
                                without,
                                "sale: starts without the trained cache, which is of another Java; ./sale train makes a new one\n"));

        trainedBy("25.0.1");
        Files.setLastModifiedTime(
                folder.resolve("bootstrap/target/nx-seller-sale.jar"),
                FileTime.from(Instant.now().plusSeconds(120)));
        assertThat(sale("serve").complaints())
                .isEqualTo(
                        "sale: starts without the trained cache, which is older than the jar; ./sale train makes a new one\n");
    }

    /** What macOS does not have: options of GNU tools, and words of a bash newer than 3.2. */
    private static final Pattern NOT_EVERYWHERE = Pattern.compile(
            "\\b(mv -T|cp -[a-zA-Z]*T|sed -i|sed -r|readlink -f|realpath|seq |nproc|sha256sum|md5sum|grep -P|grep -[a-zA-Z]*P|"
                    + "xargs -r|xargs -d|date -d|date --|stat -c|stat --|head -n -|tac |timeout |flock |setsid |sort -V|base64 -w|mktemp --|"
                    + "find .*-quit|find .*-printf|mapfile|readarray|declare -A|local -A|wait -n|coproc |cut --|tail --|ls --|getent )"
                    + "|\\$\\{[a-zA-Z_]+(,,|\\^\\^|@[A-Z])|&>>|\\|&|source <\\(");

    @ParameterizedTest
    @CsvSource({
        "sale",
        "mvnw",
        "ops/check",
        "ops/reproducible",
        "ops/docker/sale",
        "ops/docker/train",
        "ops/docker/java",
        "ops/drills/run.sh",
        "ops/bench/load.sh",
        "ops/bench/builds.sh",
        "ops/bench/compare.sh",
        "ops/bench/reports.sh",
        "ops/bench/shift-close.sh",
        "ops/bench/storm.sh",
        "ops/bench/stream.sh"
    })
    void theScriptsUseWhatLinuxAndMacOsHave(String script) throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve(script));

        assertThat(lines)
                .isNotEmpty()
                .noneMatch(line -> NOT_EVERYWHERE.matcher(line).find());
    }
}
