package nx.sale.domain.order;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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

    /** What is above a limit that nobody allowed (DISCOUNT-12). All lines must be there. */
    public List<DiscountLimit.Excess> aboveLimit(BigDecimal percent) {
        return DiscountLimit.excesses(leads(), header.discounts(), percent);
    }

    /** Whether what is given on this line counts for the line alone: it is above the limit. All lines must be there. */
    public boolean aboveLimit(LineId line, BigDecimal percent) {
        return leads().stream()
                .filter(lead -> lead.line().equals(line))
                .anyMatch(lead -> DiscountLimit.above(lead, header.discounts(), percent));
    }

    /** Where somebody's word for what is above a limit is remembered. All lines must be there. */
    public Map<AdjustmentId, Adjustment.Allowed> bearers(DiscountLimit.Excess excess, Adjustment.Allowed word) {
        return words(excess, word.upTo(), (id, upTo) -> word.withUpTo(upTo));
    }

    /** The word for what a merge or a split brought: up to what it is now, in the name of who allowed or gave it (DISCOUNT-19). */
    Map<AdjustmentId, Adjustment.Allowed> words(DiscountLimit.Excess excess) {
        return words(excess, excess.discount(), (id, upTo) -> adjustment(id).sameWord(upTo));
    }

    private Map<AdjustmentId, Adjustment.Allowed> words(
            DiscountLimit.Excess excess, Money upTo, BiFunction<AdjustmentId, Money, Adjustment.Allowed> word) {
        Map<AdjustmentId, Adjustment.Allowed> words = new HashMap<>();
        DiscountLimit.bearers(leads(), header.discounts(), excess, upTo)
                .forEach((id, part) -> words.put(id, word.apply(id, part)));
        return words;
    }

    /** What was given on the order, for the limit; of one of its lines when it is named. All lines must be there. */
    public Money discount(Optional<LineId> line, BigDecimal percent) {
        return DiscountLimit.whole(leads(), header.discounts(), line, percent);
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
