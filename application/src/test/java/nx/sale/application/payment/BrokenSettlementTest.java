package nx.sale.application.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mutants of the rules of cash rounding and tips: by a rule with one change the worked cases must come out otherwise. */
class BrokenSettlementTest {
    // ROUND-2
    @Test
    void aBillBelowOneIncrementIsPaidByNothing() {
        caught("rest.inMultiplesOf(coin).max(coin)", "rest.inMultiplesOf(coin)");
    }

    // ROUND-2
    @Test
    void exactCashThatIsNoMultipleDoesNotSettle() {
        caught("byCash || received.compareTo(total) >= 0", "byCash");
    }

    // ROUND-2
    @Test
    void whatIsCoveredExactlyIsRoundedAllTheSame() {
        caught("byCash && need.positive() ? need", "settled && need.positive() ? need");
    }

    // ROUND-2
    @Test
    void cashIsRoundedOfTheTotalAndNotOfTheRest() {
        caught("need.minus(total.minus(money.other()))", "need.minus(total)");
    }

    // TIP-2
    @Test
    void theTipComesBeforeTheBill() {
        caught("kept.plus(declared.min(free))", "kept.plus(declared)");
    }

    // TIP-3
    @Test
    void aDeclaredTipPaysTheBill() {
        caught("total.minus(received).plus(money.tips().declared()).min(total)", "total.minus(received)");
    }

    /** So that a mutant is caught for its change, and not because it was compiled here. */
    @Test
    void theRulesAsTheyAreGiveTheWorkedCases() {
        assertThat(wrong("record Payable", "record Payable")).isEmpty();
    }

    private static void caught(String rule, String broken) {
        assertThat(wrong(rule, broken)).as("worked cases that tell: " + broken).isNotEmpty();
    }

    /** The worked cases that come out otherwise with this change. */
    private static List<?> wrong(String rule, String broken) {
        try {
            return (List<?>) BrokenDomain.with("order/settlement", rule, broken)
                    .loadClass(BrokenDomain.ROOT + "order.settlement.WorkedCases")
                    .getMethod("wrong")
                    .invoke(null);
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
