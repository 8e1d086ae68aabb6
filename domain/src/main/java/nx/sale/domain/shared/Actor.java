package nx.sale.domain.shared;

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

    /** How rows name the actor: {@code user:42}, {@code service:mq-pay}. */
    public String label() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + id;
    }
}
