package nx.sale.domain.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.discount.LineDiscount;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;

/** Lines as they begin: what somebody asks for, against what the catalogue says of it. */
final class NewLines {
    private final Menu menu;
    private final CurrencyCode currency;

    NewLines(Menu menu, CurrencyCode currency) {
        this.menu = menu;
        this.currency = currency;
    }

    /** The line that is asked for, at the price of the moment. Rejects what is not sold, and another currency. */
    Line asked(LineDraft draft, LineId id) {
        Optional<Variant> variant = draft.itemId().map(menu::require);
        List<Line.Modifier> modifiers = new ArrayList<>();
        for (LineDraft.Choice wanted : draft.modifiers()) {
            modifiers.add(priced(variant, wanted));
        }
        Money price = draft.openPrice()
                .map(amount -> new Money(amount, currency))
                .orElseGet(() -> unitPrice(variant.orElseThrow(), modifiers));
        if (!price.currency().equals(currency)) {
            throw new Rejected(new OrderError.CurrencyMismatch(currency, price.currency()));
        }
        Line.Product product = new Line.Product(
                draft.itemType(),
                draft.itemId(),
                draft.name().or(() -> variant.map(Variant::name)).orElseThrow(),
                variant.flatMap(Variant::sku),
                variant.flatMap(Variant::categoryId),
                variant.flatMap(Variant::categoryName),
                variant.flatMap(Variant::kitchenStationCode));
        return new Line(
                id,
                product,
                draft.mode(),
                Optional.empty(),
                draft.quantity(),
                new Line.Preparation(draft.note(), draft.course(), Quantity.ZERO),
                Line.Prices.cart(price, draft.quantity()),
                Optional.empty(),
                modifiers,
                draft.seat(),
                MergeKey.of(draft),
                Line.Journey.NATIVE,
                LineDiscount.none(currency));
    }

    private static Line.Modifier priced(Optional<Variant> variant, LineDraft.Choice wanted) {
        return variant.flatMap(known -> known.choice(wanted.code()))
                .map(choice -> new Line.Modifier(choice.code(), choice.name(), wanted.quantity(), choice.unitPrice()))
                .orElseThrow(() -> new Rejected(new CatalogueError.ModifierUnknown(
                        variant.map(Variant::id).orElse(new VariantId(0)), wanted.code())));
    }

    /** What a unit costs with its modifiers: the catalogue prices both (CART-5). */
    private static Money unitPrice(Variant variant, List<Line.Modifier> modifiers) {
        Money price = variant.price();
        for (Line.Modifier modifier : modifiers) {
            price = price.plus(modifier.unitPrice().times(modifier.quantity()));
        }
        if (price.negative()) {
            throw new Rejected(new OrderError.PriceNegative(variant.id()));
        }
        return price;
    }

    /** What is in a combo, as a line of its own: free, because the lead carries the price. */
    Line part(Variant variant, Quantity perLead, Line lead, LineId id) {
        Line.Product product = new Line.Product(
                LineDraft.PRODUCT_VARIANT,
                Optional.of(variant.id()),
                variant.name(),
                variant.sku(),
                variant.categoryId(),
                variant.categoryName(),
                variant.kitchenStationCode());
        Quantity quantity = lead.quantity().times(perLead);
        return new Line(
                id,
                product,
                Line.Mode.PRODUCT,
                Optional.of(new Line.ComboPart(lead.id(), perLead)),
                quantity,
                new Line.Preparation(Optional.empty(), lead.course(), Quantity.ZERO),
                Line.Prices.cart(Money.zero(currency), quantity),
                Optional.empty(),
                List.of(),
                lead.seat(),
                "",
                Line.Journey.NATIVE,
                LineDiscount.none(currency));
    }

    /**
     * A repeat asks for the same dish in the same way; note, seat, course and quantity may have changed on the line since, and are
     * answered as they are now (CART-12). Anything else would be lost without a word: within one call, where nothing can have changed
     * in between, also another note or quantity.
     *
     * @param before what the same call asked for under this id already
     */
    static void requireRepeated(LineDraft draft, Line line, Optional<LineDraft> before) {
        boolean same = before.map(draft::equals).orElse(true)
                && MergeKey.dish(draft).equals(MergeKey.dish(line))
                && draft.mode() == line.mode()
                && draft.name().map(line.product().name()::equals).orElse(true)
                && draft.openPrice()
                        .map(price -> price.compareTo(line.prices().held().amount()) == 0)
                        .orElse(true);
        if (!same) {
            throw new Rejected(
                    new OrderError.ClientLineReused(draft.clientLineId().orElseThrow(), line.id()));
        }
    }
}
