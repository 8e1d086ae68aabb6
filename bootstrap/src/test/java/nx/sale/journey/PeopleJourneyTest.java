package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nx.sale.kit.Api;
import nx.sale.kit.Menu;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/** What the people are called whom rows name. */
class PeopleJourneyTest {
    private final Api waiter = Stack.as("waiter");
    private final Api cook = Stack.as("kitchen");

    private static String id(Api who) {
        return "user:" + who.get("/me").expect(200).at("/userId");
    }

    private static List<String> names(Api who, String... ids) {
        List<String> names = new ArrayList<>();
        who.get("/people?ids=" + String.join(",", ids))
                .expect(200)
                .body()
                .at("/data")
                .forEach(person -> names.add(
                        person.at("/person").asText() + " " + person.at("/name").asText()));
        return names;
    }

    // ACCESS-21
    @Test
    void whoOpenedAnOrderHasAName_whoeverReadsIt() {
        String order = waiter.open(Menu.PHO.x(1));
        String opener = waiter.get("/sale-orders/" + order).at("/createdBy");

        assertThat(opener).isEqualTo(id(waiter));
        assertThat(names(cook, "user:1", opener, "service:mq-pay", opener)).containsExactly(opener + " waiter");
        assertThat(names(Stack.as("manager"), "user:1")).isEmpty();
    }

    // ACCESS-15
    @Test
    void anotherMerchantsPeopleAreNotNamed() {
        waiter.open(Menu.PHO.x(1));
        Api elsewhere =
                Api.at(Stack.get().baseUrl(), Stack.get().sisters().identity().token("manager", "80001"), "80001");

        assertThat(names(elsewhere, id(waiter))).isEmpty();
    }

    // ACCESS-21
    @Test
    void aHundredAreNamedAtOnce() {
        String hundred = ids(100);

        cook.get("/people?ids=" + hundred).expect(200);
        assertThat(cook.get("/people?ids=" + hundred + ",user:0").expect(422).at("/errors/0/code"))
                .isEqualTo("too-many");
        assertThat(cook.get("/people").expect(422).at("/errors/0/code")).isEqualTo("required");
        assertThat(cook.get("/people?ids=user:1,,user:2").expect(422).at("/errors/0/code"))
                .isEqualTo("format");
    }

    private static String ids(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(id -> "user:" + id).collect(Collectors.joining(","));
    }
}
