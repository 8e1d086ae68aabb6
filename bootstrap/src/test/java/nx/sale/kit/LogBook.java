package nx.sale.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nx.sale.bootstrap.logging.JsonLogLayout;
import nx.sale.bootstrap.logging.LogLine;
import nx.sale.bootstrap.logging.LogfmtLayout;
import org.slf4j.LoggerFactory;

/** What the service logs from now on until it is closed, in both formats. */
public final class LogBook implements AutoCloseable {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            super.append(event);
        }
    };
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final LogfmtLayout logfmt = new LogfmtLayout();
    private final JsonLogLayout json = new JsonLogLayout();

    public LogBook() {
        lines.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        lines.start();
        logfmt.start();
        json.start();
        root.addAppender(lines);
    }

    /** The lines so far, in logfmt. */
    public List<String> logfmt() {
        return List.copyOf(lines.list).stream().map(logfmt::doLayout).toList();
    }

    /** Whether a line of both formats has all of this: {@code name=value}, {@code name=} for any value, or a word somewhere in it. */
    public boolean found(String... words) {
        List<ILoggingEvent> events = List.copyOf(lines.list);
        return found(events, event -> LogLine.logfmt(logfmt.doLayout(event)), words)
                && found(events, event -> LogLine.json(json.doLayout(event)), words);
    }

    private static boolean found(
            List<ILoggingEvent> events, Function<ILoggingEvent, Map<String, String>> read, String... words) {
        return events.stream().map(read).anyMatch(fields -> Arrays.stream(words).allMatch(word -> has(fields, word)));
    }

    private static boolean has(Map<String, String> fields, String word) {
        int sign = word.indexOf('=');
        return sign < 0
                ? fields.values().stream().anyMatch(value -> value.contains(word))
                : fields.containsKey(word.substring(0, sign))
                        && (sign == word.length() - 1
                                || word.substring(sign + 1).equals(fields.get(word.substring(0, sign))));
    }

    /** Ends it. Every line, whoever wrote it, must be readable in both formats, and say the same in both. */
    @Override
    public void close() {
        root.detachAppender(lines);
        for (ILoggingEvent event : List.copyOf(lines.list)) {
            String line = logfmt.doLayout(event);
            assertThat(LogLine.logfmt(line))
                    .as(line)
                    .isEqualTo(LogLine.json(json.doLayout(event)))
                    .containsKeys("time", "level", "logger", "msg");
        }
    }
}
