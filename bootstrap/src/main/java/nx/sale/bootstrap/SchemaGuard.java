package nx.sale.bootstrap;

import java.util.Optional;
import nx.sale.postgres.shared.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses to serve on a schema older than this build needs; a newer one is served, with a warning (spec 07.36). */
final class SchemaGuard {
    private static final Logger log = LoggerFactory.getLogger(SchemaGuard.class);

    /** The schema is too old. */
    static final class TooOld extends RuntimeException {
        TooOld(Optional<String> present, String needed) {
            super(
                    "The database schema is at " + present.orElse("nothing") + ", this build needs " + needed
                            + ". Run: sale migrate",
                    null,
                    false,
                    false);
        }
    }

    private SchemaGuard() {}

    /** The version that this build brings. Throws {@link TooOld}. */
    static String require(Database database) {
        Database.SchemaVersions versions = database.schemaVersions();
        if (versions.tooOld()) {
            throw new TooOld(versions.present(), versions.needed());
        }
        if (!versions.current()) {
            log.warn(
                    "the schema is newer than this build: {} instead of {}",
                    versions.present().orElseThrow(),
                    versions.needed());
        }
        return versions.needed();
    }
}
