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

            @Rules.Between(min = 0, max = 23) Optional<Integer> dayCutoffHour,
            Optional<Boolean> shiftManagement,
            Optional<Boolean> priceHold,
            Optional<Boolean> kitchenAutoSend,
            @Rules.Means("null: no points are earned") Optional<Optional<BigDecimal>> spendPerPoint,
            @Rules.NotNegative Optional<BigDecimal> cashTolerance,
            @Rules.Between(min = 0, max = 10) Optional<Integer> maxRecounts,
            Optional<Optional<Long>> defaultStationId,

            @Rules.Between(min = 0, max = 1440) @Rules.Means("minutes")
            Optional<Integer> reservationGrace,

            @Rules.Between(min = 0, max = 1440) Optional<Integer> noShowMinutes,
            @Rules.Between(min = 1, max = 1440) Optional<Integer> turnMinutes,
            @JsonUnwrapped MoneyRulesJson.Change money) {
        Settings applied(Settings old) {
            spendPerPoint
                    .flatMap(spend -> spend)
                    .filter(spend -> spend.signum() <= 0)
                    .ifPresent(spend -> {
                        throw InvalidInput.field("spendPerPoint", "out-of-range", "must be above 0, or null");
                    });
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

    public record View(
            String timezone,
            int dayCutoffHour,
            boolean shiftManagement,
            boolean priceHold,
            boolean kitchenAutoSend,
            @Nullable String spendPerPoint,
            String cashTolerance,
            int maxRecounts,
            @Nullable String defaultStationId,
            long reservationGrace,
            long noShowMinutes,
            long turnMinutes,
            @JsonUnwrapped MoneyRulesJson.View money,
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
