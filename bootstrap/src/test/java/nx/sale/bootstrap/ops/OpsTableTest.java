package nx.sale.bootstrap.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows on a terminal of 120 columns. */
class OpsTableTest {
    private static final String LONG =
            "the guests of table 7 left without paying, the manager agreed on the phone ".repeat(3);

    private static List<String> lines(String rows, String... columns) throws Exception {
        JsonNode tree = new ObjectMapper().readTree(rows.replace('\'', '"'));
        return OpsTable.lines(tree, List.of(columns));
    }

    @Test
    void theTimeComesFirst_andWhatIsEmptyIsLeftOut() throws Exception {
        assertThat(lines("[{'id':'1','note':null,'details':{},'createdAt':'2026-03-01T05:00:00.123456Z'},"
                        + "{'id':'22','note':'','details':{},'createdAt':'2026-03-01T05:00:01Z'}]"))
                .containsExactly("createdAt             id", "2026-03-01T05:00:00Z  1", "2026-03-01T05:00:01Z  22");
    }

    @Test
    void longTextsAreCut_idsAndTimesAreNot() throws Exception {
        List<String> lines =
                lines("[{'id':'251606907867901952','actor':'system:emergency/somebody-with-a-long-name','action':"
                        + "'CANCELLED','saleOrderId':'251606907867901952','deviceId':'till-1','reason':'" + LONG
                        + "','requestId':'ac4e00e4-d1e5-4bc2-9016-6bf848e38fd2','details':{'from':'PARTIAL','to':'CANCELLED'},"
                        + "'createdAt':'2026-03-01T05:00:00.123456Z'}]");

        assertThat(lines).hasSize(2).allMatch(line -> line.length() <= 120);
        assertThat(lines.getLast())
                .startsWith("2026-03-01T05:00:00Z  251606907867901952  ")
                .contains("…")
                .doesNotContain("LONG");
        assertThat(lines.getLast().split("251606907867901952", -1)).hasSize(3);
    }

    @Test
    void onlyTheWantedColumns_inTheirOrder_onOneLineEach() throws Exception {
        assertThat(lines("[{'id':'1','reason':'a\\nb','actor':'user:1'}]", "actor", "reason", "missing"))
                .containsExactly("actor   reason", "user:1  a b");
    }

    @Test
    void manyColumnsOfIdsStillFit() throws Exception {
        StringBuilder row = new StringBuilder("[{'id':'251606907867901952'");
        for (int column = 0; column < 12; column++) {
            row.append(",'column").append(column).append("':'251606907867901952'");
        }

        assertThat(lines(row + "}]")).hasSize(2).allMatch(line -> line.length() <= 120);
    }
}
