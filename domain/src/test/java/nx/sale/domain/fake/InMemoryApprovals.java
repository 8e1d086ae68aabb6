package nx.sale.domain.fake;

import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Approvals;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Tx;

/** Approvals in memory, each good once. */
public final class InMemoryApprovals implements Approvals {
    private final InMemoryStore store;

    public InMemoryApprovals(InMemoryStore store) {
        this.store = store;
    }

    private static String key(String token) {
        return "approval " + token;
    }

    @Override
    public void add(Tx tx, Approval approval, String token) {
        store.put(key(token), approval);
    }

    @Override
    public Optional<Approval> claim(
            Tx tx, MerchantId merchant, String token, String action, Approval.About about, Actor by, Instant at) {
        Optional<Approval> found = find(merchant, token, action, about, at);
        found.ifPresent(spent -> store.put(key(token), null));
        return found;
    }

    @Override
    public Optional<Approval> find(MerchantId merchant, String token, String action, Approval.About about, Instant at) {
        return Optional.ofNullable(store.<Approval>get(key(token), null))
                .filter(approval -> approval.merchant().equals(merchant)
                        && approval.action().equals(action)
                        && approval.about().covers(about)
                        && approval.expiresAt().isAfter(at));
    }
}
