package nx.sale.domain.fake;

import java.util.ArrayList;
import java.util.List;
import nx.sale.domain.outbox.Outbox;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** Published events and audited actions in memory; rolled back with the transaction. */
public final class InMemoryOutbox implements Outbox, AuditTrail {
    /** An audited action, and who asked for it. */
    public record Recorded(Entry entry, Origin origin) {}

    private final InMemoryStore store;

    public InMemoryOutbox(InMemoryStore store) {
        this.store = store;
    }

    @Override
    public void append(Tx tx, List<? extends DomainEvent> events, Origin origin) {
        List<DomainEvent> all = new ArrayList<>(events());
        all.addAll(events);
        store.put("outbox", all);
    }

    @Override
    public void append(Tx tx, Entry entry, Origin origin) {
        List<Recorded> all = new ArrayList<>(audit());
        all.add(new Recorded(entry, origin));
        store.put("audit", all);
    }

    public List<DomainEvent> events() {
        return store.get("outbox", List.of());
    }

    public List<Recorded> audit() {
        return store.get("audit", List.of());
    }

    /** The audited actions, in the order in which they happened. */
    public List<String> actions() {
        return audit().stream()
                .map(recorded -> recorded.entry().action().name())
                .toList();
    }
}
