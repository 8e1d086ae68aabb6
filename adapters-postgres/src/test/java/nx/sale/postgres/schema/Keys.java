package nx.sale.postgres.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the catalogue of PostgreSQL says of the keys: each is to hold the merchant (STORE-12). */
final class Keys {
    private Keys() {}

    /** Tables of no merchant, and why. */
    private static final String TABLES = """
            with tables as (
              select oid, relname as name
                from pg_class
               where relkind in ('r', 'p') and relnamespace in ('sale'::regnamespace, 'allocation'::regnamespace)
                 and relname not in ('SnowflakeSlot', -- leases of processes
                                     'SchemaCompatibility', 'flyway_schema_history', -- one schema for all merchants
                                     'PaymentEventUnowned') -- whose it is, is not known
            ),
            merchants as (
              select attrelid, attnum from pg_attribute
               where attname = 'merchantid' and attnotnull and atttypid = 'bigint'::regtype and not attisdropped
            )
            """;

    private static final String WITHOUT = TABLES + """
            select name || ' has no merchantId bigint not null' as finding
              from tables where oid not in (select attrelid from merchants)
            union all
            select name || ' has no primary key'
              from tables where oid not in (select conrelid from pg_constraint where contype = 'p')
            union all
            select name || ' is unique without the merchant first: ' || relname
              from tables
              join pg_index on indrelid = tables.oid
              join pg_class on pg_class.oid = indexrelid
             where (indisunique or indisexclusion)
               and not exists (select from merchants where attrelid = indrelid and attnum = indkey[0])
            union all
            select name || ' refers without the merchant on both sides: ' || conname
              from tables
              join pg_constraint on conrelid = tables.oid and contype = 'f'
             where not exists (select from merchants where attrelid = conrelid and attnum = conkey[1])
                or not exists (select from merchants where attrelid = confrelid and attnum = confkey[1])
            union all
            select name || ' is not validated: ' || conname
              from tables
              join pg_constraint on conrelid = tables.oid and not convalidated
            union all
            select name || ' has an index that is not valid: ' || relname
              from tables
              join pg_index on indrelid = tables.oid and not indisvalid
              join pg_class on pg_class.oid = indexrelid
             order by 1
            """;

    /** One sentence for each key, reference or table without merchant. */
    static List<String> withoutMerchant(Connection connection) throws SQLException {
        List<String> findings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WITHOUT)) {
            while (rows.next()) {
                findings.add(rows.getString("finding"));
            }
        }
        return findings;
    }
}
