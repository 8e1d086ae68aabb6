package nx.sale.domain.contract;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.catalogue.CatalogueViews;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every copy of the catalogue must do. */
public abstract class CatalogueContract extends Contract {
    private static final MerchantId STRANGER = new MerchantId(8);

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Catalogue catalogue, CatalogueViews views) {}

    private final Catalogue catalogue;
    private final CatalogueViews views;

    protected CatalogueContract(Stores stores) {
        super(stores.work());
        catalogue = stores.catalogue();
        views = stores.views();
    }

    private static VariantId id() {
        return new VariantId(IDS.next());
    }

    private static Variant dish(String name) {
        return TestMenus.dish(id(), name, "65000", "VND", true);
    }

    private void add(MerchantId owner, Variant... variants) {
        work.run(tx -> {
            catalogue.addVariants(tx, owner, List.of(variants), ORIGIN, NOON);
            return owner;
        });
    }

    private void add(MerchantId owner, Channel channel) {
        work.run(tx -> {
            catalogue.addChannels(tx, owner, List.of(channel), ORIGIN, NOON);
            return channel;
        });
    }

    @Test
    void aVariantIsStoredToTheLastField_andReplacedByItsId() {
        Variant pho = dish("Pho");
        add(merchant, pho);
        assertThat(catalogue.getMenu(merchant, List.of(pho.id())).find(pho.id()))
                .contains(pho);

        Variant dearer = TestMenus.dish(pho.id(), "Pho", "70000", "VND", false);
        add(merchant, dearer);

        assertThat(catalogue.getMenu(merchant, List.of(pho.id(), id())).find(pho.id()))
                .contains(dearer);
        assertThat(catalogue.getMenu(STRANGER, List.of(pho.id())).find(pho.id()))
                .isEmpty();
    }

    @Test
    void aComboComesWithItsParts_downToTheLast() {
        Variant pho = dish("Pho");
        Variant lunch = TestMenus.combo(id(), "Lunch", "130000", TestMenus.part(pho.id(), "2"));
        Variant feast = TestMenus.combo(id(), "Feast", "250000", TestMenus.part(lunch.id(), "2"));
        add(merchant, pho, lunch, feast);

        Menu menu = catalogue.getMenu(merchant, List.of(feast.id()));

        assertThat(menu.find(feast.id())).contains(feast);
        assertThat(menu.find(lunch.id())).contains(lunch);
        assertThat(menu.find(pho.id())).contains(pho);
    }

    @Test
    void anIdIsAMerchantsOwn() {
        Channel room = new Channel(new SaleChannelId(IDS.next()), "Room", CurrencyCode.VND, true);
        Channel hall = new Channel(room.id(), "Hall", CurrencyCode.VND, true);
        Variant pho = dish("Pho");
        add(merchant, room);
        add(STRANGER, hall);
        add(merchant, pho);

        assertThat(catalogue.findChannel(merchant, room.id())).contains(room);
        assertThat(catalogue.findChannel(STRANGER, room.id())).contains(hall);
        assertThat(catalogue.getMenu(merchant, List.of(pho.id())).find(pho.id()))
                .contains(pho);
        assertThat(catalogue.getMenu(STRANGER, List.of(pho.id())).find(pho.id()))
                .isEmpty();
    }

    @Test
    void aClosedChannelIsNotOpenForSale() {
        Channel closed = new Channel(new SaleChannelId(IDS.next()), "Room", CurrencyCode.VND, false);
        add(merchant, closed);

        assertThat(catalogue.findChannel(merchant, closed.id())).contains(closed);
        assertRejected(
                () -> catalogue.getChannel(merchant, closed.id()), new CatalogueError.ChannelUnknown(closed.id()));
    }

    @Test
    void variantsAreListedByTheirId_inPages() {
        Variant pho = dish("Pho");
        Variant tea = dish("Tea");
        Variant rice = dish("Rice");
        add(merchant, rice, pho, tea);

        Page<Variant> first = views.listVariants(merchant, 2, Optional.empty(), true);
        Page<Variant> second = views.listVariants(merchant, 2, first.next().map(Long::valueOf), false);

        assertThat(first.rows()).containsExactly(pho, tea);
        assertThat(first.count()).isEqualTo(OptionalLong.of(3));
        assertThat(second).isEqualTo(new Page<>(List.of(rice), OptionalLong.empty(), Optional.empty()));
    }
}
