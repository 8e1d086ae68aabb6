package nx.sale.domain.catalogue;

import java.util.List;
import nx.sale.domain.id.MerchantId;

/** The channels as screens choose among them. */
public interface ChannelViews {
    /** Those that are open for sale, by id; a merchant has few. */
    List<Channel> listChannels(MerchantId merchant);
}
