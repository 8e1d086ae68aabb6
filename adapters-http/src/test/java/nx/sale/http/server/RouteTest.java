package nx.sale.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import nx.sale.domain.access.Permission;
import nx.sale.domain.access.Permissions;
import org.junit.jupiter.api.Test;

class RouteTest {
    private static boolean letsIn(Route route, String permission) {
        return ((Route.Entry.Needs) route.entry()).metBy(new Permission(permission)::equals);
    }

    // ACCESS-6
    @Test
    void oneOfTwoPermissionsLetsIn_whereARouteTakesEither() {
        Route either = Route.of(Route.Method.POST, "/x", "x", "x")
                .needsOneOf(Permissions.SALE_ORDER_DISCOUNT, Permissions.SALE_ORDER_COMP);
        assertThat(letsIn(either, Permissions.SALE_ORDER_DISCOUNT)).isTrue();
        assertThat(letsIn(either, Permissions.SALE_ORDER_COMP)).isTrue();
        assertThat(letsIn(either, Permissions.SALE_ORDER_MERGE)).isFalse();

        Route one = Route.of(Route.Method.POST, "/x", "x", "x").needs(Permissions.SALE_ORDER_DISCOUNT);
        assertThat(letsIn(one, Permissions.SALE_ORDER_DISCOUNT)).isTrue();
        assertThat(letsIn(one, Permissions.SALE_ORDER_COMP)).isFalse();
        assertThat(either.permission()).isEqualTo(Permissions.SALE_ORDER_DISCOUNT);
    }
}
