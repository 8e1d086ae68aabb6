package nx.sale.journey;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever lists at great cost pays for it: selling goes on, and so do the lists of others. */
class CostlyListsTest {
    private static final int ORDERS = Integer.getInteger("lists.orders", 60_000);
    private static final String BUSY_MERCHANT = "970000000001";
    private static final String MINE = "where merchantId = " + BUSY_MERCHANT;

    private final Api cashier = Stack.as("cashier");

    @BeforeAll
    static void load() {
        Stack.sql("""
                insert into "SaleOrder"
                       (id, merchantId, saleChannelId, deviceId, orderNumber, slug, orderType, currency, exchangeRate, name, status,
                        draftAt, processingAt, completedAt, subtotal, discount, tax, rounding, total, paid, received, paidItemIds,
                        businessDate, paymentSequence, changedSequence, createdAt, createdBy, modifiedAt, modifiedBy, revision)
                select %1$s00000 + g, %1$s, 1, 'till', 'b' || g, 'b' || g, 'DINE_IN', 'VND', 1,
                       repeat('ab', 98) || g %% 10, 'COMPLETED', at, at, at, 2000, 0, 160, 0, 2160, 2160, 2160, '{}', at::date, 1,
                       3, at, 'x', at, 'x', 4
                  from (select g, timestamptz '2015-01-01 05:00Z' + g * interval '1 minute' as at
                          from generate_series(1, %2$d) g) orders
                """.formatted(BUSY_MERCHANT, ORDERS));
        Stack.sql("analyze SaleOrder");
    }

    @AfterAll
    static void unload() {
        Stack.sql("delete from SaleOrder " + MINE);
    }

    private static Api at(String merchant) {
        return Api.at(Stack.get().baseUrl(), Stack.get().sisters().identity().token("manager", merchant), merchant);
    }

    private static String costly() {
        String name = json("{'name':{'ilike':'%a%b%a%b%a%c%z%'}}");
        return "/sale-orders?filter="
                + URLEncoder.encode(
                        json("{'where':{'or':[%s]}}", String.join(",", List.of(name, name, name, name))),
                        StandardCharsets.UTF_8);
    }

    // LIST-5
    @Test
    void costlyListsDoNotBlockSelling() throws Exception {
        Api busy = at(BUSY_MERCHANT);
        Api other = Stack.as("manager");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Api.Reply>> lists = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                lists.add(threads.submit(() -> busy.get(costly())));
            }

            for (int round = 0; round < 20; round++) {
                String order = cashier.open(PHO.x(1));
                cashier.add(order, BUN_CHA.x(1)).expect(200);
                cashier.checkout(order).expect(200);
                other.get("/sale-orders?limit=1").expect(200);
            }

            for (Future<Api.Reply> list : lists) {
                Api.Reply reply = list.get(60, TimeUnit.SECONDS);
                if (reply.status() != 200) {
                    assertThat(List.of(reply.status() + " " + reply.at("/code")))
                            .isSubsetOf("422 list-too-costly", "503 lists-busy");
                }
            }
        }
    }

    /** The report that the trial sent: ten patterns of sixty wildcards never reach the database. */
    @Test
    void abusiveQueriesAreRejectedAtOnce() {
        String name = json("{'name':{'ilike':'%s'}}", "%a".repeat(60));
        String filter = json("{'where':{'or':[%s%s]}}", name, ("," + name).repeat(9));

        Api.Reply refused = cashier.get("/sale-orders?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
                .expect(422);

        assertThat(refused.at("/errors/0/path")).isEqualTo("query.filter.where.or[0].name.ilike");
        assertThat(refused.at("/errors/0/message")).contains("8 wildcards");
    }
}
