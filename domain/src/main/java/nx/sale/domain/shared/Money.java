package nx.sale.domain.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An amount in one currency, kept to {@value #SCALE} decimals. Rounding happens in three named places only: {@link #times}
 * (HALF_UP to four decimals), {@link #payable} (HALF_UP to the currency's own digits) and {@link #allocate} (largest
 * remainder). Amounts of two currencies never meet: that is a bug and throws {@link IllegalArgumentException}.
 *
 * @param amount at most eleven digits before the point; more rejects with {@link ValueError.AmountTooLarge}
 */
public record Money(BigDecimal amount, CurrencyCode currency) implements Comparable<Money> {
    public static final int SCALE = 4;
    private static final BigDecimal LIMIT = new BigDecimal("100000000000");

    public Money {
        amount = amount.setScale(SCALE, RoundingMode.UNNECESSARY);
        if (amount.abs().compareTo(LIMIT) >= 0) {
            throw new Rejected(new ValueError.AmountTooLarge());
        }
    }

    public static Money of(String amount, CurrencyCode currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    public static Money zero(CurrencyCode currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    public Money plus(Money other) {
        return new Money(amount.add(same(other)), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(same(other)), currency);
    }

    public Money negate() {
        return new Money(amount.negate(), currency);
    }

    /** Price times quantity, HALF_UP to four decimals. */
    public Money times(Quantity quantity) {
        return new Money(amount.multiply(quantity.value()).setScale(SCALE, RoundingMode.HALF_UP), currency);
    }

    /** What people can pay: HALF_UP to the currency's own digits. */
    public Money payable() {
        return new Money(amount.setScale(currency.digits(), RoundingMode.HALF_UP), currency);
    }

    public Money max(Money other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean negative() {
        return amount.signum() < 0;
    }

    public boolean positive() {
        return amount.signum() > 0;
    }

    public boolean zero() {
        return amount.signum() == 0;
    }

    /**
     * Divides this amount by weights so that the parts add up to it exactly, to the last unit of {@code digits} decimals:
     * every part is cut down, and the units left over go to the largest remainders, the earlier part first. The amount must
     * itself have no more than {@code digits} decimals.
     *
     * @param weights at least one, none negative, not all zero
     * @param digits 0 to {@value #SCALE}
     */
    public List<Money> allocate(List<BigDecimal> weights, int digits) {
        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (weights.isEmpty() || sum.signum() <= 0 || weights.stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException("weights must be non-negative with a positive sum: " + weights);
        }
        BigDecimal whole = amount.setScale(digits, RoundingMode.UNNECESSARY);
        record Share(int index, BigDecimal cut, BigDecimal remainder) {}
        List<Share> shares = IntStream.range(0, weights.size())
                .mapToObj(index -> {
                    BigDecimal product = whole.multiply(weights.get(index));
                    BigDecimal cut = product.divide(sum, digits, RoundingMode.DOWN);
                    return new Share(
                            index, cut, product.subtract(cut.multiply(sum)).abs());
                })
                .toList();
        BigDecimal unit = BigDecimal.ONE.movePointLeft(digits).multiply(BigDecimal.valueOf(whole.signum()));
        BigDecimal left = shares.stream().map(Share::cut).reduce(whole, BigDecimal::subtract);
        int units = left.movePointRight(digits).abs().intValueExact();
        List<BigDecimal> parts = new ArrayList<>(shares.stream().map(Share::cut).toList());
        shares.stream()
                .sorted(Comparator.comparing(Share::remainder).reversed().thenComparing(Share::index))
                .limit(units)
                .forEach(share -> parts.set(share.index(), share.cut().add(unit)));
        return parts.stream().map(part -> new Money(part, currency)).toList();
    }

    private BigDecimal same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("two currencies: " + currency + " and " + other.currency);
        }
        return other.amount;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other));
    }

    /** The plain decimal without trailing zeros, as every message carries it: {@code 45000}, {@code 12.5}. */
    public String plain() {
        return Decimals.plain(amount);
    }

    @Override
    public String toString() {
        return plain() + " " + currency;
    }
}
