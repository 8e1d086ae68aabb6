package nx.sale.domain.fake;

import java.time.Instant;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** Settings in memory. */
public final class InMemorySettings implements SettingsStore {
    private final InMemoryStore store;

    public InMemorySettings(InMemoryStore store) {
        this.store = store;
    }

    @Override
    public Settings get(MerchantId merchant) {
        return store.get("settings " + merchant, Settings.DEFAULT);
    }

    @Override
    public Settings lock(Tx tx, MerchantId merchant) {
        tx.rank(LockRank.SETTINGS);
        return get(merchant);
    }

    @Override
    public void update(Tx tx, MerchantId merchant, Settings settings, Origin origin, Instant at) {
        if (settings.revision() != get(merchant).revision() + 1) {
            throw new IllegalStateException("stale revision");
        }
        store.put("settings " + merchant, settings);
    }
}
