package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Points from the last payment to the balance. */
class PointsJourneyTest {
    private final Api owner = Stack.as("owner");
    private final Api cashier = Stack.as("cashier");
    private final String customer = Long.toString(System.nanoTime());

    @BeforeEach
    void aPointCostsTenThousand() {
        owner.put("/settings", json("{'spendPerPoint':'10000'}")).expect(200);
    }

    @AfterEach
    void pointsCostNothing() {
        owner.put("/settings", json("{'spendPerPoint':null}")).expect(200);
    }

    /** Checked out, for this customer; what is to be paid for it. */
    private String checkedOut(String order) {
        cashier.patch("/sale-orders/" + order, json("{'customerId':'%s'}", customer))
                .expect(200);
        return cashier.checkout(order).expect(200).at("/total");
    }

    private static Api.Reply pay(String order, String attempt, String amount) {
        return Webhooks.success(order).attempt(attempt).amount(amount).send().expect(200);
    }

    private long balance() {
        return cashier.get("/customers/" + customer + "/points")
                .expect(200)
                .body()
                .at("/balance")
                .asLong();
    }

    // POINTS-2, POINTS-4
    @Test
    void anOrderEarnsOnce_whateverTheWebhooksDo() {
        assertThat(balance()).isZero();
        String order = cashier.open(PHO.x(2));
        String total = checkedOut(order);
        pay(order, "a-" + order, "1000");
        assertThat(balance()).as("partly paid").isZero();

        pay(order, "b-" + order, total);
        pay(order, "b-" + order, total);
        pay(order, "c-" + order, "20000");

        long points = Long.parseLong(total.replaceAll("\\..*", "")) / 10_000;
        assertThat(points).isPositive();
        assertThat(balance()).isEqualTo(points);
        Api.Reply listed =
                cashier.get("/point-transactions?customerId=" + customer).expect(200);
        assertThat(listed.body().at("/count").asInt()).isEqualTo(1);
        assertThat(listed.at("/data/0/saleOrderId")).isEqualTo(order);
        assertThat(listed.body().at("/data/0/points").asLong()).isEqualTo(points);
        assertThat(listed.at("/data/0/spend")).isEqualTo(total);
        String id = listed.at("/data/0/id");
        cashier.get("/point-transactions/" + id).expect(200);
        assertThat(cashier.get("/point-transactions/count?saleOrderId=" + order)
                        .expect(200)
                        .at("/count"))
                .isEqualTo("1");
        assertThat(cashier.get("/point-transactions/5").expect(404).at("/code"))
                .isEqualTo("point-transaction-not-found");
        assertThat(cashier.get("/sale-orders/" + order + "/history?limit=200").text())
                .contains("POINTS_EARNED");
        Api stranger = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
                Restaurant.OTHER_MERCHANT);
        stranger.get("/point-transactions/" + id).expect(404);
        assertThat(stranger.get("/customers/" + customer + "/points").at("/balance"))
                .isEqualTo("0");
    }

    // POINTS-3
    @Test
    void thirtyOrdersPaidAtOnceAddUp() {
        List<String> orders =
                IntStream.range(0, 30).mapToObj(any -> cashier.open(PHO.x(1))).toList();
        List<String> totals = orders.stream().map(this::checkedOut).toList();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(IntStream.range(0, orders.size())
                            .mapToObj(number -> CompletableFuture.runAsync(
                                    () -> pay(orders.get(number), "a-" + orders.get(number), totals.get(number)), many))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }

        long each = Long.parseLong(totals.getFirst().replaceAll("\\..*", "")) / 10_000;
        assertThat(balance()).isEqualTo(30 * each);
        assertThat(Stack.sql("select sum(points) from PointTransaction where customerId = " + customer))
                .containsExactly(Long.toString(30 * each));
    }

    // POINTS-4
    @Test
    void bookedPointsStay() {
        String order = cashier.open(PHO.x(1));
        pay(order, "a-" + order, checkedOut(order));

        assertThatThrownBy(() -> Stack.sql("update PointTransaction set points = 5 where saleOrderId = " + order))
                .hasStackTraceContaining("append-only");
    }

    @Test
    void noPointsWithoutACustomer() {
        String order = cashier.open(PHO.x(2));
        String total = cashier.checkout(order).expect(200).at("/total");
        pay(order, "a-" + order, total);

        assertThat(Stack.sql("select count(*) from PointTransaction where saleOrderId = " + order))
                .containsExactly("0");
    }
}
