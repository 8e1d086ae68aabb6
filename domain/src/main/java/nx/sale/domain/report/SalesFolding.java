package nx.sale.domain.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Tx;

/**
 * Completed orders on their way into the daily sums. Reports read the sums and add what is not folded yet, in one statement, so it
 * does not matter to them how far the folding has come.
 */
public interface SalesFolding {
    /** How long an order is left alone: folded in batches, a busy day's sums are written seldom. */
    Duration WAITS = Duration.ofMinutes(10);

    /** Notes an order that is completed in {@code tx}. Whoever changes it afterwards calls {@link #addDay}. */
    void add(Tx tx, MerchantId merchant, OrderId order, Instant at);

    /**
     * Takes a day out of the sums and notes all its orders anew: a completed one of them was corrected in {@code tx}. Reports
     * read the day from its orders until they are folded again.
     */
    void addDay(Tx tx, MerchantId merchant, LocalDate businessDate, CurrencyCode currency, Instant at);

    /** Notes what changed beside the total of an order. */
    void addEntry(Tx tx, SalesEntry entry);

    /** Merchants with orders that were noted before a moment, whose order waits longest first; {@code without} some. */
    List<MerchantId> listWithUnfolded(Instant before, Collection<MerchantId> without, int limit);

    /**
     * Folds orders of a merchant that were noted before a moment.
     *
     * @return how many; 0 when none waits
     */
    int update(Tx tx, MerchantId merchant, Instant before, int limit);
}
