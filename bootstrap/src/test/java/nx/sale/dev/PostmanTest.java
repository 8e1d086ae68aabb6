package nx.sale.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/** The collection of {@code sale postman}; ops/clients/run sends it. */
class PostmanTest {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{([^$}]+)}}");

    private final JsonNode document = Stack.contract().document();
    private final JsonNode collection =
            Postman.collection(document, Sisters.JSON.valueToTree(Stack.get().facts()));

    @Test
    void everyOperationIsARequest_belowTheNameOfItsTag() {
        List<String> documented = new ArrayList<>();
        document.at("/paths")
                .forEach(path -> path.forEach(
                        operation -> documented.add(operation.at("/tags/0").asText() + " "
                                + operation.at("/operationId").asText())));
        List<String> requests = new ArrayList<>();
        collection
                .at("/item")
                .forEach(folder -> folder.at("/item")
                        .forEach(request -> requests.add(folder.at("/name").asText() + " "
                                + request.at("/name").asText())));

        assertThat(documented).hasSizeGreaterThan(100);
        assertThat(requests.stream().filter(request -> !request.startsWith("A sale ")))
                .containsExactlyInAnyOrderElementsOf(documented);
        assertThat(requests).contains("A sale createOrder", "A sale getOrder");
    }

    @Test
    void everyVariableHasAValue() {
        List<String> known = new ArrayList<>();
        collection
                .at("/variable")
                .forEach(variable -> known.add(variable.at("/key").asText()));
        Matcher used = VARIABLE.matcher(collection.at("/item").toString());

        assertThat(known).contains("baseUrl", "merchantId", "owner", "operator", "saleOrderId", "kitchenTicketId");
        while (used.find()) {
            assertThat(known).contains(used.group(1));
        }
    }

    /** A request without what it needs is refused: the collection is sent as it is. */
    @Test
    void everyParameterThatARequestNeedsHasAValue() {
        List<String> sent = new ArrayList<>();
        collection
                .at("/item")
                .forEach(folder -> folder.at("/item")
                        .forEach(request -> request.at("/request/url/query").forEach(parameter -> {
                            if (!parameter.at("/disabled").asBoolean()) {
                                sent.add(request.at("/name").asText() + " "
                                        + parameter.at("/key").asText());
                                assertThat(parameter.at("/value").asText())
                                        .as(sent.getLast())
                                        .isNotEmpty();
                            }
                        })));

        assertThat(sent).contains("listPeople ids", "getTipsReport from", "getTipsReport to");
    }

    @Test
    void theOwnerAsksWhatAnOwnerMay_andTheOperatorTheRest() {
        assertThat(role("createOrder")).isEmpty();
        assertThat(role("listOutboxMessages")).isEqualTo("{{operator}}");
        assertThat(request("receivePaymentWebhook").at("/request/auth/type").asText())
                .isEqualTo("noauth");
        assertThat(collection.at("/auth/bearer/0/value").asText()).isEqualTo("{{owner}}");
    }

    @Test
    void everyBodyIsTheExampleOfTheDocument() {
        assertThat(request("createOrder").at("/request/body/raw").asText()).contains("saleChannelId", "items");
        document.at("/paths")
                .forEach(path -> path.forEach(operation -> {
                    if (operation.at("/requestBody/required").asBoolean()) {
                        assertThat(request(operation.at("/operationId").asText())
                                        .at("/request/body/raw")
                                        .asText())
                                .as(operation.at("/operationId").asText())
                                .isNotEqualTo("{}");
                    }
                }));
    }

    private String role(String operation) {
        return request(operation).at("/request/auth/bearer/0/value").asText();
    }

    private JsonNode request(String name) {
        for (JsonNode folder : collection.at("/item")) {
            for (JsonNode request : folder.at("/item")) {
                if (request.at("/name").asText().equals(name)) {
                    return request;
                }
            }
        }
        throw new AssertionError("no request " + name);
    }
}
