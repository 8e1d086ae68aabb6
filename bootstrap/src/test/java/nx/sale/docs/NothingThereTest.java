package nx.sale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import nx.sale.http.server.Route;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation about one thing says 404 when it is not there, as the document has it. */
class NothingThereTest {
    private final Api owner = Stack.as("owner");

    static Stream<Route> aboutOne() {
        return Stack.get().service().routes().stream()
                .filter(route -> route.entry() instanceof Route.Entry.Needs)
                .filter(route -> route.path().contains("{id}"));
    }

    // REQUEST-1
    @ParameterizedTest
    @MethodSource("aboutOne")
    void whatIsNotThereIsNotFound(Route route) {
        String path = route.path().replaceAll("\\{[^}]+}", "1");
        String body = route.examples().values().stream().findFirst().orElse("");

        Api.Reply reply = owner.call(route.method().name(), path, body);

        assertThat(reply.status()).as(reply.text()).isIn(403, 404);
        assertThat(reply.at("/code")).matches("permission-denied|.*-not-found");
    }
}
