package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import nx.sale.postgres.TestDatabase;
import org.junit.jupiter.api.Test;

/** T2 before T10, by the database itself. */
class NaturalOrderTest {
    // FLOOR-13
    @Test
    void numbersInCodesCount() throws SQLException {
        assertThat(sorted(
                        "T10", "T2", "T1", "T02", "B1", "A", "T", "2-10", "2-9", "10", "T100", "Bàn 2", "Bàn 10", "B1"))
                .containsExactly(
                        "2-9", "2-10", "10", "A", "B1", "B1", "Bàn 2", "Bàn 10", "T", "T1", "T02", "T2", "T10", "T100");
    }

    private static List<String> sorted(String... codes) throws SQLException {
        List<String> sorted = new ArrayList<>();
        String array = "array['" + String.join("','", codes) + "']";
        try (Connection connection = DriverManager.getConnection(TestDatabase.url());
                ResultSet rows =
                        connection.createStatement().executeQuery("""
                                select code from unnest(%s) as code order by %s collate "C", code collate "C"
                                """.formatted(array, NaturalOrder.of("code")))) {
            while (rows.next()) {
                sorted.add(rows.getString(1));
            }
        }
        return sorted;
    }
}
