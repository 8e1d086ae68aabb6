package nx.sale.domain.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.order.discount.LineDiscount;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Seeded;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand random steps over families of orders: whatever waiters do, amounts are conserved to the last digit, no line is
 * lost or doubled, an undo restores exactly what was, and every unit of money is accounted for.
 */
class FamilyWalkTest {
    private static final int WALKS = 520;
    private static final int STEPS = 400;
    private static final List<CurrencyCode> CURRENCIES =
            Stream.of("VND", "USD", "CHF", "JPY", "KWD").map(CurrencyCode::new).toList();

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

    /** A rule that is wrong on purpose is found by what is checked after each step. */
    @Nested
    class WrongRules {
        private static void assertFound(Predicate<Line> at, UnaryOperator<Line> wrong) {
            assertThatThrownBy(() -> Seeded.times(WALKS, random -> {
                        FamilyWorld world = new FamilyWorld(
                                random,
                                new TreeMap<>(),
                                Seeded.one(random, CURRENCIES),
                                order -> changed(order, at, wrong));
                        for (int step = 0; step < STEPS; step++) {
                            world.step();
                            world.check();
                        }
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasRootCauseInstanceOf(AssertionError.class);
        }

        private static OrderSnapshot changed(OrderSnapshot order, Predicate<Line> at, UnaryOperator<Line> wrong) {
            return new OrderSnapshot(
                    order.header(),
                    order.lines().stream()
                            .map(line -> at.test(line) ? wrong.apply(line) : line)
                            .toList());
        }

        private static Line with(Line line, Money discount, Charges.Part charged, LineDiscount given) {
            Line.Prices prices = line.prices();
            return new Line(
                    line.id(),
                    line.product(),
                    line.mode(),
                    line.combo(),
                    line.quantity(),
                    line.preparation(),
                    new Line.Prices(
                            prices.held(),
                            prices.base(),
                            prices.unit(),
                            discount,
                            prices.tax(),
                            prices.total(),
                            charged),
                    line.quoted(),
                    line.modifiers(),
                    line.seat(),
                    line.mergeKey(),
                    line.journey(),
                    given);
        }

        // DISCOUNT-3
        @Test
        void aDiscountThatGrowsWithEachStepIsFound() {
            assertFound(
                    line -> line.discounts().amount().positive()
                            && line.prices().discount().compareTo(line.prices().total()) < 0,
                    line -> {
                        Money least = new Money(
                                new BigDecimal("0.0001"), line.prices().total().currency());
                        return with(
                                line,
                                line.prices().discount().plus(least),
                                line.prices().charged(),
                                line.discounts()
                                        .withAmount(line.discounts().amount().plus(least)));
                    });
        }

        // CHARGE-5
        @Test
        void aLineThatLosesItsPartOfAChargeIsFound() {
            assertFound(
                    line -> line.prices().charged().amount().positive(),
                    line -> with(
                            line,
                            line.prices().discount(),
                            Charges.Part.none(line.prices().total().currency()),
                            line.discounts()));
        }

        // DISCOUNT-9
        @Test
        void aPartOfALineThatForgetsWhatWasGivenIsFound() {
            assertFound(
                    line -> line.journey().partOf().isPresent()
                            && !line.discounts().adjustments().isEmpty(),
                    line -> with(
                            line,
                            line.prices().discount(),
                            line.prices().charged(),
                            new LineDiscount(List.of(), line.discounts().amount())));
        }

        // DISCOUNT-11
        @Test
        void anUndoThatGivesBackLessThanItTookIsFound() {
            assertFound(
                    line -> !line.journey().transfers().isEmpty()
                            && line.discounts().amount().positive(),
                    line -> with(
                            line,
                            Money.zero(line.prices().total().currency()),
                            line.prices().charged(),
                            line.discounts()
                                    .withAmount(Money.zero(line.prices().total().currency()))));
        }
    }
}
