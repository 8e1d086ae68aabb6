package nx.sale.domain.check;

import java.util.List;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/**
 * A check's part of one line: it refers to the line and never copies it.
 *
 * @param quantity may be zero where only a part of the amounts falls on the check
 * @param subtotal its part of the line's total
 * @param tax without that of charges
 */
public record Share(LineId line, Quantity quantity, Money subtotal, Money discount, Money tax, Charges.Part charged) {
    /** All of a line. */
    static Share of(Line line) {
        Line.Prices prices = line.prices();
        return new Share(line.id(), line.quantity(), prices.total(), prices.discount(), prices.tax(), prices.charged());
    }

    /** What shares come to together, not rounded. */
    static Totals sum(List<Share> shares, CurrencyCode currency) {
        return shares.stream()
                .map(share -> Totals.exact(
                        share.subtotal, share.discount, share.charged.amount(), share.tax.plus(share.charged.tax())))
                .reduce(Totals.zero(currency), Totals::plus);
    }

    /** What is left of it when a part goes. */
    Share minus(Share part) {
        return new Share(
                line,
                quantity.minus(part.quantity),
                subtotal.minus(part.subtotal),
                discount.minus(part.discount),
                tax.minus(part.tax),
                new Charges.Part(
                        charged.amount().minus(part.charged.amount()),
                        charged.tax().minus(part.charged.tax())));
    }

    boolean empty() {
        return quantity.zero()
                && subtotal.zero()
                && discount.zero()
                && tax.zero()
                && charged.amount().zero()
                && charged.tax().zero();
    }
}
