package nx.sale.kit;

import static nx.sale.text.Json.json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.dev.Restaurant;

/** An order before it is opened: {@code waiter.newOrder().at(table).guests(3).items(PHO.x(2), TEA.x(1)).create()}. */
public final class NewOrder {
    private final Api api;
    private final List<String> fields = new ArrayList<>(List.of(json("'saleChannelId':'%s'", Restaurant.CHANNEL)));

    NewOrder(Api api) {
        this.api = api;
    }

    /** At these tables, by their ids. */
    public NewOrder at(String... units) {
        fields.add(json("'unitIds':['%s']", String.join(json("','"), units)));
        return this;
    }

    public NewOrder guests(int count) {
        fields.add(json("'guestCount':%s", count));
        return this;
    }

    public NewOrder items(Menu.Portion... items) {
        fields.add(json("'items':[%s]", lines(items)));
        return this;
    }

    public Api.Reply create() {
        return api.post("/sale-orders", "{" + String.join(",", fields) + "}");
    }

    static String lines(Menu.Portion... items) {
        return Stream.of(items)
                .map(item -> json("{'itemId':'%s','quantity':'%s'}", item.dish(), item.quantity()))
                .collect(Collectors.joining(","));
    }
}
