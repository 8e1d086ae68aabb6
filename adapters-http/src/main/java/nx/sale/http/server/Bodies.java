package nx.sale.http.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import nx.sale.http.json.BodyReader;
import nx.sale.http.json.Json;
import nx.sale.http.json.JsonTree;

/** Bodies and answers of routes, tried before the first request comes. */
public final class Bodies {
    /** What tills and screens ask most, as in the first second of a day. */
    public static final List<String> FIRST = List.of(
            "createOrder",
            "addItems",
            "getOrder",
            "checkOutOrder",
            "createKitchenTickets",
            "getKitchenQueue",
            "getFloor",
            "updateItems",
            "updateKitchenTicketItems",
            "createUsage",
            "listOrders");

    private Bodies() {}

    /** Reads the examples of the first operations, and makes what writes their answers. */
    public static void prepare(List<Route> routes, BooleanSupplier enough) {
        for (Route route : routes) {
            if (FIRST.contains(route.operation()) && !enough.getAsBoolean()) {
                prepare(route);
            }
        }
    }

    private static void prepare(Route route) {
        route.body()
                .ifPresent(type -> route.examples()
                        .values()
                        .forEach(example ->
                                BodyReader.read(type, JsonTree.parse(example.getBytes(StandardCharsets.UTF_8)))));
        route.answer().ifPresent(Json::prepare);
    }
}
