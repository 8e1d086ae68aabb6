package nx.sale.postgres.sql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The keys that hold the merchant, beside the old ones (decision 0050). A program, since indexes are built outside a transaction: Flyway
 * would keep a failed script of such statements as failed for good, while this is repeated from the start.
 */
final class KeysByMerchant implements JavaMigration {
    /** The first build that does not need the old keys. */
    static final long VERSION = 202611281100L;

    private static final String STEPS = SchemaSteps.text("/db/keys/expand.sql");

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion(Long.toString(VERSION));
    }

    @Override
    public String getDescription() {
        return "keys by merchant";
    }

    @Override
    public Integer getChecksum() {
        CRC32 sum = new CRC32();
        sum.update(STEPS.getBytes(StandardCharsets.UTF_8));
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
        new SchemaSteps(context.getConfiguration().getDataSource()).run(STEPS);
    }
}
