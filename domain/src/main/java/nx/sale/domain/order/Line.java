package nx.sale.domain.order;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.LineId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.VariantId;

/**
 * A line of an order.
 *
 * @param lead the combo's priced line, when this is one of its parts
 * @param perLead how much of this part is in one unit of the lead; zero when there is no lead
 * @param fare what pricing applied, once checked out
 * @param priceMetadata pricing's v2 snapshot as JSON, once checked out
 * @param seat 0 is shared by the table
 * @param course 0 when courses do not matter
 */
public record Line(
        LineId id,
        Product product,
        Mode mode,
        Optional<LineId> lead,
        Quantity perLead,
        Quantity quantity,
        Prices prices,
        Optional<Fare> fare,
        Optional<String> priceMetadata,
        List<Modifier> modifiers,
        Optional<String> note,
        int seat,
        int course,
        String mergeKey) {
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
     * @param itemId empty for a custom line that stands for no variant
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
     * The amounts of a line.
     *
     * @param held per unit, captured when added: variant price plus modifiers, before tax
     * @param base per unit, before discount
     * @param unit per unit, after discount
     * @param discount of the whole line
     * @param tax of the whole line
     * @param total base times quantity
     */
    public record Prices(Money held, Money base, Money unit, Money discount, Money tax, Money total) {
        static Prices cart(Money held, Quantity quantity) {
            Money zero = Money.zero(held.currency());
            return new Prices(held, held, held, zero, zero, held.times(quantity));
        }
    }

    /** The tariff pricing applied. */
    public record Fare(Optional<String> id, Optional<String> provider) {}

    /** A chosen modifier, per unit of the line. */
    public record Modifier(String code, String name, Quantity quantity, Money unitPrice) {}

    public CurrencyCode currency() {
        return prices.total().currency();
    }

    Line withQuantity(Quantity newQuantity) {
        return new Line(
                id,
                product,
                mode,
                lead,
                perLead,
                newQuantity,
                Prices.cart(prices.held(), newQuantity),
                fare,
                priceMetadata,
                modifiers,
                note,
                seat,
                course,
                mergeKey);
    }

    Line describedBy(Optional<String> newNote, int newSeat, int newCourse) {
        return new Line(
                id,
                product,
                mode,
                lead,
                perLead,
                quantity,
                prices,
                fare,
                priceMetadata,
                modifiers,
                newNote,
                newSeat,
                newCourse,
                MergeKey.of(product.itemType(), product.itemId(), modifiers, newNote, newSeat, newCourse));
    }

    Line priced(Quote.Priced quoted) {
        return new Line(
                id,
                product,
                mode,
                lead,
                perLead,
                quantity,
                new Prices(
                        prices.held(), quoted.base(), quoted.unit(), quoted.discount(), quoted.tax(), quoted.total()),
                Optional.of(quoted.fare()),
                Optional.of(quoted.metadata()),
                modifiers,
                note,
                seat,
                course,
                mergeKey);
    }

    Line backInCart() {
        return new Line(
                id,
                product,
                mode,
                lead,
                perLead,
                quantity,
                Prices.cart(prices.held(), quantity),
                Optional.empty(),
                Optional.empty(),
                modifiers,
                note,
                seat,
                course,
                mergeKey);
    }
}
