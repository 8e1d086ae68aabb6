package nx.sale.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeZonesTest {
    // SETTING-3
    @Test
    void regionsAreTaken() {
        for (String name : List.of(
                "Asia/Ho_Chi_Minh",
                "Asia/Saigon",
                "America/Argentina/Buenos_Aires",
                "Pacific/Chatham",
                "Europe/London",
                "UTC")) {
            assertThat(TimeZones.named(name)).contains(ZoneId.of(name));
        }
    }

    /** Java knows them all; but offsets know no summer, and of some the sign means the opposite elsewhere. */
    // SETTING-3
    @Test
    void otherTextsAreNoTimeZones() {
        for (String name : List.of(
                "UTC+7",
                "GMT+7",
                "UT+7",
                "+07:00",
                "-3",
                "Z",
                "GMT",
                "GMT0",
                "Etc/GMT+7",
                "Etc/GMT-7",
                "Etc/UTC",
                "SystemV/AST4",
                "EST5EDT",
                "US/Pacific",
                "Japan",
                "asia/ho_chi_minh",
                "Asia/Nowhere",
                "Asia/",
                "/",
                "",
                " Asia/Ho_Chi_Minh",
                "utc")) {
            assertThat(TimeZones.named(name)).as(name).isEmpty();
        }
    }
}
