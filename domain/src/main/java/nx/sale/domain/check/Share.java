package nx.sale.domain.check;

import java.util.List;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Totals;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/**
 * A check's part of one line: it refers to the line and never copies it.
 *
 * @param quantity may be zero where only a part of the amounts falls on the check
 * @param subtotal its part of the line's total
 */
public record Share(LineId line, Quantity quantity, Money subtotal, Money discount, Money tax) {
    /** What shares come to together, not rounded. */
    static Totals sum(List<Share> shares, CurrencyCode currency) {
        return shares.stream()
                .map(share -> Totals.exact(share.subtotal, share.discount, share.tax))
                .reduce(Totals.zero(currency), Totals::plus);
    }

    boolean empty() {
        return quantity.zero() && subtotal.zero() && discount.zero() && tax.zero();
    }
}
