package nx.sale.http.server;

import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Says of an operation that it will be removed: it works as before, and every success has the headers.
 *
 * @param since the day on which it was marked, in UTC
 * @param sunset the day from which it may be removed, at least six months later (docs/api)
 * @param instead what to use, for the document
 */
public record Deprecation(LocalDate since, LocalDate sunset, String instead) {
    private static final int MONTHS = 6;
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    public Deprecation {
        if (sunset.isBefore(since.plusMonths(MONTHS))) {
            throw new IllegalArgumentException("a deprecated operation stays for " + MONTHS + " months");
        }
    }

    /** Its headers: {@code Deprecation} (RFC 9745) and {@code Sunset} (RFC 8594). */
    void addTo(Context context) {
        context.header("Deprecation", "@" + since.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
        context.header("Sunset", HTTP_DATE.format(sunset.atStartOfDay(ZoneOffset.UTC)));
    }
}
