package nx.sale.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
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

    record Counted(Map<String, Boolean> counts, Map<String, Object> facts) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Noted(String id, @Nullable String note) {}

    @Test
    void fieldsOfGroupsAreFieldsOfTheRecordItself() {
        assertThat(properties(Whole.class))
                .containsExactly(
                        Map.entry("id", AnswerTexts.id()),
                        Map.entry("note", Map.of("type", List.of("string", "null"))),
                        Map.entry(
                                "count",
                                Map.of(
                                        "type",
                                        List.of("integer", "null"),
                                        "format",
                                        "int32",
                                        "description",
                                        "how many")),
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
                .containsExactly(Map.entry("names", Map.of("type", List.of("array", "null"), "items", TEXT)));
    }

    @Test
    void theValuesOfAMapAreTyped() {
        assertThat(properties(Counted.class))
                .containsExactly(
                        Map.entry(
                                "counts", Map.of("type", "object", "additionalProperties", Map.of("type", "boolean"))),
                        Map.entry("facts", Map.of("type", "object", "additionalProperties", true)));
    }

    @Test
    void whatCannotBeNullIsRequiredAmongFieldsThatAreLeftOut() {
        assertThat(schema(Noted.class)).containsEntry("required", List.of("id"));
        assertThat(properties(Noted.class)).containsExactly(Map.entry("id", AnswerTexts.id()), Map.entry("note", TEXT));
    }

    @Test
    void twoRecordsDoNotShareASchema() {
        Schemas schemas = new Schemas();
        schemas.answer(OrderJson.Order.class);

        assertThatThrownBy(() -> schemas.answer(OrderBodies.Order.class)).hasMessageContaining("schema Order");
    }

    record Body(
            Long id,
            Optional<List<String>> names,
            @Rules.Size(min = 2) List<String> pair) {}

    @Test
    void anIdIsText_andAnOptionalListMayBeEmpty() {
        assertThat(properties(Body.class, Schemas::request))
                .containsEntry("id", AnswerTexts.id())
                .hasEntrySatisfying(
                        "names", names -> assertThat(names.toString()).contains("minItems=0"))
                .hasEntrySatisfying("pair", pair -> assertThat(pair.toString()).contains("minItems=2"));
    }

    @Test
    void onlyARequestRefusesMoreFields() {
        assertThat(schema(Body.class, Schemas::request)).containsEntry("additionalProperties", false);
        assertThat(schema(Piece.class, Schemas::answer)).doesNotContainKey("additionalProperties");
    }

    record Figures(
            Long number,
            long total,
            @Rules.Day String from,
            @Rules.OneOf(Size.class) String size) {}

    enum Size {
        SMALL,
        LARGE
    }

    @Test
    void numbersOfAnswersAreIntegers_daysDays_andNamesOfConstantsAnEnum() {
        assertThat(properties(Figures.class))
                .containsEntry("number", Map.of("type", "integer", "format", "int64"))
                .containsEntry("total", Map.of("type", "integer", "format", "int64"))
                .containsEntry("from", AnswerTexts.day())
                .containsEntry("size", Map.of("$ref", "#/components/schemas/SchemasTestSize"));
    }

    enum Way {
        BY_SEAT,
        EVENLY
    }

    @Rules.Kinds(by = "way")
    record Divided(
            Way way,
            @Rules.Of("BY_SEAT") Optional<Integer> seat,
            @Rules.Of(value = "EVENLY", needed = true) Optional<Integer> parts,
            @Rules.Of(value = "EVENLY", needed = true) Optional<List<String>> names) {}

    @Test
    void aBodyOfSeveralKindsIsOneOfThem() {
        Schemas schemas = new Schemas();
        schemas.request(Divided.class);

        assertThat(schemas.components().get("SchemasTestDivided"))
                .isEqualTo(Map.of(
                        "oneOf",
                        List.of(
                                Map.of("$ref", "#/components/schemas/SchemasTestDividedBySeat"),
                                Map.of("$ref", "#/components/schemas/SchemasTestDividedEvenly")),
                        "discriminator",
                        Map.of(
                                "propertyName",
                                "way",
                                "mapping",
                                Map.of(
                                        "BY_SEAT",
                                        "#/components/schemas/SchemasTestDividedBySeat",
                                        "EVENLY",
                                        "#/components/schemas/SchemasTestDividedEvenly"))));
        assertThat(schemas.components().get("SchemasTestDividedEvenly").toString())
                .contains("required=[way, parts, names]", "enum=[EVENLY]", "minItems=1")
                .doesNotContain("seat");
    }

    @Rules.Patch
    record Redrawn(
            @Rules.Means("the floor") @Rules.Size(min = 0) Optional<List<String>> zones,
            @Rules.Size(min = 0) Optional<Optional<List<String>>> codes,
            Optional<List<String>> names) {}

    record Drawn(@Rules.Size(min = 0) Optional<List<String>> zones) {}

    @Test
    void aPatchSaysWhichListsAnEmptyOneEmpties() {
        assertThat(properties(Redrawn.class, Schemas::request))
                .hasEntrySatisfying(
                        "zones", zones -> assertThat(zones.toString()).contains("the floor; an empty list removes all"))
                .hasEntrySatisfying(
                        "codes", codes -> assertThat(codes.toString()).contains("an empty list removes all"))
                .hasEntrySatisfying(
                        "names", names -> assertThat(names.toString()).doesNotContain("removes"));
        assertThat(properties(Drawn.class, Schemas::request).toString()).doesNotContain("removes");
    }

    /** Words that are said elsewhere. */
    public static final class Colours implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return List.of("red", "blue");
        }
    }

    @Rules.Means("something painted")
    record Painted(
            @Rules.Known(Colours.class) String ours,

            @Rules.Known(value = Colours.class, others = true)
            String theirs) {}

    @Test
    void knownWordsAreAnEnum_thatOthersMayAddTo() {
        Map<String, Object> words = Map.of("type", "string", "enum", List.of("red", "blue"));

        assertThat(properties(Painted.class))
                .containsEntry("ours", words)
                .containsEntry("theirs", Map.of("type", "string", "anyOf", List.of(words, TEXT)));
        assertThat(schema(Painted.class)).containsEntry("description", "something painted");
    }

    record Paid(
            @Rules.Positive BigDecimal amount,
            @Rules.NotNegative BigDecimal taxRate,
            BigDecimal effect,
            @Rules.Currency String currency) {}

    @Test
    void anAmountThatIsRefusedBelowZeroHasNoSign() {
        Map<String, Object> properties = properties(Paid.class, Schemas::request);

        assertThat(properties.get("amount").toString()).contains("^\\d{1,11}");
        assertThat(properties.get("taxRate").toString()).contains("^\\d{1,11}", "examples=[8]");
        assertThat(properties.get("effect").toString()).contains("^-?\\d{1,11}");
        assertThat(properties.get("currency").toString()).contains("^[A-Z]{3}$");
    }

    static final class OrderJson {
        record Order(String id) {}
    }

    static final class OrderBodies {
        record Order(String id) {}
    }

    private static Map<String, Object> properties(Class<?> record) {
        return properties(record, Schemas::answer);
    }

    private static Map<String, Object> schema(Class<?> record) {
        return schema(record, Schemas::answer);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Class<?> record, BiConsumer<Schemas, Class<?>> use) {
        return (Map<String, Object>) schema(record, use).get("properties");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> schema(Class<?> record, BiConsumer<Schemas, Class<?>> use) {
        Schemas schemas = new Schemas();
        use.accept(schemas, record);
        return (Map<String, Object>) schemas.components().get("SchemasTest" + record.getSimpleName());
    }
}
