package nx.sale.application.catalogue;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.UnitOfWork;

/** The variants a request needs, from the local copy; what it misses is asked of commerce and kept. */
public final class ReadThroughMenu {
    private final Catalogue catalogue;
    private final CatalogueSource source;
    private final UnitOfWork work;
    private final Clock clock;

    public ReadThroughMenu(Catalogue catalogue, CatalogueSource source, UnitOfWork work, Clock clock) {
        this.catalogue = catalogue;
        this.source = source;
        this.work = work;
        this.clock = clock;
    }

    /** Every variant of these drafts, with the parts of combos. One statement when the local copy has them all, two with a combo. */
    public Menu menu(MerchantId merchant, Collection<LineDraft> drafts) {
        List<VariantId> wanted = drafts.stream()
                .flatMap(draft -> draft.itemId().stream())
                .distinct()
                .toList();
        if (wanted.isEmpty()) {
            return Menu.of(List.of());
        }
        Menu menu = catalogue.getMenu(merchant, wanted);
        List<VariantId> missing = menu.missing(wanted);
        if (missing.isEmpty()) {
            return menu;
        }
        List<Variant> fetched = source.fetch(merchant, missing);
        if (!fetched.isEmpty()) {
            Origin origin = new Origin(Actor.system("catalogue"), Optional.empty(), "read-through");
            work.run(tx -> {
                catalogue.addVariants(tx, merchant, fetched, origin, clock.instant());
                return fetched.size();
            });
        }
        return menu.with(fetched);
    }
}
