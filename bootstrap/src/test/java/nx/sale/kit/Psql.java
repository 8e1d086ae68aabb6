package nx.sale.kit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Sends SQL as printed, as somebody who looks after databases and has psql's defaults: another role, no search_path. */
public final class Psql {
    private Psql() {}

    /** The rows, columns joined by {@code |}. */
    public static List<String> rows(String sql) {
        String reader = Stack.named("runbook_reader");
        Stack.sql(
                "do $$ begin if not exists (select from pg_roles where rolname = '%1$s') then create role %1$s login password '%1$s' in role pg_read_all_data, pg_monitor; end if; end $$"
                        .formatted(reader));
        String address = Stack.get().postgresUrl().replaceFirst("\\?.*", "?user=" + reader + "&password=" + reader);
        try (Connection connection = DriverManager.getConnection(address);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(result.getString(column)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
