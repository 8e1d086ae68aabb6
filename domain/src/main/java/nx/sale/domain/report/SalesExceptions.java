package nx.sale.domain.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.CurrencyCode;

/** What was done out of the ordinary, and a manager looks at (REPORT-10). */
public interface SalesExceptions {
    /**
     * What one person did, allowed by one person and for one reason.
     *
     * @param person as rows name an actor: {@code user:42}
     * @param approver who let it be done; several, when one deed needed several approvals, are separated by a space
     * @param reason a code of the merchant's list, or what was said
     * @param count how often; of discounts, comps and waived charges on how many orders; of returns how many have this reason
     * @param amount what it is about: the price of the dishes, what was taken off, the total of the order, or what is missing or went back
     */
    record Deeds(
            Kind kind,
            String person,
            Optional<String> approver,
            Optional<String> reason,
            CurrencyCode currency,
            long count,
            BigDecimal amount) {
        /** What was done. */
        public enum Kind {
            REMOVED_SERVED,
            VOID,
            COMP,
            DISCOUNT,
            WAIVED_CHARGE,
            CANCELLATION,
            WRITE_OFF,
            COMPLETED_BY_HAND,
            RETURN,
            NO_SALE
        }
    }

    /**
     * The greatest sum first. Discounts, comps and waived charges are those of what was sold on these days, as in
     * {@link SalesReports#discounts}; everything else is in it when it was done.
     *
     * @param begins when the first of the days begins
     * @param ends when the day after the last begins
     */
    Report<Deeds> list(MerchantId merchant, TradingDays days, Instant begins, Instant ends);
}
