package com.example.counter;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** A port of the domain, implemented by the host. Its test runs the contract of the test kit. */
public final class SettingsBook implements SettingsStore {
    private final Map<MerchantId, Settings> pages = new ConcurrentHashMap<>();

    @Override
    public Settings get(MerchantId merchant) {
        return pages.getOrDefault(merchant, Settings.DEFAULT);
    }

    @Override
    public Settings lock(Tx tx, MerchantId merchant) {
        tx.rank(LockRank.SETTINGS);
        return get(merchant);
    }

    @Override
    public void update(Tx tx, MerchantId merchant, Settings settings, Origin origin, Instant at) {
        if (settings.revision() != get(merchant).revision() + 1) {
            throw new IllegalStateException("settings were changed by somebody else");
        }
        ((OneAtATime.Open) tx).write(() -> pages.put(merchant, settings));
    }
}
