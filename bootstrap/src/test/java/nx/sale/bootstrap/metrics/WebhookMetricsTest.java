package nx.sale.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Money of unknown providers is counted and warned about, and nobody fills memory or log by inventing names. */
class WebhookMetricsTest {
    private static final String WARNING = """
            Unknown payment provider: its payments are booked with tender OTHER [provider="%s"]""";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WebhookMetrics metrics = new WebhookMetrics(registry);
    private final Logger logger = (Logger) LoggerFactory.getLogger("PaymentWebhookService");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    private double counted(String provider) {
        return registry.get("sale_tender_unknown")
                .tag("provider", provider)
                .counter()
                .count();
    }

    // PAYMENT-11
    @Test
    void eachProviderIsCounted_andWarnedAboutOnce() {
        metrics.tenderUnknown("NEWPAY");
        metrics.tenderUnknown("NEWPAY");
        metrics.tenderUnknown("OTHERPAY");

        assertThat(counted("NEWPAY")).isEqualTo(2);
        assertThat(counted("OTHERPAY")).isEqualTo(1);
        assertThat(lines.list)
                .allSatisfy(line -> assertThat(line.getLevel()).isEqualTo(Level.WARN))
                .extracting(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs())
                .containsExactly(WARNING.formatted("NEWPAY"), WARNING.formatted("OTHERPAY"));
    }

    // PAYMENT-11
    @Test
    void inventedNamesShareOneLabel_andTheLogStaysQuiet() {
        IntStream.range(0, 1_000).forEach(number -> metrics.tenderUnknown("P" + number));

        assertThat(registry.find("sale_tender_unknown").counters()).hasSize(WebhookMetrics.PROVIDERS + 1);
        assertThat(counted("other")).isEqualTo(1_000 - WebhookMetrics.PROVIDERS);
        assertThat(lines.list).hasSize(WebhookMetrics.PROVIDERS);
    }

    @Test
    void aLongNameIsCut_betweenCharacters() {
        metrics.tenderUnknown("\ud83c\udf5c".repeat(60));

        assertThat(registry.find("sale_tender_unknown").counters())
                .extracting(Counter::getId)
                .extracting(id -> id.getTag("provider"))
                .containsExactly("\ud83c\udf5c".repeat(40));
    }
}
