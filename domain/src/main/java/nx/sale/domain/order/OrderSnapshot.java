package nx.sale.domain.order;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.order.discount.Taken;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;

/** An order with its lines, as stored: for reading, and the shape storage gives and takes. */
public record OrderSnapshot(OrderHeader header, List<Line> lines) {
    public OrderSnapshot {
        lines = List.copyOf(lines);
    }

    /** What the kitchen has of a line. */
    public record InKitchen(LineId line, Quantity sent, Quantity voided) {}

    /**
     * This order under its lock; empty when it is not at this revision any more.
     *
     * @param now the header, read under the lock
     * @param kitchen what the kitchen has or had of each line, read under the lock; those it had nothing of may be missing
     */
    public Optional<OrderSnapshot> locked(OrderHeader now, Collection<InKitchen> kitchen) {
        if (now.revision() != header.revision()) {
            return Optional.empty();
        }
        Map<LineId, InKitchen> had = kitchen.stream().collect(Collectors.toMap(InKitchen::line, Function.identity()));
        return Optional.of(new OrderSnapshot(
                now,
                lines.stream()
                        .map(line -> line.inKitchen(
                                had.getOrDefault(line.id(), new InKitchen(line.id(), Quantity.ZERO, Quantity.ZERO))))
                        .toList()));
    }

    /** What was given, on the order or on a line of it. Rejects with NotFound. */
    public Adjustment adjustment(AdjustmentId id) {
        return adjustments()
                .filter(adjustment -> adjustment.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Rejected(new DiscountError.NotFound(id)));
    }

    private Stream<Adjustment> adjustments() {
        return Stream.concat(
                header.discounts().adjustments().stream(),
                lines.stream().flatMap(line -> line.discounts().adjustments().stream()));
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

    /** Whether what was given on orders is within a limit and what people said. All lines must be there. */
    boolean ofOrderWithin(BigDecimal percent) {
        return DiscountLimit.ofOrderWithin(leads(), header.discounts(), percent);
    }

    /** Whether what is given on each of these lines counts for the line alone: they are above the limit. */
    public boolean eachAboveLimit(Collection<LineId> these, BigDecimal percent) {
        Set<LineId> asked = Set.copyOf(these);
        return lines.stream()
                .filter(line -> asked.contains(line.id()))
                .allMatch(line -> DiscountLimit.above(line.forLimit(), header.discounts(), percent));
    }

    /**
     * Where somebody's word for what is above a limit is remembered: they say now what only operations allowed before. All lines must be
     * there.
     */
    public Map<AdjustmentId, Adjustment.Allowed> bearers(DiscountLimit.Excess excess, Adjustment.Allowed word) {
        Map<AdjustmentId, Adjustment.Allowed> words = words(excess, word.upTo(), (id, upTo) -> word.withUpTo(upTo));
        if (!words.isEmpty() && word.of() == Adjustment.Scope.ORDER) {
            adjustments()
                    .forEach(adjustment -> adjustment
                            .grounds()
                            .allowed()
                            .filter(other ->
                                    other.of() == word.of() && other.moved().positive())
                            .ifPresent(other -> words.putIfAbsent(
                                    adjustment.id(), new Adjustment.Allowed(other.by(), other.upTo(), other.of()))));
        }
        return words;
    }

    /**
     * Up to how much of its line or order somebody allowed each adjustment that has a word, of an order with what was allowed before. All
     * lines must be there.
     */
    public Map<AdjustmentId, Money> allowedUpTo() {
        return DiscountLimit.upTo(leads(), header.discounts());
    }

    /** The word for what a merge or a split brought: up to what it is now, in the name of who allowed or gave it (DISCOUNT-19). */
    Map<AdjustmentId, Adjustment.Allowed> words(DiscountLimit.Excess excess) {
        Map<AdjustmentId, Adjustment> all =
                adjustments().collect(Collectors.toMap(Adjustment::id, Function.identity()));
        return words(
                excess,
                excess.discount(),
                (id, upTo) -> Objects.requireNonNull(all.get(id)).movedWord(upTo));
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
