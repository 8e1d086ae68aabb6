package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Watch;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.Test;

/** The owner of an organizer acts on each of its merchants, and on no other. */
class OrganizerJourneyTest {
    private static Api as(String token, String merchant) {
        return Api.at(Stack.get().baseUrl(), token, merchant);
    }

    // ACCESS-11
    @Test
    void theOwnerOfAnOrganizerActsOnEachOfItsMerchants_andIsNamedInNotifications() {
        String both = Stack.get()
                .sisters()
                .identity()
                .organizerToken("5001", List.of(Restaurant.MERCHANT, Restaurant.OTHER_MERCHANT));
        String one = Stack.get().sisters().identity().organizerToken("5002", List.of("4711"));

        String order = as(both, Restaurant.MERCHANT).open(PHO.x(1));
        String total = as(both, Restaurant.MERCHANT).checkout(order).expect(200).at("/total");
        as(both, Restaurant.OTHER_MERCHANT).get("/sale-orders").expect(200);
        as(both, Restaurant.OTHER_MERCHANT).get("/sale-orders/" + order).expect(404);
        assertThat(as(both, "4711").get("/sale-orders").expect(403).at("/code")).isEqualTo("permission-denied");
        assertThat(as(one, Restaurant.MERCHANT)
                        .get("/sale-orders/" + order)
                        .expect(403)
                        .at("/code"))
                .isEqualTo("permission-denied");
        try (Watch watch = Watch.rooms(
                Stack.get().baseUrl(),
                both,
                "merchant/" + Restaurant.MERCHANT,
                "merchant/" + Restaurant.OTHER_MERCHANT)) {
            Webhooks.success(order).amount(total).send().expect(200);
            watch.event("ORDER_COMPLETED");
        }

        assertThat(Topic.read(
                                Stack.get().kafkaBootstrap(),
                                Topics.ACTIVITY_NOTIFICATION,
                                event -> event.body()
                                        .at("/data/saleOrderId")
                                        .asText()
                                        .equals(order),
                                1)
                        .getFirst()
                        .body()
                        .at("/organizerId")
                        .asText())
                .isEqualTo("5001");
    }
}
