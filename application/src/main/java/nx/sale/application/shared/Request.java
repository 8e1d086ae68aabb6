package nx.sale.application.shared;

import java.util.Optional;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.RequestKey;

/** A write as it was asked for: where it comes from, and the key under which it may be asked again. */
public record Request(Origin origin, Optional<RequestKey> key) {}
