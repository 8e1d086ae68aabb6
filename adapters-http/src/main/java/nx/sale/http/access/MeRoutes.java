package nx.sale.http.access;

import static nx.sale.http.server.Route.Method.GET;

import java.util.List;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.http.json.Rules;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Route;

/** Who the caller is to this service: a screen offers nobody what they may not do (ACCESS-18). */
public final class MeRoutes {
    /**
     * The caller at the active merchant.
     *
     * @param platform may see what belongs to no merchant
     * @param permissions that the caller has there
     */
    @Rules.Means("the caller at the active merchant")
    public record Me(
            String userId,
            String merchantId,

            @Rules.Means("may see what belongs to no merchant")
            boolean platform,

            @Rules.Means("the codes of all that the caller may do at the merchant")
            List<String> permissions,

            @Rules.Means("of the merchant's clock, as the IANA database names it")
            String timezone,

            @Rules.Means("the hour at which a new trading day begins")
            int dayCutoffHour) {}

    private final SettingsStore settings;

    public MeRoutes(SettingsStore settings) {
        this.settings = settings;
    }

    public List<Route> routes() {
        return List.of(Route.of(GET, "/me", "getMe", "Who calls, what they may do here, and the merchant's clock")
                .needs(Permissions.SALE_ORDER_FIND)
                .gives(Me.class)
                .handledBy(this::me));
    }

    private Answer me(Call call) {
        Settings at = settings.get(call.merchant());
        return Answers.ok(new Me(
                call.caller().actor().id(),
                call.merchant().toString(),
                call.caller().platform(),
                PermissionCodes.ALL.stream().filter(call::may).toList(),
                at.timezone().toString(),
                at.dayCutoffHour()));
    }
}
