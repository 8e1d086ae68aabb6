package nx.sale.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
