package nx.sale.bootstrap.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a log line says beside its message, by name: what holds for the whole request (MDC) and the key-value pairs of the statement. Each is
 * a field of its own in both formats, so that a query finds {@code topic}, {@code offset} or an id wherever the line comes from.
 */
final class LogFields {
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9_.-]");
    private static final Set<String> TAKEN = Set.of("time", "level", "logger", "msg", "trace");

    private LogFields() {}

    /** In that order; numbers stay numbers. A name that the line itself uses gets an underscore. */
    static Map<String, Object> of(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        event.getMDCPropertyMap().forEach((key, value) -> put(fields, key, value));
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> put(fields, pair.key, pair.value));
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, String key, Object value) {
        String name = UNFIT.matcher(key).replaceAll("_");
        fields.put(TAKEN.contains(name) ? name + "_" : name, value instanceof Number number ? number : text(value));
    }

    private static String text(Object value) {
        return value instanceof Optional<?> optional
                ? optional.map(Object::toString).orElse("")
                : String.valueOf(value);
    }

    /** The last part of a logger's name: {@code PaymentWebhookService}. */
    static String logger(ILoggingEvent event) {
        String name = event.getLoggerName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
