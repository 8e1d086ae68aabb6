package nx.sale.domain.check;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.shared.Allocation;
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
    public static Share of(Line line) {
        Line.Prices prices = line.prices();
        return new Share(line.id(), line.quantity(), prices.total(), prices.discount(), prices.tax(), prices.charged());
    }

    /** What shares come to together, not rounded. */
    public static Totals sum(List<Share> shares, CurrencyCode currency) {
        return shares.stream()
                .map(share -> Totals.exact(
                        share.subtotal, share.discount, share.charged.amount(), share.tax.plus(share.charged.tax())))
                .reduce(Totals.zero(currency), Totals::plus);
    }

    /** Both, of the same line. */
    public Share plus(Share other) {
        return new Share(
                line,
                quantity.plus(other.quantity),
                subtotal.plus(other.subtotal),
                discount.plus(other.discount),
                tax.plus(other.tax),
                new Charges.Part(
                        charged.amount().plus(other.charged.amount()),
                        charged.tax().plus(other.charged.tax())));
    }

    /** So much of a line as a part is of its whole, each amount HALF_UP to four decimals (RETURN-2). */
    public Share inProportion(Quantity part, Quantity whole) {
        return new Share(
                line,
                quantity.inProportion(part, whole),
                subtotal.inProportion(part, whole),
                discount.inProportion(part, whole),
                tax.inProportion(part, whole),
                new Charges.Part(
                        charged.amount().inProportion(part, whole),
                        charged.tax().inProportion(part, whole)));
    }

    /** Divided over what others have of the line, by what that is of each amount: together it is all of it, to the last 0.0001. */
    public List<Share> over(List<Share> others) {
        List<BigDecimal> quantities = parts(quantity.value(), others, share -> share.quantity.value());
        List<Money> subtotals = amounts(subtotal, others, Share::subtotal);
        List<Money> discounts = amounts(discount, others, Share::discount);
        List<Money> taxes = amounts(tax, others, Share::tax);
        List<Money> charges = amounts(charged.amount(), others, share -> share.charged.amount());
        List<Money> chargeTaxes = amounts(charged.tax(), others, share -> share.charged.tax());
        return IntStream.range(0, others.size())
                .mapToObj(place -> new Share(
                        line,
                        new Quantity(quantities.get(place)),
                        subtotals.get(place),
                        discounts.get(place),
                        taxes.get(place),
                        new Charges.Part(charges.get(place), chargeTaxes.get(place))))
                .toList();
    }

    private static List<Money> amounts(Money whole, List<Share> others, Function<Share, Money> amount) {
        return parts(whole.amount(), others, amount.andThen(Money::amount)).stream()
                .map(part -> new Money(part, whole.currency()))
                .toList();
    }

    private static List<BigDecimal> parts(BigDecimal whole, List<Share> others, Function<Share, BigDecimal> weight) {
        return whole.signum() == 0
                ? Collections.nCopies(others.size(), BigDecimal.ZERO)
                : Allocation.of(whole, others.stream().map(weight).toList(), Money.SCALE);
    }

    /** What is left of it when a part goes. */
    public Share minus(Share part) {
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

    public boolean empty() {
        return quantity.zero()
                && subtotal.zero()
                && discount.zero()
                && tax.zero()
                && charged.amount().zero()
                && charged.tax().zero();
    }
}
