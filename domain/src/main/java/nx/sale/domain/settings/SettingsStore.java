package nx.sale.domain.settings;

import java.time.Instant;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** The merchants' settings. */
public interface SettingsStore {
    /** The merchant's settings, or the defaults. */
    Settings get(MerchantId merchant);

    /** As {@link #get}, holding the row to the end of {@code tx} when there is one. */
    Settings lock(Tx tx, MerchantId merchant);

    /** Stores settings locked in {@code tx}; the revision given is the new one. */
    void update(Tx tx, MerchantId merchant, Settings settings, Origin origin, Instant at);
}
