package nx.sale.domain.catalogue;

import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;

/** What can be wrong with what a caller wants to sell. */
public sealed interface CatalogueError extends DomainError {
    /** No such variant at this merchant. */
    @ErrorCode("variant-unknown")
    record VariantUnknown(VariantId itemId) implements CatalogueError {}

    /** The variant is no longer sold. */
    @ErrorCode("variant-inactive")
    record VariantInactive(VariantId itemId) implements CatalogueError {}

    /** The variant has no such modifier. */
    @ErrorCode("modifier-unknown")
    record ModifierUnknown(VariantId itemId, String modifier) implements CatalogueError {}

    /** The channel does not exist, is closed, or belongs to another merchant. */
    @ErrorCode("channel-unknown")
    record ChannelUnknown(SaleChannelId saleChannelId) implements CatalogueError {}
}
