package nx.sale.bootstrap.wiring;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nx.sale.application.access.GiveApproval;
import nx.sale.http.access.ApprovalRoutes;
import nx.sale.http.access.MeRoutes;
import nx.sale.http.access.PeopleRoutes;
import nx.sale.http.server.Route;

/** What a caller may do, and approvals of what nobody may do alone. */
final class ApprovalWiring {
    private static final int TOKEN_BYTES = 24;

    private ApprovalWiring() {}

    static List<Route> routes(Core core, Stores stores) {
        SecureRandom random = new SecureRandom();
        List<Route> routes = new ArrayList<>(new ApprovalRoutes(new GiveApproval(
                        stores.order().views(),
                        stores.shift().views(),
                        core.requests(),
                        stores.approvals(),
                        core.audit(),
                        () -> token(random),
                        core.ids()))
                .routes());
        routes.addAll(new MeRoutes(stores.settings()).routes());
        routes.addAll(new PeopleRoutes(stores.operations().people()).routes());
        return routes;
    }

    private static String token(SecureRandom random) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
