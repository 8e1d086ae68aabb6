package nx.sale.domain.payment.refund;

import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;

/**
 * Money of a bill that is here and is no tip: no review speaks for it, no provider took it back, and no refund has it (RETURN-6).
 *
 * @param check the live check it was paid on; empty for the order as a whole
 * @param attemptUid empty for money that is known from a transaction only
 * @param paidAt when it was paid, as far as that is known
 */
public record Held(Optional<CheckId> check, Optional<String> attemptUid, Tender tender, Instant paidAt, Money amount) {
    /** The same with less money. */
    public Held less(Money taken) {
        return new Held(check, attemptUid, tender, paidAt, amount.minus(taken));
    }
}
