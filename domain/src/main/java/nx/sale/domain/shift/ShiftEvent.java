package nx.sale.domain.shift;

import java.time.Instant;
import nx.sale.domain.shared.DomainEvent;

/** What happened to a shift and others must learn. */
public sealed interface ShiftEvent extends DomainEvent {
    /** The drawer was counted, and the Z written. */
    record Closed(PosSession.Closed session, ZReport report, Instant at) implements ShiftEvent {}
}
