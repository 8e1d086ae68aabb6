package nx.sale.http.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import nx.sale.domain.report.SalesExceptions;
import nx.sale.domain.report.SalesReports;
import nx.sale.domain.settings.Reason;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Reasons;
import nx.sale.http.json.Filled;
import nx.sale.http.json.Wire;
import org.junit.jupiter.api.Test;

/** The JSON of the reports of discounts and of exceptions. */
class ReportWireTest {
    private static final Reasons REASONS = new Reasons(Map.of(
            ReasonKind.COMP,
            List.of(new Reason("reason", "Spilt")),
            ReasonKind.DISCOUNT,
            List.of(new Reason("reason", "Regular guest"))));

    @Test
    void aDiscountIsWrittenAsItAlwaysWas() throws IOException {
        Wire.assertWritten(ReportJson.Discount.of(Filled.of(SalesReports.Discount.class), REASONS), "discount-row");
        Wire.assertWritten(
                ReportJson.Discount.of(Filled.bare(SalesReports.Discount.class), REASONS), "discount-row-bare");
    }

    @Test
    void anExceptionIsWrittenAsItAlwaysWas() throws IOException {
        Wire.assertWritten(ReportJson.Deeds.of(Filled.of(SalesExceptions.Deeds.class), REASONS), "exception-row");
        Wire.assertWritten(
                ReportJson.Deeds.of(Filled.bare(SalesExceptions.Deeds.class), REASONS), "exception-row-bare");
    }
}
