package nx.sale.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static Instant asked(String text) {
        return Times.instant(text, "query.from", Times.Span.ASKED);
    }

    private static void refused(Runnable read, String code, String rule) {
        assertThatThrownBy(read::run)
                .asInstanceOf(InstanceOfAssertFactories.throwable(InvalidInput.class))
                .satisfies(invalid -> {
                    assertThat(invalid.errors()).singleElement().satisfies(error -> {
                        assertThat(error.path()).isEqualTo("query.from");
                        assertThat(error.code()).isEqualTo(code);
                        assertThat(error.message()).contains(rule);
                    });
                });
    }

    // LIST-7
    @Test
    void aTimeHasAnOffset() {
        assertThat(asked("2026-01-31T18:30:00+07:00")).isEqualTo("2026-01-31T11:30:00Z");
        assertThat(asked("2026-01-31T18:30Z")).isEqualTo("2026-01-31T18:30:00Z");
        for (String text :
                List.of("", "yesterday", "2026-01-31", "2026-01-31T18:30:00", "1769884200", "2026-02-30T00:00Z")) {
            refused(() -> asked(text), "format", "must be a time with offset");
        }
    }

    // LIST-7
    @Test
    void itIsOfAYearWithFourDigits_inUtc() {
        assertThat(asked("0001-01-01T00:00:00Z")).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(asked("9999-12-31T23:59:59.999999999Z")).isBefore("+10000-01-01T00:00:00Z");
        for (String text : List.of(
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00",
                "0001-01-01T00:00:00+01:00",
                "0000-12-31T23:59:59Z",
                "-0001-01-01T00:00:00Z")) {
            refused(() -> asked(text), "out-of-range", "0001 to 9999");
        }
        refused(
                () -> Times.instant("0001-01-01T00:00:00Z", "query.from", Times.Span.KEPT),
                "out-of-range",
                "between 1970 and 2200");
        refused(
                () -> Times.instant("2200-01-01T00:00:00Z", "query.from", Times.Span.KEPT),
                "out-of-range",
                "between 1970 and 2200");
    }

    /** A bare plus in an address is a blank: the commonest mistake there is. */
    @Test
    void spaceInsteadOfPlusIsExplained() {
        refused(() -> asked("2026-01-31T18:30:00 07:00"), "format", "%2B");
        refused(() -> asked("2026-01-31T18:30 0700"), "format", "%2B");
        assertThatThrownBy(() -> asked("2026-01-31T18:30:00")).hasMessageNotContaining("%2B");
    }

    @Test
    void aDateHasFourDigitsForItsYear() {
        assertThat(Times.date("2026-01-31", "query.from", "a date")).isEqualTo(LocalDate.of(2026, 1, 31));
        for (String text : List.of(
                "", "2026-1-31", "2026-02-30", "+12026-01-31", "-2026-01-31", "0000-01-01", "2026-01-31T00:00Z")) {
            refused(() -> Times.date(text, "query.from", "a date"), "format", "must be a date");
        }
    }

    @Test
    void timesAreShownInTheMerchantsTimeZone() {
        ZoneId saigon = ZoneId.of("Asia/Ho_Chi_Minh");

        assertThat(Times.onTheWall(Instant.parse("2026-01-31T18:30:00Z"), saigon))
                .isEqualTo("2026-02-01 01:30");
        assertThat(Times.onTheWall(Instant.parse("2026-01-31T18:30:07.9Z"), saigon))
                .isEqualTo("2026-02-01 01:30:07");
    }
}
