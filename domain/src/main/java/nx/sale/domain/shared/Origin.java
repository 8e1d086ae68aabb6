package nx.sale.domain.shared;

import java.util.Optional;
import nx.sale.domain.id.DeviceId;

/**
 * Where a command comes from: who, at which till, in which request. It goes to the audit and to every message.
 *
 * @param requestId the caller's {@code X-Request-Id}, or one made for it
 */
public record Origin(Actor actor, Optional<DeviceId> device, String requestId) {}
