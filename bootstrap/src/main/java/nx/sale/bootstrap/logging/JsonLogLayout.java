package nx.sale.bootstrap.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import nx.sale.json.BoundedJson;

/** One JSON object per event, with the names of {@link LogfmtLayout}: {@code {"time":...,"level":"error","logger":...,"msg":...}}. */
public final class JsonLogLayout extends LayoutBase<ILoggingEvent> {
    private static final ObjectMapper JSON = BoundedJson.files();

    private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

    @Override
    public void start() {
        traces.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        line.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        line.put("logger", LogFields.logger(event));
        LogFields.of(event).forEach((key, field) -> {
            switch (field) {
                case Integer number -> line.put(key, number);
                case Long number -> line.put(key, number);
                default -> line.put(key, field.toString());
            }
        });
        line.put("msg", event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            line.put("trace", traces.convert(event));
        }
        try {
            return JSON.writeValueAsString(line) + '\n';
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
