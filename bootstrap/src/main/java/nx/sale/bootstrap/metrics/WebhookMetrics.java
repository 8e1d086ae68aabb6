package nx.sale.bootstrap.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashSet;
import java.util.Set;
import nx.sale.http.payment.WebhookObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts webhooks, and the money whose tender nobody can tell, with one warning for each provider. */
final class WebhookMetrics implements WebhookObserver {
    private static final Logger log = LoggerFactory.getLogger("PaymentWebhookService");
    /** As many providers as get a label of their own: anybody who may send webhooks can invent names. */
    static final int PROVIDERS = 20;

    private static final int LABEL = 40;
    private static final String REST = "other";

    private final MeterRegistry registry;
    private final Set<String> providers = new LinkedHashSet<>();

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void received(String event, String outcome) {
        registry.counter("sale_webhooks", "event", event, "outcome", outcome).increment();
    }

    @Override
    public void tenderUnknown(String provider) {
        String label = label(provider);
        registry.counter("sale_tender_unknown", "provider", label).increment();
    }

    private synchronized String label(String sent) {
        String provider =
                sent.substring(0, sent.offsetByCodePoints(0, Math.min(LABEL, sent.codePointCount(0, sent.length()))));
        if (providers.contains(provider)) {
            return provider;
        }
        if (providers.size() == PROVIDERS) {
            return REST;
        }
        providers.add(provider);
        log.atWarn()
                .addKeyValue("provider", provider)
                .log("Unknown payment provider: its payments are booked with tender OTHER");
        return provider;
    }
}
