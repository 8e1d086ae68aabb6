package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nx.sale.postgres.TestDatabase;
import org.junit.jupiter.api.Test;

/** Rows of two shapes by one statement. */
class TwoShapesTest {
    private static final Sql READ = Sql.of(TwoShapes.of(
            new TwoShapes.Shape("h.id, greatest(h.id, :least) as atLeast, h.name", "h.rank", """
              from (values (7, 'seven', cast(50 as bigint)), (9, 'nine', cast(40 as bigint))) h (id, name, rank)
            """),
            new TwoShapes.Shape("i.ID, i.owner", "i.id", """
              from (values (20, 7), (10, 9)) i (id, owner)
            """)));

    @Test
    void headsComeFirst_eachShapeInItsOrder_andEachRowHasTheColumnsOfItsShape() {
        List<String> rows = TestDatabase.reads()
                .list(
                        READ.bind("least", 8),
                        row -> TwoShapes.isHead(row)
                                ? row.getInt("id") + " " + row.getString("name") + " " + row.getInt("atLeast") + " "
                                        + row.getString("owner")
                                : row.getInt("id") + " of " + row.getInt("owner") + " " + row.getString("name"));

        assertThat(rows).containsExactly("9 nine 9 null", "7 seven 8 null", "10 of 9 null", "20 of 7 null");
    }

    @Test
    void aPrefixStandsBeforeEachName_notBeforeExpressions() {
        assertThat(TwoShapes.prefixed("t.", "o.id, array(select a, b from c) as many, plain"))
                .isEqualTo("t.id, t.many, t.plain");
    }
}
