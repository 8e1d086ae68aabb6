package nx.sale.domain.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Actor;

/**
 * Who calls, as proven by the token or the service credentials.
 *
 * @param roles identifiers such as {@code cashier}; empty for services
 * @param until when the proof ends
 * @param organizer the organizer the token names, for whose merchants the roles hold
 */
public record Caller(Actor actor, Set<String> roles, Instant until, Optional<Organizer> organizer) {
    /**
     * An organizer as a token names it.
     *
     * @param merchants those of its merchants that the token names; identity's definitions may name more
     * @param roles the caller's roles, under each name that a policy may use
     */
    public record Organizer(String id, Set<MerchantId> merchants, Set<String> roles) {
        public Organizer {
            merchants = Set.copyOf(merchants);
            roles = Set.copyOf(roles);
        }
    }

    private static final Set<String> BYPASS = Set.of("super-admin", "admin", "operator");

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Somebody whose token names no organizer. */
    public Caller(Actor actor, Set<String> roles, Instant until) {
        this(actor, roles, until, Optional.empty());
    }

    /** Roles of the platform that need no policy. */
    public boolean bypass() {
        return roles.stream().anyMatch(BYPASS::contains);
    }

    /** May see what belongs to no merchant or to all: a platform role or a service (ACCESS-16). */
    public boolean platform() {
        return bypass() || actor.kind() == Actor.Kind.SERVICE;
    }
}
