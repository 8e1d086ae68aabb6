package nx.sale.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.access.Caller;
import nx.sale.domain.shared.Actor;

/** Services of the platform: name and secret by BASIC, and what each may do. */
public final class ServiceCredentials {
    /** One service. */
    public record Service(String secret, Set<String> permissions) {
        @Override
        public String toString() {
            return "Service[" + permissions + "]";
        }
    }

    private final Map<String, Service> services;

    public ServiceCredentials(Map<String, Service> services) {
        this.services = Map.copyOf(services);
    }

    /** The service of these BASIC credentials; a wrong name costs as much time as a wrong secret. */
    Optional<Caller> caller(String basic) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String name = pair.substring(0, Math.max(0, pair.indexOf(':')));
        String secret = pair.substring(pair.indexOf(':') + 1);
        Optional<Service> service = Optional.ofNullable(services.get(name));
        boolean same = MessageDigest.isEqual(
                service.map(Service::secret).orElse("").getBytes(StandardCharsets.UTF_8),
                secret.getBytes(StandardCharsets.UTF_8));
        return service.isPresent() && same
                ? Optional.of(new Caller(Actor.service(name), Set.of(), Instant.MAX))
                : Optional.empty();
    }

    boolean allowed(String name, String permission) {
        return Optional.ofNullable(services.get(name))
                .filter(service -> service.permissions().contains(permission))
                .isPresent();
    }
}
