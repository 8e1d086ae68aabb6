package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.catalogue.ChannelViews;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every list of channels must do. */
public abstract class ChannelContract extends Contract {
    private static final MerchantId STRANGER = new MerchantId(8);

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Catalogue catalogue, ChannelViews channels) {}

    private final Catalogue catalogue;
    private final ChannelViews channels;

    protected ChannelContract(Stores stores) {
        super(stores.work());
        catalogue = stores.catalogue();
        channels = stores.channels();
    }

    private Channel add(MerchantId owner, String name, boolean active) {
        Channel channel = new Channel(new SaleChannelId(IDS.next()), name, CurrencyCode.VND, active);
        return work.run(tx -> {
            catalogue.addChannels(tx, owner, List.of(channel), ORIGIN, NOON);
            return channel;
        });
    }

    // SETTING-10
    @Test
    void theMerchantsOpenChannelsAreListedByTheirId() {
        add(merchant, "Closed", false);
        Channel room = add(merchant, "Room", true);
        Channel terrace = add(merchant, "Terrace", true);
        add(STRANGER, "Hall", true);

        assertThat(channels.listChannels(merchant)).containsExactly(room, terrace);
    }
}
