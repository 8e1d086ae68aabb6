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

    static void require(Database database) {
        Database.SchemaVersions versions = database.schemaVersions();
        Optional<String> present = versions.present();
        if (present.isEmpty() || Long.parseLong(present.get()) < Long.parseLong(versions.needed())) {
            throw new TooOld(present, versions.needed());
        }
        if (!present.get().equals(versions.needed())) {
            log.warn("the schema is newer than this build: {} instead of {}", present.get(), versions.needed());
        }
    }
}
