package nx.sale.domain.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/**
 * A line of an order. No two components are of one type, so that none can be given in the place of another.
 *
 * @param combo the combo it is a part of
 * @param quoted what pricing said, once checked out
 * @param seat 0 is shared by the table
 * @param journey where it came from
 */
public record Line(
        LineId id,
        Product product,
        Mode mode,
        Optional<ComboPart> combo,
        Quantity quantity,
        Preparation preparation,
        Prices prices,
        Optional<Quoted> quoted,
        List<Modifier> modifiers,
        int seat,
        String mergeKey,
        Journey journey) {
    public Line {
        modifiers = List.copyOf(modifiers);
    }

    /** Whether a line may grow with its twin. */
    public enum Mode {
        PRODUCT,
        CUSTOM
    }

    /**
     * What is sold, as it was when it was added.
     *
     * @param itemType {@code PRODUCT_VARIANT} unless the device says otherwise
     * @param itemId empty for a custom line without a variant
     */
    public record Product(
            String itemType,
            Optional<VariantId> itemId,
            String name,
            Optional<String> sku,
            Optional<String> categoryId,
            Optional<String> categoryName,
            Optional<String> kitchenStationCode) {}

    /**
     * Its place in a combo.
     *
     * @param lead the combo's priced line
     * @param perLead how much of this part is in one unit of the lead
     */
    public record ComboPart(LineId lead, Quantity perLead) {}

    /**
     * What concerns the kitchen.
     *
     * @param course 0 when courses do not matter
     * @param sent how much of it is with the kitchen, or was served: never more than the line's quantity
     */
    public record Preparation(Optional<String> note, int course, Quantity sent) {
        Preparation withSent(Quantity newSent) {
            return new Preparation(note, course, newSent);
        }
    }

    /**
     * The amounts of a line.
     *
     * @param held per unit, captured when added: variant price plus modifiers, before tax
     * @param base per unit, before discount
     * @param unit per unit, after discount
     * @param discount of the whole line
     * @param tax of the whole line
     * @param total base times quantity; after a split the last 0.0001 may stay with the other part (FAMILY-8)
     */
    public record Prices(Money held, Money base, Money unit, Money discount, Money tax, Money total) {
        static Prices cart(Money held, Quantity quantity) {
            Money zero = Money.zero(held.currency());
            return new Prices(held, held, held, zero, zero, held.times(quantity));
        }

        Totals totals() {
            return Totals.exact(total, discount, tax);
        }

        Prices withTotal(Money newTotal) {
            return new Prices(held, base, unit, discount, tax, newTotal);
        }
    }

    /**
     * What pricing said of the line.
     *
     * @param priceMetadata its v2 snapshot as JSON
     */
    public record Quoted(Fare fare, String priceMetadata) {}

    /** The tariff pricing applied. */
    public record Fare(Optional<String> id, Optional<String> provider) {}

    /** A chosen modifier, per unit of the line. */
    public record Modifier(String code, String name, Quantity quantity, Money unitPrice) {}

    /**
     * Where a line has been.
     *
     * @param partOf the line it was split off from
     * @param transfers every order it was moved from and to, oldest first; only ever grows
     */
    public record Journey(Optional<LineId> partOf, List<Transfer> transfers) {
        public static final Journey NATIVE = new Journey(Optional.empty(), List.of());

        public Journey {
            transfers = List.copyOf(transfers);
        }

        Journey then(OrderId from, OrderId to, Instant at) {
            List<Transfer> longer = new ArrayList<>(transfers);
            longer.add(new Transfer(from, to, at));
            return new Journey(partOf, longer);
        }
    }

    /** A move from one order to another. */
    public record Transfer(OrderId source, OrderId target, Instant at) {}

    /** The combo's priced line, when this is one of its parts. */
    public Optional<LineId> lead() {
        return combo.map(ComboPart::lead);
    }

    /** How much of it is in one unit of the lead; zero when there is no lead. */
    public Quantity perLead() {
        return combo.map(ComboPart::perLead).orElse(Quantity.ZERO);
    }

    public Optional<String> note() {
        return preparation.note();
    }

    public int course() {
        return preparation.course();
    }

    public Quantity sent() {
        return preparation.sent();
    }

    /** The quantity that is unsent. */
    public Quantity unsent() {
        return quantity.minus(sent());
    }

    public CurrencyCode currency() {
        return prices.total().currency();
    }

    /**
     * The same with a total that is base price times quantity. Left alone where it is so but for what rounding explains: pricing rounds the
     * price of one, and splits leave fractions with one of the parts (FAMILY-8).
     */
    Line recounted() {
        Money counted = prices.base().times(quantity);
        Money off = prices.total().minus(counted);
        Money allowed = Money.of("0.0001", off.currency()).times(quantity).plus(Money.of("0.01", off.currency()));
        return off.compareTo(allowed) < 0 && off.compareTo(allowed.negate()) > 0
                ? this
                : withPrices(prices.withTotal(counted), quoted);
    }

    Line withQuantity(Quantity newQuantity) {
        return changed(
                id, combo, newQuantity, sent().min(newQuantity), Prices.cart(prices.held(), newQuantity), journey);
    }

    Line moved(OrderId from, OrderId to, Instant at) {
        return changed(id, combo, quantity, sent(), prices, journey.then(from, to, at));
    }

    /**
     * The part of this line that goes to another order: a line of its own, which remembers where it belongs. It takes what is with
     * the kitchen first (KITCHEN-12).
     */
    Line part(LineId partId, Optional<LineId> partLead, Quantity partQuantity, OrderId from, OrderId to, Instant at) {
        Journey ownJourney = new Journey(Optional.of(id), journey.transfers()).then(from, to, at);
        return changed(
                partId,
                partLead.map(lead -> new ComboPart(lead, perLead())),
                partQuantity,
                sent().min(partQuantity),
                prices.withTotal(partTotal(partQuantity)),
                ownJourney);
    }

    /** What a part of this line costs: its price, as long as the line has that much. */
    private Money partTotal(Quantity partQuantity) {
        Money total = prices.base().times(partQuantity);
        return total.compareTo(prices.total()) > 0 ? prices.total() : total;
    }

    /** What stays when a part goes: the rest of quantity and total, to the last digit. */
    Line without(Line part) {
        return changed(
                id,
                combo,
                quantity.minus(part.quantity),
                sent().minus(part.sent()),
                prices.withTotal(prices.total().minus(part.prices.total())),
                journey);
    }

    /** This line with a part folded back into it. */
    Line with(Line part) {
        return changed(
                id,
                combo,
                quantity.plus(part.quantity),
                sent().plus(part.sent()),
                prices.withTotal(prices.total().plus(part.prices.total())),
                journey);
    }

    private Line changed(
            LineId newId,
            Optional<ComboPart> newCombo,
            Quantity newQuantity,
            Quantity newSent,
            Prices newPrices,
            Journey newJourney) {
        return new Line(
                newId,
                product,
                mode,
                newCombo,
                newQuantity,
                preparation.withSent(newSent),
                newPrices,
                quoted,
                modifiers,
                seat,
                mergeKey,
                newJourney);
    }

    private Line withPrices(Prices newPrices, Optional<Quoted> newQuoted) {
        return new Line(
                id,
                product,
                mode,
                combo,
                quantity,
                preparation,
                newPrices,
                newQuoted,
                modifiers,
                seat,
                mergeKey,
                journey);
    }

    Line describedBy(Optional<String> newNote, int newSeat, int newCourse) {
        return new Line(
                id,
                product,
                mode,
                combo,
                quantity,
                new Preparation(newNote, newCourse, sent()),
                prices,
                quoted,
                modifiers,
                newSeat,
                MergeKey.of(product.itemType(), product.itemId(), modifiers, newNote, newSeat, newCourse),
                journey);
    }

    /** Which of the things that the kitchen reads differ from another state of this line. */
    List<String> differences(Line other) {
        List<String> fields = new ArrayList<>();
        if (!note().equals(other.note())) {
            fields.add("note");
        }
        if (seat != other.seat) {
            fields.add("seat");
        }
        if (course() != other.course()) {
            fields.add("course");
        }
        return fields;
    }

    Line priced(Quote.Priced priced) {
        return withPrices(
                new Prices(
                        prices.held(), priced.base(), priced.unit(), priced.discount(), priced.tax(), priced.total()),
                Optional.of(new Quoted(priced.fare(), priced.metadata())));
    }

    Line revertedToCart() {
        return withPrices(Prices.cart(prices.held(), quantity), Optional.empty());
    }
}
