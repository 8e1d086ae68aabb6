package nx.sale.domain.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who embeds the library can take the next version without a change (decision 0047). */
class PublishedApiTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path PUBLISHED = Path.of("api", "published.jar");
    private static final String WAY_OUT = """
            This breaks programs that embed nx.sale:domain. Keep what was published, deprecated, and add the new beside it. What nobody
            outside should call is marked @Internal and may change. A break that is meant needs the next major version: set it with
            ops/version, say in docs/CHANGELOG.md what embedders change, and take the new API as the published one:
              ./mvnw -q -pl domain test -Dtest=PublishedApiTest -Dapi.write=true
            """;

    @TempDir
    Path folder;

    @Test
    void nothingThatWasPublishedIsBroken() throws IOException {
        Path now = PublishedApi.write(CLASSES, folder.resolve("now.jar"), file -> true);
        if (Boolean.getBoolean("api.write")) {
            Files.copy(now, PUBLISHED, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }

        assertThat(PublishedApi.breaks(PUBLISHED, now)).as(WAY_OUT).isEmpty();
    }

    @Test
    void aClassThatIsGoneIsFound_andOneThatIsNew() throws IOException {
        Path without =
                PublishedApi.write(CLASSES, folder.resolve("without.jar"), file -> !file.endsWith("Quantity.class"));
        Path now = PublishedApi.write(CLASSES, folder.resolve("now.jar"), file -> true);

        assertThat(PublishedApi.breaks(now, without)).contains("nx.sale.domain.shared.Quantity: CLASS_REMOVED");
        assertThat(PublishedApi.breaks(without, now)).noneMatch(change -> change.contains("Quantity: "));
    }

    @Test
    void theSameApiIsWrittenTheSameWay() throws IOException {
        assertThat(PublishedApi.write(CLASSES, folder.resolve("one.jar"), file -> true))
                .hasSameBinaryContentAs(PublishedApi.write(CLASSES, folder.resolve("two.jar"), file -> true));
    }
}
