package nx.sale.http.access;

import static nx.sale.http.server.Route.Method.GET;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.access.People;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.shared.PlainText;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** What the people are called whom rows name: one request for all that a screen shows (ACCESS-21). */
public final class PeopleRoutes {
    private static final int AT_ONCE = 100;
    private static final int LONGEST = 200;

    private static final Parameter IDS = new Parameter(
            "ids",
            "as rows name them, such as user:42; several by commas, " + AT_ONCE + " at most",
            true,
            Map.of("type", "array", "items", Map.of("type", "string"), "examples", List.of(List.of("user:42"))));

    @Rules.Means("somebody whom rows name")
    public record Person(
            @Rules.Means("as rows name them: user: and the id")
            String person,

            @Rules.Means("what their token said last") String name) {}

    private final People people;

    public PeopleRoutes(People people) {
        this.people = people;
    }

    public List<Route> routes() {
        return List.of(Route.of(GET, "/people", "listPeople", "What the people are called whom rows name")
                .needs(Permissions.SALE_ORDER_FIND)
                .parameter(IDS)
                .lists(Person.class)
                .handledBy(this::people));
    }

    private Answer people(Call call) {
        Set<String> ids = ids(call);
        Map<String, String> names = people.findNames(call.merchant(), ids);
        return Answers.list(ids.stream()
                .flatMap(id -> Optional.ofNullable(names.get(id)).stream().map(name -> new Person(id, name)))
                .toList());
    }

    private static Set<String> ids(Call call) {
        String text = call.query(IDS.name())
                .orElseThrow(() -> InvalidInput.field("query.ids", "required", "must name somebody"));
        Set<String> ids = new LinkedHashSet<>(List.of(text.split(",")));
        if (ids.size() > AT_ONCE) {
            throw InvalidInput.field("query.ids", "too-many", "must have at most " + AT_ONCE + " ids");
        }
        if (!ids.stream().allMatch(id -> PlainText.clean(id, LONGEST))) {
            throw InvalidInput.field("query.ids", "format", "must be ids such as user:42, separated by commas");
        }
        return ids;
    }
}
