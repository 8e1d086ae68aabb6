package nx.sale.domain.returns;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.check.Share;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.order.Totals;
import nx.sale.domain.payment.refund.GoodsBack;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Trace;

/**
 * Goods of one order that came back at one moment. It never changes.
 *
 * @param number counts the returns of an order from 1
 * @param items what came back, the parts of combos too
 * @param parts the amounts of each line, by the check they fall on
 * @param device the till at which it was taken
 * @param businessDate the trading day of the return
 */
public record SaleReturn(
        ReturnId id,
        OrderId order,
        long number,
        List<Item> items,
        List<Part> parts,
        Sums sums,
        Optional<DeviceId> device,
        Optional<String> note,
        LocalDate businessDate,
        Trace trace) {
    /**
     * A line of it.
     *
     * @param restock whether it can be sold again
     * @param reason a code of the merchant's list, or free text without one
     */
    public record Item(LineId line, Quantity quantity, boolean restock, Optional<String> reason) {}

    /** What of a line falls on one check, or on the order as a whole. */
    public record Part(Optional<CheckId> check, Share share) {}

    /** What of the rounding to cash of one bill is taken back. */
    public record Rounding(Optional<CheckId> check, Money amount) {}

    /**
     * What it comes to. What goes back and what nobody had paid are together the total and the rounding to cash that is taken back.
     *
     * @param totals the sale's amounts taken back; the total is what its bills give back
     * @param unpaid what nobody had paid
     * @param roundings of the bills whose cash was rounded (RETURN-19)
     */
    public record Sums(Totals totals, Money unpaid, List<Rounding> roundings) {
        public Sums {
            roundings = List.copyOf(roundings);
        }

        /** What of the rounding to cash is taken back in all. */
        public Money cashRounding() {
            return roundings.stream().map(Rounding::amount).reduce(Money.zero(unpaid.currency()), Money::plus);
        }
    }

    /** What it took out of each bill. */
    public List<GoodsBack> goodsBack() {
        CurrencyCode currency = sums.unpaid().currency();
        Map<Optional<CheckId>, List<Share>> shares = new LinkedHashMap<>();
        parts.forEach(part ->
                shares.computeIfAbsent(part.check(), check -> new ArrayList<>()).add(part.share()));
        return shares.entrySet().stream()
                .map(bill -> new GoodsBack(
                        bill.getKey(),
                        Share.sum(bill.getValue(), currency).total(),
                        sums.roundings().stream()
                                .filter(rounding -> rounding.check().equals(bill.getKey()))
                                .map(Rounding::amount)
                                .reduce(Money.zero(currency), Money::plus)))
                .toList();
    }

    public SaleReturn {
        items = List.copyOf(items);
        parts = List.copyOf(parts);
    }
}
