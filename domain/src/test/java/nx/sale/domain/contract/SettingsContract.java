package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.settings.CashRules;
import nx.sale.domain.settings.MoneyRules;
import nx.sale.domain.settings.Reason;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Reasons;
import nx.sale.domain.settings.ServiceCharge;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.OrderType;
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

    // SETTING-6, SETTING-8
    @Test
    void reasonsAndServiceChargesComeBackAsTheyWereStored() {
        MerchantId merchant = new MerchantId(IDS.next());
        MoneyRules money = new MoneyRules(
                Reasons.NONE
                        .with(ReasonKind.VOID, List.of(new Reason("BURNT", "Burnt"), new Reason("WRONG", "Gọi nhầm")))
                        .with(ReasonKind.NO_SALE, List.of(new Reason("CHANGE", "Change for a guest"))),
                new BigDecimal("12.50"),
                List.of(
                        new ServiceCharge(
                                "SERVICE",
                                "Service 5 %",
                                ServiceCharge.Kind.PERCENT,
                                new BigDecimal("5"),
                                Optional.empty(),
                                new BigDecimal("8.875"),
                                new ServiceCharge.When(
                                        Set.of(OrderType.DINE_IN, OrderType.TAKEAWAY),
                                        Set.of(new SaleChannelId(3), new SaleChannelId(9_007_199_254_740_993L)),
                                        OptionalInt.of(6))),
                        new ServiceCharge(
                                "COVER",
                                "Cover",
                                ServiceCharge.Kind.AMOUNT,
                                new BigDecimal("1.25"),
                                Optional.of(new CurrencyCode("USD")),
                                BigDecimal.ZERO,
                                ServiceCharge.When.ALWAYS)),
                new CashRules(
                        Map.of(
                                CurrencyCode.VND,
                                new BigDecimal("500"),
                                new CurrencyCode("CHF"),
                                new BigDecimal("0.05")),
                        true));
        Settings plain = Settings.DEFAULT;
        Settings changed = new Settings(
                plain.timezone(),
                plain.dayCutoffHour(),
                plain.shiftManagement(),
                plain.priceHold(),
                plain.kitchenAutoSend(),
                plain.spendPerPoint(),
                plain.cashTolerance(),
                plain.maxRecounts(),
                plain.defaultStationId(),
                plain.reservationGrace(),
                plain.noShow(),
                plain.turn(),
                money,
                1);

        work.run(tx -> {
            settings.lock(tx, merchant);
            settings.update(tx, merchant, changed, ORIGIN, NOON);
            return merchant;
        });

        assertThat(settings.get(merchant).money()).isEqualTo(money);
        work.run(tx -> {
            assertThat(settings.lock(tx, merchant).money()).isEqualTo(money);
            settings.update(tx, merchant, Settings.DEFAULT.withRevision(2), ORIGIN, NOON);
            return merchant;
        });
        assertThat(settings.get(merchant).money().reasons()).isEqualTo(Reasons.NONE);
        assertThat(settings.get(merchant).money().serviceCharges()).isEmpty();
    }
}
