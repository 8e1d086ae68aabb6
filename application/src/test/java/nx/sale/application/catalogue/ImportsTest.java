package nx.sale.application.catalogue;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nx.sale.application.Till;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.CurrencyCode;
import org.junit.jupiter.api.Test;

/** Variants and channels are imported, each by one merchant. */
class ImportsTest {
    private static final MerchantId OTHER = new MerchantId(8);

    private final Till till = new Till();
    private final ImportVariants variants = new ImportVariants(till.requests, till.catalogue, till.outbox);
    private final ImportChannels channels = new ImportChannels(till.requests, till.catalogue, till.outbox);

    @Test
    void anImportedVariantCanBeSold_andBelongsToItsMerchant() {
        Variant coffee = TestMenus.dish(new VariantId(500), "Coffee", "25000", "VND", true);

        variants.handle(new ImportVariants.Command(Till.request(), MERCHANT, List.of(coffee)), Till.result());

        assertThat(till.catalogue.getMenu(MERCHANT, List.of(coffee.id())).require(coffee.id()))
                .isEqualTo(coffee);
        assertThat(till.outbox.actions()).containsExactly("VARIANTS_IMPORTED");
        assertThat(till.catalogue.getMenu(OTHER, List.of(coffee.id())).find(coffee.id()))
                .isEmpty();
    }

    @Test
    void anImportedChannelIsOpenForSale_andBelongsToItsMerchant() {
        Channel terrace = new Channel(new SaleChannelId(71), "Terrace", CurrencyCode.VND, true);

        channels.handle(new ImportChannels.Command(Till.request(), MERCHANT, List.of(terrace)), Till.result());

        assertThat(till.catalogue.getChannel(MERCHANT, terrace.id())).isEqualTo(terrace);
        assertThat(till.outbox.actions()).containsExactly("CHANNELS_IMPORTED");
        assertThat(till.catalogue.findChannel(OTHER, terrace.id())).isEmpty();
    }
}
