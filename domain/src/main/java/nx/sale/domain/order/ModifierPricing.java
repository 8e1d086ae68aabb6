package nx.sale.domain.order;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/** What a unit costs with its modifiers: the catalogue prices both (CART-5). */
final class ModifierPricing {
    private ModifierPricing() {}

    static Line.Modifier priced(Optional<Variant> variant, LineDraft.Choice wanted) {
        return variant.flatMap(known -> known.choice(wanted.code()))
                .map(choice -> new Line.Modifier(choice.code(), choice.name(), wanted.quantity(), choice.unitPrice()))
                .orElseThrow(() -> new Rejected(new CatalogueError.ModifierUnknown(
                        variant.map(Variant::id).orElse(new VariantId(0)), wanted.code())));
    }

    static Money unitPrice(Variant variant, List<Line.Modifier> modifiers) {
        Money price = variant.price();
        for (Line.Modifier modifier : modifiers) {
            price = price.plus(modifier.unitPrice().times(modifier.quantity()));
        }
        if (price.negative()) {
            throw new Rejected(new OrderError.PriceNegative(variant.id()));
        }
        return price;
    }
}
