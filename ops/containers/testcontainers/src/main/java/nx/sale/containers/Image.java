package nx.sale.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The image of a server. {@code ops/compose.yaml} pins its name; {@code -Dimages.postgres=...} takes another one. */
enum Image {
    POSTGRES(5432),
    KAFKA(9092),
    REDIS(6379);

    private static final String PINNED = "/compose.yaml";

    private final int port;

    Image(int port) {
        this.port = port;
    }

    /** Where the server listens inside its container. */
    int port() {
        return port;
    }

    String reference() {
        return System.getProperty("images." + name().toLowerCase(Locale.ROOT), pinned());
    }

    private String pinned() {
        try (InputStream file = Objects.requireNonNull(Image.class.getResourceAsStream(PINNED))) {
            String compose = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Matcher pin =
                    Pattern.compile("\\$\\{SALE_" + name() + "_IMAGE:-([^}]+)}").matcher(compose);
            if (!pin.find()) {
                throw new IllegalStateException("compose.yaml pins no image for " + name());
            }
            return Objects.requireNonNull(pin.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
