package nx.sale.application.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Mutants of the rules of returns and refunds: by a rule with one change a test that is named for it must fail. */
class BrokenReturnsTest {
    /** Random walks: what must hold of every sequence. */
    private static final String WALK = "ReturnWalkTest";
    /** The table of docs/rules/return-cases.md. */
    private static final String CASES = "ReturnCasesTest";

    private static final String SITUATIONS = "ReturningTest";
    private static final String ONE_PAYMENT = "MoneyOfOnePaymentTest";
    private static final String OPEN = "OpenRefundsTest";

    // RETURN-2, RETURN-3
    @Test
    void aShareThatIsRoundedForEachReturnIsCaught() {
        caughtBy(
                WALK,
                "returns",
                "sold.whole.inProportion(after, of).minus(sold.whole.inProportion(before, of))",
                "sold.whole.inProportion(wanted.quantity(), of)");
    }

    // RETURN-7
    @Test
    void unpaidGoodsOfWhichNothingIsSaidAreCaught() {
        caughtBy(WALK, "returns", "return inCash(otherBack).minus(cashBack(otherBack));", "return zero();");
    }

    // RETURN-19
    @Test
    void roundingThatIsNotTakenBackIsCaught() {
        caughtBy(WALK, "returns", "return otherBack.plus(inCash(otherBack)).minus(given);", "return zero();");
    }

    // RETURN-4, RETURN-6
    @Test
    void moreMoneyThanGoodsIsCaught() {
        caughtBy(WALK, "returns", ".min(share.room(purse.ofCash()))", "");
    }

    // RETURN-6
    @Test
    void aTipThatGoesBackWithTheGoodsIsCaught() {
        caughtBy(SITUATIONS, "payment", "piece.amount().minus(tip)))", "piece.amount()))");
    }

    // RETURN-6
    @Test
    void moneyLimitedByTheBillAndNotByThePaymentIsCaught() {
        caughtBy(
                ONE_PAYMENT,
                "returns",
                "left.min(purse.left).min(share.room(purse.ofCash()))",
                "left.min(share.room(purse.ofCash()))");
    }

    // RETURN-19
    @Test
    void cashThatGoesBackUnroundedIsCaught() {
        caughtBy(CASES, "returns", "kept.need(stays.max(zero()))", "kept.total().minus(stays).max(zero())");
    }

    // RETURN-10
    @Test
    void aFailedRefundThatKeepsItsMoneyIsCaught() {
        caughtBy(SITUATIONS, "payment/refund", "return status() != Status.FAILED;", "return true;");
    }

    // RETURN-6
    @Test
    void moneyOnItsWayBackThatIsStillHereIsCaught() {
        caughtBy(
                SITUATIONS,
                "payment/refund",
                "return status() != Status.FAILED;",
                "return status() == Status.SUCCESS;");
    }

    // RETURN-8
    @Test
    void cashThatGoesBackBeforeTheCardIsCaught() {
        caughtBy(CASES, "returns", "one.tender() == Tender.CASH)", "one.tender() != Tender.CASH)");
    }

    // RETURN-12
    @Test
    void aFailureThatBeatsASuccessIsCaught() {
        caughtBy(SITUATIONS, "payment/refund", "told.compareTo(status()) <= 0 ? this", "told == status() ? this");
    }

    // RETURN-22
    @Test
    void surplusThatIsMeasuredByTheTotalOfReturnedGoodsIsCaught() {
        caughtBy(CASES, "payment", "if (back.isEmpty()) {", "if (!back.isEmpty() || back.isEmpty()) {");
    }

    // RETURN-10, RETURN-22
    @Test
    void moneyThatAFailedRefundOwesAndAReviewTooIsCaught() {
        caughtBy(
                CASES,
                "payment",
                ".minus(owed(purpose)).minus(kept(purpose, rounding))",
                ".minus(kept(purpose, rounding))");
    }

    // RETURN-10, RETURN-22
    @Test
    void aRetryOfWhatAReplacedRefundGaveAfterAllIsCaught() {
        caughtBy(CASES, "payment", ".min(owed(failed.source().check()))", "");
    }

    // RETURN-6, RETURN-22
    @Test
    void moneyOfOtherPaymentsThatTheGuestHasFromOneTwiceIsCaught() {
        caughtBy(CASES, "payment", "notBack(attempt).negate().max(zero)", "zero");
    }

    // RETURN-14, RETURN-22
    @Test
    void moneyThatAReviewGaveTwiceAndGoodsGiveOnceMoreIsCaught() {
        caughtBy(
                CASES,
                "payment",
                "Money left = refund.amount().minus(ofReview);",
                "Money left = refund.cause().goods().isPresent() ? refund.amount() : zero;");
    }

    // RETURN-22
    @Test
    void anAnswerThatReviewsAreNotToldOfIsCaught() {
        caughtBy(
                WALK,
                "returns",
                "private static void align(Bill bill, PaymentLedger ledger, Returning.Context context) {",
                "private static void align(Bill bill, PaymentLedger ledger, Returning.Context context) { if (true) return;");
    }

    // RETURN-23
    @Test
    void aFailedRefundThatStaysOpenWithNothingLeftIsCaught() {
        caughtBy(
                OPEN,
                "payment",
                ".allMatch(attempt -> possible(failed, attempt).compareTo(least) < 0);",
                ".allMatch(attempt -> false);");
    }

    // RETURN-23
    @Test
    void aFailedRefundThatIsNotOpenAlthoughItIsOwedIsCaught() {
        caughtBy(
                OPEN,
                "payment",
                ".allMatch(attempt -> possible(failed, attempt).compareTo(least) < 0);",
                ".allMatch(attempt -> true);");
    }

    // RETURN-23
    @Test
    void moneyThatBecameATipAndThatARefundIsStillAskedForIsCaught() {
        caughtBy(
                WALK,
                "payment",
                "Purse.noteWhatIsLeft(bill, ledger, by, at);\n        return differences;",
                "return differences;");
    }

    // RETURN-13
    @Test
    void whatIsSaidToHaveGoneTwiceAlthoughARefundFailedIsCaught() {
        caughtBy(OPEN, "returns", "beyond.minus(Purse.of(bill, ledger).beyondOwed(after))", "beyond.minus(beyond)");
    }

    /** So that a mutant is caught for its change, and not because it was compiled and loaded here. */
    @Test
    void theRulesAsTheyAreFailNothing() throws IOException, ReflectiveOperationException {
        BrokenDomain whole = BrokenDomain.with("returns", "final class Kept", "final class Kept");

        for (String tests : new String[] {CASES, SITUATIONS, ONE_PAYMENT, OPEN}) {
            assertThat(whole.failing(BrokenDomain.ROOT + "returns." + tests)).isEmpty();
        }
    }

    private static void caughtBy(String tests, String folder, String rule, String broken) {
        try {
            assertThat(BrokenDomain.with(folder, rule, broken).failing(BrokenDomain.ROOT + "returns." + tests))
                    .as("tests that tell: " + broken)
                    .isNotEmpty();
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
