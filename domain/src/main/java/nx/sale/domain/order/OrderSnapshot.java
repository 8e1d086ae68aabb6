package nx.sale.domain.order;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.order.discount.Taken;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/** An order with its lines, as stored: for reading, and the shape storage gives and takes. */
public record OrderSnapshot(OrderHeader header, List<Line> lines) {
    public OrderSnapshot {
        lines = List.copyOf(lines);
    }

    /** What was given, on the order or on a line of it. Rejects with NotFound. */
    public Adjustment adjustment(AdjustmentId id) {
        return Stream.concat(
                        header.discounts().adjustments().stream(),
                        lines.stream().flatMap(line -> line.discounts().adjustments().stream()))
                .filter(adjustment -> adjustment.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Rejected(new DiscountError.NotFound(id)));
    }

    /** The header, when there is this line and it stands for itself. Rejects with LineNotFound, PartOfCombo. */
    public OrderHeader requireLead(LineId line) {
        new Lines(lines).requireLead(line);
        return header;
    }

    /** The line that something was given on; empty when it was given on the order. */
    public Optional<LineId> lineOf(AdjustmentId id) {
        return lines.stream()
                .filter(line -> line.discounts().has(id))
                .map(Line::id)
                .findFirst();
    }

    /** What is above a limit that nobody allowed, when more is given (DISCOUNT-12). All lines must be there. */
    public List<DiscountLimit.Excess> aboveLimit(BigDecimal percent) {
        return DiscountLimit.excesses(leads(), header.discounts(), percent);
    }

    /** What is above a limit that nobody allowed, when nothing more is given (DISCOUNT-19). All lines must be there. */
    public List<DiscountLimit.Excess> aboveLimitAtCheckout(BigDecimal percent) {
        return DiscountLimit.excessesAtCheckout(leads(), header.discounts(), percent);
    }

    /** Where somebody's word for what is above a limit is remembered. All lines must be there. */
    public Map<AdjustmentId, Adjustment.Allowed> bearers(DiscountLimit.Excess excess, Adjustment.Allowed word) {
        return DiscountLimit.bearers(leads(), header.discounts(), excess, word);
    }

    /** What was given on the order, for the limit; of one of its lines when it is named. All lines must be there. */
    public Money discount(Optional<LineId> line) {
        return DiscountLimit.whole(leads(), header.discounts(), line);
    }

    Adjustment.Judged judged() {
        return DiscountLimit.judged(leads(), header.discounts());
    }

    /** What each adjustment takes now. All lines must be there. */
    public Map<AdjustmentId, Money> taken() {
        return Taken.of(leads(), header.discounts());
    }

    private List<DiscountLimit.OnLine> leads() {
        return lines.stream()
                .filter(line -> line.lead().isEmpty())
                .map(Line::forLimit)
                .toList();
    }
}
