package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nx.sale.domain.id.MerchantId;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of settings must do. */
public abstract class SettingsContract extends Contract {
    /** What the contract runs on. */
    public record Stores(UnitOfWork work, SettingsStore settings) {}

    private final SettingsStore settings;

    protected SettingsContract(Stores stores) {
        super(stores.work());
        settings = stores.settings();
    }

    // STORE-3
    @Test
    void settingsAreLockedBeforeAnythingElseOfTheMerchant() {
        LockOrder.assertRank(work, LockRank.SETTINGS, tx -> settings.lock(tx, merchant));
    }

    // SETTING-1
    @Test
    void settingsAreTheDefaultsUntilTheyAreChanged() {
        MerchantId merchant = new MerchantId(IDS.next());
        assertThat(settings.get(merchant)).isEqualTo(Settings.DEFAULT);
        Settings changed = Settings.DEFAULT.withRevision(1);

        work.run(tx -> {
            settings.lock(tx, merchant);
            settings.update(tx, merchant, changed, ORIGIN, NOON);
            return merchant;
        });

        assertThat(settings.get(merchant).revision()).isEqualTo(1);
        assertThatThrownBy(() -> work.run(tx -> {
                    settings.update(tx, merchant, changed, ORIGIN, NOON);
                    return merchant;
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
