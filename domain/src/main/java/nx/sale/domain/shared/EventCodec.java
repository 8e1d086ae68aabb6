package nx.sale.domain.shared;

import java.util.List;

/** Turns events into the messages that leave the service. */
public interface EventCodec {
    /** The messages of an event, in the order they are to be stored; none when the event stays inside. */
    List<Message> encode(DomainEvent event, Origin origin);
}
