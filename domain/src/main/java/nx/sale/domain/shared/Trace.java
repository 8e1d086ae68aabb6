package nx.sale.domain.shared;

import java.time.Instant;

/** When a row was created and last changed, and by whom. */
public record Trace(Instant createdAt, String createdBy, Instant modifiedAt, String modifiedBy) {
    public Trace {
        createdAt = Times.kept(createdAt);
        modifiedAt = Times.kept(modifiedAt);
    }

    public static Trace created(Instant at, Actor by) {
        return new Trace(at, by.label(), at, by.label());
    }

    public Trace touched(Instant at, Actor by) {
        return new Trace(createdAt, createdBy, at, by.label());
    }
}
