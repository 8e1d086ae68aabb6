package nx.sale.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    // SETTING-1
    @Test
    void aMerchantWhoSetNothingHasThese() {
        assertThat(Settings.DEFAULT)
                .isEqualTo(new Settings(
                        ZoneId.of("Asia/Ho_Chi_Minh"),
                        4,
                        false,
                        true,
                        false,
                        Optional.empty(),
                        BigDecimal.ZERO,
                        2,
                        Optional.empty(),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(90),
                        new MoneyRules(new Reasons(Map.of()), new BigDecimal("100"), List.of()),
                        0));
    }

    private static Settings at(String zone, int cutoff) {
        return new Settings(
                ZoneId.of(zone),
                cutoff,
                false,
                true,
                false,
                Optional.empty(),
                BigDecimal.ZERO,
                2,
                Optional.empty(),
                Duration.ofMinutes(15),
                Duration.ofMinutes(30),
                Duration.ofMinutes(90),
                MoneyRules.DEFAULT,
                0);
    }

    // REPORT-10
    @ParameterizedTest
    @CsvSource({"Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe"})
    void aTradingDayBeginsWithTheFirstMomentThatIsOfIt_alsoWhereClocksChange(String zone) {
        for (int cutoff = 0; cutoff < 6; cutoff++) {
            Settings settings = at(zone, cutoff);
            for (int day = 1; day <= 365; day++) {
                LocalDate date = LocalDate.ofYearDay(2026, day);
                assertThat(settings.businessDate(settings.begins(date))).isEqualTo(date);
                assertThat(settings.businessDate(settings.begins(date).minusNanos(1)))
                        .isEqualTo(date.minusDays(1));
            }
        }
    }
}
