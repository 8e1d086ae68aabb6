package nx.sale.domain.shared;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The one way anything is divided: largest remainder, so that the parts add up to the whole, to the last digit. Weights that divide many
 * amounts are prepared once. Whatever fits is counted in longs, which is as exact and far cheaper.
 */
public final class Allocation {
    /** No product of two numbers that have so many bits together is too large for a long. */
    private static final int LONG_BITS = 62;

    /** Weights are multiplied so many bits at a time or more; of less, BigInteger is as quick. */
    private static final int LEAST_STEP = 8;

    private static final long[] NONE = {};

    private final BigInteger[] weights;
    private final BigInteger sum;
    /** The least whole numbers in the proportion of the weights, and their sum; none when they are too large for it. */
    private final long[] small;

    private final long smallSum;

    private Allocation(List<BigDecimal> weights) {
        if (weights.isEmpty() || weights.stream().anyMatch(weight -> weight.signum() < 0)) {
            throw impossible(weights);
        }
        int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElseThrow();
        this.weights = weights.stream()
                .map(weight -> Decimals.exact(weight, scale).unscaledValue())
                .toArray(BigInteger[]::new);
        this.sum = Arrays.stream(this.weights).reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0) {
            throw impossible(weights);
        }
        this.small = sum.bitLength() > LONG_BITS ? NONE : least(this.weights);
        this.smallSum = Arrays.stream(small).sum();
    }

    private static IllegalArgumentException impossible(List<BigDecimal> weights) {
        return new IllegalArgumentException("weights must be non-negative with a positive sum: " + weights);
    }

    private static long[] least(BigInteger[] weights) {
        long[] numbers =
                Arrays.stream(weights).mapToLong(BigInteger::longValueExact).toArray();
        long divisor = Arrays.stream(numbers).reduce(0, Allocation::commonDivisor);
        return Arrays.stream(numbers).map(number -> number / divisor).toArray();
    }

    private static long commonDivisor(long one, long other) {
        long divisor = one;
        long rest = other;
        while (rest != 0) {
            long next = divisor % rest;
            divisor = rest;
            rest = next;
        }
        return divisor;
    }

    /**
     * Divides by these weights.
     *
     * @param weights at least one, none negative, not all zero
     */
    public static Allocation by(List<BigDecimal> weights) {
        return new Allocation(weights);
    }

    /** Divides one amount, as {@link #parts} does. */
    public static List<BigDecimal> of(BigDecimal whole, List<BigDecimal> weights, int digits) {
        return by(weights).parts(whole, digits);
    }

    /**
     * Divides {@code whole} by the weights: every part is cut down to {@code digits} decimals, and the units left over go to the
     * largest remainders, the earlier part first. Parts that follow each other and are the same are one object.
     *
     * @param whole no more than {@code digits} decimals; may be negative
     * @param digits 0 to {@value Money#SCALE}
     */
    public List<BigDecimal> parts(BigDecimal whole, int digits) {
        BigDecimal exact = Decimals.exact(whole, digits);
        if (exact.signum() == 0) {
            return Collections.nCopies(weights.length, exact);
        }
        BigInteger units = exact.unscaledValue().abs();
        int step = LONG_BITS - 1 - Math.max(units.bitLength(), bits(smallSum));
        boolean fits = small.length > 0 && step >= LEAST_STEP && bits(smallSum) + bits(small.length) <= LONG_BITS;
        BigDecimal[] parts = fits ? inLongs(units.longValueExact(), step, digits) : inIntegers(units, digits);
        BigDecimal before = BigDecimal.ZERO;
        for (int index = 0; index < parts.length; index++) {
            BigDecimal part = exact.signum() < 0 ? parts[index].negate() : parts[index];
            before = part.equals(before) ? before : part;
            parts[index] = before;
        }
        return List.of(parts);
    }

    /** By long division, in steps of so many bits of a weight. */
    private BigDecimal[] inLongs(long units, int step, int digits) {
        int places = bits(small.length);
        long left = units;
        long[] parts = new long[small.length];
        long[] remainders = new long[small.length];
        for (int index = 0; index < small.length; index++) {
            long rest = 0;
            for (int shift = (bits(small[index]) - 1) / step * step; shift >= 0; shift -= step) {
                long product = (rest << step) + units * (small[index] >>> shift & (1L << step) - 1);
                parts[index] = (parts[index] << step) + product / smallSum;
                rest = product % smallSum;
            }
            left -= parts[index];
            // of equal remainders the earlier part is the larger number
            remainders[index] = (rest << places) | (small.length - 1 - index);
        }
        if (left > 0) {
            Arrays.sort(remainders);
        }
        for (int rank = 1; rank <= left; rank++) {
            long fromEnd = remainders[small.length - rank] & ((1L << places) - 1);
            parts[small.length - 1 - (int) fromEnd]++;
        }
        return Arrays.stream(parts)
                .mapToObj(part -> BigDecimal.valueOf(part, digits))
                .toArray(BigDecimal[]::new);
    }

    private BigDecimal[] inIntegers(BigInteger units, int digits) {
        BigInteger left = units;
        BigInteger[] parts = new BigInteger[weights.length];
        BigInteger[] remainders = new BigInteger[weights.length];
        for (int index = 0; index < weights.length; index++) {
            BigInteger[] divided = units.multiply(weights[index]).divideAndRemainder(sum);
            parts[index] = divided[0];
            remainders[index] = divided[1];
            left = left.subtract(divided[0]);
        }
        IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.<Integer, BigInteger>comparing(index -> remainders[index])
                        .reversed()) // which leaves equal ones as they were
                .limit(left.intValueExact())
                .forEach(index -> parts[index] = parts[index].add(BigInteger.ONE));
        return Arrays.stream(parts).map(part -> new BigDecimal(part, digits)).toArray(BigDecimal[]::new);
    }

    private static int bits(long number) {
        return Long.SIZE - Long.numberOfLeadingZeros(number);
    }
}
