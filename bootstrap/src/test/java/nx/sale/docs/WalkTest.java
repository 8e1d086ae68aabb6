package nx.sale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A walk through the code names classes and methods that exist, in the file it links to. */
class WalkTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern HOP = Pattern.compile(
            "\\[`([A-Z]\\w*)((?:\\.[A-Z]\\w*)*)(?:\\.(\\w+))?`]\\(([^)]+/src/main/java/([^)]+)\\.java)\\)");

    private record Hop(String type, String nested, Optional<String> method, String file, String source) {
        Class<?> found() throws ClassNotFoundException {
            return Class.forName(
                    source.replace('/', '.') + nested.replace('.', '$'), false, WalkTest.class.getClassLoader());
        }
    }

    private static List<Hop> hops(String text) {
        return HOP.matcher(text).results().map(WalkTest::hop).toList();
    }

    private static Hop hop(MatchResult found) {
        return new Hop(
                found.group(1), found.group(2), Optional.ofNullable(found.group(3)), found.group(4), found.group(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/CONTRIBUTING.md"})
    void everyClassAndMethodOfAWalkExists(String page) throws IOException, ClassNotFoundException {
        List<Hop> hops = hops(Files.readString(ROOT.resolve(page)));
        assertThat(hops).hasSizeGreaterThan(5);
        for (Hop hop : hops) {
            assertThat(ROOT.resolve(page).resolveSibling(hop.file())).exists();
            assertThat(hop.source()).as("file of %s", hop).endsWith("/" + hop.type());
            if (hop.method().isPresent()) {
                assertThat(Stream.of(hop.found().getDeclaredMethods()).map(Method::getName))
                        .as("methods of %s, named by %s", hop.type(), page)
                        .contains(hop.method().get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AddItems", "CheckOut", "ApplyPayment", "MergeOrders", "CloseSession"})
    void aWalkLeadsFromTheRouteThroughUseCaseAndRuleToTheRow(String useCase) throws IOException {
        String page = Files.readString(ROOT.resolve("docs/CONTRIBUTING.md"));
        String walk = page.substring(page.indexOf(": " + useCase + "\n")).split("\n##", 2)[0];
        List<String> sources = hops(walk).stream().map(Hop::source).toList();
        assertThat(sources.getFirst()).startsWith("nx/sale/http/").endsWith("Routes");
        assertThat(sources)
                .anyMatch(source -> source.startsWith("nx/sale/application/") && source.endsWith("/" + useCase))
                .anyMatch(source -> source.startsWith("nx/sale/domain/"))
                .anyMatch(source -> source.startsWith("nx/sale/postgres/"));
        assertThat(hops(walk))
                .as("every hop names a method")
                .allMatch(hop -> hop.method().isPresent());
    }
}
