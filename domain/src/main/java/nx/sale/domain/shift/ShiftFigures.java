package nx.sale.domain.shift;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Tender;

/** The running sums of a shift, kept as facts arrive: as many rows as there are tenders and currencies, however many orders. */
public record ShiftFigures(
        List<TenderSum> tenders,
        List<SalesSum> sales,
        List<TipSum> tips,
        List<RefundSum> refunds,
        List<ReturnSum> returns) {
    /**
     * Money that came in by one tender, net of change.
     *
     * @param tender empty for money whose tender no attempt names
     * @param carried what of the amount came while no shift was open, before this one
     */
    public record TenderSum(
            Optional<Tender> tender, CurrencyCode currency, long payments, BigDecimal amount, BigDecimal carried) {}

    /**
     * Orders that ended, and money to review, in one currency.
     *
     * @param orders completed in this shift; the sums are theirs
     * @param carriedOrders how many of them were completed while no shift was open, before this one
     * @param late money that no order waited for
     * @param over money beyond what was due
     * @param cashRounding what rounding to cash added to totals, or took off them
     */
    public record SalesSum(
            CurrencyCode currency,
            long orders,
            long carriedOrders,
            BigDecimal subtotal,
            BigDecimal discount,
            BigDecimal charge,
            BigDecimal tax,
            BigDecimal rounding,
            BigDecimal total,
            long cancelledOrders,
            BigDecimal cancelledTotal,
            BigDecimal late,
            BigDecimal over,
            BigDecimal cashRounding) {}

    /**
     * Tips of one person by one tender.
     *
     * @param tender empty for money whose tender no attempt names
     * @param user as rows name an actor
     */
    public record TipSum(Optional<Tender> tender, String user, CurrencyCode currency, BigDecimal amount) {}

    /**
     * What went back for returns by one tender.
     *
     * @param refunds those that failed are taken off
     * @param carried what of the amount went back while no shift was open, before this one
     */
    public record RefundSum(
            Tender tender, CurrencyCode currency, long refunds, BigDecimal amount, BigDecimal carried) {}

    /** Goods that came back, in one currency. */
    public record ReturnSum(CurrencyCode currency, long returns, BigDecimal total) {}

    public static final ShiftFigures NONE = new ShiftFigures(List.of(), List.of(), List.of(), List.of(), List.of());

    public ShiftFigures {
        tenders = List.copyOf(tenders);
        sales = List.copyOf(sales);
        tips = List.copyOf(tips);
        refunds = List.copyOf(refunds);
        returns = List.copyOf(returns);
    }

    /** Cash that sales brought into the drawer. */
    BigDecimal cash(CurrencyCode currency) {
        return tenders.stream()
                .filter(sum -> sum.currency().equals(currency)
                        && sum.tender().filter(Tender.CASH::equals).isPresent())
                .map(TenderSum::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Cash that returns took out of the drawer. */
    BigDecimal cashRefunded(CurrencyCode currency) {
        return refunds.stream()
                .filter(sum -> sum.currency().equals(currency) && sum.tender() == Tender.CASH)
                .map(RefundSum::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
