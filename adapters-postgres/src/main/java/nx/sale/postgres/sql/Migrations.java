package nx.sale.postgres.sql;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The migrations that this build brings, by the names of their files: to ask Flyway means a connection, the history of the schema and a check of
 * every file, which a start that migrates nothing need not wait for.
 */
final class Migrations {
    static final String FOLDER = "db/migration";

    private static final Pattern SCRIPT = Pattern.compile("V(\\d+)__\\w+\\.sql");

    private static final long NEWEST =
            LongStream.concat(scripts(), programs()).max().orElseThrow();

    private Migrations() {}

    static long newest() {
        return NEWEST;
    }

    private static LongStream programs() {
        return Arrays.stream(SteppedMigration.all())
                .map(JavaMigration::getVersion)
                .mapToLong(version -> Long.parseLong(version.getVersion()));
    }

    private static LongStream scripts() {
        try {
            URI folder = Objects.requireNonNull(Migrations.class.getResource("/" + FOLDER))
                    .toURI();
            if (!folder.getScheme().equals("jar")) {
                return versions(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return versions(jar.getPath(FOLDER));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the migrations of this build cannot be read", e);
        }
    }

    private static LongStream versions(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return LongStream.of(
                    files.map(file -> SCRIPT.matcher(file.getFileName().toString()))
                            .filter(Matcher::matches)
                            .mapToLong(name -> Long.parseLong(name.group(1)))
                            .toArray());
        }
    }
}
