package nx.sale.samples;

import static nx.sale.kit.Menu.PHO;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The samples of docs/embedding.md: each is a Maven project of its own that finds our artifacts in a repository, here one in a folder
 * of the build. What it needs of others is taken from the repository of this build, and fetched when it is not there yet.
 */
class SamplesIT {
    private static final Path WORK = Path.of("target", "samples").toAbsolutePath();
    private static final Path REPOSITORY = WORK.resolve("repository");
    private static final String VERSION = System.getProperty("sale.version");
    private static final String JAVA_HOME = System.getProperty("java.home");

    @BeforeAll
    static void install() throws IOException {
        delete(WORK.resolve("projects"));
        install("domain", Path.of("..", "domain", "target"));
        install("domain-testkit", Path.of("..", "domain", "testkit", "target"));
        install("bom", Path.of("..", "domain", "bom", "target"));
    }

    private static void install(String artifact, Path target) throws IOException {
        Path folder = REPOSITORY.resolve("nx/sale").resolve(artifact).resolve(VERSION);
        delete(folder);
        Files.createDirectories(folder);
        assertThat(target.resolve("published-pom.xml"))
                .as("run ./mvnw verify, which packages what is published")
                .exists();
        Files.copy(target.resolve("published-pom.xml"), folder.resolve(artifact + "-" + VERSION + ".pom"));
        try (Stream<Path> files = Files.list(target)) {
            for (Path jar : files.filter(
                            file -> file.getFileName().toString().matches(artifact + "-\\Q" + VERSION + "\\E.*\\.jar"))
                    .toList()) {
                Files.copy(jar, folder.resolve(jar.getFileName()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .map(Path::toFile)
                        .forEach(File::delete);
            }
        }
    }

    /** Compiles and tests a sample, outside of our tree of modules. */
    private static Path built(String sample) throws Exception {
        Path source = Path.of("..", "docs", "samples", sample);
        Path project = WORK.resolve("projects").resolve(sample);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.startsWith(source.resolve("target")))
                    .toList()) {
                Path copy = project.resolve(source.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        run(
                project,
                System.getProperty("maven.home") + "/bin/mvn",
                "-B",
                "-ntp",
                "-q",
                "-Dmaven.repo.local=" + REPOSITORY,
                "-Dmaven.repo.local.tail=" + System.getProperty("maven.repository"),
                "verify");
        return project;
    }

    /** Runs a command to its end; what it printed is the answer. */
    private static String run(Path folder, String... command) throws Exception {
        Path log = folder.resolve("run.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", JAVA_HOME);
        builder.environment().put("MAVEN_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        Process process = builder.redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as(Files.readString(log))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(log);
    }

    private static String java(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA_HOME + "/bin/java"));
        command.addAll(List.of(arguments));
        return run(folder, command.toArray(String[]::new));
    }

    @Test
    void aPlainServiceOnTheModulePath() throws Exception {
        Path project = built("plain-jvm");

        assertThat(java(
                        project,
                        "-p",
                        "target/plain-jvm-1.jar:target/lib",
                        "-m",
                        "com.example.counter/com.example.counter.Main"))
                .isEqualToIgnoringNewLines("COMPLETED 100.00 USD = 33.34 + 33.33 + 33.33");
    }

    @Test
    void aProgramInKotlin() throws Exception {
        Path project = built("kotlin");

        assertThat(java(project, "-cp", "target/kotlin-1.jar:target/lib/*", "com.example.split.MainKt"))
                .isEqualToIgnoringNewLines("33.34 + 33.33 + 33.33 = 100.00, amount-too-large, 2 s");
    }

    @Test
    void aSpringBootService() throws Exception {
        assertThat(built("spring-boot").resolve("target/spring-boot-1.jar")).exists();
    }

    @Test
    void aConsumerOfOurEvents() throws Exception {
        Api cashier = Stack.as("cashier");
        String order = cashier.open(PHO.x(1));
        String total = cashier.checkout(order).expect(200).at("/total");
        Webhooks.success(order).amount(total).send().expect(200);

        Path project = built("kafka-read-model");

        assertThat(java(
                        project,
                        "-cp",
                        "target/kafka-read-model-1.jar:target/lib/*",
                        "com.example.board.Main",
                        Stack.get().kafkaBootstrap(),
                        order,
                        "60"))
                .contains(order + " COMPLETED " + total + " VND");
    }
}
