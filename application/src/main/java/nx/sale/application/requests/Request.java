package nx.sale.application.requests;

import java.util.Optional;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.shared.Origin;

/** A write as it was asked for: where it comes from, and the key under which it may be asked again. */
public record Request(Origin origin, Optional<RequestKey> key) {}
