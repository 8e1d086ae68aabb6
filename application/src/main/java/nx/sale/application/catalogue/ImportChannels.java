package nx.sale.application.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/** Inserts or replaces sale channels of the local copy, all or none. */
public final class ImportChannels {
    public record Command(Request request, MerchantId merchant, List<Channel> channels) {}

    private final Requests requests;
    private final Catalogue catalogue;
    private final AuditTrail audit;

    public ImportChannels(Requests requests, Catalogue catalogue, AuditTrail audit) {
        this.requests = requests;
        this.catalogue = catalogue;
        this.audit = audit;
    }

    public <A> A handle(Command c, Reply<List<Channel>, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run((tx, at) -> {
                    catalogue.addChannels(
                            tx, c.merchant(), c.channels(), c.request().origin(), at);
                    audit.append(
                            tx,
                            new AuditTrail.Entry(
                                    c.merchant(),
                                    Optional.empty(),
                                    AuditAction.CHANNELS_IMPORTED,
                                    Optional.empty(),
                                    Map.of(
                                            "ids",
                                            c.channels().stream()
                                                    .map(channel -> channel.id().toString())
                                                    .collect(Collectors.joining(","))),
                                    at),
                            c.request().origin());
                    return c.channels();
                }));
    }
}
