package nx.sale.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The schemas of records, as the records are written. */
class SchemasTest {
    private static final Map<String, Object> TEXT = Map.of("type", "string");

    record Piece(String name) {}

    record Whole(
            String id,
            @JsonUnwrapped Outer outer,
            @JsonUnwrapped Asked asked) {}

    record Outer(
            @JsonUnwrapped Inner inner,

            @Rules.Means("how many") @Nullable Integer count) {}

    record Inner(@Nullable String note) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Asked(@Nullable List<Piece> pieces) {}

    record Several(@Nullable List<String> names) {}

    record Counted(Map<String, Integer> counts, Map<String, Object> facts) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Noted(String id, @Nullable String note) {}

    @Test
    void fieldsOfGroupsAreFieldsOfTheRecordItself() {
        assertThat(properties(Whole.class))
                .containsExactly(
                        Map.entry("id", TEXT),
                        Map.entry("note", Map.of("anyOf", List.of(TEXT, Map.of("type", "null")))),
                        Map.entry(
                                "count",
                                Map.of(
                                        "anyOf",
                                        List.of(
                                                Map.of("type", "integer", "description", "how many"),
                                                Map.of("type", "null")))),
                        Map.entry(
                                "pieces",
                                Map.of(
                                        "type",
                                        "array",
                                        "items",
                                        Map.of("$ref", "#/components/schemas/SchemasTestPiece"))));
    }

    @Test
    void whatIsLeftOutWhenNullIsNeitherRequiredNorNull() {
        assertThat(schema(Whole.class)).containsEntry("required", List.of("id", "note", "count"));
    }

    @Test
    void aListThatMayBeNullHasNoNullsInIt() {
        assertThat(properties(Several.class))
                .containsExactly(Map.entry(
                        "names",
                        Map.of("anyOf", List.of(Map.of("type", "array", "items", TEXT), Map.of("type", "null")))));
    }

    @Test
    void theValuesOfAMapAreTyped() {
        assertThat(properties(Counted.class))
                .containsExactly(
                        Map.entry(
                                "counts", Map.of("type", "object", "additionalProperties", Map.of("type", "integer"))),
                        Map.entry("facts", Map.of("type", "object")));
    }

    @Test
    void whatCannotBeNullIsRequiredAmongFieldsThatAreLeftOut() {
        assertThat(schema(Noted.class)).containsEntry("required", List.of("id"));
        assertThat(properties(Noted.class)).containsExactly(Map.entry("id", TEXT), Map.entry("note", TEXT));
    }

    @Test
    void twoRecordsDoNotShareASchema() {
        Schemas schemas = new Schemas();
        schemas.reference(OrderJson.Order.class);

        assertThatThrownBy(() -> schemas.reference(OrderBodies.Order.class)).hasMessageContaining("OrderOrder");
    }

    static final class OrderJson {
        record Order(String id) {}
    }

    static final class OrderBodies {
        record Order(String id) {}
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Class<?> record) {
        return (Map<String, Object>) schema(record).get("properties");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> schema(Class<?> record) {
        Schemas schemas = new Schemas();
        schemas.reference(record);
        return (Map<String, Object>) schemas.components().get("SchemasTest" + record.getSimpleName());
    }
}
