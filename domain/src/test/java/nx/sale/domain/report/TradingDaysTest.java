package nx.sale.domain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ranges and how they are cut. */
class TradingDaysTest {
    private static TradingDays days(String from, String to) {
        return new TradingDays(LocalDate.parse(from), LocalDate.parse(to));
    }

    // REPORT-3
    @Test
    void weeksBeginOnMonday_andTheEndsAreCutShort() {
        assertThat(days("2026-02-25", "2026-03-10").by(TradingDays.Cut.WEEK))
                .containsExactly(
                        days("2026-02-25", "2026-03-01"),
                        days("2026-03-02", "2026-03-08"),
                        days("2026-03-09", "2026-03-10"));
        assertThat(LocalDate.parse("2026-03-02").getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    }

    // REPORT-3
    @Test
    void monthsAreThoseOfTheCalendar() {
        assertThat(days("2024-02-10", "2024-04-01").by(TradingDays.Cut.MONTH))
                .containsExactly(
                        days("2024-02-10", "2024-02-29"),
                        days("2024-03-01", "2024-03-31"),
                        days("2024-04-01", "2024-04-01"));
    }

    @ParameterizedTest
    @EnumSource(TradingDays.Cut.class)
    void everyDayIsInOnePeriod(TradingDays.Cut cut) {
        TradingDays all = days("2023-12-29", "2026-11-01");

        List<LocalDate> covered = all.by(cut).stream()
                .flatMap(period -> period.from().datesUntil(period.to().plusDays(1)))
                .toList();

        assertThat(covered)
                .containsExactlyElementsOf(
                        all.from().datesUntil(all.to().plusDays(1)).toList());
    }

    // REPORT-1
    @Test
    void aRangeEndsAfterItBegins_andIsNotEndless() {
        assertThat(days("2026-01-01", "2026-01-01").by(TradingDays.Cut.DAY)).hasSize(1);
        LocalDate first = LocalDate.parse("2020-01-01");
        assertThat(new TradingDays(first, first.plusDays(TradingDays.LONGEST - 1)).by(TradingDays.Cut.DAY))
                .hasSize(TradingDays.LONGEST);
        assertThatThrownBy(() -> new TradingDays(first, first.plusDays(TradingDays.LONGEST)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> days("2026-01-02", "2026-01-01")).isInstanceOf(IllegalArgumentException.class);
    }
}
