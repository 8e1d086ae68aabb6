package nx.sale.application.catalogue;

import java.time.Clock;
import java.util.List;
import nx.sale.application.shared.Reply;
import nx.sale.application.shared.Request;
import nx.sale.application.shared.Requests;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.shared.Answer;
import nx.sale.domain.shared.MerchantId;

/** Inserts or replaces variants of the local copy, all or none. Rejects: variant-taken. */
public final class ImportVariants {
    public record Command(Request request, MerchantId merchant, List<Variant> variants) {}

    private final Requests requests;
    private final Catalogue catalogue;
    private final Clock clock;

    public ImportVariants(Requests requests, Catalogue catalogue, Clock clock) {
        this.requests = requests;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    public Answer handle(Command c, Reply<List<Variant>> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run(tx -> {
                    catalogue.addVariants(
                            tx, c.merchant(), c.variants(), c.request().origin(), clock.instant());
                    return c.variants();
                }));
    }
}
