package nx.sale.domain.access;

import java.time.Instant;
import java.util.Set;
import nx.sale.domain.shared.Actor;

/**
 * Who calls, as proven by the token or the service credentials.
 *
 * @param roles identifiers such as {@code cashier}; empty for services
 * @param until when the proof ends
 */
public record Caller(Actor actor, Set<String> roles, Instant until) {
    private static final Set<String> BYPASS = Set.of("super-admin", "admin", "operator");

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Roles of the platform that need no policy. */
    public boolean bypass() {
        return roles.stream().anyMatch(BYPASS::contains);
    }

    /** May see what belongs to no merchant or to all: a platform role or a service (spec 07.35). */
    public boolean platform() {
        return bypass() || actor.kind() == Actor.Kind.SERVICE;
    }
}
