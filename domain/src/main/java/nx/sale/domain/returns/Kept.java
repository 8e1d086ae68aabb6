package nx.sale.domain.returns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillPart;
import nx.sale.domain.check.Share;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;

/** What the guests keep of an order, bill by bill, while goods come back: the exact shares of RETURN-2 to RETURN-4. */
final class Kept {
    /** A line, and how much of it came back. */
    private static final class Sold {
        private final Line line;
        private final Share whole;
        private Quantity gone = Quantity.ZERO;

        Sold(Line line) {
            this.line = line;
            whole = Share.of(line);
        }

        Quantity left() {
            return line.quantity().minus(gone);
        }
    }

    private final Map<LineId, Sold> lines = new LinkedHashMap<>();
    private final Map<Optional<CheckId>, Money> totals = new LinkedHashMap<>();
    private final Map<Optional<CheckId>, Map<LineId, Share>> shares = new LinkedHashMap<>();
    private final Map<Optional<CheckId>, Boolean> touched = new HashMap<>();
    private final CurrencyCode currency;

    /**
     * What is kept after these returns.
     *
     * @param before all returns of the order
     */
    Kept(Bill bill, List<SaleReturn> before) {
        currency = bill.order().header().currency();
        bill.order().lines().forEach(line -> lines.put(line.id(), new Sold(line)));
        for (BillPart part : BillPart.of(bill)) {
            Map<LineId, Share> own = new LinkedHashMap<>();
            part.shares().stream()
                    .filter(share -> !share.empty())
                    .forEach(share -> own.merge(share.line(), share, Share::plus));
            totals.put(part.check(), part.total());
            shares.put(part.check(), own);
        }
        for (SaleReturn goods : before) {
            goods.items()
                    .forEach(item ->
                            sold(item.line()).gone = sold(item.line()).gone.plus(item.quantity()));
            goods.parts().forEach(this::take);
        }
    }

    /** Rejects a line that is not of this order, or that is a part of a combo. */
    private Sold lead(LineId id) {
        Sold sold = lines.get(id);
        if (sold == null) {
            throw new Rejected(new OrderError.LineNotFound(id));
        }
        sold.line.lead().ifPresent(lead -> {
            throw new Rejected(new OrderError.PartOfCombo(id, lead));
        });
        return sold;
    }

    private Sold sold(LineId id) {
        Sold sold = lines.get(id);
        if (sold == null) {
            throw new IllegalStateException("a return of line " + id + " that the order does not have");
        }
        return sold;
    }

    private List<Sold> partsOf(LineId lead) {
        return lines.values().stream()
                .filter(sold -> sold.line.lead().filter(lead::equals).isPresent())
                .toList();
    }

    /** A line that came back, with its parts by bill. */
    record Gone(SaleReturn.Item item, List<SaleReturn.Part> parts) {}

    /**
     * Takes so much of a line out of what is kept, with the parts of a combo. Rejects more than is left, and a combo that is not whole.
     *
     * @return the line, then the parts of the combo
     */
    List<Gone> take(SaleReturn.Item wanted) {
        Sold sold = lead(wanted.line());
        Quantity left = sold.left();
        if (wanted.quantity().compareTo(left) > 0) {
            throw new Rejected(new ReturnError.Exceeds(wanted.line(), wanted.quantity(), left));
        }
        List<Sold> parts = partsOf(wanted.line());
        if (!parts.isEmpty() && !wanted.quantity().whole() && !wanted.quantity().equals(left)) {
            throw new Rejected(new ReturnError.NotWhole(wanted.line(), wanted.quantity()));
        }
        Quantity before = sold.gone;
        Quantity after = before.plus(wanted.quantity());
        List<Gone> gone = new ArrayList<>(List.of(gone(sold, before, after, sold.line.quantity(), wanted)));
        for (Sold part : parts) {
            gone.add(gone(part, before, after, sold.line.quantity(), wanted));
        }
        return gone;
    }

    /** A(k + q) - A(k) of every amount, divided over the bills by what they have left of the line. */
    private Gone gone(Sold sold, Quantity before, Quantity after, Quantity of, SaleReturn.Item wanted) {
        Share share = sold.whole.inProportion(after, of).minus(sold.whole.inProportion(before, of));
        sold.gone = sold.gone.plus(share.quantity());
        List<Optional<CheckId>> bills = new ArrayList<>();
        List<Share> left = new ArrayList<>();
        shares.forEach(
                (bill, own) -> Optional.ofNullable(own.get(sold.line.id())).ifPresent(has -> {
                    bills.add(bill);
                    left.add(has);
                }));
        List<Share> over = share.over(left);
        List<SaleReturn.Part> parts = new ArrayList<>();
        for (int place = 0; place < bills.size(); place++) {
            if (!over.get(place).empty()) {
                parts.add(new SaleReturn.Part(bills.get(place), over.get(place)));
            }
        }
        parts.forEach(this::take);
        return new Gone(
                new SaleReturn.Item(sold.line.id(), share.quantity(), wanted.restock(), wanted.reason()), parts);
    }

    private void take(SaleReturn.Part part) {
        touched.put(part.check(), true);
        LineId line = part.share().line();
        Map<LineId, Share> own = shares.getOrDefault(part.check(), Map.of());
        Share left = Optional.ofNullable(own.get(line))
                .orElseThrow(() -> new IllegalStateException("a return on a check that does not have line " + line));
        own.put(line, left.minus(part.share()));
    }

    /** Every bill of the order. */
    List<Optional<CheckId>> bills() {
        return List.copyOf(totals.keySet());
    }

    /**
     * What is kept of a bill: its total while nothing of it came back, what is left in payable money afterwards, never more than the
     * total; nothing when nothing is left.
     */
    Money of(Optional<CheckId> bill) {
        Money total = totals.getOrDefault(bill, Money.zero(currency));
        if (!touched.getOrDefault(bill, false)) {
            return total;
        }
        List<Share> left = List.copyOf(shares.getOrDefault(bill, Map.of()).values());
        return new BillPart(bill, left, total).kept(Money.zero(currency));
    }

    /** Whether every quantity of every line came back. */
    boolean nothing() {
        return lines.values().stream().allMatch(sold -> sold.left().zero());
    }
}
