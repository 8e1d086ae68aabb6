package nx.sale.postgres.sql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * A migration in {@link SchemaSteps}, beside sales (decision 0050). A program, since indexes are built outside a transaction: Flyway would
 * keep a failed script of such statements as failed for good, while this is repeated from the start.
 */
final class SteppedMigration implements JavaMigration {
    /** The first build that does not need the old keys has the newest of these. */
    static final long KEYED_BUILD = 202611281200L;

    private static final String KEYS = "/db/keys/";

    private final long version;
    private final String description;
    private final String steps;

    private SteppedMigration(long version, String description, String file) {
        this.version = version;
        this.description = description;
        this.steps = SchemaSteps.text(KEYS + file);
    }

    static JavaMigration[] all() {
        return new JavaMigration[] {
            new SteppedMigration(202611281100L, "keys by merchant", "expand.sql"),
            new SteppedMigration(KEYED_BUILD, "webhooks without owner", "unowned.sql"),
            new SteppedMigration(202612040200L, "outbox by days", "outbox.sql"),
            new SteppedMigration(202612040210L, "lists by key", "lists.sql"),
            new SteppedMigration(202612040500L, "names of people", "people.sql")
        };
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion(Long.toString(version));
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public Integer getChecksum() {
        CRC32 sum = new CRC32();
        sum.update(steps.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    /** The steps run on a connection of their own; in the transaction is only Flyway's note that they were taken. */
    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            // ends what Flyway last read here: an index built beside sales would wait for its snapshot, and so for ever
            statement.execute("set local statement_timeout = 0");
        }
        new SchemaSteps(context.getConfiguration().getDataSource()).run(steps);
    }
}
