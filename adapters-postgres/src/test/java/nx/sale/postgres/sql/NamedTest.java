package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.junit.jupiter.api.Test;

/** Where the parameters of a statement are. */
class NamedTest {
    @Test
    void quotesCommentsAndCastsStayAsTheyAre() {
        assertThat(Named.of("""
                        select ':a', ":b", c::text, 'it''s :d' -- :e?
                          /* :f? */ from t where g = :g and h=:h2""")).isEqualTo(new Named("""
                        select ':a', ":b", c::text, 'it''s :d' -- :e?
                          /* :f? */ from t where g = ? and h=?""", List.of("g", "h2")));
    }

    @Test
    void whatHasNoNameIsRefused() {
        assertThatThrownBy(() -> Named.of("select 1 where a = ?")).hasMessageStartingWith("? is no parameter");
        assertThatThrownBy(() -> Named.of("select a[1: 2]")).hasMessageStartingWith("a name is missing at 11");
    }

    @Test
    void everyStatementIsReadAsJdbiReadsIt() {
        ColonPrefixSqlParser jdbi = new ColonPrefixSqlParser();
        for (Statement statement : Statement.all()) {
            StringBuilder named = new StringBuilder();
            String[] parts = statement.text().split("\\?", -1);
            for (int part = 0; part < parts.length; part++) {
                named.append(part == 0 ? "" : ":" + statement.parameters().get(part - 1))
                        .append(parts[part]);
            }

            ParsedSql read = jdbi.parse(named.toString(), null);

            assertThat(Named.of(named.toString()))
                    .isEqualTo(new Named(read.getSql(), read.getParameters().getParameterNames()));
        }
    }
}
