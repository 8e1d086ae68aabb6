package nx.sale.domain.catalogue;

import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.DomainError;

/** What can be wrong with what a caller wants to sell. */
public sealed interface CatalogueError extends DomainError {
    /** No such variant at this merchant. */
    record VariantUnknown(VariantId itemId) implements CatalogueError {
        @Override
        public String code() {
            return "variant-unknown";
        }
    }

    /** The variant is no longer sold. */
    record VariantInactive(VariantId itemId) implements CatalogueError {
        @Override
        public String code() {
            return "variant-inactive";
        }
    }

    /** The variant has no such modifier. */
    record ModifierUnknown(VariantId itemId, String modifier) implements CatalogueError {
        @Override
        public String code() {
            return "modifier-unknown";
        }
    }

    /** The channel does not exist, is closed, or belongs to another merchant. */
    record ChannelUnknown(SaleChannelId saleChannelId) implements CatalogueError {
        @Override
        public String code() {
            return "channel-unknown";
        }
    }
}
