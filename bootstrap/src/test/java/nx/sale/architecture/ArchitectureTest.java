package nx.sale.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.shared.AuditAction;
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
            .withImportOption(location -> !location.contains("nx/sale/containers/"))
            .importPackages(REAL);
    private static final JavaClasses COUNTEREXAMPLES = new ClassFileImporter().importPackages(COUNTER);
    private static final String EXAMPLE = "nx.sale.architecture.example";
    private static final JavaClasses ANOTHER_SERVICE = new ClassFileImporter().importPackages(EXAMPLE);

    static Set<String> rules() {
        return new Rules(REAL).all().keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holds(String rule) {
        new Rules(REAL).all().get(rule).check(PRODUCTION);
    }

    @ParameterizedTest(name = "{0} finds its counterexample")
    @MethodSource("rules")
    void rejectsItsCounterexample(String rule) {
        assertThatThrownBy(() -> new Rules(COUNTER).all().get(rule).check(COUNTEREXAMPLES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was violated");
    }

    @ParameterizedTest(name = "{0} passes for another service")
    @MethodSource("rules")
    void passesForAnotherService(String rule) {
        new Rules(EXAMPLE, Set.of()).all().get(rule).check(ANOTHER_SERVICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "readOpen", "remove"})
    void aMethodOfAWritePortWithoutTheTransactionIsFound(String method) {
        assertThatThrownBy(() -> new Rules(COUNTER)
                        .all()
                        .get("writePortsTakeTheTransactionFirst")
                        .check(COUNTEREXAMPLES))
                .hasMessageContaining("Orders." + method + "(long)> does not take Tx first");
    }

    @Test
    void everyRuleSaysTheWayOut() {
        assertThat(WaysOut.BY_RULE.keySet())
                .as("add the rule's name and the way out to WaysOut")
                .containsAll(rules());
        assertThatThrownBy(() ->
                        new Rules(COUNTER).all().get("noFloatingPointMoney").check(COUNTEREXAMPLES))
                .hasMessageContaining("Rule 'noFloatingPointMoney: ")
                .hasMessageContaining("because " + WaysOut.BY_RULE.get("noFloatingPointMoney"));
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
        assertThat(PRODUCTION.stream().map(type -> type.getPackageName()))
                .doesNotContain("nx.sale.dev", "nx.sale.containers");
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
                "ops/containers/testcontainers",
                "bootstrap");
    }

    @ParameterizedTest(name = "{0}")
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

    private static final Pattern HTTP_IN_A_TEXT =
            Pattern.compile("\\bHTTP\\b|\\bETag\\b|\\bIf-(?:None-)?Match\\b|\\bContent-Type\\b");

    @ParameterizedTest
    @ValueSource(strings = {"domain", "application"})
    void commentsOfTheDomainAndTheApplicationDoNotSpeakOfHttp(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
            List<String> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                HTTP_IN_A_TEXT
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(word -> found.add(file.getFileName() + ": " + word.group()));
            }
            assertThat(found).as("say what it means to a caller without HTTP").isEmpty();
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

    /** Permissions in literals of a source, whole or begun. */
    private static List<String> permissionsSpelledAgain(String source) {
        String subjects = Stream.of(Permissions.class.getFields())
                .map(ArchitectureTest::code)
                .map(code -> code.substring(0, code.indexOf('.')))
                .distinct()
                .collect(Collectors.joining("|"));
        return found("\"[^\"\n]*\\b(?:" + subjects + ")\\.[a-z]\\w*|\"(?:" + subjects + ")\\.\"", source);
    }

    private static String code(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Actions that are called like the status they lead to. */
    private static final Set<String> STATUSES = Set.of("COMPLETED", "CANCELLED");

    private static List<String> actionsSpelledAgain(String source) {
        return found(
                Stream.of(AuditAction.values())
                        .map(AuditAction::name)
                        .filter(name -> !STATUSES.contains(name))
                        .collect(Collectors.joining("|", "\"(?:", ")\"")),
                source);
    }

    private static List<String> found(String pattern, String source) {
        return Pattern.compile(pattern)
                .matcher(source)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<String> inSources(List<Path> folders, Function<String, List<String>> search)
            throws IOException {
        List<String> guilty = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                        .filter(path -> !path.endsWith("Permissions.java"))
                        .toList()) {
                    search.apply(Files.readString(file))
                            .forEach(literal -> guilty.add(file.getFileName() + ": " + literal));
                }
            }
        }
        return guilty;
    }

    private static List<Path> sources() {
        return modules().stream()
                .map(module -> Path.of("..", module, "src", "main", "java"))
                .toList();
    }

    @Test
    void permissionsAreSpelledOnce() throws IOException {
        List<Path> folders = new ArrayList<>(sources());
        folders.add(Path.of("src", "dev", "java"));

        assertThat(inSources(folders, ArchitectureTest::permissionsSpelledAgain))
                .as("use a constant of Permissions")
                .isEmpty();
    }

    /** Messages have words of their own, which may be the same. */
    @Test
    void actionsOfTheAuditAreSpelledOnce() throws IOException {
        List<Path> folders = sources().stream()
                .filter(folder -> !folder.startsWith(Path.of("..", "adapters-kafka")))
                .toList();

        assertThat(inSources(folders, ArchitectureTest::actionsSpelledAgain))
                .as("use AuditAction")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "needs(\"SaleOrder.find\")",
                "needs(\"SalesReport.\" + name)",
                "means(\"for Shift.closeWithDifference\")"
            })
    void aPermissionThatIsSpelledAgainIsFound(String call) {
        assertThat(permissionsSpelledAgain(call + ";")).hasSize(1);
        assertThat(permissionsSpelledAgain("needs(Permissions.SALE_ORDER_FIND); text(\"a SaleOrder.\")"))
                .isEmpty();
    }

    @Test
    void anActionThatIsSpelledAgainIsFound() {
        assertThat(actionsSpelledAgain("note(\"ITEMS_ADDED\")")).hasSize(1);
        assertThat(actionsSpelledAgain("note(AuditAction.ITEMS_ADDED, \"ITEMS_ADDED_TWICE\")"))
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

    /** Tests about quotes behind backslashes: of a file for a spreadsheet, of log lines, of source code. */
    private static final Set<String> ABOUT_QUOTES =
            Set.of("ArchitectureTest.java", "CsvTest.java", "LogLayoutsTest.java", "LogLine.java", "LogsTest.java");

    private static final Pattern ESCAPED_QUOTE = Pattern.compile("""
            (?<!\\\\)(?:\\\\\\\\)*\\\\["]""");

    private static long escapedQuotes(String source) {
        return ESCAPED_QUOTE.matcher(source).results().count();
    }

    @Test
    void testsAreFreeOfEscapedQuotes() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(path -> path.toString().contains("/src/test/"))
                    .filter(path -> path.toString().endsWith(".java"))
                    .toList()) {
                String name = file.getFileName().toString();
                long quotes = escapedQuotes(Files.readString(file));
                if (quotes > 0 && !ABOUT_QUOTES.contains(name)) {
                    wrong.add(name + " has " + quotes + ": use json(...), a builder of the test kit or a text block");
                } else if (quotes == 0 && ABOUT_QUOTES.contains(name)) {
                    wrong.add(name + " has none: take it off ABOUT_QUOTES");
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void escapedQuotesAreCounted() {
        assertThat(escapedQuotes("""
                post("/orders", "{\\"items\\":[]}")""")).isEqualTo(2);
        assertThat(escapedQuotes("""
                split("\\\\"), json("{'items':[]}")""")).isZero();
    }

    private static final int LINES = 350;

    /** Lines of code: blank lines and comments, Javadoc among them, do not count. */
    private static long linesOfCode(String source) {
        return source.replaceAll("(?m)^\\s*/\\*[\\s\\S]*?\\*/", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                .count();
    }

    @Test
    void sourcesHaveThreeHundredAndFiftyLinesAtMost() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String module : modules()) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString();
                    long lines = linesOfCode(Files.readString(file));
                    if (lines > LINES) {
                        wrong.add(name + " has " + lines + " lines of code: split it by meaning");
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void commentsAndBlankLinesAreNotCounted() {
        assertThat(linesOfCode("/**\n * Why.\n */\nclass A {\n\n    // why\n    /* and */\n    int b; // why\n}\n"))
                .isEqualTo(3);
        assertThat(linesOfCode("x;\n".repeat(LINES + 1))).isEqualTo(LINES + 1);
    }

    @Test
    void everyRecordThatIsListedExists() {
        assertThat(PRODUCTION.stream().filter(JavaClass::isRecord).map(SizeRules::shortName))
                .containsAll(Rules.SWAPPABLE);
    }
}
