package nx.sale.domain.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
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
    /** What is divided of a share, in the order of its components. */
    private static final List<Function<Share, BigDecimal>> COLUMNS = List.of(
            share -> share.quantity.value(),
            share -> share.subtotal.amount(),
            share -> share.discount.amount(),
            share -> share.tax.amount(),
            share -> share.charged.amount().amount(),
            share -> share.charged.tax().amount());

    /** All of a line. */
    public static Share of(Line line) {
        Line.Prices prices = line.prices();
        return new Share(line.id(), line.quantity(), prices.total(), prices.discount(), prices.tax(), prices.charged());
    }

    /** What shares come to together, not rounded. */
    public static Totals sum(List<Share> shares, CurrencyCode currency) {
        return Totals.exact(
                sum(shares, Share::subtotal, currency),
                sum(shares, Share::discount, currency),
                sum(shares, share -> share.charged.amount(), currency),
                sum(shares, Share::tax, currency).plus(sum(shares, share -> share.charged.tax(), currency)));
    }

    private static Money sum(List<Share> shares, Function<Share, Money> amount, CurrencyCode currency) {
        return new Money(
                shares.stream().map(amount.andThen(Money::amount)).reduce(BigDecimal.ZERO, BigDecimal::add), currency);
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

    /** Divided by these weights: together it is all of it, to the last 0.0001. Parts that follow each other and are the same are one object. */
    List<Share> dividedBy(Allocation weights) {
        return parts(COLUMNS.stream()
                .map(column -> weights.parts(column.apply(this), Money.SCALE))
                .toList());
    }

    /** Divided over what others have of the line, by what that is of each amount: together it is all of it, to the last 0.0001. */
    public List<Share> over(List<Share> others) {
        return parts(COLUMNS.stream().map(column -> over(others, column)).toList());
    }

    private List<BigDecimal> over(List<Share> others, Function<Share, BigDecimal> column) {
        BigDecimal whole = column.apply(this);
        return whole.signum() == 0
                ? Collections.nCopies(others.size(), BigDecimal.ZERO)
                : Allocation.of(whole, others.stream().map(column).toList(), Money.SCALE);
    }

    /** The shares whose numbers are in these columns. */
    private List<Share> parts(List<List<BigDecimal>> columns) {
        List<Share> parts = new ArrayList<>();
        for (int place = 0; place < columns.getFirst().size(); place++) {
            parts.add(place > 0 && sameAsBefore(columns, place) ? parts.getLast() : part(columns, place));
        }
        return parts;
    }

    private static boolean sameAsBefore(List<List<BigDecimal>> columns, int place) {
        for (List<BigDecimal> column : columns) {
            if (!column.get(place).equals(column.get(place - 1))) {
                return false;
            }
        }
        return true;
    }

    private Share part(List<List<BigDecimal>> columns, int place) {
        List<Money> amounts = columns.stream()
                .skip(1)
                .map(column -> new Money(column.get(place), subtotal.currency()))
                .toList();
        return new Share(
                line,
                new Quantity(columns.getFirst().get(place)),
                amounts.get(0),
                amounts.get(1),
                amounts.get(2),
                new Charges.Part(amounts.get(3), amounts.get(4)));
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
