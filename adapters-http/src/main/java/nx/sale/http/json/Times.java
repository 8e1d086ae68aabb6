package nx.sale.http.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads times and dates, one way for bodies, queries and filters, and writes times for people. */
public final class Times {
    /** How far from today a time may be. */
    public enum Span {
        /** What is asked about: every year that a date has four digits for. */
        ASKED("0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "must be in the years 0001 to 9999"),
        /** What is kept. */
        KEPT("1970-01-01T00:00:00Z", "2200-01-01T00:00:00Z", "must be between 1970 and 2200");

        private final Instant first;
        private final Instant end;
        private final String rule;

        Span(String first, String end, String rule) {
            this.first = Instant.parse(first);
            this.end = Instant.parse(end);
            this.rule = rule;
        }
    }

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    /** What is left of {@code +07:00} in an address: there a bare plus is a blank. */
    private static final Pattern LOST_PLUS = Pattern.compile(".* \\d{2}(:?\\d{2})?(:?\\d{2})?");

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private Times() {}

    /** A time with its offset; refuses anything else at {@code path}. */
    public static Instant instant(String text, String path, Span span) {
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw InvalidInput.field(
                    path,
                    "format",
                    "must be a time with offset: 2026-01-31T18:30:00+07:00"
                            + (LOST_PLUS.matcher(text).matches() ? "; in an address + must be written as %2B" : ""));
        }
        if (instant.isBefore(span.first) || !instant.isBefore(span.end)) {
            throw InvalidInput.field(path, "out-of-range", span.rule);
        }
        return instant;
    }

    /** A date of the years 0001 to 9999; refuses anything else at {@code path}. */
    public static LocalDate date(String text, String path, String what) {
        try {
            if (DATE.matcher(text).matches()) {
                LocalDate date = LocalDate.parse(text);
                if (date.getYear() > 0) {
                    return date;
                }
            }
        } catch (DateTimeException e) {
            // falls through: 2026-02-30 is spelled as a date
        }
        throw InvalidInput.field(path, "format", "must be " + what + ": 2026-01-31");
    }

    /** A time as the clock on the wall shows it there. */
    public static String onTheWall(Instant at, ZoneId zone) {
        var there = at.atZone(zone);
        return (there.getSecond() == 0 ? MINUTES : SECONDS).format(there);
    }
}
