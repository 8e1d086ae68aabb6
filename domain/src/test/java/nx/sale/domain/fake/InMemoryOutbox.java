package nx.sale.domain.fake;

import java.util.ArrayList;
import java.util.List;
import nx.sale.domain.outbox.Outbox;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** What was told and written down, in memory; rolled back with the transaction. */
public final class InMemoryOutbox implements Outbox, AuditTrail {
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
        List<String> all = new ArrayList<>(actions());
        all.add(entry.action().name());
        store.put("audit", all);
    }

    public List<DomainEvent> events() {
        return store.get("outbox", List.of());
    }

    public List<String> actions() {
        return store.get("audit", List.of());
    }
}
