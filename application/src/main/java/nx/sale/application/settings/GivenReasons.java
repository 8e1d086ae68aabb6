package nx.sale.application.settings;

import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;

/** The reasons that callers give, by the merchant's lists (SETTING-6). Asked outside the transaction. */
public final class GivenReasons {
    private final SettingsStore settings;

    public GivenReasons(SettingsStore settings) {
        this.settings = settings;
    }

    /** Rejects with ReasonRequired, ReasonUnknown when the merchant has a list of this kind. Gives its settings. */
    public Settings require(MerchantId merchant, ReasonKind kind, Optional<String> given) {
        Settings present = settings.get(merchant);
        present.money().reasons().accept(kind, given);
        return present;
    }

    /** The settings, where no reason of a list is asked for. */
    public Settings free(MerchantId merchant) {
        return settings.get(merchant);
    }
}
