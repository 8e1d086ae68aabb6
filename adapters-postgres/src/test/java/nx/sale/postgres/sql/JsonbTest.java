package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON columns. */
class JsonbTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01T05:00:00Z",
                "2026-03-01T05:00:00.Z",
                "2024-02-29T23:59:59.9Z",
                "2026-03-01T05:00:00.001Z",
                "2026-03-01T05:00:00.123456Z",
                "2026-03-01T05:00:00.000000001Z",
                "1969-12-31T23:59:59.999999999Z",
                "0000-01-01T00:00:00Z",
                "+12026-03-01T05:00:00Z",
                "-0001-03-01T05:00:00.5Z"
            })
    void anInstantIsReadAsItWasWritten(String text) {
        assertThat(Jsonb.instant(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-03-01",
                "2026-13-01T05:00:00Z",
                "2026-02-30T05:00:00Z",
                "2026-03-01T05:00:00.12x4Z",
                "2026-03-01T05:00:00,123Z",
                "2026-03-01 05:00:00Z",
                "2026-03-01T05:00:00",
                "2026-03-01T05:0x:00Z",
                "2026-03-01T05:00:00.1234567890Z"
            })
    void whatIsNoInstantIsRefused(String text) {
        assertThatThrownBy(() -> Jsonb.instant(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void rowsAreTheFieldsOfEachObjectAsTexts_withoutThoseThatAreNull() {
        assertThat(Jsonb.rows("""
                [{"id": 250525119116488704, "by": "user:42", "note": null}, {}, {"value": "10.50", "moved": true}]"""))
                .containsExactly(
                        Map.of("id", "250525119116488704", "by", "user:42"),
                        Map.of(),
                        Map.of("value", "10.50", "moved", "true"));
        assertThat(Jsonb.rows("[]")).isEmpty();
        assertThat(Jsonb.rows("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{'id': {'of': 1}}]", "[{'id': [1]}]", "[{'id': 1}", "[{]"})
    void whatIsNoListOfFlatObjectsIsRefused(String text) {
        assertThatThrownBy(() -> Jsonb.rows(text.replace('\'', '"'))).isInstanceOf(IllegalStateException.class);
    }
}
