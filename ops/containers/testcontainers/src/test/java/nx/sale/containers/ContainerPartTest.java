package nx.sale.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked for and which image it is; that the servers run is shown by ops/containers/run, where an engine can. */
class ContainerPartTest {
    private static final String OTHER = "images.postgres";

    private final String parts = System.getProperty("parts", "embedded");
    private final String given = System.getProperty(OTHER, "");

    @BeforeEach
    void nothingGiven() {
        System.clearProperty(OTHER);
    }

    @AfterEach
    void asBefore() {
        System.setProperty("parts", parts);
        if (given.isEmpty()) {
            System.clearProperty(OTHER);
        } else {
            System.setProperty(OTHER, given);
        }
    }

    @Test
    void embeddedUnlessContainersAreAskedFor() {
        System.clearProperty("parts");
        assertThat(ContainerPart.chosen()).isFalse();
        System.setProperty("parts", "containers");
        assertThat(ContainerPart.chosen()).isTrue();
        System.setProperty("parts", "docker");
        assertThatThrownBy(ContainerPart::chosen).hasMessageContaining("embedded or containers, not docker");
    }

    @ParameterizedTest
    @EnumSource
    void anImageIsPinnedToARelease(Image image) {
        System.clearProperty("images." + image.name().toLowerCase(Locale.ROOT));
        assertThat(image.reference()).matches("[a-z/]+:[0-9]+\\.[0-9]+(\\.[0-9]+)?(-alpine)?");
    }

    @Test
    void anotherImageCanBeGiven() {
        assertThat(Image.POSTGRES.reference()).startsWith("postgres:");
        System.setProperty(OTHER, "localhost/another:1");
        assertThat(Image.POSTGRES.reference()).isEqualTo("localhost/another:1");
    }
}
