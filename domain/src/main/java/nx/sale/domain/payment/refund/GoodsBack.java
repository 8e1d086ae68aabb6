package nx.sale.domain.payment.refund;

import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.shared.Money;

/**
 * What returns took out of one bill: its goods cost so much less than they did.
 *
 * @param check empty for what is on no check
 * @param exact what the goods that came back cost, not rounded
 * @param cashRounding what of the rounding to cash was taken back with them
 */
public record GoodsBack(Optional<CheckId> check, Money exact, Money cashRounding) {
    /** Both, of the same bill. */
    public GoodsBack plus(GoodsBack other) {
        return new GoodsBack(check, exact.plus(other.exact), cashRounding.plus(other.cashRounding));
    }
}
