package nx.sale.http.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import nx.sale.domain.listing.ListField;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.listing.ListQuery.FieldType;
import nx.sale.http.json.InvalidInput;
import org.junit.jupiter.api.Test;

/** What is handed out as a cursor is taken back as it was. */
class CursorsTest {
    private static ListQuery.Term term(FieldType type) {
        return new ListQuery.Term(ListField.filtered(type.name().toLowerCase(), type), true);
    }

    private static List<Object> roundTrip(FieldType type, Object value) {
        List<ListQuery.Term> order = List.of(term(type));
        return Cursors.read(Cursors.of(order, List.of(value, 7L)), order);
    }

    @Test
    void everyTextIsDecodedUnchanged() {
        for (String text : List.of(
                "",
                "Bàn 2",
                "two\nlines",
                "a\tb\r\n",
                "🍜".repeat(200),
                "ầ".repeat(200),
                "x".repeat(4_000),
                "\u001f",
                "a\u001b\u001fb\u001b",
                "\u001b",
                "\u001f\u001f",
                "\u0001",
                "\\",
                "null",
                "name+",
                "\u2028")) {
            assertThat(roundTrip(FieldType.TEXT, text)).containsExactly(text, 7L);
        }
        Random random = new Random(14);
        String letters = "a\u001f\u001b\n🍜%,+-";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(12), 0, letters.codePointCount(0, letters.length()))
                    .forEach(at -> text.appendCodePoint(letters.codePointAt(letters.offsetByCodePoints(0, at))));
            assertThat(roundTrip(FieldType.TEXT, text.toString())).containsExactly(text.toString(), 7L);
        }
    }

    @Test
    void everyOtherValueIsDecodedUnchanged() {
        for (String number : List.of("0", "0.0000", "-0.0001", "99999999999.9999", "0E-10", "1E+3", "1E+15")) {
            assertThat((BigDecimal)
                            roundTrip(FieldType.DECIMAL, new BigDecimal(number)).getFirst())
                    .isEqualByComparingTo(number);
        }
        for (int number : new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(roundTrip(FieldType.WHOLE, number)).containsExactly(number, 7L);
        }
        for (long id : new long[] {0, 1, Long.MAX_VALUE}) {
            assertThat(roundTrip(FieldType.ID, id)).containsExactly(id, 7L);
        }
        Instant at = Instant.parse("2026-01-31T18:30:00.123456Z");
        assertThat(roundTrip(FieldType.INSTANT, at)).containsExactly(at, 7L);
        LocalDate day = LocalDate.of(2026, 1, 31);
        assertThat(roundTrip(FieldType.DATE, day)).containsExactly(day, 7L);
    }

    @Test
    void severalTermsAreDecodedUnchanged() {
        List<ListQuery.Term> order = List.of(term(FieldType.TEXT), term(FieldType.DECIMAL), term(FieldType.INSTANT));
        List<Object> values = List.of("a\u001fb", BigDecimal.ONE, Instant.EPOCH, 9L);

        assertThat(Cursors.read(Cursors.of(order, values), order)).isEqualTo(values);
    }

    // LIST-3
    @Test
    void inventedCursorIsRejected() {
        List<ListQuery.Term> order = List.of(term(FieldType.TEXT));
        List<String> made = new ArrayList<>(List.of("", "!", "bm9uc2Vuc2U", "A".repeat(9_000)));
        for (String text : List.of(
                "text-\u001fa",
                "text-\u001fa\u001f7\u001f8",
                "text+\u001fa\u001f7",
                "text-\u001fa\u0000b\u001f7",
                "text-\u001fa\u001f99999999999999999999",
                "text-\u001fa\u001f-7")) {
            made.add(Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        }
        for (String cursor : made) {
            assertThatThrownBy(() -> Cursors.read(cursor, order))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("query.cursor");
        }
        List<ListQuery.Term> times = List.of(term(FieldType.INSTANT));
        for (String time : List.of("+999999999-12-31T23:59:59Z", "soon", "-0001-01-01T00:00:00Z")) {
            String cursor = Base64.getUrlEncoder()
                    .encodeToString(("instant-\u001f" + time + "\u001f7").getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> Cursors.read(cursor, times)).isInstanceOf(InvalidInput.class);
        }
    }
}
