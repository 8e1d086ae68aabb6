package nx.sale.domain.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The one way anything is divided: largest remainder, so that the parts add up to the whole, to the last digit. */
public final class Allocation {
    private Allocation() {}

    private record Share(int index, BigDecimal cut, BigDecimal remainder) {}

    /**
     * Divides {@code whole} by weights: every part is cut down to {@code digits} decimals, and the units left over go to the
     * largest remainders, the earlier part first.
     *
     * @param whole no more than {@code digits} decimals; may be negative
     * @param weights at least one, none negative, not all zero
     * @param digits 0 to {@value Money#SCALE}
     */
    public static List<BigDecimal> of(BigDecimal whole, List<BigDecimal> weights, int digits) {
        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (weights.isEmpty() || sum.signum() <= 0 || weights.stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException("weights must be non-negative with a positive sum: " + weights);
        }
        BigDecimal exact = Decimals.exact(whole, digits);
        List<Share> shares = IntStream.range(0, weights.size())
                .mapToObj(index -> {
                    BigDecimal product = exact.multiply(weights.get(index));
                    BigDecimal cut = product.divide(sum, digits, RoundingMode.DOWN);
                    return new Share(
                            index, cut, product.subtract(cut.multiply(sum)).abs());
                })
                .toList();
        BigDecimal unit = BigDecimal.ONE.movePointLeft(digits).multiply(BigDecimal.valueOf(exact.signum()));
        BigDecimal left = shares.stream().map(Share::cut).reduce(exact, BigDecimal::subtract);
        int units = left.movePointRight(digits).abs().intValueExact();
        List<BigDecimal> parts = new ArrayList<>(shares.stream().map(Share::cut).toList());
        shares.stream()
                .sorted(Comparator.comparing(Share::remainder).reversed().thenComparing(Share::index))
                .limit(units)
                .forEach(share -> parts.set(share.index(), share.cut().add(unit)));
        return parts;
    }
}
