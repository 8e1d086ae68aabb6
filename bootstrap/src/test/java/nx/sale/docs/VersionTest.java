package nx.sale.docs;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One version everywhere: {@code ops/version} sets it. */
class VersionTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String VERSION = first("pom.xml", "(?m)^  <version>(.*)</version>$");
    private static final String RELEASE = VERSION.replace("-SNAPSHOT", "");

    private static String first(String file, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(read(ROOT.resolve(file)));
        assertThat(found.find()).as(file + " has " + pattern).isTrue();
        return found.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyModuleAndSampleHasIt() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> poms = files.filter(file -> file.endsWith("pom.xml"))
                    .filter(file -> !file.toString().contains("/target/") && !file.equals(ROOT.resolve("pom.xml")))
                    .toList();
            assertThat(poms).hasSizeGreaterThan(9);
            for (Path pom : poms) {
                assertThat(read(pom))
                        .as("%s: run ops/version %s", ROOT.relativize(pom), VERSION)
                        .containsAnyOf(
                                "<artifactId>nx-seller-sale</artifactId><version>" + VERSION + "</version>",
                                "<sale.version>" + VERSION + "</sale.version>");
            }
        }
    }

    /** Who reads the document of a build that is no release sees that it is none. */
    @Test
    void theOpenApiDocumentHasItWithSnapshot() {
        assertThat(first("adapters-http/src/main/java/nx/sale/http/openapi/OpenApi.java", json("'version', '([^']*)'")))
                .as("run ops/version %s", VERSION)
                .isEqualTo(VERSION);
    }

    /** What deploys and describes a release names it without SNAPSHOT. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            adapters-kafka/src/main/resources/nx/sale/messaging/asyncapi.json | "version": "([^"]*)"
            ops/k8s/dev/kustomization.yaml | newTag: "([^"]*)"
            ops/k8s/staging/kustomization.yaml | newTag: "([^"]*)"
            ops/k8s/production/kustomization.yaml | newTag: "([^"]*)"
            ops/compose.yaml | nx-seller-sale:([0-9.]+)
            ops/docker/Dockerfile | nx-seller-sale:([0-9.]+)
            """)
    void whatNamesTheReleaseHasIt(String file, String pattern) {
        assertThat(first(file, pattern)).as("run ops/version %s", VERSION).isEqualTo(RELEASE);
    }
}
