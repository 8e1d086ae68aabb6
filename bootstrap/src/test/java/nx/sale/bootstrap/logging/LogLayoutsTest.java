package nx.sale.bootstrap.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** Both formats, with what people write into messages and what others put into values. */
class LogLayoutsTest {
    private final LoggerContext context = new LoggerContext();
    private final LogfmtLayout logfmt = new LogfmtLayout();
    private final JsonLogLayout json = new JsonLogLayout();

    @BeforeEach
    void start() {
        logfmt.start();
        json.start();
    }

    private LoggingEvent event(String message, Throwable failure, Object... arguments) {
        Logger logger = context.getLogger("nx.sale.http.payment.PaymentWebhookService");
        return new LoggingEvent(LogLayoutsTest.class.getName(), logger, Level.ERROR, message, failure, arguments);
    }

    // OPS-8
    @Test
    void bothFormatsHaveTheSameFields() {
        LoggingEvent event = event("Message published", null);
        event.addKeyValuePair(new KeyValuePair("attempts", 3));
        event.setMDCPropertyMap(Map.of("requestId", "r 1"));
        event.addKeyValuePair(new KeyValuePair("topic", "payment.success"));
        event.addKeyValuePair(new KeyValuePair("offset", 42L));
        event.addKeyValuePair(new KeyValuePair("note", ""));
        event.addKeyValuePair(new KeyValuePair("level", "shadowed"));

        assertThat(logfmt.doLayout(event))
                .endsWith(" level=error logger=PaymentWebhookService requestId=\"r 1\" attempts=3 topic=payment.success"
                        + " offset=42 note=\"\" level_=shadowed msg=\"Message published\"\n");
        assertThat(json.doLayout(event))
                .endsWith(
                        ",\"level\":\"error\",\"logger\":\"PaymentWebhookService\",\"requestId\":\"r 1\",\"attempts\":3,"
                                + "\"topic\":\"payment.success\",\"offset\":42,\"note\":\"\",\"level_\":\"shadowed\","
                                + "\"msg\":\"Message published\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                " ",
                "two words",
                "a=b",
                "say \"so\"",
                "back\\slash",
                "line\nfeed and\r\ntab\there",
                "bell\u0007 null\u0000 delete\u007f next\u0085",
                "bún bò 🍜 ＝",
                "half \ud83c of a noodle",
                "half \udf5c too",
                "level=info msg=\"forged\"",
                "trailing\\",
            })
    void anyValueIsOneField(String value) {
        LoggingEvent event = event("a library said={} and \"{}\"", new IllegalStateException(value), value, value);
        event.setMDCPropertyMap(Map.of("userId", value));
        event.addKeyValuePair(new KeyValuePair("reason", value));
        event.addKeyValuePair(new KeyValuePair("odd name=\"x\"", value));

        Map<String, String> read = LogLine.logfmt(logfmt.doLayout(event));

        assertThat(read)
                .containsOnlyKeys("time", "level", "logger", "userId", "reason", "odd_name__x_", "msg", "trace");
        if (value.codePoints().noneMatch(point -> point >= 0xd800 && point <= 0xdfff)) {
            assertThat(read).isEqualTo(LogLine.json(json.doLayout(event))).containsEntry("reason", value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b c\n",
                "a=b  c=d\n",
                "a=b a=c\n",
                "a=\"b\n",
                "a=\"b\"c=d\n",
                "a=b=c\n",
                "a=b\nc=d\n",
                "a=\n",
                "a=b"
            })
    void logReaderOfTheseTestsIsStrict(String line) {
        assertThatThrownBy(() -> LogLine.logfmt(line)).isInstanceOf(AssertionError.class);
    }
}
