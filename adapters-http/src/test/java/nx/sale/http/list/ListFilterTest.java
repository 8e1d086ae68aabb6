package nx.sale.http.list;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nx.sale.domain.listing.ListField;
import nx.sale.domain.listing.ListQuery.FieldType;
import nx.sale.domain.listing.ListQuery.Filter;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.JsonTree;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** How much a filter may ask for. */
class ListFilterTest {
    private static final List<ListField<Object>> FIELDS = List.of(
            ListField.filtered("id", FieldType.ID),
            ListField.filtered("name", FieldType.TEXT),
            ListField.filtered("total", FieldType.DECIMAL),
            ListField.filtered("at", FieldType.INSTANT));

    private static Filter read(String where) {
        return new ListFilter(FIELDS).where(JsonTree.parse(where, "where"), "where");
    }

    private static void refused(String where, String path, String code) {
        assertThatThrownBy(() -> read(where))
                .as(where)
                .asInstanceOf(InstanceOfAssertFactories.throwable(InvalidInput.class))
                .satisfies(invalid -> assertThat(invalid.errors())
                        .singleElement()
                        .satisfies(error -> {
                            assertThat(error.path()).isEqualTo(path);
                            assertThat(error.code()).isEqualTo(code);
                        }));
    }

    private static String times(int count, String part) {
        return String.join(",", Collections.nCopies(count, part));
    }

    // LIST-4
    @Test
    void wildcardsAreBounded() {
        assertThat(read(json("{'name':{'ilike':'%a%b%c%d%e_f_'}}"))).isNotNull();
        assertThat(read(json("{'name':{'like':'%s'}}", "\\\\%".repeat(60)))).isNotNull();
        refused(json("{'name':{'ilike':'%s'}}", "%a".repeat(9)), "where.name.ilike", "too-many");
        refused(json("{'name':{'like':'%s'}}", "_".repeat(9)), "where.name.like", "too-many");
        refused(json("{'name':{'like':'%s'}}", "\\\\\\\\%".repeat(9)), "where.name.like", "too-many");
        refused(json("{'name':{'like':'a\\\\'}}"), "where.name.like", "format");
    }

    // LIST-4
    @Test
    void patternsAreBounded_inEveryCombination() {
        String five = IntStream.range(0, 5)
                .mapToObj(n -> json("{'name':{'ilike':'%%%s%%'}}", n))
                .collect(Collectors.joining(","));
        refused(json("{'or':[%s]}", five), "where.or[4].name.ilike", "too-many");
        refused(json("{'and':[%s]}", five), "where.and[4].name.ilike", "too-many");
        refused(
                json("{'or':[{'name':{'like':'a','ilike':'b'}},{'name':{'like':'a','ilike':'b'}},"
                        + "{'name':{'like':'a'}}]}"),
                "where.or[2].name.like",
                "too-many");
    }

    /** Empty branches and several operators of one field count as well. */
    // LIST-4
    @Test
    void conditionsAreBounded() {
        assertThat(read(json("{'or':[%s]}", times(15, json("{'id':'1'}"))))).isNotNull();
        refused(json("{'or':[%s]}", times(16, json("{'id':'1'}"))), "where.or[15]", "too-many");
        refused(json("{'or':[%s]}", times(31, "{}")), "where.or[30]", "too-many");
        refused(
                json("{'or':[%s]}", times(8, json("{'id':{'gt':'1','lt':'9','neq':'4'}}"))),
                "where.or[7].id.lt",
                "too-many");
    }

    // LIST-4
    @Test
    void listsAreBounded_eachAndTogether() {
        assertThat(read(json("{'id':{'in':[%s]}}", times(200, json("'1'"))))).isNotNull();
        refused(json("{'id':{'in':[%s]}}", times(201, json("'1'"))), "where.id.in", "too-many");
        refused(json("{'id':{'nin':[]}}"), "where.id.nin", "too-few");
        String full = "[" + times(200, json("'1'")) + "]";
        refused(json("{'id':{'in':%s,'nin':%s,'inq':['1']}}", full, full), "where.id.inq", "too-many");
        assertThatThrownBy(() -> new ListFilter(FIELDS).shortcut("name", "a,".repeat(200)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("query.name");
    }

    // LIST-4
    @Test
    void depthIsBounded() {
        assertThat(read(json("%s{'id':'1'}%s", json("{'or':[").repeat(4), "]}".repeat(4))))
                .isNotNull();
        refused(
                json("%s{'id':'1'}%s", json("{'or':[").repeat(5), "]}".repeat(5)),
                "where" + ".or[0]".repeat(5),
                "type");
    }

    /** What may be stored may be asked for, and what PostgreSQL cannot hold is refused before it sees it. */
    @Test
    void textsAreCountedAsPeopleCountThem() {
        assertThat(read(json("{'name':'%s'}", "🍜".repeat(200)))).isNotNull();
        assertThat(read(json("{'name':'two\\nlines\\tand more'}"))).isNotNull();
        refused(json("{'name':'%s'}", "🍜".repeat(201)), "where.name", "too-long");
        refused(json("{'name':'a\\u0000b'}"), "where.name", "format");
        refused(json("{'name':'\\ud800'}"), "where.name", "format");
        refused(json("{'name':{'ilike':'%\\udc00'}}"), "where.name.ilike", "format");
    }

    @Test
    void numbersAndTimesAreBounded() {
        refused(json("{'total':1e1000000000}"), "where.total", "format");
        refused(json("{'total':'1e9'}"), "where.total", "format");
        refused(json("{'id':'9223372036854775808'}"), "where.id", "out-of-range");
        refused(json("{'at':{'gt':'+999999999-12-31T23:59:59Z'}}"), "where.at.gt", "out-of-range");
        refused(
                json("{'at':{'between':['2026-01-01T00:00:00Z','2026-01-01T00:00:00 07:00']}}"),
                "where.at.between",
                "format");
    }
}
