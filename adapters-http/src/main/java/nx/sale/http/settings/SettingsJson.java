package nx.sale.http.settings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.TimeZones;
import nx.sale.domain.shared.Decimals;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** The JSON of a merchant's settings. */
public final class SettingsJson {
    private SettingsJson() {}

    /** What is to change; what is absent stays. */
    @Rules.Example("""
            {"turnMinutes": 90, "spendPerPoint": null}""")
    @Rules.Patch
    public record Change(
            @Rules.Text(max = 50)
            @Rules.Means("a region of the IANA time zone database, Asia/Ho_Chi_Minh, or UTC; no offsets")
            Optional<String> timezone,

            @Rules.Means("the hour at which a new trading day begins") @Rules.Between(min = 0, max = 23)
            Optional<Integer> dayCutoffHour,

            @Rules.Means("whether a new order needs an open shift at its till")
            Optional<Boolean> shiftManagement,

            @Rules.Means("whether the price that an item had when it was added is its base price at checkout")
            Optional<Boolean> priceHold,

            @Rules.Means("whether what was not sent goes to the kitchen when the order is completed")
            Optional<Boolean> kitchenAutoSend,

            @Rules.Positive
            @Rules.Means("how much is spent for one point, in the order's currency; null: no points are earned")
            Optional<Optional<BigDecimal>> spendPerPoint,

            @Rules.Means("how far a count may be off without being RECOUNT") @Rules.NotNegative
            Optional<BigDecimal> cashTolerance,

            @Rules.Means("how often a count that is off is RECOUNT") @Rules.Between(min = 0, max = 10)
            Optional<Integer> maxRecounts,

            @Rules.Means("the kitchen station of dishes that nothing else routes; null for none")
            Optional<Optional<Long>> defaultStationId,

            @Rules.Between(min = 0, max = 1440) @Rules.Means("minutes")
            Optional<Integer> reservationGrace,

            @Rules.Means("how long after its start a reservation may be cancelled as NO_SHOW")
            @Rules.Between(min = 0, max = 1440)
            Optional<Integer> noShowMinutes,

            @Rules.Means("how long a party stays, when nobody says so") @Rules.Between(min = 1, max = 1440)
            Optional<Integer> turnMinutes,

            @JsonUnwrapped MoneyRulesJson.Change money) {
        Settings applied(Settings old) {
            return new Settings(
                    timezone.map(Change::zone).orElse(old.timezone()),
                    dayCutoffHour.orElse(old.dayCutoffHour()),
                    shiftManagement.orElse(old.shiftManagement()),
                    priceHold.orElse(old.priceHold()),
                    kitchenAutoSend.orElse(old.kitchenAutoSend()),
                    spendPerPoint.orElse(old.spendPerPoint()),
                    cashTolerance.orElse(old.cashTolerance()),
                    maxRecounts.orElse(old.maxRecounts()),
                    defaultStationId.orElse(old.defaultStationId()),
                    reservationGrace.map(Duration::ofMinutes).orElse(old.reservationGrace()),
                    noShowMinutes.map(Duration::ofMinutes).orElse(old.noShow()),
                    turnMinutes.map(Duration::ofMinutes).orElse(old.turn()),
                    money.applied(old.money()),
                    old.revision());
        }

        private static ZoneId zone(String name) {
            return TimeZones.named(name)
                    .orElseThrow(() -> InvalidInput.field(
                            "timezone",
                            "not-allowed",
                            "must be a region of the IANA time zone database, such as Asia/Ho_Chi_Minh, or UTC; offsets"
                                    + " such as UTC+7, +07:00 or Etc/GMT-7 are not taken"));
        }
    }

    @Rules.Means("the merchant's settings")
    public record View(
            @Rules.Means("of order numbers and trading days, as the IANA database names it")
            String timezone,

            @Rules.Means("the hour at which a new trading day begins")
            int dayCutoffHour,

            @Rules.Means("whether a new order needs an open shift at its till")
            boolean shiftManagement,

            @Rules.Means("whether the price that an item had when it was added is its base price at checkout")
            boolean priceHold,

            @Rules.Means("whether what was not sent goes to the kitchen when the order is completed")
            boolean kitchenAutoSend,

            @Rules.Means("how much is spent for one point; null: no points are earned") @Nullable
            String spendPerPoint,

            @Rules.Means("how far a count may be off without being RECOUNT")
            String cashTolerance,

            @Rules.Means("how often a count that is off is RECOUNT")
            int maxRecounts,

            @Rules.Means("the kitchen station of dishes that nothing else routes") @Nullable
            String defaultStationId,

            @Rules.Means("minutes after its end until a reservation expires")
            long reservationGrace,

            @Rules.Means("how long after its start a reservation may be cancelled as NO_SHOW")
            long noShowMinutes,

            @Rules.Means("how long a party stays, when nobody says so")
            long turnMinutes,

            @JsonUnwrapped MoneyRulesJson.View money,

            @Rules.Means("0 for a merchant that never changed a setting; also the ETag")
            long revision) {
        static View of(Settings settings) {
            return new View(
                    settings.timezone().getId(),
                    settings.dayCutoffHour(),
                    settings.shiftManagement(),
                    settings.priceHold(),
                    settings.kitchenAutoSend(),
                    settings.spendPerPoint().map(Decimals::plain).orElse(null),
                    Decimals.plain(settings.cashTolerance()),
                    settings.maxRecounts(),
                    settings.defaultStationId().map(id -> Long.toString(id)).orElse(null),
                    settings.reservationGrace().toMinutes(),
                    settings.noShow().toMinutes(),
                    settings.turn().toMinutes(),
                    MoneyRulesJson.View.of(settings.money()),
                    settings.revision());
        }
    }
}
