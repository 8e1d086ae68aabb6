package nx.sale.bootstrap.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.util.Locale;

/**
 * One line per event: {@code time=... level=error logger=PaymentWebhookService requestId=... msg="..."} (OPS-8). A value that is more than
 * one plain word is quoted, and escaped as in JSON, as Loki's logfmt reads it.
 */
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
        line.append(" logger=");
        value(line, LogFields.logger(event));
        LogFields.of(event).forEach((key, field) -> {
            line.append(' ').append(key).append('=');
            value(line, String.valueOf(field));
        });
        line.append(" msg=");
        quoted(line, event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            line.append(" trace=");
            quoted(line, traces.convert(event));
        }
        return line.append('\n').toString();
    }

    private static void value(StringBuilder line, String text) {
        boolean plain = !text.isEmpty();
        for (int at = 0; at < text.length() && plain; at++) {
            char next = text.charAt(at);
            plain = next > ' ' && next < 0x7f && next != '"' && next != '=' && next != '\\';
        }
        if (plain) {
            line.append(text);
        } else {
            quoted(line, text);
        }
    }

    private static void quoted(StringBuilder line, String text) {
        line.append('"');
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            switch (next) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                case '\u2028', '\u2029' -> line.append(' ');
                default -> {
                    if (Character.isISOControl(next) || lonely(text, at)) {
                        line.append("\\u%04x".formatted((int) next));
                    } else {
                        line.append(next);
                    }
                }
            }
        }
        line.append('"');
    }

    /** Half of a character: it cannot be written in UTF-8. */
    private static boolean lonely(String text, int at) {
        char here = text.charAt(at);
        return Character.isHighSurrogate(here)
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : Character.isLowSurrogate(here) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
