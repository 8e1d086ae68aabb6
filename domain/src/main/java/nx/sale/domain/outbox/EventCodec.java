package nx.sale.domain.outbox;

import java.util.List;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Origin;

/** Turns events into the messages that leave the service. */
public interface EventCodec {
    /** The messages of an event, in the order they are to be stored; none when the event stays inside. */
    List<Message> encode(DomainEvent event, Origin origin);
}
