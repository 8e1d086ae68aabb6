package nx.sale.docs;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Messages;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.AsyncApi;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.Test;

/** The document of the messages: complete, and true of every message there is. */
class AsyncApiTest {
    private final Api manager = Stack.as("manager").with("x-device-info", "async");

    private static List<String> addresses(JsonNode document) {
        List<String> addresses = new ArrayList<>();
        document.at("/channels")
                .forEach(channel -> addresses.add(channel.at("/address").asText()));
        return addresses;
    }

    // OPS-13, OUTBOX-8
    @Test
    void everyTopicIsInIt_withItsPrefix() throws Exception {
        assertThat(addresses(Messages.document())).containsExactlyInAnyOrderElementsOf(Topics.ALL);
        assertThat(addresses(Api.JSON.readTree(AsyncApi.document("eu."))))
                .allMatch(address -> address.startsWith("eu."))
                .hasSameSizeAs(Topics.ALL);
        assertThat(Messages.document().at("/asyncapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void messageOfEachTopicMatchesTheAsyncApiDocument() {
        String session = manager.openShift("1000").expect(201).at("/id");
        String order = manager.open(PHO.x(2));
        manager.post("/sale-orders/" + order + "/kitchen-tickets", "").expect(201);
        String dish = Stack.sql("select id from KitchenTicketItem where saleOrderId = " + order)
                .getFirst();
        manager.cook(dish, "READY").expect(200);
        String total = manager.checkout(order).expect(200).at("/total");
        Webhooks.success(order).amount(total).send().expect(200);
        String sold = manager.sold("CARD", PHO.x(2));
        manager.giveBack(sold, "1").expect(200);
        manager.post("/pos/sessions/" + session + "/close", json("{'note':'not counted','handOver':true}"))
                .expect(200);

        String brokers = Stack.get().kafkaBootstrap();
        assertThat(Topic.of(brokers, Topics.SALE_ORDER_CHANGED, order, 3)).hasSize(3);
        assertThat(Topic.of(brokers, Topics.PAYMENT_SUCCESS, order, 1)).hasSize(1);
        assertThat(Topic.of(brokers, Topics.KITCHEN_ITEM_STATUS_CHANGED, order, 1))
                .hasSize(1);
        assertThat(Topic.of(brokers, Topics.ACTIVITY_NOTIFICATION, Restaurant.MERCHANT, 1))
                .isNotEmpty();
        assertThat(Topic.of(brokers, Topics.POS_SESSION_CLOSED, Restaurant.MERCHANT + ":async", 1))
                .hasSize(1);
        assertThat(Topic.of(brokers, Topics.SALE_ORDER_RETURNED, sold, 1)).hasSize(1);
        assertThat(Topic.of(brokers, Topics.REFUND_REQUESTED, sold, 1)).hasSize(1);
        assertThat(Messages.seen()).containsAll(Topics.ALL);
    }
}
