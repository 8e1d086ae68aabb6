package nx.sale.http.json;

import nx.sale.domain.order.settlement.Tally;
import org.jspecify.annotations.Nullable;

/** What was paid beside the total, and what is still due, among the other fields of an answer. */
public record DueFields(
        @Rules.Means("what rounding to cash added to the total, or took off it")
        String cashRounding,

        @Rules.Means("what is the staff's: in no total") String tip,

        @Rules.Means("what is still to be paid, declared tips aside; null in a draft, 0 once nothing is due") @Nullable
        String due,

        @Rules.Means("what is still to be paid when it is paid in cash; null in a draft, 0 once nothing is due")
        @Nullable
        String cashDue) {
    public static DueFields of(Tally tally) {
        return new DueFields(
                tally.cashRounding().canonical(),
                tally.tip().canonical(),
                tally.due().canonical(),
                tally.cashDue().canonical());
    }

    /** Of a draft: what it will come to is not known. */
    public static DueFields draft(Tally tally) {
        return new DueFields(tally.cashRounding().canonical(), tally.tip().canonical(), null, null);
    }
}
