package nx.sale.http.catalogue;

import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.http.problem.Words;

/** Status and words of the catalogue's refusals. */
public final class CatalogueProblems {
    private CatalogueProblems() {}

    public static Words words(CatalogueError error) {
        return switch (error) {
            case CatalogueError.VariantUnknown e ->
                new Words(422, "Unknown variant", "There is no variant " + e.itemId() + ".");
            case CatalogueError.VariantInactive e ->
                new Words(422, "Variant not sold", "Variant " + e.itemId() + " is not sold any more.");
            case CatalogueError.ModifierUnknown e ->
                new Words(422, "Unknown modifier", "Variant " + e.itemId() + " has no modifier " + e.modifier() + ".");
            case CatalogueError.ChannelUnknown e ->
                new Words(
                        422,
                        "Unknown sale channel",
                        "The merchant has no open sale channel " + e.saleChannelId() + ".");
        };
    }
}
