package nx.sale.http.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables that spreadsheets open. */
class CsvTest {
    public record Row(String name, @Nullable String sku, long count, String total) {}

    private static String table(Row... rows) {
        return Csv.table(Row.class, List.of(rows));
    }

    // REPORT-6
    @Test
    void aTableHasAHeaderEvenWhenItIsEmpty() {
        assertThat(table()).isEqualTo("name,sku,count,total\r\n");
    }

    @Test
    void cellsAreQuotedWhereTheyMustBe_andWhatIsMissingIsEmpty() {
        assertThat(table(new Row("Phở, \"tái\"", null, 2, "-1.5"), new Row("two\nlines", "S 1", 0, "0")))
                .isEqualTo("name,sku,count,total\r\n\"Phở, \"\"tái\"\"\",,2,-1.5\r\n\"two\nlines\",S 1,0,0\r\n");
    }

    // REPORT-6
    @Test
    void nothingRunsAsAFormula() {
        assertThat(table(new Row("=1+1", "@x", 1, "-cmd"), new Row("+84", "-", 1, "-5")))
                .isEqualTo("name,sku,count,total\r\n'=1+1,'@x,1,'-cmd\r\n'+84,'-,1,-5\r\n");
    }

    record Amounts(String net, String tax) {}

    record Sum(String name, @JsonUnwrapped Amounts amounts, String total) {}

    @Test
    void whatJsonUnwrapsIsColumns() {
        assertThat(Csv.table(Sum.class, List.of(new Sum("Pho", new Amounts("10", "1"), "11"))))
                .isEqualTo("name,net,tax,total\r\nPho,10,1,11\r\n");
    }
}
