package nx.sale.domain.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Seeded;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand random steps over families of orders: whatever waiters do, amounts are conserved to the last digit, no line is
 * lost or doubled, an undo restores exactly what was, and every unit of money is accounted for.
 */
class FamilyWalkTest {
    private static final int WALKS = 520;
    private static final int STEPS = 400;
    private static final List<CurrencyCode> CURRENCIES =
            List.of(CurrencyCode.VND, CurrencyCode.VND, new CurrencyCode("USD"), new CurrencyCode("CHF"));

    // FAMILY-14
    @Test
    void nothingIsEverLost() {
        Map<String, Integer> done = new TreeMap<>();
        Seeded.times(WALKS, random -> {
            FamilyWorld world = new FamilyWorld(random, done, Seeded.one(random, CURRENCIES));
            for (int step = 0; step < STEPS; step++) {
                world.step();
                world.check();
            }
        });

        assertThat(done.keySet())
                .as("every kind of step happened")
                .contains(
                        "add",
                        "cancel",
                        "change",
                        "checkOut",
                        "charge",
                        "discountLine",
                        "discountOrder",
                        "divide",
                        "excursion",
                        "guests",
                        "merge",
                        "pay",
                        "rejoin",
                        "revert",
                        "split",
                        "takeBack",
                        "undoMerge",
                        "undoSplit",
                        "waive",
                        "writeOff");
        int refused = done.entrySet().stream()
                .filter(step -> step.getKey().startsWith("refused"))
                .mapToInt(Map.Entry::getValue)
                .sum();
        int all = done.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(all - refused).as("steps taken of " + done).isGreaterThan(100_000);
    }
}
