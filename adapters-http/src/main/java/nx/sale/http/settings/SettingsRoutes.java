package nx.sale.http.settings;

import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.PUT;

import java.util.List;
import nx.sale.application.settings.ChangeSettings;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Route;

/** The routes of a merchant's settings. */
public final class SettingsRoutes {
    private final ChangeSettings change;
    private final SettingsStore store;

    public SettingsRoutes(ChangeSettings change, SettingsStore store) {
        this.change = change;
        this.store = store;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(GET, "/settings", "getSettings", "The merchant's settings")
                        .needs(Permissions.SETTING_FIND)
                        .gives(SettingsJson.View.class)
                        .handledBy(call -> answer(store.get(call.merchant()))),
                Route.of(PUT, "/settings", "updateSettings", "Change settings; what is absent stays")
                        .needs(Permissions.SETTING_UPDATE_BY_ID)
                        .takes(SettingsJson.Change.class)
                        .gives(SettingsJson.View.class)
                        .rejects(
                                RequestError.RevisionMismatch.class,
                                KitchenError.StationUnknown.class,
                                OperationsError.OlderBuildLive.class)
                        .handledBy(call -> {
                            SettingsJson.Change body = call.body(SettingsJson.Change.class);
                            return change.handle(
                                    new ChangeSettings.Command(
                                            call.request(), call.merchant(), call.expectedRevision(), body::applied),
                                    Answers.reply(SettingsRoutes::answer));
                        }));
    }

    private static Answer answer(Settings settings) {
        return Answers.ok(SettingsJson.View.of(settings), settings.revision());
    }
}
