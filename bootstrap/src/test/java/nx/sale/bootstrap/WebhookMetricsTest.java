package nx.sale.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhookMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double counted(String provider) {
        return registry.counter("sale_tender_unknown", "provider", provider).count();
    }

    // PAYMENT-11
    @Test
    void twentyProvidersHaveALabelOfTheirOwn_theOthersShareOne() {
        WebhookMetrics metrics = new WebhookMetrics(registry);

        IntStream.range(0, 25).forEach(number -> metrics.tenderUnknown("P" + number));
        metrics.tenderUnknown("P0");

        assertThat(counted("P0")).isEqualTo(2);
        assertThat(counted("P19")).isEqualTo(1);
        assertThat(counted("other")).isEqualTo(5);
        assertThat(registry.find("sale_tender_unknown").counters()).hasSize(21);
    }
}
