package nx.sale.journey;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import nx.sale.application.report.FoldSales;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import nx.sale.postgres.report.PostgresSalesFolding;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Gate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody changed amounts by SQL: it is seen, it is not moved about, and it is mended. */
class WrongTotalTest {
    private static final String BECAUSE = json("{'reason':'changed by SQL'}");

    private final Api manager = Stack.as("manager");
    private final Api operator = Stack.as("operator");

    private String merged() {
        String order = manager.open(PHO.x(1));
        String source = manager.open(BUN_CHA.x(2));
        manager.merge(order, source).expect(200);
        return order;
    }

    private JsonNode today(String order) {
        return manager.get("/sale-orders/" + order + "/proof")
                .expect(200)
                .body()
                .at("/data/0/today/0");
    }

    private Api.Reply recompute(Api api, String order) {
        return api.post("/operations/orders/" + order + "/recompute", BECAUSE);
    }

    private Api agreed(Api by, String order) {
        return by.with(
                "X-Approval",
                manager.approve("Operations.recompute", order, "saw the bill")
                        .expect(201)
                        .at("/token"));
    }

    private String total(String order) {
        return manager.get("/sale-orders/" + order).expect(200).at("/total");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update SaleOrder set total = total + 1000, rounding = rounding + 1000 where id = %s",
                "update SaleOrder set total = total - 1000, subtotal = subtotal - 1000 where id = %s",
                "update SaleOrder set tax = 5, discount = 7, total = total - 2 where id = %s",
                "update SaleOrderItem set total = total + 1000 where saleOrderId = %s",
                "update SaleOrder set total = 0, subtotal = 0 where id = %s",
            })
    void theProofShowsIt_theUndoIsRefusedWithIt_andRecomputingMendsIt(String damage) {
        String order = merged();
        JsonNode right = today(order);
        assertThat(right.at("/agrees").asBoolean()).isTrue();
        assertThat(right.at("/recorded/total").asText()).isEqualTo(total(order));
        Stack.sql(damage.formatted(order));

        JsonNode wrong = today(order);
        assertThat(wrong.at("/agrees").asBoolean()).isFalse();
        assertThat(wrong.at("/counted")).isEqualTo(right.at("/counted"));

        String undo = "/sale-orders/" + order + "/merge/rollback";
        Api.Reply refused = manager.post(undo, "").expect(409);
        assertThat(refused.at("/code")).isEqualTo("order-sums-differ");
        assertThat(refused.at("/orderId")).isEqualTo(order);
        assertThat(refused.at("/total")).isEqualTo(wrong.at("/difference/total").asText());
        assertThat(refused.at("/subtotal"))
                .isEqualTo(wrong.at("/difference/subtotal").asText());
        assertThat(manager.post(undo + "?dryRun=true", "").expect(200).at("/blockers/0/code"))
                .isEqualTo("order-sums-differ");
        String other = manager.open(PHO.x(1));
        assertThat(manager.merge(other, order).expect(409).at("/code")).isEqualTo("order-sums-differ");

        JsonNode rehearsed = operator.post("/operations/orders/" + order + "/recompute?dryRun=true", BECAUSE)
                .expect(200)
                .body();
        assertThat(rehearsed.at("/today/difference")).isEqualTo(wrong.at("/difference"));
        assertThat(today(order)).isEqualTo(wrong);

        JsonNode mended = recompute(operator, order).expect(200).body();
        assertThat(mended.at("/order/total").asText())
                .isEqualTo(right.at("/stored/total").asText());
        assertThat(today(order).at("/agrees").asBoolean()).isTrue();
        assertThat(recompute(operator, order).expect(409).at("/code")).isEqualTo("order-sums-agree");
        manager.post(undo, "").expect(200);
        assertThat(Stack.sql("select action, reason, actor like 'user:%' from AuditEntry where saleOrderId = " + order
                        + " and action = 'RECOMPUTED'"))
                .containsExactly("RECOMPUTED|changed by SQL|t");
    }

    // FAMILY-15
    @Test
    void splitAndDivisionOfTheBillAreRejectedToo() {
        String order = manager.open(PHO.x(2));
        String item = manager.get("/sale-orders/" + order + "?include=items").at("/items/0/id");
        Stack.sql("update SaleOrder set total = total + 1000, rounding = rounding + 1000 where id = " + order);
        String half = json("{'orders':[{'items':[{'itemId':'%s','quantity':'1'}]}]}", item);
        assertThat(manager.post("/sale-orders/" + order + "/split", half)
                        .expect(409)
                        .at("/code"))
                .isEqualTo("order-sums-differ");
        manager.checkout(order).expect(200);
        Stack.sql("update SaleOrder set total = total + 1000, rounding = rounding + 1000 where id = " + order);

        assertThat(manager.divide(order, 2).expect(409).at("/code")).isEqualTo("order-sums-differ");
        recompute(operator, order).expect(200);
        manager.divide(order, 2).expect(201);
        Stack.sql("update SaleCheck set subtotal = subtotal + 1, tax = tax - 1 where saleOrderId = " + order);

        assertThat(manager.delete("/sale-orders/" + order + "/checks")
                        .expect(409)
                        .at("/code"))
                .isEqualTo("order-sums-differ");
        Stack.sql("update SaleCheck set subtotal = subtotal - 1, tax = tax + 1 where saleOrderId = " + order);
    }

    // ACCESS-14, FAMILY-19
    @Test
    void recomputingAPaidOrderNeedsASecondPerson_andCompletesItWhenFullyPaid() {
        String order = manager.open(PHO.x(1));
        String total = manager.checkout(order).expect(200).at("/total");
        Stack.sql("update SaleOrder set total = total + 1000, rounding = rounding + 1000 where id = " + order);
        Webhooks.success(order).amount(total).send().expect(200);
        assertThat(manager.get("/sale-orders/" + order).at("/status")).isEqualTo("PARTIAL");

        assertThat(recompute(operator, order).expect(403).at("/code")).isEqualTo("second-person-needed");
        assertThat(recompute(agreed(manager, order), order).expect(403).at("/code"))
                .isEqualTo("second-person-needed");
        JsonNode mended = recompute(agreed(operator, order), order).expect(200).body();

        assertThat(mended.at("/order/status").asText()).isEqualTo("COMPLETED");
        assertThat(mended.at("/order/total").asText()).isEqualTo(total);
        assertThat(Stack.sql("select kind from PaymentReview where saleOrderId = " + order))
                .isEmpty();
    }

    @Test
    void surplusOverTheRecomputedTotalIsReviewed() {
        String order = manager.open(PHO.x(1));
        String total = manager.checkout(order).expect(200).at("/total");
        Stack.sql("update SaleOrder set total = total + 1000, rounding = rounding + 1000 where id = " + order);
        String wrong = total(order);
        Webhooks.success(order).amount(wrong).send().expect(200);
        assertThat(manager.get("/sale-orders/" + order).at("/status")).isEqualTo("COMPLETED");

        recompute(agreed(operator, order), order).expect(200);

        assertThat(total(order)).isEqualTo(total);
        assertThat(Stack.sql("select kind, trunc(amount) from PaymentReview where saleOrderId = " + order))
                .containsExactly("OVERPAID|1000");
    }

    private static void fold() {
        new FoldSales(
                        new PostgresUnitOfWork(Database.jdbi(Stack.source()), new Gate(10, Duration.ofSeconds(5))),
                        new PostgresSalesFolding(new Reads(Database.jdbi(Stack.source())), () -> 0),
                        Clock.offset(Clock.systemUTC(), Duration.ofHours(1)))
                .handle(new FoldSales.Command(1_000, 100));
    }

    /** All sums of the days, folded or not, against the orders. */
    private static List<String> booked() {
        return Stack.sql("""
                select (select coalesce(sum(total), 0) from "SalesDay")
                       + (select coalesce(sum(o.total), 0) from "SalesUnfolded" u join "SaleOrder" o on o.id = u.saleOrderId)
                       - (select sum(total) from "SaleOrder" where status = 'COMPLETED' and deletedAt is null),
                       (select coalesce(sum(subtotal), 0) from "SalesDayProduct")
                       + (select coalesce(sum(l.total), 0) from "SalesUnfolded" u
                            join "SaleOrderItem" l on l.saleOrderId = u.saleOrderId and l.deletedAt is null)
                       - (select sum(l.total) from "SaleOrder" o
                            join "SaleOrderItem" l on l.saleOrderId = o.id and l.deletedAt is null
                           where o.status = 'COMPLETED' and o.deletedAt is null)
                """);
    }

    @Test
    void theReportsOfACompletedOrdersDayAreRightAgain_foldedOrNot() {
        String order = manager.open(PHO.x(1));
        String total = manager.checkout(order).expect(200).at("/total");
        Webhooks.success(order).amount(total).send().expect(200);
        List<String> right = booked();
        Stack.sql("update SaleOrder set total = total + 1000, subtotal = subtotal + 1000 where id = " + order);
        Stack.sql("update SaleOrderItem set total = total + 1000 where saleOrderId = " + order);
        fold();

        recompute(agreed(operator, order), order).expect(200);

        assertThat(booked()).isEqualTo(right);
        fold();
        assertThat(booked()).isEqualTo(right);
        assertThat(Stack.sql("select count(*) from SalesUnfolded")).containsExactly("0");
    }
}
