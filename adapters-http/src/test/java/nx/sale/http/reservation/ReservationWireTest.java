package nx.sale.http.reservation;

import java.io.IOException;
import nx.sale.application.reservation.CheckIn;
import nx.sale.domain.reservation.Reservation;
import nx.sale.http.json.Filled;
import nx.sale.http.json.Wire;
import org.junit.jupiter.api.Test;

/** The JSON of reservations. */
class ReservationWireTest {
    @Test
    void aReservationIsWrittenAsItAlwaysWas() throws IOException {
        Wire.assertWritten(ReservationJson.Body.of(Filled.of(CheckIn.Arrived.class)), "reservation");
        Wire.assertWritten(ReservationJson.Body.of(Filled.bare(Reservation.class)), "reservation-bare");
    }
}
