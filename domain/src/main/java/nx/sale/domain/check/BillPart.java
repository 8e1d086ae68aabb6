package nx.sale.domain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.shared.Money;

/**
 * A check with its parts of the lines, or what is on no check.
 *
 * @param check empty for what is on no check: all of a bill that is not divided
 * @param total payable
 */
public record BillPart(Optional<CheckId> check, List<Share> shares, Money total) {
    public BillPart {
        shares = List.copyOf(shares);
    }

    /**
     * What is kept of it: its total while nothing of it came back, what is left in payable money afterwards, never more than the total
     * (RETURN-4).
     *
     * @param back what came back, not rounded
     */
    public Money kept(Money back) {
        return Share.sum(shares, total.currency())
                .total()
                .minus(back)
                .max(Money.zero(total.currency()))
                .payable()
                .min(total);
    }

    /** The live checks, written-off ones too, and what is on none of them: together the order. */
    public static List<BillPart> of(Bill bill) {
        List<BillPart> parts = new ArrayList<>();
        bill.checks()
                .forEach(check -> parts.add(new BillPart(
                        Optional.of(check.id()), check.shares(), check.totals().total())));
        Rest rest = bill.rest();
        parts.add(new BillPart(
                Optional.empty(), rest.parts().stream().map(Rest.Part::left).toList(), rest.total()));
        return parts;
    }
}
