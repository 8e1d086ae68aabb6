package nx.sale.application.shift;

import java.util.List;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.ReturnBooking;
import nx.sale.domain.shift.Shifts;
import nx.sale.domain.shift.TillBooking;

/** Books money, ended orders and returns in the shift of their till. */
public final class TillReactions {
    private final Shifts shifts;

    public TillReactions(Shifts shifts) {
        this.shifts = shifts;
    }

    public void book(Tx tx, List<? extends DomainEvent> events) {
        TillBooking.of(events).forEach(booking -> shifts.addBooking(tx, booking));
        ReturnBooking.of(events).forEach(booking -> shifts.addBooking(tx, booking));
    }
}
