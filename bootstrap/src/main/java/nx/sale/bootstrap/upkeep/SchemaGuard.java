package nx.sale.bootstrap.upkeep;

import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Database.SchemaVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses to serve on a schema older than this build needs, and on one that has dropped what it needs; a newer one else is served, with
 * a warning, so that a release can be rolled back (STORE-7).
 */
public final class SchemaGuard {
    private static final Logger log = LoggerFactory.getLogger(SchemaGuard.class);

    /** This build cannot serve on the schema that is there. */
    public static final class Unfit extends RuntimeException {
        Unfit(String message) {
            super(message, null, false, false);
        }
    }

    private SchemaGuard() {}

    /** The schema that this build needs. Throws {@link Unfit}. */
    public static long require(Database database) {
        long needed = database.schemaNeeded();
        SchemaVersions versions = database.schemaVersions(needed);
        switch (versions.fit()) {
            case CURRENT -> {}
            case NEWER ->
                log.atWarn()
                        .addKeyValue("present", versions.present())
                        .addKeyValue("needed", versions.needed())
                        .log("Schema is newer than this build needs");
            case TOO_OLD -> throw new Unfit("The database " + words(versions) + ". Run: sale migrate");
            case TOO_NEW ->
                throw new Unfit("The database " + words(versions) + ", and builds before "
                        + versions.oldestBuild().orElseThrow() + " cannot serve on it. Deploy a newer one.");
        }
        return needed;
    }

    /** For people: what is there and what is needed. */
    public static String words(SchemaVersions versions) {
        return "schema is at " + versions.present().map(String::valueOf).orElse("nothing") + ", this build needs "
                + versions.needed();
    }
}
