package nx.sale.http.shift;

import java.io.IOException;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftReading;
import nx.sale.http.json.Filled;
import nx.sale.http.json.Wire;
import org.junit.jupiter.api.Test;

/** The JSON of shifts. */
class ShiftWireTest {
    @Test
    void aShiftIsWrittenAsItAlwaysWas() throws IOException {
        Wire.assertWritten(ShiftJson.Session.of(Filled.of(PosSession.class)), "session");
        Wire.assertWritten(ShiftJson.Session.of(Filled.bare(PosSession.class)), "session-bare");
    }

    /** It is read from the canonical form that a Z keeps. */
    @Test
    void aReadingIsWrittenAsItAlwaysWas() throws IOException {
        Wire.assertWritten(ShiftJson.Reading.of(Filled.of(ShiftReading.class)), "reading");
        Wire.assertWritten(ShiftJson.Reading.of(Filled.bare(ShiftReading.class)), "reading-bare");
    }
}
