package nx.sale.domain.catalogue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** The local copy: read by every sale, written by commerce or an operator. */
public interface Catalogue {
    /** The variants of these ids with everything they are composed of, down to depth 6; what is missing is left out. */
    Menu getMenu(MerchantId merchant, Collection<VariantId> ids);

    Optional<Channel> findChannel(MerchantId merchant, SaleChannelId id);

    /** The channel, open for sale. Rejects with {@link CatalogueError.ChannelUnknown}. */
    default Channel getChannel(MerchantId merchant, SaleChannelId id) {
        return findChannel(merchant, id)
                .filter(Channel::active)
                .orElseThrow(() -> new Rejected(new CatalogueError.ChannelUnknown(id)));
    }

    /** Inserts or replaces by id. */
    void addVariants(Tx tx, MerchantId merchant, List<Variant> variants, Origin origin, Instant at);

    /** Inserts or replaces by id. */
    void addChannels(Tx tx, MerchantId merchant, List<Channel> channels, Origin origin, Instant at);
}
