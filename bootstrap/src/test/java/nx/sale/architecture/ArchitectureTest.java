package nx.sale.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final String REAL = "nx.sale";
    private static final String COUNTER = "nx.sale.architecture.counter";
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("test-classes") && !location.contains("-tests.jar"))
            .importPackages(REAL);
    private static final JavaClasses COUNTEREXAMPLES = new ClassFileImporter().importPackages(COUNTER);

    static Set<String> rules() {
        return new Rules(REAL).all().keySet();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(String rule) {
        new Rules(REAL).all().get(rule).check(PRODUCTION);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rejectsItsCounterexample(String rule) {
        assertThatThrownBy(() -> new Rules(COUNTER).all().get(rule).check(COUNTEREXAMPLES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was violated");
    }

    @Test
    void everyModuleIsChecked() {
        Set<String> modules = new TreeSet<>();
        PRODUCTION.forEach(type -> modules.add(type.getPackageName().split("\\.")[2]));
        assertThat(modules)
                .containsExactly(
                        "application", "bootstrap", "domain", "http", "json", "messaging", "postgres", "pricing");
    }

    @Test
    void theDevelopmentSideIsNotAmongTheProductionClasses() {
        assertThat(PRODUCTION.stream().map(type -> type.getPackageName())).doesNotContain("nx.sale.dev");
        assertThatThrownBy(() -> PRODUCTION.get("nx.sale.bootstrap.DevService"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static List<String> modules() {
        return List.of(
                "domain",
                "application",
                "adapters-http/json",
                "adapters-http",
                "adapters-postgres",
                "adapters-kafka",
                "adapters-pricing",
                "bootstrap");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyPackageSaysWhatItIs(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
            List<Path> silent = files.filter(Files::isDirectory)
                    .filter(folder -> {
                        try (Stream<Path> inside = Files.list(folder)) {
                            List<String> names = inside.map(
                                            file -> file.getFileName().toString())
                                    .toList();
                            return names.stream()
                                            .anyMatch(
                                                    name -> name.endsWith(".java") && !name.equals("module-info.java"))
                                    && !(names.contains("package-info.java")
                                            && Files.readString(folder.resolve("package-info.java"))
                                                    .contains("@NullMarked"));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
            assertThat(silent).isEmpty();
        }
    }

    private static final Pattern LOGGER = Pattern.compile("\\bLogger (\\w+) =");

    /** Calls of the loggers of a source whose message is not one text; after the text comes nothing, or what was thrown. */
    private static List<String> messagesMadeUp(String source) {
        List<String> loggers =
                LOGGER.matcher(source).results().map(found -> found.group(1)).toList();
        Pattern call = Pattern.compile("(?:\\b(?:" + String.join("|", loggers)
                + ")(?:\\.(?:trace|debug|info|warn|error)\\(|::\\w+)|\\.log\\()"
                + "(?!\\s*\"(?:[^\"\\\\{]|\\\\.)*\"\\s*(?:\\)|,\\s*\\w+\\s*\\))).*");
        return loggers.isEmpty()
                ? List.of()
                : call.matcher(source).results().map(MatchResult::group).toList();
    }

    @Test
    void messagesOfLogLinesAreConstant() throws IOException {
        List<String> madeUp = new ArrayList<>();
        for (String module : modules()) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    messagesMadeUp(Files.readString(file))
                            .forEach(call -> madeUp.add(file.getFileName() + ": " + call));
                }
            }
        }

        assertThat(madeUp).as("put the values into addKeyValue").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log.info(\"order \" + id)",
                "log.warn(text)",
                "log.warn(\"key={}\", key)",
                "log.atInfo()\n    .log(\"a\".formatted(b))",
                "warnings.forEach(log::warn)"
            })
    void aMessageThatIsMadeUpIsFound(String call) {
        assertThat(messagesMadeUp("Logger log = x;\n" + call + ";")).hasSize(1);
        assertThat(messagesMadeUp("Logger log = x;\nlog.atInfo().addKeyValue(\"a\", b).log(\"said \\\"so\\\"\");"
                        + "log.error(\n\"plain\", e);"))
                .isEmpty();
    }

    @Test
    void testsNeitherSleepNorMockNorAreDisabled() throws IOException {
        String sleep = "Thread." + "sleep(";
        String aside = "@" + "Disabled";
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<Path> guilty = files.filter(file -> file.toString().contains("/src/test/")
                            && file.toString().endsWith(".java"))
                    .filter(file -> {
                        try {
                            String text = Files.readString(file);
                            return text.contains(sleep) || text.contains(aside) || text.contains("org.mockito");
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .filter(file -> !file.endsWith("ArchitectureTest.java"))
                    .toList();
            assertThat(guilty).isEmpty();
        }
    }
}
