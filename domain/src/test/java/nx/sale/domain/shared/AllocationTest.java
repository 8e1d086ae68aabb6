package nx.sale.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllocationTest {
    /** By the rule itself, in decimals: cut down, and the units left to the largest remainders, the earlier first. */
    private static List<BigDecimal> byTheRule(BigDecimal whole, List<BigDecimal> weights, int digits) {
        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigDecimal> parts = new ArrayList<>(weights.stream()
                .map(weight -> whole.multiply(weight).divide(sum, digits, RoundingMode.DOWN))
                .toList());
        BigDecimal unit = BigDecimal.valueOf(whole.signum(), digits);
        int units = parts.stream()
                .reduce(whole, BigDecimal::subtract)
                .abs()
                .movePointRight(digits)
                .intValueExact();
        IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.<Integer, BigDecimal>comparing(part -> whole.multiply(weights.get(part))
                                .subtract(parts.get(part).multiply(sum))
                                .abs())
                        .reversed())
                .limit(units)
                .toList()
                .forEach(part -> parts.set(part, parts.get(part).add(unit)));
        return parts;
    }

    private static BigDecimal upTo(Random random, int bits, int scale) {
        return new BigDecimal(new BigInteger(1 + random.nextInt(bits), random), scale);
    }

    /** Numbers of every size: what is counted in longs, what is not, and where one ends and the other begins. */
    // CHECK-6
    @Test
    void everySizeIsDividedByTheSameRule() {
        Seeded.times(20_000, random -> {
            int digits = random.nextInt(Money.SCALE + 1);
            int wholeBits = 1 + random.nextInt(58);
            int weightBits = 1 + random.nextInt(80);
            BigDecimal whole =
                    upTo(random, wholeBits, digits).multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
            List<BigDecimal> weights = IntStream.range(0, 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 12))
                    .mapToObj(part ->
                            random.nextInt(5) == 0 ? BigDecimal.ZERO : upTo(random, weightBits, random.nextInt(7)))
                    .toList();
            if (weights.stream().allMatch(weight -> weight.signum() == 0)) {
                return;
            }

            assertThat(Allocation.by(weights).parts(whole, digits)).isEqualTo(byTheRule(whole, weights, digits));
        });
    }

    @Test
    void equalWeightsOfAnySizeGiveTheUnitsLeftToTheFirst() {
        for (BigDecimal weight : List.of(BigDecimal.ONE, new BigDecimal("0.0001"), BigDecimal.TEN.pow(40))) {
            assertThat(Allocation.of(new BigDecimal("-1.0005"), Collections.nCopies(4, weight), 4))
                    .containsExactly(
                            new BigDecimal("-0.2502"),
                            new BigDecimal("-0.2501"),
                            new BigDecimal("-0.2501"),
                            new BigDecimal("-0.2501"));
        }
    }
}
