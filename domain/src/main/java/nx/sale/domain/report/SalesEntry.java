package nx.sale.domain.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;

/**
 * By how much something beside the total of an order changed: the difference, on the trading day on which it did. Earlier days do not change.
 *
 * @param tender of a tip; empty for money whose tender no attempt names
 * @param staff whose tip it is, as rows name an actor
 */
public record SalesEntry(
        MerchantId merchant,
        OrderId order,
        Kind kind,
        LocalDate day,
        Optional<Tender> tender,
        Optional<String> staff,
        Money amount,
        Instant at) {
    /** What changed. */
    public enum Kind {
        ROUNDING,
        TIP
    }
}
