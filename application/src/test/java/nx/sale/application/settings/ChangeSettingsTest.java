package nx.sale.application.settings;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nx.sale.application.Till;
import nx.sale.domain.id.StationId;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.MoneyRules;
import nx.sale.domain.settings.Reason;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Reasons;
import nx.sale.domain.settings.ServiceCharge;
import nx.sale.domain.settings.Settings;
import org.junit.jupiter.api.Test;

/** Settings of a merchant are changed on fakes. */
class ChangeSettingsTest {
    private final Till till = new Till();
    private boolean older;
    private final ChangeSettings change = new ChangeSettings(
            till.requests, till.settings, till.stores.kitchenViews, till.outbox, till.screens, () -> older);

    private static UnaryOperator<Settings> station(long id) {
        return present -> new Settings(
                present.timezone(),
                present.dayCutoffHour(),
                present.shiftManagement(),
                present.priceHold(),
                present.kitchenAutoSend(),
                present.spendPerPoint(),
                present.cashTolerance(),
                present.maxRecounts(),
                Optional.of(id),
                present.reservationGrace(),
                present.noShow(),
                present.turn(),
                present.money(),
                present.revision());
    }

    private Settings change(Optional<Long> expected, UnaryOperator<Settings> wanted) {
        return change.handle(new ChangeSettings.Command(Till.request(), MERCHANT, expected, wanted), Till.result());
    }

    @Test
    void settingsAreStoredWithTheNextRevision_andAudited() {
        long station = till.station().id().value();

        Settings changed = change(Optional.of(0L), station(station));

        assertThat(changed.defaultStationId()).contains(station);
        assertThat(changed.revision()).isEqualTo(1);
        assertThat(till.settings.get(MERCHANT)).isEqualTo(changed);
        assertThat(till.outbox.actions()).containsExactly("SETTINGS_CHANGED");
        assertThat(till.shown).singleElement().satisfies(update -> {
            assertThat(update.topic()).isEqualTo("observation/sale/setting");
            assertThat(update.data())
                    .containsEntry("action", "SETTINGS_CHANGED")
                    .containsEntry("revision", "1");
            assertThat(update.rooms()).containsExactly("merchant/" + MERCHANT);
        });
        assertRejected(() -> change(Optional.of(0L), station(station)), new RequestError.RevisionMismatch(1));
    }

    private static UnaryOperator<Settings> money(MoneyRules money) {
        return present -> new Settings(
                present.timezone(),
                present.dayCutoffHour(),
                present.shiftManagement(),
                present.priceHold(),
                present.kitchenAutoSend(),
                present.spendPerPoint(),
                present.cashTolerance(),
                present.maxRecounts(),
                present.defaultStationId(),
                present.reservationGrace(),
                present.noShow(),
                present.turn(),
                money,
                present.revision());
    }

    // OPS-18
    @Test
    void serviceChargesWaitUntilNoOlderBuildServes() {
        MoneyRules charges = new MoneyRules(
                Reasons.NONE,
                new BigDecimal(100),
                List.of(new ServiceCharge(
                        "SERVICE",
                        "Service",
                        ServiceCharge.Kind.PERCENT,
                        new BigDecimal(5),
                        Optional.empty(),
                        BigDecimal.ZERO,
                        ServiceCharge.When.ALWAYS)));
        MoneyRules reasons = new MoneyRules(
                Reasons.NONE.with(ReasonKind.VOID, List.of(new Reason("BURNT", "Burnt"))),
                new BigDecimal(20),
                List.of());
        older = true;

        assertRejected(() -> change(Optional.empty(), money(charges)), new OperationsError.OlderBuildLive());
        assertThat(change(Optional.empty(), money(reasons)).money()).isEqualTo(reasons);

        older = false;
        assertThat(change(Optional.empty(), money(charges)).money()).isEqualTo(charges);

        older = true;
        assertThat(change(Optional.empty(), money(charges)).money())
                .as("what is there already may stay")
                .isEqualTo(charges);
        assertThat(change(Optional.empty(), money(reasons)).money()).isEqualTo(reasons);
    }

    @Test
    void theDefaultStationExists() {
        assertRejected(
                () -> change(Optional.empty(), station(404)), new KitchenError.StationUnknown(new StationId(404)));
        assertThat(till.settings.get(MERCHANT)).isEqualTo(Settings.DEFAULT);
    }
}
