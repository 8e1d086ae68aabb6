package nx.sale.domain.shared;

import java.util.Optional;

/**
 * Who acts: a signed-in person, a service of the platform, or the sale service itself.
 *
 * @param id the user's id, or the service's name
 */
public record Actor(Kind kind, String id, String name) {
    /** What kind of being acts. */
    public enum Kind {
        USER,
        SERVICE,
        SYSTEM
    }

    public static Actor user(String id, String name) {
        return new Actor(Kind.USER, id, name);
    }

    public static Actor service(String name) {
        return new Actor(Kind.SERVICE, name, name);
    }

    public static Actor system(String name) {
        return new Actor(Kind.SYSTEM, name, name);
    }

    /** What identity calls this person; empty where it did not say, and of what is no person. */
    public Optional<String> givenName() {
        return Optional.of(name).filter(given -> kind == Kind.USER && !given.equals(id));
    }

    /** How rows name the actor: {@code user:42}, {@code service:mq-pay}. */
    public String label() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + id;
    }
}
