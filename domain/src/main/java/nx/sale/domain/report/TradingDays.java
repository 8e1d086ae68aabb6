package nx.sale.domain.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Stream;

/** Trading days from one to another, both in it (REPORT-1). */
public record TradingDays(LocalDate from, LocalDate to) {
    /** Three years and some: what one report may span. */
    public static final int LONGEST = 1_100;

    /** How a range is cut into periods. */
    public enum Cut {
        DAY,
        WEEK,
        MONTH
    }

    /**
     * @throws IllegalArgumentException for a range that ends before it begins, or is longer than {@link #LONGEST} days
     */
    public TradingDays {
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= LONGEST) {
            throw new IllegalArgumentException("from " + from + " to " + to);
        }
    }

    /** The days, weeks from Monday, or months in here, one after the other; the first and the last may be cut short. */
    public List<TradingDays> by(Cut cut) {
        return Stream.iterate(
                        from, day -> !day.isAfter(to), day -> last(day, cut).plusDays(1))
                .map(day -> new TradingDays(day, earlier(last(day, cut), to)))
                .toList();
    }

    private static LocalDate last(LocalDate day, Cut cut) {
        return switch (cut) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            case MONTH -> day.with(TemporalAdjusters.lastDayOfMonth());
        };
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
