package nx.sale.application.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/** Inserts or replaces variants of the local copy, all or none. */
public final class ImportVariants {
    public record Command(Request request, MerchantId merchant, List<Variant> variants) {}

    private final Requests requests;
    private final Catalogue catalogue;
    private final AuditTrail audit;

    public ImportVariants(Requests requests, Catalogue catalogue, AuditTrail audit) {
        this.requests = requests;
        this.catalogue = catalogue;
        this.audit = audit;
    }

    public <A> A handle(Command c, Reply<List<Variant>, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run((tx, at) -> {
                    catalogue.addVariants(
                            tx, c.merchant(), c.variants(), c.request().origin(), at);
                    audit.append(
                            tx,
                            new AuditTrail.Entry(
                                    c.merchant(),
                                    Optional.empty(),
                                    AuditAction.VARIANTS_IMPORTED,
                                    Optional.empty(),
                                    Map.of(
                                            "ids",
                                            c.variants().stream()
                                                    .map(variant -> variant.id().toString())
                                                    .collect(Collectors.joining(","))),
                                    at),
                            c.request().origin());
                    return c.variants();
                }));
    }
}
