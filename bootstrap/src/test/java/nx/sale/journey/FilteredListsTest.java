package nx.sale.journey;

import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/** What a filter finds, in which order, page by page; and a count of the same. */
class FilteredListsTest {
    private final Api manager = Stack.as("manager");

    // LIST-6
    @Test
    void listsAreFilteredOrderedAndPaged() {
        String mark = "list-" + System.nanoTime();
        for (int number = 0; number < 7; number++) {
            String id = manager.open(TEA.x(number + 1));
            manager.patch("/sale-orders/" + id, json("{'name':'%s','guestCount':%s}", mark, number + 1))
                    .expect(200);
        }
        String mine = json("{'where':{'name':'%s'}", mark);

        Api.Reply all = list(json("%s,'order':['total DESC'],'limit':3,'fields':['id','total']}", mine), "")
                .expect(200);
        assertThat(all.body().at("/count").asInt()).isEqualTo(7);
        assertThat(all.header("Content-Range")).isEqualTo("records 0-2/7");
        assertThat(all.body().at("/data"))
                .extracting(order -> order.at("/total").asText())
                .containsExactly("70000", "60000", "50000");
        assertThat(all.body().at("/data/0").size()).isEqualTo(2);
        manager.patch("/sale-orders/" + manager.open(TEA.x(9)), json("{'name':'%s'}", mark))
                .expect(200);
        Api.Reply next = list(json("%s,'order':['total DESC'],'limit':3}", mine), "&cursor=" + all.at("/nextCursor"))
                .expect(200);
        assertThat(next.body().at("/data"))
                .extracting(order -> order.at("/total").asText())
                .containsExactly("40000", "30000", "20000");
        Api.Reply last = list(json("%s,'order':['total DESC'],'limit':3}", mine), "&cursor=" + next.at("/nextCursor"))
                .expect(200);
        assertThat(last.body().at("/data")).hasSize(1);
        assertThat(last.body().at("/nextCursor").isNull()).isTrue();

        for (String where : new String[] {
            json("'total':{'between':['20000','40000']}"),
            json("'guestCount':{'inq':[2,3,4]}"),
            json("'or':[{'total':'20000'},{'total':'30000'},{'total':{'eq':40000}}]"),
            json("'and':[{'total':{'gt':'10000'}},{'total':{'lte':'40000'}}]"),
            json("'total':{'gte':'20000','lt':'50000'}"),
            json("'guestCount':{'nin':[1,5,6,7]},'customerId':null"),
            json("'guestCount':{'between':[2,4]},'note':{'neq':'x'}")
        }) {
            Api.Reply some = list(
                    json("{'where':{'name':{'ilike':'%s%%'},%s}}", mark.toUpperCase(java.util.Locale.ROOT), where), "");
            if (where.contains("note")) {
                assertThat(some.expect(422).at("/errors/0/path")).isEqualTo("query.filter.where.note");
            } else {
                assertThat(some.expect(200).body().at("/count").asInt())
                        .as(where)
                        .isEqualTo(3);
            }
        }
        assertThat(manager.get("/sale-orders/count?filter=" + encoded(mine + "}"))
                        .expect(200)
                        .body()
                        .at("/count")
                        .asInt())
                .isEqualTo(8);
        assertThat(manager.with("x-request-count", "false")
                        .get("/sale-orders?limit=2")
                        .expect(200)
                        .body()
                        .isArray())
                .isTrue();
        assertThat(manager.get("/sale-orders?status=DRAFT,PROCESSING&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z")
                        .expect(200)
                        .body()
                        .at("/count")
                        .asInt())
                .isZero();
        for (String bad : new String[] {
            json("{'where':{'password':1}}"),
            json("{'where':{'total':{'regexp':'x'}}}"),
            json("{'where':{'total':'1; drop table'}}"),
            json("{'order':['note DESC']}"),
            json("{'limit':0}"),
            json("{'include':[]}"),
            json("{'where':[]}"),
            json("{'fields':['secret']}")
        }) {
            assertThat(list(bad, "").expect(422).at("/code")).as(bad).isEqualTo("invalid");
        }
        assertThat(list("""
                {"where":{"name":"' or 1=1 --"}}""", "").expect(200).body().at("/count").asInt()).isZero();
        assertThat(manager.get("/sale-orders?cursor=bm9uc2Vuc2U").expect(422).at("/errors/0/path"))
                .isEqualTo("query.cursor");
    }

    private Api.Reply list(String filter, String more) {
        return manager.get("/sale-orders?filter=" + encoded(filter) + more);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** A count has no pages: words about them are taken and change nothing, as they always were. */
    @Test
    void aCountIsOfAllPages() {
        String name = "counted-" + System.nanoTime();
        for (int number = 0; number < 2; number++) {
            manager.patch("/sale-orders/" + manager.open(), json("{'name':'%s'}", name))
                    .expect(200);
        }
        String filter = "/sale-orders/count?filter=" + encoded(json("{'where':{'name':'%s'}}", name));

        assertThat(manager.get(filter).expect(200).at("/count")).isEqualTo("2");
        assertThat(manager.get(filter + "&limit=1").expect(200).at("/count")).isEqualTo("2");
    }

    @Test
    void aMerchantListsOnlyItsOwn() {
        Api other = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
                Restaurant.OTHER_MERCHANT);
        manager.open();

        assertThat(other.get("/sale-orders").expect(200).body().at("/data"))
                .allMatch(order -> order.at("/merchantId").asText().equals(Restaurant.OTHER_MERCHANT));
    }
}
