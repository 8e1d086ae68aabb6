package nx.sale.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
}
