package nx.sale.domain.order;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.Quantity;

/**
 * A line as somebody asks for it.
 *
 * @param clientLineId the device's own name for the line: a repeat is recognised by it, for ever
 * @param name of a custom line
 * @param openPrice the cashier's price per unit, in the order's currency; always given for a custom line
 */
public record LineDraft(
        String itemType,
        Optional<VariantId> itemId,
        Quantity quantity,
        Line.Mode mode,
        Optional<UUID> clientLineId,
        List<Choice> modifiers,
        Optional<String> note,
        int seat,
        int course,
        Optional<String> name,
        Optional<BigDecimal> openPrice) {
    public static final String PRODUCT_VARIANT = "PRODUCT_VARIANT";

    public LineDraft {
        modifiers = List.copyOf(modifiers);
    }

    /** A modifier asked for, per unit of the line. */
    public record Choice(String code, Quantity quantity) {}

    /** So much of a variant, nothing special about it. */
    public static LineDraft of(VariantId item, Quantity quantity) {
        return new LineDraft(
                PRODUCT_VARIANT,
                Optional.of(item),
                quantity,
                Line.Mode.PRODUCT,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty());
    }
}
