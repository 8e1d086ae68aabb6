package nx.sale.application.settings;

import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.SettingsStore;

/** The reasons that callers give, by the merchant's lists (SETTING-6). Asked outside the transaction. */
public final class GivenReasons {
    private final SettingsStore settings;

    public GivenReasons(SettingsStore settings) {
        this.settings = settings;
    }

    /** Rejects with ReasonRequired, ReasonUnknown when the merchant has a list of this kind. */
    public void require(MerchantId merchant, ReasonKind kind, Optional<String> given) {
        settings.get(merchant).money().reasons().accept(kind, given);
    }
}
