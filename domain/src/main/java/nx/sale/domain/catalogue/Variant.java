package nx.sale.domain.catalogue;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/**
 * Something for sale.
 *
 * @param price per unit, before tax
 * @param modifiers what may be chosen with it, each at its own price
 * @param components parts of a combo, empty otherwise
 */
public record Variant(
        VariantId id,
        String name,
        Optional<String> sku,
        VariantType type,
        Money price,
        Optional<String> categoryId,
        Optional<String> categoryName,
        Optional<String> kitchenStationCode,
        List<Choice> modifiers,
        List<Component> components,
        boolean active) {
    public Variant {
        modifiers = List.copyOf(modifiers);
        components = List.copyOf(components);
    }

    /** A modifier on offer: extra cheese for 10,000. */
    public record Choice(String code, String name, Money unitPrice) {}

    /** So much of another variant in one unit of the combo. */
    public record Component(VariantId variant, Quantity quantity) {}

    public Optional<Choice> choice(String code) {
        return modifiers.stream().filter(choice -> choice.code().equals(code)).findFirst();
    }
}
