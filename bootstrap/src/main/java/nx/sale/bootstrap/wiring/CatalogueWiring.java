package nx.sale.bootstrap.wiring;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.catalogue.ImportChannels;
import nx.sale.application.catalogue.ImportVariants;
import nx.sale.application.settings.ChangeSettings;
import nx.sale.http.catalogue.CatalogueRoutes;
import nx.sale.http.server.Route;
import nx.sale.http.settings.SettingsRoutes;

/** What a merchant sells and how: catalogue and settings. */
final class CatalogueWiring {
    private CatalogueWiring() {}

    static List<Route> routes(Core core, Stores stores) {
        List<Route> routes = new ArrayList<>(new CatalogueRoutes(
                        new ImportVariants(core.requests(), stores.catalogue(), core.audit()),
                        new ImportChannels(core.requests(), stores.catalogue(), core.audit()),
                        stores.catalogue(),
                        stores.catalogue())
                .routes());
        routes.addAll(new SettingsRoutes(
                        new ChangeSettings(
                                core.requests(),
                                stores.settings(),
                                stores.kitchen().views(),
                                core.audit(),
                                core.screens(),
                                core.builds()),
                        stores.settings())
                .routes());
        return routes;
    }
}
