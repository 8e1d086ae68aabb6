package nx.sale.bootstrap;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.util.Locale;

/** One line per event: {@code time=... level=error logger=PaymentWebhookService requestId=... msg="..."} (spec 05). */
public final class LogfmtLayout extends LayoutBase<ILoggingEvent> {
    private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

    @Override
    public void start() {
        traces.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(200);
        line.append("time=").append(Instant.ofEpochMilli(event.getTimeStamp()));
        line.append(" level=").append(event.getLevel().toString().toLowerCase(Locale.ROOT));
        String logger = event.getLoggerName();
        line.append(" logger=").append(logger.substring(logger.lastIndexOf('.') + 1));
        event.getMDCPropertyMap()
                .forEach(
                        (key, value) -> line.append(' ').append(key).append('=').append(value(value)));
        line.append(" msg=").append(quoted(event.getFormattedMessage()));
        if (event.getThrowableProxy() != null) {
            line.append(" trace=").append(quoted(traces.convert(event)));
        }
        return line.append('\n').toString();
    }

    /** Names and ids of users may have blanks: then they are quoted, so that they cannot pass for another field. */
    private static String value(String text) {
        boolean plain = text.chars().allMatch(c -> c > ' ' && c != '"' && c != '=' && c != '\\' && c < 0x7f);
        return plain && !text.isEmpty() ? text : quoted(text);
    }

    /** In quotes and on one line, control characters spelled out. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\\', '"' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append(' ');
                case '\r' -> {}
                case '\u2028', '\u2029' -> quoted.append(' ');
                default -> {
                    if (Character.isISOControl(c)) {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
